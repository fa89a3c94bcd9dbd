/** The rooms of web/: nothing is imported against the table in web/rooms.js. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CONTRACTS, FLOORS } from '../../web/rooms.js';
import { arrowsOf, faultsOf } from './web-imports.mjs';

test('every import of web/ goes down the floors', async () => {
  const arrows = await arrowsOf();
  assert.deepEqual(faultsOf(arrows), []);
  const rooms = new Set(arrows.flatMap(({ from, to }) => [from, to].map((p) => p.split('/')[0])));
  assert.deepEqual([...rooms].sort(), FLOORS.flat().sort(), 'rooms of the table');
  const named = arrows.filter(({ type }) => type).map(({ to }) => to);
  const unused = Object.keys(CONTRACTS).filter((module) => !named.includes(module));
  assert.deepEqual(unused, [], 'contracts that nobody names');
});

/** An import that is added to a module, and what is said of it. @type {[string, string, string][]} */
const FORBIDDEN = [
  [
    'mistakes/panel.js',
    "import '../runs/panel.js';",
    'mistakes/panel.js imports runs/panel.js: mistakes and runs are on one floor, and rooms of a ' +
      'floor do not import each other',
  ],
  [
    'ui/notices.js',
    "export const later = () => import('../app/hints.js');",
    'ui/notices.js imports app/hints.js: app is on a floor above ui',
  ],
  [
    'data/choice.js',
    "/** @typedef {import('../settings/setup.js').Setup} Setup */",
    'data/choice.js names a type of settings/setup.js: settings is on a floor above data',
  ],
  [
    'photo/panel.js',
    "import './worker/read.js';",
    'photo/panel.js imports photo/worker/read.js: a module of the page takes nothing but types ' +
      'from a worker/',
  ],
  [
    'train/worker/run.js',
    "import '../../handwriting/worker/teach.js';",
    'train/worker/run.js imports handwriting/worker/teach.js: only WORKER_DOORS import the ' +
      'worker/ of another room',
  ],
  [
    'data/choice.js',
    "import '../ui/dom.js';",
    'data/choice.js imports ui/dom.js: workers reach it, and ui needs a page',
  ],
];

for (const [module, line, said] of FORBIDDEN) {
  test(`${module} must not say ${line}`, async () => {
    assert.deepEqual(faultsOf(await arrowsOf({ [module]: `${line}\n` })), [said]);
  });
}

test('a module outside the rooms is named', () => {
  const [said] = faultsOf([{ from: 'shed/tool.js', to: 'ui/dom.js', type: false }]);
  assert.equal(said, 'shed/tool.js imports ui/dom.js: shed/tool.js is in no room of FLOORS');
});
