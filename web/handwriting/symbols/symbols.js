/**
 * The visitor's own symbols: their names and drawings, and the network that is trained on them whenever
 * they change. Emits 'change' when any of it does.
 */

import { viewsOf } from '../../answer/views.js';
import { DIGITS, sameNames, withOutputs } from '../../data/classes.js';
import { copyOf } from '../../draw/copy.js';
import { MAX_CLASSES, NO_CLASS, PIXELS } from '../../inkling/index.js';
import { inkBytes } from '../../inkling/pictures.js';
import { Emitter } from '../../messenger/events.js';
import { openRecords, pageRecords } from '../../storage/records.js';
import { t } from '../../text/index.js';
import { OwnSamples, pack } from '../samples.js';
import { symbolsNote } from '../symbols-note.js';
import { foldsOf, measuredAs, outputsRead } from './measure.js';
import { FEWEST, withNames, withRoom } from './plan.js';
import './words.js';

/**
 * @typedef {import('../samples.js').OwnSample} OwnSample
 * @typedef {import('../teaching.js').Teaching} Teaching
 * @typedef {import('../../answer/controller.js').SymbolModel} SymbolModel
 * @typedef {import('./plan.js').SymbolClass} SymbolClass
 *
 * @typedef {object} SymbolSet as it is stored
 * @property {SymbolClass[]} classes
 * @property {boolean} digits whether the network reads digits as well
 *
 * @typedef {'digits' | 'pretrained' | Error} Failure of a lesson: it needed the built-in digits or the pretrained
 *   network before they had loaded, or an error ended it
 */

const SET = 'symbols';
const MODEL = 'symbols: network';

/** @param {'SYMBOL_SAMPLE' | 'SYMBOL_SET' | 'SYMBOL_MODEL'} name */
const kind = (name) => () => import('../kinds.js').then((kinds) => kinds[name]);

/** Measuring takes a while, so it starts only after such a pause in drawing. */
const MEASURE_AFTER_MS = 2500;

/** What a class is called whose name is gone. @param {number} id */
const nameless = (id) => `${id + 1}`;

/** @param {unknown} outcome of a lesson @returns {outcome is Failure} */
const isFailure = (outcome) => typeof outcome === 'string' || outcome instanceof Error;

/** @extends {Emitter<{ change: undefined }>} */
export class Symbols extends Emitter {
  /** Whether something has changed that the network has not learned. */
  #stale = false;
  #working = false;
  /** Counts changes, to notice one while measuring. */
  #changes = 0;
  /** Ends the pause before measuring. */
  #endPause = () => {};
  /** Whether the stored names have not been read, so that they must not be overwritten. */
  #unread = false;
  /** When this visit began: drawings made before have the labels of the stored names. */
  #began = Date.now();

  /** @param {Teaching} teaching whose parts it shares */
  constructor({ training, inkling, answers, store }) {
    super();
    this.training = training;
    this.inkling = inkling;
    this.answers = answers;
    this.store = store;
    this.samples = new OwnSamples({
      records: openRecords('inkling own symbols', 'samples'),
      kind: kind('SYMBOL_SAMPLE'),
    });
    /** @type {SymbolClass[]} */
    this.classes = [];
    this.digits = false;
    /** @type {SymbolModel | null} */
    this.model = null;
    this.learning = false;
    this.measuring = false;
    /** Why the last lesson failed. @type {Failure | null} */
    this.failure = null;
    /**
     * What each drawing was read as by a network that had not seen it, by its id: the id of a class, the name of
     * a digit, or null if it was not sure.
     * @type {Map<string, number | string | null>}
     */
    this.read = new Map();
    /** Of the last lesson. @type {{ drawings: number, seconds: number } | null} */
    this.learned = null;
    this.loaded = this.#load();
    pageRecords.whenRestored(() => this.#restore());
    training.addEventListener('data', () => {
      if (this.failure === 'digits' && training.data?.train.loaded) this.#touch();
    });
    for (const event of /** @type {const} */ (['model', 'answer'])) {
      answers.addEventListener(event, () => {
        if (this.failure === 'pretrained' && answers.models.pretrained) this.#touch();
      });
    }
  }

  async #load() {
    const [, model] = await Promise.all([
      this.#readSet(),
      pageRecords.get(MODEL, kind('SYMBOL_MODEL')).catch(() => undefined),
      this.samples.loaded,
      this.inkling.catch(() => {}), // reported elsewhere
    ]);
    // Without their names, drawings could not be shown.
    const known = new Set(this.classes.map(({ id }) => id));
    const unknown = new Set(
      this.samples.all.map(({ label }) => label).filter((label) => !known.has(label)),
    );
    for (const id of unknown) this.classes.push({ id, name: nameless(id) });
    try {
      if (model) this.#use(model);
    } catch {
      this.#use(null); // another version of the page wrote it
    }
    const names = this.model?.names ?? [];
    if (this.canLearn && !sameNames(names, this.outputs.names)) this.#touch();
    this.samples.addEventListener('change', () => this.#touch());
    this.emit('change');
  }

  async #readSet() {
    try {
      const set = await pageRecords.get(SET, kind('SYMBOL_SET'));
      this.#unread = false;
      if (set) this.#takeOver(set);
    } catch {
      this.#unread = pageRecords.isSilent;
    }
  }

  /** The visitor may have named and drawn others before it could be read. @param {SymbolSet} set */
  #takeOver({ classes, digits }) {
    const since = this.classes.filter(({ id, name }) => name !== nameless(id));
    this.classes = withNames(
      classes,
      since.map(({ name }) => name),
    );
    this.digits = digits;
    const idOf = new Map(this.classes.map(({ id, name }) => [name, id]));
    const labels = new Map(since.map(({ id, name }) => [id, idOf.get(name) ?? NO_CLASS]));
    const drawn = this.samples.all.filter(
      ({ at, label }) => at >= this.#began && labels.has(label),
    );
    if (!drawn.length) return;
    this.samples.put(drawn.map((one) => ({ ...one, label: labels.get(one.label) ?? NO_CLASS })));
  }

  /** The database answers again, or has lost what was in it. */
  async #restore() {
    await this.loaded;
    if (this.#unread) {
      await this.#readSet();
      if (this.#unread) return;
      this.#touch();
    }
    await this.#save();
  }

  /** Those with a drawing are outputs of the network. */
  get #drawn() {
    return this.classes.filter(({ id }) => this.countOf(id) > 0);
  }

  /** @param {number} id of a class */
  countOf(id) {
    return this.samples.all.filter(({ label }) => label === id).length;
  }

  /** How many classes there may be. */
  get most() {
    return this.digits ? MAX_CLASSES - DIGITS.length : MAX_CLASSES;
  }

  /** Whether there are enough drawings. */
  get canLearn() {
    return this.#drawn.length > 1 && this.samples.all.length >= FEWEST;
  }

  /** @param {number} label */
  nameOf(label) {
    return this.classes.find(({ id }) => id === label)?.name ?? t('symbols.nothing');
  }

  /** @param {string[]} names @returns {boolean} whether there was room for all */
  add(names) {
    this.classes = withNames(this.classes, names, this.most);
    this.#save();
    this.emit('change');
    return names.every((name) => this.classes.some((one) => one.name === name));
  }

  /** @param {number} id @param {string} name that no other class has */
  rename(id, name) {
    const before = this.nameOf(id);
    this.classes = this.classes.map((one) => (one.id === id ? { id, name } : one));
    this.#save();
    const { model } = this;
    const isDigit = this.digits && [before, name].some((one) => DIGITS.includes(one));
    if (this.learning || isDigit) {
      // The lesson in progress has the old name; symbols named like digits share an output with them.
      this.#touch();
    } else if (model?.names.includes(before)) {
      this.#use({ ...model, names: model.names.map((one) => (one === before ? name : one)) });
      this.#saveModel();
    }
    this.emit('change');
  }

  /** @param {number} id @returns {() => void} undoes it */
  removeClass(id) {
    const at = this.classes.findIndex((one) => one.id === id);
    const removed = this.classes[at];
    const drawings = this.samples.all.filter(({ label }) => label === id);
    this.classes = this.classes.filter((one) => one !== removed);
    this.#save();
    this.samples.remove(drawings);
    return () => {
      // Others may have been renamed or added since.
      const { classes } = this;
      const same = classes.find(({ name }) => name === removed.name);
      if (!same) {
        if (classes.length >= MAX_CLASSES || classes.some((one) => one.id === id)) return;
        this.classes = [...classes.slice(0, at), removed, ...classes.slice(at)];
        this.#save();
      }
      this.samples.put(drawings.map((drawing) => ({ ...drawing, label: (same ?? removed).id })));
    };
  }

  /** @param {boolean} digits whether to read digits as well */
  readDigits(digits) {
    this.digits = digits;
    this.#save();
    this.#touch();
  }

  /** @param {import('../../inkling/index.js').Stroke[]} strokes @param {number} label */
  async addDrawing(strokes, label) {
    const ink = inkBytes((await this.inkling).rasterize(strokes));
    return this.samples.add({ strokes: copyOf(strokes), label, ink, how: 'taught' });
  }

  /**
   * Adds imported drawings. Classes with a known name become that class.
   * @param {string[]} names @param {OwnSample[]} samples whose labels are indices of names
   * @returns {Promise<number>} how many were added; those of classes without room are left out
   */
  async import(names, samples) {
    this.add(names);
    const ids = names.map((name) => this.classes.find((one) => one.name === name)?.id);
    const added = samples.flatMap((sample) => {
      const label = sample.label === NO_CLASS ? NO_CLASS : ids[sample.label];
      return label === undefined ? [] : [{ ...sample, label }];
    });
    await this.samples.put(added);
    return added.length;
  }

  /** The class names of the outputs, and the output for each class. */
  get outputs() {
    const first = this.digits ? DIGITS : [];
    const drawn = this.#drawn.map(({ name }) => name);
    const names = [...first, ...drawn.filter((name) => !first.includes(name))].slice(
      0,
      MAX_CLASSES,
    );
    const outputs = new Map(this.classes.map(({ id, name }) => [id, names.indexOf(name)]));
    return {
      names,
      outputOf: (/** @type {number} */ label) =>
        label === NO_CLASS ? NO_CLASS : (outputs.get(label) ?? -1),
    };
  }

  #save() {
    symbolsNote.set(this.classes.length ? 'yes' : '');
    if (this.#unread) return;
    const { classes, digits } = this;
    return pageRecords.write({ put: [[SET, { classes, digits }]] }).catch(() => {});
  }

  #saveModel() {
    return pageRecords.write({ put: [[MODEL, this.model]] }).catch(() => {});
  }

  /** @param {SymbolModel | null} model */
  #use(model) {
    this.answers.setSymbols(model, {
      name: t('symbols.source'),
      title: t('symbols.sourceTitle'),
      answers: t('symbols.answers', { layers: model?.layers ?? '' }),
    });
    this.model = model;
  }

  /** Something to learn from has changed. */
  #touch() {
    this.#stale = true;
    this.#changes++;
    this.#endPause();
    this.emit('change');
    this.#work();
  }

  /** Measures a network trained on an earlier visit again. */
  async measure() {
    if (this.#working || this.read.size) return;
    this.#working = true;
    try {
      await this.#measure();
    } finally {
      this.#working = false;
    }
    this.#work();
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        await this.#learn();
        if (!this.#stale) await this.#measure();
      }
    } finally {
      this.#working = false;
    }
  }

  /**
   * Trains a network on these drawings.
   * @param {OwnSample[]} samples @param {OwnSample[]} [asked] to read afterwards, as on the pad
   */
  #teach(samples, asked = []) {
    return this.#ask(samples, asked).catch((/** @type {Error} */ error) => error);
  }

  /** @param {OwnSample[]} samples @param {OwnSample[]} asked */
  async #ask(samples, asked) {
    const { pretrained } = this.answers.models;
    if (!pretrained) return 'pretrained';
    const { names, outputOf } = this.outputs;
    const layers = withOutputs(
      this.digits ? withRoom(pretrained.layers) : pretrained.layers,
      names.length,
    );
    const module = await this.inkling;
    const own = pack(
      samples.flatMap((sample) => {
        const label = outputOf(sample.label);
        return label < 0 ? [] : [{ ...sample, label }];
      }),
    );
    const views = asked.flatMap(({ strokes }) => viewsOf(strokes));
    const images = new Uint8Array(views.length * PIXELS);
    for (const [i, view] of views.entries()) {
      images.set(inkBytes(module.rasterize(view)), i * PIXELS);
    }
    const { layers: baseLayers, parameters, temperature } = pretrained;
    const taught = await this.training.ask('teachSymbols', {
      base: { layers: baseLayers, parameters, temperature },
      layers,
      own,
      digits: this.digits,
      asked: images,
    });
    return taught ? { ...taught, layers, names, outputOf } : 'digits';
  }

  async #learn() {
    this.read = new Map();
    this.learned = null;
    if (!this.canLearn) {
      this.failure = null;
      if (this.model) {
        this.#use(null);
        await this.#saveModel();
      }
      this.emit('change');
      return;
    }
    this.learning = true;
    this.emit('change');
    const isFirst = !this.model;
    const { labeled } = this.samples;
    const taught = await this.#teach(labeled);
    this.learning = false;
    this.failure = isFailure(taught) ? taught : null;
    if (!isFailure(taught) && this.canLearn) {
      const { layers, names, parameters, temperature, seconds } = taught;
      this.#use({ layers, parameters, names, temperature });
      this.learned = { drawings: labeled.length, seconds };
      if (isFirst) this.answers.answerWith('symbols');
      this.#saveModel();
    }
    this.emit('change');
  }

  /** Holds each drawing out once, unless the visitor draws on. */
  async #measure() {
    const changes = this.#changes;
    const isCurrent = () => changes === this.#changes;
    const folds = foldsOf(this.samples.labeled);
    if (!this.model || !folds.length) return;
    await new Promise((resolve) => {
      this.#endPause = () => resolve(null);
      setTimeout(resolve, MEASURE_AFTER_MS);
    });
    if (!isCurrent()) return;
    /** @type {typeof this.read} */
    const answers = new Map();
    this.measuring = true;
    for (const held of folds) {
      if (!isCurrent()) break;
      this.emit('change');
      const others = this.samples.labeled.filter((sample) => !held.includes(sample));
      const taught = await this.#teach(others, held);
      if (isFailure(taught)) {
        answers.clear(); // not every drawing was held out
        break;
      }
      const { names, outputOf } = taught;
      const outputs = outputsRead(taught.read, held.length, names.length);
      for (const [i, output] of outputs.entries()) {
        const read = output === NO_CLASS ? null : names[output];
        answers.set(held[i].id, this.classes.find(({ id }) => outputOf(id) === output)?.id ?? read);
      }
    }
    this.measuring = false;
    if (isCurrent()) this.read = answers;
    this.emit('change');
  }

  /** How well a class was read. @param {number} id */
  measured(id) {
    const { read } = this;
    const drawings = this.samples.all.filter((one) => one.label === id && read.has(one.id));
    const { mistaken, ...counts } = measuredAs(
      id,
      drawings.map((one) => read.get(one.id) ?? null),
    );
    return { ...counts, mistaken: typeof mistaken === 'number' ? this.nameOf(mistaken) : mistaken };
  }
}

/** @type {Symbols | undefined} */
let made;

/** The page's only ones. @param {Teaching} teaching */
export const symbolsOf = (teaching) => (made ??= new Symbols(teaching));
