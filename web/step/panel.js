/** One step of training on one digit, walked through slowly; the visitor's network stays as it is. */
import { sameNames } from '../data/classes.js';
import { InklingError } from '../inkling/index.js';
import { Lens } from '../lens/lens.js';
import { testDigits } from '../lens/test-digits.js';
import { t } from '../text/index.js';
import { classOptions, element } from '../ui/elements.js';
import { stagesOf } from './stages.js';
import './words.js';

/** The test digit that stands in while nothing is drawn. */
const STAND_IN = 0;

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const same = (a, b) => Array.prototype.every.call(a, (value, i) => value === b[i]);

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const lens = new Lens(page);
  host.classList.add('one-step');
  const button = (/** @type {'back' | 'next'} */ id, /** @type {number} */ by) => {
    const made = element(
      'button',
      { type: 'button', 'data-testid': `walk-${id}` },
      t(`onestep.${id}`),
    );
    made.addEventListener('click', () => walk(by));
    return made;
  };
  const select = element('select', { 'data-testid': 'step-label' });
  const [back, next] = [button('back', -1), button('next', 1)];
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
  host.append(element('p', { class: 'explain' }, t('onestep.intro')), message, body);

  /** What the choices are. @type {string[]} */
  let names = [];
  /** @type {import('./card.js').Stage[]} */
  let stages = [];
  let at = 0;
  /** @type {Float32Array | null} */
  let ink = null;
  /** @type {import('../app/page.js').Subject | null} */
  let standIn = null;

  const showStage = () => {
    at = Math.min(at, stages.length - 1);
    const { title, content } = stages[at];
    // They stay focusable at the ends, so that the keyboard is not thrown out.
    back.setAttribute('aria-disabled', String(at === 0));
    next.setAttribute('aria-disabled', String(at === stages.length - 1));
    const said = t('onestep.where', { number: at + 1, count: stages.length, title });
    // What is written again is read out again.
    if (where.textContent !== said) where.textContent = said;
    path.replaceChildren(
      ...stages.map(({ title }, i) =>
        element('li', i === at ? { 'aria-current': 'step' } : {}, title),
      ),
    );
    card.replaceChildren(element('h3', {}, title), ...content());
  };

  const walk = (/** @type {number} */ by) => {
    if (!stages[at + by]) return;
    at += by;
    showStage();
  };

  /** @param {string} reason why there is nothing to see; empty where there is */
  const say = (reason) => {
    body.hidden = reason !== '';
    message.hidden = !reason;
    message.textContent = reason;
  };

  const prepare = () => {
    if (!ink) return;
    try {
      stages = stagesOf(lens, ink, Number(select.value), page.settings.learningRate, names);
      showStage();
    } catch (error) {
      // A network whose training ran away has no numbers to show.
      if (!(error instanceof InklingError)) throw error;
      say(t('status.diverged'));
    }
  };
  select.addEventListener('change', prepare);
  page.training.addEventListener('dataset', () => {
    standIn = null;
  });

  const show = async () => {
    const there = await lens.focus();
    if (there && !page.subject) standIn ??= (await testDigits(page, [STAND_IN]))?.[0] ?? null;
    const subject = page.subject ?? standIn;
    say(there && subject ? '' : t(there ? 'onestep.nothing' : 'lens.noNetwork'));
    if (!there || !subject) return;
    const others = !sameNames(names, page.names);
    if (others) {
      names = page.names;
      select.replaceChildren(...classOptions(names));
    }
    if (others || !ink || !same(ink, subject.ink)) {
      ink = subject.ink;
      const label = page.sameClasses ? subject.label : null;
      select.value = String(label ?? lens.answer(ink));
    }
    prepare();
  };

  return {
    update() {
      show();
    },
  };
}
