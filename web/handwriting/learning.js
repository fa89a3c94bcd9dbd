/** "Learn my hand": the lesson is learned, and measured before and after. */
import { formatPercent, formatSeconds, t } from '../text/index.js';
import { element, table } from '../ui/elements.js';

/**
 * @typedef {import('./teaching.js').Teaching} Teaching
 * @typedef {import('../app/page.js').Page} Page
 */

/** @param {number | null} share */
const written = (share) => (share === null ? '–' : formatPercent(share, 1));

export class Learning {
  /** @param {HTMLElement} host @param {Teaching} teaching @param {Page} page */
  constructor(host, teaching, page) {
    this.teaching = teaching;
    this.page = page;
    this.learn = element(
      'button',
      { type: 'button', class: 'primary', 'data-testid': 'learn-hand' },
      t('own.learn'),
    );
    this.undo = element('button', { type: 'button', 'data-testid': 'undo-hand' }, t('own.undo'));
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
    page.addEventListener('model', () => this.show());
    host.append(
      element(
        'section',
        {},
        element('h3', {}, t('own.learnTitle')),
        element('p', { class: 'note' }, t('own.learnHelp')),
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
        ? 'own.needSome'
        : !teaching.possible
          ? 'own.onlyDigits'
          : this.early
            ? 'own.notHere'
            : '';
    const words = said && t(said);
    if (this.said.textContent !== words) this.said.textContent = words;
    const { result } = teaching;
    this.result.replaceChildren();
    if (!result) return;
    const { before, after, held, learned, seconds, tested } = result;
    this.result.append(
      table(
        [t('own.what'), t('own.before'), t('own.after')],
        [
          [
            held ? t('own.heldBack', { count: held }) : t('own.noneHeld'),
            written(before.held),
            written(after.held),
          ],
          [t('own.testDigits', { count: tested }), written(before.test), written(after.test)],
        ],
        t('own.table'),
      ),
      element(
        'p',
        { class: 'note' },
        t('own.took', {
          count: learned,
          time: formatSeconds(seconds, 1),
        }),
      ),
    );
  }
}
