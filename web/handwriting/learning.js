/** "Adapt to your handwriting": learns from the samples, and reports accuracy before and after. */
import { formatPercent, formatSeconds, t } from '../text/index.js';
import { button, element, table } from '../ui/elements.js';

/** @typedef {import('./teaching.js').Teaching} Teaching */

/** @param {number | null} share */
const formatShare = (share) => (share === null ? '–' : formatPercent(share, 1));

export class Learning {
  /** @param {Teaching} teaching */
  constructor(teaching) {
    this.teaching = teaching;
    this.learn = button('learn-hand', t('handwriting.learn'), () => this.start(), 'primary');
    this.undo = button('undo-hand', t('handwriting.undo'), () => {
      teaching.undo();
      this.learn.focus();
    });
    this.status = element('p', { class: 'note', role: 'status', 'data-testid': 'learn-said' });
    this.result = element('div', { 'data-testid': 'learn-result' });
    /** Whether the last attempt came before the built-in digits had loaded. */
    this.tooEarly = false;
    this.element = element(
      'section',
      {},
      element('h3', {}, t('handwriting.learnTitle')),
      element('p', { class: 'note' }, t('handwriting.learnHelp')),
      element('div', { class: 'row' }, this.learn, this.undo),
      this.status,
      this.result,
    );
  }

  /** Learns, if it can. */
  async start() {
    if (this.teaching.learning || !this.teaching.canLearn) return;
    this.tooEarly = !(await this.teaching.learn()) && !this.teaching.failure;
    this.show();
  }

  show() {
    const { teaching } = this;
    const { labeled } = teaching.samples;
    this.learn.disabled = teaching.learning || !labeled.length || !teaching.canLearn;
    this.undo.hidden = !teaching.before;
    const key = teaching.learning
      ? 'correction.learning'
      : !labeled.length
        ? 'handwriting.needSome'
        : !teaching.canLearn
          ? 'handwriting.onlyDigits'
          : '';
    const missed = this.tooEarly || teaching.failure;
    const words = key ? t(key) : missed ? teaching.whyNot('handwriting.notHere') : '';
    if (this.status.textContent !== words) this.status.textContent = words;
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
            formatShare(before.held),
            formatShare(after.held),
          ],
          [
            t('handwriting.testDigits', { count: tested }),
            formatShare(before.test),
            formatShare(after.test),
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
