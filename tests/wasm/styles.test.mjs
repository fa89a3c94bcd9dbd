/** Styles use logical properties, because the page also supports right-to-left languages. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromRoot } from './helpers.mjs';

const PHYSICAL = /(^|-)(left|right)(-|$)/;
const BY_SIDE = /^(padding|margin|inset|scroll-(padding|margin)|border-(width|style|color))$/;
const BY_WORD = /^(text-align|float|clear|caption-side)$/;

/** Whether a declaration depends on the writing direction. @param {string} property @param {string} value */
function isPhysical(property, value) {
  if (PHYSICAL.test(property)) return true;
  if (BY_WORD.test(property)) return /\b(left|right)\b/.test(value);
  // Spaces inside parentheses don't separate values.
  const values = value.match(/(?:[^\s(]+\([^)]*\)+|[^\s(]+)+/g) ?? [];
  if (BY_SIDE.test(property)) return values.length === 4 && values[1] !== values[3];
  if (property !== 'border-radius' || values.length < 2) return false;
  const [topLeft, topRight, bottomRight = topLeft, bottomLeft = topRight] = values;
  return topLeft !== topRight || bottomRight !== bottomLeft;
}

/** @param {string} css */
const declarations = (css) =>
  [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([a-z-]+)\s*:\s*([^;{}]+);/g)].map(
    ([, property, value]) => ({ property, value: value.trim() }),
  );

test('no style uses a physical side', () => {
  const files = readdirSync(fromRoot('web'), { recursive: true, encoding: 'utf8' });
  const styles = files.filter((name) => name.endsWith('.css'));
  assert.ok(styles.length > 8);
  const found = styles.flatMap((name) =>
    declarations(readFileSync(fromRoot(`web/${name}`), 'utf8'))
      .filter(({ property, value }) => isPhysical(property, value))
      .map(({ property, value }) => `${name}: ${property}: ${value}`),
  );
  assert.deepEqual(found, []);
});

test('physical sides are detected', () => {
  const css = `a { padding: 1px 2px 3px 4px; margin-left: 0; border-radius: 0 4px 4px 0; }
    b { text-align: right; inset: 0 auto 0 calc(1px + 2px); border-left-color: red; left: 1px; }`;
  assert.ok(declarations(css).every(({ property, value }) => isPhysical(property, value)));
  assert.equal(declarations(css).length, 7);
  const logical =
    'a { padding: 1px 2px 3px 2px; margin: 0 1px; text-align: start; border-radius: 4px; }';
  assert.ok(!declarations(logical).some(({ property, value }) => isPhysical(property, value)));
});
