/** The visitor's labeled drawings: which are learned, and which are held out to measure. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import '../../web/handwriting/correction-words.js';
import { outcomeOf } from '../../web/handwriting/outcome.js';
import { AT_ONCE, OwnSamples } from '../../web/handwriting/samples.js';
import { Teaching } from '../../web/handwriting/teaching.js';
import { NO_CLASS } from '../../web/inkling/index.js';

/** @param {number[]} labels @param {import('../../web/handwriting/samples.js').Origin} how */
function samplesOf(labels, how) {
  const samples = new OwnSamples();
  samples.labeled = labels.map((label, i) => ({
    id: String(i),
    label,
    strokes: [],
    ink: new Uint8Array(784),
    at: i,
    how,
  }));
  return samples;
}

/** Each digit once per round. @param {number} rounds */
const lesson = (rounds) => Array.from({ length: 10 * rounds }, (_, i) => i % 10);

test('a whole lesson holds one drawing of each digit out, and longer ones one in five', () => {
  for (const [rounds, count] of [
    [2, 0],
    [3, 10],
    [7, 10],
    [8, 20],
  ]) {
    const { own, held } = samplesOf(lesson(rounds), 'taught').split();
    assert.equal(held.length, count, `${rounds} rounds`);
    assert.equal(own.length, 10 * rounds - count);
  }
});

test('corrections are always learned', () => {
  const { own, held } = samplesOf(lesson(5), 'corrected').split();
  assert.deepEqual([own.length, held.length], [50, 0]);
});

test('thousands are stored in several transactions, and are all found again', async () => {
  const samples = new OwnSamples();
  await samples.loaded;
  const { labeled } = samplesOf(Array(1201).fill(7), 'taught');
  const commits = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...of) {
    if (of[1] === 'readwrite') commits.push(of);
    return transaction.apply(this, of);
  };
  await samples.put(labeled);
  const transactions = Math.ceil(labeled.length / AT_ONCE);
  assert.ok(transactions > 1);
  assert.equal(commits.length, transactions);
  const again = new OwnSamples();
  await again.loaded;
  assert.deepEqual(new Set(again.labeled.map(({ id }) => id)).size, 1201);
  await samples.remove(again.labeled.slice(1));
  assert.equal(commits.length, transactions + Math.ceil((labeled.length - 1) / AT_ONCE));
  IDBDatabase.prototype.transaction = transaction;
  const last = new OwnSamples();
  await last.loaded;
  assert.equal(last.labeled.length, 1);
  await samples.remove(last.labeled);
});

test('a drawing that is not a digit is learned, but as none of the digits', () => {
  const samples = samplesOf([...lesson(1), NO_CLASS, NO_CLASS, NO_CLASS], 'taught');
  assert.equal(samples.all.length, 10);
  const { own, held } = samples.split();
  assert.deepEqual([own.length, held.length], [13, 0]);
});

/** A promise to resolve later. @returns {{ promise: Promise<any>, resolve: (value: any) => void }} */
function later() {
  let resolve = (/** @type {any} */ _value) => {};
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('a network has learned when it is stored, not before', async () => {
  const model = { layers: 'dense 10', parameters: new Float32Array(7850), temperature: 1 };
  const { promise: stored, resolve: store } = later();
  const answers = { source: 'pretrained', model, setHandwriting() {}, answerWith() {} };
  const teaching = new Teaching(
    /** @type {any} */ ({ ask: async () => ({ parameters: model.parameters }) }),
    /** @type {any} */ (Promise.resolve({})),
    /** @type {any} */ (answers),
    /** @type {any} */ ({ loadHandwriting: async () => null, saveHandwriting: () => stored }),
  );
  teaching.samples = samplesOf([7], 'taught');
  const learned = teaching.learn();
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
  assert.ok(teaching.model);
  assert.ok(teaching.learning);
  store(true);
  assert.equal(await learned, true);
  assert.equal(teaching.learning, false);
});

test('a lesson that an error ended tells it, one without digits does not', async () => {
  const model = { layers: 'dense 10', parameters: new Float32Array(7850), temperature: 1 };
  const error = new Error('no memory');
  const outcomes = [Promise.reject(error), Promise.resolve(null)];
  const teaching = new Teaching(
    /** @type {any} */ ({ ask: () => outcomes.shift() }),
    /** @type {any} */ (Promise.resolve({})),
    /** @type {any} */ ({ source: 'pretrained', model }),
    /** @type {any} */ ({ loadHandwriting: async () => null }),
  );
  teaching.samples = samplesOf([7], 'taught');
  assert.equal(await teaching.learn(), false);
  assert.equal(teaching.failure, error);
  assert.equal(await teaching.learn(), false);
  assert.equal(teaching.failure, null);
  teaching.failure = error;
  teaching.samples = samplesOf([], 'taught');
  assert.equal(await teaching.learn(), false);
  assert.equal(teaching.failure, null);
});

test('undoing the last lesson does not end the one in progress', async () => {
  const model = { layers: 'dense 10', parameters: new Float32Array(7850), temperature: 1 };
  const { promise, resolve } = later();
  const outcomes = [Promise.resolve({ parameters: model.parameters }), promise];
  const teaching = new Teaching(
    /** @type {any} */ ({ ask: () => outcomes.shift() }),
    /** @type {any} */ (Promise.resolve({})),
    /** @type {any} */ ({ source: 'pretrained', model, setHandwriting() {}, answerWith() {} }),
    /** @type {any} */ ({ loadHandwriting: async () => null, saveHandwriting: async () => {} }),
  );
  teaching.samples = samplesOf([7], 'taught');
  assert.equal(await teaching.learn(), true);
  const second = teaching.learn();
  teaching.undo();
  assert.equal(teaching.model, null);
  assert.equal(teaching.learning, true);
  resolve({ parameters: model.parameters });
  assert.equal(await second, true);
  assert.equal(teaching.learning, false);
});

test('a lesson ends even if there is no memory for the network that learned', async () => {
  const model = { layers: 'dense 10', parameters: new Float32Array(7850), temperature: 1 };
  const setHandwriting = () => {
    throw new Error('no memory');
  };
  const teaching = new Teaching(
    /** @type {any} */ ({ ask: async () => ({ parameters: model.parameters }) }),
    /** @type {any} */ (Promise.resolve({})),
    /** @type {any} */ ({ source: 'pretrained', model, setHandwriting }),
    /** @type {any} */ ({ loadHandwriting: async () => null }),
  );
  teaching.samples = samplesOf([7], 'taught');
  assert.equal(await teaching.learn(), false);
  assert.equal(teaching.failure?.message, 'no memory');
  assert.equal(teaching.learning, false);
});

test('a network of symbols is never taught digits', async () => {
  const model = { layers: 'dense 12', parameters: new Float32Array(785 * 12), temperature: 1 };
  /** @type {string[]} */
  const asked = [];
  const teaching = new Teaching(
    /** @type {any} */ ({ ask: async (/** @type {string} */ what) => asked.push(what) }),
    /** @type {any} */ (Promise.resolve({})),
    /** @type {any} */ ({ source: 'symbols', model, setHandwriting() {} }),
    /** @type {any} */ ({ loadHandwriting: async () => null }),
  );
  teaching.samples = samplesOf([7], 'taught');
  assert.equal(await teaching.learn(), false);
  assert.deepEqual(asked, []);
});

test('a correction of a network that answers later is not called too weak', () => {
  const reader = { isHeavy: () => true, read: () => ({ probabilities: null }) };
  const teaching = /** @type {any} */ ({ answers: { reader } });
  assert.match(outcomeOf(teaching, [], 7), /^That was 7\. The network/);
  assert.match(outcomeOf(teaching, [], NO_CLASS), /^Not a digit: learned/);
});
