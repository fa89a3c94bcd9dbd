/* Decodes PNG and JPEG. Only image.c includes the decoder, stb_image. */
#ifndef INK_IMAGE_H
#define INK_IMAGE_H

#include "inkling/base.h"

/* Decodes a PNG to pixels[height][width], 8-bit gray. Free them with ink_image_free. Errors:
 * INK_BAD_PNG, INK_NO_MEMORY. */
InkStatus ink_image_decode(const uint8_t *png, size_t size, uint8_t **pixels, int32_t *height,
                           int32_t *width);

/* Decodes a PNG or JPEG to pixels[height][width][channels]: gray, gray and alpha, RGB, or RGBA.
 * Images of more than INK_MAX_IMAGE_SIDE x INK_MAX_IMAGE_SIDE pixels are rejected before decoding.
 * Errors: INK_NOT_A_PICTURE, INK_BAD_PICTURE, INK_PICTURE_TOO_LARGE, INK_NO_MEMORY. */
InkStatus ink_image_decode_channels(const uint8_t *file, size_t size, uint8_t **pixels,
                                    int32_t *height, int32_t *width, int32_t *channels);
void ink_image_free(uint8_t *pixels);

/* Reads the size of a PNG or JPEG from its header, without decoding it. Errors as above, but for
 * INK_NO_MEMORY. */
InkStatus ink_image_measure_picture(const uint8_t *file, size_t size, int32_t *height,
                                    int32_t *width, int32_t *channels);

/* Reads the size of a PNG from its header, without decoding it. Errors: INK_BAD_PNG. */
InkStatus ink_image_measure(const uint8_t *png, size_t size, int32_t *height, int32_t *width);

#endif
