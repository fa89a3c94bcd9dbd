/** "Adapt to your handwriting": the lesson is learned, and measured before and after. */
import { formatPercent, formatSeconds, t } from '../text/index.js';
import { element, table } from '../ui/elements.js';

/** @typedef {import('./teaching.js').Teaching} Teaching */

/** @param {number | null} share */
const written = (share) => (share === null ? '–' : formatPercent(share, 1));

export class Learning {
  /** @param {HTMLElement} host @param {Teaching} teaching */
  constructor(host, teaching) {
    this.teaching = teaching;
    this.learn = element(
      'button',
      { type: 'button', class: 'primary', 'data-testid': 'learn-hand' },
      t('handwriting.learn'),
    );
    this.undo = element(
      'button',
      { type: 'button', 'data-testid': 'undo-hand' },
      t('handwriting.undo'),
    );
    this.said = element('p', { class: 'note', role: 'status', 'data-testid': 'learn-said' });
    this.result = element('div', { 'data-testid': 'learn-result' });
    this.learn.addEventListener('click', async () => {
      this.early = !(await teaching.learn());
      this.show();
    });
    this.undo.addEventListener('click', () => {
      teaching.undo();
      this.learn.focus();
    });
    /** Whether it could not be learned yet. */
    this.early = false;
    host.append(
      element(
        'section',
        {},
        element('h3', {}, t('handwriting.learnTitle')),
        element('p', { class: 'note' }, t('handwriting.learnHelp')),
        element('div', { class: 'row' }, this.learn, this.undo),
        this.said,
        this.result,
      ),
    );
  }

  show() {
    const { teaching } = this;
    const { all } = teaching.samples;
    this.learn.disabled = teaching.learning || !all.length || !teaching.possible;
    this.undo.hidden = !teaching.before;
    const said = teaching.learning
      ? 'correction.learning'
      : !all.length
        ? 'handwriting.needSome'
        : !teaching.possible
          ? 'handwriting.onlyDigits'
          : this.early
            ? 'handwriting.notHere'
            : '';
    const words = said && t(said);
    if (this.said.textContent !== words) this.said.textContent = words;
    const { result } = teaching;
    this.result.replaceChildren();
    if (!result) return;
    const { before, after, held, learned, seconds, tested } = result;
    this.result.append(
      table(
        [t('handwriting.what'), t('handwriting.before'), t('handwriting.after')],
        [
          [
            held ? t('handwriting.heldBack', { count: held }) : t('handwriting.noneHeld'),
            written(before.held),
            written(after.held),
          ],
          [
            t('handwriting.testDigits', { count: tested }),
            written(before.test),
            written(after.test),
          ],
        ],
        t('handwriting.table'),
      ),
      element(
        'p',
        { class: 'note' },
        t('handwriting.took', {
          count: learned,
          time: formatSeconds(seconds, 1),
        }),
      ),
    );
  }
}
