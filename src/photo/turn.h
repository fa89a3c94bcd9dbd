/* Rotates pictures. */
#ifndef INK_TURN_H
#define INK_TURN_H

#include "inkling/base.h"

/* The size of the bounding box of a picture rotated by an angle in radians. */
void ink_turn_size(int32_t width, int32_t height, float angle, int32_t *turned_width,
                   int32_t *turned_height);

/* Rotates ink[height][width] about its center, clockwise by an angle in radians, onto
 * turned[turned_height][turned_width] with the same center; no ink where the picture does not
 * reach. */
void ink_turn(const uint8_t *ink, int32_t width, int32_t height, float angle, uint8_t *turned,
              int32_t turned_width, int32_t turned_height);

/* Maps a point of the rotated picture back to the original. */
void ink_turn_back(int32_t width, int32_t height, float angle, int32_t turned_width,
                   int32_t turned_height, float *x, float *y);

#endif
