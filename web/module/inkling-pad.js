/** Defines <inkling-pad>. */

import { Pad } from '../draw/pad.js';
import { load } from './index.browser.js';

/**
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').Prediction} Prediction
 * @typedef {import('../inkling/types.js').Stroke} Stroke
 */

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
    p { margin: 0; font-size: 14px; }
    :focus-visible { outline: 3px solid var(--inkling-accent, #3346d3); outline-offset: 2px; }
  </style>
  <canvas part="pad" role="img"></canvas>
  <div><output part="answer" aria-live="polite"></output><button type="button"></button></div>
  <p part="problem" role="alert" hidden></p>`;

// Server-side rendering has no HTMLElement.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/**
 * `<inkling-pad>`: a pad to draw a digit or a number on, with the answer. Importing `inkling/pad` defines it.
 *
 * Attributes: `model`, the address of a safetensors file to use instead of the pretrained network;
 * `clear-label` and `pad-label`, the button's label and the pad's name for screen readers; `name`, under
 * which a form sends the answer.
 *
 * Events: `predicted` after each change of the drawing; its detail is a NumberReading, with the fields of a
 * Prediction, and `digit`, its index, for the first digit. `ready` once the network is loaded. `failed` if it
 * can't be; its detail is the error, which the pad shows, too.
 *
 * Styles: the parts `pad`, `answer`, and `problem`, and the custom properties `--inkling-ink`,
 * `--inkling-paper`, and `--inkling-accent`.
 */
export class InklingPad extends Base {
  static formAssociated = true;
  static observedAttributes = ['model', 'clear-label', 'pad-label'];
  /** @type {Network | null} */
  #network = null;
  /** The network that the element loaded itself, and has to free. @type {Network | null} */
  #own = null;
  /** @type {Pad | null} */
  #pad = null;
  #loads = 0;
  #value = '';
  /** @type {ElementInternals | undefined} */
  #internals;

  connectedCallback() {
    if (!this.#pad) {
      const root = this.attachShadow({ mode: 'open' });
      root.innerHTML = TEMPLATE;
      const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
      this.#pad = new Pad(canvas, { changed: () => this.#answer(), settled: () => {} });
      root.querySelector('button')?.addEventListener('click', () => this.clear());
      this.#internals ??= this.attachInternals?.();
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

  /** The answer: the name of the most probable class; empty without a drawing. */
  get value() {
    return this.#value;
  }

  /** A copy of the drawing: points in units of the pad's side, y down. @returns {Stroke[]} */
  get strokes() {
    return structuredClone(this.#pad?.strokes ?? []);
  }

  /** Clears the drawing and the answer. */
  clear() {
    this.#pad?.restore([]);
  }

  formResetCallback() {
    this.clear();
  }

  #label() {
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    const label = this.getAttribute('pad-label') ?? 'Draw a digit here';
    root.querySelector('canvas')?.setAttribute('aria-label', label);
    const button = /** @type {HTMLButtonElement} */ (root.querySelector('button'));
    button.textContent = this.getAttribute('clear-label') ?? 'Clear';
  }

  async #load() {
    const own = ++this.#loads;
    try {
      const address = this.getAttribute('model');
      const network = await load(address ? new URL(address, document.baseURI) : undefined);
      if (own !== this.#loads) {
        network.free();
        return;
      }
      this.#report('');
      this.network = network;
      this.#own = network;
      this.dispatchEvent(new Event('ready'));
    } catch (error) {
      if (own !== this.#loads) return;
      if (!this.#network) this.#report(/** @type {Error} */ (error).message);
      this.dispatchEvent(new CustomEvent('failed', { detail: error }));
    }
  }

  /** @param {string} problem empty if there is none */
  #report(problem) {
    const place = /** @type {HTMLElement} */ (this.shadowRoot?.querySelector('[part=problem]'));
    place.hidden = !problem;
    place.textContent = problem;
  }

  /** @param {string} value */
  #show(value) {
    this.#value = value;
    this.#internals?.setFormValue(value);
    const output = this.shadowRoot?.querySelector('output');
    if (output && output.textContent !== value) output.textContent = value;
  }

  async #answer() {
    const network = this.#network;
    const strokes = this.#pad?.strokes ?? [];
    if (!network || network.freed || strokes.length === 0) {
      this.#show('');
      return;
    }
    // While waiting, the network may have been replaced, and the pad cleared or drawn on.
    const outdated = () => network !== this.#network || strokes !== this.#pad?.strokes;
    let reading;
    try {
      reading = await network.readNumber(strokes);
    } catch (error) {
      if (outdated()) return;
      this.#show('');
      this.dispatchEvent(new CustomEvent('failed', { detail: error }));
      return;
    }
    if (outdated()) return;
    const { text, probability, sure, digits } = reading;
    this.#show(text);
    const [{ index, ...first }] = digits;
    const detail = { ...first, index, digit: index, text, probability, sure, digits };
    this.dispatchEvent(new CustomEvent('predicted', { detail, bubbles: true, composed: true }));
  }
}

globalThis.customElements?.define('inkling-pad', InklingPad);
