/** The card of a lesson: its steps one at a time, the way on, and the way out. */
import { t } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import { ResultCard } from './result-card.js';
import { VIEWS } from './step-views.js';

/**
 * @typedef {import('./player.js').Player} Player
 * @typedef {import('./lesson.js').Texts} Texts
 *
 * @typedef {object} Context what the view of a step gets
 * @property {Player} player
 * @property {Texts} texts
 * @property {import('./bench.js').Bench} bench
 *
 * @typedef {object} StepView
 * @property {Node[]} nodes
 * @property {() => void} [show] shows the current state; called after every change
 *
 * @typedef {object} Ways
 * @property {() => void} leave
 * @property {() => void} next opens the next lesson
 * @property {string} nextTitle empty if there is none
 */

export class LessonView {
  /** @param {Context} context @param {Ways} ways */
  constructor(context, ways) {
    this.context = context;
    this.ways = ways;
    const { player, texts } = context;
    this.position = element('p', { class: 'position', 'data-testid': 'lessons-position' });
    this.bar = element('progress', { 'aria-hidden': 'true', max: String(player.count) });
    this.title = element('h2', { tabindex: '-1', 'data-testid': 'lessons-step' });
    this.body = element('div', { class: 'step' });
    this.back = button('lessons-back', t('lessons.back'), () => player.go(-1));
    this.next = button('lessons-next', t('lessons.next'), () => player.go(1), 'primary');
    this.nav = element('div', { class: 'row nav' }, this.back, this.next);
    this.element = element(
      'section',
      {
        class: 'lesson card',
        'data-testid': 'lesson',
        'aria-label': t('lessons.name', { title: texts.title }),
      },
      element(
        'div',
        { class: 'top' },
        element('div', {}, element('p', { class: 'name' }, texts.title), this.position),
        button('lessons-leave', t('lessons.leave'), ways.leave),
      ),
      this.bar,
      this.title,
      this.body,
      this.nav,
    );
    /** @type {StepView} */
    this.stepView = { nodes: [] };
    player.addEventListener('step', () => {
      this.#showStep();
      this.element.scrollIntoView({ block: 'start' });
      this.title.focus({ preventScroll: true });
    });
    player.addEventListener('change', () => this.#show());
    this.#showStep();
  }

  #showStep() {
    const { context, ways } = this;
    const { player, texts, bench } = context;
    const { step } = player;
    document.body.dataset.lesson = player.parts.join(' ');
    this.element.dataset.step = step?.id ?? 'result';
    bench.read(player.reads);
    this.title.textContent = step ? texts.steps[step.id].title : t('lessons.card');
    this.position.textContent = t('lessons.position', {
      number: player.at + 1,
      count: player.count,
    });
    this.bar.value = player.at + 1;
    // Each kind has a view for its own steps.
    this.stepView = step
      ? VIEWS[step.kind](/** @type {never} */ (step), context)
      : new ResultCard(context, ways);
    this.body.replaceChildren(...this.stepView.nodes);
    if (player.at === 0 && bench.hasOwnNetwork) {
      this.body.append(element('p', { class: 'note' }, t('lessons.setAside')));
    }
    this.nav.hidden = !step;
    this.#show();
  }

  #show() {
    const { player } = this.context;
    this.back.hidden = player.at === 0;
    // Not 'disabled' while training, which would drop keyboard focus.
    this.next.setAttribute('aria-disabled', String(!player.canGoOn));
    this.back.setAttribute('aria-disabled', String(player.busy));
    this.stepView.show?.();
  }
}
