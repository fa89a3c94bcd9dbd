/** Digits as small pictures that can be pressed, with what the network said of them. */

import { SIDE } from '../inkling/index.js';
import { testDigits } from '../lens/test-digits.js';
import { formatPercent, t } from '../text/index.js';
import { paintInk } from '../ui/ink-picture.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../train/worker/evaluate.js').Answers} Answers
 * @typedef {import('../lens/lens.js').Subject} Subject
 */

/** Shows a digit in the panel that looks inside the network. @param {Page} page @param {Subject} digit */
function lookInside(page, digit) {
  page.lookAt(digit);
  const inside = /** @type {HTMLDetailsElement | null} */ (
    document.querySelector('[data-testid=panel-inside]')
  );
  if (!inside) return;
  inside.open = true;
  inside.scrollIntoView({ block: 'start' });
  inside.querySelector('summary')?.focus({ preventScroll: true });
}

export class Gallery {
  /**
   * @param {HTMLElement} host
   * @param {Page} page
   * @param {string} id that tests know its pictures by
   * @param {boolean} whole says of each what was said and what it is, not only how sure
   */
  constructor(host, page, id, whole) {
    this.page = page;
    this.id = id;
    this.whole = whole;
    this.list = document.createElement('ul');
    this.list.className = 'gallery';
    this.list.classList.toggle('whole', whole);
    /** Pictures are reused, so that one that has the focus keeps it. @type {HTMLButtonElement[]} */
    this.buttons = [];
    /** @type {Subject[]} */
    this.digits = [];
    /** What labels and answers stand for. @type {string[]} */
    this.names = [];
    /** The test digits that are shown. */
    this.indices = '';
    /** Counts the lists that were asked for: only the last is shown. */
    this.wanted = 0;
    host.append(this.list);
  }

  /** @param {Answers} all @param {number[]} indices of test digits */
  async show(all, indices) {
    const wanted = ++this.wanted;
    if (String(indices) !== this.indices) {
      const digits = await testDigits(this.page, indices);
      if (!digits || wanted !== this.wanted) return;
      this.indices = String(indices);
      this.digits = digits;
    }
    while (this.buttons.length < indices.length) this.#add();
    this.buttons.forEach((button, place) => {
      const shown = place < indices.length;
      /** @type {HTMLElement} */ (button.parentElement).hidden = !shown;
      if (shown) this.#fill(button, place, all, indices[place]);
    });
  }

  #add() {
    const place = this.buttons.length;
    const item = document.createElement('li');
    item.innerHTML = `<button type="button">
        <canvas width="${SIDE}" height="${SIDE}" aria-hidden="true"></canvas><span></span>
      </button>`;
    const button = /** @type {HTMLButtonElement} */ (item.firstElementChild);
    button.dataset.testid = this.id;
    button.addEventListener('click', () => lookInside(this.page, this.digits[place]));
    this.buttons.push(button);
    this.list.append(item);
  }

  /**
   * @param {HTMLButtonElement} button @param {number} place in the list
   * @param {Answers} all @param {number} index of the test digit
   */
  #fill(button, place, { labels, answers, probabilities }, index) {
    const [canvas, caption] = button.children;
    const context = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
    if (context) paintInk(context, this.digits[place].ink);
    const values = {
      label: this.names[labels[index]],
      answer: this.names[answers[index]],
      share: formatPercent(Math.floor(probabilities[index] * 100) / 100), // 100 % it never is
    };
    caption.textContent = this.whole ? t('mistakes.worstOne', values) : values.share;
    button.setAttribute('aria-label', t('mistakes.picture', values));
  }
}
