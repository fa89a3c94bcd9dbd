/** Photograph a page: its digits are found and read; one that is tapped can be put right and kept. */

import { PhotoReader } from '../photo/photo-reader.js';
import { openPicture, pixelsOf, turnPicture } from '../photo/picture.js';
import { takeApart } from '../photo/take-apart.js';
import { isSure } from '../sureness.js';
import { t } from '../text.js';
import { element } from './inside/elements.js';
import { MarkEditor } from './photo/mark-editor.js';
import { MarksView } from './photo/marks-view.js';
import { PictureView } from './photo/picture-view.js';
import { createSource } from './photo/source.js';

/**
 * @typedef {import('../page.js').Page} Page
 * @typedef {import('../own/samples.js').OwnSample} OwnSample
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
    this.teaching = /** @type {import('../own/teaching.js').Teaching} */ (page.teaching);
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
      keep: (mark, digit) => this.#keep([mark], () => digit),
      takeBack: (mark) => this.#takeBack(mark),
      leaveOut: (mark) => this.#leaveOut(mark),
      close: () => this.#choose(null),
    });
    this.turnButton = this.#button('turn', () => this.#look(this.taken, QUARTER));
    this.keepAll = this.#button('keep-all', () => this.#keepAll());
    this.learn = this.#button('learn', () => this.#learn());
    this.tools = element('div', { class: 'row' }, this.keepAll, this.learn, this.turnButton);
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

  /** @param {'turn' | 'keep-all' | 'learn'} id @param {() => void} act */
  #button(id, act) {
    const button = element('button', { type: 'button', 'data-testid': `photo-${id}` });
    button.addEventListener('click', act);
    return button;
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
      const { reason } = /** @type {import('../photo/picture.js').PictureError} */ (error);
      if (asked === this.asked) this.#say(t(`photo.${reason ?? 'broken'}`, { name: file.name }));
    }
  }

  /** Looks for digits on a picture. @param {HTMLCanvasElement | null} picture @param {number} [angle] to turn it by before */
  async #look(picture, angle = 0) {
    if (!picture) return;
    const asked = ++this.asked;
    this.#say(t('photo.looking'));
    const taken = angle ? turnPicture(picture, angle) : picture;
    this.taken = taken;
    const found = await this.reader.read(pixelsOf(taken));
    if (asked !== this.asked) return;
    if (!found) {
      this.#say(t('photo.broken'));
      return;
    }
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
    const waiting = marks.filter(({ kept, name }) => !kept && name).length;
    const kept = marks.some((mark) => mark.kept);
    this.view.show(this.straight, marks, chosen);
    this.list.show(marks, chosen);
    this.tools.hidden = !this.straight;
    this.turnButton.textContent = t('photo.turn');
    this.keepAll.textContent = t('photo.keepAll', { count: waiting });
    this.keepAll.disabled = !waiting || !teaching.possible;
    this.learn.textContent = t('own.learn');
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

  /** @param {ReadMark[]} marks @param {(mark: ReadMark) => number} digitOf */
  async #keep(marks, digitOf) {
    for (const mark of marks) {
      const label = digitOf(mark);
      const ink = Uint8Array.from(mark.ink, (value) => Math.round(255 * value));
      const { samples } = this.teaching;
      if (mark.kept) {
        mark.kept = { ...mark.kept, label };
        await samples.put([mark.kept]);
      } else {
        mark.kept = await samples.add({ strokes: [], label, ink, how: 'photographed' });
      }
      mark.name = String(label);
    }
    this.#say(t('photo.kept', { count: marks.length }));
    this.#choose(null);
  }

  #keepAll() {
    return this.#keep(
      this.marks.filter(({ kept, name }) => !kept && name),
      ({ name }) => Number(name),
    );
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
    this.#say(t('own.learning'));
    const learned = await this.teaching.learn();
    this.#say(t(learned ? 'photo.learned' : 'own.notHere'));
    this.#show();
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../panels.js').Panel} */
export function create(host, page) {
  return new Photo(host, page);
}
