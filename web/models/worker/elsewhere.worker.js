/**
 * Reads models from other programs off the page's thread. The page ends it if a file keeps it busy for too
 * long.
 */
import { lazyInkling } from '../../inkling/lazy.js';
import { sayLoaded } from '../../messenger/loading.js';
import { Messenger } from '../../messenger/messenger.js';
import { openModel } from '../readers/open.js';

const inkling = lazyInkling();
inkling().catch(() => {}); // reported by the await in open()

/** @type {Messenger<import('../protocol.js').ReaderHears, {}>} */
new Messenger(self, {
  async open({ files, ...help }) {
    return openModel(await inkling(), files, help);
  },
});

sayLoaded();
