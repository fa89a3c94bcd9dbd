/** Loss and accuracy as they fall and rise, drawn by uPlot. */
import uPlot from 'uplot';
import { t } from './text.js';

/** @typedef {import('./protocol.js').CurvePoint} CurvePoint */

/** @param {string} name of a CSS custom property */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @typedef {object} Series
 * @property {string} label
 * @property {string} stroke name of the CSS custom property of its colour
 * @property {(point: CurvePoint) => number | null} value
 */

class Chart {
  /**
   * @param {HTMLElement} host
   * @param {object} options
   * @param {Series[]} options.series
   * @param {(value: number) => string} options.format
   * @param {(min: number, max: number) => [number, number]} options.range
   */
  constructor(host, { series, format, range }) {
    this.host = host;
    this.series = series;
    this.format = format;
    this.range = range;
    /** @type {uPlot.AlignedData} */
    this.data = [[], ...series.map(() => [])];
    this.restyle();
    new ResizeObserver(() => this.#fit()).observe(host);
  }

  /** Draws the chart anew, in the present colours. */
  restyle() {
    this.plot?.destroy();
    const axis = {
      stroke: colour('--muted'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
      font: '11px system-ui, sans-serif',
    };
    const text = (/** @type {number | null} */ value) =>
      value === null ? '–' : this.format(value);
    this.plot = new uPlot(
      {
        ...this.#size(),
        padding: [8, 8, 0, 0],
        cursor: { drag: { x: false, y: false }, points: { size: 6 } },
        legend: { live: true },
        scales: {
          x: {
            time: false,
            range: (_, min, max) => [Math.min(min ?? 0, 0), Math.max(max ?? 1, 0.1)],
          },
          y: { range: (_, min, max) => this.range(min ?? 0, max ?? 1) },
        },
        axes: [
          { ...axis, size: 26 },
          { ...axis, size: 46, values: (_, ticks) => ticks.map((tick) => this.format(tick)) },
        ],
        series: [
          {
            label: t('train.epoch'),
            value: (_, value) => (value === null ? '–' : value.toFixed(2)),
          },
          ...this.series.map(({ label, stroke }) => ({
            label,
            stroke: colour(stroke),
            width: 2,
            spanGaps: true,
            // A line needs two points; a single one, as after one step, is shown as a dot.
            points: { show: (/** @type {uPlot} */ plot) => plot.data[0].length < 3 },
            value: (/** @type {uPlot} */ _, /** @type {number} */ value) => text(value),
          })),
        ],
      },
      this.data,
      this.host,
    );
  }

  /** @param {CurvePoint[]} points */
  show(points) {
    this.data = /** @type {uPlot.AlignedData} */ ([
      points.map(({ epoch }) => epoch),
      ...this.series.map(({ value }) => points.map(value)),
    ]);
    this.plot?.setData(this.data);
  }

  #size() {
    const { width, height } = this.host.getBoundingClientRect();
    return { width: Math.max(width, 50), height: Math.max(height - 28, 50) };
  }

  #fit() {
    this.plot?.setSize(this.#size());
  }
}

export class Curves {
  /** @param {HTMLElement} loss @param {HTMLElement} accuracy */
  constructor(loss, accuracy) {
    this.charts = [
      new Chart(loss, {
        series: [
          { label: t('train.training'), stroke: '--train', value: (point) => point.trainLoss },
          { label: t('train.test'), stroke: '--test', value: (point) => point.testLoss },
        ],
        format: (value) => value.toFixed(2),
        range: (_, max) => [0, Math.max(max * 1.05, 0.1)],
      }),
      new Chart(accuracy, {
        series: [
          {
            label: t('train.training'),
            stroke: '--train',
            value: (point) => 100 * point.trainAccuracy,
          },
          {
            label: t('train.test'),
            stroke: '--test',
            value: ({ testAccuracy }) => (testAccuracy === null ? null : 100 * testAccuracy),
          },
        ],
        format: (value) => `${Number(value.toFixed(1))} %`,
        range: (min) => [Math.max(0, Math.floor(min / 10) * 10 - 5), 101],
      }),
    ];
    /** @type {number | null} */
    this.frame = null;
  }

  /** Draws the points at the next frame. @param {CurvePoint[]} points */
  show(points) {
    this.points = points;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      for (const chart of this.charts) chart.show(this.points ?? []);
    });
  }

  restyle() {
    for (const chart of this.charts) chart.restyle();
  }
}
