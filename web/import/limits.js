/** How much an import may bring. What is beyond is skipped or refused, and said. */

/** Their classes; a label is one byte. */
export const MAX_DATASET_CLASSES = 256;
/** Files in a zip or folder. */
export const MAX_FILES = 1_000_000;

/** Pixels of an image, in round figures: the core's limit is 4096 by 4096. */
export const MAX_IMAGE_PIXELS = 16_000_000;
/** Bytes of an image file. */
export const MAX_IMAGE_BYTES = 64 << 20;
/** Bytes of a file with many images, once unpacked: idx, CSV, sprite sheet. */
export const MAX_TABLE_BYTES = 512 << 20;

/** Bytes of all that a zip unpacks to, and how many times its own size that may be. */
export const MAX_UNPACKED = 8 * 2 ** 30;
export const MAX_RATIO = 100;
/** So much may be unpacked whatever the ratio. */
export const HARMLESS_BYTES = 64 << 20;
/** A single file of more than this must not be packed more tightly than MAX_RATIO. */
export const HARMLESS_FILE = 1 << 20;
