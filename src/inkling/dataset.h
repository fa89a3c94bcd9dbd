/* Datasets and data augmentation. */
#ifndef INKLING_DATASET_H
#define INKLING_DATASET_H

#include "inkling/base.h"

enum {
    INK_MAX_SAMPLES = 1000000,       /* images in a dataset */
    INK_MAX_EPOCH_SAMPLES = 16000000 /* samples in an epoch, including augmented ones */
};

typedef struct InkDataset InkDataset;

/* Creates an empty dataset with room for capacity (1 to INK_MAX_SAMPLES) labeled images. Errors:
 * INK_BAD_ARGUMENT, INK_NO_MEMORY. */
INK_API InkStatus ink_dataset_create(InkDataset **dataset, int32_t capacity);
INK_API void ink_dataset_free(InkDataset *dataset);

/* Appends a sprite sheet: a PNG, INK_PIXELS wide, with one image per row, bright ink on black; and
 * an idx1-ubyte file with one label per image, each below INK_MAX_CLASSES or INK_NO_CLASS. On
 * error, nothing is added: INK_BAD_PNG, INK_BAD_SHEET_SIZE, INK_BAD_LABELS, INK_LABEL_MISMATCH,
 * INK_DATASET_FULL, INK_NO_MEMORY. */
INK_API InkStatus ink_dataset_add_sheet(InkDataset *dataset, const uint8_t *png, size_t png_size,
                                        const uint8_t *labels, size_t labels_size);

/* Appends images[count][INK_PIXELS], 255 for full ink, already fitted like MNIST, and
 * labels[count], each below INK_MAX_CLASSES or INK_NO_CLASS. On error, nothing is added:
 * INK_BAD_LABELS, INK_DATASET_FULL, INK_BAD_ARGUMENT. */
INK_API InkStatus ink_dataset_add_images(InkDataset *dataset, const uint8_t *images,
                                         const uint8_t *labels, int32_t count);

INK_API int32_t ink_dataset_count(const InkDataset *dataset);

/* The INK_PIXELS bytes (255: full ink) and the label of image `index`; 0 <= index < count. */
INK_API const uint8_t *ink_dataset_pixels(const InkDataset *dataset, int32_t index);
INK_API uint8_t ink_dataset_label(const InkDataset *dataset, int32_t index);

/* ---- augmentation ---- */

typedef enum {
    INK_AUGMENT_NONE = 0,
    /* The original and twelve shifts, by 1 to 3 pixels left, right, up, and down: 1,000 originals
     * make an epoch of 13,000 samples. */
    INK_AUGMENT_SHIFTS = 1,
    INK_AUGMENT_DISTORT = 2 /* each original distorted anew in every epoch, by InkDistortion */
} InkAugmentation;

/* How many versions of each original an epoch contains: 1 or 13; 0 for an unknown augmentation. */
INK_API int32_t ink_augment_versions(InkAugmentation augmentation);

/* The limits of random distortion. Each amount is drawn between minus its limit and its limit, anew
 * every time a sample is used. For speed, up to eight samples of a minibatch share their draws
 * except for thickness, but as if seen in mirrors, so that one shifts left where another one shifts
 * right; and ink fainter than a sixteenth is left out. All zero: no distortion. */
typedef struct {
    float shift;     /* pixels, right and down; 0 to 8 */
    float rotation;  /* degrees; 0 to 90 */
    float scale;     /* relative change, of width and height independently; 0 to 0.5 */
    float shear;     /* horizontal pixels per vertical pixel; 0 to 1 */
    float elastic;   /* pixels of local displacement; 0 to 4 */
    float thickness; /* pixels added to or taken off the stroke width; 0 to 2 */
} InkDistortion;

/* Shares of training samples replaced by other material, together at most 1. All of it is about
 * digits, so for a network with other than INK_CLASSES outputs the shares must be 0. */
typedef struct {
    float drawn;    /* synthetic digits, in styles that MNIST's writers did not use */
    float lettered; /* digits set in handwriting fonts */
    float strange;  /* scribbles and letters, which are not digits: their target is uniform */
} InkMixture;

#endif
