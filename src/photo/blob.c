/* Two-pass connected-component labeling, with a union-find forest of equivalent labels (Rosenfeld
 * and Pfaltz, "Sequential Operations in Digital Picture Processing", 1966). */
#include "photo/blob.h"

#include <stdlib.h>

/* parents[label]: a label of the same component that is no larger; a root is its own parent. */
static int32_t find_root(int32_t *parents, int32_t label) {
    while (parents[label] != label) {
        parents[label] = parents[parents[label]];
        label = parents[label];
    }
    return label;
}

/* Merges the components of two labels, where 0 is none. Returns the smaller root. */
static int32_t unite(int32_t *parents, int32_t a, int32_t b) {
    if (!a || !b) return a ? find_root(parents, a) : b ? find_root(parents, b) : 0;
    a = find_root(parents, a);
    b = find_root(parents, b);
    if (a < b) return parents[b] = a;
    return parents[a] = b;
}

/* Gives each pixel the label of a neighbor already visited, or a new one; returns the number of
 * labels. Two new labels are never adjacent, so at most a quarter of the pixels, rounded up, start
 * one. */
static int32_t label_pixels(const uint8_t *ink, int32_t width, int32_t height, int32_t threshold,
                            int32_t *labels, int32_t *parents) {
    int32_t used = 0;
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            size_t at = (size_t)y * (size_t)width + x;
            labels[at] = 0;
            if (ink[at] < threshold) continue;
            int32_t label = x > 0 ? labels[at - 1] : 0;
            for (int32_t step = -1; y > 0 && step <= 1; step++) {
                if (x + step < 0 || x + step >= width) continue;
                label = unite(parents, label, labels[at - (size_t)width + step]);
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
    if (blob->area++ == 0) *blob = (InkBlob){x, y, x, y, 1, 0.0, 0.0, 0.0, 0.0, 0.0};
    if (x < blob->left) blob->left = x;
    if (x >= blob->right) blob->right = x + 1;
    if (y >= blob->bottom) blob->bottom = y + 1;
    blob->x += x;
    blob->y += y;
    blob->xx += (double)x * x;
    blob->xy += (double)x * y;
    blob->yy += (double)y * y;
}

InkStatus ink_blobs_find(const uint8_t *ink, int32_t width, int32_t height, int32_t threshold,
                         int32_t *labels, InkBlob **blobs, int32_t *count) {
    *blobs = NULL;
    *count = 0;
    size_t max_labels = (size_t)((width + 1) / 2) * (size_t)((height + 1) / 2) + 1;
    int32_t *parents = malloc(max_labels * sizeof *parents);
    if (!parents) return INK_NO_MEMORY;
    int32_t used = label_pixels(ink, width, height, threshold, labels, parents);
    /* A root precedes its children, so one pass can number the roots and resolve all others. */
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
