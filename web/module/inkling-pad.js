/**
 * <inkling-pad>: a pad to draw a digit on, with the answer, for any page.
 *
 *     <script type="module">import 'inkling/pad';</script>
 *     <inkling-pad></inkling-pad>
 *
 * Attributes: `model`, the address of a safetensors file to use instead of the pretrained network;
 * `clear-label` and `pad-label`, the button's label and the pad's accessible name. Property: `network`,
 * the Network that reads. Method: clear(). Events: `predicted`, with detail { digit, probabilities, ink },
 * whenever the ink changes; `ready` once the network is loaded; `failed`, with the error as detail. CSS:
 * the parts `pad` and `answer`, and the custom properties --inkling-ink, --inkling-paper, and
 * --inkling-accent.
 */

import { viewsOf } from '../answer/views.js';
import { Pad } from '../draw/pad.js';
import { mostProbable } from '../inkling/most-probable.js';
import { loadInkling, PIXELS, pretrained } from './index.js';

/** @typedef {import('./index.js').Network} Network */

const TEMPLATE = `
  <style>
    :host { display: inline-grid; gap: 8px; width: 280px; max-width: 100%; font-family: system-ui, sans-serif; }
    :host([hidden]) { display: none; }
    canvas { display: block; width: 100%; aspect-ratio: 1; box-sizing: border-box; touch-action: none;
      cursor: crosshair; border: 1px solid #8884; border-radius: 12px; color: var(--inkling-ink, #1c2350);
      background: var(--inkling-paper, #fff); }
    div { display: flex; align-items: center; justify-content: space-between; gap: 8px; }
    output { min-height: 1.2em; font-size: 40px; font-weight: 700; line-height: 1.2; }
    button { min-height: 44px; min-width: 44px; padding: 0 14px; border: 1px solid #888; border-radius: 10px;
      background: transparent; color: inherit; font: inherit; cursor: pointer; }
    :focus-visible { outline: 3px solid var(--inkling-accent, #3346d3); outline-offset: 2px; }
  </style>
  <canvas part="pad" role="img"></canvas>
  <div><output part="answer" aria-live="polite"></output><button type="button"></button></div>`;

/** Shared by all pads of a page. @type {ReturnType<typeof loadInkling> | undefined} */
let engine;

// Server-side rendering has no HTMLElement.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

export class InklingPad extends Base {
  static observedAttributes = ['model', 'clear-label', 'pad-label'];
  /** @type {Network | null} */
  #network = null;
  /** The network that the element loaded itself, and has to free. @type {Network | null} */
  #own = null;
  /** @type {Pad | null} */
  #pad = null;
  #loads = 0;

  connectedCallback() {
    if (!this.#pad) {
      const root = this.attachShadow({ mode: 'open' });
      root.innerHTML = TEMPLATE;
      const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
      this.#pad = new Pad(canvas, { changed: () => this.#answer(), settled: () => {} });
      root.querySelector('button')?.addEventListener('click', () => this.clear());
      this.#label();
    }
    if (!this.#network) this.#load();
  }

  disconnectedCallback() {
    // An element that is only being moved is reconnected at once; it must not lose its network.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#loads++;
      if (!this.#own) return;
      this.#own.free();
      this.#own = this.#network = null;
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (!this.#pad || before === after) return;
    if (name === 'model') this.#load();
    else this.#label();
  }

  /** The network that reads; null while it is loading. */
  get network() {
    return this.#network;
  }
  set network(network) {
    this.#loads++;
    if (this.#own !== network) this.#own?.free();
    this.#own = null;
    this.#network = network;
    this.#answer();
  }

  clear() {
    this.#pad?.restore([]);
  }

  #label() {
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    const label = this.getAttribute('pad-label') ?? 'Draw a digit here';
    root.querySelector('canvas')?.setAttribute('aria-label', label);
    const button = /** @type {HTMLButtonElement} */ (root.querySelector('button'));
    button.textContent = this.getAttribute('clear-label') ?? 'Clear';
  }

  async #load() {
    const load = ++this.#loads;
    try {
      const address = this.getAttribute('model');
      const url = address ? new URL(address, document.baseURI) : pretrained;
      engine ??= loadInkling();
      const [inkling, response] = await Promise.all([engine, fetch(url)]);
      if (!response.ok) throw new Error(`${url}: error ${response.status}`);
      const file = await response.arrayBuffer();
      if (load !== this.#loads) return;
      const network = inkling.loadNetwork(file, { maxBatch: 8 });
      this.network = network;
      this.#own = network;
      this.dispatchEvent(new Event('ready'));
    } catch (error) {
      if (load !== this.#loads) return;
      this.dispatchEvent(new CustomEvent('failed', { detail: error }));
    }
  }

  /** Averages over several views of the drawing, as Inkling's own page does. */
  async #answer() {
    const output = /** @type {HTMLOutputElement} */ (this.shadowRoot?.querySelector('output'));
    if (!output || !this.#network || !this.#pad?.strokes.length) {
      if (output) output.textContent = '';
      return;
    }
    const inkling = await /** @type {NonNullable<typeof engine>} */ ((engine ??= loadInkling()));
    // While waiting, the network may have been replaced or freed, and the pad cleared.
    const network = this.#network;
    const { strokes } = this.#pad;
    if (!network || strokes.length === 0) return;
    const images = viewsOf(strokes).map((view) => inkling.rasterize(view));
    const probabilities = new Float32Array(network.classes);
    for (const image of images) {
      network.predict(image.subarray(0, PIXELS)).forEach((value, digit) => {
        probabilities[digit] += value / images.length;
      });
    }
    const digit = mostProbable(probabilities);
    if (output.textContent !== String(digit)) output.textContent = String(digit);
    const detail = { digit, probabilities, ink: images[0] };
    this.dispatchEvent(new CustomEvent('predicted', { detail, bubbles: true, composed: true }));
  }
}

globalThis.customElements?.define('inkling-pad', InklingPad);
