/** What the build writes for other sites, the development server, and the policy. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { html } from '../../web/fetch/trusted.js';
import { META_POLICY } from '../../web/hosting/headers.js';

const root = new URL('../../', import.meta.url);

/** The address of the preview's picture. @param {...string} address where the site will be */
function cardOf(...address) {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...['web/hosting/index-html.mjs', 'build/modules.json', 'web/text/languages.js'],
      ...[folder, 'chrome85', ...address],
    ],
    { cwd: root, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  rmSync(folder, { recursive: true });
  return /<meta property="og:image" content="([^"]*)">/.exec(html)?.[1];
}

test('a link previews with a picture of 1200x630, at the full address where one is given', () => {
  assert.equal(cardOf(), 'card.png');
  assert.equal(cardOf('https://example.org/inkling/'), 'https://example.org/inkling/card.png');
  assert.equal(cardOf('https://example.org/inkling'), 'https://example.org/inkling/card.png');
  const { width, height } = decode(readFileSync(new URL('web/card.png', root)));
  assert.deepEqual([width, height], [1200, 630]);
});

/** Starts the development server on a free port. @param {Record<string, string>} [env] */
async function serve(env = {}) {
  const server = spawn(process.execPath, ['web/hosting/serve.mjs', '0'], {
    cwd: root,
    env: { ...process.env, HOST: '', ...env },
  });
  let said = '';
  server.stdout.on('data', (text) => {
    said += text;
  });
  while (!said.includes('Ctrl+C')) await once(server.stdout, 'data');
  return { server, said: () => said, port: Number(/localhost:(\d+)/.exec(said)?.[1]) };
}

/** Sends raw bytes, and returns what comes back. @param {number} port @param {string} text @param {string} [address] */
const send = (port, text, address = 'localhost') =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, address, () => socket.write(text));
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });

test('the development server survives any request, and answers to localhost only', async () => {
  const { server, port } = await serve();
  const get = (/** @type {string} */ path, /** @type {string} */ headers = '') =>
    send(
      port,
      `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n${headers}\r\n`,
    );
  try {
    for (const text of [
      `GET /icon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes=5-2\r\n\r\n`,
      'GET /%E0%A4%A HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      'GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      'GET /../../package.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      'GET //\\ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      'nonsense\r\n\r\n',
      '\0\0\0',
    ]) {
      assert.doesNotMatch(await send(port, text), /^HTTP\S+ 200/, text);
      assert.match(await get('/icon.svg'), /^HTTP\S+ 200/, text);
    }
    const strange = await send(
      port,
      'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    assert.match(strange, /^HTTP\S+ 403/);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4');
    if (outside) assert.equal(await send(port, 'GET / HTTP/1.1\r\n\r\n', outside.address), '');
  } finally {
    server.kill();
  }
});

test('with HOST, the server says what other devices miss without https', async () => {
  const { server, said } = await serve({ HOST: '127.0.0.1' });
  while (!said().includes('https')) await new Promise((resolve) => setTimeout(resolve, 10));
  server.kill();
});

test('the policy forbids text as markup or code, except through one module', () => {
  assert.match(META_POLICY, /require-trusted-types-for 'script'/);
  assert.match(META_POLICY, /trusted-types inkling(;|$)/);
  const page = readFileSync(new URL('web/index.html', root), 'utf8');
  assert.ok(page.includes(`content="${META_POLICY}"`));
  assert.equal(
    String(html`<b title="${'"><script>'}">${"a & 'b'"}</b>`),
    '<b title="&#34;&#62;&#60;script&#62;">a &#38; &#39;b&#39;</b>',
  );
});
