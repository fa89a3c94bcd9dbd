/** Which of several tabs saves its run. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

Object.assign(globalThis, { location: { href: 'https://example.org/' } });
const { Tabs } = await import('../../web/storage/tabs.js');

const LOCK = 'inkling keeps its network';

/** A lock manager that all tabs share; `hear` says when a tab's grant reaches it. */
class Locks {
  /** @type {string | undefined} */
  holder;
  /** @type {(() => void)[]} */
  waiting = [];

  /** @param {string} clientId @param {Promise<unknown>} [hear] */
  of(clientId, hear = Promise.resolve()) {
    return {
      query: async () => ({ held: this.holder ? [{ name: LOCK, clientId: this.holder }] : [] }),
      request: (
        /** @type {string} */ name,
        /** @type {object} */ _,
        /** @type {() => void} */ got,
      ) => {
        assert.equal(name, LOCK);
        const grant = () => {
          this.holder = clientId;
          hear.then(got);
        };
        if (this.holder) this.waiting.push(grant);
        else grant();
        return new Promise(() => {});
      },
    };
  }

  release() {
    this.holder = undefined;
    this.waiting.shift()?.();
  }
}

/** @param {object} locks */
function open(locks) {
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  /** @type {string[]} */
  const told = [];
  const store = /** @type {any} */ ({ ownsRun: null });
  new Tabs(store, { other: () => told.push('other'), mine: () => told.push('mine') });
  return { store, told };
}

/** Lets seconds pass. @param {number} seconds */
async function pass(seconds) {
  for (let s = 0; s < seconds; s++) {
    for (let i = 0; i < 5; i++) await new Promise(setImmediate);
    mock.timers.tick(1000);
  }
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
}

// The types are those of an older Node.
beforeEach(() => mock.timers.enable(/** @type {any} */ ({ apis: ['setTimeout'] })));
afterEach(() => mock.timers.reset());

test('the only tab saves its run, however late it hears that it may', async () => {
  /** @type {(value?: unknown) => void} */
  let heard = () => {};
  const { store, told } = open(
    new Locks().of(
      'one',
      new Promise((resolve) => {
        heard = resolve;
      }),
    ),
  );
  await pass(4);
  assert.deepEqual(told, []);
  heard();
  assert.equal(await store.ownsRun, true);
  await pass(4);
  assert.deepEqual(told, []);
});

test('a page being reloaded is not another tab', async () => {
  const locks = new Locks();
  locks.holder = 'before';
  const { store, told } = open(locks.of('one'));
  await pass(2);
  locks.release();
  assert.equal(await store.ownsRun, true);
  await pass(4);
  assert.deepEqual(told, []);
});

test('while another tab saves its run, this one does not; then it takes over', async () => {
  const locks = new Locks();
  locks.holder = 'other';
  const { store, told } = open(locks.of('one'));
  await pass(4);
  assert.deepEqual(told, ['other']);
  assert.equal(await store.ownsRun, false);
  locks.release();
  await pass(1);
  assert.deepEqual(told, ['other', 'mine']);
  assert.equal(await store.ownsRun, true);
});

test('of two tabs opened at once, one saves its run', async () => {
  const locks = new Locks();
  const [first, second] = [open(locks.of('one')), open(locks.of('two'))];
  await pass(10);
  assert.equal(await first.store.ownsRun, true);
  assert.equal(await second.store.ownsRun, false);
  assert.deepEqual([first.told, second.told], [[], ['other']]);
});
