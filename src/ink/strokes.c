#include "ink/strokes.h"

#include <math.h>

static const float MAX_COORDINATE = 1000.0f;

InkStatus ink_strokes_check(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                            int32_t *point_count) {
    *point_count = 0;
    if (stroke_count < 0) return INK_BAD_ARGUMENT;
    for (int32_t s = 0; s < stroke_count; s++) {
        int32_t count = stroke_points[s];
        if (count < 0 || count > INK_MAX_STROKE_POINTS - *point_count) return INK_BAD_ARGUMENT;
        *point_count += count;
    }
    for (int32_t i = 0; i < 2 * *point_count; i++) {
        if (!(fabsf(points[i]) <= MAX_COORDINATE)) return INK_BAD_ARGUMENT;
    }
    return INK_OK;
}
