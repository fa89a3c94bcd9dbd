/** The size limit of a dataset. */

/** In images of 784 bytes. */
export const MAX_IMAGES = 250_000;
