/**
 * A Rollup plugin that splits the words of each language in two: those of the first screen, which
 * load before it, and the rest, which load with the first room that isn't on it. In the sources, a
 * language is one file, and English lives in each room's words.js. Here, English becomes a file as
 * well, so that visitors who read another language don't load both.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Follows a path: the words.js themselves, rather than the nothing that their rooms get. */
const ENGLISH = '?english';
/** Follows the path of a language: the words that are not on the first screen. */
const REST = '?rest';

/** The words.js that the entry points import statically. @param {string[]} entryPoints */
async function wordsOf(entryPoints) {
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    outdir: 'nowhere',
    metafile: true,
    external: ['node:*'],
  });
  const found = new Set(entryPoints);
  for (const path of found) {
    for (const { path: other, kind } of metafile.inputs[path].imports) {
      if (kind === 'import-statement') found.add(other);
    }
  }
  return [...found].filter((path) => /\bwords\.js$/.test(path)).map((path) => resolve(path));
}

/**
 * @param {string} list the module that lists the languages, beside their files
 * @param {string[]} entryPoints of the first screen
 * @returns {import('rollup').Plugin}
 */
export function splitWords(list, entryPoints) {
  const folder = resolve(dirname(list));
  /** @type {Record<string, { load: () => Promise<{ WORDS: object }> }>} */
  let languages;
  /** The words.js of the first screen. @type {string[]} */
  let first;
  /** Their sections. @type {string[]} */
  let sections;

  return {
    name: 'split words',

    async buildStart() {
      ({ LANGUAGES: languages } = await import(pathToFileURL(list).href));
      first = await wordsOf(entryPoints);
      const modules = await Promise.all(first.map((path) => import(pathToFileURL(path).href)));
      sections = modules.flatMap(({ WORDS }) => Object.keys(WORDS));
    },

    resolveId: (source, importer) =>
      importer && [ENGLISH, REST].some((suffix) => source.endsWith(suffix))
        ? resolve(dirname(importer), source)
        : null,

    async load(id) {
      const [path, query] = id.split('?');
      const suffix = query ? `?${query}` : '';
      if (suffix === ENGLISH) return readFileSync(path, 'utf8');
      if (first.includes(path)) return 'export const WORDS = {};';
      const tag = basename(path, '.js');
      if (dirname(path) !== folder || !(tag in languages)) return null;
      if (tag === 'en') {
        const imports = first.map((file) => `import ${JSON.stringify(file + ENGLISH)};`);
        return `${imports.join('\n')}\nexport { WORDS } from './words.js${ENGLISH}';`;
      }
      const { WORDS } = await languages[tag].load();
      const part = Object.entries(WORDS).filter(
        ([section]) => sections.includes(section) === (suffix !== REST),
      );
      const rest = `export const rest = () => import('./${tag}.js${REST}');`;
      return `export const WORDS = ${JSON.stringify(Object.fromEntries(part))};\n${suffix ? '' : rest}`;
    },
  };
}
