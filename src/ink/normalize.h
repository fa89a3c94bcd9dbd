/* MNIST's own way of sizing and placing a digit. */
#ifndef INK_NORMALIZE_H
#define INK_NORMALIZE_H

#include "inkling/base.h"

enum {
    INK_BOX = 20,  /* the longest side of a digit, in pixels */
    INK_FAINT = 16 /* ink below this share of the strongest, a sixteenth, is taken for paper */
};

/* Places the INK_BOX x INK_BOX ink so that its centre of mass lies on the middle of the
 * INK_SIDE x INK_SIDE image, to the nearest pixel. Blank ink gives a blank image. */
void ink_center_by_mass(const float box[INK_BOX * INK_BOX], float image[INK_PIXELS]);

#endif
