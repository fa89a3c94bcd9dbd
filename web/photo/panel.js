/** "Read a photo": finds and reads its digits. Tapping one corrects and saves it. */

import { DIGITS } from '../data/classes.js';
import { isSure } from '../data/sureness.js';
import { isNotRunning } from '../inkling/errors.js';
import { mostProbable } from '../inkling/most-probable.js';
import { inkBytes } from '../inkling/pictures.js';
import { pause } from '../messenger/slices.js';
import { formatLimit, formatNumber, formatSentences, t, tError } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import { reveal } from '../ui/reveal.js';
import { MarkEditor } from './mark-editor.js';
import { MarksView } from './marks-view.js';
import { PhotoReader } from './photo-reader.js';
import { MAX_BYTES, MAX_MEGAPIXELS, openPicture, pixelsOf, rotatePicture } from './picture.js';
import { PictureView } from './picture-view.js';
import { PrintBox } from './print-box.js';
import { createSource } from './source.js';
import { Wait } from './wait.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../handwriting/samples.js').OwnSample} OwnSample
 *
 * @typedef {object} Reading of a mark
 * @property {string} name its class, as read or corrected; empty without a network
 * @property {boolean} sure
 * @property {boolean} printed
 * @property {OwnSample | null} saved the sample it was saved as
 *
 * @typedef {import('../inkling/pages.js').Mark & Reading} ReadMark
 */

const QUARTER = Math.PI / 2;

/** The message when nothing was found, by reason. */
const NOTHING = /** @type {const} */ ({
  none: 'photo.nothing',
  faint: 'photo.nothingFaint',
  small: 'photo.nothingSmall',
  busy: 'photo.nothingBusy',
  other: 'photo.nothing',
});

class Photo {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('photo');
    this.page = page;
    this.teaching = page.teaching;
    this.reader = new PhotoReader((count) => this.wait.show(count));
    /** The last picture, before deskewing. @type {HTMLCanvasElement | null} */
    this.taken = null;
    /** The last one that was read. @type {HTMLCanvasElement | null} */
    this.done = null;
    /** The picture shown: deskewed, as it was read. @type {HTMLCanvasElement | null} */
    this.deskewed = null;
    /** All digits found, in reading order. @type {ReadMark[]} */
    this.digits = [];
    /** Why there are none, and how many other marks there are. */
    this.other = {
      doubt: /** @type {import('./worker/read.js').Found['doubt']} */ ('none'),
      leftOut: 0,
    };
    /** @type {ReadMark | null} */
    this.chosen = null;
    /** Under way, at most one at a time. @type {Promise<void> | null} */
    this.reading = null;
    /** Whether marks or network have changed since it began. */
    this.outdated = false;
    /** Numbers the requests, so that results of outdated ones are dropped. */
    this.requests = 0;

    const open = () => /** @type {HTMLDetailsElement} */ (host.parentElement).open;
    const choose = (/** @type {ReadMark} */ mark) => this.#choose(mark);
    this.status = element('p', { class: 'message', role: 'status', 'data-testid': 'photo-said' });
    this.view = new PictureView(choose);
    this.list = new MarksView(choose);
    this.editor = new MarkEditor({
      save: (mark, digit) => this.#correct(mark, digit),
      takeBack: (mark) => this.#takeBack(mark),
      leaveOut: (mark) => this.#leaveOut(mark),
      close: () => this.#choose(null),
    });
    const turn = button('photo-turn', t('photo.turn'), () =>
      this.#findDigits(this.taken, QUARTER, true),
    );
    this.saveAll = button('photo-keep-all', '', () => this.#save(this.#unsaved));
    this.learn = button('photo-learn', t('photo.learn'), () => this.#learn());
    this.tools = element('div', { class: 'row' }, this.saveAll, this.learn, turn);
    this.wait = new Wait(() => this.#cancel());
    this.print = new PrintBox(() => {
      this.#report();
      this.#choose(null);
    });
    host.append(
      element('p', { class: 'note' }, t('photo.intro')),
      createSource(open, (file) => this.#open(file)),
      this.status,
      this.wait.element,
      this.print.element,
      this.view.canvas,
      this.editor.element,
      this.list.element,
      this.tools,
    );
    this.teaching.addEventListener('change', () => this.#show());
    this.teaching.samples.addEventListener('change', () => this.#forget());
    const taken = () => page.takeFiles('photo').forEach((file) => void this.#open(file));
    page.addEventListener('files', taken);
    taken();
  }

  /** The digits that count. */
  get marks() {
    return this.digits.filter(({ printed }) => !printed || this.print.counts);
  }

  /** Marks that were read as digits, but not confirmed or corrected. */
  get #unsaved() {
    return this.marks.filter(({ saved, name }) => !saved && DIGITS.includes(name));
  }

  /** @param {'open' | 'subject' | 'model' | 'data'} change */
  async update(change) {
    if (change === 'model') await this.#read();
    this.#show();
  }

  /** @param {string} words */
  #say(words) {
    this.status.textContent = words;
  }

  /** Starts a request. */
  #begin() {
    this.#say(t('photo.looking'));
    this.wait.begin();
    return ++this.requests;
  }

  /** The previous photo stays. */
  async #cancel() {
    this.requests++;
    this.reader.cancel();
    this.wait.end();
    this.taken = this.done;
    if (this.done) this.#report();
    else this.#say('');
    if (!this.reading) return;
    // What the worker was asked about the previous photo is canceled, too.
    await this.#read();
    this.#show();
  }

  /** @param {File} file */
  async #open(file) {
    const request = this.#begin();
    try {
      const picture = await openPicture(file, (file, longest) => this.reader.decode(file, longest));
      if (request === this.requests) await this.#findDigits(picture);
    } catch (error) {
      // The previous photo stays visible.
      const { reason } = /** @type {import('./picture.js').PictureError} */ (error);
      const values = {
        name: file.name,
        size: formatLimit(MAX_BYTES),
        most: formatNumber(MAX_MEGAPIXELS),
      };
      if (request !== this.requests) return;
      this.wait.end();
      this.#say(t(`photo.${reason ?? 'broken'}`, values));
    }
    reveal(this.status, this.tools);
  }

  /**
   * Finds the digits in a picture.
   * @param {HTMLCanvasElement | null} picture
   * @param {number} [angle] to rotate it by first
   * @param {boolean} [upright] whether it is known which side is up
   * @returns {Promise<void>}
   */
  async #findDigits(picture, angle = 0, upright = false) {
    if (!picture) return;
    const request = this.#begin();
    let taken = picture;
    /** @type {import('./recognize.js').Recognized} */
    let recognized;
    try {
      if (angle) taken = rotatePicture(picture, angle);
      this.taken = taken;
      recognized = await this.reader.read(pixelsOf(taken), this.page.model, upright);
    } catch (error) {
      if (request !== this.requests) return;
      this.wait.end();
      const { code } = /** @type {{ code?: string }} */ (error);
      this.#say(isNotRunning(code) ? tError(/** @type {Error} */ (error)) : t('photo.broken'));
      return;
    }
    if (request !== this.requests) return;
    const { turns, leftOut, marks, printed, found } = recognized;
    if (turns) taken = rotatePicture(taken, turns * QUARTER);
    this.taken = taken;
    const { angle: skew, doubt } = found;
    this.done = taken;
    this.wait.end();
    this.deskewed = skew ? rotatePicture(taken, skew) : taken;
    this.chosen = null;
    this.editor.show(null, false);
    const state = { name: '', sure: false, saved: null };
    this.digits = [
      ...marks.map((mark) => ({ ...mark, ...state, printed: false })),
      ...printed.map((mark) => ({ ...mark, ...state, printed: true })),
    ].sort((a, b) => a.line - b.line || a.left - b.left);
    this.other = { doubt, leftOut };
    this.print.show(printed.length);
    await this.#read();
    if (request !== this.requests) return;
    // The digits first, in a task of their own.
    this.list.show(this.digits, this.marks, null);
    await pause(0);
    if (request !== this.requests) return;
    this.#report();
    this.#show();
  }

  #report() {
    const { doubt, leftOut } = this.other;
    const count = this.marks.length;
    if (!count) return this.#say(t(leftOut ? 'photo.nothingLike' : NOTHING[doubt]));
    const printed = this.digits.length - count;
    const sentences = [t('photo.found', { count })];
    if (printed) sentences.push(t('photo.printed', { count: printed }));
    if (leftOut) sentences.push(t('photo.leftOut', { count: leftOut }));
    this.#say(formatSentences(sentences));
  }

  /**
   * Reads all marks that aren't saved. In training, the network changes faster than many can be read: this
   * ends with the first reading that began later, whatever has changed since.
   */
  async #read() {
    this.outdated = true;
    await this.reading;
    if (this.outdated && !this.reading) {
      this.reading = this.#readMarks().finally(() => {
        this.reading = null;
      });
    }
    await this.reading;
  }

  async #readMarks() {
    this.outdated = false;
    const { model, names } = this.page;
    const marks = this.digits.filter(({ saved }) => !saved);
    if (!model || !marks.length) return;
    const inks = marks.map(({ ink }) => ink);
    // A worker that crashed is started again by the next photo.
    const answers = await this.reader.readMarks(inks, model).catch(() => []);
    for (const [i, mark] of marks.entries()) {
      if (mark.saved) continue; // meanwhile
      const probabilities = answers[i];
      if (!probabilities) {
        mark.name = ''; // not what another network read before
        continue;
      }
      const best = mostProbable(probabilities);
      mark.name = names[best] ?? String(best);
      mark.sure = isSure(probabilities);
    }
  }

  #show() {
    const { digits, marks, chosen, teaching } = this;
    const unsaved = this.#unsaved.length;
    const anySaved = marks.some((mark) => mark.saved);
    this.view.show(this.deskewed, digits, marks, chosen);
    this.list.show(digits, marks, chosen);
    this.tools.hidden = !this.deskewed;
    this.saveAll.textContent = t('photo.keepAll', { count: unsaved });
    this.saveAll.disabled = !unsaved || !teaching.canLearn;
    this.learn.hidden = !anySaved;
    this.learn.disabled = teaching.learning || !teaching.canLearn;
  }

  /** @param {ReadMark | null} mark */
  #choose(mark) {
    const previous = this.chosen;
    this.chosen = mark;
    this.editor.show(mark, this.teaching.canLearn);
    this.#show();
    if (mark) this.editor.focus();
    else if (previous) this.list.focus(previous);
  }

  /** Saves a mark with the label the visitor gave it. @param {ReadMark} mark @param {number} label */
  async #correct(mark, label) {
    mark.name = String(label);
    if (!mark.saved) return this.#save([mark]);
    mark.saved = { ...mark.saved, label };
    await this.teaching.samples.put([mark.saved]);
    this.#confirmSaved(1);
  }

  /** Saves marks as they were read. @param {ReadMark[]} marks */
  async #save(marks) {
    this.saveAll.disabled = true; // against a double click
    const samples = await this.teaching.samples.addAll(
      marks.map(({ name, ink }) => ({
        strokes: [],
        label: Number(name),
        ink: inkBytes(ink),
        how: 'photographed',
      })),
    );
    marks.forEach((mark, i) => {
      mark.saved = samples[i];
    });
    this.#confirmSaved(marks.length);
  }

  /** @param {number} count */
  #confirmSaved(count) {
    this.#say(t('photo.kept', { count }));
    this.#choose(null);
  }

  /** @param {ReadMark} mark */
  async #takeBack(mark) {
    if (mark.saved) await this.teaching.samples.remove([mark.saved]);
    this.#choose(null);
  }

  /** Unmarks samples that were deleted, here or in another panel. */
  async #forget() {
    const ids = new Set(this.teaching.samples.labeled.map(({ id }) => id));
    const gone = this.digits.filter(({ saved }) => saved && !ids.has(saved.id));
    if (!gone.length) return;
    for (const mark of gone) mark.saved = null;
    await this.#read();
    this.#show();
  }

  /** @param {ReadMark} mark */
  #leaveOut(mark) {
    this.digits = this.digits.filter((other) => other !== mark);
    this.other.leftOut++;
    this.#choose(null);
    this.#report();
  }

  async #learn() {
    this.#say(t('correction.learning'));
    const learned = await this.teaching.learn();
    this.#say(learned ? t('photo.learned') : this.teaching.whyNot('photo.notHere'));
    this.#show();
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new Photo(host, page);
}
