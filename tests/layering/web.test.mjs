/** The rooms of web/: imports obey the table in web/rooms.js. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CONTRACTS, FLOORS } from '../../web/rooms.js';
import { arrowsOf, faultsOf } from './web-imports.mjs';

test('every import in web/ leads to a lower floor', async () => {
  const arrows = await arrowsOf();
  assert.deepEqual(faultsOf(arrows), []);
  const rooms = new Set(arrows.flatMap(({ from, to }) => [from, to].map((p) => p.split('/')[0])));
  assert.deepEqual([...rooms].sort(), FLOORS.flat().sort(), 'rooms of the table');
  const named = arrows.filter(({ type }) => type).map(({ to }) => to);
  const unused = Object.keys(CONTRACTS).filter((module) => !named.includes(module));
  assert.deepEqual(unused, [], 'unused contracts');
});

/** A module, an import added to it, and the message. @type {[string, string, string][]} */
const FORBIDDEN = [
  [
    'mistakes/panel.js',
    "import '../runs/panel.js';",
    'mistakes/panel.js imports runs/panel.js: mistakes and runs are on one floor, and rooms of a ' +
      'floor may not import each other',
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
    'photo/panel.js imports photo/worker/read.js: modules of the page may only import types from ' +
      'a worker/',
  ],
  [
    'train/worker/run.js',
    "import '../../handwriting/worker/teach.js';",
    'train/worker/run.js imports handwriting/worker/teach.js: only WORKER_DOORS may import ' +
      'the worker/ of another room',
  ],
  [
    'data/choice.js',
    "import '../ui/dom.js';",
    'data/choice.js imports ui/dom.js: workers load it, and ui needs a page',
  ],
];

for (const [module, line, message] of FORBIDDEN) {
  test(`${module} must not contain ${line}`, async () => {
    assert.deepEqual(faultsOf(await arrowsOf({ [module]: `${line}\n` })), [message]);
  });
}

test('a module outside the rooms is reported', () => {
  const [message] = faultsOf([{ from: 'shed/tool.js', to: 'ui/dom.js', type: false }]);
  assert.equal(message, 'shed/tool.js imports ui/dom.js: shed/tool.js is in no room of FLOORS');
});
