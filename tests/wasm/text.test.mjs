/**
 * The page's texts: every language has all messages with the same placeholders, every key in use
 * exists and is loaded where it is used, and no message is unused.
 */
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { LESSONS, loadTexts } from '../../web/lessons/library.js';
import { formatSetting } from '../../web/settings/format-setting.js';
import { DECLARATIONS } from '../../web/settings/schema.js';
import { addWords, loadLanguage, pluralCategories, t, tError } from '../../web/text/index.js';
import { useLanguage } from '../../web/text/language.js';
import { LANGUAGES } from '../../web/text/languages.js';
import { KINDS } from '../../web/text/layer-kinds.js';
import { wantedLanguage } from '../../web/text/wanted-language.js';
import {
  ENGLISH,
  ENGLISH_BY_FILE,
  HTML,
  keysOf,
  loadedWith,
  messagesOf,
  SOURCES,
} from '../words.mjs';

/** @typedef {import('../../web/text/keys.js').Messages} Messages */

const ALL = keysOf(ENGLISH);

/** @param {string} message */
const values = (message) => [...new Set(message.match(/\{\w+/g) ?? [])].sort();

/** All texts in a nested object. @param {string | object} words @returns {string[]} */
const textsIn = (words) =>
  typeof words === 'string' ? [words] : Object.values(words).flatMap(textsIn);

/** Matches whole words only. @param {string} words */
const wholeWords = (words) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu');

/** An article before a class name, which may be a letter. @param {string} articles */
const before = (articles) => wholeWords(`(${articles}) \\{(answer|best|digit|label|second)\\}`);

/** What no message of a language may contain. @type {Record<string, { signs?: RegExp[], words: RegExp[] }>} */
const FAULTS = {
  en: {
    words: [
      wholeWords('bring\\p{L}*|brought|grey|(?<!by )hand|licence|my|ran away|set-up'),
      before('an?|the'),
    ],
  },
  de: {
    // A time may end in a period: 5 Sek.
    signs: [/\{time\}\./],
    words: [
      wholeWords('Abwandlung|Gewichtsabnahme|(?<!von )Hand|merken|Rechenwerk|Treffer|Vermehrung'),
      wholeWords('aufbewahr\\p{L}*|gemerkt|mit(zu)?bring\\p{L}*|Ziffern der Seite'),
      before('eine?|der|die|das'),
    ],
  },
  es: {
    words: [
      wholeWords('aciertos?|cifras?|dígitos de la página|funciona sin red|trae|traer\\p{L}*'),
      before('un|el'),
    ],
  },
  fr: {
    // Non-breaking spaces, narrow ones before ; ? and !
    signs: [/[^\u00a0][:»]|«[^\u00a0]/, /[^\u202f][;?!]/],
    words: [
      wholeWords(
        'abîmée?s?|apport\\p{L}+|déclin|essais?|fils|gardée?s?|justesse|(?<!à la )mains?|pannes?',
      ),
      wholeWords('chiffres de la page|fonctionne sans réseau|retir\\p{L}+|tes|toi|ton|tu'),
      before('une?|le'),
    ],
  },
  zh: {
    signs: [/\p{Script=Han}[,:;?()]|[,:;?()]\p{Script=Han}/u],
    words: [/本页的数字|带来|好权重|还没到|(?<!笔)画(?!面)|数字表|图片表|(?<!随机)种子/],
  },
  ar: {
    // Without isolation, 28×28 or 3x3 would be displayed from right to left.
    signs: [/\d\s?[\p{Script=Latin}×]\s?\d/u],
    words: [
      wholeWords('أحضر\\p{L}*|إحضار\\p{L}*|أرقام الصفحة|(ال)?عطل|خطك|خطي|لم تصل بعد'),
      wholeWords('(ال)?معاملات|توسيع البيانات'),
    ],
  },
};

/** Names of programs; and "threads", as it is said in French and Portuguese too. */
const SAME = ['models.onnx', 'status.engine'];

/** Around a quoted name. @type {Record<string, [string, string]>} */
const QUOTES = {
  en: ['“', '”'],
  de: ['„', '“'],
  es: ['«', '»'],
  fr: ['«\u00a0', '\u00a0»'],
  ar: ['«', '»'],
};

/** What a text says, without the marks that isolate its values. @param {string} text */
const said = (text) => text.replace(/[\u200f\u2066-\u2069]/g, '');

test('no section of the English texts is defined twice', () => {
  const sections = [...ENGLISH_BY_FILE.values()].flatMap((words) => Object.keys(words));
  assert.deepEqual(sections, [...new Set(sections)]);
});

for (const tag of Object.keys(LANGUAGES)) {
  const words = await messagesOf(tag);

  test(`${tag} has exactly the messages of English`, () => {
    assert.deepEqual(keysOf(words).sort(), keysOf(ENGLISH).sort());
  });

  test(`${tag} has the placeholders of each message, and no empty messages`, () => {
    for (const [section, named] of Object.entries(ENGLISH)) {
      for (const [name, message] of Object.entries(named)) {
        const said = words[section][name];
        assert.deepEqual(values(said), values(message), `${section}.${name}`);
        assert.ok(said.trim(), `${section}.${name}`);
      }
    }
  });

  test(`${tag} has a form for each of its plural categories`, (context) => {
    useLanguage(tag);
    context.after(() => useLanguage('en'));
    const categories = pluralCategories();
    // Where the categories are one, many, and other, two forms are enough: "many" is for millions.
    const allowed = [categories.length, ...(categories[1] === 'many' ? [2] : [])];
    for (const key of keysOf(words)) {
      const [section, name] = key.split('.');
      for (const [, forms] of words[section][name].matchAll(/\{\w+\|((?:[^{}]|\{\w+\})*)\}/g)) {
        assert.ok(allowed.includes(forms.split('|').length), `${key}: ${forms}`);
      }
    }
  });

  test(`${tag} leaves large numbers and sizes of files to web/text/format.js`, () => {
    for (const key of keysOf(words)) {
      const [section, name] = key.split('.');
      assert.doesNotMatch(
        words[section][name],
        /\d{4}|\d[.,\s]\d{3}(?!\d)|\d\s?(?:[kKM]B|[kM]o|م\.?ب|ميغا|兆)/,
        key,
      );
    }
  });

  test(`no text of ${tag} is English, unless it is the language`, () => {
    if (tag === 'en') return;
    for (const key of keysOf(words)) {
      const [section, name] = key.split('.');
      const said = words[section][name].replace(/\{[^}|]*\}/g, '');
      // One word may be the same: "Pause", "Softmax", "Threads".
      if (words[section][name] !== ENGLISH[section][name] || SAME.includes(key)) continue;
      assert.ok((said.match(/[\p{L}-]+/gu) ?? []).length < 2, `${key}: ${said}`);
    }
  });

  test(`${tag} names settings and quotes what an error is about in its own way`, async (context) => {
    const root = { lang: '', dir: '' };
    Object.assign(globalThis, { document: { documentElement: root } });
    await loadLanguage(tag);
    context.after(() => loadLanguage('en'));
    assert.deepEqual(root, { lang: tag, dir: LANGUAGES[tag].direction });
    for (const declaration of DECLARATIONS) {
      for (const choice of declaration.choices ?? []) {
        const named = typeof choice === 'number' ? declaration.named?.[choice] : choice;
        if (named) assert.equal(formatSetting(declaration, choice), words.choices[named]);
      }
    }
    const error = Object.assign(new Error('“dens 10”: This is not a layer.'), {
      code: 'BAD_LAYER_TEXT',
    });
    const [before, after] = QUOTES[tag] ?? QUOTES.en;
    const culprit = said(tError(error));
    assert.ok(culprit.startsWith(`${before}dens 10${after}`), culprit);
    assert.ok(culprit.endsWith(words.core.BAD_LAYER_TEXT), culprit);
  });

  const lessons = await Promise.all(LESSONS.map(({ id }) => loadTexts(id, tag)));
  const texts = textsIn([words, lessons, ...Object.values(KINDS).map((kind) => kind[tag])]).map(
    (text) => text.replace(/\u2066[^\u2069]*\u2069/g, 'isolated'),
  );
  const faults = FAULTS[tag.split('-')[0]];

  test(`${tag} follows its punctuation rules`, () => {
    // Only German puts a space before an ellipsis, a non-breaking one.
    const ellipsis = tag === 'de' ? / …/ : /\s…/;
    for (const fault of [ellipsis, /\d ?x ?\d/, ...(faults?.signs ?? [])]) {
      for (const text of texts) assert.doesNotMatch(text, fault);
    }
  });

  test(`${tag} uses the terms of web/text/glossary.md`, () => {
    for (const fault of faults?.words ?? []) {
      for (const text of texts) assert.doesNotMatch(text, fault);
    }
  });
}

/** The language of the page for these wishes. */
const wanted = (/** @type {(string | null)[]} */ ...wishes) =>
  wantedLanguage(Object.keys(LANGUAGES), wishes);

test('a language is found by any of its tags', () => {
  for (const tag of Object.keys(LANGUAGES)) {
    assert.equal(wanted(tag), tag);
    assert.equal(wanted(null, tag), tag);
  }
  // 'zh' was stored by earlier versions of the page; Traditional Chinese is not translated yet.
  for (const tag of ['zh', 'zh-CN', 'zh-SG', 'zh-hans-cn', 'zh-TW', 'zh-Hant-HK']) {
    assert.equal(wanted(tag, 'de'), 'zh-Hans', tag);
    assert.equal(wanted(null, 'xx', tag, 'de'), 'zh-Hans', tag);
  }
  assert.equal(wanted(null, 'de-AT', 'zh'), 'de');
  assert.equal(wanted('xx', 'yy'), 'en');
});

/** All texts in a nested object. @param {string | object} words @returns {string[]} */
const texts = (words) =>
  typeof words === 'string' ? [words] : Object.values(words).flatMap(texts);

test('Chinese has full-width punctuation', async () => {
  const { WORDS } = await import('../../web/text/zh-Hans.js');
  const wide = '[\\p{Script=Han}，。：；？！、（）“”…]';
  const narrow = '[,.:;?!()"]';
  const mixed = new RegExp(`${wide} ?${narrow}(?![a-z])|${narrow} ?${wide}`, 'u');
  const lessons = await Promise.all(LESSONS.map(({ id }) => loadTexts(id, 'zh-Hans')));
  const messages = [WORDS, lessons, ...Object.values(KINDS).map((kind) => kind['zh-Hans'])].flatMap(
    texts,
  );
  assert.ok(messages.length > 500);
  for (const message of messages) assert.doesNotMatch(message, mixed);
});

test('a misspelled key does not compile', () => {
  // @ts-expect-error no such name
  assert.equal(t('train.trian'), 'train.trian');
  // @ts-expect-error no such section
  assert.equal(t('trian.train'), 'trian.train');
  assert.equal(t('ui.labeled', { label: 'Seed', value: 3 }), 'Seed: 3');
  // @ts-expect-error a value is missing
  assert.equal(t('ui.labeled', { label: 'Seed' }), 'Seed: {value}');
  // @ts-expect-error no such value
  assert.equal(t('ui.labeled', { label: 'Seed', value: 3, valeu: 3 }), 'Seed: 3');
  addWords(/** @type {Messages} */ (ENGLISH_BY_FILE.get('handwriting/words.js')));
  assert.equal(t('handwriting.removed', { count: 1 }), '1 drawing deleted.');
  // @ts-expect-error the value that selects a form must be a number
  assert.equal(t('handwriting.removed', { count: '2' }), '2 drawings deleted.');
});

/**
 * The message keys in a module's source, complete or as templates: `inside.${id}Title`.
 * @param {string} text
 */
function namedIn(text) {
  const found = text.matchAll(/(['"`])([a-z]+\.(?:[\w-]|\$\{[^}]*\})+)\1/g);
  return [...found].flatMap(([, , key]) => {
    const pattern = new RegExp(`^${key.replace('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`);
    return ALL.filter((one) => pattern.test(one));
  });
}

/** @param {string} path of a module @returns {string[]} the keys loaded with it */
const wordsWith = (path) =>
  [...loadedWith(path)].flatMap((one) => keysOf(ENGLISH_BY_FILE.get(one) ?? {}));

const first = new Set(wordsWith('app/main.js'));

test('the keys in index.html are available at startup', () => {
  const named = [...HTML.matchAll(/ data-t(?:-\w+)?="([^"]*)"/g)].map(([, key]) => key);
  assert.ok(named.length > 50);
  for (const key of named) assert.ok(first.has(key), key);
});

test('texts are loaded where they are used', () => {
  const panels = [
    .../** @type {string} */ (SOURCES.get('app/panels.js')).matchAll(/'\.\.\/(\w+\/panel\.js)'/g),
  ];
  assert.ok(panels.length > 5);
  for (const [, panel] of panels) {
    const here = new Set([...first, ...wordsWith(panel)]);
    for (const path of loadedWith(panel)) {
      for (const key of namedIn(SOURCES.get(path) ?? '')) {
        assert.ok(here.has(key), `${path}: ${key}`);
      }
    }
  }
});

test('messages are looked up and never taken from English', () => {
  for (const [path, source] of SOURCES) {
    // text/ registers its own, and looks up the rest.
    if (!path.startsWith('text/')) assert.doesNotMatch(source, /import \{ WORDS/, path);
  }
});

test('rooms beyond the first screen wait for the rest of the language', () => {
  let rooms = 0;
  for (const path of loadedWith('app/start.js', loadedWith('app/main.js'))) {
    const code = SOURCES.get(path)?.replace(/\/\*.*?\*\//gs, '') ?? '';
    for (const [text, before, room] of code.matchAll(/(\S*)\bimport\('(\.[^']+)'\)/g)) {
      if (wordsWith(join(dirname(path), room)).every((key) => first.has(key))) continue;
      // The panels are listed, and loaded elsewhere in their module.
      const waits = before.endsWith('withWords(') || code.includes('withWords(load())');
      assert.ok(waits, `${path}: ${text}`);
      rooms++;
    }
  }
  assert.ok(rooms > 15);
});

test('no message is unused', () => {
  const used = new Set([...SOURCES.values(), HTML].flatMap(namedIn));
  assert.deepEqual(
    ALL.filter((key) => !used.has(key)),
    [],
  );
});
