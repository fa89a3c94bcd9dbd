/**
 * Key-value stores in IndexedDB. Each opens its database on first use. What is read is checked; what
 * does not fit is put aside, where the visitor can download it. A database that does not answer in time
 * counts as refused, until it answers.
 */
import { Emitter } from '../messenger/events.js';
import { openDatabase } from './database.js';
import { browserNote } from './notes.js';

/**
 * @typedef {object} Changes
 * @property {[key: string, value: any][]} [put]
 * @property {Iterable<string>} [remove] keys
 *
 * @typedef {() => Promise<import('./schema.js').Kind>} LoadKind loads a kind of record when there is one
 */

/** An open database answers within milliseconds, and the page can't start without it for long. */
const READ_LIMIT_MS = 1500;
/** Time to write a run or a model, and for each of many records. */
const WRITE_LIMIT_MS = 5000;
const PER_RECORD_MS = 500;

/** After a limit, for events that a busy page has not received yet. */
const GRACE_MS = 500;

/** Time to read thousands of records, or to write a large dataset to a slow disk. */
export const LARGE_LIMIT_MS = 120_000;

/**
 * Emits 'aside' when records have been put aside.
 * @type {import('../messenger/events.js').TypedTarget<{ aside: undefined }>}
 */
export const asideEvents = new Emitter();

/** Set while there are such records that the visitor has neither downloaded nor deleted. */
export const asideNote = browserNote('inkling set aside', (text) => text === 'yes');

/**
 * Why storage can't be used.
 * @typedef {'full' | 'silent' | 'newer' | 'apart' | 'refused'} Refusal
 */

/** @type {Record<string, Refusal>} by name of the error */
const REFUSALS = {
  QuotaExceededError: 'full',
  TimeoutError: 'silent',
  // The store is missing, or the database has a later version.
  NotFoundError: 'newer',
  VersionError: 'newer',
  NotAllowedError: 'apart',
};

/** @param {any} error @returns {Refusal} */
export function refusalOf(error) {
  const name = String(error?.name);
  if (Object.hasOwn(REFUSALS, name)) return REFUSALS[name];
  return /quota/i.test(String(error?.message ?? error?.inner)) ? 'full' : 'refused';
}

/** Whether the visitor has chosen to start without what is stored; see app/first-aid.js. */
const startsApart = () => globalThis.document?.documentElement.dataset.apart === 'yes';

/** How many records to read at once: the page is blocked while the browser copies them. */
const AT_ONCE = 500;

/** The part of a range after one of its keys; null if there can be none. @param {IDBValidKey} key @param {IDBKeyRange} [keys] */
function after(key, keys) {
  if (keys?.upper === undefined) return IDBKeyRange.lowerBound(key, true);
  if (indexedDB.cmp(key, keys.upper) >= 0) return null;
  return IDBKeyRange.bound(key, keys.upper, true, keys.upperOpen);
}

/** @param {string} name of the database @param {string} store the only one in it */
export function openRecords(name, store) {
  /** @type {Promise<import('idb').IDBPDatabase> | undefined} */
  let opened;
  /** Resolves when the database answers again; null while it does. @type {{ promise: Promise<void>, resolve: () => void } | null} */
  let silence = null;
  /** @type {Set<() => void>} */
  const restorers = new Set();

  const forget = () => {
    opened = undefined; // the next caller tries again
  };
  function database() {
    if (startsApart()) return Promise.reject(new DOMException('Not used.', 'NotAllowedError'));
    if (!opened) {
      opened = openDatabase(name, store, {
        terminated: () => {
          // The visitor has cleared the data, or the browser had to close the database.
          forget();
          for (const restore of restorers) restore();
        },
        // A newer version of the page must not have to wait for this one.
        blocking: (_before, _now, event) => {
          /** @type {IDBDatabase} */ (event.target).close();
          forget();
        },
      });
      opened.catch(forget);
    }
    return opened;
  }

  function fallSilent() {
    let resolve = () => {};
    /** @type {Promise<void>} */
    const promise = new Promise((done) => {
      resolve = done;
    });
    silence ??= { promise, resolve };
  }

  function answerAgain() {
    if (!silence) return;
    silence.resolve();
    silence = null;
    for (const restore of restorers) restore();
  }

  /**
   * Does something with the database; rejects with a TimeoutError if that takes too long, or if the
   * database has not answered since.
   * @template T
   * @param {(database: import('idb').IDBPDatabase) => Promise<T>} work not done if the database opens
   *   too late
   * @param {number} limit in milliseconds
   * @returns {Promise<T>}
   */
  function within(limit, work) {
    const timeout = () => new DOMException('The database does not answer.', 'TimeoutError');
    if (silence) return Promise.reject(timeout());
    return new Promise((resolve, reject) => {
      let late = false;
      const expire = () => {
        late = true;
        fallSilent();
        reject(timeout());
      };
      let timer = setTimeout(() => {
        timer = setTimeout(expire, GRACE_MS);
      }, limit);
      const attempt = async () => {
        const opened = await database();
        return late ? undefined : work(opened);
      };
      attempt()
        .catch((error) => {
          // The browser has closed it, and the page has not been told yet.
          if (error?.name !== 'InvalidStateError') throw error;
          forget();
          return attempt();
        })
        .then((value) => resolve(/** @type {T} */ (value)), reject)
        .finally(() => {
          clearTimeout(timer);
          if (late) answerAgain();
        });
    });
  }

  /** @param {Changes} changes @param {number} [limit] */
  const write = ({ put = [], remove = [] }, limit = WRITE_LIMIT_MS + PER_RECORD_MS * put.length) =>
    within(limit, async (database) => {
      const transaction = database.transaction(store, 'readwrite');
      const records = transaction.objectStore(store);
      /** @type {Promise<unknown>[]} */
      const changes = [transaction.done];
      try {
        for (const [key, value] of put) changes.push(records.put(value, key));
        for (const key of remove) changes.push(records.delete(key));
        // An implicit commit waits until the page has received every success event, so the changes
        // would be lost if the page is closed before.
        transaction.commit();
      } catch (error) {
        transaction.abort();
        await Promise.allSettled(changes);
        throw error;
      }
      await Promise.all(changes);
    });

  /**
   * What reads records of a kind. A first visit has none, so it need not load any of this. If it can't be
   * loaded, records are taken as they are.
   * @param {LoadKind} loadKind @returns {Promise<(value: any) => any>} undefined for one that does not fit
   */
  const reader = (loadKind) =>
    Promise.all([import('./schema.js'), loadKind()]).then(
      ([{ read }, kind]) =>
        (/** @type {any} */ value) =>
          read(kind, value),
      () => (/** @type {any} */ value) => value,
    );

  /** Moves records that don't fit to where they harm nothing. @param {[key: string, value: any][]} records */
  async function putAside(records) {
    try {
      const date = Date.now();
      await aside().write({
        put: records.map(([key, value]) => [
          `${name} ${key}`,
          { database: name, key, value, date },
        ]),
      });
      await write({ remove: records.map(([key]) => key) });
    } catch {
      // They stay where they are, and are left out every time.
    }
    asideNote.set('yes');
    asideEvents.emit('aside');
  }

  return {
    /** @param {string} key @param {LoadKind} kind @returns {Promise<any>} undefined if there is none */
    async get(key, kind) {
      const value = await within(READ_LIMIT_MS, (database) => database.get(store, key));
      if (value === undefined) return undefined;
      const record = (await reader(kind))(value);
      if (record === undefined) await putAside([[key, value]]);
      return record;
    },

    /** Values in the order of their keys. @param {LoadKind} kind @param {IDBKeyRange} [keys] @returns {Promise<any[]>} */
    async getAll(kind, keys) {
      // There may be many, which takes a while. Whether the database answers at all shows sooner.
      const count = await within(READ_LIMIT_MS, (database) => database.count(store, keys));
      if (!count) return [];
      const check = await reader(kind);
      /** @type {any[]} */
      const fitting = [];
      /** @type {[key: string, value: any][]} */
      const odd = [];
      await within(LARGE_LIMIT_MS, async (database) => {
        fitting.length = odd.length = 0; // this may be another attempt
        const { store: records } = database.transaction(store);
        /** @type {IDBKeyRange | null | undefined} */
        let rest = keys;
        while (rest !== null) {
          const [names, values] = await Promise.all([
            records.getAllKeys(rest, AT_ONCE),
            records.getAll(rest, AT_ONCE),
          ]);
          for (const [i, value] of values.entries()) {
            const record = check(value);
            if (record !== undefined) fitting.push(record);
            else odd.push([/** @type {string} */ (names[i]), value]);
          }
          if (names.length < AT_ONCE) return;
          rest = after(names[names.length - 1], keys);
        }
      });
      if (odd.length) await putAside(odd);
      return fitting;
    },

    /** Puts aside a record that fits but can't be used. @param {string} key */
    async putAside(key) {
      const value = await within(READ_LIMIT_MS, (database) => database.get(store, key));
      if (value !== undefined) await putAside([[key, value]]);
    },

    /** How many values there are. */
    count: () => within(READ_LIMIT_MS, (database) => database.count(store)),

    /** Applies all of the changes or none; resolves when they are stored. */
    write,

    /** Whether the database has not answered in time, and has not since. */
    get isSilent() {
      return silence !== null;
    },

    /** Resolves once the database answers, which may be now. */
    answers: async () => silence?.promise,

    /**
     * @param {() => void} restore called when the database has lost its records or has missed changes:
     *   everything on the screen has to be written again
     */
    whenRestored: (restore) => void restorers.add(restore),
  };
}

/** The page's own state, and the datasets. */
export const pageRecords = openRecords('inkling', 'kept');

/** @type {ReturnType<typeof openRecords> | undefined} */
let asideRecords;

/** Records that did not fit, by database and key. */
export const aside = () => (asideRecords ??= openRecords('inkling aside', 'records'));
