/** The button that turns editing the layers on and off; it loads the editor when first pressed. */

import { pause } from '../messenger/slices.js';
import { t } from '../text/index.js';
import { button } from '../ui/elements.js';
import './details-words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./layout.js').Layout} Layout
 */

export class EditToggle {
  /** @type {import('./editor.js').LayerEditor | null} */
  #editor = null;
  /** @type {[Layout, string] | null} */
  #picture = null;
  #open = false;

  /** @param {HTMLElement} host @param {HTMLElement} inspector @param {Page} page */
  constructor(host, inspector, page) {
    this.host = host;
    this.inspector = inspector;
    this.page = page;
    this.element = button('stage-edit', '', () => this.#toggle(), 'edit');
    this.#show();
  }

  /** Tells the editor what the picture shows. @param {Layout} layout @param {string} list of layers */
  place(layout, list) {
    this.#picture = [layout, list];
    this.#editor?.place(layout, list);
  }

  close() {
    if (this.#open) this.#toggle();
  }

  async #toggle() {
    this.#open = !this.#open;
    this.#show();
    if (!this.#editor) {
      try {
        const [{ LayerEditor }, inkling] = await Promise.all([
          import('./editor.js'),
          this.page.inkling,
        ]);
        this.#editor ??= new LayerEditor(this.host, this.inspector, this.page, inkling);
        await pause(0); // two short tasks rather than a long one
      } catch {
        this.#open = false; // offline; the next press tries again
        this.#show();
        return;
      }
      if (this.#picture) this.#editor.place(...this.#picture);
    }
    this.#editor.show(this.#open);
  }

  #show() {
    this.element.setAttribute('aria-expanded', String(this.#open));
    const name = t(this.#open ? 'details.done' : 'details.edit');
    this.element.textContent = name;
    // Without the icon that replaces the text on phones.
    this.element.setAttribute('aria-label', name);
  }
}
