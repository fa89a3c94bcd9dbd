/** How large a dataset may be. */

/** Images of a dataset: 784 bytes each. */
export const MAX_IMAGES = 250_000;
