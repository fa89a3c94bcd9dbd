/* The grain of photographs that were taken in the dark. */
#ifndef INK_NOISE_H
#define INK_NOISE_H

#include "inkling/base.h"

/* Smooths a photograph if its noise is strong. smooth: a new array, to be freed; NULL if there is
 * little noise. Errors: INK_NO_MEMORY. */
InkStatus ink_noise_reduce(const uint8_t *gray, int32_t width, int32_t height, uint8_t **smooth);

#endif
