/** Inputs for the text tests: all English messages, and the source of the page's modules. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LANGUAGES } from '../web/text/languages.js';

const WEB = fileURLToPath(new URL('../web', import.meta.url));

/** The source of the page's modules by path in web/. @type {Map<string, string>} */
export const SOURCES = new Map(
  readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .sort()
    .map((path) => [path, readFileSync(join(WEB, path), 'utf8')]),
);

export const HTML = readFileSync(join(WEB, 'index.html'), 'utf8');

/** The English messages of each words.js. @type {Map<string, import('../web/text/keys.js').Messages>} */
export const ENGLISH_BY_FILE = new Map();
for (const path of SOURCES.keys()) {
  if (!/\bwords\.js$/.test(path)) continue;
  const { WORDS } = await import(pathToFileURL(join(WEB, path)).href);
  ENGLISH_BY_FILE.set(path, WORDS);
}

/** All English messages. @type {import('../web/text/keys.js').Messages} */
export const ENGLISH = Object.assign({}, ...ENGLISH_BY_FILE.values());

/** All messages of a language. @param {string} tag */
export const messagesOf = async (tag) =>
  tag === 'en' ? ENGLISH : (await LANGUAGES[tag].load()).WORDS;

/** The keys of all messages, as 'section.name'. @param {import('../web/text/keys.js').Messages} messages */
export const keysOf = (messages) =>
  Object.entries(messages).flatMap(([section, named]) =>
    Object.keys(named).map((name) => `${section}.${name}`),
  );

/** A module and all its static imports, transitively. @param {string} path */
export function loadedWith(path, /** @type {Set<string>} */ found = new Set()) {
  if (found.has(path) || !SOURCES.has(path)) return found;
  found.add(path);
  const text = /** @type {string} */ (SOURCES.get(path));
  for (const [, named] of text.matchAll(/^(?:import|export)\b[^;]*?'(\.[^']+)';/gm)) {
    loadedWith(relative(WEB, join(WEB, dirname(path), named)), found);
  }
  return found;
}
