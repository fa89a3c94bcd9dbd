/** What the drivers share. */
import { existsSync } from 'node:fs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

export const VIEWPORT = { width: 1280, height: 1000 };

/** The first of these files that exists; '' if none does. @param {(string | undefined)[]} files */
export const found = (...files) => files.find((file) => file && existsSync(file)) ?? '';

/**
 * Waits until a program prints something, and returns the first group.
 * @param {ChildProcess} child @param {RegExp} pattern @returns {Promise<string>}
 */
export const printed = (child, pattern) =>
  new Promise((resolve, reject) => {
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

/** Ends a program and waits until it is gone. @param {ChildProcess} child */
export const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode) resolve(undefined);
    child.once('exit', resolve);
    child.kill();
  });

/** How hard a pen presses at each point: it starts and ends lightly. @param {number} i @param {number} count */
export const pressure = (i, count) => 0.1 + 0.8 * Math.sin((Math.PI * i) / Math.max(count - 1, 1));

/**
 * The actions of both WebDriver protocols that press the mouse or a pen at the first point, move it along
 * the others, and release it.
 * @param {[number, number][]} points in CSS pixels @param {'mouse' | 'pen'} pointerType
 */
export function mouseActions(points, pointerType = 'mouse') {
  const moves = points.map(([x, y], i) => ({
    type: 'pointerMove',
    x: Math.round(x),
    y: Math.round(y),
    duration: 0,
    origin: 'viewport',
    ...(pointerType === 'pen' && { pressure: pressure(i, points.length) }),
  }));
  return [
    {
      type: 'pointer',
      id: pointerType,
      parameters: { pointerType },
      actions: [
        moves[0],
        { type: 'pointerDown', button: 0 },
        ...moves.slice(1),
        { type: 'pointerUp', button: 0 },
      ],
    },
  ];
}
