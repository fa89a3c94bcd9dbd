/** "Inside the network": activations, weights, saliency, and a map of the last hidden layer. */
import { InklingError, PIXELS } from '../inkling/index.js';
import { Lens } from '../lens/lens.js';
import { dark } from '../lens/palette.js';
import { TestDigits } from '../lens/test-digits.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { Activations } from './activations.js';
import { Embedding } from './embedding.js';
import { Saliency } from './saliency.js';
import { Weights } from './weights.js';
import './words.js';

const BLANK = new Float32Array(PIXELS);

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const lens = new Lens(page);
  /** @param {import('../text/keys.js').Ending<'inside', 'Title'>} id @param {HTMLElement} content */
  const section = (id, content) =>
    element(
      'section',
      { 'data-testid': `inside-${id}` },
      element('h3', {}, t(`inside.${id}Title`)),
      content,
    );
  const samples = new TestDigits(page);
  const message = element('p', { class: 'explain' });
  const activations = new Activations(page);
  const saliency = new Saliency(page);
  const weights = new Weights();
  const embedding = new Embedding(page);
  /** The parts that need a subject. */
  const subjectParts = [
    section('activations', activations.element),
    section('saliency', saliency.element),
  ];
  host.classList.add('inside');
  host.append(
    section('samples', samples.element),
    message,
    ...subjectParts,
    section('weights', weights.element),
    section('embedding', embedding.element),
  );

  /** @param {string} reason why there is nothing to show; empty if there is */
  const showOrSay = (reason) => {
    message.hidden = !reason;
    message.textContent = reason;
    for (const part of subjectParts) part.hidden = reason !== '';
  };

  const showLens = async () => {
    if (!(await lens.focus())) {
      showOrSay(t('lens.noNetwork'));
      return;
    }
    const { subject } = page;
    try {
      const traced = lens.trace(subject?.ink ?? BLANK, subject?.label ?? 0);
      showOrSay(subject ? '' : t('inside.noSubject'));
      weights.show(traced);
      if (!subject) return;
      activations.show(traced, subject.ink);
      saliency.show(lens, subject.ink, traced.probabilities);
    } catch (error) {
      // The network has diverged, so there are no numbers to show.
      if (!(error instanceof InklingError)) throw error;
      showOrSay(t('status.diverged'));
    }
  };

  let due = false;
  /** Coalesces changes that arrive together. */
  const showSoon = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      showLens();
    });
  };
  dark.addEventListener('change', () => {
    showSoon();
    embedding.redraw();
  });

  return {
    update(change) {
      samples.show();
      if (change !== 'data') showSoon();
      embedding.show(change !== 'subject');
    },
  };
}
