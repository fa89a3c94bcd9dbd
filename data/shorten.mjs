/**
 * Rounds the 16-bit weights of a safetensors file to seven bits of mantissa instead of ten, so that
 * the file compresses better: the page's network takes 8 kB less of the first visit.
 *
 *     node data/shorten.mjs FILE
 */
import { readFileSync, writeFileSync } from 'node:fs';

const DROPPED = 3;
const [path] = process.argv.slice(2);
const file = readFileSync(path);
for (let at = 8 + Number(file.readBigUInt64LE(0)); at < file.length; at += 2) {
  const bits = file.readUInt16LE(at);
  const size = (((bits & 0x7fff) + (1 << (DROPPED - 1))) >> DROPPED) << DROPPED;
  file.writeUInt16LE((bits & 0x8000) | size, at);
}
writeFileSync(path, file);
