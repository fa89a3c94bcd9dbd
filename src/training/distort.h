/* Digits as other hands might have written them: each time a sample is drawn, another version. */
#ifndef INK_DISTORT_H
#define INK_DISTORT_H

#include "base/rng.h"
#include "inkling/dataset.h"

/* Whether every number is in its range; NaN is in none. */
bool ink_distortion_is_valid(const InkDistortion *distortion);

/* Writes one random version of pixels (0 to 255) into image (0 to 1). First lines are made wider or
 * narrower; then the paper is stretched unevenly, scaled, sheared and rotated about its middle, and
 * shifted. What comes in from outside is blank; what leaves the image is lost. With all settings
 * zero, image is exactly what ink_augment makes of the original.
 *
 * Every draw is uniform between a setting's negative and the setting. Elastic: each point of a net,
 * 8 pixels apart, is pushed by one draw in x and one in y, and what lies between them follows
 * smoothly. So no pixel moves further than the setting in x or in y, and a third of it is usual.
 * Thickness: a line that is 2 pixels wide or less is never made narrower.
 *
 * The same count of numbers is taken from rng whatever the settings, each for the same purpose: to
 * change one setting does not change what the others do. */
void ink_distort(const InkDistortion *distortion, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]);

#endif
