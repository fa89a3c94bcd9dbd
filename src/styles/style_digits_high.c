/* The digits 5 to 9; see style_digits_low.c. */
#include "styles/style_digits.h"

#include <math.h>

/* ---- 5 ------------------------------------------------------------------------------------ */

/* The stem, starting where the pen is, and the bowl. */
static void five_body(InkPen *pen, float left) {
    float shoulder = ink_between(pen, 0.3f, 0.54f), width = ink_between(pen, 0.36f, 0.75f);
    ink_pen_to(pen, left - ink_between(pen, -0.02f, 0.09f), shoulder);
    if (ink_maybe(pen, 0.85f)) ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, INK_AT(width * 0.55f, shoulder - ink_between(pen, 0.0f, 0.08f)),
                    INK_AT(width, ink_between(pen, 0.58f, 0.74f)));
    if (ink_maybe(pen, 0.75f)) ink_pen_to(pen, width * 0.55f, 1.0f); /* else straight to the end */
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, -0.15f, 0.12f), ink_between(pen, 0.84f, 1.0f)));
    if (ink_maybe(pen, 0.06f)) ink_pen_to(pen, ink_between(pen, -0.05f, 0.12f), 0.76f);
    ink_pen_lift(pen);
}

static void five_one_stroke(InkPen *pen) {
    float left = ink_between(pen, 0.05f, 0.16f), lean = 0.0f;
    if (ink_maybe(pen, 0.3f)) lean = ink_between(pen, 0.0f, 0.2f);
    INK_PEN_THROUGH(pen,
                    INK_AT(lean + ink_between(pen, 0.45f, 0.85f), ink_between(pen, -0.12f, 0.06f)));
    ink_pen_to(pen, left + lean, 0.02f);
    ink_pen_turn(pen);
    five_body(pen, left);
}

/* The bar comes last, and may be detached from the stem. */
static void five_two_strokes(InkPen *pen) {
    float left = ink_between(pen, 0.06f, 0.18f), hat = 0.0f, top = ink_between(pen, -0.02f, 0.03f);
    float lean = ink_maybe(pen, 0.4f) ? ink_between(pen, 0.0f, 0.3f) : 0.0f;
    ink_pen_to(pen, left + lean, 0.0f);
    five_body(pen, left);
    if (ink_maybe(pen, 0.4f)) {
        hat = ink_between(pen, 0.04f, 0.24f);
        top = ink_between(pen, -0.14f, 0.06f);
    } else if (ink_maybe(pen, 0.35f)) { /* the stem hangs from the middle of the bar */
        hat = -ink_between(pen, 0.05f, 0.3f);
    }
    float end = left + lean * 0.5f + fmaxf(hat, 0.0f) + ink_between(pen, 0.25f, 0.75f);
    INK_PEN_LINE(pen, INK_AT(left + lean + hat, top),
                 INK_AT(end, top + ink_between(pen, -0.14f, 0.04f)));
}

/* No bar; the top of the stem leans right instead. */
static void five_no_hat(InkPen *pen) {
    float left = ink_between(pen, 0.06f, 0.14f);
    ink_pen_to(pen, left + ink_between(pen, 0.04f, 0.22f), 0.0f);
    five_body(pen, left);
}

static void five_like_s(InkPen *pen) {
    float top = ink_between(pen, 0.55f, 0.68f), left = ink_between(pen, 0.04f, 0.12f);
    if (ink_maybe(pen, 0.15f))
        ink_pen_to(pen, top - 0.1f, ink_between(pen, 0.1f, 0.2f)); /* a curl */
    INK_PEN_THROUGH(
        pen, INK_AT(top, ink_between(pen, 0.0f, 0.1f)), INK_AT(0.32f, 0.0f),
        INK_AT(left, ink_between(pen, 0.18f, 0.26f)), INK_AT(0.3f, ink_between(pen, 0.42f, 0.48f)),
        INK_AT(ink_between(pen, 0.52f, 0.64f), ink_between(pen, 0.66f, 0.76f)), INK_AT(0.3f, 1.0f),
        INK_AT(ink_between(pen, -0.04f, 0.06f), ink_between(pen, 0.86f, 0.95f)));
    ink_pen_lift(pen);
}

/* ---- 6 ------------------------------------------------------------------------------------ */

/* From the lower end of the stem around the loop, which ends open, closed, or curled in. */
static void six_loop(InkPen *pen, float top, float right) {
    float middle = (1.0f + top) * 0.5f;
    INK_PEN_THROUGH(pen, INK_AT(right * 0.5f, 1.0f), INK_AT(right, middle),
                    INK_AT(right * 0.52f, top + ink_between(pen, -0.02f, 0.04f)));
    if (ink_maybe(pen, 0.85f)) {
        float reach = ink_between(pen, -0.24f, 0.18f);
        ink_pen_to(pen, reach, middle + ink_between(pen, -0.12f, 0.04f));
        if (ink_maybe(pen, 0.15f)) ink_pen_to(pen, reach + 0.08f, middle + 0.2f);
    }
    ink_pen_lift(pen);
}

static void six_curved(InkPen *pen) {
    float top = ink_between(pen, 0.4f, 0.62f), start = ink_between(pen, 0.3f, 0.6f);
    if (ink_maybe(pen, 0.2f))
        ink_pen_to(pen, start + 0.12f, ink_between(pen, 0.04f, 0.14f)); /* a hook */
    INK_PEN_THROUGH(pen, INK_AT(start, 0.0f),
                    INK_AT(ink_between(pen, 0.1f, 0.16f), ink_between(pen, 0.28f, 0.38f)),
                    INK_AT(0.0f, (1.0f + top) * 0.5f));
    six_loop(pen, top, ink_between(pen, 0.48f, 0.66f));
}

static void six_straight(InkPen *pen) {
    float top = ink_between(pen, 0.42f, 0.64f), start = ink_between(pen, 0.16f, 0.62f);
    INK_PEN_THROUGH(pen, INK_AT(start, 0.0f), INK_AT(start * 0.52f, top * 0.5f),
                    INK_AT(start * 0.14f, top), INK_AT(0.0f, (1.0f + top) * 0.5f + 0.04f));
    six_loop(pen, top, ink_between(pen, 0.48f, 0.66f));
}

/* A small loop at the foot of a long stem. */
static void six_small(InkPen *pen) {
    float top = ink_between(pen, 0.6f, 0.82f), start = ink_between(pen, 0.05f, 0.5f);
    if (ink_maybe(pen, 0.2f)) ink_pen_to(pen, start + 0.14f, ink_between(pen, 0.02f, 0.14f));
    INK_PEN_THROUGH(pen, INK_AT(start, 0.0f),
                    INK_AT(start * ink_between(pen, 0.3f, 0.6f), top * 0.5f),
                    INK_AT(start * 0.1f, top), INK_AT(0.0f, (1.0f + top) * 0.5f));
    six_loop(pen, top, ink_between(pen, 0.2f, 0.55f));
}

/* A large loop with a short stem. */
static void six_short(InkPen *pen) {
    float top = ink_between(pen, 0.36f, 0.44f);
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.42f, 0.65f), 0.0f),
                    INK_AT(ink_between(pen, 0.1f, 0.16f), 0.26f),
                    INK_AT(-0.02f, (1.0f + top) * 0.5f));
    six_loop(pen, top, ink_between(pen, 0.48f, 0.66f));
}

/* ---- 7 ------------------------------------------------------------------------------------ */

/* The bar through the stem at x, y. Many begin it with a hook. */
static void seven_bar(InkPen *pen, float x, float y) {
    float tilt = ink_between(pen, -0.08f, 0.08f), left = x - ink_between(pen, 0.1f, 0.4f);
    float right = x + ink_between(pen, 0.1f, 0.4f);
    if (ink_maybe(pen, 0.4f)) {
        INK_PEN_THROUGH(pen, INK_AT(left - ink_between(pen, -0.02f, 0.04f),
                                    y + tilt + ink_between(pen, 0.04f, 0.2f)));
    }
    ink_pen_to(pen, left + 0.03f, y + tilt);
    if (ink_maybe(pen, 0.2f)) ink_pen_turn(pen);
    ink_pen_to(pen, right, y - tilt);
}

/* The bar at the top, to `right`, where the pen stays. Returns how far it rises on its way. */
static float seven_top(InkPen *pen, float right) {
    float rise = 0.0f, wave = 0.0f;
    if (ink_maybe(pen, 0.36f)) { /* a serif, up to the length common in parts of Asia */
        INK_PEN_THROUGH(pen,
                        INK_AT(ink_between(pen, -0.04f, 0.16f), ink_between(pen, 0.1f, 0.34f)));
        ink_pen_to(pen, 0.0f, 0.02f);
        if (ink_maybe(pen, 0.7f)) ink_pen_turn(pen);
    } else {
        if (ink_maybe(pen, 0.35f)) rise = ink_between(pen, 0.02f, 0.4f * right);
        ink_pen_to(pen, 0.0f, rise + ink_between(pen, -0.04f, 0.02f));
        if (ink_maybe(pen, 0.3f)) wave = ink_between(pen, 0.0f, 0.08f);
    }
    INK_PEN_THROUGH(pen, INK_AT(right * 0.33f, 0.02f + rise * 0.67f - wave),
                    INK_AT(right * 0.67f, 0.01f + rise * 0.33f + wave),
                    INK_AT(right, ink_between(pen, -0.06f, 0.04f)));
    if (ink_maybe(pen, 0.78f)) ink_pen_turn(pen);
    return rise;
}

static void seven(InkPen *pen) {
    float right = ink_between(pen, 0.5f, 0.76f), bow = ink_between(pen, -0.06f, 0.14f);
    if (ink_maybe(pen, 0.12f)) right = ink_between(pen, 0.36f, 0.5f);
    /* The stem slants if the bar does, or it would be a 1. */
    float most = seven_top(pen, right) > 0.0f ? 0.45f : 0.8f;
    float foot_x = right * ink_between(pen, 0.05f, most), y = ink_between(pen, 0.42f, 0.8f);
    float middle_x = (right + foot_x) * 0.5f - bow;
    float x = middle_x + (foot_x - middle_x) * 2.0f * (y - 0.5f);
    ink_pen_to(pen, middle_x, 0.5f);
    ink_pen_to(pen, foot_x, 1.0f);
    bool crossed = ink_maybe(pen, 0.52f);
    if (crossed && y < 0.62f && ink_maybe(pen, 0.15f))
        ink_pen_turn(pen); /* and back up to the bar, without lifting the pen; lower, it is a 2 */
    else
        ink_pen_lift(pen);
    if (crossed) seven_bar(pen, x, y);
    ink_pen_lift(pen);
}

/* ---- 8 ------------------------------------------------------------------------------------ */

enum { EIGHT_KNOTS = 8 };

/* One stroke from any starting point, in either direction; the ends may miss or overlap. */
static void eight_one_stroke(InkPen *pen) {
    float waist = ink_between(pen, 0.4f, 0.52f), upper = ink_between(pen, 0.18f, 0.29f);
    float lower = ink_between(pen, 0.22f, 0.34f), skew = ink_between(pen, -0.03f, 0.05f);
    const float x = 0.34f, low = (1.0f + waist) * 0.5f;
    const float knots[EIGHT_KNOTS][2] = {{x + skew, 0.0f},   {x + skew - upper, waist * 0.5f},
                                         {x, waist},         {x + lower, low},
                                         {x - skew, 1.0f},   {x - lower, low},
                                         {x + 0.01f, waist}, {x + skew + upper, waist * 0.5f}};
    bool from_top = ink_maybe(pen, 0.7f), reverse = ink_maybe(pen, 0.25f);
    int32_t start = from_top ? (ink_maybe(pen, 0.5f) ? 0 : 7) : (int32_t)ink_rng_below(pen->rng, 8);
    /* the end may overshoot the start by a knot */
    int32_t count = EIGHT_KNOTS + 1 + (ink_maybe(pen, 0.3f) ? 1 : 0);
    /* open at the upper right; a gap elsewhere would make a 6 */
    if (start == 0 && !reverse && ink_maybe(pen, 0.3f)) count = EIGHT_KNOTS;
    for (int32_t i = 0; i < count; i++) {
        int32_t knot = (reverse ? start - i + 2 * EIGHT_KNOTS : start + i) % EIGHT_KNOTS;
        bool at_end = i == 0 || i >= EIGHT_KNOTS;
        float miss_x = at_end ? ink_between(pen, -0.06f, 0.06f) : 0.0f;
        float miss_y = at_end ? ink_between(pen, -0.06f, 0.06f) : 0.0f;
        ink_pen_to(pen, knots[knot][0] + miss_x, knots[knot][1] + miss_y);
    }
    ink_pen_lift(pen);
}

/* An S that returns straight up to its start, which it may not reach. */
static void eight_closed_s(InkPen *pen) {
    float waist = ink_between(pen, 0.42f, 0.5f), top = ink_between(pen, 0.5f, 0.6f);
    float left = ink_between(pen, 0.06f, 0.14f), right = ink_between(pen, 0.55f, 0.64f);
    INK_PEN_THROUGH(pen, INK_AT(top, ink_between(pen, 0.06f, 0.14f)), INK_AT(0.34f, 0.0f),
                    INK_AT(left, waist * 0.5f), INK_AT(0.33f, waist), INK_AT(right, 0.75f),
                    INK_AT(0.3f, 1.0f), INK_AT(0.02f, 0.78f), INK_AT(0.28f, waist + 0.03f));
    INK_PEN_THROUGH(pen,
                    INK_AT(top - ink_between(pen, -0.05f, 0.06f), ink_between(pen, 0.1f, 0.2f)));
    ink_pen_lift(pen);
}

/* A circle that may fall short of its start or overshoot it. arc.sweep: 1 or -1, the direction. */
static void circle(InkPen *pen, InkArc arc) {
    arc.start = ink_between(pen, -130.0f, -30.0f);
    arc.sweep *= ink_between(pen, 345.0f, 385.0f);
    arc.drift = ink_between(pen, 0.9f, 1.05f);
    ink_pen_arc(pen, arc);
    ink_pen_lift(pen);
}

/* Two stacked circles. */
static void eight_two_circles(InkPen *pen) {
    float waist = ink_between(pen, 0.4f, 0.52f), gap = ink_between(pen, -0.05f, 0.02f);
    float way = ink_maybe(pen, 0.8f) ? -1.0f : 1.0f;
    float height = (1.0f - waist - gap) * 0.5f;
    float shift = ink_between(pen, -0.05f, 0.05f), radius = ink_between(pen, 0.17f, 0.28f);
    circle(pen, (InkArc){0.35f + shift, waist * 0.5f, radius, waist * 0.5f, .sweep = way});
    radius = ink_between(pen, 0.22f, 0.36f);
    circle(pen, (InkArc){0.35f, 1.0f - height, radius, height, .sweep = way});
}

/* A ribbon: down to the right, around a narrow turn, and straight up past its start, to which the
 * pen returns over the top or not quite. */
static void eight_ribbon(InkPen *pen) {
    float turn = ink_between(pen, 0.04f, 0.2f), top = ink_between(pen, 0.45f, 0.68f);
    float left = ink_between(pen, 0.0f, 0.14f), foot_x = ink_between(pen, 0.15f, 0.4f);
    float cross = ink_between(pen, 0.4f, 0.6f), gap = ink_between(pen, -0.05f, 0.16f);
    INK_PEN_THROUGH(pen, INK_AT(left + gap, ink_between(pen, 0.1f, 0.32f)),
                    INK_AT(left + 0.12f + gap * 0.5f, cross - 0.1f),
                    INK_AT(foot_x + turn, ink_between(pen, 0.72f, 0.86f)), INK_AT(foot_x, 1.0f),
                    INK_AT(foot_x - turn, ink_between(pen, 0.74f, 0.88f)),
                    INK_AT((foot_x + top) * 0.5f, cross - 0.04f),
                    INK_AT(top, ink_between(pen, 0.08f, 0.2f)));
    if (ink_maybe(pen, 0.9f)) {
        INK_PEN_THROUGH(
            pen, INK_AT(top * 0.6f, ink_between(pen, -0.04f, 0.03f)),
            INK_AT(left + ink_between(pen, -0.02f, 0.16f), ink_between(pen, 0.06f, 0.24f)));
    }
    ink_pen_lift(pen);
}

/* ---- 9 ------------------------------------------------------------------------------------ */

/* From the right, over the top and around; leaves the pen at the top of the tail. */
static void nine_loop(InkPen *pen, float bottom, float right) {
    float middle = bottom * 0.5f, left = ink_between(pen, -0.02f, 0.06f);
    float join = middle * ink_between(pen, 0.3f, 0.7f);
    if (ink_maybe(pen, 0.08f)) { /* a curl inside the loop */
        INK_PEN_THROUGH(pen, INK_AT((left + right) * 0.45f, middle * 1.1f),
                        INK_AT(right * 0.72f, middle));
    }
    if (ink_maybe(pen, 0.18f)) { /* open at the upper right */
        ink_pen_to(pen, right - ink_between(pen, 0.15f, 0.24f), 0.03f);
        ink_pen_to(pen, (left + right) * 0.4f, 0.0f);
        join = middle * 0.4f;
    } else {
        INK_PEN_THROUGH(pen, INK_AT(right - ink_between(pen, 0.0f, 0.1f),
                                    middle * ink_between(pen, 0.35f, 0.8f)));
        ink_pen_to(pen, (left + right) * 0.5f, 0.0f);
    }
    INK_PEN_THROUGH(pen, INK_AT(left, middle), INK_AT((left + right) * 0.48f, bottom),
                    INK_AT(right - 0.02f, join));
}

static void nine_tail(InkPen *pen, float right) {
    switch (ink_rng_below(pen->rng, 4)) {
    case 0: /* straight down */
        ink_pen_turn(pen);
        ink_pen_to(pen, right - ink_between(pen, -0.02f, 0.12f), 1.0f);
        break;
    case 1: /* slanting */
        INK_PEN_THROUGH(pen, INK_AT(right * 0.86f, 0.55f),
                        INK_AT(right - ink_between(pen, 0.15f, 0.42f), 1.0f));
        break;
    case 2: /* curved */
        INK_PEN_THROUGH(pen, INK_AT(right, 0.58f),
                        INK_AT(right * ink_between(pen, 0.7f, 0.85f), 0.85f),
                        INK_AT(right * ink_between(pen, 0.2f, 0.5f), 1.0f));
        break;
    default: /* hooked, like a g */
        INK_PEN_THROUGH(pen, INK_AT(right, 0.6f),
                        INK_AT(right * 0.9f, ink_between(pen, 0.84f, 0.9f)),
                        INK_AT(right * 0.5f, 1.0f),
                        INK_AT(ink_between(pen, 0.0f, 0.1f), ink_between(pen, 0.8f, 0.94f)));
        break;
    }
    ink_pen_lift(pen);
}

static void nine_one_stroke(InkPen *pen) {
    float right = ink_between(pen, 0.46f, 0.66f);
    nine_loop(pen, ink_between(pen, 0.4f, 0.6f), right);
    nine_tail(pen, right);
}

/* A wide, low loop. */
static void nine_flat(InkPen *pen) {
    float right = ink_between(pen, 0.5f, 0.66f);
    nine_loop(pen, ink_between(pen, 0.31f, 0.42f), right);
    nine_tail(pen, right);
}

/* A small loop at the head of a long, often slanting tail. */
static void nine_small(InkPen *pen) {
    float bottom = ink_between(pen, 0.14f, 0.34f), right = ink_between(pen, 0.26f, 0.56f);
    float slant = ink_between(pen, -0.05f, 0.5f);
    nine_loop(pen, bottom, right);
    if (ink_maybe(pen, 0.5f)) ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, INK_AT(right - slant * ink_between(pen, 0.2f, 0.5f), 0.5f + bottom * 0.5f),
                    INK_AT(right - slant, 1.0f));
    ink_pen_lift(pen);
}

/* A circle, then a stem. */
static void nine_two_strokes(InkPen *pen) {
    float right = ink_between(pen, 0.5f, 0.64f), bottom = ink_between(pen, 0.42f, 0.56f);
    float start = ink_between(pen, -80.0f, 0.0f), sweep = -ink_between(pen, 345.0f, 375.0f);
    ink_pen_arc(pen, (InkArc){right * 0.5f, bottom * 0.5f, right * 0.5f, bottom * 0.5f, start,
                              sweep, 1.0f});
    ink_pen_lift(pen);
    INK_PEN_THROUGH(pen, INK_AT(right + ink_between(pen, -0.03f, 0.04f),
                                ink_between(pen, 0.0f, bottom * 0.5f)));
    nine_tail(pen, right);
}

/* A circle from its lower right and back, where the tail begins. */
static void nine_from_below(InkPen *pen) {
    float right = ink_between(pen, 0.5f, 0.7f), bottom = ink_between(pen, 0.4f, 0.62f);
    float start = ink_between(pen, 20.0f, 70.0f), sweep = ink_between(pen, 325.0f, 370.0f);
    if (ink_maybe(pen, 0.5f)) sweep = -sweep;
    ink_pen_arc(pen, (InkArc){right * 0.5f, bottom * 0.5f, right * 0.5f, bottom * 0.5f, start,
                              sweep, 1.0f});
    ink_pen_turn(pen);
    float end = right * ink_between(pen, 0.55f, 1.0f);
    INK_PEN_THROUGH(pen, INK_AT((right + end) * 0.5f, (bottom + 1.0f) * 0.5f), INK_AT(end, 1.0f));
    ink_pen_lift(pen);
}

/* A small loop above a belly that bulges to the right: a 3 but for the loop. Some writers go around
 * the loop once more before moving down. */
static void nine_looped(InkPen *pen) {
    float left = ink_between(pen, -0.02f, 0.12f), right = ink_between(pen, 0.36f, 0.6f);
    float bottom = ink_between(pen, 0.24f, 0.42f), middle = (left + right) * 0.5f;
    if (ink_maybe(pen, 0.12f)) ink_pen_to(pen, middle, bottom * 0.5f); /* a curl inside the loop */
    INK_PEN_THROUGH(pen, INK_AT(right - ink_between(pen, -0.06f, 0.08f), bottom * 0.25f),
                    INK_AT(middle, 0.0f), INK_AT(left, bottom * 0.5f), INK_AT(middle, bottom),
                    INK_AT(right - ink_between(pen, 0.0f, 0.1f), bottom * 0.5f));
    if (ink_maybe(pen, 0.25f)) {
        INK_PEN_THROUGH(pen, INK_AT(middle + 0.06f, bottom * 0.15f),
                        INK_AT(middle - ink_between(pen, 0.02f, 0.1f), bottom * 0.6f));
    }
    float belly = right + ink_between(pen, 0.0f, 0.2f), height = ink_between(pen, 0.52f, 0.7f);
    INK_PEN_THROUGH(pen, INK_AT(belly, height), INK_AT(belly * ink_between(pen, 0.6f, 0.9f), 0.9f),
                    INK_AT(ink_between(pen, -0.15f, 0.25f), ink_between(pen, 0.92f, 1.02f)));
    ink_pen_lift(pen);
}

/* A large loop with a short tail. */
static void nine_short(InkPen *pen) {
    float right = ink_between(pen, 0.55f, 0.7f);
    nine_loop(pen, ink_between(pen, 0.6f, 0.7f), right);
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, INK_AT(right, 0.7f), INK_AT(right - ink_between(pen, 0.0f, 0.2f), 1.0f));
    ink_pen_lift(pen);
}

/* ---- dispatch ----------------------------------------------------------------------------- */

void ink_pen_high_digit(InkPen *pen, int32_t digit) {
    switch (digit) {
    case 5:
        INK_PEN_ONE_OF(pen, {32, five_one_stroke}, {42, five_two_strokes}, {8, five_no_hat},
                       {18, five_like_s});
        break;
    case 6:
        INK_PEN_ONE_OF(pen, {42, six_curved}, {24, six_straight}, {16, six_short}, {18, six_small});
        break;
    case 7: seven(pen); break;
    case 8:
        INK_PEN_ONE_OF(pen, {52, eight_one_stroke}, {18, eight_closed_s}, {18, eight_two_circles},
                       {12, eight_ribbon});
        break;
    default:
        INK_PEN_ONE_OF(pen, {48, nine_one_stroke}, {18, nine_flat}, {18, nine_two_strokes},
                       {14, nine_short}, {22, nine_looped}, {14, nine_small}, {5, nine_from_below});
        break;
    }
}
