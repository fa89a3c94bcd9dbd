/** The worker's side of a fit with `worker: true`. */
import { load } from '../inkling/load.js';
import { Dataset } from './dataset.js';
import { newHistory, run } from './fit.js';
import { Low } from './low.js';

/** How often minibatches are reported. */
const REPORT_MS = 50;

/**
 * @param {(message: object) => void} post
 * @param {import('./engine.js').Platform} platform
 * @returns {(message: any) => void} what to do with a message from the page
 */
export function serveFit(post, platform) {
  const controller = new AbortController();
  return (message) => {
    if (message.kind === 'fit') {
      fit(message, platform, post, controller.signal).catch((error) => {
        const { name, code, argument, range } = error;
        post({ kind: 'error', message: error.message, error: { name, code, argument, range } });
      });
    } else {
      controller.abort();
    }
  };
}

/**
 * @param {import('./fit.js').Task} task
 * @param {import('./engine.js').Platform} platform
 * @param {(message: object) => void} post
 * @param {AbortSignal} signal
 */
async function fit(task, platform, post, signal) {
  const { files, reproducible } = task;
  const low = /** @type {Low} */ (
    await load({
      reproducible,
      threads: 1,
      strict: true,
      locate: (file) => {
        const place = files[file];
        return typeof place === 'string' ? new URL(place) : place;
      },
      platform,
      kind: Low,
    })
  );
  const network = /** @type {import('./network.js').Network} */ (low.loadNetwork(task.file));
  const dataset = (
    /** @type {{ pixels: Uint8Array, labels: Uint8Array }} */ { pixels, labels },
  ) => {
    const made = new Dataset(low.core, labels.length);
    made.add(pixels, labels);
    return made;
  };
  const { validation } = task;
  const history = newHistory();
  let reported = 0;
  const epochs = run(
    network,
    dataset(task.data),
    {
      ...task.options,
      validation: typeof validation === 'object' ? dataset(validation) : validation,
      signal,
      onBatch(logs) {
        if (performance.now() - reported < REPORT_MS) return;
        reported = performance.now();
        post({ kind: 'batch', logs });
      },
    },
    history,
  );
  for await (const logs of epochs) {
    post({ kind: 'epoch', logs, parameters: network.getParameters() });
  }
  const { stopped, best, checkpoint } = history;
  const parameters = network.getParameters();
  post({
    kind: 'done',
    stopped,
    best,
    checkpoint,
    parameters,
  });
}
