/** The list of stored runs, with a chart that compares the selected ones. */
import { lastAccuracy } from '../data/accuracy.js';
import { withOutputs } from '../data/classes.js';
import { CLASSES } from '../inkling/index.js';
import { formatSetting } from '../settings/format-setting.js';
import {
  addressFromSettings,
  DECLARATIONS,
  defaultSettings,
  presetOf,
} from '../settings/schema.js';
import { formatDate, formatFacts, formatNumber, formatPercent, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { markLayers } from '../ui/mark-layers.js';
import { replaceRows } from '../ui/rows.js';
import { Comparison, LINE_COLORS } from './comparison.js';

/** @typedef {import('../train/past-runs.js').PastRun} PastRun */

/**
 * The last twenty runs are told apart without the year, and their names then fit on a phone.
 * @type {Intl.DateTimeFormatOptions}
 */
const MOMENT = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' };

/** @param {PastRun} run */
function accuracyOf({ points }) {
  const share = lastAccuracy(points);
  return share === null ? '–' : formatPercent(share, 2);
}

/** Settings are written for ten classes, whatever the dataset. @param {PastRun} run */
const settingsOf = ({ settings }) => ({
  ...settings,
  layers: withOutputs(settings.layers, CLASSES),
});

/** A name that the visitor has not given: by the preset if it is one. @param {PastRun} run */
function automaticName(run) {
  const preset = presetOf(settingsOf(run));
  const accuracy = accuracyOf(run);
  return formatFacts(
    preset ? [t(`presets.${preset.id}`), accuracy] : [accuracy, formatDate(run.date, MOMENT)],
  );
}

/** The names of runs by id, all different: later ones with the same name are numbered. @param {PastRun[]} runs newest first */
function namesOf(runs) {
  /** @type {Map<string, number>} */
  const used = new Map();
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const run of runs.slice().reverse()) {
    const name = run.name || automaticName(run);
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    const more = formatNumber(times);
    names.set(run.id, times > 1 && !run.name ? t('ui.aside', { what: name, more }) : name);
  }
  return names;
}

/** The settings of a run that differ from the defaults, as text. @param {PastRun} run */
function differences(run) {
  const settings = settingsOf(run);
  if (presetOf(settings)) return [];
  const defaults = defaultSettings();
  const changed = DECLARATIONS.filter(
    ({ key, device }) => !device && settings[key] !== defaults[key],
  ).map((declaration) => {
    const { key } = declaration;
    const value = formatSetting(declaration, settings[key]);
    return t('ui.labeled', { label: t(`settings.${key}`), value });
  });
  return changed.length ? changed : [t('runs.plain')];
}

export class RunList {
  /** @param {import('../app/page.js').Page} page */
  constructor({ history }) {
    this.history = history;
    this.help = element('p', { class: 'explain' });
    this.comparison = new Comparison();
    this.list = element('ul', { class: 'run-list', 'data-testid': 'run-list' });
    this.undo = element('div', { class: 'undo', role: 'status' });
    this.element = element('div', {}, this.help, this.comparison.element, this.list, this.undo);
    /** The selected runs; until the visitor selects any, the two newest. @type {Set<string> | null} */
    this.ticked = null;
    /** By the runs' ids. @type {Map<string, string>} */
    this.names = new Map();
    /** What the rows say. */
    this.shown = '';
    history.addEventListener('change', () => {
      if (this.element.closest('details')?.open) this.show();
    });
  }

  /** @param {PastRun} run */
  #nameOf(run) {
    return this.names.get(run.id) ?? '';
  }

  /** @param {PastRun} run */
  #remove(run) {
    const name = this.#nameOf(run);
    const restore = this.history.remove(run.id);
    const button = element('button', { type: 'button' }, t('runs.undo'));
    button.addEventListener('click', () => {
      restore();
      this.undo.replaceChildren();
    });
    this.undo.replaceChildren(element('span', {}, t('runs.removed', { name })), button);
    button.focus();
  }

  /** @param {PastRun} run @param {boolean} shown in the chart */
  #tick({ id }, shown) {
    this.ticked = new Set(this.#drawn.map((run) => run.id));
    if (shown) this.ticked.add(id);
    else this.ticked.delete(id);
    this.show();
  }

  /** @param {PastRun} run @param {number} style index of its line style; -1 if it is not in the chart */
  #row(run, style) {
    const name = this.#nameOf(run);
    const tick = element('input', { type: 'checkbox', 'aria-label': t('runs.show', { name }) });
    tick.checked = style >= 0;
    tick.addEventListener('change', () => this.#tick(run, tick.checked));
    const title = element('input', {
      type: 'text',
      maxlength: '60',
      placeholder: name,
      'aria-label': t('runs.name'),
    });
    title.value = run.name;
    title.addEventListener('change', () => this.history.rename(run.id, title.value.trim()));
    const line = element('span', { class: 'line', 'aria-hidden': 'true' });
    if (style >= 0) {
      line.style.borderTop = `3px ${style % 2 ? 'dashed' : 'solid'} var(${LINE_COLORS[style]})`;
    }
    const button = element(
      'button',
      { type: 'button', 'aria-label': t('ui.labeled', { label: t('runs.remove'), value: name }) },
      t('runs.remove'),
    );
    button.addEventListener('click', () => this.#remove(run));
    const href = addressFromSettings(settingsOf(run));
    const link = element('a', { href }, t('runs.open'));
    const facts = formatFacts([
      t('runs.accuracy', { share: accuracyOf(run) }),
      ...differences(run),
    ]);
    return element(
      'li',
      { 'data-row': run.id },
      element('label', { class: 'tick' }, tick, line),
      title,
      button,
      element('p', {}, ...markLayers(facts, settingsOf(run).layers), ' · ', link),
    );
  }

  /** The runs in the chart. */
  get #drawn() {
    return this.history.runs
      .filter(({ id }, i) => (this.ticked ? this.ticked.has(id) : i < 2))
      .slice(0, LINE_COLORS.length);
  }

  show() {
    const { list } = this;
    const { runs } = this.history;
    this.help.textContent = t(runs.length ? 'runs.compareHelp' : 'runs.none');
    this.comparison.element.hidden = !runs.length;
    this.names = namesOf(runs);
    const lines = this.#drawn;
    this.comparison.show(lines.map((run) => ({ name: this.#nameOf(run), points: run.points })));
    // Rebuilding the list would take the focus from a name being edited.
    if (
      list.contains(document.activeElement) &&
      document.activeElement instanceof HTMLInputElement &&
      document.activeElement.type === 'text'
    )
      return;
    const rows = runs.map((run) => this.#row(run, lines.indexOf(run)));
    // Saving a run is a change, too. If a row were replaced between a key's press and release, the key
    // would have no effect.
    const shown = JSON.stringify(rows.map((row, i) => [row.outerHTML, runs[i].name]));
    if (shown === this.shown && list.childElementCount === rows.length) return;
    this.shown = shown;
    replaceRows(list, rows);
  }
}
