/** The page on any static host, in any folder, and offline. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TEXTS } from '../../web/lessons/content/learning-rate/de.js';
import { survived } from './fault-table.js';
import { dist, host } from './host.js';
import { nextVersion } from './next-version.js';
import {
  answer,
  DIGITS,
  draw,
  keptRun,
  openPanels,
  plain,
  trainSlowly,
  trainToTheEnd,
} from './page.js';

test.use({ serviceWorkers: 'allow' });

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
const worksOffline = (page) => expect(page.getByTestId('offline')).toBeVisible();

/** @param {Page} page @param {string} words of the engine */
const engineRuns = (page, words = 'WebAssembly') =>
  expect(page.getByTestId('engine')).toContainText(words);

/** Waits for cross-origin isolation, even across a reload. @param {Page} page */
const isIsolated = (page) => page.waitForFunction(() => window.crossOriginIsolated);

/** Waits until all digits are cached. @param {Page} page */
const allDigitsCached = (page) =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const name = (await caches.keys()).find((name) => name.startsWith('inkling-data'));
        return name ? (await (await caches.open(name)).keys()).length : 0;
      }),
    )
    .toBe(digitFiles);

/** Two sheets of training digits, one of test digits, and one of fonts, each with its labels. */
const digitFiles = 8;

test('after the first visit it can be installed, and loads, answers, and trains offline', async ({
  page,
  context,
}) => {
  const site = await host({ folder: '/inkling/' });
  const hash = plain('epochs=1&batch=512&threads=2');
  await page.goto(`${site.url}${hash}`);
  await worksOffline(page);
  await allDigitsCached(page);
  await isIsolated(page);

  let address = '';
  await test.step('it can be installed, and a photo be shared with it', async () => {
    const session = await page.context().newCDPSession(page);
    const { errors, url } = await session.send('Page.getAppManifest');
    expect(url).toBe(`${site.url}manifest.webmanifest`);
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // Playwright's contexts are incognito, which rules out installing.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    address = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(400, 300);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 400, 300);
      context.fillStyle = '#000';
      context.fillRect(190, 80, 12, 120);
      const form = new FormData();
      form.append('files', await canvas.convertToBlob(), 'one.png');
      // As a browser posts it; see share_target in the manifest.
      return (await fetch('./?share', { method: 'POST', body: form })).url;
    });
    expect(address).toBe(`${site.url}?shared`);
  });
  site.close();
  await context.setOffline(true);

  const again = await context.newPage();
  await page.close();
  await again.goto(`${site.url}${hash}`);
  await engineRuns(again);
  await expect(again.getByTestId('status')).toContainText('Ready to train on 5,000 digits');
  await draw(again, DIGITS[7]);
  expect(await answer(again)).toBe('7');
  await openPanels(again);
  await trainToTheEnd(again);
  await expect(again.getByTestId('test-accuracy')).toHaveText(/^\d/);
  await expect(again.getByRole('alert')).toBeHidden();
  await again.goto(address);
  await expect(again.getByTestId('photo-said')).toContainText('found');
  expect(again.url()).not.toContain('shared');
  await again.goto(`${site.url}?lang=de#lesson=learning-rate`);
  await expect(again.getByTestId('lessons-step')).toHaveText(TEXTS.steps.start.title);
  survived('no network at all, after the first visit', {
    how: 'the server closed and the browser set offline; the page opened in a new tab',
    saw: 'the page as usual: answers, all panels, training, a shared photo, a lesson in German',
    lost: 'nothing',
  });
});

test('a host without headers: isolated by the service worker, with one reload', async ({
  page,
}) => {
  const site = await host({ folder: '/pages/' });
  let loads = 0;
  page.on('load', () => loads++);
  await page.goto(`${site.url}${plain('digits=1000&epochs=5&threads=2')}`);
  await isIsolated(page);
  await worksOffline(page);
  await trainToTheEnd(page);
  await engineRuns(page, '2 threads');
  expect(loads).toBe(2);
  site.close();
  survived("a host that can't send headers (GitHub Pages)", {
    how: 'a server without COOP, COEP and CSP, in a subfolder, first visit',
    saw: 'one reload before anything was drawn, then two threads',
    lost: 'nothing',
  });
});

test('a host without headers: no reload after drawing, and the next visit has threads', async ({
  page,
}) => {
  const site = await host();
  let loads = 0;
  page.on('load', () => loads++);
  // Delay the service worker until after a stroke.
  await page.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    const drawn = new Promise((resolve) => Reflect.set(window, 'drawn', resolve));
    ServiceWorkerContainer.prototype.register = async function (...values) {
      await drawn;
      return register.apply(this, values);
    };
  });
  await page.goto(site.url);
  await draw(page, DIGITS[1]);
  await page.evaluate(() => Reflect.get(window, 'drawn')());
  await worksOffline(page);
  // By now the page has decided against a reload.
  expect(await answer(page)).toBe('1');
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
  await page.reload();
  await isIsolated(page);
  expect(loads).toBe(2);
  await expect(page.getByTestId('prediction')).toHaveText('1');
  site.close();
});

test('a host without headers whose service worker is refused: one thread, no reload', async ({
  page,
}) => {
  const site = await host();
  site.state.broken = /service-worker\.js/;
  let loads = 0;
  page.on('load', () => loads++);
  await page.goto(`${site.url}${plain('digits=5000&epochs=1&threads=4')}`);
  await trainToTheEnd(page);
  await engineRuns(page, '1 thread');
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
  expect(loads).toBe(1);
  site.close();
  survived('no SharedArrayBuffer', {
    how: 'a host without headers whose service worker could not be fetched; 4 threads requested',
    saw: 'the page as usual, on one thread',
    lost: 'nothing but speed',
  });
});

/** Looks for an update, and waits until it is installed or rejected. @param {Page} page */
const lookForUpdate = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const { installing } = registration;
    while (installing?.state === 'installing') {
      await new Promise((resolve) =>
        installing.addEventListener('statechange', resolve, { once: true }),
      );
    }
  });

/** @param {Page} page */
const nextTitle = (page) => page.locator('h1[data-version=next]');

test('a new version while training: it is offered, and training continues after the reload', async ({
  page,
}) => {
  let complete = '';
  const next = nextVersion((folder) => {
    // The host is still publishing: one file is from another version.
    complete = readFileSync(join(folder, 'index.html'), 'utf8');
    writeFileSync(join(folder, 'index.html'), complete.replace('next', 'other'));
  });
  const site = await host({ headers: true });
  await page.goto(`${site.url}${plain('epochs=1000')}`);
  await worksOffline(page);
  await allDigitsCached(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('epoch')).not.toHaveText(/^0\./);
  await trainSlowly(page);
  const notice = page.getByTestId('notice-version');
  site.publish(next.folder);

  await test.step('a partially published version is rejected: the old one stays', async () => {
    await lookForUpdate(page);
    await expect(notice).toBeHidden();
    const other = await page.context().newPage();
    await other.goto(site.url);
    await engineRuns(other);
    expect(await other.locator('h1[data-version]').count()).toBe(0);
    await other.close();
    writeFileSync(join(next.folder, 'index.html'), complete);
    survived('a host with a partially published version', {
      how: 'one file does not have the hash that the new service worker lists',
      saw: 'nothing: the old version, and an offer of the new one once it was complete',
      lost: 'nothing',
    });
  });

  await lookForUpdate(page);
  await expect(notice).toContainText('new version');
  await expect(page.getByTestId('status')).toContainText('Training');
  // Not active yet: other tabs still load the old version.
  const other = await page.context().newPage();
  await other.goto(site.url);
  expect(await nextTitle(other).count()).toBe(0);
  await other.close();

  const before = Number(
    (await page.getByTestId('epoch').textContent())?.split(' ')[0].replace(',', ''),
  );
  await notice.getByRole('button', { name: 'Reload' }).click();
  await expect(nextTitle(page)).toHaveCount(1);
  await expect(page.getByTestId('status')).toContainText('Training');
  await expect
    .poll(async () =>
      Number((await page.getByTestId('epoch').textContent())?.split(' ')[0].replace(',', '')),
    )
    .toBeGreaterThanOrEqual(before);
  const versions = await page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.startsWith('inkling /')),
  );
  expect(versions.length).toBe(1);
  await page.getByTestId('pause').click();
  await expect(page.getByTestId('pause')).toBeHidden();
  const points = (await keptRun(page))?.points ?? [];
  expect(points.map(({ epoch }) => epoch)).toEqual(
    points.map(({ epoch }) => epoch).sort((a, b) => a - b),
  );
  site.close();
  next.remove();
  survived('a new version is published while a network trains', {
    how: 'another build on the same host, found by the browser, accepted by the visitor',
    saw: 'a notice that offers it; after "Reload", training resumed by itself',
    lost: 'nothing',
  });
});

test('the connection is lost while the dataset loads: what arrived stays cached', async ({
  page,
  context,
}) => {
  const site = await host({ headers: true });
  site.state.broken = /train-01/;
  await page.goto(`${site.url}${plain('epochs=1&batch=512')}`);
  await expect(page.getByRole('alert')).toContainText(/train-01.* could not be loaded/);
  await worksOffline(page);
  site.state.asked.length = 0;
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(/train-01.* could not be loaded/);
  expect(site.state.asked.filter((path) => /train-00|test-/.test(path))).toEqual([]);
  // When the connection is back, loading resumes by itself.
  site.state.broken = null;
  await context.setOffline(true);
  await context.setOffline(false);
  await expect(page.getByTestId('status')).toContainText('Ready to train on 5,000 digits');
  await expect(page.getByRole('alert')).toBeHidden();
  site.close();
  survived('the connection is lost while the dataset loads', {
    how: 'the server fails from the second sheet on; later it is back',
    saw: 'which sheet is missing, and "Try again"; once online, the rest loaded by itself',
    lost: 'nothing: sheets that had arrived were not requested again',
  });
});

test('the policies in the page and the headers are the same', () => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const meta = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  const sent = /Content-Security-Policy: (.*)/.exec(readFileSync(join(dist, '_headers'), 'utf8'));
  expect(meta).toBe(sent?.[1]);
  expect(meta).not.toContain('unsafe-inline');
  expect(meta).not.toContain("'unsafe-eval'");
  expect(page).not.toMatch(/(src|href)="\//); // URLs are relative
});
