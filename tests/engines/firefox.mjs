/** Drives Firefox by WebDriver BiDi (W3C), over the WebSocket that it opens itself. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import {
  controlActions,
  ended,
  found,
  pointerActions,
  printed,
  VIEWPORT,
  within,
} from './process.mjs';

const program = found(process.env.FIREFOX, '/usr/bin/firefox-esr');

/** Why it can't be tested; '' if it can. */
export const missing = program ? '' : 'firefox-esr is not installed';

/** Nothing that contacts other hosts or asks questions. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** A window that is private and stores nothing at all. */
const REFUSING = { 'browser.privatebrowsing.autostart': true, 'network.cookie.cookieBehavior': 2 };

/** @returns {Promise<import('./journeys.mjs').Driver>} */
export async function launch(more = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'inkling-firefox-'));
  const lines = Object.entries({ ...PREFERENCES, ...more }).map(
    ([name, value]) => `user_pref("${name}", ${value});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(program, [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
  ]);
  const end = async () => {
    await ended(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  return driverOf(child, end).catch(async (error) => {
    await end();
    throw error;
  });
}

/**
 * @param {import('./process.mjs').ChildProcess} child @param {() => Promise<unknown>} end
 * @returns {Promise<import('./journeys.mjs').Driver>}
 */
async function driverOf(child, end) {
  const address = await printed(child, /WebDriver BiDi listening on (ws:\S+)/);
  const socket = new WebSocket(`${address}/session`);
  const opened = new Promise((resolve, reject) =>
    socket.once('open', resolve).once('error', reject),
  );
  await within(opened, address);

  let last = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  socket.on('message', (data) => {
    const { id, type, result, error, message } = JSON.parse(String(data));
    const asked = waiting.get(id);
    waiting.delete(id);
    if (type === 'error') asked?.reject(new Error(`${error}: ${message}`));
    else asked?.resolve(result);
  });
  /** @param {string} method @param {object} params @returns {Promise<any>} */
  const send = (method, params) => {
    const answer = new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }), (error) => error && reject(error));
    });
    return within(answer, method);
  };
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has closed.'));
  });

  await send('session.new', { capabilities: {} });
  const { contexts } = await send('browsingContext.getTree', {});
  const first = contexts[0].context;
  let context = first;
  const setSize = () => send('browsingContext.setViewport', { context, viewport: VIEWPORT });
  await setSize();

  /** @param {string} functionDeclaration @param {string} [value] */
  const call = async (functionDeclaration, value = '') => {
    const { result, exceptionDetails } = await send('script.callFunction', {
      functionDeclaration,
      arguments: [{ type: 'string', value }],
      target: { context },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result;
  };

  /** @param {object[]} actions */
  const act = (actions, target = context) =>
    send('input.performActions', { context: target, actions });

  return {
    open: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    reload: () => send('browsingContext.reload', { context, wait: 'complete' }),
    evaluate: async (source, values) => {
      const wrapped = `(values) => JSON.stringify((${source})(...JSON.parse(values)) ?? null)`;
      return JSON.parse((await call(wrapped, JSON.stringify(values))).value);
    },
    mouse: async (points, framed = false) => {
      // Input does not pass from a page to a frame of another process.
      const { contexts } = await send('browsingContext.getTree', { root: context });
      const target = framed ? contexts[0].children[0].context : context;
      await act(pointerActions('mouse', points), target);
    },
    fingers: (...strokes) => act(pointerActions('touch', ...strokes)),
    control: (letter) => act(controlActions(letter)),
    upload: async (selector, file) => {
      const { sharedId } = await call('(selector) => document.querySelector(selector)', selector);
      await send('input.setFiles', { context, element: { sharedId }, files: [file] });
    },
    tab: async (url) => {
      ({ context } = await send('browsingContext.create', { type: 'tab' }));
      await setSize();
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    leaveTab: async () => {
      await send('browsingContext.close', { context });
      context = first;
      await send('browsingContext.activate', { context });
    },
    refusing: () => launch(REFUSING),
    close: async () => {
      socket.close();
      await end();
    },
  };
}
