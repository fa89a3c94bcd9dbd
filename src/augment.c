#include "augment.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SHIFT = 3 };

int32_t ink_augment_versions(InkAugmentation augmentation) {
    switch (augmentation) {
    case INK_AUGMENT_NONE: return 1;
    case INK_AUGMENT_SHIFTS: return 1 + 4 * MAX_SHIFT;
    }
    return 0;
}

static void shift(const uint8_t *pixels, int32_t right, int32_t down, float *image) {
    memset(image, 0, sizeof(float) * INK_PIXELS);
    int32_t rows = INK_SIDE - abs(down), columns = INK_SIDE - abs(right);
    int32_t from_row = down < 0 ? -down : 0, from_column = right < 0 ? -right : 0;
    for (int32_t row = from_row; row < from_row + rows; row++) {
        const uint8_t *source = pixels + row * INK_SIDE + from_column;
        float *target = image + (row + down) * INK_SIDE + from_column + right;
        for (int32_t column = 0; column < columns; column++) {
            target[column] = (float)source[column] / 255.0f;
        }
    }
}

void ink_augment(InkAugmentation augmentation, int32_t version, const uint8_t *pixels,
                 float image[INK_PIXELS]) {
    int32_t right = 0, down = 0;
    if (augmentation == INK_AUGMENT_SHIFTS && version > 0) {
        int32_t distance = (version - 1) / 4 + 1;
        switch ((version - 1) % 4) {
        case 0: right = -distance; break;
        case 1: right = distance; break;
        case 2: down = -distance; break;
        default: down = distance; break;
        }
    }
    shift(pixels, right, down, image);
}
