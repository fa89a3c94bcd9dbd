/** Writes the workload for all contenders: the same initial weights and the same minibatches. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { inkling, mnist } from '../wasm/helpers.mjs';
import { BATCH, PIXELS } from './shape.js';

/** @param {import('./shape.js').Shape} shape @param {string} folder */
export function writeWorkload(shape, folder) {
  mkdirSync(folder, { recursive: true });
  const samples = BATCH * shape.steps;
  const pixels = mnist('train-images-idx3-ubyte', 16).subarray(0, samples * PIXELS);
  const labels = mnist('train-labels-idx1-ubyte', 8).subarray(0, samples);
  /** @param {string} name @param {Uint8Array | Float32Array | string} data */
  const write = (name, data) => writeFileSync(`${folder}/${name}`, data);

  const network = inkling.createNetwork({ layers: shape.layers, seed: 1 });
  write('weights.f32', network.getParameters());
  network.free();
  write('shape.json', JSON.stringify(shape));
  write(
    'images.f32',
    Float32Array.from(pixels, (ink) => ink / 255),
  );
  write('labels.u8', labels);

  // The same digits as a sheet with labels, for Inkling's trainer.
  const sheet = { width: PIXELS, height: samples, channels: 1, data: new Uint8Array(pixels) };
  write('sheet.png', encode(sheet));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(0x00000801, 0);
  header.writeUInt32BE(samples, 4);
  write('labels.idx1', Buffer.concat([header, labels]));
}
