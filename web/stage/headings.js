/** What stands around the picture: a heading for each column, or row, and a caption below each column. */
import { formatFacts, formatNumber, formatShape, leftToRight, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { setPixels } from './pixels.js';
import './words.js';

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 * @typedef {import('./layout.js').Column} Column
 * @typedef {import('./layout.js').Layout} Layout
 */

/** Headings narrower than this are unreadable, and hidden. */
const MIN_HEAD_WIDTH = 40;
/** The width of a letter in a heading, in a wide font, and of the gap to the next heading. */
const LETTER = 7.3;
const HEAD_GAP = 4;
const CAPTION_GAP = 8;
/** Narrower ones state one fact only. */
const FULL_HEAD_WIDTH = 92;
/** Height of a row's heading. */
const HEAD_HEIGHT = 13;
/** Rows closer than this have no headings beside them, which would hide each other. */
const MIN_ROW_PITCH = 10;
/** Headings start below the buttons, where those are beside the image. */
const UNDER_BUTTONS = 36;

export class Headings {
  heads = element('ol', { class: 'heads' });
  captions = element('p', { class: 'captions', 'aria-hidden': 'true' });

  /** The height that they take from columns. */
  get height() {
    return this.heads.offsetHeight + this.captions.offsetHeight;
  }

  /**
   * Headings above columns, above the start of rows, or beside rows that are too close for that.
   * @param {Layout} layout @param {LayerView[]} layers
   * @param {boolean} covered whether buttons lie over the start of the picture
   */
  write({ columns, flow, names }, layers, covered) {
    this.heads.classList.toggle('beside', names > 0);
    setPixels(this.heads, { names });
    this.heads.replaceChildren(
      ...columns.map((column, i) => {
        const { layer, last, kind, height, width, count, weighted, head, start: top } = column;
        // Of what scales the input, the numbers are too long.
        const folded = layers
          .slice(Math.max(layer, -1) + 1, last + 1)
          .map(({ text }) => (layer < 0 ? text.split(' ')[0] : text));
        const { text = t('lens.input') } = layers[layer] ?? {};
        const name = layer < 0 ? text : leftToRight(text);
        const fits = flow === 'rows' || layer < 0 || text.length * LETTER + HEAD_GAP < head.size;
        const shape = kind === 'input' ? { height, width } : { height, width, channels: count };
        // The name already says how many maps or neurons there are.
        const size = height * width > 1 ? [formatShape({ height, width })] : [];
        const facts = [...size, ...folded];
        const short = layers[layer]?.type.replace(/2d|^max|^avg/, '');
        const beside = names > 0 && layer >= 0;
        const tight = flow === 'columns' && head.size < FULL_HEAD_WIDTH;
        const item = element(
          'li',
          { title: `${name}: ${formatFacts([formatShape(shape), ...folded])}` },
          element('b', {}, beside ? nameBeside(short, weighted, count) : fits ? name : short),
          element('span', {}, formatFacts(tight ? facts.slice(0, 1) : facts)),
        );
        const least = covered && i > 0 ? UNDER_BUTTONS : 0;
        const row = beside ? (top + column.end - HEAD_HEIGHT) / 2 : top - HEAD_HEIGHT;
        const at = flow === 'columns' ? head.start : Math.max(least, row);
        setPixels(item, { at, size: head.size });
        // Above a row, a heading must not hide the row before.
        const covers = beside
          ? top - columns[i - 1].start < MIN_ROW_PITCH
          : top - columns[i - 1]?.end < HEAD_HEIGHT - 1;
        const narrow =
          flow === 'columns' ? head.size < MIN_HEAD_WIDTH : i > 0 && (covers || at > column.end);
        item.classList.toggle('narrow', narrow);
        return item;
      }),
    );
  }

  /**
   * What the columns do, in everyday words.
   * @param {Layout} layout @param {boolean} digits whether the classes are the ten digits
   */
  writeCaptions({ columns, width }, digits) {
    let convolutions = 0;
    const spans = columns.map((column) => {
      if (column.kind === 'maps' && column.weighted) convolutions++;
      return element('span', {}, t(captionOf(column, convolutions, digits)));
    });
    this.captions.replaceChildren(...spans);
    const placed = spans
      .map((span, i) => {
        const { start, size } = columns[i].head;
        const half = span.offsetWidth / 2;
        const center = Math.min(Math.max(start + size / 2, half), width - half);
        return { span, at: center - half, end: center + half };
      })
      .sort((a, b) => a.at - b.at);
    // A caption may be wider than its column, but not run into another one.
    let free = 0;
    for (const { span, at, end } of placed) {
      setPixels(span, { at });
      if (at < free) span.textContent = '';
      else free = end + CAPTION_GAP;
    }
  }
}

/** @param {string} kind of a row @param {boolean} weighted @param {number} count of its maps or neurons */
const nameBeside = (kind, weighted, count) =>
  leftToRight(weighted ? `${kind} ${formatNumber(count)}` : kind);

/** @param {Column} column @param {number} convolutions up to this column @param {boolean} digits */
function captionOf({ kind, weighted }, convolutions, digits) {
  if (kind === 'input') return 'stage.itSees';
  if (kind === 'units') return 'stage.shapes';
  if (kind === 'output') return digits ? 'stage.whichDigit' : 'stage.whichClass';
  if (!weighted) return 'stage.smaller';
  return convolutions > 1 ? 'stage.parts' : 'stage.edges';
}
