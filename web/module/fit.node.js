/** A worker that trains, in Node. */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { serveFit } from './fit-worker.js';

const platform = {
  readFile: async (/** @type {URL} */ url) => new Uint8Array(await readFile(url)),
  startThread: () => {},
};
parentPort?.on(
  'message',
  serveFit((message) => parentPort?.postMessage(message), platform),
);
