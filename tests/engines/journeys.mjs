/**
 * The main journeys of a visitor, the same in every engine. They run in order, in one tab of a fresh
 * profile: each goes on where the one before ended.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { host } from '../browser/host.js';
import { nextVersion } from '../browser/next-version.js';
import { DIGITS, PANELS, plain } from '../browser/page.js';
import { strokeDigits } from '../pen-digits.mjs';
import { photograph } from '../photos.mjs';
import { WAIT_MS, within } from './process.mjs';

/**
 * @typedef {object} Driver an engine
 * @property {(url: string) => Promise<unknown>} open waits for the load event
 * @property {() => Promise<unknown>} reload
 * @property {(source: string, values: unknown[]) => Promise<any>} evaluate calls a function of the page
 * @property {(points: [number, number][], framed?: boolean) => Promise<unknown>} mouse presses at the
 *   first point, moves along the others, and releases: in the page, or in the frame in its corner
 * @property {(points: [number, number][]) => Promise<unknown>} [pen] the same with a pen
 * @property {(...strokes: [number, number][][]) => Promise<unknown>} [fingers] the same with several fingers
 *   at once, whose strokes have as many points
 * @property {(letter: string) => Promise<unknown>} control presses Ctrl and a letter
 * @property {(selector: string, file: string) => Promise<unknown>} upload
 * @property {(url: string) => Promise<unknown>} tab opens a second tab, where everything happens then
 * @property {() => Promise<unknown>} leaveTab closes it
 * @property {() => Promise<Driver>} [refusing] launches the engine anew, refusing to store anything
 * @property {() => Promise<unknown>} close
 *
 * @typedef {Awaited<ReturnType<typeof visit>>} Visit
 */

const model = fileURLToPath(new URL('../../web/pretrained.safetensors', import.meta.url));

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {string} id */
const byId = (id) => `[data-testid="${id}"]`;

/** A visitor with a browser. @param {Driver} driver */
async function visit(driver) {
  return at(driver, await host({ folder: '/inkling/', headers: true }));
}

/** A visitor of a site. @param {Driver} driver @param {Awaited<ReturnType<typeof host>>} site */
function at(driver, site) {
  /**
   * @template {unknown[]} Values @template Result
   * @param {(...values: Values) => Result} read runs in the page
   * @param {Values} values @returns {Promise<Result>}
   */
  const look = (read, ...values) => within(driver.evaluate(String(read), values), 'the page');

  /**
   * Waits until a condition holds. A page that is still loading can't be asked.
   * @template {unknown[]} Values
   * @param {string} what
   * @param {(...values: Values) => unknown} read runs in the page
   * @param {Values} values
   */
  const until = async (what, read, ...values) => {
    const end = Date.now() + WAIT_MS;
    /** @type {unknown} */
    let seen;
    while (Date.now() < end) {
      seen = await look(read, ...values).catch((error) => error);
      if (seen && !(seen instanceof Error)) return;
      await pause(50);
    }
    const page = await look(() => document.querySelector('.status')?.textContent).catch(String);
    const asked = site.state.asked.slice(-12).join(' ');
    throw new Error(
      `${what}: not so after ${WAIT_MS / 1000} s (${seen}). The page says:\n${page}\nLast requests: ${asked}`,
    );
  };

  /** @param {string} id */
  const text = (id) =>
    look((selector) => document.querySelector(selector)?.textContent ?? '', byId(id));
  /** @param {string} id @param {string} words */
  const says = (id, words) =>
    until(
      `${id} says “${words}”`,
      (selector, words) => document.querySelector(selector)?.textContent?.includes(words),
      byId(id),
      words,
    );
  /** The box of an element, once it rests in view with nothing above it. @param {string} selector */
  const boxOf = async (selector) => {
    await until(
      `${selector} rests in view`,
      (selector) => {
        const element = /** @type {HTMLButtonElement | null} */ (document.querySelector(selector));
        if (!element || element.disabled) return false;
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = element.getBoundingClientRect();
        const box = JSON.stringify([selector, x, y, width, height]);
        const rests = Reflect.get(window, 'lastBox') === box;
        Reflect.set(window, 'lastBox', box);
        return rests && element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      },
      selector,
    );
    return look((selector) => {
      const element = /** @type {Element} */ (document.querySelector(selector));
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }, selector);
  };
  /** @param {string} id of a file input, as soon as its panel has loaded @param {string} file */
  const upload = async (id, file) => {
    await until(`${id} is here`, (selector) => document.querySelector(selector), byId(id));
    await driver.upload(byId(id), file);
  };
  /** @param {string} selector */
  const click = async (selector) => {
    const { x, y, width, height } = await boxOf(selector);
    await driver.mouse([[x + width / 2, y + height / 2]]);
  };
  /** @param {[number, number][][]} strokes in units of the pad @param {Driver['pen']} [pen] */
  const draw = async (strokes, pen = driver.mouse) => {
    const box = await boxOf(byId('pad'));
    for (const stroke of strokes) {
      await pen(stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]));
    }
  };
  /**
   * Plays pointer events that no driver can send: each its type, the pointer, and its place on the pad.
   * @param {[type: string, pointer: PointerEventInit, x: number, y: number][]} events
   */
  const play = (...events) =>
    look(
      (selector, events) => {
        const pad = /** @type {Element} */ (document.querySelector(selector));
        const box = pad.getBoundingClientRect();
        for (const [type, pointer, x, y] of events) {
          const [clientX, clientY] = [box.x + x * box.width, box.y + y * box.height];
          pad.dispatchEvent(new PointerEvent(type, { ...pointer, clientX, clientY }));
        }
      },
      byId('pad'),
      events,
    );
  return {
    driver,
    site,
    look,
    until,
    text,
    says,
    click,
    boxOf,
    draw,
    play,
    upload,
    /** What the page says about its engine. */ engine: '',
    /** Of the page with the settings of these journeys. */ address: `${site.url}?lang=en${HASH}`,
  };
}

/** @param {string} epochs as shown: "12.3 / 100" */
const epochOf = (epochs) => Number(epochs.split('/')[0].replace(/[^\d.]/g, ''));

/** A table of images in Kaggle's layout. @param {number} count */
function barsAndRings(count) {
  const rows = [`label,${Array.from({ length: 784 }, (_, i) => `pixel${i}`)}`];
  for (let row = 0; row < count; row++) {
    const isBar = row % 2;
    const pixels = Array.from({ length: 784 }, (_, i) => {
      const x = (i % 28) - 13.5 + (row % 3);
      const y = Math.floor(i / 28) - 13.5;
      const far = Math.hypot(x, 0.8 * y);
      return (isBar ? Math.abs(x) < 2 && Math.abs(y) < 9 : far > 6 && far < 9) ? 255 : 0;
    });
    rows.push(`${isBar},${pixels}`);
  }
  return rows.join('\n');
}

/** Enough epochs that training doesn't end meanwhile. */
const HASH = plain('net=dense+16,+relu,+dense+10&digits=1000&epochs=1000');

/** @type {[name: string, journey: (visit: Visit) => Promise<unknown>][]} */
export const JOURNEYS = [
  [
    'first visit: the page answers and works offline, and no notice appears',
    async ({ driver, address, until, says, look }) => {
      await driver.open(address);
      await says('engine', 'WebAssembly');
      await says('offline', 'offline');
      await until('the service worker serves the page', () =>
        Boolean(navigator.serviceWorker.controller),
      );
      await says('status', 'Ready');
      assert.equal(
        await look(() => document.querySelector('[data-testid^="notice-"]')?.textContent ?? ''),
        '',
      );
    },
  ],
  [
    'a digit is read, drawn with a pen or the mouse',
    async ({ driver, click, draw, says }) => {
      await click(byId('clear'));
      await draw(DIGITS[7], driver.pen);
      await says('prediction', '7');
      await click(byId('clear'));
      await draw(DIGITS[0]);
      await says('prediction', '0');
    },
  ],
  [
    'two fingers, a pen over a palm, an eraser, and undo by keys',
    async ({ driver, boxOf, click, draw, look, play, says }) => {
      const [left, right] = [-1, 1].map((side) =>
        Array.from({ length: 9 }, (_, i) => {
          const angle = (i / 8) * Math.PI;
          return /** @type {[number, number]} */ ([
            0.5 + side * 0.2 * Math.sin(angle),
            0.5 - 0.3 * Math.cos(angle),
          ]);
        }),
      );
      await click(byId('clear'));
      const FINGERS = [left, right].map((points, i) => ({
        points,
        pointer: { pointerId: 1001 + i, pointerType: 'touch', button: 0, buttons: 1 },
      }));
      if (driver.fingers) {
        const box = await boxOf(byId('pad'));
        await driver.fingers(
          ...FINGERS.map(({ points }) =>
            points.map(
              ([x, y]) =>
                /** @type {[number, number]} */ ([box.x + x * box.width, box.y + y * box.height]),
            ),
          ),
        );
      } else {
        for (let i = 0; i < left.length; i++) {
          for (const { points, pointer } of FINGERS) {
            await play([i ? 'pointermove' : 'pointerdown', pointer, ...points[i]]);
          }
        }
        for (const { pointer } of FINGERS) await play(['pointerup', pointer, 0, 0]);
      }
      await says('prediction', '0');
      await driver.control('z');
      await driver.control('z');
      await says('prediction', '?');

      // The browser takes the palm away and back, as if it scrolled.
      const PALM = { ...FINGERS[0].pointer, pointerId: 1003 };
      const PEN = { pointerId: 1004, pointerType: 'pen', button: 0, buttons: 1 };
      const [[corner, ...others]] = DIGITS[7];
      await play(
        ['pointerdown', PALM, 0.8, 0.7],
        ['pointermove', PALM, 0.8, 0.8],
        ['pointerdown', PEN, ...corner],
        ['pointermove', PALM, 0.8, 0.9],
        ['pointermove', PEN, ...others[0]],
        ['pointercancel', PEN, 0, 0],
        ...others.map(
          (point) =>
            /** @type {[string, PointerEventInit, number, number]} */ ([
              'pointermove',
              PEN,
              ...point,
            ]),
        ),
        ['pointerup', PEN, 0, 0],
        ['pointerup', PALM, 0, 0],
      );
      await says('prediction', '7');
      await draw([
        [
          [0.85, 0.1],
          [0.85, 0.9],
        ],
      ]);
      const ERASER = { ...PEN, button: 5, buttons: 32 };
      await play(
        ['pointerdown', ERASER, 0.75, 0.5],
        ['pointermove', ERASER, 0.95, 0.5],
        ['pointerup', ERASER, 0, 0],
      );
      await says('prediction', '7');
      for (let steps = 0; steps < 3; steps++) await driver.control('z');
      await says('prediction', '?');

      const inkOf = async (/** @type {number} */ pressure) => {
        const pen = { ...PEN, pressure };
        await play(
          ['pointerdown', pen, 0.5, 0.2],
          ['pointermove', pen, 0.5, 0.8],
          ['pointerup', pen, 0, 0],
        );
        await says('prediction', '1');
        const painted = () =>
          look((selector) => {
            const pad = /** @type {HTMLCanvasElement} */ (document.querySelector(selector));
            const context = /** @type {CanvasRenderingContext2D} */ (pad.getContext('2d'));
            const { data } = context.getImageData(0, 0, pad.width, pad.height);
            return data.filter((value, i) => i % 4 === 3 && value > 127).length;
          }, byId('pad'));
        // The answer may come before the last frame.
        let ink = 0;
        for (let before = -1; ink !== before; ) {
          before = ink;
          await pause(50);
          ink = await painted();
        }
        await driver.control('z');
        await says('prediction', '?');
        return ink;
      };
      assert.ok((await inkOf(0.9)) > 1.5 * (await inkOf(0.1)), 'pressure widens the line');
      await draw(DIGITS[0]); // the offline journey expects it
    },
  ],
  [
    'a network trains, with curves, and goes on after a reload in the middle',
    async (here) => {
      const { driver, click, until, says, text } = here;
      await click(byId('train'));
      const beyond = (/** @type {number} */ epoch) =>
        until(
          `training is beyond epoch ${epoch}`,
          (selector, epoch) =>
            Number(
              document
                .querySelector(selector)
                ?.textContent?.split('/')[0]
                .replace(/[^\d.]/g, ''),
            ) > epoch,
          byId('epoch'),
          epoch,
        );
      await beyond(3);
      await until(
        'the curves are drawn',
        (selector) => document.querySelector(selector),
        '.chart canvas',
      );
      const before = epochOf(await text('epoch'));
      // It is saved every second, from the first on; a reload may leave no time to save more.
      await until('the run is saved', () => {
        const open = indexedDB.open(`inkling ${location.pathname}`);
        open.onsuccess = () => {
          const count = open.result.transaction('kept').objectStore('kept').count('run 2');
          count.onsuccess = () => Reflect.set(window, 'savedRuns', count.result);
          open.result.close();
        };
        return Reflect.get(window, 'savedRuns');
      });
      await driver.reload();
      await says('train', 'Resume');
      await beyond(0);
      await click(byId('train'));
      await beyond(before);
      await click(byId('pause'));
      await says('train', 'Resume');
      here.engine = await text('engine');
    },
  ],
  [
    'every panel opens',
    async ({ click, look, until }) => {
      for (const id of PANELS) {
        const panel = byId(`panel-${id}`);
        const opened = () =>
          look((selector) => {
            const panel = /** @type {HTMLDetailsElement} */ (document.querySelector(selector));
            const parts = [...panel.querySelectorAll('.body > *')];
            return panel.open && parts.some((part) => part.getClientRects().length > 0);
          }, panel);
        // The panel before may still be loading, and move this one between press and release.
        for (let tries = 0; tries < 5 && !(await opened()); tries++) {
          await click(`${panel} > summary`);
          for (let looks = 0; looks < 40 && !(await opened()); looks++) await pause(50);
        }
        assert.ok(await opened(), `the panel ${id} has opened`);
        await until(
          `the panel ${id} has loaded`,
          (selector) =>
            !document.querySelector(selector)?.textContent?.includes('could not be loaded'),
          panel,
        );
      }
    },
  ],
  [
    'a model is saved, and one is opened from a file',
    async ({ driver, click, says, until }) => {
      await click(`${byId('panel-models')} > summary`);
      await click(byId('model-save'));
      await says('models-status', 'saved');
      await driver.upload(byId('model-file'), model);
      await until(
        'two models are listed',
        (selector) => document.querySelectorAll(`${selector} > li`).length === 2,
        byId('model-list'),
      );
    },
  ],
  [
    'a photo is read, and a file becomes a dataset',
    async ({ click, says, upload }) => {
      const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
      try {
        const { gray, width, height } = photograph(strokeDigits(4, 60), {
          width: 400,
          height: 200,
        });
        const photo = join(folder, 'page.png');
        writeFileSync(photo, encode({ width, height, data: gray, channels: 1, depth: 8 }));
        await click(byId('source-pretrained'));
        await click(`${byId('panel-photo')} > summary`);
        await upload('photo-file', photo);
        await says('photo-said', '4 digits found');
        await says('photo-lines', '0123');

        const table = join(folder, 'bars-and-rings.csv');
        writeFileSync(table, barsAndRings(40));
        await click(`${byId('panel-bring')} > summary`);
        await upload('bring-files', table);
        await says('brought', '40 images');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  ],
  [
    'a browser that stores nothing: the page says so, reads, and trains',
    async ({ driver, site, address }) => {
      if (!driver.refusing) return; // WebKitGTK has no such setting
      const other = await driver.refusing();
      const { says, click, draw, until } = at(other, site);
      try {
        await other.open(address);
        await says('notice-storage', 'save');
        await draw(DIGITS[7]);
        await says('prediction', '7');
        await click(byId('train'));
        await until(
          'it trains',
          (selector) => Number.parseFloat(document.querySelector(selector)?.textContent ?? '') >= 1,
          byId('epoch'),
        );
      } finally {
        await other.close();
      }
    },
  ],
  [
    'a second tab leaves the network to the first, and takes over a new version',
    async ({ driver, site, address, says, click, until }) => {
      // A second attempt may begin with the version of the first.
      const name = `next-${Date.now()}`;
      const next = nextVersion(undefined, name);
      await driver.tab(address);
      try {
        await says('notice-tabs', 'another tab');
        site.publish(next.folder);
        await until('the update is found', () =>
          navigator.serviceWorker.ready.then((known) => known.update()).then(() => true),
        );
        await says('notice-version', 'new version');
        await click(`${byId('notice-version')} button`);
        await until(
          'the next version is here',
          (selector) => document.querySelector(selector),
          `[data-version="${name}"]`,
        );
        await says('engine', 'WebAssembly');
      } finally {
        await driver.leaveTab();
        next.remove();
      }
    },
  ],
  [
    'in a frame of another origin: ?embed answers, and the embedding page hears it',
    async ({ driver, until, look }) => {
      const bare = await host({ folder: '/bare/' });
      const course = createServer((_, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end(`<!doctype html><body style="margin: 0">
          <iframe src="${bare.url}?embed" style="border: 0" width="480" height="420"></iframe>
          <script>
            window.heard = {};
            addEventListener('message', ({ data }) => (heard[data.type] = data));
          </script>`);
      });
      try {
        await new Promise((resolve) => course.listen(0, '127.0.0.1', () => resolve(undefined)));
        const { port } = /** @type {import('node:net').AddressInfo} */ (course.address());
        await driver.open(`http://127.0.0.1:${port}/`);
        await until('the frame is ready', () => Reflect.get(window, 'heard')['inkling:ready']);
        // The pad is 280 pixels wide, 19 from the corner.
        for (const stroke of DIGITS[7]) {
          const points = stroke.map(
            ([x, y]) => /** @type {[number, number]} */ ([19 + 280 * x, 19 + 280 * y]),
          );
          await driver.mouse(points, true);
        }
        await until(
          'the frame reads a 7',
          () => Reflect.get(window, 'heard')['inkling:answer']?.answer === '7',
        );
        assert.equal(
          await look(() => Boolean(Reflect.get(window, 'heard')['inkling:failed'])),
          false,
        );
      } finally {
        course.closeAllConnections();
        course.close();
        bare.close();
      }
    },
  ],
  [
    'offline: the page opens, shows what was drawn and trained, and answers',
    async ({ driver, site, says, click, draw }) => {
      site.close();
      await driver.open(`${site.url}?lang=en`);
      await says('engine', 'WebAssembly');
      await says('train', 'Resume');
      await says('prediction', '0');
      await click(byId('clear'));
      await draw(DIGITS[7]);
      await says('prediction', '7');
    },
  ],
];

export { visit };
