/** The list of built files that bundle.mjs writes, and what it says about them. */
import { readFileSync } from 'node:fs';

/** @typedef {{ inputs: string[], imports: string[] }} BuiltFile the sources in it, its static imports */

/** @param {string | URL} path @returns {Record<string, BuiltFile>} */
export const readBuiltFiles = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * The files that contain some of the sources, and all that they import statically.
 * @param {Record<string, BuiltFile>} files @param {string[]} sources
 */
export function filesOf(files, ...sources) {
  const found = new Set(
    sources.map((source) => {
      const name = Object.keys(files).find((file) => files[file].inputs.includes(source));
      if (!name) throw new Error(`No built file contains ${source}.`);
      return name;
    }),
  );
  for (const name of found) {
    for (const other of files[name].imports) found.add(other);
  }
  return [...found];
}
