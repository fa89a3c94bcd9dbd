/* Connected parts in two passes over the picture, with a forest of equal labels in between
 * (Rosenfeld and Pfaltz, "Sequential Operations in Digital Picture Processing", 1966). */
#include "photo/blob.h"

#include <stdlib.h>

/* parents[label]: a label of the same blob that is not larger; the root is its own. */
static int32_t root_of(int32_t *parents, int32_t label) {
    while (parents[label] != label) {
        parents[label] = parents[parents[label]];
        label = parents[label];
    }
    return label;
}

/* Joins the blobs of two labels; either may be 0, which is none. Returns the smaller root. */
static int32_t join(int32_t *parents, int32_t a, int32_t b) {
    if (!a || !b) return a ? root_of(parents, a) : b ? root_of(parents, b) : 0;
    a = root_of(parents, a);
    b = root_of(parents, b);
    if (a < b) return parents[b] = a;
    return parents[a] = b;
}

/* Labels each pixel as one of its neighbours before it, or anew; returns how many labels there are.
 * No two of them that are new lie side by side: at most a quarter of the pixels, rounded up. */
static int32_t label_pixels(const uint8_t *ink, int32_t width, int32_t height, int32_t least,
                            int32_t *labels, int32_t *parents) {
    int32_t used = 0;
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            size_t at = (size_t)y * (size_t)width + x;
            labels[at] = 0;
            if (ink[at] < least) continue;
            int32_t label = x > 0 ? labels[at - 1] : 0;
            for (int32_t step = -1; y > 0 && step <= 1; step++) {
                if (x + step < 0 || x + step >= width) continue;
                label = join(parents, label, labels[at - (size_t)width + step]);
            }
            if (!label) {
                label = ++used;
                parents[label] = label;
            }
            labels[at] = label;
        }
    }
    return used;
}

static void grow(InkBlob *blob, int32_t x, int32_t y) {
    if (blob->area++ == 0) *blob = (InkBlob){x, y, x, y, 1};
    if (x < blob->left) blob->left = x;
    if (x >= blob->right) blob->right = x + 1;
    if (y >= blob->bottom) blob->bottom = y + 1;
}

InkStatus ink_blobs_find(const uint8_t *ink, int32_t width, int32_t height, int32_t least,
                         int32_t *labels, InkBlob **blobs, int32_t *count) {
    *blobs = NULL;
    *count = 0;
    size_t most = (size_t)((width + 1) / 2) * (size_t)((height + 1) / 2) + 1;
    int32_t *parents = malloc(most * sizeof *parents);
    if (!parents) return INK_NO_MEMORY;
    int32_t used = label_pixels(ink, width, height, least, labels, parents);
    /* Roots come before what hangs on them: each gets its number, the others take theirs. */
    int32_t found = 0;
    for (int32_t label = 1; label <= used; label++)
        parents[label] = parents[label] == label ? ++found : parents[parents[label]];
    InkBlob *all = calloc((size_t)found + 1, sizeof *all);
    if (!all) {
        free(parents);
        return INK_NO_MEMORY;
    }
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++, labels++) {
            if (!*labels) continue;
            *labels = parents[*labels];
            grow(&all[*labels - 1], x, y);
        }
    }
    free(parents);
    *blobs = all;
    *count = found;
    return INK_OK;
}
