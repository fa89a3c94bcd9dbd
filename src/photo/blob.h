/* Connected components of ink. */
#ifndef INK_BLOB_H
#define INK_BLOB_H

#include "inkling/base.h"

/* An 8-connected component: its bounding box, area, and moments. */
typedef struct {
    int32_t left, top, right, bottom; /* right and bottom are exclusive */
    int32_t area;                     /* in pixels */
    double x, y, xx, xy, yy;          /* sums over its pixels of x, y, and their products */
} InkBlob;

/* Finds all components of ink[height][width] at or above the threshold, ordered by first row.
 * blobs: allocated, *count long, for the caller to free; NULL on error.
 * labels[height][width]: the component of each pixel, from 1; 0 for none.
 * Errors: INK_NO_MEMORY. */
InkStatus ink_blobs_find(const uint8_t *ink, int32_t width, int32_t height, int32_t threshold,
                         int32_t *labels, InkBlob **blobs, int32_t *count);

#endif
