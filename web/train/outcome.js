/** The end of a run: a card near the pad that says how good the network has become, to share or save. */
import { lastAccuracy } from '../data/accuracy.js';
import { PIXELS, SIDE } from '../inkling/index.js';
import { setupName } from '../settings/setup-name.js';
import { formatDuration, formatPercent, formatSentences, t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { saveCanvas } from '../ui/download.js';
import { button } from '../ui/elements.js';
import { paintInk } from '../ui/ink-picture.js';
import './late-words.js';
import { MIN_LOSS } from './sparkline.js';

/** @typedef {import('./training.js').Training} Training */

/** The size of a preview card on social networks. */
const [WIDTH, HEIGHT] = [1200, 630];
const MARGIN = 72;
const GAP = 24;
/** The loss runs along the foot. */
const FOOT = { top: 524, bottom: 612 };
const FONT = 'system-ui, sans-serif';

/** The grid of misread digits in the upper corner. */
const GRID = { columns: 4, rows: 2, top: 112, cell: 84, pitch: 96, line: 124 };
/** Where the grid starts, from the end of the card. */
const GRID_WIDTH = MARGIN + GRID.columns * GRID.pitch - (GRID.pitch - GRID.cell);
/** Longer class names do not fit under a digit. */
const LONGEST_NAME = 3;

/**
 * @param {object} parts
 * @param {Training} parts.training
 * @param {import('../ui/notices.js').Notices} parts.notices
 * @param {(what: string) => void} parts.share shares the setup with this sentence
 */
export function showOutcome({ training, notices, share }) {
  const { points, progress, settings } = training;
  const accuracy = lastAccuracy(points);
  const seconds = progress?.window.seconds;
  if (!settings || !seconds || accuracy === null) return;
  const facts = {
    accuracy: formatPercent(accuracy, 1),
    time: formatDuration(seconds),
    count: training.data?.test.total ?? 0,
  };
  const said = t('outcome.fromNothing', facts);
  const engine = progress && t('status.engine', progress.engine);
  const canvas = paint(points, { ...facts, engine }, setupName(settings));
  const { id } = training;
  misreadBy(training).then(
    (misread) => {
      // The network may have been trained further in the meantime.
      if (misread && id === training.id && !training.running) paintMisread(canvas, misread);
    },
    () => {}, // the card is complete without them
  );
  const item = notices.show('finished', formatSentences([said, t('outcome.test')]), {
    kind: 'info',
    toast: true,
    action: t('page.share'),
    act: () => share(said),
  });
  item.classList.add('outcome');
  item.prepend(canvas);
  item
    .querySelector('.close')
    ?.before(
      button('save-outcome', t('outcome.save'), () => saveCanvas(canvas, 'inkling-network.png')),
    );
}

/**
 * Paints the card.
 * @param {import('./protocol.js').CurvePoint[]} points
 * @param {{ accuracy: string, time: string, count: number, engine: string }} facts
 * @param {string} name of the setup
 */
function paint(points, facts, name) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', t('outcome.picture'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const rtl = document.documentElement.dir === 'rtl';
  const start = rtl ? WIDTH - MARGIN : MARGIN;
  const inner = WIDTH - 2 * MARGIN;
  context.direction = rtl ? 'rtl' : 'ltr';
  context.textAlign = 'start';
  /**
   * @param {string} text @param {number} y @param {string} font
   * @param {string} color a CSS custom property
   * @param {number} [most] width; longer text is condensed
   */
  const write = (text, y, font, color, most = inner) => {
    context.font = `${font} ${FONT}`;
    context.fillStyle = cssColor(color);
    context.fillText(text, start, y, most);
  };
  context.fillStyle = cssColor('--surface');
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawLoss(context, points);
  write('Inkling', 92, '700 40px', '--accent');
  write(name, 148, '400 34px', '--muted');
  // "87,7 %" has a space, and would run into the digits beside it.
  write(facts.accuracy, 336, '750 190px', '--test', WIDTH - MARGIN - GRID_WIDTH - GAP);
  write(t('outcome.ofUnseen', facts), 404, '600 36px', '--text');
  write(t('outcome.inTime', facts), 456, '400 34px', '--muted');
  write(facts.engine, 500, '400 26px', '--muted');
  return canvas;
}

/**
 * @typedef {object} Misread
 * @property {number} count of all
 * @property {{ pixels: Uint8Array, label: string, answer: string }[]} shown those that the network is
 *   surest of
 */

/** The test digits that the network misreads. @param {Training} training @returns {Promise<Misread | null>} */
async function misreadBy(training) {
  const { names } = training;
  const readings = await training.ask('readings', { split: 'test' });
  if (!readings) return null;
  const { labels, answers, probabilities } = readings;
  const wrong = [...labels.keys()].filter(
    (i) => labels[i] < names.length && labels[i] !== answers[i],
  );
  const indices = wrong
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, GRID.columns * GRID.rows);
  const digits = await training.ask('digits', { split: 'test', indices });
  if (!digits) return null;
  return {
    count: wrong.length,
    shown: indices.map((index, i) => ({
      pixels: digits.pixels.subarray(i * PIXELS, (i + 1) * PIXELS),
      label: names[labels[index]],
      answer: names[answers[index]],
    })),
  };
}

/** @param {HTMLCanvasElement} canvas @param {Misread} misread */
function paintMisread(canvas, { count, shown }) {
  if (!count) return;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const rtl = context.direction === 'rtl';
  const { columns, top, cell, pitch, line } = GRID;
  const left = rtl ? MARGIN : WIDTH - GRID_WIDTH;
  const picture = document.createElement('canvas');
  picture.width = picture.height = SIDE;
  const ink = /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d'));
  context.fillStyle = cssColor('--muted');
  context.font = `400 28px ${FONT}`;
  context.fillText(t('outcome.misread', { count }), rtl ? left + columns * pitch : left, 92);
  context.imageSmoothingEnabled = false;
  context.textAlign = 'center';
  context.direction = 'ltr';
  context.font = `600 24px ${FONT}`;
  for (const [i, { pixels, label, answer }] of shown.entries()) {
    const x = left + (i % columns) * pitch;
    const y = top + Math.floor(i / columns) * line;
    paintInk(
      ink,
      Array.from(pixels, (value) => value / 255),
    );
    context.drawImage(picture, x, y, cell, cell);
    if (Math.max(label.length, answer.length) > LONGEST_NAME) continue;
    context.fillText(`${label} → ${answer}`, x + cell / 2, y + cell + 27, pitch);
  }
}

/** The loss, on a log scale. @param {CanvasRenderingContext2D} context @param {import('./protocol.js').CurvePoint[]} points */
function drawLoss(context, points) {
  const losses = points.map(({ trainLoss }) => Math.log(Math.max(trainLoss, MIN_LOSS)));
  const most = losses.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = losses.reduce((a, b) => Math.min(a, b), Infinity);
  const end = points[points.length - 1].epoch || 1;
  context.beginPath();
  points.forEach(({ epoch }, i) => {
    const down = (most - losses[i]) / (most - least || 1);
    const y = FOOT.top + (FOOT.bottom - FOOT.top) * down;
    if (i === 0) context.lineTo(0, y);
    context.lineTo((WIDTH * epoch) / end, y);
  });
  context.strokeStyle = cssColor('--train');
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.stroke();
  context.lineTo(WIDTH, HEIGHT);
  context.lineTo(0, HEIGHT);
  context.globalAlpha = 0.16;
  context.fillStyle = cssColor('--train');
  context.fill();
  context.globalAlpha = 1;
}
