/* PNG and JPEG to pixels. image.c is the only file that knows the decoder. */
#ifndef INK_IMAGE_H
#define INK_IMAGE_H

#include "inkling/base.h"

/* Decodes a PNG to height x width grey bytes, which the caller gives back to ink_image_free. */
InkStatus ink_image_decode(const uint8_t *png, size_t size, uint8_t **pixels, int32_t *height,
                           int32_t *width);

/* Decodes a PNG or JPEG to pixels[height][width][channels]: grey, grey and alpha, RGB or RGBA.
 * There are at most INK_MAX_IMAGE_SIDE x INK_MAX_IMAGE_SIDE of them, which is seen to before
 * anything is decoded. Errors: INK_NOT_A_PICTURE, INK_BAD_PICTURE, INK_PICTURE_TOO_LARGE. */
InkStatus ink_image_decode_channels(const uint8_t *file, size_t size, uint8_t **pixels,
                                    int32_t *height, int32_t *width, int32_t *channels);
void ink_image_free(uint8_t *pixels);

/* The size a PNG or JPEG says it has, without decoding it. Errors as above. */
InkStatus ink_image_measure_picture(const uint8_t *file, size_t size, int32_t *height,
                                    int32_t *width, int32_t *channels);

/* The size a PNG says it has, without decoding it. */
InkStatus ink_image_measure(const uint8_t *png, size_t size, int32_t *height, int32_t *width);

#endif
