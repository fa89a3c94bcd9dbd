/** "Read a photo": its digits are found and read; one that is tapped can be put right and kept. */

import { isSure } from '../answer/sureness.js';
import { inkBytes } from '../inkling/pictures.js';
import { formatLimit, t, tError } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import { MarkEditor } from './mark-editor.js';
import { MarksView } from './marks-view.js';
import { PhotoReader } from './photo-reader.js';
import { MOST_BYTES, openPicture, pixelsOf, turnPicture } from './picture.js';
import { PictureView } from './picture-view.js';
import { createSource } from './source.js';
import { takeApart } from './take-apart.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../handwriting/samples.js').OwnSample} OwnSample
 *
 * @typedef {object} Reading what became of a mark
 * @property {string} name what it was read as, or is; empty while nothing reads
 * @property {boolean} sure
 * @property {OwnSample | null} kept
 *
 * @typedef {import('../inkling/pages.js').Mark & Reading} ReadMark
 */

const QUARTER = Math.PI / 2;

class Photo {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('photo');
    this.page = page;
    this.teaching = page.teaching;
    this.reader = new PhotoReader();
    /** The last picture, as it was taken. @type {HTMLCanvasElement | null} */
    this.taken = null;
    /** The one that is shown, as it was read. @type {HTMLCanvasElement | null} */
    this.straight = null;
    /** @type {ReadMark[]} */
    this.marks = [];
    /** @type {ReadMark | null} */
    this.chosen = null;
    /** Pictures are looked at one at a time: the last one counts. */
    this.asked = 0;

    const open = () => /** @type {HTMLDetailsElement} */ (host.parentElement).open;
    const choose = (/** @type {ReadMark} */ mark) => this.#choose(mark);
    this.said = element('p', { class: 'said', role: 'status', 'data-testid': 'photo-said' });
    this.view = new PictureView(choose);
    this.list = new MarksView(choose);
    this.editor = new MarkEditor({
      keep: (mark, digit) => this.#correct(mark, digit),
      takeBack: (mark) => this.#takeBack(mark),
      leaveOut: (mark) => this.#leaveOut(mark),
      close: () => this.#choose(null),
    });
    const turn = button('photo-turn', t('photo.turn'), () => this.#look(this.taken, QUARTER));
    this.keepAll = button('photo-keep-all', '', () => this.#keep(this.#waiting));
    this.learn = button('photo-learn', t('photo.learn'), () => this.#learn());
    this.tools = element('div', { class: 'row' }, this.keepAll, this.learn, turn);
    host.append(
      element('p', { class: 'note' }, t('photo.intro')),
      createSource(open, (file) => this.#open(file)),
      this.said,
      this.view.canvas,
      this.editor.element,
      this.list.element,
      this.tools,
    );
    this.teaching.addEventListener('change', () => this.#show());
    this.teaching.samples.addEventListener('change', () => this.#forget());
  }

  /** Those that were read, and that nobody said anything of. */
  get #waiting() {
    return this.marks.filter(({ kept, name }) => !kept && name);
  }

  /** @param {'open' | 'subject' | 'model' | 'data'} change */
  async update(change) {
    if (change === 'model') await this.#read();
    this.#show();
  }

  /** @param {string} words */
  #say(words) {
    this.said.textContent = words;
  }

  /** @param {File} file */
  async #open(file) {
    const asked = ++this.asked;
    this.#say(t('photo.looking'));
    try {
      const picture = await openPicture(file);
      if (asked === this.asked) await this.#look(picture);
    } catch (error) {
      // What was there before stays.
      const { reason } = /** @type {import('./picture.js').PictureError} */ (error);
      const values = { name: file.name, size: formatLimit(MOST_BYTES) };
      if (asked === this.asked) this.#say(t(`photo.${reason ?? 'broken'}`, values));
    }
  }

  /** Looks for digits on a picture. @param {HTMLCanvasElement | null} picture @param {number} [angle] to turn it by before */
  async #look(picture, angle = 0) {
    if (!picture) return;
    const asked = ++this.asked;
    this.#say(t('photo.looking'));
    const taken = angle ? turnPicture(picture, angle) : picture;
    this.taken = taken;
    /** @type {import('./worker/read.js').Found} */
    let found;
    try {
      found = await this.reader.read(pixelsOf(taken));
    } catch (error) {
      if (asked !== this.asked) return;
      const { code } = /** @type {{ code?: string }} */ (error);
      this.#say(code === 'NOT_LOADED' ? tError(/** @type {Error} */ (error)) : t('photo.broken'));
      return;
    }
    if (asked !== this.asked) return;
    const marks = await this.#withNetwork((read) => takeApart(found.marks, read));
    if (asked !== this.asked) return;
    this.straight = found.angle ? turnPicture(taken, found.angle) : taken;
    this.chosen = null;
    this.editor.show(null, false);
    this.marks = (marks ?? found.marks).map((mark) => ({
      ...mark,
      name: '',
      sure: false,
      kept: null,
    }));
    await this.#read();
    this.#say(
      this.marks.length ? t('photo.found', { count: this.marks.length }) : t('photo.nothing'),
    );
    this.#show();
  }

  /**
   * Reads with a copy of the network that answers.
   * @template T
   * @param {(read: (ink: Float32Array) => Float32Array) => T} use
   * @returns {Promise<T | undefined>} undefined while there is no network
   */
  async #withNetwork(use) {
    const { model } = this.page;
    if (!model) return undefined;
    const module = await this.page.inkling;
    const network = module.createNetwork({ layers: model.layers, maxBatch: 1 });
    try {
      network.setParameters(model.parameters);
      network.temperature = model.temperature;
      return use((ink) => network.predict(ink));
    } finally {
      network.free();
    }
  }

  /** Reads all digits that nobody said anything of. */
  #read() {
    return this.#withNetwork((read) => {
      const { names } = this.page;
      for (const mark of this.marks) {
        if (mark.kept) continue;
        const probabilities = read(mark.ink);
        const best = probabilities.indexOf(Math.max(...probabilities));
        mark.name = names[best] ?? String(best);
        mark.sure = isSure(probabilities);
      }
    });
  }

  #show() {
    const { marks, chosen, teaching } = this;
    const waiting = this.#waiting.length;
    const kept = marks.some((mark) => mark.kept);
    this.view.show(this.straight, marks, chosen);
    this.list.show(marks, chosen);
    this.tools.hidden = !this.straight;
    this.keepAll.textContent = t('photo.keepAll', { count: waiting });
    this.keepAll.disabled = !waiting || !teaching.possible;
    this.learn.hidden = !kept;
    this.learn.disabled = teaching.learning;
  }

  /** @param {ReadMark | null} mark */
  #choose(mark) {
    const before = this.chosen;
    this.chosen = mark;
    this.editor.show(mark, this.teaching.possible);
    this.#show();
    if (mark) this.editor.focus();
    else if (before) this.list.focus(before);
  }

  /** Says what a mark is. @param {ReadMark} mark @param {number} label */
  async #correct(mark, label) {
    mark.name = String(label);
    if (!mark.kept) return this.#keep([mark]);
    mark.kept = { ...mark.kept, label };
    await this.teaching.samples.put([mark.kept]);
    this.#keptSaid(1);
  }

  /** Keeps marks as what they were read as. @param {ReadMark[]} marks */
  async #keep(marks) {
    this.keepAll.disabled = true; // once is enough
    const samples = await this.teaching.samples.addAll(
      marks.map(({ name, ink }) => ({
        strokes: [],
        label: Number(name),
        ink: inkBytes(ink),
        how: 'photographed',
      })),
    );
    marks.forEach((mark, i) => {
      mark.kept = samples[i];
    });
    this.#keptSaid(marks.length);
  }

  /** @param {number} count */
  #keptSaid(count) {
    this.#say(t('photo.kept', { count }));
    this.#choose(null);
  }

  /** @param {ReadMark} mark */
  async #takeBack(mark) {
    if (mark.kept) await this.teaching.samples.remove([mark.kept]);
    this.#choose(null);
  }

  /** Samples that were deleted, here or elsewhere, are not kept any more. */
  async #forget() {
    const ids = new Set(this.teaching.samples.all.map(({ id }) => id));
    const gone = this.marks.filter(({ kept }) => kept && !ids.has(kept.id));
    if (!gone.length) return;
    for (const mark of gone) mark.kept = null;
    await this.#read();
    this.#show();
  }

  /** @param {ReadMark} mark */
  #leaveOut(mark) {
    this.marks = this.marks.filter((other) => other !== mark);
    this.#choose(null);
    this.#say(t('photo.found', { count: this.marks.length }));
  }

  async #learn() {
    this.#say(t('correction.learning'));
    const learned = await this.teaching.learn();
    this.#say(t(learned ? 'photo.learned' : 'photo.notHere'));
    this.#show();
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new Photo(host, page);
}
