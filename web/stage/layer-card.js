/** What the card of the editor says: the numbers of one layer, or the layers that can be inserted. */
import { numberOf, readLayer } from '../settings/layer-text.js';
import { formatFacts, formatNumber, formatShape, t } from '../text/index.js';
import { kindWords } from '../text/layer-kinds.js';
import { button, element } from '../ui/elements.js';
import './editor-words.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').LayerInfo} LayerInfo
 * @typedef {import('../inkling/index.js').LayerNumber} LayerNumber
 */

/** @param {string} text of a layer */
export const layerName = (text) => element('span', { lang: 'en', dir: 'ltr' }, text);

/** A button that finds its place again after the strip or the card has been rebuilt. @param {string} key @param {HTMLButtonElement} made */
export const keyed = (key, made) => {
  made.dataset.key = key;
  return made;
};

/**
 * The numbers of a layer, and what can be done with it.
 * @param {object} about
 * @param {Inkling} about.inkling
 * @param {string} about.text of the layer
 * @param {LayerInfo} about.info
 * @param {boolean} about.fixed whether it is the last one, which stays
 * @param {boolean} about.widens whether its width can be changed
 * @param {(name: LayerNumber['name'], value: number) => boolean} about.set changes a number; false if that can't be
 * @param {[label: 'earlier' | 'later' | 'remove', act: (() => void) | null][]} about.actions those
 *   with null are impossible
 */
export function layerContent({ inkling, text, info, fixed, widens, set, actions }) {
  const { layer, kind } = readLayer(inkling, text);
  const words = kindWords(kind.name);
  const { parameters, ...shape } = info;
  const count = { label: t('layers.parameters'), value: formatNumber(parameters) };
  const facts = [formatShape(shape), ...(parameters ? [t('ui.labeled', count)] : [])];
  const fields = kind.numbers
    .filter(({ name }) => name !== 'units' || widens)
    .map(({ name, whole, min, max, zero }) => {
      const input = element('input', {
        type: 'number',
        min: String(zero ? 0 : min),
        max: String(max),
        step: whole ? '1' : '0.05',
        inputmode: whole ? 'numeric' : 'decimal',
        'data-testid': `stage-number-${name}`,
        'data-key': `number-${name}`,
      });
      const now = numberOf(layer, name);
      input.value = String(now);
      input.addEventListener('change', () => {
        const value = Number(input.value);
        const valid = input.value.trim() !== '' && Number.isFinite(value);
        if (!valid || !set(name, value)) input.value = String(now);
      });
      return element('label', {}, element('span', {}, words.numbers?.[name] ?? name), input);
    });
  const buttons = actions.map(([id, act]) => {
    const made = button(`stage-${id}`, t(`editor.${id}`), () => act?.());
    made.disabled = !act;
    return keyed(id, made);
  });
  return [
    element('h2', {}, layerName(text)),
    element('p', {}, formatFacts(facts)),
    ...(fields.length ? [element('div', { class: 'numbers-of' }, ...fields)] : []),
    fixed
      ? element('p', {}, t('layers.last', { count: shape.channels }))
      : element('div', { class: 'actions' }, ...buttons),
    ...(words.forward ? [element('p', { class: 'words' }, words.forward)] : []),
  ];
}

/**
 * What can be inserted, and why the rest can't.
 * @param {object} about
 * @param {Inkling} about.inkling
 * @param {string} about.title
 * @param {(example: string) => string} about.reasonAgainst empty if it can be inserted
 * @param {(example: string) => void} about.insert
 */
export function choicesContent({ inkling, title, reasonAgainst, insert }) {
  /** @type {string[]} */
  const able = [];
  /** @type {Map<string, string[]>} */
  const unable = new Map();
  for (const example of inkling.layerKinds.flatMap(({ examples }) => examples)) {
    const reason = reasonAgainst(example);
    if (reason) unable.set(reason, [...(unable.get(reason) ?? []), example]);
    else able.push(example);
  }
  const choices = able.map((example) => {
    const made = button(`stage-choice-${example}`, '', () => insert(example));
    made.append(layerName(example));
    made.title = kindWords(readLayer(inkling, example).kind.name).forward;
    return made;
  });
  return [
    element('h2', {}, title),
    element('div', { class: 'choices' }, ...choices),
    ...(unable.size ? [element('h3', {}, t('editor.notHere'))] : []),
    ...[...unable].map(([reason, examples]) =>
      element(
        'p',
        { class: 'unable' },
        ...examples.map((example) => layerName(example)),
        element('small', {}, reason),
      ),
    ),
  ];
}
