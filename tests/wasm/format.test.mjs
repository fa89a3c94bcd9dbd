/** Numbers, units, lists and dates are formatted for language and region, in a single module. */
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
  formatSentences,
  formatShape,
  plural,
} from '../../web/text/format.js';
import { useLanguage } from '../../web/text/language.js';
import { SOURCES } from '../words.mjs';

/** Sets the page's language, and those the browser asks for. @param {string} tag @param {string[]} asked */
function visit(tag, asked = [tag]) {
  Object.defineProperty(globalThis, 'navigator', {
    value: { languages: asked },
    configurable: true,
  });
  useLanguage(tag);
}

afterEach(() => visit('en'));

/** Ignores differences between kinds of spaces. @param {string} text */
const plain = (text) => text.replace(/\s/g, ' ');

test('numbers and units follow the language', () => {
  visit('en');
  assert.equal(formatNumber(60000), '60,000');
  assert.equal(formatNumber(-0.001, { maximumFractionDigits: 2 }), '0');
  assert.equal(formatNumber(-0.01, { maximumFractionDigits: 2 }), '−0.01');
  assert.equal(formatNumber(-3, { signDisplay: 'exceptZero' }), '−3');
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
  assert.equal(formatSentences(['A.', 'B.']), 'A. B.');
  visit('de');
  assert.equal(formatNumber(60000), '60.000');
  assert.equal(plain(formatPercent(0.9821, 2)), '98,21 %');
  assert.equal(formatDegrees(10), '10°');
  visit('fr');
  assert.match(plain(formatBytes(64e6)), /^64 Mo$/);
  visit('zh-Hans');
  assert.equal(formatList(['a', 'b', 'c']), 'a、b、c');
  assert.equal(formatSentences(['甲。', '乙。']), '甲。乙。');
  assert.equal(plain(formatDuration(150)), '3 分钟');
  assert.equal(plain(formatSeconds(1.24, 1)), '1.2 秒');
});

test('numbers and dates follow the region if it belongs to the language', () => {
  visit('es', ['en-US', 'es-MX', 'es']);
  assert.equal(formatNumber(60000.5), '60,000.5');
  visit('es', ['en-US', 'de-AT']);
  assert.equal(formatNumber(60000.5), '60.000,5');
  const noon = new Date(2024, 4, 25, 12, 5).getTime();
  visit('en', ['en-GB']);
  assert.equal(formatDate(noon), '25 May 2024, 12:05');
  visit('en', ['en-US']);
  assert.equal(plain(formatDate(noon)), 'May 25, 2024, 12:05 PM');
  // Simplified Chinese in a browser set to Traditional.
  visit('zh-Hans', ['zh-TW']);
  assert.ok(!formatDate(noon).includes('下午'));
});

test('digits are Western Arabic, as drawn on the pad, in every region', () => {
  visit('ar', ['ar-EG']);
  assert.match(formatNumber(60000), /^60.000$/);
  assert.match(formatPercent(0.98), /98/);
  assert.match(formatDate(Date.now()), /\d/);
});

test('a shape keeps its order in right-to-left text', () => {
  const shape = { height: 24, width: 24, channels: 16 };
  visit('en');
  assert.equal(formatShape(shape), '24×24×16');
  assert.equal(formatShape({ height: 28, width: 28 }), '28×28');
  assert.equal(formatShape({ height: 1, width: 1, channels: 1024 }), '1,024');
  visit('ar');
  assert.equal(formatShape(shape), '\u206624×24×16\u2069');
  assert.match(formatPixels(2), /^\u2066.*\u2069$/);
  assert.match(formatFacts(['relu', 'x']), /^\u2068relu\u2069 · \u2068x\u2069$/);
  // With only isolated parts, it takes the direction of the surrounding text.
  assert.match(formatFacts([formatShape(shape)]), /^\u2067\u2066.*\u2069\u2069$/);
});

test('a number selects the form of its plural category', () => {
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

/** Hand-written formatting that should depend on the language. */
const BY_HAND = [
  /\.to(?:Fixed|Precision|Exponential|Locale\w*)\(/,
  /\bnew Intl\.|\bIntl\.\w+\(/,
  /[+}] *['"`]? ?(?:%|px|°|[kM]B|m?s)(?=['"`])/,
  /\.join\((['"`]).*[,;·、].*\1\)/,
  /=== 1 \? ['"`]/,
];

/** Exceptions: text for programs, files and styles, not for people. */
const ALLOWED = [
  ['text/format.js', '', 'the module itself'],
  ['text/language.js', 'new Intl.Locale(', 'language tags, never shown'],
  ['inkling/module.js', '', 'layer lists; the engine as text, for programs'],
  ['inkling/layers.js', '', 'layer lists; English errors, for programs'],
  ['inkling/guard.js', ".join(', ')", 'English errors, for programs'],
  ['settings/layers-editor.js', ".join(', ')", 'a layer list, for the core'],
  ['settings/layer-text.js', '.toPrecision(7)', 'a layer list, for the core'],
  ['stage/layer-list.js', ".join(', ')", 'a layer list, for the core'],
  ['stage/formula.js', "join('; ')", 'a formula'],
  ['storage/aside-file.js', ".join(',", 'a file'],
  ['ui/valid-language.js', 'Intl.getCanonicalLocales(', 'a language tag, never shown'],
  ['models/curve-csv.js', '.toPrecision(7)', 'a file'],
  ['models/curve-csv.js', ".join(',')", 'a file'],
  ['models/run-notes.js', '.toFixed(2)', 'a file'],
  ['inside/activations.js', 'maxInlineSize', 'a style'],
  ['answer/number-view.js', 'style.inset', 'a style'],
  ['step/forward.js', 'max(${values', 'a formula'],
  ['step/backward.js', "equation(numbers.join(', '))", 'a formula'],
];

test('only text/format.js formats numbers, units, lists and plurals', () => {
  const found = [];
  const used = new Set();
  for (const [path, text] of SOURCES) {
    // The module's English errors are for programs; the page translates their codes.
    if (/^(?:hosting|offline|module)\//.test(path)) continue;
    // Layer lists, scripts in other languages, and what a file says of itself.
    if (/^models\/(?:readers|exporters)\//.test(path)) continue;
    for (const line of text.split('\n')) {
      if (!BY_HAND.some((pattern) => pattern.test(line))) continue;
      const exception = ALLOWED.find(([file, part]) => file === path && line.includes(part));
      if (exception) used.add(exception);
      else found.push(`${path}: ${line.trim()}`);
    }
  }
  assert.deepEqual(found, []);
  assert.deepEqual(
    ALLOWED.filter((one) => !used.has(one)),
    [],
    'no longer needed',
  );
});
