/** Bring a dataset: import it, see what came in and what did not, choose what is trained on. */

import { Library, loadUnfinished, noteUnfinished } from '../data/library.js';
import { formatSeconds, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { DatasetList } from './dataset-list.js';
import { droppedFiles, nameOf } from './files.js';
import { Importer } from './importer.js';
import { createPicker } from './picker.js';
import { ProgressView } from './progress-view.js';
import { skippedList } from './report.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./files.js').Input} Input
 */

class Bring {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('bring');
    this.library = new Library();
    this.picker = createPicker({
      picked: (inputs) => {
        if (inputs.length) this.#bring(inputs);
        else this.#say(t('bring.noFolder'));
      },
      dropped: async (transfer) => this.#bring(await droppedFiles(transfer)),
      again: () => this.#bring(this.inputs),
    });
    this.progress = new ProgressView(() => this.importer?.cancel());
    this.said = element('div', { class: 'said', role: 'status', 'data-testid': 'bring-said' });
    this.list = new DatasetList(this.library, page, (...said) => this.#say(...said));
    host.append(this.picker.element, this.progress.element, this.said, this.list.element);
    /** The import that goes on. @type {Importer | null} */
    this.importer = null;
    /** The files of the last one, to read them in another way. @type {Input[]} */
    this.inputs = [];
    /** What came of them. @type {string | null} */
    this.lastId = null;
    this.loaded = this.library.load().then(() => this.list.show());
    loadUnfinished().then((name) => {
      if (!name || this.importer) return;
      this.#say(t('bring.interrupted', { name }));
      noteUnfinished(null);
    });
  }

  update() {}

  /** @param {...(string | Node)} content */
  #say(...content) {
    this.said.replaceChildren(
      ...content.map((part) => (typeof part === 'string' ? element('p', {}, part) : part)),
    );
  }

  /** @param {Input[]} inputs */
  async #bring(inputs) {
    if (!inputs.length || this.importer) return;
    const name = nameOf(inputs);
    const started = performance.now();
    const again = inputs === this.inputs ? this.lastId : null;
    this.importer = new Importer((progress) => this.progress.show(progress));
    this.inputs = inputs;
    this.#say();
    this.picker.rest(true);
    await noteUnfinished(name); // what is seen to have begun is spoken of when it is cut off
    this.progress.begin();
    const outcome = await this.importer.start(inputs, { name, ...this.picker.options });
    this.importer = null;
    this.progress.end();
    if (!outcome) {
      this.#say(t('bring.cancelled'));
    } else if ('failed' in outcome) {
      this.#say(t(`bring.${outcome.failed}`), ...skippedList(outcome.skipped));
    } else {
      const seconds = Math.ceil((performance.now() - started) / 1000);
      await this.#keep(outcome.brought, seconds, again);
    }
    await noteUnfinished(null);
    this.picker.rest(false);
    this.picker.offerAgain();
  }

  /**
   * @param {import('./worker/collector.js').Brought} brought
   * @param {number} seconds
   * @param {string | null} again the dataset of the same files, which this one takes the place of
   */
  async #keep(brought, seconds, again) {
    await this.loaded;
    const { name, count } = brought;
    const id = (again && this.library.find(again)?.id) ?? crypto.randomUUID();
    this.lastId = id;
    const kept = await this.library.put({ ...brought, id, date: Date.now() });
    const said = [t('bring.done', { name, count, time: formatSeconds(seconds) })];
    if (kept !== 'kept') said.push(t(`bring.${kept}`, { name }));
    this.list.show();
    this.#say(...said);
    this.list.replaced(id);
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new Bring(host, page);
}
