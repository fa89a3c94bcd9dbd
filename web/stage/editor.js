/**
 * Edits the list of layers in the picture, with a strip that has a button for each layer, and a card with the
 * numbers of one layer. The list itself belongs to the layer editor of the form, which also checks it. Loaded
 * when the visitor first wants to edit.
 */

import { readLayer, withNumber } from '../settings/layer-text.js';
import { formatNumber, formatSentences, t } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import { choicesContent, layerContent } from './layer-card.js';
import { LayerDrag } from './layer-drag.js';
import { groupsOf, listOf, moved, nextWidth } from './layer-list.js';
import { LayerStrip } from './layer-strip.js';
import './editor-words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').LayerInfo} LayerInfo
 * @typedef {import('./layer-list.js').Group} Group
 * @typedef {import('./layout.js').Layout} Layout
 *
 * @typedef {{ kind: 'layer' | 'insert', at: number }} Topic what the card is about: a layer, or what
 *   could be inserted before it
 */

export class LayerEditor {
  /** The list before and after each edit made here. @type {{ before: string, after: string }[]} */
  #history = [];
  /** What the strip shows. */
  #shown = '';
  /** @type {Topic | null} */
  #topic = null;
  /** @type {{ layout: Layout, list: string } | null} */
  #picture = null;
  /** @type {Group[]} */
  #groups = [];
  /** @type {LayerInfo[]} */
  #info = [];

  /** @param {HTMLElement} host @param {HTMLElement} inspector whose place the card takes @param {Page} page @param {Inkling} inkling */
  constructor(host, inspector, page, inkling) {
    this.host = host;
    this.inspector = inspector;
    this.page = page;
    this.inkling = inkling;
    this.strip = new LayerStrip(host, {
      open: (kind, at) => this.#open({ kind, at }),
      close: () => this.#close(),
      widen: (at, way) => this.#widen(at, way),
      shift: (at, way) => this.#move(at, this.#target(at, way)),
      remove: (at) => this.#remove(at),
    });
    this.status = element('span', { role: 'status', 'data-testid': 'stage-parameters' });
    this.problem = element('p', {
      class: 'problem',
      role: 'alert',
      'data-testid': 'stage-problem',
    });
    this.message = element('p', { class: 'message', 'data-testid': 'stage-message' });
    this.undo = button('stage-undo', t('editor.undo'), () => this.#undo());
    this.element = element(
      'div',
      { class: 'editor' },
      this.message,
      this.strip.element,
      this.problem,
      element(
        'p',
        { class: 'tools' },
        this.status,
        this.undo,
        button('stage-as-text', t('editor.asText'), () => this.#asText()),
      ),
    );
    this.card = element('div', {
      class: 'layer-card',
      role: 'group',
      'data-testid': 'stage-card',
      tabindex: '-1',
    });
    this.card.hidden = true;
    host.prepend(this.element);
    inspector.after(this.card);
    this.#listen();
    page.layersEditor.loadWords();
  }

  get #list() {
    return this.page.layersEditor.list;
  }

  /** The same, layer by layer. */
  get #layers() {
    return this.page.layersEditor.layers;
  }

  #listen() {
    const { page, card } = this;
    const update = () => this.update();
    page.layersEditor.addEventListener('list', update);
    page.addEventListener('model', update);
    page.training.addEventListener('change', update);
    new LayerDrag(
      this.strip.element,
      (at) => this.#block(at).fixed,
      (at, to) => this.#move(at, to),
    );
    card.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
    });
  }

  /** @param {boolean} open */
  show(open) {
    this.element.hidden = !open;
    this.host.classList.toggle('editing', open);
    if (!open) this.#close(false);
    this.#shown = '';
    this.update();
  }

  /** Puts the strip above the columns of a new layout. @param {Layout} layout @param {string} list */
  place(layout, list) {
    this.#picture = { layout, list };
    this.#align();
  }

  /** Says why the list can't be edited now, or that the picture shows another one. */
  get #state() {
    const { source, training } = this.page;
    if (source !== 'own') return 'other';
    if (training.running) return 'running';
    return training.settings && training.settings.layers !== this.#list ? 'pending' : 'ready';
  }

  /** Shows the list in use, if it or its state has changed. @param {string} [focus] the key of a button */
  update(focus) {
    if (this.element.hidden) return;
    const state = this.#state;
    const list = this.#list;
    const latest = this.#history[this.#history.length - 1];
    this.undo.disabled = latest?.after !== list || state === 'other' || state === 'running';
    const shown = `${state} ${list}`;
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#info = this.inkling.checkLayers(list).info;
      this.#groups = groupsOf(this.#info);
      this.#showState(state);
      const held = focus ?? /** @type {HTMLElement} */ (document.activeElement)?.dataset.key;
      const within = this.strip.element.contains(document.activeElement);
      const layers = this.#layers;
      this.strip.build(layers, this.#groups, (at) => this.#units(layers, at));
      this.#align();
      if (within && held) this.strip.focus(held);
      this.#showCard();
    }
    if (focus) this.strip.focus(focus);
  }

  /** @param {'other' | 'running' | 'pending' | 'ready'} state */
  #showState(state) {
    const { page, message } = this;
    const { element: strip } = this.strip;
    const sum = this.#info.reduce((total, { parameters }) => total + parameters, 0);
    const words = { label: t('layers.parameters'), value: formatNumber(sum) };
    this.status.textContent = t('ui.labeled', words);
    strip.hidden = state === 'other' || state === 'running';
    message.hidden = state === 'ready';
    if (strip.hidden) this.#close(false);
    /** @type {(string | Node)[]} */
    const content =
      state === 'other'
        ? [
            t('editor.other'),
            button('stage-own', t('source.own'), () => {
              page.answerWithOwn();
              this.update('insert-0');
            }),
          ]
        : state === 'running'
          ? [
              t('editor.running'),
              button('stage-pause', t('train.pause'), () => page.training.pause()),
            ]
          : [
              t('editor.pending'),
              button('stage-start-over', t('notices.startOver'), () => {
                page.startOver();
                this.update('insert-0');
              }),
              button('stage-discard', t('editor.discard'), () => {
                page.layersEditor.edit(/** @type {any} */ (page.training.settings).layers);
                this.update('insert-0');
              }),
            ];
    message.replaceChildren(...(state === 'ready' ? [] : content));
  }

  /**
   * The width of a layer and its limits. The last layer has none: its width is the number of classes.
   * @param {string[]} layers @param {number} at
   */
  #units(layers, at) {
    if (at >= this.#groups[this.#groups.length - 1].first) return null;
    const { layer, kind } = readLayer(this.inkling, layers[at]);
    const number = kind.numbers.find(({ name }) => name === 'units');
    return number ? { value: layer.units ?? 0, min: number.min, max: number.max } : null;
  }

  #align() {
    const { layout, list } = this.#picture ?? {};
    const shown = !this.element.hidden && list === this.#list;
    this.strip.align((shown && layout) || null);
  }

  /**
   * Applies a list if it is valid; otherwise says what is wrong with it.
   * @param {string[]} layers @param {string} [focus] the key of a button in the new strip
   * @returns {boolean} whether it is valid
   */
  #apply(layers, focus) {
    const { layersEditor } = this.page;
    const text = listOf(layers);
    const { reason } = layersEditor.checked(this.inkling, text);
    this.problem.textContent = reason && formatSentences([reason, t('layers.stays')]);
    if (reason) return false;
    const before = this.#list;
    layersEditor.edit(text);
    const after = this.#list;
    if (after !== before) this.#history.push({ before, after });
    this.update(focus);
    return true;
  }

  #undo() {
    const latest = this.#history.pop();
    if (!latest) return;
    this.problem.textContent = '';
    this.page.layersEditor.edit(latest.before);
    this.update();
    // The focused button may be disabled now.
    if (this.undo.disabled) this.strip.focus('insert-0');
  }

  /** Opens the list as text in the form. */
  #asText() {
    const { text } = this.page.layersEditor;
    const details = text.closest('details');
    if (details) details.open = true;
    text.scrollIntoView({ block: 'center' });
    text.focus({ preventScroll: true });
  }

  /** @param {number} at @param {1 | -1} way */
  #widen(at, way) {
    const layers = this.#layers;
    const units = this.#units(layers, at);
    if (!units) return;
    const value = Math.min(units.max, Math.max(units.min, nextWidth(units.value, way)));
    layers[at] = withNumber(this.inkling, layers[at], 'units', value);
    // At the end of the range, the button is disabled and can't keep the focus.
    const ends = value === (way > 0 ? units.max : units.min);
    this.#apply(layers, `${ends ? 'layer' : way > 0 ? 'more' : 'less'}-${at}`);
  }

  /** The layers that move and go together: a whole column, or one that is folded into it. @param {number} at */
  #block(at) {
    const index = this.#groups.findIndex(({ first, last }) => at >= first && at <= last);
    const { first, last } = this.#groups[index];
    const fixed = index === this.#groups.length - 1 && at === first;
    return { index, at, count: at === first ? last - first + 1 : 1, whole: at === first, fixed };
  }

  /** Where a layer moves to with a key or a button; -1 if it can't. @param {number} at @param {1 | -1} way */
  #target(at, way) {
    const groups = this.#groups;
    const { index, whole, fixed } = this.#block(at);
    if (fixed) return -1;
    const end = groups[groups.length - 1].first;
    if (!whole) {
      const to = way > 0 ? at + 2 : at - 1;
      return to > end ? -1 : to;
    }
    if (way < 0) return index > 0 ? groups[index - 1].first : -1;
    return index < groups.length - 2 ? groups[index + 1].last + 1 : -1;
  }

  /** Moves a layer, with those folded into it. @param {number} at @param {number} to before what is there now */
  #move(at, to) {
    const { count } = this.#block(at);
    if (to < 0 || (to >= at && to <= at + count)) return;
    const now = to > at ? to - count : to;
    const open = this.#topic?.kind === 'layer' && this.#topic.at === at;
    if (open) this.#topic = { kind: 'layer', at: now };
    const done = this.#apply(
      moved(this.#layers, at, count, to),
      open && this.card.contains(document.activeElement) ? undefined : `layer-${now}`,
    );
    if (open && !done) this.#topic = { kind: 'layer', at };
  }

  /** @param {number} at */
  #remove(at) {
    const { count, fixed } = this.#block(at);
    if (fixed) return;
    const layers = this.#layers;
    layers.splice(at, count);
    const topic = this.#topic;
    this.#topic = null;
    if (this.#apply(layers, `layer-${Math.min(at, layers.length - 1)}`)) this.#close(false);
    else this.#topic = topic;
  }

  /** @param {string} layer @param {number} at */
  #insert(layer, at) {
    const layers = this.#layers;
    layers.splice(at, 0, layer);
    this.#topic = null;
    if (this.#apply(layers, `layer-${at}`)) this.#close(false);
  }

  // ---- the card ----------------------------------------------------------------------------------

  /** Opens the card, or closes it if it is about this already. @param {Topic} topic */
  #open(topic) {
    if (this.#topic?.kind === topic.kind && this.#topic.at === topic.at) {
      this.#close();
      return;
    }
    this.#topic = topic;
    this.problem.textContent = '';
    this.#showCard();
    this.card.focus({ preventScroll: true });
  }

  /** @param {boolean} [focus] whether the focus returns to the strip */
  #close(focus = true) {
    const topic = this.#topic;
    this.#topic = null;
    this.#showCard();
    if (focus && topic) this.strip.focus(`${topic.kind}-${topic.at}`);
  }

  #showCard() {
    const { card, inspector } = this;
    const topic = this.#topic;
    const layers = this.#layers;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const key = card.contains(focused) && (focused.dataset.key ?? '');
    card.hidden = !topic || topic.at >= layers.length;
    inspector.hidden = !card.hidden;
    this.strip.markOpen(topic && !card.hidden ? `${topic.kind}-${topic.at}` : null);
    if (!topic || card.hidden) {
      card.replaceChildren();
      return;
    }
    const close = button('stage-card-close', '×', () => this.#close(), 'close');
    close.setAttribute('aria-label', t('editor.close'));
    const content =
      topic.kind === 'layer' ? this.#layer(layers, topic.at) : this.#choices(layers, topic.at);
    card.replaceChildren(close, ...content);
    if (key === false) return;
    const again = /** @type {HTMLButtonElement | null} */ (
      key ? card.querySelector(`[data-key="${key}"]`) : null
    );
    (again && !again.disabled ? again : card).focus({ preventScroll: true });
  }

  /** @param {string[]} layers @param {number} at */
  #layer(layers, at) {
    const { fixed } = this.#block(at);
    const [earlier, later] = /** @type {const} */ ([-1, 1]).map((way) => this.#target(at, way));
    this.card.setAttribute('aria-label', layers[at]);
    return layerContent({
      inkling: this.inkling,
      text: layers[at],
      info: this.#info[at],
      fixed,
      widens: !fixed || Boolean(this.#units(layers, at)),
      set: (name, value) => {
        const next = this.#layers;
        next[at] = withNumber(this.inkling, next[at], name, value);
        return this.#apply(next);
      },
      actions: [
        ['earlier', earlier < 0 ? null : () => this.#move(at, earlier)],
        ['later', later < 0 ? null : () => this.#move(at, later)],
        ['remove', () => this.#remove(at)],
      ],
    });
  }

  /** @param {string[]} layers @param {number} at */
  #choices(layers, at) {
    const { page, inkling } = this;
    const title = t('editor.insert', { layer: layers[at] });
    this.card.setAttribute('aria-label', title);
    return choicesContent({
      inkling,
      title,
      reasonAgainst: (example) => {
        const text = listOf([...layers.slice(0, at), example, ...layers.slice(at)]);
        return page.layersEditor.checked(inkling, text).reason;
      },
      insert: (example) => this.#insert(example, at),
    });
  }
}
