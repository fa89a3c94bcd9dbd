/** "Inside the network": activations, weights, saliency, and a map of the last hidden layer. */
import { lensOf } from '../answer/lens-of.js';
import { PIXELS } from '../inkling/index.js';
import { dark } from '../lens/palette.js';
import { TestDigits } from '../lens/test-digits.js';
import { BRIEF_SLICE_MS, breather } from '../messenger/slices.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { latest } from '../ui/latest.js';
import { Activations } from './activations.js';
import { Embedding } from './embedding.js';
import { Saliency } from './saliency.js';
import { Weights } from './weights.js';
import './words.js';

const BLANK = new Float32Array(PIXELS);

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const lens = lensOf(page);
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

  /** Shows the unit that the visitor wants to look into. */
  const showUnit = () => {
    const { unit } = page;
    if (!unit) return;
    page.unit = null;
    activations.reveal(unit.layer);
    weights.choose(unit);
  };

  /** Whether there are results to show while the next ones are computed. */
  let traced = false;
  const showLens = latest(async () => {
    if (!(await lens.focus())) {
      showOrSay(t('lens.noNetwork'));
      return;
    }
    const { subject } = page;
    if (lens.heavy) {
      if (!traced) showOrSay(t('lens.computing'));
      host.setAttribute('aria-busy', 'true');
    }
    try {
      const breathe = breather(BRIEF_SLICE_MS);
      const found = await lens.trace(subject?.ink ?? BLANK, subject?.label ?? 0);
      traced = true;
      showOrSay(subject ? '' : t('inside.noSubject'));
      await breathe();
      weights.show(found);
      await breathe();
      if (subject) {
        activations.show(found, subject.ink);
        await breathe();
        await saliency.show(lens, subject.ink, found.probabilities);
      }
      showUnit();
    } catch (error) {
      showOrSay(lens.whyNot(error));
    } finally {
      host.removeAttribute('aria-busy');
    }
  });

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
  page.addEventListener('unit', showSoon);
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
