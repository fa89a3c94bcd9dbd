/* Size and position normalization as in MNIST. */
#ifndef INK_NORMALIZE_H
#define INK_NORMALIZE_H

#include "inkling/base.h"

enum {
    INK_BOX = 20,  /* the longest side of a digit, in pixels */
    INK_FAINT = 16 /* ink weaker than 1/16 of the strongest counts as paper */
};

/* Places the INK_BOX x INK_BOX ink in the INK_SIDE x INK_SIDE image so that its center of mass is
 * at the center of the image, to the nearest pixel. A blank box gives a blank image. */
void ink_center_by_mass(const float box[INK_BOX * INK_BOX], float image[INK_PIXELS]);

#endif
