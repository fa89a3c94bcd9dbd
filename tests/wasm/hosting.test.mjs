/** What the build writes for other sites: the preview of a link. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { decode } from 'fast-png';

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
