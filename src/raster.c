/* Pen strokes to pixels. The strokes themselves are drawn at the size the network sees, not the
 * pad's pixels scaled down: the line keeps its width, however large or small the digit was. */
#include "raster.h"

#include "normalize.h"

#include <math.h>

/* Ink smaller than a twentieth of the pad, such as a dot, is not blown up further. */
static const float MIN_EXTENT = 0.05f;

static const float MAX_COORDINATE = 1000.0f;

typedef struct {
    float left, top, right, bottom;
} Bounds;

/* The pen covers a pixel fully up to half a pixel inside its edge, and fades out over one. */
static void draw_segment(float *box, float x0, float y0, float x1, float y1, float pen_radius) {
    const float reach = pen_radius + 0.5f, full = reach - 1.0f;
    int32_t top = (int32_t)floorf(fminf(y0, y1) - reach),
            bottom = (int32_t)ceilf(fmaxf(y0, y1) + reach);
    int32_t left = (int32_t)floorf(fminf(x0, x1) - reach),
            right = (int32_t)ceilf(fmaxf(x0, x1) + reach);
    if (top < 0) top = 0;
    if (left < 0) left = 0;
    if (bottom > INK_BOX) bottom = INK_BOX;
    if (right > INK_BOX) right = INK_BOX;
    float dx = x1 - x0, dy = y1 - y0;
    float length_squared = dx * dx + dy * dy;
    float per_length = length_squared > 0.0f ? 1.0f / length_squared : 0.0f;
    for (int32_t row = top; row < bottom; row++) {
        for (int32_t column = left; column < right; column++) {
            float px = (float)column + 0.5f - x0, py = (float)row + 0.5f - y0;
            /* t: where on the segment, 0 to 1, the point nearest to this pixel lies */
            float t = (px * dx + py * dy) * per_length;
            t = t < 0.0f ? 0.0f : t > 1.0f ? 1.0f : t;
            float away_x = px - t * dx, away_y = py - t * dy;
            float squared = away_x * away_x + away_y * away_y;
            if (squared >= reach * reach) continue;
            float ink = squared <= full * full ? 1.0f : reach - sqrtf(squared);
            float *pixel = box + row * INK_BOX + column;
            if (ink > *pixel) *pixel = ink;
        }
    }
}

static InkStatus measure(const float *points, int32_t point_count, Bounds *bounds) {
    *bounds = (Bounds){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int32_t i = 0; i < point_count; i++) {
        float x = points[2 * i], y = points[2 * i + 1];
        if (!(fabsf(x) <= MAX_COORDINATE && fabsf(y) <= MAX_COORDINATE)) return INK_BAD_ARGUMENT;
        bounds->left = fminf(bounds->left, x);
        bounds->right = fmaxf(bounds->right, x);
        bounds->top = fminf(bounds->top, y);
        bounds->bottom = fmaxf(bounds->bottom, y);
    }
    return INK_OK;
}

InkStatus ink_raster_draw(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                          float pen_radius, float image[INK_PIXELS]) {
    float box[INK_BOX * INK_BOX] = {0};
    int64_t point_count = 0;
    for (int32_t s = 0; s < stroke_count; s++) {
        if (stroke_points[s] < 0) return INK_BAD_ARGUMENT;
        point_count += stroke_points[s];
        if (point_count > INK_MAX_STROKE_POINTS) return INK_BAD_ARGUMENT;
    }
    if (stroke_count < 0) return INK_BAD_ARGUMENT;

    Bounds bounds;
    InkStatus status = measure(points, (int32_t)point_count, &bounds);
    if (status != INK_OK) return status;

    /* The box holds the ink, so the pen's own width is taken off before the points are fitted. */
    float width = bounds.right - bounds.left, height = bounds.bottom - bounds.top;
    float extent = fmaxf(fmaxf(width, height), MIN_EXTENT);
    float scale = ((float)INK_BOX - 2.0f * pen_radius) / extent;
    float middle_x = (bounds.left + bounds.right) / 2.0f,
          middle_y = (bounds.top + bounds.bottom) / 2.0f;
    const float center = (float)INK_BOX / 2.0f;
    for (int32_t s = 0; s < stroke_count; s++) {
        float x0 = 0.0f, y0 = 0.0f;
        for (int32_t i = 0; i < stroke_points[s]; i++, points += 2) {
            float x1 = (points[0] - middle_x) * scale + center;
            float y1 = (points[1] - middle_y) * scale + center;
            if (i == 0) {
                x0 = x1;
                y0 = y1;
                if (stroke_points[s] > 1) continue;
            }
            draw_segment(box, x0, y0, x1, y1, pen_radius);
            x0 = x1;
            y0 = y1;
        }
    }
    ink_center_by_mass(box, image);
    return INK_OK;
}

InkStatus ink_raster_strokes(const float *points, const int32_t *stroke_points,
                             int32_t stroke_count, float image[INK_PIXELS]) {
    return ink_raster_draw(points, stroke_points, stroke_count, INK_PEN_RADIUS, image);
}
