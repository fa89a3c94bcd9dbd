/** Numbers, units, lists and dates as each language and region writes them, and in one place only. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
  formatBytes,
  formatDate,
  formatDegrees,
  formatDuration,
  formatFacts,
  formatLimit,
  formatList,
  formatNumber,
  formatPercent,
  formatPixels,
  formatSeconds,
  formatShape,
  plural,
} from '../../web/text/format.js';
import { useLanguage } from '../../web/text/language.js';
import { SOURCES } from '../words.mjs';

/** The page in a language, for a visitor whose browser asks for these. @param {string} tag @param {string[]} asked */
function visit(tag, asked = [tag]) {
  Object.defineProperty(globalThis, 'navigator', {
    value: { languages: asked },
    configurable: true,
  });
  useLanguage(tag);
}

afterEach(() => visit('en'));

/** What is said to people does not differ by the kind of its spaces. @param {string} text */
const plain = (text) => text.replace(/\s/g, ' ');

test('numbers and units are those of the language', () => {
  visit('en');
  assert.equal(formatNumber(60000), '60,000');
  assert.equal(formatPercent(0.9821, 2), '98.21%');
  assert.equal(formatPercent(0.98, 1, 0), '98%');
  assert.equal(formatBytes(312), '1 kB');
  assert.equal(formatBytes(120_400), '120 kB');
  assert.equal(formatBytes(1_260_000), '1.3 MB');
  assert.equal(formatLimit(64 << 20), '64 MB');
  assert.equal(formatSeconds(1.24, 1), '1.2 sec');
  assert.equal(formatDuration(89), '89 sec');
  assert.equal(formatDuration(150), '3 min');
  assert.equal(formatDegrees(10), '10°');
  assert.equal(plain(formatPixels(0.5)), '0.5 px');
  assert.equal(formatList(['a.png', 'b.png', 'c.png']), 'a.png, b.png, c.png');
  assert.equal(formatFacts(['a', 'b']), 'a · b');
  visit('de');
  assert.equal(formatNumber(60000), '60.000');
  assert.equal(plain(formatPercent(0.9821, 2)), '98,21 %');
  assert.equal(formatDegrees(10), '10°');
  visit('fr');
  assert.match(plain(formatBytes(64e6)), /^64 Mo$/);
  visit('zh-Hans');
  assert.equal(formatList(['a', 'b', 'c']), 'a、b、c');
});

test('numbers and dates follow the region, where it is one of the language', () => {
  visit('es', ['en-US', 'es-MX', 'es']);
  assert.equal(formatNumber(60000.5), '60,000.5');
  visit('es', ['en-US', 'de-AT']);
  assert.equal(formatNumber(60000.5), '60.000,5');
  const noon = new Date(2024, 4, 25, 12, 5).getTime();
  visit('en', ['en-GB']);
  assert.equal(formatDate(noon), '25 May 2024, 12:05');
  visit('en', ['en-US']);
  assert.equal(plain(formatDate(noon)), 'May 25, 2024, 12:05 PM');
  // Simplified words beside a browser that asks for traditional ones.
  visit('zh-Hans', ['zh-TW']);
  assert.ok(!formatDate(noon).includes('下午'));
});

test('digits are the ones that are drawn, whatever the region writes', () => {
  visit('ar', ['ar-EG']);
  assert.match(formatNumber(60000), /^60.000$/);
  assert.match(formatPercent(0.98), /98/);
  assert.match(formatDate(Date.now()), /\d/);
});

test('a shape keeps its order from right to left', () => {
  const shape = { height: 24, width: 24, channels: 16 };
  visit('en');
  assert.equal(formatShape(shape), '24×24×16');
  assert.equal(formatShape({ height: 28, width: 28 }), '28×28');
  assert.equal(formatShape({ height: 1, width: 1, channels: 1024 }), '1,024');
  visit('ar');
  assert.equal(formatShape(shape), '\u206624×24×16\u2069');
  assert.match(formatPixels(2), /^\u2066.*\u2069$/);
  assert.match(formatFacts(['relu', 'x']), /^\u2068relu\u2069 · \u2068x\u2069$/);
  // Nothing in it but what is set apart: it goes from right to left as the text around it does.
  assert.match(formatFacts([formatShape(shape)]), /^\u2067\u2066.*\u2069\u2069$/);
});

test('a number takes the form of its plural category', () => {
  const six = ['zero', 'one', 'two', 'few', 'many', 'other'];
  visit('ar');
  assert.deepEqual(
    [0, 1, 2, 3, 11, 100].map((count) => plural(six, count)),
    six,
  );
  visit('fr');
  assert.deepEqual(
    [0, 1, 2, 1e6].map((count) => plural(['one', 'other'], count)),
    ['one', 'one', 'other', 'other'],
  );
  visit('zh-Hans');
  assert.equal(plural(['other'], 1), 'other');
});

/** What is written differently from language to language, written by hand. */
const BY_HAND = [
  /\.to(?:Fixed|Precision|Exponential|Locale\w*)\(/,
  /\bnew Intl\.|\bIntl\.\w+\(/,
  /[+}] *['"`]? ?(?:%|px|°|[kM]B|m?s)(?=['"`])/,
  /\.join\((['"`]).*[,;·、].*\1\)/,
  /=== 1 \? ['"`]/,
];

/** Where that is meant: what is for programs, files and styles, and not for people. */
const MEANT = [
  ['text/format.js', '', 'this is the place'],
  ['text/language.js', 'new Intl.Locale(', 'tags of languages, nothing that is shown'],
  ['inkling/module.js', '', 'texts of layers; the engine in words, for programs'],
  ['inkling/layers.js', '', 'texts of layers; errors in English, for programs'],
  ['settings/layers-editor.js', ".join(', ')", 'the text of layers, as the core reads it'],
  ['models/curve-csv.js', '.toPrecision(7)', 'a file'],
  ['models/curve-csv.js', ".join(',')", 'a file'],
  ['models/run-notes.js', '.toFixed(2)', 'a file'],
  ['inside/activations.js', 'maxInlineSize', 'a style'],
  ['step/forward.js', 'max(${values', 'a formula'],
  ['step/backward.js', "equation(numbers.join(', '))", 'a formula'],
];

test('nothing but text/format.js writes numbers, units, lists and plurals', () => {
  const found = [];
  const met = new Set();
  for (const [path, text] of SOURCES) {
    // English errors of the module are for programs; the page says them by their codes.
    if (/^(?:hosting|offline|module)\//.test(path)) continue;
    for (const line of text.split('\n')) {
      if (!BY_HAND.some((pattern) => pattern.test(line))) continue;
      const meant = MEANT.find(([file, part]) => file === path && line.includes(part));
      if (meant) met.add(meant);
      else found.push(`${path}: ${line.trim()}`);
    }
  }
  assert.deepEqual(found, []);
  assert.deepEqual(
    MEANT.filter((one) => !met.has(one)),
    [],
    'no longer needed',
  );
});
