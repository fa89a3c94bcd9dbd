/**
 * Renders icon.svg to the PNG icons that an installed page needs.
 *
 *     node web/hosting/icons.mjs OUTPUT_FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** The background of maskable icons and of the iOS icon, which must be opaque. */
const PAPER = '#f3f4fa';

/** `share` is the width of the drop, as a fraction: a maskable icon needs a margin. */
const ICONS = [
  { file: 'icon-192.png', size: 192, share: 1, paper: 'none' },
  { file: 'icon-512.png', size: 512, share: 1, paper: 'none' },
  { file: 'icon-maskable-512.png', size: 512, share: 0.62, paper: PAPER },
  { file: 'icon-apple-180.png', size: 180, share: 0.76, paper: PAPER },
];

const folder = process.argv[2] ?? 'build/site';
const require = createRequire(import.meta.url);
await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
const drop = readFileSync(new URL('../icon.svg', import.meta.url), 'utf8');
for (const { file, size, share, paper } of ICONS) {
  const side = 100 * share;
  const start = (100 - side) / 2;
  const inner = drop.replace(
    '<svg ',
    `<svg x="${start}" y="${start}" width="${side}" height="${side}" `,
  );
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">' +
    `<rect width="100" height="100" fill="${paper}"/>${inner}</svg>`;
  const picture = new Resvg(svg, { fitTo: { mode: 'width', value: size } });
  writeFileSync(join(folder, file), picture.render().asPng());
}
