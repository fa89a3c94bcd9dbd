/** The last card of a lesson: predictions and results, to print or to save as an image. */
import { formatDate, formatFacts, t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { saveCanvas } from '../ui/download.js';
import { button, element, table } from '../ui/elements.js';
import { formatFigure } from './lesson.js';
import { formatGuess } from './step-parts.js';

/**
 * @typedef {import('./view.js').Context} Context
 * @typedef {[label: string, guess: string, result: string]} Row
 */

const IMAGE = { width: 900, margin: 40, line: 26, font: 18 };

/** @param {Context} context @returns {Row[]} */
export function rowsOf(context) {
  const { player, texts } = context;
  return player.results.map(({ step, guess, result }) => {
    const label = texts.steps[step.id].label ?? texts.steps[step.id].title;
    const said =
      result === undefined
        ? '–'
        : typeof result === 'string'
          ? formatGuess(step, result, context)
          : formatFigure(result);
    return [label, formatGuess(step, guess, context), said];
  });
}

/** Breaks a text into lines. @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function linesOf(context, text, width) {
  const lines = [''];
  // Chinese has no spaces to break at.
  for (const word of text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*/gu) ?? []) {
    const longer = lines[lines.length - 1] + word;
    if (context.measureText(longer.trimEnd()).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export class ResultCard {
  /** @param {Context} context @param {import('./view.js').Ways} ways */
  constructor(context, { leave, next, nextTitle }) {
    this.title = context.texts.title;
    this.rows = rowsOf(context);
    this.name = element('input', {
      id: 'lessons-name',
      type: 'text',
      autocomplete: 'off',
      maxlength: '60',
      'data-testid': 'lessons-name',
    });
    const heads = [t('lessons.question'), t('lessons.prediction'), t('lessons.result')];
    const ways = nextTitle
      ? [
          button(
            'lessons-next-lesson',
            t('lessons.nextLesson', { title: nextTitle }),
            next,
            'primary',
          ),
        ]
      : [];
    this.nodes = [
      element(
        'div',
        { class: 'learner' },
        element('label', { for: 'lessons-name' }, t('lessons.learner')),
        this.name,
      ),
      element('p', { class: 'note' }, this.#facts()),
      table(heads, this.rows, t('lessons.predictions')),
      element(
        'div',
        { class: 'row' },
        button('lessons-print', t('lessons.print'), () => window.print()),
        button('lessons-save', t('lessons.save'), () => this.#save()),
      ),
      element('div', { class: 'row' }, ...ways, button('lessons-all', t('lessons.all'), leave)),
    ];
    this.nodes[2].dataset.testid = 'lessons-card';
  }

  #facts() {
    return formatFacts(['Inkling', this.title, formatDate(Date.now(), { dateStyle: 'medium' })]);
  }

  #save() {
    const canvas = element('canvas');
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { width, margin, line, font } = IMAGE;
    const family = getComputedStyle(document.body).fontFamily;
    const rtl = document.documentElement.dir === 'rtl';
    const plain = `${font}px ${family}`;
    const bold = `600 ${font}px ${family}`;
    /** @type {{ text: string, font: string, color: string }[]} */
    const lines = [];
    const add = (/** @type {string} */ text, /** @type {string} */ style, color = '--text') => {
      pen.font = style;
      for (const one of linesOf(pen, text, width - 2 * margin)) {
        lines.push({ text: one, font: style, color });
      }
    };
    add(this.#facts(), bold);
    if (this.name.value) add(this.name.value, plain);
    for (const [label, guess, result] of this.rows) {
      add(' ', plain);
      add(label, bold);
      add(t('ui.labeled', { label: t('lessons.prediction'), value: guess }), plain);
      add(t('ui.labeled', { label: t('lessons.result'), value: result }), plain, '--accent');
    }
    canvas.width = width;
    canvas.height = 2 * margin + lines.length * line;
    pen.fillStyle = cssColor('--surface');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.direction = rtl ? 'rtl' : 'ltr';
    pen.textAlign = 'start';
    lines.forEach(({ text, font: style, color }, i) => {
      pen.font = style;
      pen.fillStyle = cssColor(color);
      pen.fillText(text, rtl ? width - margin : margin, margin + (i + 0.75) * line);
    });
    saveCanvas(canvas, 'inkling-lesson.png');
  }
}
