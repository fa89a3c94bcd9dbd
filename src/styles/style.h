/* Digits drawn by rule: pen strokes in the many ways in which people write digits, for what MNIST's
 * writers did not do. One generator decides everything: the same state gives the same bits. */
#ifndef INK_STYLE_H
#define INK_STYLE_H

#include "base/rng.h"
#include "inkling/base.h"

enum { INK_STYLE_MAX_POINTS = 512, INK_STYLE_MAX_STROKES = 12 };

/* Strokes as a hand left them: x, y pairs, y down, in a box of about 0 to 1. */
typedef struct {
    float points[INK_STYLE_MAX_POINTS][2];
    int32_t stroke_points[INK_STYLE_MAX_STROKES]; /* how many points each stroke has */
    int32_t stroke_count, point_count;
} InkDrawing;

/* A random hand's way of writing digit (0 to 9). */
void ink_style_draw_digit(InkRng *rng, int32_t digit, InkDrawing *drawing);

/* Something that is no digit: a scribble, a shape, a letter that looks like no digit, or two digits
 * side by side. */
void ink_style_draw_outlier(InkRng *rng, InkDrawing *drawing);

/* The drawing as ink_raster_strokes gives it, with a pen of random width around the usual one. */
void ink_style_image(InkRng *rng, const InkDrawing *drawing, float image[INK_PIXELS]);

#endif
