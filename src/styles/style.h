/* Procedurally drawn digits: pen strokes in the many styles in which people write digits, to cover
 * those that MNIST's writers did not use. All randomness comes from the generator passed in: the
 * same state gives the same bits. */
#ifndef INK_STYLE_H
#define INK_STYLE_H

#include "base/rng.h"
#include "inkling/base.h"

enum { INK_STYLE_MAX_POINTS = 512, INK_STYLE_MAX_STROKES = 12 };

/* Pen strokes: x, y pairs, y down, in a box of about 0 to 1. */
typedef struct {
    float points[INK_STYLE_MAX_POINTS][2];
    int32_t stroke_points[INK_STYLE_MAX_STROKES]; /* how many points each stroke has */
    int32_t stroke_count, point_count;
} InkDrawing;

/* Draws a digit (0 to 9) in a random handwriting. */
void ink_style_draw_digit(InkRng *rng, int32_t digit, InkDrawing *drawing);

/* Draws something that is not a digit: a scribble, a shape, a letter that can't be mistaken for a
 * digit, or two digits side by side. */
void ink_style_draw_outlier(InkRng *rng, InkDrawing *drawing);

/* Rasterizes a drawing like ink_raster_strokes, but with a pen of random width. */
void ink_style_image(InkRng *rng, const InkDrawing *drawing, float image[INK_PIXELS]);

#endif
