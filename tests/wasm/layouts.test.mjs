/** Definitions that web/inkling/ duplicates match those of the core. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { STATUS } from '../../web/inkling/errors.js';
import { TYPES } from '../../web/inkling/trainer-settings.js';
import { fromRoot, inkling } from './helpers.mjs';

const header = (/** @type {string} */ name) =>
  readFileSync(fromRoot(`src/inkling/${name}.h`), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

test('statuses are in the order of InkStatus', () => {
  const [, list] = /enum \{([^{}]*)\} InkStatus;/.exec(header('base')) ?? [];
  const names = list.split(',').map((name) => name.trim().replace(/^INK_| = 0$/g, ''));
  assert.deepEqual(names, [...STATUS]);
  for (const [status, name] of STATUS.entries()) {
    assert.notEqual(inkling.core.message(status), 'Unknown status.', name);
  }
  assert.equal(inkling.core.message(STATUS.length), 'Unknown status.');
});

test('trainer settings are in the order of InkTrainerSettings', () => {
  const text = header('training') + header('dataset');
  /** @param {string} name of a struct @returns {string[]} a letter for the type of each field */
  const fields = (name) => {
    const [, body] = new RegExp(`struct \\{([^{}]*)\\} ${name};`).exec(text) ?? [];
    assert.ok(body, name);
    return body
      .split(';')
      .map((line) => line.trim())
      .filter(Boolean)
      .flatMap((line) => {
        const type = line.split(/\s/)[0];
        const letter = { float: 'f', int32_t: 'i', uint32_t: 'u' }[type];
        const count = line.split(',').length;
        return letter ? Array(count).fill(letter) : fields(type);
      });
  };
  assert.equal(TYPES, fields('InkTrainerSettings').join(''));
});
