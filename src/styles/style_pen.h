/* The pen that draws the styles. A shape gives a few knots; the pen interpolates them smoothly,
 * with the unsteadiness of its writer, and records points. */
#ifndef INK_STYLE_PEN_H
#define INK_STYLE_PEN_H

#include "styles/style.h"

enum { INK_PEN_MAX_KNOTS = 48 };

/* The writer's habits stay the same for a whole drawing. */
typedef struct {
    InkRng *rng;
    InkDrawing *drawing;
    float jitter;      /* largest offset of a knot */
    int32_t smoothing; /* smoothing passes over a stroke; 0 keeps corners sharp */
    float overshoot;   /* largest over- or undershoot of a stroke, relative to its last segment */
    float knots[INK_PEN_MAX_KNOTS][2]; /* of the current stroke */
    bool corner[INK_PEN_MAX_KNOTS];
    int32_t knot_count;
} InkPen;

/* A pen with random habits; clears the drawing. */
InkPen ink_pen(InkRng *rng, InkDrawing *drawing);

/* Adds a knot: the stroke continues smoothly through x, y. */
void ink_pen_to(InkPen *pen, float x, float y);

/* Adds several knots: INK_PEN_THROUGH(pen, INK_AT(0.0f, 0.1f), INK_AT(0.5f, 0.0f)).
 * Why a macro? Coordinates are often random, and C does not specify the order in which arguments
 * and initializers are evaluated. The comma operator evaluates them in the order written, so the
 * same seed gives the same drawing with every compiler. */
void ink_pen_through(InkPen *pen, const float (*points)[2], int32_t count);
#define INK_AT(x, y) *ink_next++ = (x), *ink_next++ = (y)
#define INK_PEN_THROUGH(pen, ...)                                                                  \
    do {                                                                                           \
        float ink_points[INK_PEN_MAX_KNOTS][2], *ink_next = &ink_points[0][0];                     \
        __VA_ARGS__;                                                                               \
        ink_pen_through(pen, (const float(*)[2])ink_points,                                        \
                        (int32_t)((ink_next - &ink_points[0][0]) / 2));                            \
    } while (0)

/* Adds knots along an ellipse around x, y. Angles are in degrees: 0 is right, 90 is down, and a
 * positive sweep is clockwise. The radii grow linearly to `drift` times their initial length. */
typedef struct {
    float x, y, radius_x, radius_y, start, sweep, drift;
} InkArc;
void ink_pen_arc(InkPen *pen, InkArc arc);

/* Makes the last knot a corner. */
void ink_pen_turn(InkPen *pen);

/* Lifts the pen, ending the stroke. Points that do not fit into the drawing are dropped. */
void ink_pen_lift(InkPen *pen);

/* A straight stroke from one point to another. */
#define INK_PEN_LINE(pen, from, to)                                                                \
    do {                                                                                           \
        INK_PEN_THROUGH(pen, from, to);                                                            \
        ink_pen_lift(pen);                                                                         \
    } while (0)

/* ---- randomness --------------------------------------------------------------------------- */

static inline float ink_uniform(InkRng *rng, float low, float high) {
    return low + (high - low) * ink_rng_uniform(rng);
}

static inline bool ink_chance(InkRng *rng, float probability) {
    return ink_uniform(rng, 0.0f, 1.0f) < probability;
}

/* The same, with the pen's generator. */
static inline float ink_between(InkPen *pen, float low, float high) {
    return ink_uniform(pen->rng, low, high);
}

static inline bool ink_maybe(InkPen *pen, float probability) {
    return ink_chance(pen->rng, probability);
}

/* Draws one of several variants, picked by weight: INK_PEN_ONE_OF(pen, {2, round}, {1, flat}). */
typedef struct {
    float weight;
    void (*draw)(InkPen *pen);
} InkWay;
void ink_pen_one_of(InkPen *pen, const InkWay *ways, int32_t count);
#define INK_PEN_ONE_OF(pen, ...)                                                                   \
    ink_pen_one_of(pen, (const InkWay[]){__VA_ARGS__},                                             \
                   (int32_t)(sizeof((const InkWay[]){__VA_ARGS__}) / sizeof(InkWay)))

#endif
