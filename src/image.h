/* PNG to grey pixels. image.c is the only file that knows the decoder. */
#ifndef INK_IMAGE_H
#define INK_IMAGE_H

#include "inkling.h"

/* Decodes a PNG to height x width grey bytes, which the caller gives back to ink_image_free. */
InkStatus ink_image_decode(const uint8_t *png, size_t size, uint8_t **pixels, int32_t *height,
                           int32_t *width);
void ink_image_free(uint8_t *pixels);

/* The size a PNG says it has, without decoding it. */
InkStatus ink_image_measure(const uint8_t *png, size_t size, int32_t *height, int32_t *width);

#endif
