/** The page on any static host, in any folder, and without a network. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { survived } from './fault-table.js';
import { dist, host } from './host.js';
import { answer, DIGITS, draw, keptRun, openPanels, plain, trainToTheEnd } from './page.js';

test.use({ serviceWorkers: 'allow' });

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
const needsNoNetwork = (page) => expect(page.getByTestId('offline')).toBeVisible();

/** @param {Page} page @param {string} words of the engine */
const runs = (page, words = 'WebAssembly') =>
  expect(page.getByTestId('engine')).toContainText(words);

/** Until it is, also in the load after this one. @param {Page} page */
const isIsolated = (page) => page.waitForFunction(() => window.crossOriginIsolated);

/** Until all digits are kept for later. @param {Page} page */
const allDigitsKept = (page) =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const name = (await caches.keys()).find((name) => name.startsWith('inkling-data'));
        return name ? (await (await caches.open(name)).keys()).length : 0;
      }),
    )
    .toBe(digitFiles);

const manifest = JSON.parse(readFileSync(join(dist, 'data/manifest.json'), 'utf8'));
const digitFiles = Object.values(manifest).flatMap(({ sheets }) => sheets).length * 2;

test('after the first visit it loads, answers and trains without a network', async ({
  page,
  context,
}) => {
  const site = await host({ folder: '/inkling/' });
  const hash = plain('digits=60000&epochs=1&batch=512');
  await page.goto(`${site.url}${hash}`);
  await needsNoNetwork(page);
  await allDigitsKept(page);
  site.close();
  await context.setOffline(true);

  const again = await context.newPage();
  await page.close();
  await again.goto(`${site.url}${hash}`);
  await runs(again);
  await expect(again.getByTestId('status')).toContainText('Ready to train on 60,000 digits');
  await draw(again, DIGITS[7]);
  expect(await answer(again)).toBe('7');
  await openPanels(again);
  await trainToTheEnd(again);
  await expect(again.getByTestId('test-accuracy')).toHaveText(/^\d/);
  await expect(again.getByRole('alert')).toBeHidden();
  survived('no network at all, after the first visit', {
    how: 'the server closed and the browser set offline; the page opened in a new tab',
    saw: 'the page as ever: answers, all panels, training on 60,000 digits',
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
  await needsNoNetwork(page);
  await trainToTheEnd(page);
  await runs(page, '2 threads');
  expect(loads).toBe(2);
  site.close();
  survived('a host that cannot send headers (GitHub Pages)', {
    how: 'a server without COOP, COEP and CSP, in a subfolder, first visit',
    saw: 'one reload before anything was drawn, then two threads',
    lost: 'nothing',
  });
});

test('a host without headers: what was drawn is not disturbed, the next visit has threads', async ({
  page,
}) => {
  const site = await host();
  let loads = 0;
  page.on('load', () => loads++);
  // The service worker comes after a stroke.
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
  await needsNoNetwork(page);
  // With that it is decided whether the page loads anew.
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
  await runs(page, '1 thread');
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
  expect(loads).toBe(1);
  site.close();
  survived('no SharedArrayBuffer', {
    how: 'a host without headers whose service worker could not be fetched; 4 threads asked for',
    saw: 'the page as ever, on one thread',
    lost: 'nothing but speed',
  });
});

/**
 * Another version of the site: the words of a title have changed, and so has a file's hash.
 * @param {(folder: string) => void} [spoil] what is wrong with it
 */
async function nextVersion(spoil) {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  cpSync(dist, folder, { recursive: true });
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<h1>', '<h1 data-version="next">'));
  const { execFileSync } = await import('node:child_process');
  execFileSync(process.execPath, ['web/hosting/service-worker.mjs', folder]);
  spoil?.(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Until what was found is installed, or given up. @param {Page} page */
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

test('a new version while training: it waits, is offered, and the training goes on', async ({
  page,
}) => {
  const next = await nextVersion();
  const site = await host({ headers: true });
  await page.goto(`${site.url}${plain('digits=20000&epochs=1000')}`);
  await needsNoNetwork(page);
  await allDigitsKept(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('epoch')).not.toHaveText(/^0\./);
  site.publish(next.folder);
  await lookForUpdate(page);
  const notice = page.getByTestId('notice-version');
  await expect(notice).toContainText('new version');
  await expect(page.getByTestId('status')).toContainText('Training');
  // Not taken yet: another load has the old version, all of it.
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
    how: 'another build on the same host, found by the browser, taken by the visitor',
    saw: 'a notice that offers it; after its Reload the training went on by itself',
    lost: 'nothing',
  });
});

test('half of a new version is none: the old one stays, whole', async ({ page }) => {
  let whole = '';
  const next = await nextVersion((folder) => {
    // The host is still putting up its files: one of them is of yet another version.
    whole = readFileSync(join(folder, 'index.html'), 'utf8');
    writeFileSync(join(folder, 'index.html'), whole.replace('next', 'other'));
  });
  const site = await host({ headers: true });
  await page.goto(site.url);
  await needsNoNetwork(page);
  site.publish(next.folder);
  await lookForUpdate(page);
  await expect(page.getByTestId('notice-version')).toBeHidden();
  await page.reload();
  await runs(page);
  expect(await page.locator('h1[data-version]').count()).toBe(0);
  // Once all of it is there, it is offered.
  writeFileSync(join(next.folder, 'index.html'), whole);
  await lookForUpdate(page);
  await expect(page.getByTestId('notice-version')).toBeVisible();
  site.close();
  next.remove();
  survived('a host that holds half of a new version', {
    how: 'one file does not have the hash that the new service worker lists',
    saw: 'nothing: the old version, offered the new one once it was whole',
    lost: 'nothing',
  });
});

test('the network is lost in the middle of the dataset: what arrived is kept', async ({
  page,
  context,
}) => {
  const site = await host({ headers: true });
  site.state.broken = /train-0[4-9]|train-1/;
  await page.goto(`${site.url}${plain('epochs=1&batch=512')}`);
  await expect(page.getByRole('alert')).toContainText(/train-04.* could not be loaded/);
  await needsNoNetwork(page);
  site.state.asked.length = 0;
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(/train-04.* could not be loaded/);
  expect(site.state.asked.filter((path) => /train-0[0-3]|test-/.test(path))).toEqual([]);
  // The connection is back, and nobody has to press anything.
  site.state.broken = null;
  await context.setOffline(true);
  await context.setOffline(false);
  await expect(page.getByTestId('status')).toContainText('Ready to train on 60,000 digits');
  await expect(page.getByRole('alert')).toBeHidden();
  site.close();
  survived('the network is lost in the middle of the dataset', {
    how: 'the server breaks off from the fifth sheet on; later it is back',
    saw: 'which sheet is missing, "Try again"; with the network the rest came by itself',
    lost: 'nothing: sheets that had arrived were not asked for again',
  });
});

test('it can be installed: the manifest and its icons are right', async ({ page }) => {
  const site = await host({ folder: '/x/' });
  await page.goto(site.url);
  await needsNoNetwork(page);
  const session = await page.context().newCDPSession(page);
  const { errors, url } = await session.send('Page.getAppManifest');
  expect(url).toBe(`${site.url}manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Playwright's contexts are incognito ones, which nothing is installed from.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  site.close();
});

test('the policy of the page is that of the headers', () => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const meta = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  const sent = /Content-Security-Policy: (.*)/.exec(readFileSync(join(dist, '_headers'), 'utf8'));
  expect(`${meta}; frame-ancestors 'self'`).toBe(sent?.[1]);
  expect(meta).not.toContain('unsafe-inline');
  expect(meta).not.toContain("'unsafe-eval'");
  expect(page).not.toMatch(/(src|href)="\//); // addresses are relative
});
