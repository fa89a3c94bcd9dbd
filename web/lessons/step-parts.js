/** What the views of several kinds of steps share. */
import { fill, formatPercent, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { formatFigure, valuesOf } from './lesson.js';

/**
 * @typedef {import('./view.js').Context} Context
 * @typedef {import('./lesson.js').Step} Step
 */

/** The paragraphs of a step, with the figures measured so far. @param {Step} step @param {Context} context */
export const paragraphs = (step, { texts, player }) =>
  texts.steps[step.id].text.map((text) => element('p', {}, fill(text, valuesOf(player.figures))));

/** What a prediction says. @param {Step} step @param {number | string} value @param {Context} context */
export function formatGuess(step, value, { texts, player }) {
  if (step.kind === 'choose') return texts.steps[step.id].options?.[value] ?? String(value);
  const unit =
    step.kind === 'guess'
      ? step.slider.unit
      : step.kind === 'compute'
        ? player.figures[step.answer].unit
        : 'number';
  return formatFigure({ value: Number(value), unit });
}

/** A live message that is not repeated. @param {string} id */
export function createStatus(id) {
  const status = element('p', { class: 'note', role: 'status', 'data-testid': id });
  return {
    element: status,
    /** @param {string} words */
    say(words) {
      if (status.textContent !== words) status.textContent = words;
    },
  };
}

/** How sure an answer is. @param {string} answer @param {number} share */
export const answered = (answer, share) =>
  t('lessons.answered', { answer, share: formatPercent(share) });

/** Runs a task, and says so if it fails. @param {Context} context @param {(words: string) => void} say */
export async function work({ player }, say) {
  try {
    await player.work();
  } catch {
    say(t(player.step?.kind === 'train' ? 'lessons.failed' : 'lessons.noDigits'));
  }
}
