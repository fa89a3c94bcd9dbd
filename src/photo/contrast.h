/* From the contrast of a photograph with its paper to ink. */
#ifndef INK_CONTRAST_H
#define INK_CONTRAST_H

#include "inkling/base.h"

/* Contrast is -INK_MOST_CONTRAST to INK_MOST_CONTRAST, 0 for paper and positive for what is darker.
 * INK_OFF_SHEET stands for the contrast around the paper. */
enum { INK_MOST_CONTRAST = 255, INK_OFF_SHEET = -2 * INK_MOST_CONTRAST };

/* The least contrast of ink. */
enum { INK_LEAST_CONTRAST = 12 };

/* Turns contrast[height][width] into ink[height][width], as described at ink_paper_remove:
 * subtracts the level of the paper, suppresses its grain, and scales the 95th percentile of what is
 * left to full ink. Broken strokes, as of a dry marker, pencil, or chalk, are made stronger. */
void ink_contrast_to_ink(const int16_t *contrast, int32_t width, int32_t height, uint8_t *ink);

#endif
