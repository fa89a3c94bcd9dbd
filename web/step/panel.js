/** Walks through one training step on one digit, in a copy: the visitor's network is unchanged. */
import { lensOf } from '../answer/lens-of.js';
import { sameNames } from '../data/classes.js';
import { testDigits } from '../lens/test-digits.js';
import { t } from '../text/index.js';
import { button, classOptions, element } from '../ui/elements.js';
import { latest } from '../ui/latest.js';
import { markLayers } from '../ui/mark-layers.js';
import { words } from './card.js';
import { stagesOf } from './stages.js';
import './words.js';

/** The test digit to use until something is drawn. */
const STAND_IN = 0;

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const same = (a, b) => Array.prototype.every.call(a, (value, i) => value === b[i]);

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const lens = lensOf(page);
  host.classList.add('one-step');
  const createButton = (/** @type {'back' | 'next'} */ id, /** @type {number} */ by) => {
    const button = element(
      'button',
      { type: 'button', 'data-testid': `walk-${id}` },
      t(`onestep.${id}`),
    );
    button.addEventListener('click', () => walk(by));
    return button;
  };
  const select = element('select', { 'data-testid': 'step-label' });
  const [back, next] = [createButton('back', -1), createButton('next', 1)];
  const where = element('p', { role: 'status', 'data-testid': 'step-where' });
  const path = element('ol', { class: 'path', 'aria-label': t('onestep.path') });
  const card = element('div', { class: 'stage', 'data-testid': 'step-card' });
  const message = element('p', { class: 'explain' });
  const tools = element('div', { class: 'walk' }, back, next, where);
  const body = element(
    'div',
    {},
    element('label', { class: 'choose' }, t('onestep.label'), ' ', select),
    path,
    tools,
    card,
  );
  host.append(
    element('p', { class: 'explain' }, t('onestep.intro')),
    button('step-in-picture', t('onestep.inPicture'), () => page.walkInPicture()),
    message,
    body,
  );

  /** The class names in the menu. @type {string[]} */
  let names = [];
  /** @type {import('./card.js').Stage[]} */
  let stages = [];
  let at = 0;
  /** @type {Float32Array | null} */
  let ink = null;
  /** @type {import('../app/page.js').Subject | null} */
  let standIn = null;

  /** Counts what is to be shown: only the latest is. */
  let wanted = 0;

  const showStage = async () => {
    const current = ++wanted;
    at = Math.min(at, stages.length - 1);
    const { title, layer, content } = stages[at];
    // Not 'disabled', which would drop keyboard focus at the first and last stage.
    back.setAttribute('aria-disabled', String(at === 0));
    next.setAttribute('aria-disabled', String(at === stages.length - 1));
    const position = t('onestep.where', { number: at + 1, count: stages.length, title });
    // Setting the same text would make screen readers announce it again.
    if (where.textContent !== position) where.replaceChildren(...markLayers(position, layer));
    path.replaceChildren(
      ...stages.map(({ title, layer }, i) =>
        element('li', i === at ? { 'aria-current': 'step' } : {}, ...markLayers(title, layer)),
      ),
    );
    const heading = element('h3', {}, ...markLayers(title, layer));
    const numbers = content();
    if (numbers instanceof Promise && lens.heavy) {
      card.replaceChildren(heading, words(t('lens.computing')));
    }
    const found = await numbers;
    if (current === wanted) card.replaceChildren(heading, ...found);
  };

  const walk = (/** @type {number} */ by) => {
    if (!stages[at + by]) return;
    at += by;
    showStage().catch((error) => say(lens.whyNot(error)));
  };

  /** @param {string} reason why there is nothing to show; empty if there is */
  const say = (reason) => {
    body.hidden = reason !== '';
    message.hidden = !reason;
    message.textContent = reason;
  };

  const prepare = async () => {
    if (!ink) return;
    const label = Number(select.value);
    stages = await stagesOf(lens, ink, label, page.settings.learningRate, names);
    say('');
    await showStage();
  };
  select.addEventListener('change', () => show());
  page.training.addEventListener('dataset', () => {
    standIn = null;
  });

  /** Shows the step on the current image. */
  const look = async () => {
    const hasNetwork = await lens.focus();
    if (hasNetwork && !page.subject) standIn ??= (await testDigits(page, [STAND_IN]))?.[0] ?? null;
    const subject = page.subject ?? standIn;
    if (!hasNetwork || !subject) {
      say(t(hasNetwork ? 'onestep.nothing' : 'lens.noNetwork'));
      return;
    }
    // What was computed before stays until the next is.
    if (lens.heavy && !stages.length) say(t('lens.computing'));
    const renamed = !sameNames(names, page.names);
    if (renamed) {
      names = page.names;
      select.replaceChildren(...classOptions(names));
    }
    if (renamed || !ink || !same(ink, subject.ink)) {
      ink = subject.ink;
      const label = page.sameClasses ? subject.label : null;
      select.value = String(label ?? (await lens.answer(ink)));
    }
    await prepare();
  };

  const show = latest(async () => {
    body.setAttribute('aria-busy', 'true');
    try {
      await look();
    } catch (error) {
      say(lens.whyNot(error));
    } finally {
      body.removeAttribute('aria-busy');
    }
  });

  return {
    update() {
      show();
    },
  };
}
