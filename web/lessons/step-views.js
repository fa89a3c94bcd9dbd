/** The steps of a lesson, as the learner sees them: one view for each kind. */
import { maxAbs, paintValues } from '../lens/palette.js';
import { fill, formatNumber, t } from '../text/index.js';
import { button, element, inkPicture, number, table } from '../ui/elements.js';
import { formatFigure, valuesOf } from './lesson.js';
import { drawView, teachView, writeView } from './pen-views.js';
import { createStatus, formatGuess, paragraphs, work } from './step-parts.js';

/**
 * @typedef {import('./view.js').Context} Context
 * @typedef {import('./view.js').StepView} StepView
 * @typedef {import('./lesson.js').Step} Step
 */

const SIDE = 28;
const CLASSES = 10;

/** The weights of a single dense layer, one picture per digit. @param {string} run @param {Context} context */
function templates(run, { bench }) {
  const model = bench.models[run];
  if (!model || model.parameters.length !== (SIDE * SIDE + 1) * CLASSES) return [];
  const weights = model.parameters.subarray(0, SIDE * SIDE * CLASSES);
  const scale = maxAbs(weights);
  const pictures = Array.from({ length: CLASSES }, (_, digit) => {
    const label = t('lessons.template', { digit: String(digit) });
    const canvas = element('canvas', { class: 'pixels', role: 'img', 'aria-label': label });
    const weight = (/** @type {number} */ row, /** @type {number} */ column) =>
      weights[(row * SIDE + column) * CLASSES + digit];
    paintValues(canvas, SIDE, SIDE, weight, scale);
    return element('figure', {}, canvas, element('figcaption', {}, String(digit)));
  });
  return [element('div', { class: 'templates', 'data-testid': 'lessons-templates' }, ...pictures)];
}

/** @param {import('./lesson.js').Say} step @param {Context} context @returns {StepView} */
const sayView = (step, context) => ({
  nodes: [
    ...paragraphs(step, context),
    ...(step.templates ? templates(step.templates, context) : []),
  ],
});

/** @param {import('./lesson.js').Guess} step @param {Context} context @returns {StepView} */
function guessView(step, context) {
  const { player, texts } = context;
  const { from, to, step: by } = step.slider;
  const id = `guess-${step.id}`;
  const output = element('output', { for: id, 'data-testid': 'lessons-guess-value' });
  const input = element('input', {
    type: 'range',
    id,
    min: String(from),
    max: String(to),
    step: String(by),
    'data-testid': 'lessons-guess',
  });
  const predict = () => player.predict(step, Number(input.value));
  input.addEventListener('input', predict);
  input.addEventListener('pointerup', predict); // where it starts may be the prediction
  const note = element('p', { class: 'note' }, t('lessons.settled'));
  return {
    nodes: [
      ...paragraphs(step, context),
      element(
        'div',
        { class: 'guess' },
        element('label', { for: id }, texts.steps[step.id].label ?? ''),
        output,
        input,
      ),
      note,
    ],
    show() {
      const guess = player.guesses[step.id];
      const value = Number(guess ?? step.slider.start);
      const said = formatGuess(step, value, context);
      input.value = String(value);
      input.setAttribute('aria-valuetext', said);
      // Where the slider starts is nobody's prediction.
      output.textContent = guess === undefined ? '?' : said;
      input.disabled = player.isSettled(step);
      note.hidden = !input.disabled;
    },
  };
}

/** @param {import('./lesson.js').Choose} step @param {Context} context @returns {StepView} */
function chooseView(step, context) {
  const { player, texts } = context;
  const { label = '', options = {}, right = '', wrong = '' } = texts.steps[step.id];
  // Buttons, not radios: in a group of those, arrow keys would answer a question in passing.
  const buttons = step.options.map((option) => {
    const made = button(`lessons-option-${option}`, options[option], () =>
      player.predict(step, option),
    );
    made.value = option;
    return made;
  });
  const status = createStatus('lessons-feedback');
  return {
    nodes: [
      ...paragraphs(step, context),
      element('p', { class: 'asked', id: `asked-${step.id}` }, label),
      element(
        'div',
        { class: 'choice', role: 'group', 'aria-labelledby': `asked-${step.id}` },
        ...buttons,
      ),
      status.element,
    ],
    show() {
      const chosen = player.guesses[step.id];
      const settled = player.isSettled(step);
      for (const made of buttons) {
        made.setAttribute('aria-pressed', String(made.value === chosen));
        made.setAttribute('aria-disabled', String(settled));
      }
      const told = settled && chosen !== undefined;
      const isRight = chosen === player.rightOption(step);
      const words =
        typeof step.truth === 'string' ? (isRight ? right : wrong) : t('lessons.settled');
      status.element.classList.toggle('right', told && isRight && typeof step.truth === 'string');
      status.say(told ? words : '');
    },
  };
}

/** A table of runs with their accuracies. @param {string[]} runs @param {Context} context @param {boolean} [weights] */
function runTable(runs, { player, texts }, weights = false) {
  const heads = [t('lessons.run'), t('lessons.trainAccuracy'), t('lessons.testAccuracy')];
  if (weights) heads.splice(1, 0, t('lessons.weights'));
  const cell = (/** @type {string} */ name) => {
    const figure = player.figures[name];
    const bar = element('span', { class: 'share', 'aria-hidden': 'true' });
    const share = figure?.unit === 'percent' ? figure.value || 0 : 0;
    bar.style.setProperty('--share', String(share));
    const value = element('span', {}, figure ? formatFigure(figure) : '–');
    return element('span', { 'data-testid': `lessons-${name}` }, value, bar);
  };
  return table(
    heads,
    runs.map((run) => [
      texts.names?.[run] ?? run,
      ...(weights ? [formatNumber(player.figures[`${run}_weights`]?.value ?? 0)] : []),
      cell(`${run}_train`),
      cell(`${run}_test`),
    ]),
    t('lessons.runs'),
  );
}

/** @param {import('./lesson.js').Train} step @param {Context} context @returns {StepView} */
function trainView(step, context) {
  const { player, texts } = context;
  const runs = step.runs.map(({ id }) => id);
  const label =
    runs.length > 1 ? t('lessons.trainAll', { count: runs.length }) : t('lessons.train');
  const status = createStatus('lessons-status');
  const bar = element('progress', { max: '1', 'aria-label': t('lessons.train') });
  const begin = button('lessons-train', label, () => work(context, status.say), 'primary');
  const results = element('div', {});
  return {
    nodes: [
      ...paragraphs(step, context),
      element('div', { class: 'row' }, begin),
      bar,
      status.element,
      results,
    ],
    show() {
      const { running, share, busy } = player;
      const done = player.done.has(step.id);
      begin.setAttribute('aria-disabled', String(busy || done));
      const measured = runs.filter((run) => `${run}_test` in player.figures).length;
      bar.value = (measured + (busy && measured < runs.length ? share : 0)) / runs.length;
      results.replaceChildren(runTable(runs, context));
      if (running) status.say(t('lessons.training', { name: texts.names?.[running] ?? running }));
      else if (done) status.say(t('lessons.trained'));
    },
  };
}

/** @param {import('./lesson.js').Compare} step @param {Context} context @returns {StepView} */
function compareView(step, context) {
  const { player, texts } = context;
  const lines = step.guesses.map((id) => {
    const { step: asked, guess, result } = player.resultOf(id);
    const { label = '' } = texts.steps[id];
    const choice = asked.kind === 'choose';
    const said = choice
      ? formatGuess(asked, String(result), context)
      : result && typeof result === 'object'
        ? formatFigure(result)
        : '';
    const values = { guess: formatGuess(asked, guess, context), result: said };
    return element(
      'p',
      { class: 'outcome', 'data-testid': `lessons-outcome-${id}` },
      element('b', {}, label),
      ' ',
      t(choice ? 'lessons.chose' : 'lessons.guessed', values),
    );
  });
  return {
    nodes: [
      ...lines,
      ...(step.runs ? [runTable(step.runs, context, step.weights)] : []),
      ...paragraphs(step, context),
    ],
  };
}

/** @param {import('./lesson.js').Example} step @param {Context} context @returns {StepView} */
function exampleView(step, context) {
  const { player, bench } = context;
  const status = createStatus('lessons-status');
  const pick = button(
    'lessons-pick',
    t('lessons.pick'),
    () => work(context, status.say),
    'primary',
  );
  const found = element('div', { class: 'example' });
  return {
    nodes: [
      paragraphs(step, context)[0],
      element('div', { class: 'row' }, pick),
      status.element,
      found,
    ],
    show() {
      const done = player.done.has(step.id);
      pick.setAttribute('aria-disabled', String(done));
      const { subject } = bench;
      if (!done || !subject || found.firstChild) return;
      found.append(
        inkPicture(subject.ink, String(subject.label)),
        ...paragraphs(step, context).slice(1),
      );
    },
  };
}

/** A number typed in any of the page's languages. @param {string} text */
const parse = (text) =>
  text.trim() ? Number(text.trim().replace(',', '.').replace(/[−–]/, '-')) : Number.NaN;

/** @param {import('./lesson.js').Compute} step @param {Context} context @returns {StepView} */
function computeView(step, context) {
  const { player, texts } = context;
  const { label = '', right = '', wrong = '' } = texts.steps[step.id];
  const id = `compute-${step.id}`;
  const input = element('input', {
    id,
    type: 'text',
    inputmode: 'text',
    autocomplete: 'off',
    dir: 'ltr',
    'data-testid': 'lessons-compute',
  });
  const status = createStatus('lessons-feedback');
  const answer = () => t('lessons.answerIs', { value: formatFigure(player.figures[step.answer]) });
  const reveal = button('lessons-reveal', t('lessons.show'), () => {
    player.complete(step);
    status.say(answer());
  });
  const check = element(
    'button',
    { type: 'submit', class: 'primary', 'data-testid': 'lessons-check' },
    t('lessons.check'),
  );
  const form = element(
    'form',
    { class: 'compute' },
    element('label', { for: id }, label),
    element('div', { class: 'row' }, input, check, reveal),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const value = parse(input.value);
    const correct = player.check(step, value);
    status.element.classList.toggle('right', correct);
    const values = valuesOf(player.figures);
    const feedback = Number.isNaN(value) ? t('lessons.notNumber') : fill(wrong, values);
    status.say(correct ? `${answer()} ${fill(right, values)}` : feedback);
  });
  return {
    nodes: [...paragraphs(step, context), form, status.element],
    show() {
      const solved = player.done.has(step.id);
      reveal.hidden = !player.misses[step.id] || solved;
      if (solved && !status.element.textContent) status.say(answer());
    },
  };
}

/** @param {import('./lesson.js').Nudge} step @param {Context} context @returns {StepView} */
function nudgeView(step, context) {
  const { player } = context;
  const status = createStatus('lessons-status');
  const take = button(
    'lessons-measure',
    t('lessons.measure'),
    () => work(context, status.say),
    'primary',
  );
  const results = element('div', {});
  return {
    nodes: [
      paragraphs(step, context)[0],
      element('div', { class: 'row' }, take),
      status.element,
      results,
    ],
    show() {
      const done = player.done.has(step.id);
      const { figures } = player;
      take.setAttribute('aria-disabled', String(done));
      if (!done || results.firstChild) return;
      const row = (/** @type {string} */ name, /** @type {string} */ kind) =>
        element(
          'span',
          { 'data-testid': `lessons-${name}_${kind}` },
          formatFigure(figures[`${name}_${kind}`]),
        );
      results.append(
        table(
          [
            t('lessons.rate'),
            t('lessons.promised'),
            t('lessons.measured'),
            t('lessons.othersLoss'),
          ],
          [
            [
              t('lessons.noStep'),
              '–',
              formatFigure(figures.loss),
              formatFigure(figures.before_others),
            ],
            ...step.rates.map((rate, i) => [
              number(rate),
              row(`step${i}`, 'promised'),
              row(`step${i}`, 'loss'),
              row(`step${i}`, 'others'),
            ]),
          ],
          t('lessons.runs'),
        ),
        ...paragraphs(step, context).slice(1),
      );
    },
  };
}

/**
 * @template {Step['kind']} Kind
 * @typedef {(step: Extract<Step, { kind: Kind }>, context: Context) => StepView} ViewOf
 */

/** @type {{ [Kind in Step['kind']]: ViewOf<Kind> }} */
export const VIEWS = {
  say: sayView,
  guess: guessView,
  choose: chooseView,
  train: trainView,
  compare: compareView,
  example: exampleView,
  compute: computeView,
  nudge: nudgeView,
  draw: drawView,
  write: writeView,
  teach: teachView,
};
