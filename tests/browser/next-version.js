/** Another version of the site, for tests of updates. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dist } from './host.js';

/**
 * The title differs, and with it a file's hash.
 * @param {(folder: string) => void} [spoil] damages it
 * @param {string} [name]
 */
export function nextVersion(spoil, name = 'next') {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  cpSync(dist, folder, { recursive: true });
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<h1>', `<h1 data-version="${name}">`));
  execFileSync(process.execPath, ['web/hosting/service-worker.mjs', folder]);
  spoil?.(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
