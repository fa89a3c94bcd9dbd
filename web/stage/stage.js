/**
 * The stage: a live picture of the answering network between the pad and the answer. It updates as
 * the pen moves and as training changes the weights. Loaded once the pad works; follows the page's
 * 'subject' and 'model' events, and does no work while it is out of sight.
 */

import { InklingError, PIXELS } from '../inkling/index.js';
import { mostProbable } from '../inkling/most-probable.js';
import { Lens } from '../lens/lens.js';
import { dark } from '../lens/palette.js';
import {
  formatFacts,
  formatNumber,
  formatPercent,
  formatShape,
  leftToRight,
  t,
} from '../text/index.js';
import { element } from '../ui/elements.js';
import { Inspector, nameOf, whereOf } from './inspector.js';
import { itemAt, layOut, neighbor, ordersOf, stagesOf } from './layout.js';
import { linksOf, linksThrough, valuesOf, waysTo } from './links.js';
import { createModes } from './modes.js';
import { Painter } from './painter.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./layout.js').Layout} Layout
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./links.js').Seen} Seen
 * @typedef {import('./step-scrubber.js').StepScrubber} StepScrubber
 */

/** Shortest interval between updates of the weights during training. */
const MODEL_MS = 120;
/** How long an answer must stay unchanged before its summary is written. */
const SETTLE_MS = 900;
/** How long sparks keep running after the pen has moved. */
const SPARKS_MS = 900;
const SPARK_PATHS = 9;
/** Updates that take longer than this delay the pen. */
const SLOW_FRAME_MS = 20;
/** On slow devices, updates of the weights are this many frame times apart. */
const SLOW_INTERVAL_FRAMES = 10;
/** Headings narrower than this are unreadable, and hidden. */
const MIN_HEAD_WIDTH = 40;
/** Height of a row's heading. */
const HEAD_HEIGHT = 14;
/** Dims the links of an empty pad, which show weights alone. */
const IDLE_STRENGTH = 0.55;

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
  /** @type {Float32Array | null} */
  #probabilities = null;
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

  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    this.page = page;
    this.lens = new Lens(page);
    this.inspector = new Inspector();
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
    this.unit = this.#unitButton();
    this.picture = element(
      'div',
      { class: 'picture', role: 'application', 'aria-label': t('stage.title'), dir: 'ltr' },
      ...canvases.links,
      canvases.units,
      canvases.sparks,
      this.unit,
    );
    this.scroller = element('div', { class: 'scroller' }, this.heads, this.picture);
    this.summary = element('p', {
      class: 'unseen',
      'data-testid': 'stage-summary',
    });
    this.modes = createModes((mode) => this.#switchTo(mode));
    this.modes.show('watch');
    this.signs = ['for', 'against'].map((kind) =>
      element('span', { class: kind, 'aria-hidden': 'true' }),
    );
    this.foot = element(
      'div',
      { class: 'foot' },
      this.modes.element,
      element(
        'p',
        { class: 'legend' },
        ...this.signs,
        element('span', { class: 'view' }, t('stage.oneView')),
      ),
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
    page.addEventListener('model', () => this.#invalidate('model'));
    page.training.addEventListener('change', () => {
      // Neurons are reordered only while training is paused, so that they do not jump around.
      if (!page.training.running && this.#ordered !== page.model) this.#invalidate('model');
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
  }

  /** @param {import('./modes.js').Mode} mode */
  async #switchTo(mode) {
    this.#mode = mode;
    this.modes.show(mode);
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
      if (sign.textContent !== said[i]) sign.textContent = said[i];
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
    const due = subject
      ? this.#restUntil
      : Math.max(this.#modelAt + this.#modelMs, this.#restUntil);
    const wait = due - performance.now();
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#schedule(), wait);
      return;
    }
    this.#due = true;
    requestAnimationFrame(async () => {
      const start = performance.now();
      try {
        await this.#update();
      } finally {
        // If this one took long, leave the pen as much time again before the next.
        requestAnimationFrame(() => {
          const now = performance.now();
          const took = now - start;
          const slow = took > SLOW_FRAME_MS;
          this.painter.slow = slow;
          this.#restUntil = slow ? now + took : 0;
          this.#modelMs = slow ? Math.max(MODEL_MS, SLOW_INTERVAL_FRAMES * took) : MODEL_MS;
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
    if (newModel) this.#modelAt = performance.now();
    if (!(await lens.focus())) return;
    const { model, subject } = page;
    const list = /** @type {import('../inkling/index.js').Model} */ (model).layers;
    const laidOut = this.#list === list;
    if (!laidOut || (this.#ordered !== model && !page.training.running)) {
      if (!this.#layOut(list)) return;
      this.#ordered = model;
    }
    this.#activate(subject?.ink ?? null);
    this.#walk?.see(/** @type {Seen} */ (this.#seen), !subject);
    const still = reduced.matches || this.painter.slow;
    const fade = newModel && !newSubject && laidOut && !still;
    this.#paint(fade);
    this.#pulseBack();
    if (newSubject && subject && !reduced.matches && laidOut && !this.#walk) this.#sparkle();
    clearTimeout(this.#settleTimer);
    if (!page.training.running) this.#settleTimer = setTimeout(() => this.#summarize(), SETTLE_MS);
  }

  /** @param {string} list of layers @returns {boolean} whether there is room */
  #layOut(list) {
    const { scroller, lens } = this;
    const { clientWidth: width, clientHeight } = scroller;
    const flow =
      getComputedStyle(scroller).getPropertyValue('--flow').trim() === 'rows' ? 'rows' : 'columns';
    const height = clientHeight - (flow === 'columns' ? this.heads.offsetHeight : 0);
    if (width < 50 || height < 50) return false;
    const stages = stagesOf(lens.layers);
    const orders = ordersOf(lens.layers, stages);
    const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
    const layout = layOut(stages, orders, { width, height, flow, direction });
    const selected = Boolean(this.#selected);
    const before = this.#buttonItem();
    this.#layout = layout;
    this.#seen = null;
    this.#list = list;
    scroller.dataset.flow = flow;
    setPixels(scroller, { width: layout.width, height: layout.height });
    this.painter.place(layout);
    this.#writeHeads();
    const item =
      before && layout.columns[before.column]?.items.find(({ unit }) => unit === before.unit);
    this.#selected = (selected && item) || null;
    this.#moveButton(item ?? layout.columns[0].items[0]);
    return true;
  }

  /** Headings above columns, or at the start of rows. */
  #writeHeads() {
    const { columns, flow } = /** @type {Layout} */ (this.#layout);
    const { layers } = this.lens;
    this.heads.replaceChildren(
      ...columns.map(({ layer, last, kind, height, width, count, head, start: top }) => {
        const folded = layers.slice(Math.max(layer, -1) + 1, last + 1).map(({ text }) => text);
        const name = layer < 0 ? t('lens.input') : leftToRight(layers[layer].text);
        const shape = kind === 'input' ? { height, width } : { height, width, channels: count };
        const facts = formatFacts([formatShape(shape), ...folded]);
        const item = element(
          'li',
          { title: `${name}: ${facts}` },
          element('b', {}, name),
          element('span', {}, facts),
        );
        const at = flow === 'columns' ? head.start : Math.max(0, top - HEAD_HEIGHT);
        setPixels(item, { at, size: head.size });
        item.classList.toggle('narrow', flow === 'columns' && head.size < MIN_HEAD_WIDTH);
        return item;
      }),
    );
  }

  /** Runs the network on the image and finds the links to draw. @param {Float32Array | null} ink null if nothing is drawn */
  #activate(ink) {
    const { lens } = this;
    const { columns } = /** @type {Layout} */ (this.#layout);
    const orders = columns.map(({ items }) => items.map(({ unit }) => unit));
    const blank = () => ({
      outputs: lens.layers.map(
        ({ output: { height, width, channels } }) => new Float32Array(height * width * channels),
      ),
      probabilities: null,
    });
    /** @type {{ outputs: Float32Array[], probabilities: Float32Array | null }} */
    let found = blank();
    try {
      if (ink) found = lens.activate(ink);
    } catch (error) {
      // A diverged network has no numbers to show.
      if (!(error instanceof InklingError)) throw error;
    }
    this.#probabilities = found.probabilities;
    const { outputs } = found;
    this.#seen = {
      layers: lens.layers,
      stages: columns,
      orders,
      image: ink ?? new Float32Array(PIXELS),
      outputs,
    };
    this.#gaps = linksOf(ink ? this.#seen : this.#weightsOnly());
    if (!ink) for (const link of this.#gaps.flat()) link.share *= IDLE_STRENGTH;
  }

  /** The same with every activation set to 1, so that contributions are the weights themselves. @returns {Seen} */
  #weightsOnly() {
    const seen = /** @type {Seen} */ (this.#seen);
    const ones = (/** @type {Float32Array} */ values) => new Float32Array(values.length).fill(1);
    return { ...seen, image: ones(seen.image), outputs: seen.outputs.map(ones) };
  }

  /** @param {boolean} fade */
  #paint(fade) {
    const seen = this.#seen;
    if (!seen) return;
    const { selected, through } = this.#through();
    const walk = this.#walk?.look(this.#gaps, selected);
    this.painter.paintLinks(walk?.gaps ?? this.#gaps, { through: walk?.through ?? through, fade });
    this.painter.paintUnits({
      values: seen.stages.map((stage) => valuesOf(stage, seen.image, seen.outputs)),
      probabilities: this.#probabilities,
      names: this.page.names,
      selected,
      ...walk,
    });
    this.#nameSigns(this.#walk?.legend ?? null);
    if (selected) this.#inspect(selected, through?.[selected.column] ?? []);
    else this.inspector.clear();
    this.#nameButton();
  }

  /** The links of the selected unit. @returns {{ selected: Item | null, through: Link[][] | null }} */
  #through() {
    const selected = this.#selected;
    if (!selected || !this.#seen) return { selected, through: null };
    const at = this.#seen.orders[selected.column].indexOf(selected.unit);
    const seen = this.#probabilities ? this.#seen : this.#weightsOnly();
    return { selected, through: linksThrough(seen, selected.column, at) };
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

  #sparkle() {
    const probabilities = this.#probabilities;
    if (!probabilities || !this.#seen) return;
    const best = mostProbable(probabilities);
    const to = this.#seen.orders[this.#seen.orders.length - 1].indexOf(best);
    this.painter.sparkle(waysTo(this.#gaps, to, SPARK_PATHS), SPARKS_MS);
  }

  /** Describes the picture in one sentence for screen readers. The answer itself announces changes. */
  #summarize() {
    const probabilities = this.#probabilities;
    const seen = this.#seen;
    if (!probabilities || !seen || this.#walk) {
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
    if (this.summary.textContent !== text) this.summary.textContent = text;
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
      'aria-description': t('stage.keys'),
    });
    button.addEventListener('focus', () => {
      // A tap that focuses the button has made its own selection.
      if (button.matches(':focus-visible')) this.#select(this.#buttonItem(), true);
    });
    button.addEventListener('blur', () => {
      if (this.unit === button && !this.picture.matches(':hover')) this.#select(null, false);
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
