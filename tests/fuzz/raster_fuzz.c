/* Pen strokes with arbitrary float coordinates, including infinities and NaN. */
#include "fuzz.h"

enum { STROKES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    uint8_t lengths[STROKES];
    if (!take(&bytes, &size, lengths, sizeof lengths)) return 0;
    /* Copy the points to a block of exactly their size, so that ASan catches reads past the end. */
    int32_t left = (int32_t)(size / (2 * sizeof(float))), points = left, strokes[STROKES];
    for (int32_t s = 0; s < STROKES; s++) {
        strokes[s] = lengths[s] < left ? lengths[s] : left;
        left -= strokes[s];
    }
    size_t used = (size_t)(points - left) * 2 * sizeof(float);
    float *xy = malloc(used ? used : 1);
    if (!xy) return 0;
    memcpy(xy, bytes, used);
    float image[INK_PIXELS];
    if (ink_raster_strokes(xy, strokes, STROKES, image) == INK_OK) promise_image(image);
    int32_t groups[STROKES];
    if (ink_group_strokes(xy, strokes, STROKES, groups) == INK_OK)
        for (int32_t s = 0; s < STROKES; s++)
            PROMISE(groups[s] >= 0 && groups[s] < STROKES);
    float x;
    if (ink_group_cut(xy, strokes, STROKES, &x) == INK_OK) PROMISE(x >= -1001.0f && x <= 1001.0f);
    free(xy);
    return 0;
}
