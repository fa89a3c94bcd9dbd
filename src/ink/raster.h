/* Rasterizes strokes with a pen of any width: shared by ink_raster_strokes and the styles. */
#ifndef INK_RASTER_H
#define INK_RASTER_H

#include "inkling/base.h"

/* MNIST's lines are about 2.4 pixels wide in its 28x28 frame. */
#define INK_PEN_RADIUS 1.2f

/* Like ink_raster_strokes, with a pen radius of 0.5 to 4 pixels. */
InkStatus ink_raster_draw(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                          float pen_radius, float image[INK_PIXELS]);

#endif
