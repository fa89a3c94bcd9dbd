/** Exchanges messages with the page that embeds this one. Loaded only with `?embed`. */

import { byTestId } from '../ui/dom.js';
import { element } from '../ui/elements.js';
import { answerOf, commandOf, parentOriginOf, progressOf } from './messages.js';

/** @typedef {import('./messages.js').Told} Told */

/**
 * @param {import('../app/page.js').Page} page
 * @param {Promise<unknown>} ready resolves when the page answers and can train
 */
export function talkToParent(page, ready) {
  const parentOrigin = parentOriginOf(location.search);
  const { training } = page;
  /** The last message of each type: training alone changes twenty times a second. @type {Map<string, string>} */
  const told = new Map();
  /** @param {Told} message */
  const tell = (message) => {
    const text = JSON.stringify(message);
    if (window.parent === window || told.get(message.type) === text) return;
    told.set(message.type, text);
    window.parent.postMessage(message, parentOrigin);
  };

  const train = byTestId('train', HTMLButtonElement);
  /** Whether to press Train once the digits have loaded; the first request to train loads them. */
  let isWanted = false;
  const trainIfReady = () => {
    if (!isWanted || train.disabled) return;
    isWanted = false;
    train.click();
  };
  window.addEventListener('message', (event) => {
    const id = commandOf(event, window.parent, parentOrigin);
    if (id === 'train' || id === 'pause') isWanted = id === 'train';
    if (isWanted && training.asleep) training.restart();
    if (id === 'train') trainIfReady();
    else if (id) byTestId(id, HTMLButtonElement).click();
  });

  // A link to the whole page, which also says where this comes from.
  document.body.append(element('a', { href: '.', target: '_blank', class: 'home' }, 'Inkling'));
  new ResizeObserver(() =>
    tell({ type: 'inkling:size', height: Math.ceil(document.body.getBoundingClientRect().height) }),
  ).observe(document.body);

  ready.then(
    () => tell({ type: 'inkling:ready' }),
    (error) => tell({ type: 'inkling:failed', reason: error.message }),
  );
  page.addEventListener('answer', () => {
    if (page.number?.pending) return;
    tell({
      type: 'inkling:answer',
      ...answerOf(page.probabilities, page.names, page.source, page.number),
    });
  });
  training.addEventListener('data', trainIfReady);
  training.addEventListener('change', () => {
    trainIfReady();
    if (!training.progress) return;
    tell({ type: 'inkling:progress', ...progressOf(training.progress, training.points) });
  });
  training.addEventListener('failed', () =>
    tell({ type: 'inkling:failed', reason: training.failure?.message ?? '' }),
  );
  page.addEventListener('lesson', ({ detail }) => {
    told.delete('inkling:lesson'); // the same lesson may be finished twice
    tell({ type: 'inkling:lesson', lesson: detail });
  });
}
