/** Reads photographs of pages, away from the page, so that it stays alive meanwhile. */
import { lazyInkling } from '../../inkling/lazy.js';
import { Messenger } from '../../messenger/messenger.js';
import { greyOf, readPhoto } from './read.js';

const inkling = lazyInkling();
inkling().catch(() => {}); // said when it is needed

/** Lets it be heard that a question has been taken back. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** @type {Messenger<import('../protocol.js').PhotoHears, {}>} */
new Messenger(self, {
  async read({ rgba, width, height }, signal) {
    const module = await inkling();
    await turn();
    if (signal.aborted) throw new Error('Canceled.');
    return readPhoto(module, { grey: greyOf(rgba), width, height });
  },
});
