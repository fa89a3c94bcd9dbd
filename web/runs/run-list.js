/** The list of stored runs, with a chart that compares the selected ones. */
import { lastAccuracy } from '../data/accuracy.js';
import { withOutputs } from '../data/classes.js';
import { CLASSES } from '../inkling/index.js';
import { formatSetting } from '../settings/format-setting.js';
import { DECLARATIONS, defaultSettings, hashFromSettings } from '../settings/schema.js';
import { formatDate, formatFacts, formatPercent, t } from '../text/index.js';
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
const nameOf = ({ name, date }) => name || t('runs.unnamed', { date: formatDate(date, MOMENT) });

/** The settings of a run that differ from the defaults. @param {PastRun} run @returns {string[]} */
function differences({ settings }) {
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
    history.addEventListener('change', () => {
      if (this.element.closest('details')?.open) this.show();
    });
  }

  /** @param {PastRun} run */
  #remove(run) {
    const restore = this.history.remove(run.id);
    const button = element('button', { type: 'button' }, t('runs.undo'));
    button.addEventListener('click', () => {
      restore();
      this.undo.replaceChildren();
    });
    const words = element('span', {}, t('runs.removed', { name: nameOf(run) }));
    this.undo.replaceChildren(words, button);
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
    const name = nameOf(run);
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
    // Settings are written for ten classes, whatever the dataset when the run is opened.
    const layers = withOutputs(run.settings.layers, CLASSES);
    // A URL without settings restores the saved run, so default settings are written out.
    const hash = hashFromSettings({ ...run.settings, layers });
    const link = element(
      'a',
      { href: hash || `#net=${layers.replaceAll(' ', '+')}` },
      t('runs.open'),
    );
    const accuracy = lastAccuracy(run.points);
    const facts = formatFacts([
      t('runs.accuracy', { share: accuracy === null ? '–' : formatPercent(accuracy, 2) }),
      ...differences(run),
    ]);
    return element(
      'li',
      { 'data-row': run.id },
      element('label', { class: 'tick' }, tick, line),
      title,
      button,
      element('p', {}, ...markLayers(facts, run.settings.layers), ' · ', link),
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
    const lines = this.#drawn;
    this.comparison.show(lines.map((run) => ({ name: nameOf(run), points: run.points })));
    // Rebuilding the list would take the focus from a name being edited.
    if (
      list.contains(document.activeElement) &&
      document.activeElement instanceof HTMLInputElement &&
      document.activeElement.type === 'text'
    )
      return;
    const rows = runs.map((run) => this.#row(run, lines.indexOf(run)));
    replaceRows(list, rows);
  }
}
