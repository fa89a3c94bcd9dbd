/** Limits of an import. Whatever exceeds them is skipped or refused, with a reason. */

/** A label is one byte. */
export const MAX_DATASET_CLASSES = 256;
/** Files in a zip or folder. */
export const MAX_FILES = 1_000_000;

/** Pixels per image. The core's limit, 4096 by 4096, rounded down. */
export const MAX_IMAGE_PIXELS = 16_000_000;
/** Bytes per image file. */
export const MAX_IMAGE_BYTES = 64 << 20;
/** Bytes per decompressed file of many images: IDX, CSV, sprite sheet. */
export const MAX_TABLE_BYTES = 512 << 20;

/** Bytes a zip may decompress to, and the highest compression ratio. */
export const MAX_UNPACKED = 8 * 2 ** 30;
export const MAX_RATIO = 100;
/** A zip that decompresses to no more than this may have any ratio. */
export const HARMLESS_BYTES = 64 << 20;
/** The same for a single file in a zip. */
export const HARMLESS_FILE = 1 << 20;
