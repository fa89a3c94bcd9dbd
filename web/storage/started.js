/**
 * When the page last started successfully. localStorage alone can't tell: a browser that is killed may
 * lose the last minute of it, but nothing that a database has stored.
 */
import { pause } from '../messenger/slices.js';
import { pageRecords } from './records.js';

const KEY = 'started';

/** How long to wait rather than bother the visitor. */
const PATIENCE_MS = 10_000;

const write = () => pageRecords.write({ put: [[KEY, Date.now()]] });

/** Call this when the page works. On a busy device, the database may answer late. */
export const saveStarted = () =>
  write()
    .catch(() => pageRecords.answers().then(write))
    .catch(() => {});

const read = () => pageRecords.get(KEY, () => import('./kinds.js').then(({ TIME }) => TIME));

/** @returns {Promise<number>} in milliseconds since 1970; 0 if that is unknown */
export const lastStarted = () =>
  read()
    .catch(() => Promise.race([pageRecords.answers().then(read), pause(PATIENCE_MS)]))
    .then(
      (time) => time ?? 0,
      () => 0,
    );
