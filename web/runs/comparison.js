/** Test accuracy of several runs in one chart. */
import '../ui/valid-language.js';
import uPlot from 'uplot';
import { formatNumber, formatPercent, t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { element } from '../ui/elements.js';

/** Custom properties with the colors of lines. Every second line is dashed. */
export const LINE_COLORS = ['--train', '--test', '--run-3', '--run-4', '--run-5', '--run-6'];

/** Space above and below the curves, in percent. A run may have a single point. */
const PADDING = 2;

export class Comparison {
  constructor() {
    this.element = element('div', {
      class: 'chart',
      role: 'img',
      'aria-label': t('runs.chart'),
      'data-testid': 'comparison',
    });
    /** Once it is drawn. @type {uPlot | null} */
    this.plot = null;
    /** The same, from its creation. @type {uPlot | null} */
    this.made = null;
    this.names = '';
    new ResizeObserver(() => this.plot?.setSize(this.#size())).observe(this.element);
  }

  #size() {
    return { width: Math.max(this.element.clientWidth, 200), height: 200 };
  }

  /** @param {{ name: string, points: import('../train/protocol.js').CurvePoint[] }[]} lines */
  show(lines) {
    const tables = lines.map(({ points }) => {
      const tested = points.filter(({ testAccuracy }) => testAccuracy !== null);
      return /** @type {uPlot.AlignedData} */ ([
        tested.map(({ epoch }) => epoch),
        tested.map(({ testAccuracy }) => 100 * /** @type {number} */ (testAccuracy)),
      ]);
    });
    const data = tables.length ? uPlot.join(tables) : /** @type {uPlot.AlignedData} */ ([[]]);
    const names = JSON.stringify(lines.map(({ name }) => name));
    if (this.plot && names === this.names) this.plot.setData(data);
    else this.#draw(lines, data);
    this.names = names;
  }

  /** @param {{ name: string }[]} lines @param {uPlot.AlignedData} data */
  #draw(lines, data) {
    this.made?.destroy();
    this.plot = null;
    const axis = {
      stroke: cssColor('--muted'),
      grid: { stroke: cssColor('--line'), width: 1 },
      ticks: { show: false },
    };
    const share = (/** @type {number | null} */ value) =>
      value === null ? '–' : formatPercent(value / 100, 2, 0);
    const epoch = (/** @type {number | null} */ value) =>
      value === null ? '–' : formatNumber(value, { maximumFractionDigits: 2 });
    new uPlot(
      {
        ...this.#size(),
        cursor: { drag: { x: false, y: false } },
        // Between points that are too close, there are no ticks.
        scales: {
          x: {
            time: false,
            range: (_, min, max) => [Math.min(min ?? 0, 0), Math.max(max ?? 1, 0.1)],
          },
          y: {
            range: (_, min, max) => [
              Math.max((min ?? 0) - PADDING, 0),
              Math.min((max ?? 100) + PADDING, 100),
            ],
          },
        },
        axes: [
          { ...axis, values: (_, ticks) => ticks.map((tick) => formatNumber(tick)) },
          { ...axis, size: 54, values: (_, ticks) => ticks.map(share) },
        ],
        series: [
          { label: t('train.epoch'), value: (_, value) => epoch(value) },
          ...lines.map(({ name }, i) => ({
            label: name,
            stroke: cssColor(LINE_COLORS[i]),
            dash: i % 2 ? [8, 5] : undefined,
            width: 2,
            spanGaps: true,
            value: (/** @type {uPlot} */ _, /** @type {number | null} */ value) => share(value),
          })),
        ],
      },
      data,
      (plot, draw) => {
        this.made = plot;
        this.element.append(plot.root);
        // In a task of its own: the list of runs is made meanwhile.
        setTimeout(() => {
          if (this.made !== plot) return;
          draw();
          this.plot = plot;
        });
      },
    );
  }
}
