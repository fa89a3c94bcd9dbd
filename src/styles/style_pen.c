#include "styles/style_pen.h"

#include <math.h>
#include <string.h>

/* Spacing of sampled points: about 1.5 pixels once a drawing is scaled to 20. */
static const float SPACING = 0.08f;

InkPen ink_pen(InkRng *rng, InkDrawing *drawing) {
    drawing->stroke_count = 0;
    drawing->point_count = 0;
    InkPen pen = {.rng = rng, .drawing = drawing};
    pen.jitter = ink_uniform(rng, 0.005f, 0.035f);
    pen.smoothing = ink_chance(rng, 0.4f) ? 0 : (int32_t)ink_rng_below(rng, 5);
    if (ink_chance(rng, 0.12f)) pen.jitter = ink_uniform(rng, 0.03f, 0.06f);       /* careless */
    if (ink_chance(rng, 0.1f)) pen.smoothing = 5 + (int32_t)ink_rng_below(rng, 8); /* hasty */
    pen.overshoot = ink_uniform(rng, 0.0f, 0.2f);
    return pen;
}

static void add_knot(InkPen *pen, float x, float y) {
    if (pen->knot_count == INK_PEN_MAX_KNOTS) return;
    pen->knots[pen->knot_count][0] = x;
    pen->knots[pen->knot_count][1] = y;
    pen->corner[pen->knot_count++] = false;
}

void ink_pen_to(InkPen *pen, float x, float y) {
    float miss_x = ink_uniform(pen->rng, -pen->jitter, pen->jitter);
    float miss_y = ink_uniform(pen->rng, -pen->jitter, pen->jitter);
    add_knot(pen, x + miss_x, y + miss_y);
}

void ink_pen_through(InkPen *pen, const float (*points)[2], int32_t count) {
    for (int32_t i = 0; i < count; i++)
        ink_pen_to(pen, points[i][0], points[i][1]);
}

void ink_pen_arc(InkPen *pen, InkArc arc) {
    const float degree = 3.14159265f / 180.0f, longest_step = 50.0f;
    int32_t steps = 1 + (int32_t)(fabsf(arc.sweep) / longest_step);
    for (int32_t i = 0; i <= steps; i++) {
        float share = (float)i / (float)steps;
        float angle = (arc.start + arc.sweep * share) * degree;
        float grown = 1.0f + (arc.drift - 1.0f) * share;
        ink_pen_to(pen, arc.x + arc.radius_x * grown * cosf(angle),
                   arc.y + arc.radius_y * grown * sinf(angle));
    }
}

void ink_pen_turn(InkPen *pen) {
    if (pen->knot_count > 0) pen->corner[pen->knot_count - 1] = true;
}

/* ---- knots to points ---------------------------------------------------------------------- */

static float distance(const float a[2], const float b[2]) {
    float x = b[0] - a[0], y = b[1] - a[1];
    return fmaxf(sqrtf(x * x + y * y), 1e-4f);
}

/* Moves the end of a stroke away from or toward the knot next to it. */
static void move_end(InkPen *pen, float end[2], const float beside[2]) {
    float share = ink_uniform(pen->rng, -pen->overshoot, pen->overshoot);
    end[0] += (end[0] - beside[0]) * share;
    end[1] += (end[1] - beside[1]) * share;
}

static void add_point(InkDrawing *drawing, float x, float y) {
    if (drawing->point_count == INK_STYLE_MAX_POINTS) return;
    drawing->points[drawing->point_count][0] = x;
    drawing->points[drawing->point_count][1] = y;
    drawing->point_count++;
    drawing->stroke_points[drawing->stroke_count]++;
}

/* The tangent at knot i of knots first to last: that of the parabola through the knot and its
 * neighbors, which allows for uneven spacing. */
static void tangent(const InkPen *pen, int32_t first, int32_t last, int32_t i, float slope[2]) {
    int32_t middle = i == first ? i + 1 : i == last ? i - 1 : i;
    const float(*k)[2] = pen->knots;
    if (last - first == 1) {
        for (int32_t axis = 0; axis < 2; axis++)
            slope[axis] = (k[last][axis] - k[first][axis]) / distance(k[first], k[last]);
        return;
    }
    float before = distance(k[middle - 1], k[middle]), after = distance(k[middle], k[middle + 1]);
    for (int32_t axis = 0; axis < 2; axis++) {
        float in = (k[middle][axis] - k[middle - 1][axis]) / before;
        float out = (k[middle + 1][axis] - k[middle][axis]) / after;
        float across = (in * after + out * before) / (before + after);
        slope[axis] = i < middle ? 2.0f * in - across : i > middle ? 2.0f * out - across : across;
    }
}

/* Samples the cubic Hermite segment from knot i to the next in steps of about SPACING, leaving out
 * its first point. */
static void add_segment(InkPen *pen, int32_t first, int32_t last, int32_t i) {
    const float *from = pen->knots[i], *to = pen->knots[i + 1];
    float length = distance(from, to), start[2], end[2];
    tangent(pen, first, last, i, start);
    tangent(pen, first, last, i + 1, end);
    int32_t steps = 1 + (int32_t)(fminf(length, 2.0f) / SPACING);
    for (int32_t step = 1; step <= steps; step++) {
        float t = (float)step / (float)steps, u = 1.0f - t, point[2];
        for (int32_t axis = 0; axis < 2; axis++) {
            point[axis] = u * u * (1.0f + 2.0f * t) * from[axis] +
                          t * t * (3.0f - 2.0f * t) * to[axis] +
                          length * t * u * (u * start[axis] - t * end[axis]);
        }
        add_point(pen->drawing, point[0], point[1]);
    }
}

/* Smooths a stroke with a [1 2 1] / 4 filter, keeping its ends. */
static void smooth(InkDrawing *drawing, int32_t begin) {
    float(*p)[2] = drawing->points;
    for (int32_t axis = 0; axis < 2; axis++) {
        float before = p[begin][axis];
        for (int32_t i = begin + 1; i + 1 < drawing->point_count; i++) {
            float here = p[i][axis];
            p[i][axis] = 0.25f * (before + p[i + 1][axis]) + 0.5f * here;
            before = here;
        }
    }
}

void ink_pen_lift(InkPen *pen) {
    int32_t count = pen->knot_count;
    pen->knot_count = 0;
    if (count == 0 || pen->drawing->stroke_count == INK_STYLE_MAX_STROKES ||
        pen->drawing->point_count == INK_STYLE_MAX_POINTS)
        return;
    if (count > 1) {
        move_end(pen, pen->knots[0], pen->knots[1]);
        move_end(pen, pen->knots[count - 1], pen->knots[count - 2]);
    }
    int32_t begin = pen->drawing->point_count;
    pen->drawing->stroke_points[pen->drawing->stroke_count] = 0;
    add_point(pen->drawing, pen->knots[0][0], pen->knots[0][1]);
    for (int32_t first = 0, last; first + 1 < count; first = last) {
        last = first + 1;
        while (last + 1 < count && !pen->corner[last])
            last++;
        for (int32_t i = first; i < last; i++)
            add_segment(pen, first, last, i);
    }
    for (int32_t i = 0; i < pen->smoothing; i++)
        smooth(pen->drawing, begin);
    pen->drawing->stroke_count++;
}

void ink_pen_one_of(InkPen *pen, const InkWay *ways, int32_t count) {
    float total = 0.0f;
    for (int32_t i = 0; i < count; i++)
        total += ways[i].weight;
    float left = ink_uniform(pen->rng, 0.0f, total);
    int32_t way = 0;
    while (way + 1 < count && left >= ways[way].weight)
        left -= ways[way++].weight;
    ways[way].draw(pen);
}
