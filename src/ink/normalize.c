#include "ink/normalize.h"
#include "inkling/ink.h"

#include <math.h>
#include <string.h>

/* The image row (or column) at which the box starts, given its center of mass in pixel indices. In
 * 69,998 of MNIST's 70,000 images the center of mass ends up between 13.5 and 14.5. */
static int32_t box_offset(float center) {
    int32_t offset = (int32_t)ceilf((float)INK_SIDE / 2.0f - 0.5f - center);
    if (offset < 0) return 0;
    return offset > INK_SIDE - INK_BOX ? INK_SIDE - INK_BOX : offset;
}

void ink_center_by_mass(const float box[INK_BOX * INK_BOX], float image[INK_PIXELS]) {
    float mass = 0.0f, rows = 0.0f, columns = 0.0f;
    for (int32_t row = 0; row < INK_BOX; row++) {
        for (int32_t column = 0; column < INK_BOX; column++) {
            float ink = box[row * INK_BOX + column];
            mass += ink;
            rows += ink * (float)row;
            columns += ink * (float)column;
        }
    }
    memset(image, 0, sizeof(float) * INK_PIXELS);
    if (mass <= 0.0f) return;
    int32_t top = box_offset(rows / mass), left = box_offset(columns / mass);
    for (int32_t row = 0; row < INK_BOX; row++) {
        memcpy(image + (top + row) * INK_SIDE + left, box + row * INK_BOX, sizeof(float) * INK_BOX);
    }
}

/* A bounding box; right and bottom are exclusive. */
typedef struct {
    int32_t left, top, right, bottom;
} Bounds;

/* The bounding box of the ink; empty if there is none. */
static Bounds ink_bounds(const uint8_t *pixels, int32_t width, int32_t height) {
    size_t count = (size_t)width * (size_t)height;
    int32_t strongest = 0;
    for (size_t i = 0; i < count; i++) {
        if (pixels[i] > strongest) strongest = pixels[i];
    }
    Bounds bounds = {width, height, 0, 0};
    if (strongest == 0) return (Bounds){0};
    for (int32_t row = 0; row < height; row++) {
        for (int32_t column = 0; column < width; column++, pixels++) {
            if (*pixels * INK_FAINT <= strongest) continue;
            if (row < bounds.top) bounds.top = row;
            if (column < bounds.left) bounds.left = column;
            if (column >= bounds.right) bounds.right = column + 1;
            bounds.bottom = row + 1;
        }
    }
    return bounds;
}

/* A box pixel covers longer / INK_BOX picture pixels along each axis. In units of 1 / INK_BOX
 * picture pixels all edges are integers and all sums are exact: at most 255 x 4096 x 4096, just
 * below 2^32. */

/* The overlap of picture pixel `from` with box pixel `to` along one axis. */
static int32_t overlap(int32_t to, int32_t from, int32_t longer) {
    int32_t low = to * longer, high = low + longer;
    int32_t start = from * INK_BOX, end = start + INK_BOX;
    return (end < high ? end : high) - (start > low ? start : low);
}

static int32_t first_overlapping(int32_t to, int32_t longer) {
    return to * longer / INK_BOX;
}

/* The number of box pixels covered by `length` picture pixels, rounded up. */
static int32_t box_pixels(int32_t length, int32_t longer) {
    return longer ? (length * INK_BOX + longer - 1) / longer : 0;
}

InkStatus ink_image_fit(const uint8_t *pixels, int32_t width, int32_t height,
                        float image[INK_PIXELS]) {
    if (width < 1 || width > INK_MAX_IMAGE_SIDE || height < 1 || height > INK_MAX_IMAGE_SIDE) {
        return INK_BAD_ARGUMENT;
    }
    Bounds bounds = ink_bounds(pixels, width, height);
    int32_t rows = bounds.bottom - bounds.top, columns = bounds.right - bounds.left;
    int32_t longer = rows > columns ? rows : columns;

    /* Center by whole pixels, so that ink of the right size is copied without blurring. */
    int32_t left = (INK_BOX - box_pixels(columns, longer)) / 2;
    int32_t top = (INK_BOX - box_pixels(rows, longer)) / 2;
    const uint8_t *ink = pixels + (size_t)bounds.top * (size_t)width + bounds.left;
    uint32_t sums[INK_BOX * INK_BOX] = {0}, strongest = 0;
    for (int32_t y = 0; y < box_pixels(rows, longer); y++) {
        for (int32_t x = 0; x < box_pixels(columns, longer); x++) {
            uint32_t sum = 0;
            for (int32_t row = first_overlapping(y, longer); row < rows; row++) {
                int32_t high = overlap(y, row, longer);
                if (high <= 0) break;
                uint32_t line = 0;
                for (int32_t column = first_overlapping(x, longer); column < columns; column++) {
                    int32_t wide = overlap(x, column, longer);
                    if (wide <= 0) break;
                    line += (uint32_t)(ink[(size_t)row * (size_t)width + column] * wide);
                }
                sum += line * (uint32_t)high;
            }
            sums[(top + y) * INK_BOX + left + x] = sum;
            if (sum > strongest) strongest = sum;
        }
    }
    float box[INK_BOX * INK_BOX];
    for (int32_t i = 0; i < INK_BOX * INK_BOX; i++) {
        box[i] = strongest ? (float)sums[i] / (float)strongest : 0.0f;
    }
    ink_center_by_mass(box, image);
    return INK_OK;
}
