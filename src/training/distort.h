/* Random geometric distortion of training images. */
#ifndef INK_DISTORT_H
#define INK_DISTORT_H

#include "base/rng.h"
#include "inkling/dataset.h"

/* Whether every setting is in its range; NaN never is. */
bool ink_distortion_is_valid(const InkDistortion *distortion);

/* Writes a randomly distorted version of pixels (0 to 255) into image (0 to 1). Lines become wider
 * or narrower; then the image is distorted elastically, scaled, sheared, and rotated about its
 * center, and shifted. Pixels from outside are blank. With all settings zero, the result equals
 * that of ink_augment for the original.
 *
 * Every draw is uniform between plus and minus the setting. Elastic: each control point of a grid
 * with a spacing of 8 pixels moves by one draw in x and one in y, and pixels in between follow
 * smoothly, so none moves farther than the setting in x or y; a third of it is typical. Thickness:
 * lines up to 2 pixels wide are never thinned.
 *
 * The draws taken from rng, and what each is used for, do not depend on the settings: changing one
 * setting leaves the effect of the others unchanged. */
void ink_distort(const InkDistortion *distortion, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]);

enum { INK_DISTORT_TOGETHER = 8 };

/* The same for up to INK_DISTORT_TOGETHER images at once, in less than a quarter of the time. They
 * share the draws of the first one's rng, except for the amount by which lines become wider or
 * narrower; but of every four, one is distorted as if seen in a mirror, one as if upside down, and
 * one as if both. Ink fainter than a sixteenth, which blurring alone leaves, becomes blank: the
 * first layer skips blank pixels. Apart from that, the first is what ink_distort would make of it.
 */
void ink_distort_together(const InkDistortion *distortion, InkRng *const rngs[], int32_t count,
                          const uint8_t *const pixels[], float *const images[]);

#endif
