/** Storage that holds odd records, falls silent, is cleared, or is shared with other folders. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { forceCloseDatabase } from 'fake-indexeddb';
import { SYMBOL_SET } from '../../web/handwriting/kinds.js';
import { Symbols } from '../../web/handwriting/symbols/symbols.js';
import { erase } from '../../web/storage/erase.js';
import { ASIDE, SOURCE } from '../../web/storage/kinds.js';
import { aside, openRecords, pageRecords, refusalOf } from '../../web/storage/records.js';
import { shape, text } from '../../web/storage/schema.js';
import { lastStarted, saveStarted } from '../../web/storage/started.js';
import { Store } from '../../web/storage/store.js';
import { tellLastingRefusal } from '../../web/storage/tell.js';
import { RUN } from '../../web/train/kinds.js';
import { ownSample, savedRun } from './stored.mjs';

/** @typedef {ReturnType<typeof openRecords>} Records */

const NAMED = async () => ({ version: 1, fits: shape({ name: text(10) }) });

let tests = 0;
/** Records in a database that no other test uses. */
const fresh = () => openRecords(`test ${tests++}`, 'records');

/** Makes the page one of a folder. @param {string} pathname */
const inFolder = (pathname) =>
  Object.assign(globalThis, { location: { href: `https://example.org${pathname}` } });

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * An old tab has a database open, and a new one wants to upgrade it: from now on, nobody can open it.
 * @param {string} name @param {string} store @param {[key: string, value: any][]} [records]
 * @returns {Promise<() => Promise<void>>} closes the old tab
 */
async function holdUp(name, store, records = []) {
  const first = indexedDB.open(name, 1);
  first.onupgradeneeded = () => {
    const made = first.result.createObjectStore(store);
    for (const [key, value] of records) made.put(value, key);
  };
  const oldTab = await done(first);
  const upgrade = indexedDB.open(name, 2);
  const upgraded = done(upgrade);
  await new Promise((resolve) => {
    upgrade.onblocked = resolve;
  });
  return async () => {
    oldTab.close();
    (await upgraded).close();
  };
}

/** Waits for what comes after a database has opened late. @param {() => boolean} isDone */
async function until(isDone) {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/**
 * Does what waits for a database until it gives up.
 * @param {() => Promise<unknown>} work
 * @param {number} [rounds] of the event loop before a limit is over
 */
async function timeOut(work, rounds = 1) {
  const { setTimeout } = globalThis;
  /** @type {(() => void)[]} */
  const waiting = [];
  Object.assign(globalThis, {
    setTimeout: (
      /** @type {(...values: any) => void} */ act,
      /** @type {number} */ _ms,
      /** @type {any[]} */ ...values
    ) => waiting.push(() => act(...values)),
  });
  const done = work();
  for (let i = 0; i < 10; i++) {
    for (let round = 0; round < rounds; round++) await new Promise(setImmediate);
    for (const act of waiting.splice(0)) act();
  }
  Object.assign(globalThis, { setTimeout });
  await done;
}

/** Starts work whose timers need not end before the test does. @template T @param {() => Promise<T>} work */
async function withoutWaiting(work) {
  const { setTimeout } = globalThis;
  Object.assign(globalThis, {
    setTimeout: (/** @type {Parameters<typeof setTimeout>} */ ...all) => setTimeout(...all).unref(),
  });
  const done = work();
  await new Promise(setImmediate);
  Object.assign(globalThis, { setTimeout });
  return done;
}

test('a record that does not fit is put aside; the others can be read', async () => {
  const records = fresh();
  const broken = { name: 5, more: new Uint8Array(3) };
  await records.write({
    put: [
      ['a', { name: 'one' }],
      ['b', broken],
      ['c', { name: 'two' }],
    ],
  });
  assert.deepEqual(await records.getAll(NAMED), [{ name: 'one' }, { name: 'two' }]);
  assert.equal(await records.count(), 2);
  const kept = await aside().getAll(async () => ASIDE);
  assert.deepEqual(
    kept.map(({ key, value }) => [key, value]),
    [['b', broken]],
  );
  assert.equal(await records.get('b', NAMED), undefined);
});

test('thousands of records are read a few at a time, each once', async () => {
  const records = fresh();
  const key = (/** @type {number} */ i) => String(i).padStart(5, '0');
  const put = Array.from({ length: 1001 }, (_, i) => [key(i), { name: i === 700 ? 5 : `${i}` }]);
  await records.write({ put: /** @type {[string, any][]} */ (put) });
  const names = async (/** @type {IDBKeyRange} */ range) =>
    (await records.getAll(NAMED, range)).map(({ name }) => Number(name));
  const numbers = (/** @type {number} */ first, /** @type {number} */ last) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((i) => i !== 700);
  assert.deepEqual(await names(IDBKeyRange.bound(key(100), key(599))), numbers(100, 599));
  assert.deepEqual(await names(IDBKeyRange.bound(key(0), key(999), true, true)), numbers(1, 998));
  assert.deepEqual((await records.getAll(NAMED)).length, 1000);
  const sizes = /** @type {number[]} */ ([]);
  const { getAll } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.getAll = function (range, count) {
    sizes.push(count ?? Infinity);
    return getAll.call(this, range, count);
  };
  await records.getAll(NAMED);
  IDBObjectStore.prototype.getAll = getAll;
  assert.ok(sizes.length > 1 && Math.max(...sizes) <= 500, sizes.join());
});

test('a record of a newer version is put aside, one of an older version is migrated', async () => {
  const records = fresh();
  const kind = {
    version: 2,
    migrate: (/** @type {any} */ value) =>
      typeof value === 'string' ? { name: value, version: 2 } : value,
    fits: shape({ name: text(10) }),
  };
  await records.write({
    put: [
      ['old', 'one'],
      ['new', { name: 'two', version: 3 }],
    ],
  });
  assert.deepEqual(await records.getAll(async () => kind), [{ name: 'one', version: 2 }]);
});

test('a database that does not answer is given up, and used again once it answers', async () => {
  const name = `test ${tests++}`;
  const release = await holdUp(name, 'records');
  const records = openRecords(name, 'records');
  let restored = 0;
  records.whenRestored(() => restored++);
  await timeOut(() => assert.rejects(records.get('a', NAMED), { name: 'TimeoutError' }));
  assert.ok(records.isSilent);
  // From now on, nobody waits.
  await assert.rejects(records.write({ put: [['a', { name: 'lost' }]] }), { name: 'TimeoutError' });
  await release();
  await records.answers();
  assert.equal(restored, 1);
  assert.equal(await records.get('a', NAMED), undefined);
  await records.write({ put: [['a', { name: 'kept' }]] });
  assert.deepEqual(await records.get('a', NAMED), { name: 'kept' });
});

test('everything is deleted, even what another tab has open or a newer version stored', async () => {
  const names = ['inkling', 'inkling models', 'inkling own digits', 'inkling history'];
  /** @param {string} name @param {number} version @param {string} store */
  const openTab = (name, version, store) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      if (!request.result.objectStoreNames.contains(store)) {
        request.result.createObjectStore(store);
      }
      request.transaction?.objectStore(store).put('kept', 'a');
    };
    return done(request);
  };
  inFolder('/erased/');
  const [page, models] = names.map((name) => `${name} /erased/`);
  // It ignores requests to close, as a tab of an older version may.
  const otherTab = await openTab(page, 1, 'kept');
  (await openTab(models, 7, 'of a newer version')).close();
  const held = await holdUp(`${names[2]} /erased/`, 'samples', [['a', 'kept']]);
  await timeOut(erase, 200);
  assert.deepEqual(await done(otherTab.transaction('kept').objectStore('kept').getAllKeys()), []);
  const emptied = await done(indexedDB.open(models));
  assert.deepEqual([...emptied.objectStoreNames], ['models']);
  const made = await done(indexedDB.open(`${names[3]} /erased/`));
  assert.deepEqual([...made.objectStoreNames], ['runs']);
  for (const database of [otherTab, emptied, made]) database.close();
  await held();
  inFolder('/');
});

test('thousands of records may take their time', async () => {
  const records = fresh();
  await records.write({ put: [['a', { name: 'one' }]] });
  const { setTimeout } = globalThis;
  /** @type {number[]} */
  const limits = [];
  Object.assign(globalThis, {
    setTimeout: (/** @type {() => void} */ act, /** @type {number} */ ms) => {
      limits.push(ms);
      return setTimeout(act, ms);
    },
  });
  assert.deepEqual(await records.getAll(NAMED), [{ name: 'one' }]);
  Object.assign(globalThis, { setTimeout });
  assert.ok(Math.max(...limits) >= 60_000);
});

test('a run that could not be read in time is neither overwritten nor lost', async () => {
  const saved = savedRun();
  const release = await holdUp('inkling', 'kept', [
    ['run 2', saved],
    ['started', 7],
  ]);
  const told = /** @type {string[]} */ ([]);
  const store = new Store(async () => RUN, {
    refused: (why) => told.push(why),
    saves: () => told.push('saves'),
  });
  /** @type {any} */
  let late;
  store.lateRun = async (run) => {
    late = run;
  };
  await timeOut(async () => assert.equal(await store.loadRun(), undefined));
  assert.deepEqual(told, ['silent']);
  const started = withoutWaiting(lastStarted);
  const saving = saveStarted();
  await store.saveRun({ ...saved, epoch: 5 });
  await store.saveDrawing([[{ x: 0.5, y: 0.5 }]]);
  await release();
  await until(() => told.length > 1);
  assert.deepEqual(told, ['silent', 'saves']);
  assert.deepEqual(late, saved);
  assert.ok((await started) >= 7);
  await saving;
  assert.ok((await lastStarted()) > 7);
  assert.deepEqual(await store.loadRun(), saved);
  // What was drawn meanwhile has been saved since.
  assert.deepEqual(await store.loadDrawing(), [[{ x: 0.5, y: 0.5 }]]);
});

test('names of symbols that could not be read in time are neither overwritten nor lost', async () => {
  const [V, W] = [
    { id: 0, name: 'V' },
    { id: 1, name: 'W' },
  ];
  await done(indexedDB.deleteDatabase('inkling'));
  const release = await holdUp('inkling', 'kept', [
    ['symbols', { classes: [V, W], digits: false }],
  ]);
  const own = openRecords('inkling own symbols', 'samples');
  await own.write({ put: [['before', { ...ownSample(), id: 'before', label: 0 }]] });
  const parts = {
    training: { addEventListener() {} },
    inkling: Promise.resolve(),
    answers: { models: {}, addEventListener() {} },
  };
  const symbols = new Symbols(/** @type {any} */ (parts));
  await timeOut(() => symbols.loaded);
  assert.deepEqual(symbols.classes, [{ id: 0, name: '1' }]);
  // The visitor goes on meanwhile.
  symbols.add(['X']);
  const drawing = { ...ownSample(), id: 'since', label: symbols.classes[1].id, at: Date.now() };
  await symbols.samples.put([drawing]);
  await release();
  await until(() => symbols.classes.length === 3);
  const X = { id: 2, name: 'X' };
  assert.deepEqual(symbols.classes, [V, W, X]);
  assert.deepEqual(
    symbols.samples.all.map(({ id, label }) => [id, label]),
    [
      ['before', V.id],
      ['since', X.id],
    ],
  );
  const kept = () => pageRecords.get('symbols', async () => SYMBOL_SET);
  let set = await kept();
  while (set.classes.length < 3) set = await kept();
  assert.deepEqual(set, { classes: [V, W, X], digits: false });
});

test('what is on the screen is saved again after the data were cleared', async () => {
  const told = /** @type {string[]} */ ([]);
  const store = new Store(async () => RUN, {
    refused: (why) => told.push(why),
    saves: () => told.push('saves'),
  });
  // The page does not hold up another tab that deletes the database.
  await done(indexedDB.deleteDatabase('inkling'));
  /** @type {IDBDatabase | undefined} */
  let connection;
  const { open } = indexedDB;
  indexedDB.open = (...values) => {
    const request = open.apply(indexedDB, values);
    request.addEventListener('success', () => {
      connection ??= request.result;
    });
    return request;
  };
  await store.saveRun(savedRun());
  await store.saveSource('handwriting');
  assert.ok(connection);
  const cleared = connection.transaction('kept', 'readwrite').objectStore('kept').clear();
  await done(cleared);
  forceCloseDatabase(/** @type {any} */ (connection));
  const read = () => pageRecords.get('source', async () => SOURCE);
  let source = await read();
  while (source === undefined) source = await read();
  assert.equal(source, 'hand');
  assert.deepEqual(await store.loadRun(), savedRun());
  assert.deepEqual(told, []);
});

test('the visitor hears of a silence that lasts, not of a short one, and of anything else at once', async () => {
  let told = 0;
  const notices = /** @type {any} */ ({ show: () => told++ });
  tellLastingRefusal(notices, 'full', () => true);
  assert.equal(told, 1);
  let silent = true;
  await timeOut(async () => {
    const telling = tellLastingRefusal(notices, 'silent', () => silent);
    silent = false;
    await telling;
  });
  assert.equal(told, 1);
  await timeOut(() => tellLastingRefusal(notices, 'silent', () => true));
  assert.equal(told, 2);
});

test('the reason for a refusal is known', () => {
  const named = (/** @type {string} */ name) => refusalOf(new DOMException('', name));
  assert.equal(named('QuotaExceededError'), 'full');
  assert.equal(named('TimeoutError'), 'silent');
  assert.equal(named('VersionError'), 'newer');
  assert.equal(named('constructor'), 'refused');
  assert.equal(refusalOf(undefined), 'refused');
});

test('copies of the page in other folders share nothing, and begin with what older ones shared', async () => {
  const name = `test ${tests++}`;
  inFolder('/index.html');
  const root = openRecords(name, 'records');
  await root.write({ put: [['a', { name: 'shared' }]] });
  inFolder('/one/');
  const one = openRecords(name, 'records');
  assert.deepEqual(await one.get('a', NAMED), { name: 'shared' });
  await one.write({ put: [['a', { name: 'one' }]] });
  inFolder('/two/index.html');
  const two = openRecords(name, 'records');
  assert.deepEqual(await two.get('a', NAMED), { name: 'shared' });
  assert.deepEqual(await root.get('a', NAMED), { name: 'shared' });
  // It is copied once.
  inFolder('/one/');
  assert.deepEqual(await openRecords(name, 'records').get('a', NAMED), { name: 'one' });
  const names = (await indexedDB.databases()).map((database) => database.name);
  inFolder('/three/');
  assert.equal(await openRecords('none before', 'records').get('a', NAMED), undefined);
  const more = (await indexedDB.databases()).map((database) => database.name);
  assert.deepEqual(
    more.filter((other) => !names.includes(other)),
    ['none before /three/'],
  );
  inFolder('/');
});

test('two runs change places at once, so that neither can get lost', async () => {
  await pageRecords.write({ remove: ['run 2', 'run before 2'] });
  const store = new Store(async () => RUN, { refused: () => assert.fail(), saves: () => {} });
  const [now, before] = [3, 7].map((epoch) => ({ ...savedRun(), epoch }));
  await store.saveRun(now);
  await store.exchange(before, now);
  assert.equal((await store.loadRun())?.epoch, 7);
  assert.equal((await store.loadPreviousRun())?.epoch, 3);
  await pageRecords.write({ remove: ['run 2', 'run before 2'] });
});
