/** Faults in the middle of training: the page recovers, and nothing is lost. */
import { expect, test } from '@playwright/test';
import { survived } from './fault-table.js';
import {
  answer,
  DIGITS,
  draw,
  keptRun,
  open,
  plain,
  setLayers,
  trainSlowly,
  trainToTheEnd,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

/** At full speed, a run with small epochs that outlasts any test. */
const LONG = plain('digits=5000&epochs=1000&batch=32');
/** The same for 30 batches a second, of which an epoch has ten. */
const SLOW = plain('digits=320&epochs=1000&batch=32');

/** @param {Page} page */
const epochOf = async (page) =>
  Number((await page.getByTestId('epoch').textContent())?.split(' ')[0].replace(/,/g, ''));

/** @param {Page} page @param {number} epoch */
const reaches = (page, epoch) => expect.poll(() => epochOf(page)).toBeGreaterThan(epoch);

/** @param {Page} page */
async function startTraining(page) {
  await open(page, SLOW);
  await trainSlowly(page);
  await page.getByTestId('train').click();
  await reaches(page, 3);
}

/** Waits for two more checkpoints of a running training. @param {Page} page */
async function savedAgain(page) {
  for (let i = 0; i < 2; i++) {
    const before = await keptRun(page);
    await expect
      .poll(async () => {
        const run = await keptRun(page);
        return [run?.epoch, run?.position];
      })
      .not.toEqual([before?.epoch, before?.position]);
  }
}

/** @param {Page} page */
async function pause(page) {
  await page.getByTestId('pause').click();
  await expect(page.getByTestId('train')).toBeVisible();
}

/**
 * Runs code in the training worker before its own.
 * @param {Page} page @param {string} code
 */
async function beforeTheWorker(page, code) {
  await page.route('**/trainer.worker.js*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};\n${await response.text()}` });
  });
}

/** What makes a training worker crash. @type {[name: string, how: string, code: string][]} */
const CRASHES = [
  [
    'the training worker throws',
    'an uncaught exception in the worker, after 4,000 steps',
    `const { instantiate } = WebAssembly; let steps = 0;
     WebAssembly.instantiate = async (...values) => {
       const { exports } = await instantiate(...values);
       return { exports: { ...exports, ink_trainer_step: (...v) => {
         if (++steps === 4000) setTimeout(() => { throw new Error('made up'); });
         return exports.ink_trainer_step(...v);
       } } };
     }`,
  ],
  [
    'the WebAssembly module traps',
    'a step reads out of bounds: the module throws a RuntimeError',
    `const { instantiate } = WebAssembly; let steps = 0;
     WebAssembly.instantiate = async (...values) => {
       const { exports } = await instantiate(...values);
       return { exports: { ...exports, ink_trainer_step: (...v) => {
         if (++steps === 4000) throw new WebAssembly.RuntimeError('memory access out of bounds');
         return exports.ink_trainer_step(...v);
       } } };
     }`,
  ],
  [
    'the training worker runs out of memory',
    'a RangeError of the JavaScript engine (failed allocation) in the middle of a step',
    `const { instantiate } = WebAssembly; let steps = 0;
     WebAssembly.instantiate = async (...values) => {
       const { exports } = await instantiate(...values);
       return { exports: { ...exports, ink_trainer_step: (...v) => {
         if (++steps === 4000) throw new RangeError('Array buffer allocation failed');
         return exports.ink_trainer_step(...v);
       } } };
     }`,
  ],
];

test('the training worker crashes: a new one continues from the last checkpoint, without a reload', async ({
  page,
}) => {
  // Each worker crashes in a different way, except the last.
  let workers = 0;
  await page.route('**/trainer.worker.js*', async (route) => {
    const response = await route.fetch();
    const [, , code = ''] = CRASHES[workers++] ?? [];
    await route.fulfill({ response, body: `${code};\n${await response.text()}` });
  });
  await open(page, LONG);
  await draw(page, DIGITS[0]);
  await page.getByTestId('train').click();
  let before = 1;
  for (const [name, how] of CRASHES) {
    await test.step(name, async () => {
      const notice = page.getByRole('alert');
      await expect(notice).toContainText('Your network is saved');
      expect(await epochOf(page)).toBeGreaterThan(before);
      before = await epochOf(page);
      await notice.getByRole('button', { name: 'Continue where it stopped' }).click();
      await expect(page.getByTestId('status')).toContainText('Training');
      await expect(notice).toBeHidden();
      survived(name, {
        how,
        saw: '"Training stopped because of an error. Your network is saved." with a button; no reload',
        lost: 'at most the steps since the last report (an eighth of a second)',
      });
    });
  }
  await reaches(page, before + 2);
  expect(await answer(page)).toBe('0');
});

test('the whole tab crashes: the next one restores the network', async ({ page, context }) => {
  await startTraining(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBeGreaterThan(3);
  const before = (await keptRun(page))?.epoch ?? 0;
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  await open(next);
  await expect(next.getByTestId('train')).toHaveText('Resume');
  await reaches(next, before - 1);
  await next.getByTestId('train').click();
  await reaches(next, before + 3);
  survived('the tab crashes, or is killed for lack of memory', {
    how: 'Page.crash of the DevTools protocol while training',
    saw: 'the page again, with its network, its curve and "Resume"',
    lost: 'at most a second of training',
  });
});

test('discarded in the background: training resumes by itself', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'wasDiscarded', { get: () => true });
  });
  await open(page, LONG); // a page that resumes trains at full speed
  await page.getByTestId('train').click();
  await expect.poll(async () => (await keptRun(page))?.epoch).toBeGreaterThan(3);
  const before = (await keptRun(page))?.epoch ?? 0;
  await page.reload(); // as a browser does with a discarded tab
  await expect(page.getByTestId('status')).toContainText('Training');
  await reaches(page, before + 2);
  survived('the phone discards the tab', {
    how: 'a load with document.wasDiscarded, as after a discard',
    saw: 'the page again, training',
    lost: 'at most a second of training',
  });
});

test('hidden, then frozen: it trains while hidden, and continues after the freeze', async ({
  page,
  context,
}) => {
  await startTraining(page);
  const session = await context.newCDPSession(page);
  const other = await context.newPage();
  await other.goto('about:blank');
  await other.bringToFront();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const hidden = await epochOf(page);
  await reaches(page, hidden + 3);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await other.waitForTimeout(1500); // the duration of the freeze: there is nothing to wait for
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await page.bringToFront();
  const back = await epochOf(page);
  await reaches(page, back + 3);
  await expect(page.getByRole('alert')).toBeHidden();
  survived('the tab is hidden and frozen', {
    how: 'visibilityState hidden; then Page.setWebLifecycleState frozen for 1.5 s',
    saw: 'training continued while hidden, and again after the freeze',
    lost: 'nothing',
  });
});

test('storage is cleared in the middle of training: the run is saved again', async ({
  page,
  context,
  baseURL,
}) => {
  await startTraining(page);
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(baseURL ?? '').origin,
    storageTypes: 'indexeddb,cache_storage,local_storage',
  });
  const now = await epochOf(page);
  await reaches(page, now + 3);
  await pause(page);
  const paused = await epochOf(page);
  await page.reload();
  await expect(page.getByTestId('train')).toHaveText('Resume');
  await expect.poll(() => epochOf(page)).toBe(paused);
  await expect(page.getByTestId('status')).not.toContainText('Loading');
  survived('the browser clears storage while the page is open', {
    how: 'Storage.clearDataForOrigin for IndexedDB and Cache Storage while training',
    saw: 'nothing: the run was saved again within a second, and digits were fetched again',
    lost: 'nothing',
  });
});

test('storage is full: a notice says so, and training continues', async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...values) {
      if (!Reflect.get(window, 'full')) return put.apply(this, values);
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
    Cache.prototype.put = async () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await startTraining(page);
  await page.evaluate(() => Reflect.set(window, 'full', true));
  await expect(page.getByTestId('notice-storage')).toContainText('no space left');
  const full = await epochOf(page);
  await reaches(page, full + 3);
  // Space becomes available.
  await page.evaluate(() => Reflect.set(window, 'full', false));
  await pause(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBeGreaterThan(full);
  const notice = page.getByTestId('notice-storage');
  await expect(notice).toBeHidden();
  await page.evaluate(() => Reflect.set(window, 'full', true));
  await page.getByTestId('step').click();
  await expect(notice).toBeVisible();
  survived('storage is full', {
    how: 'every write to IndexedDB and Cache Storage fails with QuotaExceededError',
    saw: 'a notice that no space is left to save the network, until there is; again the next time',
    lost: 'nothing while the page is open; it is saved again once there is space',
  });
});

test('two tabs: one saves its network, the other says so and can take over', async ({
  page,
  context,
}) => {
  await startTraining(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBeGreaterThan(3);
  const second = await context.newPage();
  await open(second, `${SLOW}&net=dense+16,+relu,+dense+10`);
  await trainSlowly(second);
  const notice = second.getByTestId('notice-tabs');
  await expect(notice).toContainText('open in another tab');
  await second.getByTestId('reset').click();
  await second.getByTestId('train').click();
  await reaches(second, 3);
  await savedAgain(second);
  expect((await keptRun(second))?.settings.layers).not.toContain('dense 16'); // the first tab's
  await notice.getByRole('button', { name: 'Save this one instead' }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('notice-tabs')).toBeVisible();
  await expect.poll(async () => (await keptRun(second))?.settings.layers).toContain('dense 16');
  await savedAgain(page);
  expect((await keptRun(page))?.settings.layers).toContain('dense 16'); // not overwritten
  await second.close();
  await expect(page.getByTestId('notice-tabs')).toBeHidden();
  await expect.poll(async () => (await keptRun(page))?.settings.layers).not.toContain('dense 16');
  survived('the page is open in two tabs', {
    how: 'two tabs that train different networks; the second takes over, then is closed',
    saw: 'in the tab that is not saved: a notice, and "Save this one instead"',
    lost: 'nothing: no network is overwritten without asking, and closing one tab hands over to the other',
  });
});

test('the system clock jumps: nothing depends on it', async ({ page }) => {
  const code = `{
    const real = Date.now; let turn = 0;
    Date.now = () => real() + (turn++ % 2 ? -1 : 1) * 1e12;
  }`;
  await page.addInitScript(code);
  await beforeTheWorker(page, code);
  await startTraining(page);
  await pause(page);
  const paused = await epochOf(page);
  await page.reload();
  await expect(page.getByTestId('train')).toHaveText('Resume');
  await expect.poll(() => epochOf(page)).toBe(paused);
  survived('the clock changes', {
    how: 'Date.now jumps back and forth by 30 years with every call, in page and worker',
    saw: 'nothing',
    lost: 'nothing',
  });
});

test('shared memory is unavailable: training uses one thread', async ({ page }) => {
  await beforeTheWorker(
    page,
    `{
      const { Memory } = WebAssembly;
      WebAssembly.Memory = function (options) {
        if (options.shared) throw new RangeError('could not allocate memory');
        return new Memory(options);
      };
    }`,
  );
  await open(page, plain('digits=5000&epochs=1&threads=4'));
  await trainToTheEnd(page);
  await expect(page.getByTestId('engine')).toContainText('1 thread');
  survived('WebAssembly threads are refused', {
    how: 'the constructor of shared memory throws, with 4 threads requested',
    saw: 'the page as usual, on one thread',
    lost: 'nothing but speed',
  });
});

test('helper threads do not start: training uses one thread', async ({ page }) => {
  await page.route('**/thread.worker.js', (route) => route.abort());
  await open(page, plain('digits=5000&epochs=1&threads=4'));
  await trainToTheEnd(page);
  survived('helper threads do not start', {
    how: 'thread.worker.js could not be loaded, with 4 threads requested',
    saw: 'the page as usual, on one thread',
    lost: 'nothing but speed',
  });
});

test('a network too large for memory: a notice says so, and the previous one stays', async ({
  page,
}) => {
  await open(page, plain('digits=1000&epochs=1'));
  await trainToTheEnd(page);
  await setLayers(
    page,
    'conv 9x9x256 same, relu, conv 9x9x256 same, relu, conv 9x9x256 same, relu, dense 10',
  );
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('notice-impossible')).toContainText(/memory/i);
  await expect(page.getByTestId('train')).toBeEnabled();
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished');
  survived('a network that is too large for the 256 MB of the module', {
    how: 'three convolutions of 9x9x256 on the whole image',
    saw: 'a notice about the lack of memory, and the network that stays instead',
    lost: 'nothing',
  });
});
