/** Reads photos off the main thread, so that the page stays responsive. */
import { lazyInkling } from '../../inkling/lazy.js';
import { Messenger } from '../../messenger/messenger.js';
import { readPhoto, toGray } from './read.js';

const inkling = lazyInkling();
inkling().catch(() => {}); // reported by the await in read()

/** Lets a pending abort message arrive. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** @type {Messenger<import('../protocol.js').PhotoHears, {}>} */
new Messenger(self, {
  async read({ rgba, width, height }, signal) {
    const module = await inkling();
    await nextTask();
    if (signal.aborted) throw new Error('Canceled.');
    return readPhoto(module, { gray: toGray(rgba), width, height });
  },
});
