/** The rooms of src/: includes obey the table in src/README.md. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { faultsOf, includes, rooms } from './src-includes.mjs';

test('every include in src/ is allowed by the table of rooms', () => {
  assert.deepEqual(faultsOf(includes()), []);
  const folders = readdirSync('src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['cli', 'inkling'].includes(entry.name))
    .map(({ name }) => name);
  assert.deepEqual([...rooms().keys()].sort(), folders.sort(), 'rooms of the table');
});

test('a forbidden include is reported with both files', () => {
  const up = { 'ink/raster.c': '#include "layers/layer.h"\n' };
  assert.deepEqual(faultsOf(includes(up)), [
    'src/ink/raster.c includes layers/layer.h: ink may include base',
  ]);
  const hidden = { 'base/rng.c': '#include "inkling/network.h"\n' };
  assert.deepEqual(faultsOf(includes(hidden)), [
    'src/base/rng.c includes inkling/network.h: base may include nothing',
  ]);
  const inside = { 'cli/main.c': '#include "ink/image.h"\n' };
  assert.match(
    faultsOf(includes(inside)).join(),
    /cli\/ and wasm.c may only include public headers/,
  );
});

test('an include is found however it is written', () => {
  const hidden = /** @type {[string, string, RegExp][]} */ ([
    ['ink/raster.c', '#include "../layers/layer.h"', /write the room and the file/],
    ['ink/raster.c', '#include "normalize.h"', /write the room and the file/],
    ['ink/raster.c', '#include <layers/layer.h>', /ink may include base/],
    ['ink/raster.c', '  # include "layers/layer.h"', /ink may include base/],
    ['cli/main.c', '#include "../ink/image.h"', /write the room and the file/],
    ['wasm.c', '#include "ink/image.h"', /only include public headers/],
    ['inkling.h', '#include "ink/image.h"', /only include public headers/],
    ['inkling/network.h', '#include "network/network.h"', /only include public headers/],
  ]);
  for (const [file, line, fault] of hidden) {
    const faults = faultsOf(includes({ [file]: `${line}\n` }));
    assert.equal(faults.length, 1, `${file}: ${line}`);
    assert.match(faults[0], fault);
  }
});
