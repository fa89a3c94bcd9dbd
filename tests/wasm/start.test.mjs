/** The first module and its imports must parse in browsers that can't run the rest. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { transform } from 'esbuild';
import { filesOf, readBuiltFiles } from '../../web/hosting/built-files.mjs';
import { fromRoot } from './helpers.mjs';

test('modules loaded before main.js are compatible with old browsers', async () => {
  const needed = filesOf(readBuiltFiles(fromRoot('build/modules.json')), 'web/app/start.js');
  assert.ok(!needed.includes('main.js'));
  for (const name of needed) {
    const text = readFileSync(fromRoot(`build/site/${name}`), 'utf8');
    const old = await transform(text, {
      target: ['chrome85', 'firefox78', 'safari14'],
      supported: { 'optional-chain': true }, // except in rare cases that don't occur here
    });
    const same = await transform(text, { target: 'es2022' });
    assert.equal(old.code, same.code, `${name} needs a newer browser`);
  }
});

test('a page that lacks a file reloads three times, even if it starts; then it gives up', async () => {
  /** @type {Map<string, string>} */
  const stored = new Map();
  let reloads = 0;
  let given = 0;
  let started = 0;
  const root = { dataset: /** @type {Record<string, string>} */ ({}) };
  Object.assign(globalThis, {
    document: { documentElement: root },
    location: { reload: () => reloads++ },
    setTimeout: (/** @type {() => void} */ act) => act(),
    dispatchEvent: () => started++,
    sessionStorage: {
      getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => stored.set(key, text),
      removeItem: (/** @type {string} */ key) => stored.delete(key),
    },
  });
  const { hasStarted, startAgain } = await import('../../web/app/start-again.js');
  for (let load = 0; load < 4; load++) {
    delete root.dataset.reloads;
    startAgain(() => given++); // the style sheet
    startAgain(() => given++); // and a script: once is enough
    hasStarted();
  }
  assert.equal(reloads, 3);
  assert.ok(given > 0);
  assert.equal(started, 1);
  assert.equal(stored.size, 0);
});
