/** The builds of the core, with probes for the features they need. */

/**
 * The smallest module that needs SIMD: one function, () -> v128, whose body is
 * i32.const 0, i8x16.splat.
 */
// biome-ignore format: one section a line
export const SIMD_PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b,
  0x03, 0x02, 0x01, 0x00,
  0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b,
]);

/** The same for relaxed SIMD: three such vectors, then f32x4.relaxed_madd. */
// biome-ignore format: one section a line
const RELAXED_PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b,
  0x03, 0x02, 0x01, 0x00,
  0x0a, 0x13, 0x01, 0x11, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f,
  0xfd, 0x85, 0x02, 0x0b,
]);

/**
 * The builds of the core, fastest first. Rounding in the relaxed one depends on the processor; the
 * portable one gives the same bits on every machine. Each also exists with threads.
 * @type {{ file: string, name: string, probe: Uint8Array<ArrayBuffer>, reproducible: boolean }[]}
 */
export const BUILDS = [
  {
    file: 'inkling-relaxed',
    name: 'relaxed SIMD (FMA)',
    probe: RELAXED_PROBE,
    reproducible: false,
  },
  { file: 'inkling', name: 'SIMD (reproducible)', probe: SIMD_PROBE, reproducible: true },
];

/** A subset of the portable build that only reads drawings and model files, and inspects networks. */
export const READER = {
  file: 'inkling-reader',
  name: 'SIMD',
  probe: SIMD_PROBE,
  reproducible: true,
};

/** The part of it that groups strokes. */
export const GROUPS = { ...READER, file: 'inkling-groups' };
