/* Connected parts of ink. */
#ifndef INK_BLOB_H
#define INK_BLOB_H

#include "inkling/base.h"

/* Pixels of ink that touch each other, corners included. */
typedef struct {
    int32_t left, top, right, bottom; /* right and bottom lie outside */
    int32_t area;                     /* pixels */
} InkBlob;

/* Finds all blobs of ink[height][width] with values of `least` or more, by their first rows.
 * blobs: a new block of *count, to be freed by the caller; NULL on an error.
 * labels[height][width]: the blob of each pixel, counted from 1; 0 for none.
 * Errors: INK_NO_MEMORY. */
InkStatus ink_blobs_find(const uint8_t *ink, int32_t width, int32_t height, int32_t least,
                         int32_t *labels, InkBlob **blobs, int32_t *count);

#endif
