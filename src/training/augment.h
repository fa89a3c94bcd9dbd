/* Bytes of a dataset to the ink a network is trained on, in one of its augmented versions. */
#ifndef INK_AUGMENT_H
#define INK_AUGMENT_H

#include "inkling/dataset.h"

/* Writes version `version` (0: the original; below ink_augment_versions) of pixels (0 to 255)
 * into image (0 to 1). What is shifted in is blank; what is shifted out is lost. */
void ink_augment(InkAugmentation augmentation, int32_t version, const uint8_t *pixels,
                 float image[INK_PIXELS]);

#endif
