/**
 * What a lesson is made of. A lesson is data: content/<id>/steps.js holds its steps, the same for every
 * language, and content/<id>/<tag>.js their texts. README.md shows how to add one.
 */
import { formatNumber, formatPercent, t } from '../text/index.js';
import { number } from '../ui/elements.js';
import './words.js';

/**
 * @typedef {import('../settings/schema.js').Settings} Settings
 *
 * @typedef {'pad' | 'network' | 'answer' | 'curve'} Part of the page that a step can show
 *
 * @typedef {object} Common what every step can say
 * @property {string} id names its texts, and its prediction
 * @property {Part[]} [show] the parts of the page to show from this step on; at first, none
 * @property {'pretrained' | 'own'} [reads] the network that answers from this step on. After training
 *   it is the one just trained
 *
 * @typedef {object} Run a training
 * @property {string} id names its figures: <id>_test and <id>_train are accuracies, <id>_weights is the
 *   number of parameters
 * @property {Partial<Settings>} settings on top of those of the lesson
 *
 * @typedef {object} Slider
 * @property {number} from
 * @property {number} to
 * @property {number} step
 * @property {number} start
 * @property {Unit} unit
 *
 * The right answer of a choice: an option, the run with the highest or lowest test accuracy (or loss), or how
 * one figure compares with another: 'more', 'less', or 'same' if they differ by at most `within`.
 * @typedef {string | { best: string[] } | { worst: string[] } | { compare: [string, string], within: number }} Truth
 *
 * @typedef {Common & { kind: 'say', templates?: string }} Say only text; `templates` shows the weights of
 *   a run whose network is a single dense layer
 * @typedef {Common & { kind: 'guess', of: string, slider: Slider }} Guess a prediction of a figure
 * @typedef {Common & { kind: 'choose', options: string[], truth: Truth }} Choose a prediction, or a
 *   question, with options. If `truth` is an option, the learner is told at once
 * @typedef {Common & { kind: 'train', runs: Run[] }} Train trains networks one after the other
 * @typedef {Common & { kind: 'compare', guesses: string[], runs?: string[], weights?: boolean }} Compare
 *   sets predictions beside results, and lists runs; `weights` adds their sizes
 * @typedef {Common & { kind: 'example' }} Example picks a digit, a neuron, and a weight of the network
 *   just trained; see example.js for the figures
 * @typedef {Common & { kind: 'compute', answer: string }} Compute asks for a figure, and checks it
 * @typedef {Common & { kind: 'nudge', rates: number[] }} Nudge one step on the example's digit with each
 *   learning rate, in copies
 * @typedef {Common & { kind: 'draw', count: number }} Draw the learner records answers to drawings
 *   on the page's pad; figures: surest, surestDigit
 * @typedef {Common & { kind: 'write', figure: string }} Write asks for each digit once and counts how many
 *   the network reads
 * @typedef {Common & { kind: 'teach', from: string }} Teach teaches a copy of the network what was written
 *   in another step
 *
 * @typedef {Say | Guess | Choose | Train | Compare | Example | Compute | Nudge | Draw | Write | Teach} Step
 *
 * @typedef {object} Lesson
 * @property {Partial<Settings>} [settings] of all its networks; the rest are those of plain SGD
 * @property {Step[]} steps
 *
 * @typedef {object} StepTexts
 * @property {string} title
 * @property {string[]} text paragraphs; {name} is the figure of that name
 * @property {string} [label] of a prediction, on the card and in the results
 * @property {Record<string, string>} [options]
 * @property {string} [right] said after a right answer
 * @property {string} [wrong] said after a wrong one
 *
 * @typedef {object} Texts
 * @property {string} title
 * @property {string} about one line for the list of lessons
 * @property {Record<string, string>} [names] of runs
 * @property {Record<string, StepTexts>} steps
 *
 * @typedef {'percent' | 'number' | 'count' | 'word'} Unit
 * @typedef {{ value: number, unit: Unit }} Figure a value of NaN stands for a training that diverged
 * @typedef {Record<string, Figure>} Figures
 */

/** Steps that have to be completed before the next one. */
const TASKS = ['train', 'example', 'compute', 'nudge', 'draw', 'write', 'teach'];

/** @param {{ kind: string }} step */
export const isTask = ({ kind }) => TASKS.includes(kind);

/** @param {Figure} figure */
export function formatFigure({ value, unit }) {
  if (Number.isNaN(value)) return t('lessons.diverged');
  if (unit === 'percent') return formatPercent(value, 1, 0);
  return unit === 'number' ? number(value) : formatNumber(value, { useGrouping: unit === 'count' });
}

/** The figures as values of a message. Counts stay numbers, since they choose plural forms. @param {Figures} figures */
export const valuesOf = (figures) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [
      name,
      figure.unit === 'count' ? figure.value : formatFigure(figure),
    ]),
  );

/** @param {Figures} figures @param {string} run */
const scoreOf = (figures, run) => figures[`${run}_test`]?.value || 0; // a diverged run scores 0

/**
 * The right option; undefined while its figures have not been measured.
 * @param {Truth} truth
 * @param {Figures} figures
 * @returns {string | undefined}
 */
export function rightOption(truth, figures) {
  if (typeof truth === 'string') return truth;
  if ('compare' in truth) {
    const [a, b] = truth.compare.map((name) => figures[name]?.value);
    if (a === undefined || b === undefined) return undefined;
    if (Math.abs(a - b) <= truth.within) return 'same';
    return a > b ? 'more' : 'less';
  }
  const runs = 'best' in truth ? truth.best : truth.worst;
  if (!runs.every((run) => figures[`${run}_test`])) return undefined;
  const sign = 'best' in truth ? 1 : -1;
  return runs.reduce((a, b) => (sign * (scoreOf(figures, b) - scoreOf(figures, a)) > 0 ? b : a));
}
