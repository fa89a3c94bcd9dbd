/**
 * Films a first training run: a 5 is drawn, which the untrained network can't read; Train is pressed, and
 * the network learns to read it. Every frame is a screenshot: build/journey/*.png. web/training.webp, the
 * moving picture in README.md, is made of them.
 *
 *     node tests/journey.mjs       (after ./build.sh build)
 *
 * The picture is in git so that a build needs no browser.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { FIVE } from './browser/page.js';
import { withSite } from './site.mjs';

/** @typedef {import('./site.mjs').Browser} Browser */
/** @typedef {{ file: string, ms: number }} Frame ms: how long the moving picture shows it */

const PORT = 8140;
const VIEW = { width: 1200, height: 720 };
/** Size and quality of the moving picture. */
const [WIDTH, HEIGHT, QUALITY] = [800, 480, 0.72];
/** When frames are taken after Train, in seconds, as long as it trains. */
const TIMES = [0.2, 0.4, 0.7, 1, 1.3, 1.6, 2, 3, 4, 6, 9, 13];

const folder = fileURLToPath(new URL('../build/journey/', import.meta.url));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

await withSite(PORT, async (browser) => {
  const frames = await film(browser);
  const stills = await encode(
    browser,
    frames.map(({ file }) => file),
  );
  const bytes = animate(stills.map((webp, i) => ({ webp, ms: frames[i].ms })));
  writeFileSync(new URL('../web/training.webp', import.meta.url), bytes);
  console.log(`web/training.webp: ${frames.length} frames, ${bytes.length} bytes`);
});

/** @param {Browser} browser @returns {Promise<Frame[]>} */
async function film(browser) {
  const page = await browser.newPage({
    viewport: VIEW,
    colorScheme: 'dark',
    serviceWorkers: 'block',
  });
  await page.addInitScript(() => localStorage.setItem('inkling hints done', '3'));
  await page.goto(`http://localhost:${PORT}/`);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await page.getByTestId('source-own').click();
  await expect(page.getByTestId('status')).toContainText('60,000');
  await expect(page.getByTestId('stage').locator('.heads li').first()).toBeVisible();
  /** @type {Frame[]} */
  const frames = [];
  /** @param {string} name @param {number} ms */
  const take = async (name, ms) => {
    const file = `${folder}${String(frames.length).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: file });
    frames.push({ file, ms });
    const [answer, sure, accuracy] = await Promise.all(
      ['prediction', 'confidence', 'test-accuracy'].map((id) => page.getByTestId(id).textContent()),
    );
    console.log(`${name}: ${answer} (${sure}), test accuracy ${accuracy}`);
  };
  await take('empty', 900);

  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('There is no pad.');
  const [points] = FIVE;
  await page.mouse.move(box.x + points[0][0] * box.width, box.y + points[0][1] * box.height);
  await page.mouse.down();
  for (const [i, [x, y]] of points.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 6 });
    if (i % 3 === 2) await take('drawing', 220);
  }
  await page.mouse.up();
  await page.mouse.move(1, 1);
  await page.waitForTimeout(1200);
  await take('untrained', 1100);

  await page.getByTestId('train').click();
  const start = Date.now();
  const status = page.getByTestId('status');
  for (const seconds of TIMES) {
    await page.waitForTimeout(Math.max(0, start + 1000 * seconds - Date.now()));
    if ((await status.textContent())?.startsWith('Finished')) break;
    await take(`${seconds}s`, 450);
  }
  await expect(status).toContainText('Finished', { timeout: 300_000 });
  await page.waitForTimeout(500);
  await take('finished', 2500);
  await page.close();
  return frames;
}

/**
 * Encodes screenshots as WebP, by the browser.
 * @param {Browser} browser @param {string[]} files
 * @returns {Promise<Buffer[]>}
 */
async function encode(browser, files) {
  const page = await browser.newPage();
  /** @type {Buffer[]} */
  const found = [];
  for (const file of files) {
    const source = `data:image/png;base64,${readFileSync(file, 'base64')}`;
    const url = await page.evaluate(
      async ([source, width, height, quality]) => {
        const image = new Image();
        image.src = String(source);
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = Number(width);
        canvas.height = Number(height);
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/webp', Number(quality));
      },
      [source, WIDTH, HEIGHT, QUALITY],
    );
    found.push(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  }
  await page.close();
  return found;
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/**
 * Joins still pictures of the same size into a looping animation (WebP container specification,
 * "Animation").
 * @param {{ webp: Buffer, ms: number }[]} frames
 */
function animate(frames) {
  const extended = Buffer.alloc(10);
  extended.writeUInt8(2, 0); // it is animated
  extended.writeUIntLE(WIDTH - 1, 4, 3);
  extended.writeUIntLE(HEIGHT - 1, 7, 3);
  const chunks = [chunk('VP8X', extended), chunk('ANIM', Buffer.alloc(6))];
  for (const { webp, ms } of frames) {
    const head = Buffer.alloc(16);
    head.writeUIntLE(WIDTH - 1, 6, 3);
    head.writeUIntLE(HEIGHT - 1, 9, 3);
    head.writeUIntLE(ms, 12, 3);
    chunks.push(chunk('ANMF', Buffer.concat([head, bitstream(webp)])));
  }
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
}

/** The chunk with the pixels of a still picture. @param {Buffer} webp */
function bitstream(webp) {
  for (let at = 12; at < webp.length; ) {
    const size = webp.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (webp.toString('latin1', at, at + 4).startsWith('VP8 ')) return webp.subarray(at, end);
    at = end;
  }
  throw new Error('This is not a lossy WebP picture.');
}
