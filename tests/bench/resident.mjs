/** Measures the peak memory of a browser's processes. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kinds of processes in which an import uses memory. */
const KINDS = ['browser', 'renderer'];

/** Resident memory in MB of the largest Chromium process of each kind. */
function residentMemory() {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended.
    }
  }
  /** @type {Record<string, number>} the largest of each kind */
  const largest = {};
  const waiting = [...(children.get(process.pid) ?? [])];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(children.get(pid) ?? []));
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const kind = /--type=([\w-]+)/.exec(line)?.[1] ?? (/chrom/.test(line) ? 'browser' : 'other');
      const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
      largest[kind] = Math.max(largest[kind] ?? 0, (pages * 4096) / 2 ** 20);
    } catch {
      // It has ended.
    }
  }
  return largest;
}

/** @param {() => Promise<unknown>} work @returns {Promise<string>} the peak of each kind */
export async function peakWhile(work) {
  /** @type {Record<string, number>} */
  const peak = {};
  const timer = setInterval(() => {
    for (const [kind, now] of Object.entries(residentMemory())) {
      peak[kind] = Math.max(peak[kind] ?? 0, now);
    }
  }, 100);
  await work();
  clearInterval(timer);
  return Object.entries(peak)
    .filter(([kind]) => KINDS.includes(kind))
    .map(([kind, mb]) => `${kind} ${Math.round(mb)} MB`)
    .join(', ');
}
