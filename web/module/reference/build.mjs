/**
 * Builds the API reference of the npm package: static pages, made from its type declarations and from
 * its README, whose examples run as tests.
 *
 *     node web/module/reference/build.mjs [PACKAGE_FOLDER [FOLDER]]
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { Marked } from 'marked';
import { META_POLICY } from '../../hosting/headers.js';
import { readPackage, undocumented } from './declarations.mjs';

/**
 * @typedef {import('./declarations.mjs').Callable} Callable
 * @typedef {import('./declarations.mjs').Declaration} Declaration
 * @typedef {import('./declarations.mjs').Field} Field
 */

const [source = 'build/package', folder = 'build/site/api'] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const declarations = readPackage(source);
const lacking = undocumented(declarations);
// The tests insist on it.
if (lacking.length) console.warn(`The API reference lacks a text for ${lacking.join(', ')}.`);

/** The description of a type as a sentence. @param {string} text */
const sentence = (text) => {
  const started = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.:)]$/.test(started) || started.includes('\n - ') ? started : `${started}.`;
};

/** Classes in the order in which they are met. */
const CLASSES = [
  ...['Inkling', 'Network', 'Dataset', 'InklingError', 'InklingPad'],
  ...['Low', 'Trainer', 'Evaluator', 'PictureReader'],
];
/** The layer below starts here. */
const LOW = CLASSES.indexOf('Low');

/** @param {Declaration['kind']} kind */
const ofKind = (kind) => declarations.filter((one) => one.kind === kind);
const classes = CLASSES.map((name) => {
  const found = ofKind('class').find((one) => one.name === name);
  if (!found) throw new Error(`There is no class ${name}.`);
  return found;
});
if (classes.length !== ofKind('class').length) throw new Error('A class is missing in CLASSES.');
const functions = ofKind('function');
const constants = ofKind('constant');
const types = ofKind('type').sort((a, b) => a.name.localeCompare(b.name, 'en'));
for (const { doc } of types) doc.text = sentence(doc.text);

/** Where each name is explained. @type {Map<string, string>} */
const places = new Map([
  ...classes.map(({ name }) => /** @type {const} */ ([name, `${name.toLowerCase()}.html`])),
  ...[...functions, ...constants].map(
    ({ name }) => /** @type {const} */ ([name, `functions.html#${name}`]),
  ),
  ...types.map(({ name }) => /** @type {const} */ ([name, `types.html#${name}`])),
]);

// ---- text ----

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Links the public names in HTML. @param {string} html @param {RegExp} words */
const linked = (html, words) =>
  html
    .split(/(<a\b[\s\S]*?<\/a>|<pre[\s\S]*?<\/pre>|<[^>]*>|&#?\w+;)/)
    .map((part, i) =>
      i % 2
        ? part
        : part.replace(words, (name) => {
            const place = places.get(name);
            return place ? `<a href="${place}">${name}</a>` : name;
          }),
    )
    .join('');

/** A type, with links. @param {string} type */
const typeOf = (type) => `<code>${linked(escaped(type), /\b\w+\b/g)}</code>`;

const TOKENS =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"[^"\n]*")|\b(import|from|export|const|let|return|await|async|for|of|if|while|try|catch|new|function|true|false|null)\b/g;

/** A block of code, its tokens colored. @param {string} code @param {string} [language] */
function block(code, language = 'js') {
  const colored = /^jsx?$/.test(language)
    ? escaped(code)
        .replace(/&#34;/g, '"')
        .replace(TOKENS, (token, comment, string) => {
          const kind = comment ? 'comment' : string ? 'string' : 'keyword';
          return `<span class="${kind}">${token}</span>`;
        })
    : escaped(code);
  return `<pre tabindex="0"><code>${colored}</code></pre>`;
}

/** @param {string} text */
const idOf = (text) =>
  text
    .toLowerCase()
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '');

/** The headings of a page, for its list of contents. @type {{ id: string, text: string }[]} */
let headings = [];
const markdown = new Marked({
  renderer: {
    code: ({ text, lang }) => block(text, lang),
    html: ({ text }) => escaped(text),
    heading({ text, depth }) {
      const id = idOf(text);
      headings.push({ id, text });
      return `<h${depth} id="${id}">${escaped(text)}</h${depth}>`;
    },
    table(token) {
      const cells = (/** @type {typeof token.header} */ row, /** @type {string} */ tag) =>
        row
          .map(({ tokens, text }) => {
            const kind = text ? tag : 'td';
            return `<${kind}>${this.parser.parseInline(tokens)}</${kind}>`;
          })
          .join('');
      const head = token.header.some(({ text }) => text)
        ? `<thead><tr>${cells(token.header, 'th')}</tr></thead>`
        : '';
      const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
      return `<div class="wide" tabindex="0"><table>${head}<tbody>${rows}</tbody></table></div>`;
    },
  },
});

/** Names in running text: only those that are no English words. */
const NAMES = /\b(?:[A-Z][a-z]+(?:[A-Z][a-zA-Z]*)+|[A-Z]+_[A-Z_]+)\b/g;

/** @param {string} text */
const prose = (text) => linked(String(markdown.parse(text)), NAMES);
/** @param {string} text */
const phrase = (text) => linked(String(markdown.parseInline(text)), NAMES);

/** The first sentence. @param {string} text */
const summary = (text) => {
  const [first] = text.replace(/\s+/g, ' ').split(/(?<=[.:;]) (?=[A-Z-]|$)/);
  return first.replace(/[:;]$/, '.');
};

// ---- examples ----

const readme = readFileSync(join(source, 'README.md'), 'utf8');
const examples = readme
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    title: section.slice(0, section.indexOf('\n')),
    code: [...section.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, code]) => code).join('\n'),
  }))
  .filter(({ code }) => code);

/** Links to the examples that use a function or a method. @param {string} owner @param {string} name */
function uses(owner, name) {
  const call = owner === 'Low' ? `low\\.${name}` : owner ? `(?<!low)\\.${name}` : `(?<!\\.)${name}`;
  const found = examples.filter(({ code }) => new RegExp(`${call}\\(`).test(code));
  if (!found.length || /\W/.test(name)) return '';
  const links = found.map(({ title }) => `<a href="guide.html#${idOf(title)}">${title}</a>`);
  return `<p class="uses">Examples: ${links.join(', ')}</p>`;
}

// ---- pages ----

/** What the search finds: name, address, and summary. @type {[string, string, string][]} */
const index = [];

/** @param {string} name @param {string} place @param {string} text */
const found = (name, place, text) => void index.push([name, place, summary(text)]);

/** @param {Field} field */
const fieldOf = (field) =>
  `<dt><code>${escaped(field.name)}${field.optional ? '?' : ''}</code> ${typeOf(field.type)}${
    field.writable ? ' <small>can be set</small>' : ''
  }</dt><dd>${phrase(field.text)}${fieldList(field.fields)}</dd>`;

/** @param {Field[]} fields @returns {string} */
const fieldList = (fields) => (fields.length ? `<dl>${fields.map(fieldOf).join('')}</dl>` : '');

/** @param {Callable} method @param {string} owner @param {string} id */
function methodOf({ name, signature, params, type, doc }, owner, id) {
  const given = params.map((param) => ({
    ...param,
    // The fields say it.
    type: param.fields.length ? 'object' : param.type,
    text: param.text || (param.optional ? 'options' : ''),
  }));
  const returns =
    type && type !== 'void'
      ? `<p class="returns"><b>Returns</b> ${typeOf(type)}${doc.returns ? ` ${phrase(doc.returns)}` : ''}</p>`
      : '';
  return `<section id="${id}"><h3><a href="#${id}"><code>${escaped(signature)}</code></a></h3>
${prose(doc.text)}${fieldList(given)}${returns}
${doc.throws ? `<p class="throws"><b>Throws</b> <a href="inklingerror.html">InklingError</a>: ${phrase(doc.throws)}</p>` : ''}
${doc.examples.map((code) => block(code)).join('')}${uses(owner, name)}</section>`;
}

/** @param {string} name @param {string} title @param {string} intro @param {string} content @param {[string, string][]} contents */
function page(name, title, intro, content, contents) {
  const here = `${name}.html`;
  const item = (/** @type {string} */ place, /** @type {string} */ text) =>
    `<li><a href="${place}"${place === here ? ' aria-current="page"' : ''}>${text}</a></li>`;
  const list = (/** @type {Declaration[]} */ some) =>
    some.map((one) => item(places.get(one.name) ?? '', one.name)).join('');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${META_POLICY}">
<meta name="color-scheme" content="light dark">
<title>${name === 'index' ? '' : `${name === 'inkling' ? 'The class Inkling' : title} · `}Inkling API</title>
<meta name="description" content="${escaped(summary(intro))}">
<link rel="icon" href="../icon.svg">
<link rel="stylesheet" href="reference.css">
<script type="module" src="reference.js"></script>
</head>
<body>
<header>
<a class="brand" href="index.html">Inkling API <small>${version}</small></a>
<div class="search" role="search"><input type="search" placeholder="Search" aria-label="Search the API" autocomplete="off" spellcheck="false"><ul hidden></ul></div>
</header>
<nav aria-label="Reference"><details open><summary>Contents</summary>
<ul>${item('index.html', 'Overview')}${item('guide.html', 'Guide and examples')}</ul>
<h2>Classes</h2><ul>${list(classes.slice(0, LOW))}</ul>
<h2>The layer below</h2><ul>${list(classes.slice(LOW))}</ul>
<h2>Others</h2><ul>${item('functions.html', 'Functions and constants')}${item('types.html', 'Types')}</ul>
<ul>${item('../', 'Inkling’s page')}</ul></details></nav>
<main>
<h1>${title}</h1>
${prose(intro)}
${contents.length > 3 ? `<ul class="contents">${contents.map(([id, text]) => `<li><a href="#${id}">${escaped(text)}</a></li>`).join('')}</ul>` : ''}
${content}
</main>
</body>
</html>
`;
  writeFileSync(join(folder, here), html);
}

/** @param {string} name */
const memberId = (name) => name.replace(/^new .*/, 'new').replace(/\[Symbol\.(\w+)\]/, '$1');

/** How to get at a class that a program names. @param {Declaration} one */
function imports({ name, entry, methods }) {
  if (entry === 'inkling/pad') return `import '${entry}';`;
  const named = name.endsWith('Error') || methods.some((method) => method.name.startsWith('new '));
  return named ? `import { ${name} } from '${entry}';` : '';
}

/** @param {Declaration} one */
function classPage(one) {
  const { name, doc, fields, methods } = one;
  const place = `${name.toLowerCase()}.html`;
  found(name, place, doc.text);
  for (const { name: field, text } of fields) found(`${name}.${field}`, `${place}#${field}`, text);
  for (const { name: method, doc: its } of methods) {
    found(
      method.startsWith('new ') ? method : `${name}.${method}()`,
      `${place}#${memberId(method)}`,
      its.text,
    );
  }
  const properties = fields.map(
    (field) =>
      `<section id="${field.name}"><h3><a href="#${field.name}"><code>${field.name}</code></a> ${typeOf(field.fields.length ? 'object' : field.type)}${
        field.writable ? ' <small>can be set</small>' : ''
      }</h3>${prose(field.text)}${fieldList(field.fields)}</section>`,
  );
  const called = methods.map((method) => methodOf(method, name, memberId(method.name)));
  page(
    name.toLowerCase(),
    name,
    doc.text,
    `${imports(one) ? block(imports(one)) : ''}
${called.length ? `<h2>Methods</h2>${called.join('')}` : ''}
${properties.length ? `<h2>Properties</h2>${properties.join('')}` : ''}`,
    [
      ...methods.map(
        (method) => /** @type {[string, string]} */ ([memberId(method.name), `${method.name}()`]),
      ),
      ...fields.map((field) => /** @type {[string, string]} */ ([field.name, field.name])),
    ],
  );
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

for (const one of classes) classPage(one);

for (const { name, doc } of functions) found(`${name}()`, `functions.html#${name}`, doc.text);
for (const { name, doc } of constants) found(name, `functions.html#${name}`, doc.text);
page(
  'functions',
  'Functions and constants',
  'What `inkling` exports besides its classes and types.',
  `<h2>Functions</h2>${functions.map(({ methods: [method] }) => methodOf(method, '', method.name)).join('')}
<h2>Constants</h2><dl>${constants
    .map(
      ({ name, type, doc }) =>
        `<dt id="${name}"><code>${name}</code> ${typeOf(type)}</dt><dd>${phrase(doc.text)}</dd>`,
    )
    .join('')}</dl>`,
  [],
);

for (const { name, doc } of types) found(name, `types.html#${name}`, doc.text);
for (const { name, fields } of types) {
  for (const field of fields) found(`${name}.${field.name}`, `types.html#${name}`, field.text);
}
page(
  'types',
  'Types',
  'The types that `inkling` exports, for TypeScript and for hover texts in editors.',
  `<h2>All types</h2>${types
    .map(
      ({ name, type, doc, fields }) =>
        `<section id="${name}"><h3><a href="#${name}"><code>${name}</code></a></h3>${prose(doc.text)}${
          fields.length ? fieldList(fields) : `<p>${typeOf(type)}</p>`
        }</section>`,
    )
    .join('')}`,
  types.map(({ name }) => [name, name]),
);

headings = [];
const [introduction, ...sections] = readme.split(/^(?=## )/m);
const guide = String(markdown.parse(sections.join('')));
for (const { id, text } of headings) found(text, `guide.html#${id}`, 'Guide and examples.');
page(
  'guide',
  'Guide and examples',
  introduction.replace(/^# .*\n/, ''),
  guide,
  headings.map(({ id, text }) => [id, text]),
);

writeFileSync(join(folder, 'search.json'), JSON.stringify(index));
buildSync({
  entryPoints: ['reference.js', 'reference.css'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  ),
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome91', 'firefox90', 'safari15'],
  logLevel: 'warning',
});

// The overview is written last: make takes its date for that of all pages.
/** @param {Declaration[]} some */
const overview = (some) =>
  `<dl class="overview">${some
    .map(
      ({ name, doc }) =>
        `<dt><a href="${places.get(name)}"><code>${name}</code></a></dt><dd>${phrase(summary(doc.text))}</dd>`,
    )
    .join('')}</dl>`;
const first = examples.find(({ title }) => title === 'Classify')?.code ?? '';
page(
  'index',
  'Inkling API',
  'The reference of `inkling`, the npm package: a neural network for handwritten digits, or for classes of your own.',
  `${block(first)}<p><a href="guide.html">Guide and examples</a>: train, classify, serve, save, export.</p>
<h2>Functions</h2>${overview(functions)}
<h2>Classes</h2>${overview(classes.slice(0, LOW))}
<h2>The layer below</h2>${overview(classes.slice(LOW))}
<h2>Types</h2>${overview(types)}`,
  [],
);
