/** The switch between watching the network at work and walking through one training step. */
import { t } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import './words.js';

/** @typedef {'watch' | 'oneStep'} Mode */

const MODES = /** @type {const} */ (['watch', 'oneStep']);

/** @param {(mode: Mode) => void} chosen */
export function createModes(chosen) {
  const buttons = MODES.map((mode) =>
    button(`stage-${mode}`, t(`stage.${mode}`), () => chosen(mode)),
  );
  const group = element(
    'div',
    { class: 'modes', role: 'group', 'aria-label': t('stage.modes') },
    ...buttons,
  );
  return {
    element: group,
    /** @param {Mode} mode */
    show(mode) {
      for (const [i, one] of buttons.entries()) {
        one.setAttribute('aria-pressed', String(MODES[i] === mode));
      }
    },
  };
}
