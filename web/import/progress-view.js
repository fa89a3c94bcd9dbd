/** The progress of an import, with the latest image. */
import { inkFromBytes } from '../inkling/pictures.js';
import { formatNumber, t } from '../text/index.js';
import { element, inkPicture } from '../ui/elements.js';

/** The interval over which the rate is measured. */
const RATE_MS = 1000;

export class ProgressView {
  /** @param {() => void} cancel */
  constructor(cancel) {
    this.bar = element('progress', { 'aria-label': t('panels.bring'), max: '1' });
    this.words = element('p', { 'data-testid': 'bring-progress' });
    this.picture = element('div', { class: 'latest' });
    this.button = element('button', { type: 'button', 'data-testid': 'bring-cancel' });
    this.button.textContent = t('import.cancel');
    this.button.addEventListener('click', cancel);
    this.element = element(
      'div',
      { class: 'importing', hidden: '' },
      this.bar,
      this.picture,
      this.words,
      this.button,
    );
    this.rate = { at: 0, images: 0, value: 0 };
  }

  begin() {
    this.element.hidden = false;
    this.bar.removeAttribute('value');
    this.picture.replaceChildren();
    this.words.textContent = t('import.finding');
    this.rate = { at: performance.now(), images: 0, value: 0 };
  }

  /** @param {import('./worker/import.js').ImportProgress} progress */
  show({ done, total, finding, images, skipped, latest }) {
    if (!total) return;
    // The total is only known once all files are found.
    if (!finding) this.bar.value = done / total;
    const { rate } = this;
    const ms = performance.now() - rate.at;
    if (ms >= RATE_MS || !rate.value) {
      rate.value = Math.round(((images - rate.images) / ms) * 1000);
      if (ms >= RATE_MS) Object.assign(rate, { at: performance.now(), images });
    }
    this.words.textContent = t('import.progress', {
      images,
      skipped,
      done,
      total,
      rate: formatNumber(rate.value, { maximumSignificantDigits: 3 }),
    });
    if (latest) this.picture.replaceChildren(inkPicture(inkFromBytes(latest)));
  }

  end() {
    this.element.hidden = true;
  }
}
