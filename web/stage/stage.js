/**
 * The stage: a live picture of the answering network between the pad and the answer. It updates as
 * the pen moves and as training changes the weights. Loaded once the pad works; follows the page's
 * 'subject' and 'model' events, and does no work while it is out of sight.
 */

import { lensOf } from '../answer/lens-of.js';
import { areDigits } from '../data/classes.js';
import { InklingError } from '../inkling/index.js';
import { mostProbable } from '../inkling/most-probable.js';
import { dark } from '../lens/palette.js';
import { breather, pause } from '../messenger/slices.js';
import {
  formatFacts,
  formatNumber,
  formatPercent,
  formatShape,
  leftToRight,
  t,
} from '../text/index.js';
import { find, write } from '../ui/dom.js';
import { element } from '../ui/elements.js';
import { Dropout } from './dropout.js';
import { EditToggle } from './edit-toggle.js';
import { Example } from './example.js';
import { Inspector, nameOf, whereOf } from './inspector.js';
import { itemAt, layOut, neighbor, ordersOf, stagesOf } from './layout.js';
import { linksAcross, linksThrough, valuesOf, waysTo } from './links.js';
import { createModes } from './modes.js';
import { Painter } from './painter.js';
import { Why } from './why.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./layout.js').Layout} Layout
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./links.js').Seen} Seen
 * @typedef {import('./step-scrubber.js').StepScrubber} StepScrubber
 * @typedef {{ outputs: Float32Array[], probabilities: Float32Array | null }} Found
 *
 * @typedef {object} How the picture is painted
 * @property {Item | null} selected
 * @property {Link[][] | null} through the links of the selected unit
 * @property {ReturnType<StepScrubber['look']>} [walk]
 */

/** With two cores, training takes both, and the picture slows it down. */
const FEW_CORES = !(navigator.hardwareConcurrency > 2);
/** Shortest interval between updates of the weights during training. */
const MODEL_MS = FEW_CORES ? 240 : 120;
/** Late in a run the picture hardly changes: on few cores, it then yields to training. */
const LATE_MS = 5000;
const LATE_MODEL_MS = 600;
/** Slower training shows a pulse for each batch. */
const PULSE_MS = 300;
/** How long an answer must stay unchanged before its summary is written. */
const SETTLE_MS = 900;
/** How long sparks keep running after the pen has moved, and after the example or a run has ended. */
const SPARKS_MS = 900;
const LONG_SPARKS_MS = 2000;
const SPARK_PATHS = 9;
/** An update has many short parts. */
const SLICE_MS = 4;
/** Updates that take longer than this delay the pen. */
const SLOW_FRAME_MS = 20;
/** On slow devices, updates of the weights are this many frame times apart. */
const SLOW_INTERVAL_FRAMES = 10;
/** Headings narrower than this are unreadable, and hidden. */
const MIN_HEAD_WIDTH = 40;
/** The width of a letter in a heading, in a wide font, and of the gap to the next heading. */
const LETTER = 7.3;
const HEAD_GAP = 4;
const CAPTION_GAP = 8;
/** Narrower ones state one fact only. */
const FULL_HEAD_WIDTH = 92;
/** Height of a row's heading. */
const HEAD_HEIGHT = 13;
/** Room for the shape that leads from the pad to the image; pictures narrower than NARROW have none. */
const LEAD = 40;
const NARROW = 600;
/** Of the image above rows, with some room. */
const IMAGE_WIDTH = 72;
/** Rows closer than this have no headings, which would hide the row before. */
const MIN_ROW_PITCH = 14;
/** Headings start below the buttons, where those are beside the image. */
const UNDER_BUTTONS = 36;

const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/** @type {Record<string, 'next' | 'before' | 'up' | 'down' | 'first' | 'last'>} */
const KEYS_OF_COLUMNS = {
  ArrowRight: 'next',
  ArrowLeft: 'before',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** @type {typeof KEYS_OF_COLUMNS} */
const KEYS_OF_ROWS = {
  ...KEYS_OF_COLUMNS,
  ArrowRight: 'down',
  ArrowLeft: 'up',
  ArrowUp: 'before',
  ArrowDown: 'next',
};

/** Passes positions and sizes to the style sheet as custom properties. @param {HTMLElement} host @param {Record<string, number>} pixels */
function setPixels(host, pixels) {
  for (const [name, value] of Object.entries(pixels)) {
    host.style.setProperty(`--${name}`, String(Math.round(value)));
  }
}

/** Creates the stage. @param {HTMLElement} host @param {Page} page */
export const createStage = (host, page) => new Stage(host, page);

class Stage {
  #due = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #modelAt = 0;
  /** The pen has priority: nothing is painted before this time. */
  #restUntil = 0;
  /** The current interval between updates of the weights. */
  #modelMs = MODEL_MS;
  /** When training began; 0 while it does not run. */
  #trainingSince = 0;
  /** What has changed since the last paint. */
  #changed = { model: true, subject: true };
  #visible = false;
  /** The list of layers of the current layout. */
  #list = '';
  /** The model that the neurons were last ordered for. @type {unknown} */
  #ordered = null;
  /** @type {Layout | null} */
  #layout = null;
  /** @type {Seen | null} */
  #seen = null;
  /** @type {Link[][]} */
  #gaps = [];
  /** Of the view that the picture shows. @type {Float32Array | null} */
  #probabilities = null;
  /** The answer that the outputs show. @type {Float32Array | null} */
  #answer = null;
  /** How the links were painted last. @type {How | null} */
  #painted = null;
  /** The units along the strongest path to the answer. @type {Item[]} */
  #path = [];
  /** @type {Item | null} */
  #selected = null;
  /** Whether the selection stays when the pointer leaves. */
  #pinned = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settleTimer;
  /** Walks through one training step; null while the picture shows the network at work. @type {StepScrubber | null} */
  #walk = null;
  /** @type {import('./modes.js').Mode} */
  #mode = 'watch';
  /** @type {import('./pulses.js').Pulses | null} */
  #pulses = null;
  /** The state of the network before the batch that is being trained; undefined if none is. @type {unknown} */
  #stepFrom;
  #begin = () => {};
  /** Resolves when there is a first picture, or it turns out to be out of sight. @type {Promise<void>} */
  begun = new Promise((resolve) => {
    this.#begin = resolve;
  });

  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    this.page = page;
    this.lens = lensOf(page);
    this.inspector = new Inspector((unit) => page.lookInto(unit));
    this.edit = new EditToggle(host, this.inspector.element, page);
    this.dropout = new Dropout();
    const canvas = (/** @type {string} */ kind) =>
      element('canvas', { class: kind, 'aria-hidden': 'true' });
    /** @type {import('./painter.js').Canvases} */
    const canvases = {
      links: [canvas('links shown'), canvas('links')],
      units: canvas('units'),
      sparks: canvas('sparks'),
    };
    canvases.units.dataset.testid = 'stage-units';
    canvases.links[0].dataset.testid = 'stage-links';
    this.painter = new Painter(canvases);
    this.heads = element('ol', { class: 'heads' });
    this.captions = element('p', { class: 'captions', 'aria-hidden': 'true' });
    this.example = new Example((ink) => this.#writeExample(ink));
    this.unit = this.#unitButton();
    this.picture = element(
      'div',
      { class: 'picture', role: 'application', 'aria-label': t('stage.title'), dir: 'ltr' },
      ...canvases.links,
      canvases.units,
      canvases.sparks,
      this.unit,
    );
    this.scroller = element('div', { class: 'scroller' }, this.heads, this.picture, this.captions);
    this.summary = element('p', {
      class: 'unseen',
      'data-testid': 'stage-summary',
    });
    this.modes = createModes((mode) => this.#switchTo(mode));
    this.modes.show('watch');
    this.signs = ['for', 'against'].map((kind) =>
      element('span', { class: kind, 'aria-hidden': 'true' }),
    );
    this.view = element('span', { class: 'view' });
    this.foot = element(
      'div',
      { class: 'foot' },
      element(
        'div',
        { class: 'corner' },
        this.edit.element,
        new Why(page).button,
        this.modes.element,
      ),
      element('p', { class: 'legend' }, ...this.signs, this.dropout.note, this.view),
    );
    this.#nameSigns(null);
    host.append(this.scroller, this.foot, this.summary);
    host.after(this.inspector.element);
    this.host = host;
    this.#listen();
  }

  #listen() {
    const { page, host, picture } = this;
    page.addEventListener('subject', () => this.#invalidate('subject'));
    page.addEventListener('model', () => {
      this.#changed.model = true;
      // The answer, which the outputs show, follows in the next frame.
      requestAnimationFrame(() => this.#schedule());
    });
    page.addEventListener('answer', () => {
      if (page.probabilities !== this.#answer) this.#invalidate('model');
    });
    page.training.addEventListener('change', () => {
      // Neurons are reordered only while training is paused, so that they do not jump around.
      const stale = this.#ordered !== page.model || !this.dropout.note.hidden;
      if (!page.training.running && stale) this.#invalidate('model');
      // Each batch of a slow training has a pulse.
      if (page.training.running && page.training.pace >= PULSE_MS) this.#stepFrom = null;
      this.#noteTraining();
    });
    page.training.addEventListener('step', () => {
      this.#stepFrom = page.training.snapshot;
    });
    page.addEventListener('walk', () => {
      host.scrollIntoView({ block: 'nearest' });
      this.#switchTo('oneStep');
    });
    new IntersectionObserver((entries) => {
      this.#visible = entries[entries.length - 1].isIntersecting;
      if (this.#visible) {
        this.#schedule();
        return;
      }
      this.#begin();
      this.painter.still();
      this.#walk?.rest();
      this.#pulses?.stop();
    }).observe(host);
    document.addEventListener('visibilitychange', () => this.#schedule());
    new ResizeObserver(() => this.#relayout()).observe(this.scroller);
    dark.addEventListener('change', () => this.#relayout());

    const at = (/** @type {MouseEvent} */ event) => {
      if (!this.#layout) return null;
      const box = picture.getBoundingClientRect();
      return itemAt(this.#layout, event.clientX - box.left, event.clientY - box.top);
    };
    picture.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse' && !this.#pinned) this.#select(at(event), false);
    });
    picture.addEventListener('pointerleave', () => {
      if (!this.#pinned) this.#select(null, false);
    });
    picture.addEventListener('click', (event) => {
      // Enter on the button also fires a click, on what is already selected.
      if (event.detail === 0) return;
      const item = at(event);
      const same =
        this.#pinned &&
        item?.column === this.#selected?.column &&
        item?.unit === this.#selected?.unit;
      this.#select(same ? null : item, Boolean(item) && !same);
    });
    picture.addEventListener('keydown', (event) => this.#press(event));
    const inspector = this.inspector.element;
    inspector.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.unit.focus();
      this.#select(null, false);
    });
    // The focus may go from a unit to its details.
    for (const part of [host, inspector]) {
      part.addEventListener('focusout', ({ relatedTarget }) => {
        const to = /** @type {Node | null} */ (relatedTarget);
        if (host.contains(to) || inspector.contains(to) || picture.matches(':hover')) return;
        this.#select(null, false);
      });
    }
  }

  /** @param {import('./modes.js').Mode} mode */
  async #switchTo(mode) {
    this.#mode = mode;
    this.modes.show(mode);
    if (mode !== 'watch') this.edit.close();
    if (mode === 'watch') {
      this.#walk?.leave();
      this.#walk = null;
    } else if (!this.#walk) {
      const { page, lens, painter, foot } = this;
      const module = await import('./step-scrubber.js').catch(() => null);
      if (!module || this.#mode !== mode || this.#walk) {
        if (!module) this.modes.show('watch');
        return;
      }
      const moved = () => this.#paint(!reduced.matches);
      this.#walk = new module.StepScrubber({ page, lens, painter, moved });
      foot.append(this.#walk.choose);
      foot.after(this.#walk.element);
    }
    this.host.classList.toggle('walking', Boolean(this.#walk));
    this.painter.still();
    this.#relayout();
  }

  /** Notes when training begins, and lets sparks run when it ends. */
  #noteTraining() {
    if (this.page.training.running) {
      this.#trainingSince ||= performance.now();
      return;
    }
    const ran = this.#trainingSince ? performance.now() - this.#trainingSince : 0;
    this.#trainingSince = 0;
    // A single batch has its own pulse.
    const shown = this.#visible && !this.#walk && !reduced.matches;
    if (ran > SPARKS_MS && shown) this.#sparkle(LONG_SPARKS_MS);
  }

  /** Whether the picture yields to training. */
  get #yields() {
    const since = this.#trainingSince;
    const late = since > 0 && performance.now() - since > LATE_MS;
    return FEW_CORES && late && !this.page.training.pace;
  }

  /** Once one batch has been trained: sends a pulse from the outputs back to the input. */
  async #pulseBack() {
    if (this.#stepFrom === undefined || this.#stepFrom === this.page.training.snapshot) return;
    this.#stepFrom = undefined;
    if (reduced.matches || this.#walk) return;
    const module = await import('./pulses.js').catch(() => null);
    if (!module || this.#walk) return;
    this.#pulses ??= new module.Pulses(this.painter);
    const gaps = this.#gaps.map((_, gap) => gap).reverse();
    this.#pulses.send(this.#gaps, { gaps, backward: true });
  }

  /** Says what blue and orange mean. @param {string[] | null} words */
  #nameSigns(words) {
    const said = words ?? [t('stage.for'), t('stage.against')];
    for (const [i, sign] of this.signs.entries()) {
      write(sign, said[i]);
    }
  }

  /** @param {'subject' | 'model'} what */
  #invalidate(what) {
    this.#changed[what] = true;
    this.#schedule();
  }

  /** Forces a new layout. */
  #relayout() {
    this.#list = '';
    this.#changed.model = true;
    this.#schedule();
  }

  /** Schedules an update for the next frame, if the stage is in sight. */
  #schedule() {
    const { model, subject } = this.#changed;
    if (this.#due || !this.#visible || document.hidden || !(model || subject)) return;
    // Only training changes the weights often enough to make updates wait; its end is shown at once.
    const soon = subject || !this.#list || !this.page.training.running;
    const due = soon ? this.#restUntil : Math.max(this.#modelAt + this.#modelMs, this.#restUntil);
    const wait = due - performance.now();
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#schedule(), wait);
      return;
    }
    this.#due = true;
    requestAnimationFrame(async () => {
      await pause(0); // the frame has the pen's ink, which comes first
      const start = performance.now();
      try {
        await this.#update();
      } finally {
        this.#begin();
        // If this one took long, leave the pen as much time again before the next.
        requestAnimationFrame(() => {
          const now = performance.now();
          const took = now - start;
          const slow = took > SLOW_FRAME_MS;
          this.painter.slow = slow;
          this.#restUntil = slow ? now + took : 0;
          const usual = this.#yields ? LATE_MODEL_MS : MODEL_MS;
          this.#modelMs = slow ? Math.max(usual, SLOW_INTERVAL_FRAMES * took) : usual;
          this.#due = false;
          this.#schedule();
        });
      }
    });
  }

  async #update() {
    const { page, lens } = this;
    const { model: newModel, subject: newSubject } = this.#changed;
    this.#changed = { model: false, subject: false };
    const breathe = breather(SLICE_MS);
    if (newModel) this.#modelAt = performance.now();
    if (!(await lens.focus())) return;
    await breathe();
    const { model, subject } = page;
    const list = /** @type {import('../inkling/index.js').Model} */ (model).layers;
    const laidOut = this.#list === list;
    if (!laidOut || (this.#ordered !== model && !page.training.running)) {
      if (!(await this.#layOut(list, breathe))) return;
      this.#ordered = model;
    }
    this.example.show(!subject);
    const ink = subject?.ink ?? this.example.ink(await page.inkling, reduced.matches);
    const found = await this.#run(ink);
    await breathe();
    if (this.#list !== list) return;
    await this.#see(ink, found, breathe);
    if (!this.#seen) return;
    this.#answer = page.probabilities;
    const said = t(subject ? 'stage.oneView' : 'stage.example');
    write(this.view, said);
    await this.#walk?.see(this.#seen, !subject);
    if (this.#list !== list) return;
    const still = reduced.matches || this.painter.slow || this.#yields;
    const fade = newModel && !newSubject && laidOut && !still;
    await this.#paintInParts(fade, breathe);
    if (this.#list !== list) return;
    this.#pulseBack();
    if (newSubject && subject && !reduced.matches && laidOut && !this.#walk) this.#sparkle();
    clearTimeout(this.#settleTimer);
    if (!page.training.running) this.#settleTimer = setTimeout(() => this.#summarize(), SETTLE_MS);
  }

  /** The example on the empty pad goes on. @param {Float32Array} ink */
  async #writeExample(ink) {
    const busy = () =>
      Boolean(this.page.subject || !this.#layout || !this.#visible || this.#walk || this.#due);
    if (busy() || this.lens.heavy) return;
    const breathe = breather(SLICE_MS);
    const found = await this.#run(ink);
    if (busy()) return;
    await this.#see(ink, found, breathe, () => !busy());
    if (busy()) return;
    await this.#paintInParts(false, breathe);
    if (busy()) return;
    if (!this.example.writing) this.#sparkle(LONG_SPARKS_MS);
  }

  /**
   * @param {string} list of layers @param {() => Promise<void>} breathe
   * @returns {Promise<boolean>} whether there is room, and no new layout is wanted
   */
  async #layOut(list, breathe) {
    const { scroller, lens } = this;
    const { clientWidth: width, clientHeight } = scroller;
    const flow =
      getComputedStyle(scroller).getPropertyValue('--flow').trim() === 'rows' ? 'rows' : 'columns';
    const height =
      clientHeight -
      (flow === 'columns' ? this.heads.offsetHeight + this.captions.offsetHeight : 0);
    if (width < 50 || height < 50) return false;
    const stages = stagesOf(lens.layers);
    const orders = ordersOf(lens.layers, stages);
    const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
    // In some languages, the buttons do not fit beside the image.
    const tooWide = (width - IMAGE_WIDTH) / 2 < this.modes.element.offsetWidth;
    this.host.classList.toggle('crowded', flow === 'rows' && tooWide);
    const lead = flow === 'columns' && width > NARROW ? LEAD : 0;
    this.#list = list;
    await breathe();
    const layout = layOut(stages, orders, { width, height, flow, direction, lead });
    const selected = Boolean(this.#selected);
    const before = this.#buttonItem();
    this.#layout = layout;
    this.#seen = null;
    scroller.dataset.flow = flow;
    setPixels(scroller, { width: layout.width, height: layout.height });
    this.#writeHeads();
    await breathe();
    this.#writeCaptions();
    await breathe();
    this.painter.restyle();
    await breathe();
    this.painter.place(layout, lead ? this.#padBox() : null);
    await breathe();
    if (this.#list !== list) return false;
    this.edit.place(layout, list);
    const item =
      before && layout.columns[before.column]?.items.find(({ unit }) => unit === before.unit);
    this.#selected = (selected && item) || null;
    this.#moveButton(item ?? layout.columns[0].items[0]);
    return true;
  }

  /** Where the pad is, relative to the picture. */
  #padBox() {
    const pad = find(document, '.pad').getBoundingClientRect();
    const { left, top } = this.picture.getBoundingClientRect();
    return new DOMRect(pad.left - left, pad.top - top, pad.width, pad.height);
  }

  /** Headings above columns, or at the start of rows. */
  #writeHeads() {
    const { columns, flow } = /** @type {Layout} */ (this.#layout);
    const { layers } = this.lens;
    const covered = getComputedStyle(this.foot).position === 'absolute' ? UNDER_BUTTONS : 0;
    this.heads.replaceChildren(
      ...columns.map((column) => {
        const { layer, last, kind, height, width, count, head, start: top } = column;
        const folded = layers.slice(Math.max(layer, -1) + 1, last + 1).map(({ text }) => text);
        const { text = t('lens.input') } = layers[layer] ?? {};
        const name = layer < 0 ? text : leftToRight(text);
        const fits = flow === 'rows' || layer < 0 || text.length * LETTER + HEAD_GAP < head.size;
        const shape = kind === 'input' ? { height, width } : { height, width, channels: count };
        // The name already says how many maps or neurons there are.
        const size = height * width > 1 ? [formatShape({ height, width })] : [];
        const facts = [...size, ...folded];
        const tight = flow === 'columns' && head.size < FULL_HEAD_WIDTH;
        const item = element(
          'li',
          { title: `${name}: ${formatFacts([formatShape(shape), ...folded])}` },
          element('b', {}, fits ? name : layers[layer].type.replace(/2d|^max|^avg/, '')),
          element('span', {}, formatFacts(tight ? facts.slice(0, 1) : facts)),
        );
        const before = columns[column === columns[0] ? 0 : columns.indexOf(column) - 1];
        const least = before === column ? 0 : covered;
        const at = flow === 'columns' ? head.start : Math.max(least, top - HEAD_HEIGHT);
        setPixels(item, { at, size: head.size });
        const narrow =
          flow === 'columns'
            ? head.size < MIN_HEAD_WIDTH
            : before !== column && (top - before.start < MIN_ROW_PITCH || at > column.end);
        item.classList.toggle('narrow', narrow);
        return item;
      }),
    );
  }

  /** Captions: what the columns do, in everyday words. */
  #writeCaptions() {
    const { columns, width } = /** @type {Layout} */ (this.#layout);
    let maps = 0;
    this.captions.replaceChildren(
      ...columns.map(({ kind, weighted }) => {
        if (kind === 'maps' && weighted) maps++;
        const what =
          kind === 'input'
            ? 'stage.itSees'
            : kind === 'units'
              ? 'stage.shapes'
              : kind === 'output'
                ? areDigits(this.page.names)
                  ? 'stage.whichDigit'
                  : 'stage.whichClass'
                : !weighted
                  ? 'stage.smaller'
                  : maps > 1
                    ? 'stage.parts'
                    : 'stage.edges';
        return element('span', {}, t(what));
      }),
    );
    const spans = /** @type {HTMLElement[]} */ ([...this.captions.children]);
    const placed = spans
      .map((span, i) => {
        const { start, size } = columns[i].head;
        const half = span.offsetWidth / 2;
        const center = Math.min(Math.max(start + size / 2, half), width - half);
        return { span, at: center - half, end: center + half };
      })
      .sort((a, b) => a.at - b.at);
    // A caption may be wider than its column, but not run into another one.
    let free = 0;
    for (const { span, at, end } of placed) {
      setPixels(span, { at });
      if (at < free) span.textContent = '';
      else free = end + CAPTION_GAP;
    }
  }

  /** Runs the network on an image. @param {Float32Array} ink @returns {Promise<Found>} */
  async #run(ink) {
    try {
      return await this.lens.activate(ink);
    } catch (error) {
      // A diverged network has no numbers to show, nor has one whose worker can't be loaded.
      if (!(error instanceof InklingError || this.lens.heavy)) throw error;
      return this.#nothing();
    }
  }

  /** @returns {Found} */
  #nothing() {
    const outputs = this.lens.layers.map(
      ({ output: { height, width, channels } }) => new Float32Array(height * width * channels),
    );
    return { outputs, probabilities: null };
  }

  /**
   * Finds the links to draw.
   * @param {Float32Array} ink @param {Found} found @param {() => Promise<void>} breathe
   * @param {() => boolean} [wanted] whether they still are
   */
  async #see(ink, { outputs, probabilities }, breathe, wanted = () => true) {
    const { lens } = this;
    const { columns } = /** @type {Layout} */ (this.#layout);
    const orders = columns.map(({ items }) => items.map(({ unit }) => unit));
    const seen = { layers: lens.layers, stages: columns, orders, image: ink, outputs };
    const gaps = [];
    for (let gap = 0; gap < columns.length - 1; gap++) {
      const work = linksAcross(seen, gap);
      let part = work.next();
      for (; !part.done; part = work.next()) await breathe();
      gaps.push(part.value);
      await breathe();
    }
    if (this.#layout?.columns !== columns || !wanted()) return;
    this.#probabilities = probabilities;
    this.#seen = seen;
    this.#gaps = gaps;
    this.#path = this.#strongestPath();
  }

  /** Paths of the signal to the most probable class. @param {number} count */
  #waysToAnswer(count) {
    const probabilities = this.#probabilities;
    if (!probabilities || !this.#seen) return [];
    const to = this.#seen.orders[this.#seen.orders.length - 1].indexOf(mostProbable(probabilities));
    return waysTo(this.#gaps, to, count);
  }

  #strongestPath() {
    const { columns } = /** @type {Layout} */ (this.#layout);
    const [way = []] = this.#waysToAnswer(1);
    // The outputs have a mark of their own.
    return way.slice(0, -1).map(({ to }, gap) => columns[gap + 1].items[to]);
  }

  /** @param {boolean} fade */
  #paint(fade) {
    const how = this.#paintLinks(fade);
    if (!this.#seen) return;
    this.painter.paintUnits(this.#picture(how, this.#seen));
    this.#tellUnits(how, this.#seen);
  }

  /** @param {boolean} fade @param {() => Promise<void>} breathe */
  async #paintInParts(fade, breathe) {
    const how = this.#paintLinks(fade);
    await breathe();
    const seen = this.#seen;
    // Otherwise, something else has painted all of it.
    const wanted = () => how === this.#painted && seen === this.#seen;
    if (!seen || !wanted()) return;
    const picture = this.#picture(how, seen);
    if (!(await this.painter.paintUnitsInParts(picture, breathe, wanted))) return;
    await breathe();
    if (wanted()) this.#tellUnits(how, seen);
  }

  /** @param {boolean} fade @returns {How} */
  #paintLinks(fade) {
    const { selected, through } = this.#through();
    const walk = this.#seen ? this.#walk?.look(this.#gaps, selected) : null;
    const how = { selected, through, walk };
    this.#painted = how;
    if (!this.#seen) return how;
    this.painter.paintLinks(walk?.gaps ?? this.#gaps, { through: walk?.through ?? through, fade });
    return how;
  }

  /** What the painter is to paint. @param {How} how @param {Seen} seen @returns {import('./painter.js').Picture} */
  #picture({ selected, walk }, seen) {
    const { subject, probabilities, names } = this.page;
    // So that the picture agrees with the answer, which is the mean over several views.
    const mean = subject && !walk && probabilities?.length === this.#probabilities?.length;
    return {
      values: seen.stages.map((stage) => valuesOf(stage, seen.image, seen.outputs)),
      probabilities: mean ? probabilities : this.#probabilities,
      names,
      selected,
      path: this.#path,
      dimmed: !subject,
      ...walk,
    };
  }

  /** Once the units are painted: what blinks over them, and what is said about them. @param {How} how @param {Seen} seen */
  #tellUnits({ selected, through }, seen) {
    this.#nameSigns(this.#walk?.legend ?? null);
    const blinks = !this.#walk && this.page.source === 'own' && this.page.training.running;
    this.dropout.paint(
      this.painter.canvases.units,
      /** @type {Layout} */ (this.#layout).columns,
      seen.layers,
      blinks && !reduced.matches,
    );
    if (selected) this.#inspect(selected, through?.[selected.column] ?? []);
    else this.inspector.clear();
    this.#nameButton();
  }

  /** The links of the selected unit. @returns {{ selected: Item | null, through: Link[][] | null }} */
  #through() {
    const selected = this.#selected;
    if (!selected || !this.#seen) return { selected, through: null };
    const at = this.#seen.orders[selected.column].indexOf(selected.unit);
    return { selected, through: linksThrough(this.#seen, selected.column, at) };
  }

  /** @param {Item} item @param {Link[]} outgoing */
  #inspect(item, outgoing) {
    const { column, unit } = item;
    const { names } = this.page;
    const card = this.#walk?.card(item);
    if (card) {
      this.inspector.element.classList.remove('idle');
      this.inspector.element.replaceChildren(...card.content);
      return;
    }
    const probabilities = this.#probabilities;
    const seen = /** @type {Seen} */ (this.#seen);
    this.inspector.show({
      seen,
      column,
      unit,
      names,
      probabilities,
      outgoing: probabilities ? outgoing : [],
    });
  }

  #sparkle(ms = SPARKS_MS) {
    const ways = this.#waysToAnswer(SPARK_PATHS);
    if (ways.length) this.painter.sparkle(ways, ms);
  }

  /** Describes the picture in one sentence for screen readers. The answer itself announces changes. */
  async #summarize() {
    const probabilities = this.#probabilities;
    const seen = this.#seen;
    if (!probabilities || !seen || this.#walk || !this.page.subject) {
      this.summary.textContent = '';
      return;
    }
    const { names } = this.page;
    const best = mostProbable(probabilities);
    const values = { name: names[best] ?? String(best), share: formatPercent(probabilities[best]) };
    const column = seen.stages.length - 2;
    const order = seen.orders[column + 1];
    const most = this.#gaps[column]
      .filter(({ to, value }) => value > 0 && order[to] === best)
      .pop();
    const text =
      most && column > 0
        ? t('stage.summary', {
            ...values,
            unit: nameOf(seen.stages[column], seen.orders[column][most.from], names),
            value: formatNumber(most.value, { maximumFractionDigits: 1 }),
          })
        : t('stage.summaryPlain', values);
    write(this.summary, text);
    if (!most || column === 0) return;
    await pause(0);
    if (seen === this.#seen && !this.#selected) this.#showStrongest(column, most.from);
  }

  /** Until something is selected, the inspector shows what contributes most. @param {number} column @param {number} at */
  #showStrongest(column, at) {
    const seen = /** @type {Seen} */ (this.#seen);
    const { names } = this.page;
    this.inspector.show({
      seen,
      column,
      unit: seen.orders[column][at],
      names,
      probabilities: this.#probabilities,
      outgoing: linksThrough(seen, column, at)[column],
    });
    // On a phone, it would cover the answer.
    this.inspector.element.classList.add('idle');
  }

  /** @param {Item | null} item @param {boolean} held */
  #select(item, held) {
    this.#pinned = held;
    const before = this.#selected;
    if (item === before) return;
    this.#selected = item;
    if (item) this.#moveButton(item);
    this.#paint(false);
  }

  #unitButton() {
    const button = element('button', {
      type: 'button',
      class: 'unit',
      'data-testid': 'stage-unit',
      'aria-label': t('stage.title'), // until there is a unit to name
      'aria-description': t('stage.keys'),
    });
    button.addEventListener('focus', () => {
      // A tap that focuses the button has made its own selection.
      if (button.matches(':focus-visible')) this.#select(this.#buttonItem(), true);
    });
    return button;
  }

  /** @returns {Item | null} */
  #buttonItem() {
    const { column = '0', unit = '0' } = this.unit.dataset;
    const items = this.#layout?.columns[Number(column)]?.items;
    return items?.find((item) => item.unit === Number(unit)) ?? null;
  }

  /** @param {Item} item */
  #moveButton({ column, unit, x, y }) {
    const { dataset } = this.unit;
    dataset.column = String(column);
    dataset.unit = String(unit);
    setPixels(this.unit, { x, y });
  }

  #nameButton() {
    const item = this.#buttonItem();
    const seen = this.#seen;
    if (!item || !seen) return;
    const stage = seen.stages[item.column];
    const card = this.#walk?.card(item);
    if (card) {
      this.unit.setAttribute('aria-label', card.says);
      return;
    }
    const unit = nameOf(stage, item.unit, this.page.names);
    if (stage.layer < 0) {
      this.unit.setAttribute('aria-label', unit);
      return;
    }
    const values = valuesOf(stage, seen.image, seen.outputs);
    const value = formatNumber(values[whereOf(seen, stage, item.unit)], {
      maximumFractionDigits: 2,
    });
    const layer = seen.layers[stage.layer].text;
    this.unit.setAttribute('aria-label', t('stage.says', { unit, layer, value }));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const layout = this.#layout;
    const from = this.#buttonItem();
    if (!layout || !from || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      this.#select(null, false);
      return;
    }
    let way = (layout.flow === 'columns' ? KEYS_OF_COLUMNS : KEYS_OF_ROWS)[event.key];
    if (!way) return;
    event.preventDefault();
    if (layout.mirrored && way === 'next') way = 'before';
    else if (layout.mirrored && way === 'before') way = 'next';
    const to = neighbor(layout, from, way);
    // A new button takes the focus, so that screen readers announce the new unit.
    const before = this.unit;
    this.unit = this.#unitButton();
    this.#moveButton(to);
    before.after(this.unit);
    this.#pinned = true;
    this.#selected = to;
    this.#paint(false);
    this.unit.focus();
    before.remove();
    this.unit.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
