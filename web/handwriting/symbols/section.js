/** "Your symbols": names them, asks for drawings, and shows what the network makes of them. */
import { DIGITS } from '../../data/classes.js';
import { MAX_CLASSES } from '../../inkling/index.js';
import { formatSeconds, formatSentences, t, tError } from '../../text/index.js';
import { button, element, table } from '../../ui/elements.js';
import { reveal } from '../../ui/reveal.js';
import { Collection } from '../collection.js';
import { LONGEST_NAME } from '../kinds.js';
import { Desk } from './desk.js';
import { namesIn, READY_MADE } from './plan.js';
import { symbolsOf } from './symbols.js';
import './words.js';

/** @typedef {import('./symbols.js').Symbols} Symbols */

/** @param {import('./symbols.js').Failure} failure */
function wordsFor(failure) {
  if (failure === 'digits') return t('handwriting.notHere');
  if (failure === 'pretrained') return t('core.NOT_LOADED', { file: 'pretrained.safetensors' });
  return tError(failure);
}

export class SymbolSection {
  /** What the chips show. */
  #shown = '';
  /** By the id of their class. @type {Map<number, HTMLButtonElement>} */
  #chips = new Map();

  /** @param {import('../../app/page.js').Page} page */
  constructor(page) {
    const symbols = symbolsOf(page.teaching);
    this.symbols = symbols;
    this.names = element('input', { type: 'text', 'data-testid': 'symbols-names' });
    const form = element(
      'form',
      { class: 'row' },
      element('label', {}, `${t('symbols.names')} `, this.names),
      element('button', { type: 'submit', 'data-testid': 'symbols-add' }, t('symbols.add')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#add(namesIn(this.names.value));
      this.names.value = '';
    });
    this.status = element('p', { class: 'note', role: 'status', 'data-testid': 'symbols-said' });
    this.chips = element('div', { class: 'row', role: 'group', 'aria-label': t('symbols.list') });
    this.rename = element('input', {
      type: 'text',
      maxlength: String(LONGEST_NAME),
      'data-testid': 'symbols-rename',
    });
    this.rename.addEventListener('change', () => this.#rename());
    this.remove = button('symbols-remove', '', () => this.#remove());
    this.editor = element(
      'div',
      { class: 'row', 'data-testid': 'symbols-editor', hidden: '' },
      element('label', {}, `${t('symbols.rename')} `, this.rename),
      this.remove,
    );
    this.desk = new Desk(symbols, () => this.show());
    this.trial = button('symbols-try', t('symbols.tryIt'), () => this.#toggle('trial'));
    this.digits = element('input', { type: 'checkbox', 'data-testid': 'symbols-digits' });
    this.digits.addEventListener('change', () => symbols.readDigits(this.digits.checked));
    this.learned = element('p', { class: 'note', 'data-testid': 'symbols-learned' });
    this.result = element('div', { 'data-testid': 'symbols-result' });
    this.collection = new Collection(
      symbols.samples,
      {
        id: 'symbol',
        title: t('symbols.collection'),
        none: t('symbols.none'),
        useHelp: t('symbols.useHelp'),
        datasetName: t('symbols.source'),
        file: 'inkling-my-symbols.zip',
        labels: () => symbols.classes.map(({ id }) => id),
        nameOf: (label) => symbols.nameOf(label),
        nameless: t('symbols.nothing'),
        import: async (code, file) => {
          const { names, samples } = await code.readArchive(file, 'symbols');
          return symbols.import(names, samples);
        },
      },
      page.datasets,
    );
    this.work = element(
      'div',
      {},
      this.chips,
      this.editor,
      this.desk.element,
      element('label', { class: 'check' }, this.digits, ` ${t('symbols.digits')}`),
      this.learned,
      this.result,
    );
    this.element = element(
      'section',
      { class: 'symbols', 'data-testid': 'symbols' },
      element('h3', {}, t('symbols.title')),
      element('p', { class: 'note' }, t('symbols.help', { most: MAX_CLASSES })),
      form,
      element('p', { class: 'note' }, t('symbols.namesHelp')),
      element(
        'div',
        { class: 'row', role: 'group', 'aria-label': t('symbols.ready') },
        ...READY_MADE.map((names, i) =>
          button(`symbols-ready-${i}`, names.join(' '), () => this.#add(names)),
        ),
      ),
      this.status,
      this.work,
      this.collection.element,
    );
    /** Leads here from the top of the panel, which may be far up. */
    this.link = element(
      'p',
      { class: 'row' },
      t('symbols.instead'),
      button('symbols-link', t('symbols.title'), () => {
        this.element.scrollIntoView({ block: 'start' });
        this.names.focus({ preventScroll: true });
      }),
    );
    symbols.addEventListener('change', () => {
      if (this.element.closest('details')?.open) this.show();
    });
    symbols.loaded.then(() => {
      this.show();
      symbols.measure();
    });
  }

  show() {
    const { symbols, desk } = this;
    const { classes } = symbols;
    this.work.hidden = !classes.length;
    this.digits.checked = symbols.digits;
    this.digits.disabled = !symbols.digits && classes.length > MAX_CLASSES - DIGITS.length;
    desk.show();
    this.#showChips();
    this.#showResult();
    this.collection.show();
  }

  /** @param {string[]} names */
  #add(names) {
    const { most } = this.symbols;
    const added = this.symbols.add(names);
    this.#say(added ? '' : t('symbols.tooMany', { most }));
    // The pad is below.
    if (added) reveal(this.chips, this.desk.element);
  }

  /** @param {number | 'trial'} mode */
  #toggle(mode) {
    this.desk.ask(this.desk.mode === mode ? 'needed' : mode);
  }

  #showChips() {
    const { symbols, desk } = this;
    const asked = desk.class?.id ?? null;
    const state = symbols.classes.map(({ id, name }) => [id, name, symbols.countOf(id)]);
    const shown = JSON.stringify([state, asked, desk.mode]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const chips = symbols.classes.map(({ id, name }) => {
      const chip = this.#chips.get(id) ?? button(`symbol-class-${id}`, '', () => this.#toggle(id));
      this.#chips.set(id, chip);
      chip.textContent = t('handwriting.ofDigit', { digit: name, count: symbols.countOf(id) });
      chip.setAttribute('aria-pressed', String(desk.mode === id));
      chip.classList.toggle('asked', id === asked);
      return chip;
    });
    this.trial.setAttribute('aria-pressed', String(desk.mode === 'trial'));
    // A press that ends the editing of a name must find its button again, and so must the focus.
    const buttons = [...chips, this.trial];
    const { children } = this.chips;
    if (children.length !== buttons.length || buttons.some((one, i) => one !== children[i])) {
      this.chips.replaceChildren(...buttons);
    }
    this.#showEditor();
  }

  /** The name of the chosen class, which can be changed. */
  #showEditor() {
    const { symbols, desk, rename } = this;
    const chosen = symbols.classes.find(({ id }) => id === desk.mode);
    this.editor.hidden = !chosen;
    if (!chosen) return;
    if (document.activeElement !== rename) rename.value = chosen.name;
    this.remove.textContent = t('symbols.removeClass', { name: chosen.name });
  }

  #rename() {
    const { symbols, desk, rename } = this;
    const chosen = symbols.classes.find(({ id }) => id === desk.mode);
    if (!chosen) return;
    const name = rename.value.replace(/\s+/g, ' ').trim();
    const isFree = !symbols.classes.some((one) => one.name === name);
    if (name && isFree) symbols.rename(chosen.id, name);
    rename.value = symbols.nameOf(chosen.id);
  }

  #remove() {
    const { symbols, desk } = this;
    const chosen = symbols.classes.find(({ id }) => id === desk.mode);
    if (!chosen) return;
    const undo = symbols.removeClass(chosen.id);
    desk.ask('needed');
    this.#say(t('symbols.removedClass', { name: chosen.name }), undo);
  }

  #showResult() {
    const { symbols } = this;
    const { learned, classes } = symbols;
    const words = symbols.learning
      ? t('symbols.learning')
      : symbols.failure
        ? wordsFor(symbols.failure)
        : !symbols.canLearn
          ? t('symbols.needMore')
          : formatSentences([
              ...(learned
                ? [
                    t('handwriting.took', {
                      count: learned.drawings,
                      time: formatSeconds(learned.seconds, 1),
                    }),
                  ]
                : []),
              ...(symbols.model ? [t('symbols.answersNow')] : []),
              ...(symbols.measuring ? [t('symbols.measuring')] : []),
            ]);
    if (this.learned.textContent !== words) this.learned.textContent = words;
    const measured = classes.map((one) => ({ ...one, ...symbols.measured(one.id) }));
    const all = measured.reduce(
      (sum, { count, read }) => ({ count: sum.count + count, read: sum.read + read }),
      { count: 0, read: 0 },
    );
    const rows = [...measured, { name: t('symbols.total'), ...all }]
      .filter(({ count }) => count > 0)
      .map(({ name, count, read }) => [name, t('symbols.readOf', { read, count })]);
    if (!rows.length) return this.result.replaceChildren();
    const mistakes = measured.flatMap(({ name, mistaken }) =>
      mistaken === undefined ? [] : [t('symbols.mistaken', { name, other: mistaken })],
    );
    this.result.replaceChildren(
      table([t('symbols.symbol'), t('symbols.read')], rows, t('symbols.table')),
      element('p', { class: 'note' }, formatSentences([...mistakes, t('symbols.leftOut')])),
    );
  }

  /** @param {string} words @param {() => void} [undo] */
  #say(words, undo) {
    this.status.replaceChildren(words);
    if (!undo) return;
    const back = button('symbols-undo', t('handwriting.undo'), () => {
      undo();
      this.#say('');
    });
    this.status.append(' ', back);
    back.focus(); // the button that was pressed is gone
  }
}
