/* The pen that styles are drawn with. A shape names a few knots; the pen goes smoothly through
 * them, as unsteadily as its hand is, and leaves points behind. */
#ifndef INK_STYLE_PEN_H
#define INK_STYLE_PEN_H

#include "styles/style.h"

enum { INK_PEN_MAX_KNOTS = 48 };

/* A hand has its habits for a whole drawing. */
typedef struct {
    InkRng *rng;
    InkDrawing *drawing;
    float jitter;  /* knots miss their place by up to this much */
    int32_t haste; /* how often corners are smoothed away; 0: sharp */
    float ends;    /* strokes end too early or late, by up to this share of their last piece */
    float knots[INK_PEN_MAX_KNOTS][2]; /* of the stroke being drawn */
    bool corner[INK_PEN_MAX_KNOTS];
    int32_t knot_count;
} InkPen;

/* A random hand with an empty drawing. */
InkPen ink_pen(InkRng *rng, InkDrawing *drawing);

/* The pen goes on, smoothly, through x, y. */
void ink_pen_to(InkPen *pen, float x, float y);

/* The same through several points: INK_PEN_THROUGH(pen, INK_AT(0.0f, 0.1f), INK_AT(0.5f, 0.0f)).
 * Coordinates are often drawn at random, and C leaves open in which order it evaluates arguments
 * and initializers. The comma operator does not: points are evaluated as they are written, so that
 * the same seed gives the same drawing with every compiler. */
void ink_pen_through(InkPen *pen, const float (*points)[2], int32_t count);
#define INK_AT(x, y) *ink_next++ = (x), *ink_next++ = (y)
#define INK_PEN_THROUGH(pen, ...)                                                                  \
    do {                                                                                           \
        float ink_points[INK_PEN_MAX_KNOTS][2], *ink_next = &ink_points[0][0];                     \
        __VA_ARGS__;                                                                               \
        ink_pen_through(pen, (const float(*)[2])ink_points,                                        \
                        (int32_t)((ink_next - &ink_points[0][0]) / 2));                            \
    } while (0)

/* The pen goes on, smoothly, along an ellipse around x, y. Degrees: 0 is right, 90 down, so that
 * a positive sweep goes clockwise. Radii change evenly until they are `drift` times as long. */
typedef struct {
    float x, y, radius_x, radius_y, start, sweep, drift;
} InkArc;
void ink_pen_arc(InkPen *pen, InkArc arc);

/* The pen turns on the spot: where it is now will be a corner. */
void ink_pen_turn(InkPen *pen);

/* The pen is lifted: the stroke is done. What finds no room in the drawing is lost. */
void ink_pen_lift(InkPen *pen);

/* A stroke from one place straight to another. */
#define INK_PEN_LINE(pen, from, to)                                                                \
    do {                                                                                           \
        INK_PEN_THROUGH(pen, from, to);                                                            \
        ink_pen_lift(pen);                                                                         \
    } while (0)

/* ---- chance ------------------------------------------------------------------------------- */

/* Uniform in low to high. */
static inline float ink_uniform(InkRng *rng, float low, float high) {
    return low + (high - low) * ink_rng_uniform(rng);
}

static inline bool ink_chance(InkRng *rng, float probability) {
    return ink_uniform(rng, 0.0f, 1.0f) < probability;
}

/* The same with a pen's generator. */
static inline float ink_between(InkPen *pen, float low, float high) {
    return ink_uniform(pen->rng, low, high);
}

static inline bool ink_maybe(InkPen *pen, float probability) {
    return ink_chance(pen->rng, probability);
}

/* One of several ways to draw something, by weight: INK_PEN_ONE_OF(pen, {2, round}, {1, flat}). */
typedef struct {
    float weight;
    void (*draw)(InkPen *pen);
} InkWay;
void ink_pen_one_of(InkPen *pen, const InkWay *ways, int32_t count);
#define INK_PEN_ONE_OF(pen, ...)                                                                   \
    ink_pen_one_of(pen, (const InkWay[]){__VA_ARGS__},                                             \
                   (int32_t)(sizeof((const InkWay[]){__VA_ARGS__}) / sizeof(InkWay)))

#endif
