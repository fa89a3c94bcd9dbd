/** The loss and accuracy curves, drawn by uPlot. */
import '../ui/valid-language.js';
import uPlot from 'uplot';
import { formatNumber, formatPercent, formatSeconds, t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { byTestId } from '../ui/dom.js';
import { element } from '../ui/elements.js';
import { accuracyRange, latestOf } from './accuracy-axis.js';
import { fillTable } from './curve-table.js';
import { savePicture } from './curves-picture.js';
import { logTicks } from './loss-axis.js';
import { smooth } from './smooth.js';
import './late-words.js';
import { MIN_LOSS, Sparkline, testLossAt } from './sparkline.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./protocol.js').Milestone} Milestone
 *
 * @typedef {object} View how the curves are displayed
 * @property {number} smoothing 0 to 1: the weight of the previous average in the next
 * @property {boolean} log whether the loss has a logarithmic scale
 *
 * @typedef {object} Series
 * @property {string} label
 * @property {string} stroke the CSS custom property of its color
 * @property {(point: CurvePoint) => number | null} value
 *
 * @typedef {object} Options
 * @property {Series} noisy measured on minibatches; the view may smooth it
 * @property {Series} test
 * @property {(value: number) => string} format
 * @property {(min: number, max: number, points: CurvePoint[]) => [number, number]} range of the linear scale
 * @property {boolean} [canBeLog]
 * @property {boolean} [marked] whether milestones are marked
 */

/** Fast enough for the eye; drawing with the pen has priority. */
const DRAW_EVERY_MS = 100;

/** The opacity of the unsmoothed line, in hexadecimal. */
const FAINT_ALPHA = '55';

/** The height that a label of the vertical axis takes, and that of what is above and below the plot. */
const LABEL_HEIGHT = 16;
const PLOT_MARGIN = 34;

/** The index of the latest value; -1 if there is none. @param {ArrayLike<number | null | undefined>} values */
function latestAt(values) {
  let at = values.length - 1;
  while (at >= 0 && typeof values[at] !== 'number') at--;
  return at;
}

/** Shown in the legend while nothing is pointed at. @param {ArrayLike<number | null | undefined>} values */
const latestIn = (values) => values[latestAt(values)] ?? null;

/** The lines of a milestone's label, and the space around it, in CSS pixels. */
const MARK_LINE = 13;
const MARK_GAP = 4;

/**
 * Marks when the test accuracy first reached a milestone, and after how much training. Of those that
 * coincide, the highest is named.
 * @param {uPlot} plot @param {Milestone[]} milestones in ascending order
 */
function markMilestones({ ctx, bbox, valToPos }, milestones) {
  const ratio = devicePixelRatio;
  const { top } = bbox;
  const [right, bottom] = [bbox.left + bbox.width, top + bbox.height];
  const [line, gap] = [MARK_LINE * ratio, MARK_GAP * ratio];
  const [ink, ground] = [cssColor('--test'), cssColor('--surface')];
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  let free = right;
  for (const { share, epoch, seconds } of milestones.slice().reverse()) {
    if (epoch === undefined) continue;
    const x = Math.round(valToPos(epoch, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    const lines = [formatPercent(share), formatSeconds(seconds, 1)];
    const width = Math.max(...lines.map((text) => ctx.measureText(text).width)) + 2 * gap;
    const from = x + width > right ? x - width : x;
    if (from + width > free) continue;
    free = from;
    // The curve of training often passes here.
    ctx.fillStyle = ground;
    ctx.fillRect(from + ratio, bottom - 2 * line - gap, width - 2 * ratio, 2 * line + gap / 2);
    ctx.fillStyle = ink;
    for (const [i, text] of lines.entries()) {
      ctx.fillText(text, from + width / 2, bottom - gap - (1 - i) * line);
    }
  }
  ctx.restore();
}

class Chart {
  /** @param {HTMLElement} host @param {Options} options @param {View} view */
  constructor(host, options, view) {
    this.host = host;
    this.options = options;
    this.view = view;
    /** @type {CurvePoint[]} */
    this.points = [];
    /** @type {Milestone[]} */
    this.milestones = [];
    // In tasks of their own: training has just begun.
    setTimeout(() => this.#create((draw) => setTimeout(draw)));
    this.sizes.observe(host);
  }

  /** The legend takes a second line on a narrow screen, and its values can push it there. */
  sizes = new ResizeObserver(() => {
    const { plot } = this;
    const { width, height } = this.#size();
    if (plot && (plot.width !== width || plot.height !== height)) plot.setSize({ width, height });
  });

  /** The chart, once it is drawn. @type {uPlot | undefined} */
  plot;
  /** The same, from its creation. @type {uPlot | undefined} */
  #made;

  get log() {
    return Boolean(this.options.canBeLog && this.view.log);
  }

  /** Rebuilds the chart with the current colors and view. */
  restyle() {
    this.#create((draw) => draw());
  }

  /** @param {(draw: () => void) => void} begin draws it for the first time: at once, or in another task */
  #create(begin) {
    this.#made?.destroy();
    this.plot = undefined;
    new uPlot(
      {
        ...this.#size(),
        padding: [8, 8, 0, 0],
        cursor: { drag: { x: false, y: false }, points: { size: 6 } },
        legend: { live: true },
        hooks: this.options.marked
          ? { draw: [(plot) => markMilestones(plot, this.milestones)] }
          : {},
        scales: this.#scales(),
        axes: this.#axes(),
        series: this.#series(),
      },
      this.#data(),
      (plot, draw) => {
        this.#made = plot;
        this.host.append(plot.root);
        begin(() => {
          if (this.#made !== plot) return;
          draw();
          this.plot = plot;
          this.show(this.points, this.milestones); // there may be more by now
        });
      },
    );
    const { root } = /** @type {uPlot} */ (/** @type {unknown} */ (this.#made));
    // For screen readers, there is the table of values.
    root.setAttribute('aria-hidden', 'true');
    this.sizes.observe(/** @type {Element} */ (root.querySelector('.u-legend')));
  }

  /** @returns {uPlot.Scales} */
  #scales() {
    const { range } = this.options;
    return {
      x: {
        time: false,
        range: (_, min, max) => [Math.min(min ?? 0, 0), Math.max(max ?? 1, 0.02)],
      },
      y: this.log
        ? {
            distr: 3,
            range: (_, min, max) => [Math.max(0.8 * (min || 0.1), MIN_LOSS), 1.2 * (max || 1)],
          }
        : { range: (_, min, max) => range(min ?? 0, max ?? 1, this.points) },
    };
  }

  /** @returns {uPlot.Axis[]} */
  #axes() {
    const { format } = this.options;
    const axis = {
      stroke: cssColor('--muted'),
      grid: { stroke: cssColor('--line'), width: 1 },
      ticks: { show: false },
      font: '11px system-ui, sans-serif',
    };
    return [
      { ...axis, size: 26, values: (_, ticks) => ticks.map((tick) => formatNumber(tick)) },
      {
        ...axis,
        size: 50,
        values: (_, ticks) => ticks.map((tick) => format(tick)),
        ...(this.log && {
          splits: (plot, _, min, max) =>
            logTicks(min, max, (plot.height - PLOT_MARGIN) / LABEL_HEIGHT),
          filter: (_, ticks) => ticks,
        }),
      },
    ];
  }

  /** The epoch, and a line for each series; the noisy one also as measured if it is smoothed. @returns {uPlot.Series[]} */
  #series() {
    const { noisy, test, format } = this.options;
    /** @param {Series} series @param {Partial<uPlot.Series>} [more] @returns {uPlot.Series} */
    const line = ({ label, stroke }, more) => ({
      label,
      stroke: cssColor(stroke),
      width: 2,
      spanGaps: true,
      // A line needs two points; a single one, as after Step, is shown as a dot.
      points: { show: (plot) => plot.data[0].length < 3, fill: cssColor(stroke) },
      value: (plot, value, series) => {
        const shown = value ?? latestIn(plot.data[series]);
        return shown === null ? '–' : format(shown);
      },
      ...more,
    });
    /** Marks the latest value: a test may be the only one, and has no line then. @type {uPlot.Series.Points} */
    const latest = {
      show: true,
      size: 7,
      fill: cssColor(test.stroke),
      filter: (plot, series) => {
        const at = latestAt(plot.data[series]);
        return at < 0 ? [] : [at];
      },
    };
    const asMeasured = {
      stroke: cssColor(noisy.stroke) + FAINT_ALPHA,
      width: 1,
      class: 'as-measured',
    };
    return [
      {
        label: t('train.epoch'),
        value: (plot, value) => {
          const shown = value ?? latestIn(plot.data[0]);
          return shown === null ? '–' : formatNumber(shown, { maximumFractionDigits: 2 });
        },
      },
      ...(this.view.smoothing > 0 ? [line(noisy, asMeasured)] : []),
      line(noisy),
      line(test, { points: latest }),
    ];
  }

  /** @returns {uPlot.AlignedData} */
  #data() {
    const { noisy, test } = this.options;
    const { smoothing } = this.view;
    const measured = this.points.map(noisy.value);
    return /** @type {uPlot.AlignedData} */ ([
      this.points.map(({ epoch }) => epoch),
      ...(smoothing > 0 ? [measured, smooth(measured, smoothing)] : [measured]),
      this.points.map(test.value),
    ]);
  }

  /** @param {CurvePoint[]} points @param {Milestone[]} milestones */
  show(points, milestones) {
    this.points = points;
    this.milestones = milestones;
    this.plot?.setData(this.#data());
  }

  #size() {
    const { width, height } = this.host.getBoundingClientRect();
    const legend = this.host.querySelector('.u-legend')?.clientHeight ?? 28;
    return { width: Math.max(width, 50), height: Math.max(height - legend, 50) };
  }
}

export class Curves {
  /**
   * @param {HTMLElement} loss @param {HTMLElement} accuracy @param {View} view
   * @param {() => boolean} distorted whether training digits are harder than test digits
   */
  constructor(loss, accuracy, view, distorted) {
    /** @type {CurvePoint[] | null} */
    this.points = null;
    /** @type {Milestone[]} */
    this.milestones = [];
    this.distorted = distorted;
    this.why = element('p', {
      class: 'why-higher',
      'data-testid': 'why-test-is-higher',
      hidden: '',
    });
    this.why.textContent = t('outcome.distorted');
    accuracy.closest('.charts')?.append(this.why);
    const training = t('train.training');
    const test = t('train.test');
    /** @param {number | null} share */
    const percent = (share) => (share === null ? null : 100 * share);
    this.charts = [
      new Chart(
        loss,
        {
          noisy: { label: training, stroke: '--train', value: (point) => point.trainLoss },
          test: { label: test, stroke: '--test', value: testLossAt },
          format: (value) => formatNumber(value, { maximumSignificantDigits: 3 }),
          range: (_, max) => [0, Math.max(max * 1.05, 0.1)],
          canBeLog: true,
        },
        view,
      ),
      new Chart(
        accuracy,
        {
          noisy: {
            label: training,
            stroke: '--train',
            value: (point) => percent(point.trainAccuracy),
          },
          test: {
            label: test,
            stroke: '--test',
            value: ({ testAccuracy, sample }) => percent(testAccuracy ?? sample?.accuracy ?? null),
          },
          marked: true,
          format: (value) => formatPercent(value / 100, value % 1 ? 1 : 0),
          // The last percents are the interesting ones.
          range: (min, _, points) => accuracyRange(points, min),
        },
        view,
      ),
    ];
    this.spark = new Sparkline(byTestId('spark'));
    this.visible = true;
    this.due = false;
    this.drawnAt = -Infinity;
    new IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      if (this.visible && this.points) this.show(this.points, this.milestones);
    }).observe(/** @type {HTMLElement} */ (loss.closest('.charts')));
  }

  /**
   * Draws the points soon, unless the charts are off screen: if possible in the same frame as the other
   * figures, since every frame takes processor time from training.
   * @param {CurvePoint[]} points @param {Milestone[]} milestones
   */
  show(points, milestones) {
    this.points = points;
    this.milestones = milestones;
    if (this.due) return;
    this.due = true;
    const wait = this.drawnAt + DRAW_EVERY_MS - performance.now();
    setTimeout(
      () => {
        this.due = false;
        this.drawnAt = performance.now();
        this.spark.show(this.points ?? []);
        if (!this.visible) return;
        const { train, test: reached } = latestOf(this.points ?? []);
        this.why.hidden = !(this.distorted() && reached > train);
        for (const chart of this.charts) {
          setTimeout(() => chart.show(this.points ?? [], this.milestones));
        }
      },
      Math.max(wait, 0),
    );
  }

  /** @param {HTMLTableSectionElement} body @param {CurvePoint[]} points */
  fillTable(body, points) {
    fillTable(body, points);
  }

  restyle() {
    for (const chart of this.charts) chart.restyle();
  }

  /** @param {string} title what was trained */
  savePicture(title) {
    const canvases = this.charts.flatMap(({ plot }) => (plot ? [plot.ctx.canvas] : []));
    savePicture(canvases, title);
  }
}
