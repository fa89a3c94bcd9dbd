/** What an embedded page tells the embedding one, and whom it listens to. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { answerOf, commandOf, parentOriginOf, progressOf } from '../../web/embed/messages.js';

test('the address may name the only origin to talk to', () => {
  assert.equal(parentOriginOf('?embed'), '*');
  assert.equal(
    parentOriginOf('?embed=https://course.example/lesson/2&lang=de'),
    'https://course.example',
  );
  assert.equal(parentOriginOf('?embed=course.example'), 'https://course.example');
  // A restriction that can't be understood must not let everybody in.
  assert.notEqual(parentOriginOf('?embed=https://'), '*');
  assert.notEqual(parentOriginOf('?embed=no address'), '*');
});

test('only the embedding page, of the right origin, may press a button', () => {
  const parent = {};
  const origin = 'https://course.example';
  /** @param {unknown} data */
  const ask = (data, { source = parent, from = origin, parentOrigin = '*' } = {}) =>
    commandOf({ data, source, origin: from }, parent, parentOrigin);
  assert.equal(ask({ type: 'inkling:clear' }), 'clear');
  assert.equal(ask({ type: 'inkling:train' }, { parentOrigin: origin }), 'train');
  assert.equal(
    ask({ type: 'inkling:train' }, { parentOrigin: origin, from: 'https://other.example' }),
    undefined,
  );
  assert.equal(ask({ type: 'inkling:clear' }, { source: {} }), undefined, 'another frame');
  for (const data of [
    null,
    'inkling:clear',
    { type: 'reset' },
    { type: 'toString' },
    { type: 7 },
  ]) {
    assert.equal(ask(data), undefined);
  }
});

test('the messages have the documented shapes', () => {
  assert.deepEqual(answerOf(new Float32Array([0.25, 0.75]), ['0', '1'], 'own'), {
    answer: '1',
    names: ['0', '1'],
    probabilities: [0.25, 0.75],
    sure: true,
    network: 'own',
  });
  assert.deepEqual(answerOf(null, ['0', '1'], 'pretrained'), {
    answer: null,
    names: ['0', '1'],
    probabilities: [],
    sure: false,
    network: 'pretrained',
  });
  const point = { epoch: 1, trainLoss: 0.5, trainAccuracy: 0.8, testLoss: 0.4, testAccuracy: 0.9 };
  const untested = { ...point, trainLoss: 0.3, testLoss: null, testAccuracy: null };
  /** @type {any} */
  const progress = { state: 'running', epoch: 1, position: 500, epochSize: 1000, target: 3 };
  assert.deepEqual(progressOf(progress, [point, untested]), {
    running: true,
    epoch: 1.5,
    epochs: 3,
    loss: 0.3,
    testAccuracy: 0.9,
  });
  assert.deepEqual(progressOf({ ...progress, state: 'idle' }, []), {
    running: false,
    epoch: 1.5,
    epochs: 3,
    loss: null,
    testAccuracy: null,
  });
});
