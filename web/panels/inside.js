/** See inside: what the layers make of the image, what they look for, and what decides. */
import { PIXELS } from '../inkling.js';
import { t } from '../text.js';
import { createActivations } from './inside/activations.js';
import { element } from './inside/elements.js';
import { createEmbedding } from './inside/embedding.js';
import { Lens } from './inside/lens.js';
import { dark } from './inside/palette.js';
import { createSaliency } from './inside/saliency.js';
import { createSamples } from './inside/samples.js';
import { createWeights } from './inside/weights.js';

const BLANK = new Float32Array(PIXELS);

/** @param {HTMLElement} host @param {import('../page.js').Page} page @returns {import('../panels.js').Panel} */
export function create(host, page) {
  const lens = new Lens(page);
  const part = (/** @type {string} */ id) => {
    const body = element('div');
    const section = element(
      'section',
      { 'data-testid': `inside-${id}` },
      element('h3', {}, t(`inside.${id}Title`)),
      body,
    );
    host.append(section);
    return { section, body };
  };
  host.classList.add('inside');
  const samples = createSamples(part('samples').body, page);
  const nothing = element('p', { class: 'explain' });
  host.append(nothing);
  const ofSubject = [part('activations'), part('saliency')];
  const activations = createActivations(ofSubject[0].body);
  const saliency = createSaliency(ofSubject[1].body);
  const weights = createWeights(part('weights').body);
  const embedding = createEmbedding(part('embedding').body, page);

  const showLens = async () => {
    const there = await lens.focus();
    const { subject } = page;
    nothing.hidden = there && subject !== null;
    nothing.textContent = t(there ? 'inside.noSubject' : 'inside.noNetwork');
    for (const { section } of ofSubject) section.hidden = !there || !subject;
    if (!there) return;
    const traced = lens.trace(subject?.ink ?? BLANK, subject?.label ?? 0);
    weights.show(traced);
    if (!subject) return;
    activations.show(traced, subject.ink);
    saliency.show(lens, subject.ink, traced.probabilities);
  };

  let due = false;
  /** Once for several changes that come together. */
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
