/** The loss so far, as a sparkline beside Train. */

/** @typedef {import('./protocol.js').CurvePoint} CurvePoint */

/** More points would not be visible. */
const MAX_POINTS = 160;
/** Lower losses are drawn as this one, since a log scale has no zero. */
export const MIN_LOSS = 0.0005;
const [WIDTH, HEIGHT] = [100, 40];
/** On all test digits, or a sample of them. @param {CurvePoint} point */
export const testLossAt = ({ testLoss, sample }) => testLoss ?? sample?.loss ?? null;
const SVG = 'http://www.w3.org/2000/svg';

export class Sparkline {
  /** @param {HTMLElement} host */
  constructor(host) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    this.lines = ['train', 'test', 'latest'].map((kind) => {
      const line = document.createElementNS(SVG, 'polyline');
      line.setAttribute('class', kind);
      svg.append(line);
      return line;
    });
    host.replaceChildren(svg);
  }

  /** @param {CurvePoint[]} points */
  show(points) {
    const every = Math.max(1, Math.ceil(points.length / MAX_POINTS));
    const end = points[points.length - 1]?.epoch ?? 0;
    const values = [
      points.filter((_, i) => i % every === 0).map(({ epoch, trainLoss }) => [epoch, trainLoss]),
      points.flatMap((point) => {
        const loss = testLossAt(point);
        return loss === null ? [] : [[point.epoch, loss]];
      }),
    ].map((line) => line.map(([x, loss]) => [x, Math.log(Math.max(loss, MIN_LOSS))]));
    // A line from the latest test to itself is a dot.
    const latest = values[1].slice(-1);
    values.push([...latest, ...latest]);
    const all = values.flat().map(([, y]) => y);
    const least = all.reduce((a, b) => Math.min(a, b), Infinity);
    const most = all.reduce((a, b) => Math.max(a, b), -Infinity);
    for (const [i, line] of values.entries()) {
      const at = line.map(([x, y]) => {
        const across = (WIDTH * x) / (end || 1);
        const down = 2 + (HEIGHT - 4) * (1 - (y - least) / (most - least || 1));
        return [across, down].map((value) => Math.round(10 * value) / 10).join(' ');
      });
      this.lines[i].setAttribute('points', at.join(' '));
    }
  }
}
