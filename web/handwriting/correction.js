/** "Wrong?": one tap on the right digit saves the drawing and teaches it to the network. */

import { CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
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

  const digits = Array.from({ length: CLASSES }, (_, digit) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = String(digit);
    button.dataset.testid = `correct-${digit}`;
    button.addEventListener('click', () => correct(digit));
    return button;
  });
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = '×';
  close.setAttribute('aria-label', t('notices.dismiss'));
  close.addEventListener('click', () => show(false));
  choice.append(name, ...digits, close);

  /** @param {boolean} shown */
  function show(shown) {
    choice.hidden = !shown;
    open.setAttribute('aria-expanded', String(shown));
    if (shown) digits[0].focus();
    else open.focus();
  }
  open.addEventListener('click', () => show(Boolean(choice.hidden)));
  choice.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') show(false);
  });

  /** @param {number} digit */
  async function correct(digit) {
    const strokes = pad.strokes;
    show(false);
    await teaching.addDrawing(strokes, digit, 'corrected');
    notices.show('taught', t('correction.learning'), { kind: 'info' });
    const learned = await teaching.learn();
    notices.show(
      'taught',
      t(learned ? 'correction.learned' : 'correction.keptForLater', { digit: String(digit) }),
      {
        kind: 'info',
        seconds: SECONDS,
        ...(learned && { action: t('correction.undo'), act: () => teaching.undo() }),
      },
    );
  }

  return {
    /** Only drawings can be corrected, and only to digits. */
    show() {
      open.disabled = pad.empty || !teaching.canLearn || teaching.learning;
      if (pad.empty) choice.hidden = true;
    },
  };
}
