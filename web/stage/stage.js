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
import { t } from '../text/index.js';
import { find, write } from '../ui/dom.js';
import { element } from '../ui/elements.js';
import { Dropout } from './dropout.js';
import { EditToggle } from './edit-toggle.js';
import { Example } from './example.js';
import { Headings } from './headings.js';
import { Inspector } from './inspector.js';
import { layOut, ordersOf, stagesOf } from './layout.js';
import { linksAcross, linksThrough, shownOf, waysTo } from './links.js';
import { createModes } from './modes.js';
import { Pace } from './pace.js';
import { Painter } from './painter.js';
import { setPixels } from './pixels.js';
import { Selection } from './selection.js';
import { describeUnit, strongestFor, summaryOf } from './spoken.js';
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
/** Room for the shape that leads from the pad to the image; pictures narrower than NARROW have none. */
const LEAD = 40;
const NARROW = 600;
/** Of the image above rows, with some room. */
const IMAGE_WIDTH = 72;
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/** Creates the stage. @param {HTMLElement} host @param {Page} page */
export const createStage = (host, page) => new Stage(host, page);

// For the whole page, which can do without it until the pad works.
export { keepClicks } from '../ui/press.js';

class Stage {
  #due = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
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
    this.pace = new Pace(page.training);
    this.headings = new Headings();
    this.example = new Example((ink) => this.#writeExample(ink));
    this.selection = new Selection(host, this.inspector.element, () => this.#paint(false));
    this.picture = element(
      'div',
      { class: 'picture', role: 'application', 'aria-label': t('stage.title'), dir: 'ltr' },
      ...canvases.links,
      canvases.units,
      canvases.sparks,
      this.selection.button,
    );
    const { heads, captions } = this.headings;
    this.scroller = element('div', { class: 'scroller' }, heads, this.picture, captions);
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
    this.selection.listen(this.picture);
    this.#listen();
  }

  #listen() {
    const { page, host } = this;
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
      this.painter.sparks.stop();
      this.#walk?.rest();
      this.#pulses?.stop();
    }).observe(host);
    document.addEventListener('visibilitychange', () => this.#schedule());
    new ResizeObserver(() => this.#relayout()).observe(this.scroller);
    dark.addEventListener('change', () => this.#relayout());
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
    this.painter.sparks.stop();
    this.#relayout();
  }

  /** Lets sparks run when a run has ended. */
  #noteTraining() {
    const ran = this.pace.noteTraining();
    // A single batch has its own pulse.
    const shown = this.#visible && !this.#walk && !reduced.matches;
    if (ran > SPARKS_MS && shown) this.#sparkle(LONG_SPARKS_MS);
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
    const wait = this.pace.wait(soon);
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
        requestAnimationFrame(() => {
          this.painter.sparks.slow = this.pace.end(start);
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
    if (newModel) this.pace.beginModel();
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
    const still = reduced.matches || this.painter.sparks.slow || this.pace.yields;
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
    const height = clientHeight - (flow === 'columns' ? this.headings.height : 0);
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
    this.#layout = layout;
    this.#seen = null;
    scroller.dataset.flow = flow;
    setPixels(scroller, { width: layout.width, height: layout.height });
    const covered = getComputedStyle(this.foot).position === 'absolute';
    this.headings.write(layout, lens.layers, covered);
    await breathe();
    this.headings.writeCaptions(layout, areDigits(this.page.names));
    await breathe();
    this.painter.restyle();
    await breathe();
    this.painter.place(layout, lead ? this.#padBox() : null);
    await breathe();
    if (this.#list !== list) return false;
    this.edit.place(layout, list);
    this.selection.place(layout);
    return true;
  }

  /** Where the pad is, relative to the picture. */
  #padBox() {
    const pad = find(document, '.pad').getBoundingClientRect();
    const { left, top } = this.picture.getBoundingClientRect();
    return new DOMRect(pad.left - left, pad.top - top, pad.width, pad.height);
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

  /** What the painter is to paint. @param {How} how @param {Seen} seen @returns {import('./unit-painter.js').Picture} */
  #picture({ selected, walk }, seen) {
    const { subject, probabilities, names } = this.page;
    // So that the picture agrees with the answer, which is the mean over several views.
    const mean = subject && !walk && probabilities?.length === this.#probabilities?.length;
    return {
      values: seen.stages.map((stage) => shownOf(stage, seen.image, seen.outputs)),
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

  /** The selected unit and its links. @returns {{ selected: Item | null, through: Link[][] | null }} */
  #through() {
    const selected = this.selection.item;
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
      this.inspector.showCard(card.content);
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

  /** Describes the picture for screen readers, and shows what contributed most. */
  async #summarize() {
    const probabilities = this.#probabilities;
    const seen = this.#seen;
    if (!probabilities || !seen || this.#walk || !this.page.subject) {
      this.summary.textContent = '';
      return;
    }
    const strongest = strongestFor(seen, this.#gaps, probabilities);
    write(this.summary, summaryOf(seen, strongest, probabilities, this.page.names));
    if (!strongest) return;
    await pause(0);
    if (seen === this.#seen && !this.selection.item) {
      this.#showStrongest(strongest.column, strongest.link.from);
    }
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

  #nameButton() {
    const item = this.selection.buttonItem;
    const seen = this.#seen;
    if (!item || !seen) return;
    const name = this.#walk?.card(item)?.says ?? describeUnit(seen, item, this.page.names);
    this.selection.button.setAttribute('aria-label', name);
  }
}
