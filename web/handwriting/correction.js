/** "Wrong?": one tap on the right digit saves the drawing and teaches it to the network. */

import { CLASSES, NO_CLASS } from '../inkling/index.js';
import { t, withWords } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import './correction-words.js';

/**
 * @typedef {import('../draw/pad.js').Pad} Pad
 * @typedef {import('./teaching.js').Teaching} Teaching
 * @typedef {import('../ui/notices.js').Notices} Notices
 */

const SECONDS = 12;

/** @param {Pad} pad @param {Teaching} teaching @param {Notices} notices */
export function createCorrection(pad, teaching, notices) {
  const open = byTestId('correct', HTMLButtonElement);
  const choice = byTestId('correction');
  const name = document.createElement('span');
  name.textContent = t('correction.whichOne');
  name.id = 'correction-name';
  choice.setAttribute('aria-labelledby', name.id);

  /** @param {number} label @param {string} id @param {string} words */
  const choiceButton = (label, id, words) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words;
    button.dataset.testid = `correct-${id}`;
    button.addEventListener('click', () => correct(label, words));
    return button;
  };
  const digits = Array.from({ length: CLASSES }, (_, digit) =>
    choiceButton(digit, String(digit), String(digit)),
  );
  const none = choiceButton(NO_CLASS, 'none', t('correction.none'));
  none.className = 'none';
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = '×';
  close.setAttribute('aria-label', t('notices.dismiss'));
  close.addEventListener('click', () => setShown(false));
  choice.append(name, ...digits, none, close);

  /** @param {boolean} shown */
  function setShown(shown) {
    choice.hidden = !shown;
    open.setAttribute('aria-expanded', String(shown));
    if (shown) digits[0].focus();
    else open.focus();
  }
  open.addEventListener('click', () => setShown(Boolean(choice.hidden)));
  choice.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') setShown(false);
  });

  /** @param {import('../inkling/index.js').Stroke[]} strokes @param {number} label @param {string} digit in words */
  const outcome = (strokes, label, digit) =>
    withWords(import('./outcome.js')).then(
      ({ outcomeOf }) => outcomeOf(teaching, strokes, label),
      () => t('correction.learned', { digit }),
    );

  /** @param {number} label @param {string} digit in words */
  async function correct(label, digit) {
    const { strokes } = teaching.answers;
    setShown(false);
    await teaching.addDrawing(strokes, label, 'corrected');
    notices.show('taught', t('correction.learning'), { kind: 'info', toast: true });
    const learned = await teaching.learn();
    const words = learned
      ? await outcome(strokes, label, digit)
      : teaching.whyNot('correction.keptForLater', { digit });
    notices.show('taught', words, {
      kind: 'info',
      toast: true,
      seconds: SECONDS,
      ...(learned && { action: t('correction.undo'), act: () => teaching.undo() }),
    });
  }

  return {
    /** Only drawings can be corrected, and only to digits. */
    show() {
      open.disabled = pad.empty || !teaching.canLearn || teaching.learning;
      if (pad.empty) choice.hidden = true;
    },
  };
}
