/** The page in a frame of a page on another origin, from a host that sends no headers. */
import { createServer } from 'node:http';
import { expect, test } from '@playwright/test';
import { host } from './host.js';
import { DIGITS, drawIn, line } from './page.js';

test.use({ serviceWorkers: 'allow' });

test('a course page frames the pad and a lesson, and hears of answers and training', async ({
  page,
}) => {
  const site = await host({ folder: '/inkling/' });
  const course = createServer((request, response) => {
    const what = request.url === '/lesson' ? '#lesson=learning-rate' : '#digits=1000&epochs=1';
    const { port } = /** @type {import('node:net').AddressInfo} */ (course.address());
    const address = `${site.url}?embed=http://127.0.0.1:${port}${what}`;
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><iframe src="${address}" width="480" height="420"></iframe>
      <script>
        window.heard = {};
        addEventListener('message', ({ data, origin }) => {
          if (origin === '${new URL(site.url).origin}') heard[data.type] = data;
        });
        window.ask = (type) => frames[0].postMessage({ type }, '*');
      </script>`);
  });
  await new Promise((resolve) => course.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (course.address());
  /** @param {string} type */
  const heard = (type) =>
    page.evaluate((type) => Reflect.get(window, 'heard')[`inkling:${type}`], type);
  /** @param {string} type */
  const ask = (type) =>
    page.evaluate((type) => Reflect.get(window, 'ask')(type), `inkling:${type}`);
  let loads = 0;
  page.on('framenavigated', (frame) => {
    if (frame.parentFrame()) loads++;
  });

  await page.goto(`http://127.0.0.1:${port}/`);
  const frame = page.frameLocator('iframe');
  await expect.poll(() => heard('ready')).toBeTruthy();
  for (const id of ['panels', 'share', 'stage', 'train']) {
    await expect(frame.getByTestId(id)).toBeHidden();
  }
  const box = await frame.getByTestId('pad').boundingBox();
  if (!box) throw new Error('There is no pad.');
  await drawIn(page, box, DIGITS[7]);
  await expect.poll(async () => (await heard('answer')).answer).toBe('7');
  await drawIn(page, box, [line([0.95, 0.3], [0.95, 0.8])]);
  await expect.poll(async () => (await heard('answer')).answer).toBe('71');
  await ask('clear');
  await expect.poll(async () => (await heard('answer')).answer).toBe(null);
  const early = site.state.asked.filter((path) =>
    /data\/|trainer\.worker|service-worker/.test(path),
  );
  expect(early, 'a frame that only reads loads no digits').toEqual([]);
  await ask('train');
  await expect.poll(async () => (await heard('progress'))?.epoch).toBe(1);
  expect(loads, 'the frame never reloads').toBe(1);

  await page.goto(`http://127.0.0.1:${port}/lesson`);
  await expect(frame.locator('.lesson h2')).toBeVisible();
  await expect(frame.getByTestId('panels')).toBeHidden();
  await expect(frame.getByTestId('share')).toBeHidden();
  course.close();
  site.close();
});
