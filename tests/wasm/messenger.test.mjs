/** Two messengers on a channel, like the page and its workers. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { InklingError } from '../../web/inkling/index.js';
import { Emitter } from '../../web/messenger/events.js';
import { LOAD_LIMITS_MS, LOAD_PAUSES_MS, LOADED } from '../../web/messenger/loading.js';
import { Messenger, Moved } from '../../web/messenger/messenger.js';
import { turns } from '../../web/messenger/turns.js';
import { WorkerPort } from '../../web/messenger/worker-port.js';

/**
 * @typedef {object} WorkerHears
 * @property {(text: string) => void} note
 * @property {() => void} rest
 * @property {(numbers: number[]) => Promise<number>} sum
 * @property {(length: number) => Promise<Float32Array>} zeros
 * @property {(code: 'NO_MEMORY') => Promise<void>} fail
 * @property {() => Promise<string>} wait
 *
 * @typedef {object} PageHears
 * @property {(progress: { done: number }) => void} progress
 * @property {(error: Error) => void} trouble
 */

/** @type {import('node:worker_threads').MessagePort[]} */
const open = [];
test.afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** Both messengers, and everything they received. */
function pair() {
  const { port1, port2 } = new MessageChannel();
  open.push(/** @type {any} */ (port1), /** @type {any} */ (port2));
  /** @type {any[]} */
  const received = [];
  /** @type {Messenger<PageHears, WorkerHears>} */
  const page = new Messenger(port1, {
    progress: (progress) => received.push(progress),
    trouble: (error) => received.push(error),
  });
  /** @type {AbortSignal[]} */
  const signals = [];
  /** @type {Messenger<WorkerHears, PageHears>} */
  const worker = new Messenger(port2, {
    note: (text) => received.push(text),
    rest: () => received.push('rest'),
    async sum(numbers) {
      for (const done of numbers.keys()) worker.tell('progress', { done });
      return numbers.reduce((sum, number) => sum + number, 0);
    },
    zeros(length) {
      const zeros = new Float32Array(length);
      received.push(zeros);
      return new Moved(zeros, [zeros.buffer]);
    },
    fail(code) {
      throw Object.assign(new InklingError(code, 'There is not enough.'), { values: { mb: 256 } });
    },
    wait: (_, signal) =>
      new Promise((resolve) => {
        signals.push(signal);
        signal.addEventListener('abort', () => resolve('late'));
      }),
  });
  return { page, worker, received, signals, port1 };
}

test('messages arrive in order, even between a question and its answer', async () => {
  const { page, received } = pair();
  page.tell('note', 'first');
  page.tell('rest');
  assert.equal(await page.ask('sum', [1, 2, 3]), 6);
  assert.deepEqual(received, ['first', 'rest', { done: 0 }, { done: 1 }, { done: 2 }]);
});

test('answers are matched to questions in any order', async () => {
  const { page } = pair();
  const control = new AbortController();
  const slow = page.ask('wait', undefined, { signal: control.signal });
  assert.deepEqual(await Promise.all([page.ask('sum', [1]), page.ask('sum', [2])]), [1, 2]);
  control.abort();
  await assert.rejects(slow, { name: 'AbortError' });
});

test('a canceled question is aborted at the other end, and its answer is not sent', async () => {
  const { page, signals } = pair();
  const control = new AbortController();
  const asked = page.ask('wait', undefined, { signal: control.signal });
  await page.ask('sum', []);
  control.abort();
  await assert.rejects(asked, { name: 'AbortError' });
  await page.ask('sum', []);
  assert.equal(signals.length, 1);
  assert.equal(signals[0].aborted, true);
  await assert.rejects(page.ask('wait', undefined, { signal: control.signal }), {
    name: 'AbortError',
  });
  await page.ask('sum', []);
  assert.equal(signals.length, 1, 'a question canceled in advance is not sent');
});

test('an answered question no longer listens to its signal', async () => {
  const { page } = pair();
  const { signal } = new AbortController();
  await page.ask('sum', [1], { signal });
  await assert.rejects(page.ask('fail', 'NO_MEMORY', { signal }));
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('an answer that can’t be cloned is reported', async () => {
  const { port1, port2 } = new MessageChannel();
  open.push(/** @type {any} */ (port1), /** @type {any} */ (port2));
  /** @type {Messenger<{}, { odd: () => Promise<any> }>} */
  const page = new Messenger(port1, {});
  /** @type {Messenger<{ odd: () => Promise<any> }, {}>} */
  const worker = new Messenger(port2, { odd: async () => () => {} });
  await assert.rejects(page.ask('odd'), { name: 'DataCloneError' });
  worker.end();
});

test('errors keep their name, message, code and values, in answers and messages', async () => {
  const { page, worker, received } = pair();
  const expected = {
    name: 'InklingError',
    message: 'There is not enough.',
    code: 'NO_MEMORY',
    values: { mb: 256 },
  };
  await assert.rejects(page.ask('fail', 'NO_MEMORY'), expected);
  worker.tell('trouble', new InklingError('NO_SIMD', 'No.'));
  await page.ask('sum', []);
  assert.ok(received[0] instanceof Error);
  assert.deepEqual({ .../** @type {any} */ (received[0]) }.code, 'NO_SIMD');
});

test('transferred values are not copied', async () => {
  const { page, received } = pair();
  assert.deepEqual(await page.ask('zeros', 3), new Float32Array(3));
  assert.equal(received[0].length, 0, 'detached at the other end');
});

test('when a worker crashes, pending and later questions are rejected', async () => {
  const { port1: port } = new MessageChannel();
  open.push(/** @type {any} */ (port));
  let ended = 0;
  /** @type {any} */
  const worker = Object.assign(port, { terminate: () => ended++ });
  /** @type {Error[]} */
  const broken = [];
  /** @type {Messenger<{}, WorkerHears>} */
  const page = new Messenger(worker, {}, (error) => broken.push(error));
  const [one, other] = [page.ask('sum', [1]), page.ask('wait')];
  worker.onerror({ message: 'made up' });
  await assert.rejects(one, { message: 'made up' });
  await assert.rejects(other, { message: 'made up' });
  await assert.rejects(page.ask('sum', [1]), { message: 'made up' });
  page.tell('rest');
  assert.equal(ended, 1);
  assert.deepEqual(
    broken.map(({ message }) => message),
    ['made up'],
  );
});

test('mismatched kinds and handlers are type errors', () => {
  const { port1, port2 } = new MessageChannel();
  open.push(/** @type {any} */ (port1), /** @type {any} */ (port2));
  const progress = () => {};
  const trouble = () => {};
  /** @type {Messenger<PageHears, WorkerHears>} */
  // @ts-expect-error a kind without a handler
  const lacking = new Messenger(port1, { progress });
  /** @type {Messenger<PageHears, WorkerHears>} */
  // @ts-expect-error a handler without a kind
  const surplus = new Messenger(port2, { progress, trouble, more: () => {} });
  /** @type {Messenger<Pick<WorkerHears, 'sum'>, PageHears>} */
  // @ts-expect-error a handler with the wrong answer type
  const other = new Messenger(port2, { sum: () => 'three' });
  /** @type {Messenger<PageHears, WorkerHears>} */
  const page = new Messenger(port1, { progress, trouble });
  const never = () => {
    // @ts-expect-error an unknown kind
    page.tell('nte', 'text');
    // @ts-expect-error a detail of another type
    page.tell('note', 3);
    // @ts-expect-error a detail that is missing
    page.tell('note');
    // @ts-expect-error a question sent as a message
    page.tell('sum', [1]);
    // @ts-expect-error a message asked as a question
    page.ask('note', 'text');
    // @ts-expect-error an answer of another type
    page.ask('sum', [1]).then((/** @type {string} */ sum) => sum);
  };
  assert.ok(lacking && surplus && other && never);
});

test('a turn comes with its message, or before if that is late', async () => {
  let sent = 0;
  const port1 = /** @type {MessagePort} */ ({ onmessage: null });
  const arrive = () => port1.onmessage?.(new MessageEvent('message'));
  const port2 = /** @type {any} */ ({ postMessage: () => sent++ });
  const nextTurn = turns({ port1, port2 });

  // Two callers share one message, which comes before a timer could.
  const order = /** @type {string[]} */ ([]);
  const both = Promise.all([nextTurn(), nextTurn()]).then(() => order.push('turn'));
  arrive();
  await both;
  assert.deepEqual([order, sent], [['turn'], 1]);

  // The second message gets stuck: the turns come nevertheless, and no message joins it.
  await nextTurn();
  await nextTurn();
  assert.equal(sent, 2);
  arrive();
  const third = nextTurn();
  assert.equal(sent, 3);
  await third;
});

test('events have typed details', () => {
  /** @extends {Emitter<{ change: undefined, dataset: Error | undefined, open: string }>} */
  class Talker extends Emitter {}
  const talker = new Talker();
  /** @type {unknown[]} */
  const heard = [];
  talker.addEventListener('open', ({ detail }) => heard.push(detail.length));
  talker.addEventListener('dataset', ({ detail }) => heard.push(detail?.message));
  talker.addEventListener('change', ({ type }) => heard.push(type), { once: true });
  talker.emit('open', 'inside');
  talker.emit('dataset');
  talker.emit('dataset', new Error('gone'));
  talker.emit('change');
  talker.emit('change');
  assert.deepEqual(heard, [6, undefined, 'gone', 'change']);
  const never = () => {
    // @ts-expect-error an unknown event
    talker.addEventListener('chnge', () => {});
    // @ts-expect-error a detail of another type
    talker.emit('open', 3);
    // @ts-expect-error a detail that is missing
    talker.emit('open');
    // @ts-expect-error a detail of another type in the listener
    talker.addEventListener('open', ({ detail }) => detail.toFixed());
  };
  assert.ok(never);
});

// ---- workers that don't load -------------------------------------------------------------------

/**
 * Timers that expire when told to.
 * @param {import('node:test').TestContext} t
 * @returns {() => number | null} expires the oldest timer; its milliseconds, or null if there is none
 */
function stopClock(t) {
  /** @type {{ act: () => void, ms: number }[]} */
  const timers = [];
  t.mock.method(globalThis, 'setTimeout', (/** @type {any} */ act, /** @type {any} */ ms) => {
    const timer = { act, ms };
    timers.push(timer);
    return timer;
  });
  t.mock.method(globalThis, 'clearTimeout', (/** @type {any} */ timer) => {
    if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
  });
  return () => {
    const timer = timers.shift();
    timer?.act();
    return timer?.ms ?? null;
  };
}

/** A port whose workers load only when told to. */
function slowWorkers() {
  /** @type {any[]} */
  const workers = [];
  const port = new WorkerPort(new URL('made-up.js', import.meta.url), () => {
    const worker = {
      sent: /** @type {any[]} */ ([]),
      ended: false,
      postMessage: (/** @type {any} */ message) => worker.sent.push(message),
      terminate: () => {
        worker.ended = true;
      },
    };
    workers.push(worker);
    return /** @type {any} */ (worker);
  });
  return { port, workers };
}

test('a worker that does not load is replaced, and the next one gets what it was sent', async (t) => {
  const expire = stopClock(t);
  const { port, workers } = slowWorkers();
  /** @type {Messenger<{}, { sum: (numbers: number[]) => Promise<number> }>} */
  const page = new Messenger(port, {}, () => assert.fail());
  const sum = page.ask('sum', [1, 2]);
  assert.equal(expire(), LOAD_LIMITS_MS[0]);
  assert.equal(expire(), LOAD_PAUSES_MS[0]);
  assert.deepEqual([workers.length, workers[0].ended, workers[0].sent.length], [2, true, 0]);
  workers[1].onerror({}); // its script could not be fetched
  assert.equal(expire(), LOAD_PAUSES_MS[1]);
  assert.deepEqual([workers.length, workers[1].ended, port.isLoaded], [3, true, false]);
  workers[2].onmessage({ data: LOADED });
  assert(port.isLoaded);
  assert.equal(expire(), null); // it may take as long as it likes to answer
  const [{ ask, kind }] = workers[2].sent;
  assert.equal(kind, 'sum');
  workers[2].onmessage({ data: { answer: ask, value: 3 } });
  assert.equal(await sum, 3);
  page.end();
  assert(workers[2].ended);
});

test('a worker that throws as it loads is not tried again', async (t) => {
  const expire = stopClock(t);
  const { port, workers } = slowWorkers();
  /** @type {Messenger<{}, { sum: (numbers: number[]) => Promise<number> }>} */
  const page = new Messenger(port, {}, () => {});
  const rejected = assert.rejects(page.ask('sum', [1]), { message: 'made up' });
  workers[0].onerror({ message: 'made up' });
  await rejected;
  assert.deepEqual([workers.length, workers[0].ended, expire()], [1, true, null]);
});

test('after the last attempt, questions are rejected; an ended port starts no worker', async (t) => {
  const expire = stopClock(t);
  const { port, workers } = slowWorkers();
  /** @type {Error[]} */
  const broken = [];
  /** @type {Messenger<{}, { sum: (numbers: number[]) => Promise<number> }>} */
  const page = new Messenger(port, {}, (error) => broken.push(error));
  const rejected = assert.rejects(page.ask('sum', [1]), /could not be loaded/);
  for (const [attempt, limit] of LOAD_LIMITS_MS.entries()) {
    assert.equal(expire(), limit);
    assert.equal(expire(), LOAD_PAUSES_MS[attempt] ?? null);
  }
  await rejected;
  assert.deepEqual([workers.length, broken.length], [LOAD_LIMITS_MS.length, 1]);
  assert(workers.every(({ ended }) => ended));

  slowWorkers().port.terminate();
  assert.equal(expire(), null);
});
