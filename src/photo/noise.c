/* Noise differs from pixel to pixel: its strength is the median difference of a pixel from the mean
 * of its neighbors. A binomial filter weakens it to about a quarter, and widens strokes little. */
#include "photo/noise.h"
#include "base/minmax.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEVELS = 256,
    STRONG = 8,    /* gray levels: the median of normal noise whose standard deviation is 10 */
    SAMPLES = 400, /* pixels looked at along the longer side */
    REACH = 2      /* pixels to either side that the filter covers */
};

static bool is_noisy(const uint8_t *gray, int32_t width, int32_t height) {
    uint32_t counts[LEVELS] = {0}, total = 0, below = 0;
    int32_t stride = ink_max(ink_max(width, height) / SAMPLES, 1);
    for (int32_t y = 0; y < height; y += stride) {
        const uint8_t *row = gray + (size_t)y * (size_t)width;
        for (int32_t x = 1; x + 1 < width; x += stride, total++)
            counts[abs(2 * row[x] - row[x - 1] - row[x + 1]) / 2]++;
    }
    for (int32_t level = 0; level < STRONG; level++)
        below += counts[level];
    return 2 * below < total;
}

/* Filters a line of pixels; those at its ends continue beyond them. */
static void smooth_line(const uint8_t *from, uint8_t *to, int32_t count, size_t step) {
    for (int32_t i = 0; i < count; i++) {
        int32_t near[2 * REACH + 1];
        for (int32_t away = -REACH; away <= REACH; away++)
            near[away + REACH] = from[(size_t)ink_max(0, ink_min(i + away, count - 1)) * step];
        int32_t sum = near[0] + 4 * near[1] + 6 * near[2] + 4 * near[3] + near[4];
        to[(size_t)i * step] = (uint8_t)((sum + 8) / 16);
    }
}

InkStatus ink_noise_reduce(const uint8_t *gray, int32_t width, int32_t height, uint8_t **smooth) {
    *smooth = NULL;
    if (!is_noisy(gray, width, height)) return INK_OK;
    size_t count = (size_t)width * (size_t)height;
    uint8_t *rows = malloc(count), *both = malloc(count);
    if (!rows || !both) {
        free(rows);
        free(both);
        return INK_NO_MEMORY;
    }
    for (int32_t y = 0; y < height; y++) {
        size_t start = (size_t)y * (size_t)width;
        smooth_line(gray + start, rows + start, width, 1);
    }
    for (int32_t x = 0; x < width; x++)
        smooth_line(rows + x, both + x, height, (size_t)width);
    free(rows);
    *smooth = both;
    return INK_OK;
}
