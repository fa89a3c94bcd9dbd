/* Turns a dataset's bytes into network input, in one of the augmented versions. */
#ifndef INK_AUGMENT_H
#define INK_AUGMENT_H

#include "inkling/dataset.h"

/* Writes a version of pixels (0 to 255) into image (0 to 1). version: 0 for the original, less than
 * ink_augment_versions. Pixels shifted in are blank. */
void ink_augment(InkAugmentation augmentation, int32_t version, const uint8_t *pixels,
                 float image[INK_PIXELS]);

#endif
