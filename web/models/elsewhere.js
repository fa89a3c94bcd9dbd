/** Opens models from other programs in a worker, and shows what became of them. */
import { areDigits } from '../data/classes.js';
import { Messenger } from '../messenger/messenger.js';
import { WorkerPort } from '../messenger/worker-port.js';
import {
  formatFacts,
  formatNumber,
  formatPercent,
  formatSentences,
  t,
  tError,
} from '../text/index.js';
import { element } from '../ui/elements.js';
import { ReadError } from './readers/error.js';
import { CONVENTIONS, DEVIATION, MEAN } from './readers/input.js';
import { refusalText, remarkTexts } from './refusals.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./readers/open.js').OpenedModel} OpenedModel
 * @typedef {import('./readers/open.js').Report} Report
 */

/** Digits to find the convention with, and to measure the accuracy on. */
const SAMPLES = 1000;
const TESTS = 10_000;
/** Large networks take a minute on slow devices; hostile files would take forever. */
const LIMIT_MS = 120_000;

/** @param {Page} page @param {'train' | 'test'} split @param {number} most */
async function digits({ training }, split, most) {
  const { dataset, classes, data } = training;
  if (dataset || !areDigits(classes)) return null;
  const count = Math.min(most, data?.[split].loaded ?? 0);
  if (!count) return null;
  const indices = Array.from({ length: count }, (_, i) => i);
  return training.ask('digits', { split, indices }).catch(() => null);
}

/**
 * @param {Page} page
 * @param {import('./readers/index.js').ModelFile[]} files
 * @param {number} [convention] if the visitor chose it
 * @returns {Promise<OpenedModel>} rejected with a ReadError, or whatever else went wrong
 */
export async function openElsewhere(page, files, convention) {
  const [samples, test] = await Promise.all([
    digits(page, 'train', SAMPLES),
    digits(page, 'test', TESTS),
  ]);
  /** @type {Messenger<{}, import('./protocol.js').ReaderHears>} */
  const worker = new Messenger(
    new WorkerPort(new URL('elsewhere.worker.js', import.meta.url)),
    {},
    () => {}, // the pending question is rejected too
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new ReadError('tooLong')), LIMIT_MS);
  });
  try {
    const opened = worker.ask('open', { files, samples, test, convention });
    return /** @type {OpenedModel} */ (await Promise.race([opened, tooLong]));
  } finally {
    clearTimeout(timer);
    worker.end();
  }
}

/** While a file is read. @param {string} name */
export const readingText = (name) => t('elsewhere.reading', { name });

/**
 * Why a file can't be read.
 * @param {Error} error a ReadError keeps its properties on the way from the worker
 * @param {string} file its name
 */
export function refusalOf(error, file) {
  return refusalText(error, file) ?? t('models.failed', { name: file, reason: tError(error) });
}

/** @param {number} index in CONVENTIONS */
function conventionText(index) {
  const { name, inverted } = CONVENTIONS[index];
  const [mean, deviation] = [MEAN, DEVIATION].map((value) =>
    formatNumber(value, { maximumFractionDigits: 4 }),
  );
  const input = t(`elsewhere.${name}`, { mean, deviation });
  return inverted ? t('elsewhere.inverted', { input }) : input;
}

/** What became of a model: the layers as read, its input, and what was left out. */
export class ElsewhereReport {
  /**
   * @param {OpenedModel} opened
   * @param {string} source the name of the file
   * @param {{ choose: (convention: number) => Promise<void>, open: () => void }} events
   */
  constructor({ report }, source, events) {
    const { format, producer, takes, layers, weights, accuracy, guessed, remarks } = report;
    const choice = element(
      'select',
      { 'data-testid': 'elsewhere-input', 'aria-label': t('elsewhere.input') },
      ...CONVENTIONS.map((_, i) => element('option', { value: String(i) }, conventionText(i))),
    );
    choice.value = String(report.convention);
    choice.addEventListener('change', async () => {
      // Reading takes a moment, and a second choice would replace the same model.
      choice.disabled = true;
      await events.choose(Number(choice.value));
      choice.disabled = false;
    });
    const open = element(
      'button',
      { type: 'button', class: 'primary', 'data-testid': 'elsewhere-open' },
      t('models.open'),
    );
    open.addEventListener('click', events.open);
    const code = (/** @type {string} */ text) => element('span', { lang: 'en', dir: 'ltr' }, text);
    const why = report.tried
      ? t('elsewhere.tried', { count: CONVENTIONS.length, digits: report.tried })
      : t('elsewhere.notTried');
    const share = accuracy?.count ? formatPercent(accuracy.correct / accuracy.count, 2) : '';
    this.element = element(
      'section',
      { class: 'elsewhere', 'data-testid': 'elsewhere' },
      element('h3', {}, t('elsewhere.title', { file: source })),
      ...(guessed ? [element('p', { class: 'check' }, t('elsewhere.guessed'))] : []),
      element(
        'dl',
        {},
        ...row('elsewhere.from', formatFacts([format, producer, takes].filter(Boolean))),
        ...row('elsewhere.layers', code(layers)),
        ...row('layers.parameters', formatNumber(weights)),
        ...row('elsewhere.input', choice, element('span', { class: 'note' }, why)),
        ...row(
          'elsewhere.accuracy',
          accuracy ? t('models.measured', { share, count: accuracy.count }) : t('models.unknown'),
        ),
        ...(remarks.length ? row('elsewhere.changed', formatSentences(remarkTexts(remarks))) : []),
      ),
      open,
    );
  }
}

/**
 * @param {import('../text/index.js').PlainKey} key
 * @param {...(Node | string)} content
 */
const row = (key, ...content) => [element('dt', {}, t(key)), element('dd', {}, ...content)];
