/**
 * Builds a page with the npm package in each bundler, without settings, and draws a seven in Chromium;
 * runs it in several versions of Node, in Deno, and in Bun; checks its types with several versions of
 * TypeScript, and in JSX with several versions of React. Not part of the daily suite, because it installs
 * them all. Prints the table in the package's README.
 *
 *     make package && node tests/bundlers.mjs [NAME ...]
 */
import { execFileSync, spawn } from 'node:child_process';
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
import { dirname, extname, join } from 'node:path';
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

/** A page of Next, whose server answers. @param {string} from @returns {Record<string, string>} */
const nextApp = (from) => ({
  'app/layout.js': `export const metadata = { title: '-' };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  'app/page.js': `'use client';
import { load } from '${from}';
import { useEffect } from 'react';
${page(from).split('\n').slice(1, 3).join('\n')}
export default function Page() {
  useEffect(() => {
    load().then((network) => network.classify(seven)).then(({ label }) => show(label), (e) => show(e.message));
  }, []);
  return <p>7</p>;
}
`,
});
const NEXT = ['next@16', 'react@19', 'react-dom@19'];

/**
 * @typedef {object} Bundler
 * @property {string[]} packages
 * @property {string} [entry] of the package
 * @property {(bin: (name: string) => string) => void} build into the folder out
 * @property {string} [html] the script of the page, for bundlers that don't write one
 * @property {Record<string, string>} [files]
 * @property {string} [server] a program that serves the page if given the argument start
 */
/** @type {Record<string, Bundler>} */
const BUNDLERS = {
  'next, turbopack': {
    packages: NEXT,
    files: nextApp('inkling'),
    build: (bin) => run(bin('next'), ['build']),
    server: 'next',
  },
  'next, webpack': {
    packages: NEXT,
    files: nextApp('inkling'),
    build: (bin) => run(bin('next'), ['build', '--webpack']),
    server: 'next',
  },
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
    build: (bin) => run(bin('rollup'), ['main.js', '-p', 'node-resolve', '-f', 'es', '-d', 'out']),
    html: 'main.js',
  },
};

const TYPES = /** @type {Record<string, string>} */ ({
  html: 'text/html',
  js: 'text/javascript',
  wasm: 'application/wasm',
});

/** The title that a page ends up with. @param {string} address */
async function titleAt(address) {
  const browser = await chromium.launch(launchOptions);
  try {
    const tab = await browser.newPage();
    await tab.goto(address);
    await tab.waitForFunction(() => document.title !== '-', undefined, { timeout: 60_000 });
    return await tab.title();
  } finally {
    await browser.close();
  }
}

/** The title of a page that a program serves. @param {string} program @param {string} folder */
async function titleFrom(program, folder) {
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(program, ['start', '-p', String(port)], { cwd: folder });
  try {
    await new Promise((resolve) => {
      server.stdout.on('data', (text) => /Ready|http/.test(text) && resolve(undefined));
      server.on('exit', resolve);
    });
    return await titleAt(`http://localhost:${port}/`);
  } finally {
    server.kill();
  }
}

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
  try {
    return await titleAt(`http://localhost:${port}/`);
  } finally {
    server.close();
  }
}

const NODES = ['18', '20', '22', '24'];
/** In Node: as an ES module, and from CommonJS. */
const IN_NODE = {
  'import.mjs': `${page('inkling').replace('document.title = text', 'console.log(text)')}`,
  'import.cjs': `const seven = [[{ x: 0.3, y: 0.2 }, { x: 0.7, y: 0.2 }, { x: 0.45, y: 0.8 }]];
import('inkling').then(({ load }) => load()).then((network) => network.classify(seven)).then(({ label }) => console.log(label));
`,
  'require.cjs': `const seven = [[{ x: 0.3, y: 0.2 }, { x: 0.7, y: 0.2 }, { x: 0.45, y: 0.8 }]];
require('inkling').load().then((network) => network.classify(seven)).then(({ label }) => console.log(label));
`,
};

/** Others that run packages for Node, with the arguments before the program's name. */
const LIKE_NODE = {
  deno: { args: ['run', '--allow-read'], from: 'npm:inkling' },
  bun: { args: ['run'], from: 'inkling' },
};

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
for (const [name, bundler] of Object.entries(BUNDLERS)) {
  const { packages, entry = 'inkling', build, html, files = {}, server } = bundler;
  if (!isWanted(name)) continue;
  const folder = mkdtempSync(join(project, 'page-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, 'main.js'), page(entry));
  const index = (/** @type {string} */ script) =>
    `<!doctype html><title>-</title><script type="module" src="${script}"></script>`;
  writeFileSync(join(folder, 'index.html'), index('./main.js'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  process.chdir(folder);
  try {
    run('npm', ['install', '--no-audit', '--no-fund', '--silent', tarball, ...packages], folder);
    const bin = (/** @type {string} */ program) => join(folder, 'node_modules/.bin', program);
    build(bin);
    if (html) writeFileSync(join(folder, 'out/index.html'), index(`./${html}`));
    const title = server
      ? await titleFrom(bin(server), folder)
      : await titleOf(join(folder, 'out'));
    const versions = packages.map((one) => {
      const found = /^(.+)@/.exec(one)?.[1] ?? one;
      const manifest = readFileSync(join(folder, 'node_modules', found, 'package.json'), 'utf8');
      return `${found} ${JSON.parse(manifest).version}`;
    });
    console.log(`| ${name} (${versions.join(', ')}) | ${title} |`);
  } catch (error) {
    const { stdout, stderr, message } =
      /** @type {{ stdout?: string, stderr?: string, message: string }} */ (error);
    console.log(`| ${name} | failed: ${(stderr || stdout || message).slice(0, 900)} |`);
  }
}
process.chdir(root);

if (isWanted('node')) {
  for (const version of NODES) {
    const folder = mkdtempSync(join(project, 'node-'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    for (const [file, text] of Object.entries(IN_NODE)) writeFileSync(join(folder, file), text);
    const program = `node-${process.platform}-${process.arch}`;
    const packages = [tarball, `${program}@${version}`];
    run('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], folder);
    const node = join(folder, 'node_modules', program, 'bin/node');
    const results = Object.keys(IN_NODE).map((file) => {
      try {
        return `${file} ${run(node, [file], folder).trim()}`;
      } catch (error) {
        const { stderr } = /** @type {{ stderr: string }} */ (error);
        return `${file} ${/ERR_\w+/.exec(stderr)?.[0] ?? stderr.slice(0, 300)}`;
      }
    });
    console.log(`| Node ${run(node, ['--version'], folder).trim()} | ${results.join(', ')} |`);
  }
}

for (const [name, { args, from }] of Object.entries(LIKE_NODE)) {
  if (!isWanted(name)) continue;
  const folder = mkdtempSync(join(project, `${name}-`));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const text = page(from).replace('document.title = text', 'console.log(text)');
  writeFileSync(join(folder, 'main.js'), text);
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', tarball, name], folder);
  const program = join(folder, 'node_modules/.bin', name);
  const [version] = run(program, ['--version'], folder).trim().split('\n');
  console.log(`| ${name} (${version}) | ${run(program, [...args, 'main.js'], folder).trim()} |`);
}

if (isWanted('react')) {
  const folder = mkdtempSync(join(project, 'react-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const readme = readFileSync(join(root, 'web/module/README.md'), 'utf8');
  writeFileSync(join(folder, 'answer.jsx'), /```jsx\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
  writeFileSync(
    join(folder, 'main.jsx'),
    `import { createRoot } from 'react-dom/client';
import { Answer } from './answer.jsx';
const seven = [[{ x: 0.3, y: 0.2 }, { x: 0.7, y: 0.2 }, { x: 0.45, y: 0.8 }]];
createRoot(document.body).render(<Answer strokes={seven} />);
new MutationObserver(() => {
  document.title = document.body.textContent || document.title;
}).observe(document.body, { childList: true, characterData: true, subtree: true });
`,
  );
  const packages = [tarball, 'react@19', 'react-dom@19', 'esbuild@0.25.12'];
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], folder);
  run(
    join(folder, 'node_modules/.bin/esbuild'),
    [
      ...['main.jsx', '--bundle', '--format=esm', '--jsx=automatic', '--outfile=out/main.js'],
      '--alias:inkling=inkling/inline',
    ],
    folder,
  );
  writeFileSync(
    join(folder, 'out/index.html'),
    '<!doctype html><title>-</title><body><script type="module" src="main.js"></script>',
  );
  console.log(`| the example for React 19 | ${await titleOf(join(folder, 'out'))} |`);
}

if (isWanted('jsx')) {
  for (const version of ['18', '19']) {
    const folder = mkdtempSync(join(project, 'jsx-'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(
      join(folder, 'pad.tsx'),
      `import 'inkling/pad';
${version === '18' ? '' : "import type {} from 'inkling/react';\n"}export const Pad = () => <inkling-pad model="/mine.safetensors" name="digit" />;
// @ts-expect-error: no such attribute
export const Wrong = () => <inkling-pad modle="/mine.safetensors" />;
`,
    );
    const packages = [tarball, `@types/react@${version}`, 'typescript@5.9.3'];
    run('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], folder);
    let result = 'correct';
    try {
      run(
        join(folder, 'node_modules/.bin/tsc'),
        [
          ...['--noEmit', '--strict', '--jsx', 'react-jsx', '--target', 'es2022', '--skipLibCheck'],
          ...['--lib', 'es2022,dom,dom.iterable', '--module', 'esnext'],
          ...['--moduleResolution', 'bundler', 'pad.tsx'],
        ],
        folder,
      );
    } catch (error) {
      result = String(/** @type {{ stdout?: string }} */ (error).stdout).slice(0, 800);
    }
    console.log(`| JSX, React ${version} | ${result} |`);
  }
}

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
