/** Which starts of the page count as failed. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** @type {Map<string, string>} */
let browser;
/** @type {Map<string, string>} */
let tab;
let clock = 0;
/** @type {(() => void)[]} */
let leaving = [];
const root = { dataset: /** @type {Record<string, string>} */ ({}) };

/** @param {() => Map<string, string>} map */
const storage = (map) => ({
  getItem: (/** @type {string} */ key) => map().get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ text) => map().set(key, text),
  removeItem: (/** @type {string} */ key) => map().delete(key),
});

let since = 0;
Object.assign(globalThis, {
  document: { documentElement: root },
  localStorage: storage(() => browser),
  sessionStorage: storage(() => tab),
  addEventListener: (/** @type {string} */ _, /** @type {() => void} */ act) => leaving.push(act),
});
Date.now = () => clock;
performance.now = () => clock - since;
const { cameAlive, countStart } = await import('../../web/app/start-count.js');

beforeEach(() => {
  browser = new Map();
  tab = new Map();
  clock = 1_000_000;
});

/**
 * A visit. @param {object} visit
 * @param {number} [visit.seconds] @param {boolean} [visit.works] @param {boolean} [visit.crashes]
 * @param {boolean} [visit.newTab] @param {Record<string, string>} [visit.marks] on the root element
 * @returns how long ago the two starts before began that failed, in seconds; null if they didn't
 */
function visit({ seconds = 20, works = false, crashes = false, newTab = false, marks = {} }) {
  if (newTab) tab = new Map();
  leaving = [];
  root.dataset = {};
  since = clock;
  countStart();
  const { failingSince } = root.dataset;
  Object.assign(root.dataset, marks);
  if (works) cameAlive();
  clock += seconds * 1000;
  if (!crashes) for (const act of leaving) act();
  clock += 1000;
  return failingSince ? (since - Number(failingSince)) / 1000 : null;
}

test('two starts in a row that fail are told, in the same tab and in new ones', () => {
  assert.equal(visit({}), null);
  assert.equal(visit({}), null);
  assert.equal(visit({ crashes: true, seconds: 1 }), 42);
  assert.equal(visit({ seconds: 40 }), 23);
  assert.equal(visit({ newTab: true, works: true }), 43);
  assert.equal(visit({ newTab: true }), null);
});

test('a start that succeeded, which a killed browser has forgotten, counts for itself only', () => {
  visit({ crashes: true });
  const forgotten = new Map(browser);
  visit({ works: true, crashes: true });
  const succeeded = clock;
  browser = forgotten;
  visit({ crashes: true });
  visit({});
  // The database knows of the success, so that one failure isn't two.
  assert.ok(Number(root.dataset.failingSince) < succeeded);
});

test('a visit that ends at once, lacks a file, or is under way in another tab isn’t a failure', () => {
  visit({ seconds: 2 });
  visit({ marks: { lacking: 'yes' } });
  visit({ marks: { reloads: 'yes' } });
  visit({ seconds: 2 });
  assert.equal(visit({ seconds: 2 }), null);
  // Several tabs are restored at once.
  for (let i = 0; i < 4; i++) {
    clock -= 20_000;
    assert.equal(visit({ newTab: true, crashes: true, seconds: 18 }), null);
  }
});

test('nonsense in storage counts as nothing', () => {
  for (const text of ['constructor', '-5 1e999', 'NaN NaN', '0 0', '[object Object]', '']) {
    browser.set('inkling failed starts', text);
    assert.equal(visit({ works: true }), null, text);
  }
});
