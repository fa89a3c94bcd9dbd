/** Drives WebKitGTK's MiniBrowser by WebDriver (W3C), in a virtual display. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import {
  controlActions,
  ended,
  found,
  pointerActions,
  printed,
  VIEWPORT,
  WAIT_MS,
} from './process.mjs';

const driver = found('/usr/bin/WebKitWebDriver');
const display = found('/usr/bin/Xvfb');

/** Why it can't be tested; '' if it can. */
export const missing = driver && display ? '' : 'webkit2gtk-driver and xvfb are not installed';

/** The key of an element in the protocol. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** @returns {Promise<import('./journeys.mjs').Driver>} a window of its own: automated ones are private */
export async function launch() {
  const screen = spawn(display, [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1400x1100x24',
    '-nolisten',
    'tcp',
  ]);
  /** @type {import('./process.mjs').ChildProcess[]} the last one first */
  const children = [screen];
  const end = async () => {
    for (const child of children) await ended(child);
  };
  try {
    const number = await printed(screen, /^(\d+)\n/m);
    const port = await freePort();
    children.unshift(
      spawn(driver, [`--port=${port}`], {
        env: {
          ...process.env,
          DISPLAY: `:${number}`,
          GDK_BACKEND: 'x11',
          LIBGL_ALWAYS_SOFTWARE: '1',
          WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        },
      }),
    );
    return await driverAt(port, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** @param {number} port @param {() => Promise<unknown>} end @returns {Promise<import('./journeys.mjs').Driver>} */
async function driverAt(port, end) {
  let base = `http://127.0.0.1:${port}/session`;
  /** @param {string} path @param {object} [body] @param {string} [method] @returns {Promise<any>} */
  const send = async (path, body, method = body ? 'POST' : 'DELETE') => {
    const response = await fetch(base + path, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const capabilities = { alwaysMatch: { pageLoadStrategy: 'normal' } };
  const late = Date.now() + WAIT_MS;
  while (true) {
    try {
      const { sessionId } = await send('', { capabilities });
      base += `/${sessionId}`;
      break;
    } catch (error) {
      // The driver prints nothing once it listens.
      if (Date.now() > late || !(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const first = await send('/window', undefined, 'GET');
  await send('/window/rect', { ...VIEWPORT, x: 0, y: 0 });
  await send('/timeouts', { pageLoad: 120_000, script: 120_000 });

  return {
    open: (url) => send('/url', { url }),
    reload: () => send('/refresh', {}),
    evaluate: (source, values) =>
      send('/execute/sync', { script: `return (${source})(...arguments);`, args: values }),
    mouse: async (points, framed = false) => {
      if (framed) await send('/frame', { id: 0 });
      await send('/actions', { actions: pointerActions('mouse', points) });
      if (framed) await send('/frame', { id: null });
    },
    control: (letter) => send('/actions', { actions: controlActions(letter) }),
    upload: async (selector, file) => {
      const { [ELEMENT]: element } = await send('/element', {
        using: 'css selector',
        value: selector,
      });
      await send(`/element/${element}/value`, { text: file });
    },
    tab: async (url) => {
      const { handle } = await send('/window/new', { type: 'window' });
      await send('/window', { handle });
      await send('/url', { url });
    },
    leaveTab: async () => {
      await send('/window');
      await send('/window', { handle: first });
    },
    close: async () => {
      await send('').catch(() => {});
      await end();
    },
  };
}
