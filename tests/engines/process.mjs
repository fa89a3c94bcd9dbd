/** What the drivers share. */
import { existsSync } from 'node:fs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

export const VIEWPORT = { width: 1280, height: 1000 };

/** How long to wait for a page or a program. */
export const WAIT_MS = Number(process.env.WAIT_MS ?? 120_000);

/**
 * Rejects if an answer takes too long: a browser that hangs must not hang the tests.
 * @template T @param {Promise<T>} answer @param {string} what answers @returns {Promise<T>}
 */
export function within(answer, what) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    const error = new Error(`${what}: no answer after ${WAIT_MS / 1000} s`);
    timer = setTimeout(() => reject(error), WAIT_MS);
  });
  return /** @type {Promise<T>} */ (
    Promise.race([answer, late]).finally(() => clearTimeout(timer))
  );
}

/** The first of these files that exists; '' if none does. @param {(string | undefined)[]} files */
export const found = (...files) => files.find((file) => file && existsSync(file)) ?? '';

/**
 * Waits until a program prints something, and returns the first group.
 * @param {ChildProcess} child @param {RegExp} pattern @returns {Promise<string>}
 */
export const printed = (child, pattern) => {
  /** @type {Promise<string>} */
  const said = new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
        const match = pattern.exec(output);
        if (match) resolve(match[1]);
      });
    }
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${child.spawnfile} exited:\n${output}`)));
  });
  return within(said, child.spawnfile);
};

/** How long a program may take to end by itself. */
const END_MS = 20_000;

/** Ends a program and waits until it is gone. @param {ChildProcess} child */
export async function ended(child) {
  if (child.exitCode !== null || child.signalCode) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  child.kill();
  await gone;
  clearTimeout(timer);
}

/** How hard a pen presses at each point: it starts and ends lightly. @param {number} i @param {number} count */
export const pressure = (i, count) => 0.1 + 0.8 * Math.sin((Math.PI * i) / Math.max(count - 1, 1));

/**
 * The actions of both WebDriver protocols that press the mouse, or as many fingers as there are strokes, at
 * the first point, move along the others, and release. Fingers take turns: when two move at the same time,
 * Firefox's driver reports the pointer of the first only.
 * @param {'mouse' | 'touch'} pointerType @param {[number, number][][]} strokes in CSS pixels
 */
export function pointerActions(pointerType, ...strokes) {
  return strokes.map((points, i) => {
    const [first, ...rest] = points.map(([x, y]) => ({
      type: 'pointerMove',
      x: Math.round(x),
      y: Math.round(y),
      duration: 0,
      origin: 'viewport',
    }));
    const down = { type: 'pointerDown', button: 0 };
    const up = { type: 'pointerUp', button: 0 };
    return {
      type: 'pointer',
      id: `${pointerType}${i}`,
      parameters: { pointerType },
      actions: [first, down, ...rest, up].flatMap((action) =>
        strokes.map((_, turn) => (turn === i ? action : { type: 'pause' })),
      ),
    };
  });
}

/** The actions of both protocols for Ctrl and a letter. @param {string} letter */
export const controlActions = (letter) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [
      { type: 'keyDown', value: '\uE009' },
      { type: 'keyDown', value: letter },
      { type: 'keyUp', value: letter },
      { type: 'keyUp', value: '\uE009' },
    ],
  },
];
