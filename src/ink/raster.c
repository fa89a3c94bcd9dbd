/* Rasterizes pen strokes. Strokes are drawn at the network's resolution instead of scaling down the
 * pad's pixels, so that lines have the same width however large the digit was written. */
#include "ink/raster.h"

#include "base/simd.h"
#include "ink/normalize.h"
#include "ink/strokes.h"

#include <math.h>

/* Smallest size, as a fraction of the pad, that is scaled up to fill the box. Keeps a dot a dot. */
static const float MIN_EXTENT = 0.05f;

typedef struct {
    float left, top, right, bottom;
} Bounds;

static int32_t clamp_to_box(float coordinate) {
    return coordinate < 0.0f ? 0 : coordinate > (float)INK_BOX ? INK_BOX : (int32_t)coordinate;
}

/* Lowers squared[INK_BOX][INK_BOX], the squared distance of each pixel to the nearest segment so
 * far, wherever this segment is nearer. Visits only pixels within reach. */
static void draw_segment(float *squared, float x0, float y0, float x1, float y1, float reach) {
    int32_t top = clamp_to_box((y0 < y1 ? y0 : y1) - reach);
    int32_t bottom = clamp_to_box((y0 < y1 ? y1 : y0) + reach + 1.0f);
    int32_t left = clamp_to_box((x0 < x1 ? x0 : x1) - reach) & ~(INK_LANES - 1);
    int32_t right = clamp_to_box((x0 < x1 ? x1 : x0) + reach + 1.0f);
    float length_squared = (x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0);
    const InkF32x4 zero = ink_splat4(0.0f), one = ink_splat4(1.0f);
    const InkF32x4 middles = {0.5f, 1.5f, 2.5f, 3.5f};
    const InkF32x4 dx = ink_splat4(x1 - x0), dy = ink_splat4(y1 - y0);
    const InkF32x4 per_length = ink_splat4(length_squared > 0.0f ? 1.0f / length_squared : 0.0f);
    for (int32_t row = top; row < bottom; row++) {
        InkF32x4 py = ink_splat4((float)row + 0.5f - y0);
        for (int32_t column = left; column < right; column += INK_LANES) {
            InkF32x4 px = middles + ink_splat4((float)column - x0);
            /* t: position along the segment, 0 to 1, of the point nearest to this pixel */
            InkF32x4 t = ink_min4(ink_max4((px * dx + py * dy) * per_length, zero), one);
            InkF32x4 away_x = px - t * dx, away_y = py - t * dy;
            float *pixels = squared + row * INK_BOX + column;
            ink_store4(pixels, ink_min4(away_x * away_x + away_y * away_y, ink_load4(pixels)));
        }
    }
}

/* Replaces squared distances by ink. Coverage is full up to half a pixel inside the pen's edge and
 * fades to nothing over one pixel, at reach. */
static void distances_to_ink(float *box, float reach) {
    for (int32_t p = 0; p < INK_BOX * INK_BOX; p++) {
        float ink = box[p] < reach * reach ? reach - sqrtf(box[p]) : 0.0f;
        box[p] = ink > 1.0f ? 1.0f : ink;
    }
}

static Bounds find_bounds(const float *points, int32_t point_count) {
    Bounds bounds = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int32_t i = 0; i < point_count; i++) {
        float x = points[2 * i], y = points[2 * i + 1];
        bounds.left = fminf(bounds.left, x);
        bounds.right = fmaxf(bounds.right, x);
        bounds.top = fminf(bounds.top, y);
        bounds.bottom = fmaxf(bounds.bottom, y);
    }
    return bounds;
}

InkStatus ink_raster_draw(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                          float pen_radius, float image[INK_PIXELS]) {
    int32_t point_count;
    InkStatus status = ink_strokes_check(points, stroke_points, stroke_count, &point_count);
    if (status != INK_OK) return status;
    Bounds bounds = find_bounds(points, point_count);

    /* The whole line has to fit into the box, so leave room for the pen's radius on each side. */
    float width = bounds.right - bounds.left, height = bounds.bottom - bounds.top;
    float extent = fmaxf(fmaxf(width, height), MIN_EXTENT);
    float scale = ((float)INK_BOX - 2.0f * pen_radius) / extent;
    float middle_x = (bounds.left + bounds.right) / 2.0f,
          middle_y = (bounds.top + bounds.bottom) / 2.0f;
    const float center = (float)INK_BOX / 2.0f;
    const float reach = pen_radius + 0.5f;
    float box[INK_BOX * INK_BOX];
    for (int32_t p = 0; p < INK_BOX * INK_BOX; p++)
        box[p] = INFINITY;
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
            draw_segment(box, x0, y0, x1, y1, reach);
            x0 = x1;
            y0 = y1;
        }
    }
    distances_to_ink(box, reach);
    ink_center_by_mass(box, image);
    return INK_OK;
}

InkStatus ink_raster_strokes(const float *points, const int32_t *stroke_points,
                             int32_t stroke_count, float image[INK_PIXELS]) {
    return ink_raster_draw(points, stroke_points, stroke_count, INK_PEN_RADIUS, image);
}
