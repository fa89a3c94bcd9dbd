/** The end of a run: a card near the pad that says how good the network has become, to share or save. */
import { lastAccuracy } from '../data/accuracy.js';
import { setupName } from '../settings/setup-name.js';
import { formatDuration, formatPercent, formatSentences, t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { saveCanvas } from '../ui/download.js';
import { button } from '../ui/elements.js';
import './late-words.js';
import { MIN_LOSS } from './sparkline.js';

/** The size of a preview card on social networks. */
const [WIDTH, HEIGHT] = [1200, 630];
const MARGIN = 72;
const FONT = 'system-ui, sans-serif';

/**
 * @param {object} parts
 * @param {import('./training.js').Training} parts.training
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
  const canvas = paint(points, facts, setupName(settings));
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
 * @param {{ accuracy: string, time: string, count: number }} facts
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
  /** @param {string} text @param {number} y @param {string} font @param {string} color a CSS custom property */
  const write = (text, y, font, color) => {
    context.font = `${font} ${FONT}`;
    context.fillStyle = cssColor(color);
    context.fillText(text, start, y, inner);
  };
  context.fillStyle = cssColor('--surface');
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.lineWidth = 8;
  context.lineJoin = 'round';
  drawLoss(context, points);
  write('Inkling', 112, '700 40px', '--accent');
  write(name, 172, '400 34px', '--muted');
  write(facts.accuracy, 372, '750 190px', '--test');
  write(t('outcome.ofUnseen', facts), 440, '600 36px', '--text');
  write(t('outcome.inTime', facts), 496, '400 34px', '--muted');
  return canvas;
}

/** The loss along the foot, on a log scale. @param {CanvasRenderingContext2D} context @param {import('./protocol.js').CurvePoint[]} points */
function drawLoss(context, points) {
  const losses = points.map(({ trainLoss }) => Math.log(Math.max(trainLoss, MIN_LOSS)));
  const most = losses.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = losses.reduce((a, b) => Math.min(a, b), Infinity);
  const end = points[points.length - 1].epoch || 1;
  context.strokeStyle = cssColor('--line');
  context.beginPath();
  points.forEach(({ epoch }, i) => {
    const down = (most - losses[i]) / (most - least || 1);
    context.lineTo((WIDTH * epoch) / end, 60 + 540 * down);
  });
  context.stroke();
}
