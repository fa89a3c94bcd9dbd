/** Steps with a pen: drawing on the page's pad, writing digits, and teaching the network. */
import { Pad } from '../draw/pad.js';
import { giveKeys, listenForKeys } from '../draw/pad-keys.js';
import { mostProbable } from '../inkling/most-probable.js';
import { t } from '../text/index.js';
import { button, element, inkPicture } from '../ui/elements.js';
import { answered, createStatus, paragraphs, work } from './step-parts.js';

/**
 * @typedef {import('./view.js').Context} Context
 * @typedef {import('./view.js').StepView} StepView
 */

/** The digits to write, in an order without a pattern. */
const ORDER = [3, 7, 0, 9, 4, 1, 8, 2, 6, 5];

/** @param {import('./lesson.js').Draw} step @param {Context} context @returns {StepView} */
export function drawView(step, context) {
  const { player, bench } = context;
  const { page } = bench;
  const list = element('ul', { class: 'records', 'data-testid': 'lessons-records' });
  const status = createStatus('lessons-status');
  /** @type {import('../app/page.js').Subject | null} */
  let last = null;
  const record = () => {
    const { subject, probabilities } = page;
    if (!subject || !probabilities) {
      status.say(t('answer.nothing'));
      return;
    }
    if (subject === last) return; // pressed twice
    last = subject;
    const best = mostProbable(probabilities);
    const share = probabilities[best];
    list.append(
      element(
        'li',
        {},
        inkPicture(subject.ink),
        element('span', {}, answered(page.names[best], share)),
      ),
    );
    status.say(t('lessons.recorded', { count: list.children.length, needed: step.count }));
    const before = player.figures.surest?.value ?? 0;
    if (share > before) {
      player.figures.surest = { value: share, unit: 'percent' };
      player.figures.surestDigit = { value: best, unit: 'word' };
    }
    if (list.children.length >= step.count) player.complete(step);
  };
  return {
    nodes: [
      ...paragraphs(step, context),
      element(
        'div',
        { class: 'row' },
        button('lessons-record', t('lessons.record'), record, 'primary'),
      ),
      status.element,
      list,
    ],
  };
}

/** @param {import('./lesson.js').Write} step @param {Context} context @returns {StepView} */
export function writeView(step, context) {
  const { player, bench } = context;
  const asked = element('h3', { 'data-testid': 'lessons-asked', 'aria-live': 'polite' });
  const canvas = element('canvas', {
    class: 'pad',
    'data-testid': 'lessons-pad',
    role: 'img',
    'aria-label': t('lessons.pad'),
  });
  const status = createStatus('lessons-status');
  const accept = button('lessons-accept', t('lessons.accept'), () => take(), 'primary');
  const desk = element(
    'div',
    { class: 'desk' },
    asked,
    canvas,
    element(
      'div',
      { class: 'row' },
      accept,
      button('lessons-clear', t('lessons.clear'), () => pad?.clear()),
    ),
  );
  const list = element('ul', { class: 'records', 'data-testid': 'lessons-records' });
  const keep = button('lessons-keep', t('lessons.keep'), async () => {
    keep.hidden = true;
    await bench.keepDrawings();
    status.say(t('lessons.kept'));
  });
  /** @type {Pad | null} */
  let pad = null;
  let correct = 0;
  let saving = false;

  const written = () => bench.written[step.id]?.length ?? 0;
  const take = async () => {
    const digit = ORDER[written()];
    if (!pad || pad.empty || saving) return;
    saving = true;
    const { strokes } = pad;
    const answer = await bench.write(step.id, strokes, digit);
    saving = false;
    if (answer === digit) correct++;
    const ink = bench.written[step.id][written() - 1].ink;
    list.append(
      element(
        'li',
        answer === digit ? {} : { class: 'wrong' },
        inkPicture(ink),
        element('span', {}, t('lessons.readAs', { digit: String(digit), answer: String(answer) })),
      ),
    );
    pad.restore([]);
    if (written() === ORDER.length) {
      player.complete(step, { [step.figure]: { value: correct, unit: 'count' } });
    }
    show();
  };
  const show = () => {
    const done = player.done.has(step.id);
    desk.hidden = done;
    keep.hidden = !done || !bench.taught;
    if (!done) {
      // Created late, because a hidden canvas has no size.
      if (!pad && canvas.isConnected) {
        pad = new Pad(canvas, { changed: () => {}, settled: () => {} });
        listenForKeys(pad, () => pad?.clear());
        giveKeys(pad);
      }
      const words = t('lessons.write', { digit: String(ORDER[written()]) });
      if (asked.textContent !== words) asked.textContent = words;
      status.say(t('lessons.written', { done: written(), count: ORDER.length }));
    } else {
      const { value } = player.figures[step.figure];
      status.say(t('lessons.read', { correct: value, count: ORDER.length }));
    }
  };
  // Writing starts anew when the step is left halfway.
  if (!player.done.has(step.id)) delete bench.written[step.id];
  return {
    nodes: [
      ...paragraphs(step, context),
      desk,
      status.element,
      list,
      element('div', { class: 'row' }, keep),
    ],
    show,
  };
}

/** @param {import('./lesson.js').Teach} step @param {Context} context @returns {StepView} */
export function teachView(step, context) {
  const { player } = context;
  const status = createStatus('lessons-status');
  const teach = button(
    'lessons-teach',
    t('lessons.teach'),
    () => work(context, status.say),
    'primary',
  );
  const [first, ...rest] = paragraphs(step, context);
  const after = element('div', {});
  return {
    nodes: [first, element('div', { class: 'row' }, teach), status.element, after],
    show() {
      const done = player.done.has(step.id);
      teach.setAttribute('aria-disabled', String(done || player.busy));
      if (player.busy) status.say(t('lessons.teaching'));
      if (!done) return;
      status.say(t('lessons.taught', { count: player.figures.learned.value }));
      if (rest.length) after.replaceChildren(...paragraphs(step, context).slice(1));
    },
  };
}
