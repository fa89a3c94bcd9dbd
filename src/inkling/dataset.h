/* Datasets, and how their images are varied. */
#ifndef INKLING_DATASET_H
#define INKLING_DATASET_H

#include "inkling/base.h"

enum {
    INK_MAX_SAMPLES = 1000000,       /* images in a dataset */
    INK_MAX_EPOCH_SAMPLES = 16000000 /* images in an epoch, augmented ones included */
};

typedef struct InkDataset InkDataset;

/* An empty dataset with room for capacity (1 to INK_MAX_SAMPLES) labelled images. */
INK_API InkStatus ink_dataset_create(InkDataset **dataset, int32_t capacity);
INK_API void ink_dataset_free(InkDataset *dataset);

/* Appends a sprite sheet: a PNG of INK_PIXELS x n pixels, one image a row, bright ink on black,
 * and its labels as an idx1-ubyte file of n labels below INK_MAX_CLASSES, or INK_NO_CLASS.
 * On an error nothing is added. */
INK_API InkStatus ink_dataset_add_sheet(InkDataset *dataset, const uint8_t *png, size_t png_size,
                                        const uint8_t *labels, size_t labels_size);

/* Appends count images[count][INK_PIXELS], 255 for full ink, fitted as the network sees them, and
 * their labels, below INK_MAX_CLASSES, or INK_NO_CLASS. On an error nothing is added:
 * INK_BAD_LABELS, INK_DATASET_FULL, INK_BAD_ARGUMENT. */
INK_API InkStatus ink_dataset_add_images(InkDataset *dataset, const uint8_t *images,
                                         const uint8_t *labels, int32_t count);

INK_API int32_t ink_dataset_count(const InkDataset *dataset);

/* The INK_PIXELS bytes (255: full ink) and the label of image index; index < count. */
INK_API const uint8_t *ink_dataset_pixels(const InkDataset *dataset, int32_t index);
INK_API uint8_t ink_dataset_label(const InkDataset *dataset, int32_t index);

/* ---- augmentation ---- */

typedef enum {
    INK_AUGMENT_NONE = 0,
    /* One original and twelve shifts, 1 to 3 pixels left, right, up and down: an epoch over
     * 1,000 originals has 13,000 samples. */
    INK_AUGMENT_SHIFTS = 1,
    INK_AUGMENT_DISTORT = 2 /* each original afresh in every epoch, as InkDistortion says */
} InkAugmentation;

/* How many versions of each original an epoch holds: 1 or 13; 0 for an unknown augmentation. */
INK_API int32_t ink_augment_versions(InkAugmentation augmentation);

/* How far each sample is distorted, afresh every time it is drawn. Each number is the most that
 * happens; what happens is drawn between its negative and it. All zero: nothing. */
typedef struct {
    float shift;     /* pixels, right and down; 0 to 8 */
    float rotation;  /* degrees; 0 to 90 */
    float scale;     /* share, of width and height each; 0 to 0.5 */
    float shear;     /* pixels sideways for a pixel up; 0 to 1 */
    float elastic;   /* pixels that the paper is stretched from place to place; 0 to 4 */
    float thickness; /* pixels that lines become wider or narrower; 0 to 2 */
} InkDistortion;

/* What takes the place of an original now and then: each number is the share of samples, and all of
 * them together are at most 1. All of them are about digits: for a network of other than
 * INK_CLASSES outputs they must be 0. */
typedef struct {
    float drawn;    /* digits drawn by rule, in ways that MNIST's writers did not write */
    float lettered; /* digits of handwriting fonts */
    float strange;  /* scribbles and letters, which are no digit: the answer to learn is "any" */
} InkMixture;

#endif
