/**
 * Builds a page with the npm package in each bundler, without settings, and draws a seven in Chromium;
 * checks its types with several versions of TypeScript. Not part of the daily suite, because it
 * installs them all. Prints the table of the package's README.
 *
 *     make package && node tests/bundlers.mjs [NAME ...]
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'inkling-bundlers-'));

/** @param {string} command @param {string[]} args @param {string} [cwd] */
const run = (command, args, cwd = process.cwd()) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** @param {string} from the entry point */
const page = (from) => `import { load } from '${from}';
const show = (text) => { document.title = text; };
const seven = [[{ x: 0.3, y: 0.2 }, { x: 0.7, y: 0.2 }, { x: 0.45, y: 0.8 }]];
load().then((network) => network.classify(seven)).then(({ label }) => show(label), (e) => show(e.message));
`;

/** @type {Record<string, { packages: string[], entry?: string, build: (bin: (name: string) => string) => void, html?: string }>} */
const BUNDLERS = {
  vite: {
    packages: ['vite@6.4.6'],
    build: (bin) => run(bin('vite'), ['build', '--base', './', '--outDir', 'out']),
  },
  webpack: {
    packages: ['webpack@5', 'webpack-cli@6'],
    build: (bin) =>
      run(bin('webpack'), [
        '--mode',
        'production',
        './main.js',
        '-o',
        'out',
        '--output-filename',
        'main.js',
      ]),
    html: 'main.js',
  },
  parcel: {
    packages: ['parcel@2'],
    build: (bin) =>
      run(bin('parcel'), [
        'build',
        'index.html',
        '--dist-dir',
        'out',
        '--public-url',
        './',
        '--no-cache',
      ]),
  },
  'esbuild, inkling/inline': {
    packages: ['esbuild@0.25.12'],
    entry: 'inkling/inline',
    build: (bin) =>
      run(bin('esbuild'), ['main.js', '--bundle', '--format=esm', '--outfile=out/main.js']),
    html: 'main.js',
  },
  'rollup, inkling/inline': {
    packages: ['rollup@4', '@rollup/plugin-node-resolve@16'],
    entry: 'inkling/inline',
    build: (bin) =>
      run(bin('rollup'), ['main.js', '-p', 'node-resolve', '-f', 'es', '-o', 'out/main.js']),
    html: 'main.js',
  },
};

const TYPES = /** @type {Record<string, string>} */ ({
  html: 'text/html',
  js: 'text/javascript',
  wasm: 'application/wasm',
});

/** The title that a page of a folder ends up with. @param {string} folder */
async function titleOf(folder) {
  const server = createServer((request, response) => {
    const path = join(
      folder,
      new URL(`http://x${request.url}`).pathname.replace(/\/$/, '/index.html'),
    );
    const type = TYPES[extname(path).slice(1)] ?? 'application/octet-stream';
    if (existsSync(path)) response.setHeader('content-type', type).end(readFileSync(path));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch(launchOptions);
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://localhost:${port}/`);
    await tab.waitForFunction(() => document.title !== '-', undefined, { timeout: 30_000 });
    return await tab.title();
  } finally {
    await browser.close();
    server.close();
  }
}

const VERSIONS = ['5.0.4', '5.4.5', '5.9.3'];
const RESOLUTIONS = /** @type {const} */ ([
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
  ['esnext', 'node'],
]);

const wanted = process.argv.slice(2);
const isWanted = (/** @type {string} */ name) =>
  !wanted.length || wanted.some((word) => name.startsWith(word));

mkdirSync(join(project, 'tar'));
run(
  'npm',
  ['pack', '--silent', '--pack-destination', join(project, 'tar')],
  join(root, 'build/package'),
);
const tarball = join(project, 'tar', readdirSync(join(project, 'tar'))[0]);
for (const [name, { packages, entry = 'inkling', build, html }] of Object.entries(BUNDLERS)) {
  if (!isWanted(name)) continue;
  const folder = mkdtempSync(join(project, 'page-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, 'main.js'), page(entry));
  const index = (/** @type {string} */ script) =>
    `<!doctype html><title>-</title><script type="module" src="${script}"></script>`;
  writeFileSync(join(folder, 'index.html'), index('./main.js'));
  process.chdir(folder);
  try {
    run('npm', ['install', '--no-audit', '--no-fund', '--silent', tarball, ...packages], folder);
    const bin = (/** @type {string} */ program) => join(folder, 'node_modules/.bin', program);
    build(bin);
    if (html) writeFileSync(join(folder, 'out/index.html'), index(`./${html}`));
    console.log(`| ${name} (${packages.join(', ')}) | ${await titleOf(join(folder, 'out'))} |`);
  } catch (error) {
    const { stderr, message } = /** @type {{ stderr?: string, message: string }} */ (error);
    console.log(`| ${name} | failed: ${(stderr || message).slice(0, 600)} |`);
  }
}
process.chdir(root);

if (isWanted('typescript')) {
  for (const version of VERSIONS) {
    const folder = mkdtempSync(join(project, 'types-'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    cpSync(join(root, 'tests/fixtures/typed.ts'), join(folder, 'typed.ts'));
    run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--silent', tarball, `typescript@${version}`],
      folder,
    );
    for (const [module, resolution] of RESOLUTIONS) {
      let result = 'correct';
      try {
        run(
          join(folder, 'node_modules/.bin/tsc'),
          [
            ...['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'],
            ...['--module', module, '--moduleResolution', resolution, 'typed.ts'],
          ],
          folder,
        );
      } catch (error) {
        result = String(/** @type {{ stdout?: string }} */ (error).stdout).slice(0, 800);
      }
      console.log(`| TypeScript ${version}, ${resolution} | ${result} |`);
    }
  }
}
rmSync(project, { recursive: true, force: true });
