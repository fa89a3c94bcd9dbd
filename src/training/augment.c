#include "training/augment.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SHIFT = 3 };

int32_t ink_augment_versions(InkAugmentation augmentation) {
    switch (augmentation) {
    case INK_AUGMENT_NONE:
    case INK_AUGMENT_DISTORT: return 1;
    case INK_AUGMENT_SHIFTS: return 1 + 4 * MAX_SHIFT;
    }
    return 0;
}

/* Bytes to ink, in one long loop that vectorizes. */
static void convert(const uint8_t *pixels, int32_t count, float *image) {
    for (int32_t i = 0; i < count; i++)
        image[i] = (float)pixels[i] * (1.0f / 255.0f);
}

static void shift(const uint8_t *pixels, int32_t right, int32_t down, float *image) {
    memset(image, 0, sizeof(float) * INK_PIXELS);
    int32_t rows = INK_SIDE - abs(down), columns = INK_SIDE - abs(right);
    int32_t from_row = down < 0 ? -down : 0, from_column = right < 0 ? -right : 0;
    for (int32_t row = from_row; row < from_row + rows; row++) {
        convert(pixels + row * INK_SIDE + from_column, columns,
                image + (row + down) * INK_SIDE + from_column + right);
    }
}

void ink_augment(InkAugmentation augmentation, int32_t version, const uint8_t *pixels,
                 float image[INK_PIXELS]) {
    if (augmentation == INK_AUGMENT_NONE || version == 0) {
        convert(pixels, INK_PIXELS, image);
        return;
    }
    int32_t distance = (version - 1) / 4 + 1;
    switch ((version - 1) % 4) {
    case 0: shift(pixels, -distance, 0, image); break;
    case 1: shift(pixels, distance, 0, image); break;
    case 2: shift(pixels, 0, -distance, image); break;
    default: shift(pixels, 0, distance, image); break;
    }
}
