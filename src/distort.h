/* Digits as other hands might have written them: each time a sample is drawn, another version. */
#ifndef INK_DISTORT_H
#define INK_DISTORT_H

#include "inkling.h"
#include "rng.h"

/* Whether every number is in its range; NaN is in none. */
bool ink_distortion_is_valid(const InkDistortion *distortion);

/* Whether nothing is to happen. */
bool ink_distortion_is_none(const InkDistortion *distortion);

/* Writes one random version of pixels (0 to 255) into image (0 to 1). The lines are made wider or
 * narrower first; then the paper is stretched, scaled, sheared (its top to the right), rotated
 * (clockwise) and shifted. What is shifted in is blank; what is shifted out is lost. With all
 * settings zero, image is exactly what ink_augment makes of the original.
 *
 * Takes as many numbers from rng whatever the settings are: the same generator with one setting
 * doubled gives the same version with that one effect twice as strong. */
void ink_distort(const InkDistortion *distortion, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]);

#endif
