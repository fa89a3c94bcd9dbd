/* The digits 0 to 4, each in the variants people write. A variant gives the pen's knots in a box 1
 * high and about 0.65 wide, and randomizes whatever differs between writers: which parts are
 * present, how long they are, and where they bend. */
#include "styles/style_digits.h"

/* ---- 0 ------------------------------------------------------------------------------------ */

/* Through a zero, from upper right to lower left. Some writers stay inside, some go far beyond;
 * some draw it almost upright. A few draw a bar across, or slash the other way. */
static void slash(InkPen *pen, float radius) {
    if (ink_maybe(pen, 0.08f)) {
        float reach = radius + ink_between(pen, -0.05f, 0.35f), y = ink_between(pen, 0.42f, 0.6f);
        INK_PEN_LINE(pen, INK_AT(0.35f - reach, y + ink_between(pen, -0.05f, 0.12f)),
                     INK_AT(0.35f + reach, y));
        return;
    }
    float way = ink_maybe(pen, 0.95f) ? 1.0f : -1.0f, reach = ink_between(pen, 0.1f, 0.45f);
    float rise = ink_between(pen, 0.32f, 1.1f), fall = ink_between(pen, 0.32f, 1.1f);
    float shift = ink_between(pen, -0.06f, 0.06f);
    INK_PEN_LINE(pen, INK_AT(0.35f + shift + way * reach * rise / 0.6f, 0.5f - rise),
                 INK_AT(0.35f + shift - way * reach * fall / 0.6f, 0.5f + fall));
}

/* One round stroke; its end may fall short of its start, meet it, or overshoot it. */
static void zero_round(InkPen *pen) {
    InkArc arc = {.x = 0.35f, .y = 0.5f, .radius_y = 0.5f};
    arc.radius_x = ink_between(pen, 0.22f, 0.42f);
    arc.start = ink_between(pen, -140.0f, -30.0f);
    arc.sweep = ink_between(pen, 345.0f, 405.0f);
    arc.drift = ink_between(pen, 0.86f, 1.08f);
    if (ink_maybe(pen, 0.15f)) { /* open, which happens only at the top */
        arc.start = ink_between(pen, -90.0f, -60.0f);
        arc.sweep = ink_between(pen, 318.0f, 342.0f);
    }
    if (ink_maybe(pen, 0.8f)) arc.sweep = -arc.sweep;
    ink_pen_arc(pen, arc);
    if (ink_maybe(pen, 0.06f)) { /* a flick out at the top */
        INK_PEN_THROUGH(
            pen, INK_AT(0.35f + ink_between(pen, -0.3f, 0.4f), ink_between(pen, -0.2f, 0.02f)));
    }
    ink_pen_lift(pen);
    if (ink_maybe(pen, 0.1f)) slash(pen, arc.radius_x);
}

static void zero_slashed(InkPen *pen) {
    InkArc arc = {.x = 0.35f, .y = 0.5f, .radius_y = 0.5f};
    arc.radius_x = ink_between(pen, 0.25f, 0.55f);
    arc.start = ink_between(pen, -140.0f, -20.0f);
    arc.sweep = -ink_between(pen, 345.0f, 390.0f);
    arc.drift = ink_between(pen, 0.9f, 1.08f);
    ink_pen_arc(pen, arc);
    if (ink_maybe(pen, 0.12f)) { /* without lifting the pen */
        INK_PEN_THROUGH(pen, INK_AT(0.35f + arc.radius_x * ink_between(pen, 0.5f, 1.1f),
                                    ink_between(pen, -0.3f, 0.1f)));
        ink_pen_turn(pen);
        INK_PEN_THROUGH(pen, INK_AT(0.35f - arc.radius_x * ink_between(pen, 0.3f, 1.2f),
                                    ink_between(pen, 0.9f, 1.4f)));
        ink_pen_lift(pen);
        return;
    }
    ink_pen_lift(pen);
    slash(pen, arc.radius_x);
}

/* A pair of parentheses that close up. */
static void zero_halves(InkPen *pen) {
    float radius = ink_between(pen, 0.22f, 0.38f);
    for (int32_t side = -1; side <= 1; side += 2) {
        float start = -90.0f + ink_between(pen, -15.0f, 15.0f);
        float sweep = (float)side * ink_between(pen, 172.0f, 200.0f);
        ink_pen_arc(pen, (InkArc){0.35f, 0.5f, radius, 0.5f, start, sweep, 1.0f});
        ink_pen_lift(pen);
    }
}

/* ---- 1 ------------------------------------------------------------------------------------ */

static void foot(InkPen *pen, float x) {
    INK_PEN_LINE(pen,
                 INK_AT(x - ink_between(pen, 0.1f, 0.5f), 1.0f + ink_between(pen, -0.03f, 0.06f)),
                 INK_AT(x + ink_between(pen, 0.1f, 0.5f), 1.0f + ink_between(pen, -0.06f, 0.03f)));
}

/* The stem, from x, 0, where the pen is, down to x - lean, 1; it may bow or end in a hook. */
static void one_stem(InkPen *pen, float x, float lean) {
    float bow = ink_between(pen, -0.03f, 0.03f);
    INK_PEN_THROUGH(pen, INK_AT(x - lean * 0.5f + bow, 0.5f), INK_AT(x - lean, 1.0f));
    if (ink_maybe(pen, 0.04f)) ink_pen_to(pen, x - lean + ink_between(pen, 0.06f, 0.14f), 0.98f);
    ink_pen_lift(pen);
}

static void one_stick(InkPen *pen) {
    float lean = ink_between(pen, -0.15f, 0.4f);
    ink_pen_to(pen, 0.4f, 0.0f);
    one_stem(pen, 0.4f, lean);
    if (lean < 0.12f && ink_maybe(pen, 0.12f)) foot(pen, 0.4f - lean);
}

/* The flag slants down steeply, as a flat one would make a 7. The steeper, the longer it may be. */
static void one_flag(InkPen *pen) {
    float drop = ink_between(pen, 0.08f, 0.43f), other = ink_between(pen, 0.08f, 0.43f);
    if (other > drop) drop = other; /* favor long flags, which the other data lacks */
    float slope = ink_between(pen, 0.5f, 1.28f - 1.1f * drop);
    float tip_x = 0.4f - drop * slope, lean = ink_between(pen, -0.08f, 0.2f);
    float curl = ink_between(pen, -0.03f, 0.35f * drop); /* how far the flag sags */
    ink_pen_to(pen, tip_x, drop);
    ink_pen_to(pen, 0.4f - drop * slope * 0.45f + curl * 0.5f, drop * 0.5f + curl);
    ink_pen_to(pen, 0.4f, 0.0f);
    ink_pen_turn(pen);
    one_stem(pen, 0.4f, lean);
    if (ink_maybe(pen, 0.35f)) foot(pen, 0.4f - lean);
}

/* A long upstroke, steep and often as long as the stem; it may begin with a small hook. */
static void one_upstroke(InkPen *pen) {
    float drop = ink_between(pen, 0.35f, 0.95f);
    float width = ink_between(pen, 0.06f, 0.15f + 0.45f * drop);
    float lean = ink_between(pen, -0.12f, 0.36f), sag = ink_between(pen, -0.05f, 0.3f) * width;
    float x = 0.4f - width;
    if (ink_maybe(pen, 0.4f)) {
        INK_PEN_THROUGH(
            pen, INK_AT(x + ink_between(pen, 0.0f, 0.1f), drop - ink_between(pen, 0.05f, 0.3f)),
            INK_AT(x - ink_between(pen, 0.0f, 0.04f), drop - 0.03f));
    }
    ink_pen_to(pen, x, drop);
    if (ink_maybe(pen, 0.3f)) ink_pen_turn(pen);
    ink_pen_to(pen, 0.4f - width * 0.5f + sag, drop * 0.5f);
    ink_pen_to(pen, 0.4f, 0.0f);
    if (ink_maybe(pen, 0.85f)) ink_pen_turn(pen);
    one_stem(pen, 0.4f, lean);
    if (ink_maybe(pen, 0.25f)) foot(pen, 0.4f - lean);
}

/* A wide flag that rises to the stem at an angle, where the bar of a 7 is level. The flatter it is,
 * the more upright the stem has to be. */
static void one_wide_flag(InkPen *pen) {
    float width = ink_between(pen, 0.22f, 0.56f), slope = ink_between(pen, 0.55f, 1.2f);
    float lean = ink_between(pen, -0.1f, slope < 0.8f ? 0.06f : 0.2f), drop = width * slope;
    float sag = ink_between(pen, -0.04f, 0.06f);
    ink_pen_to(pen, 0.4f - width, drop);
    ink_pen_to(pen, 0.4f - width * 0.5f, drop * 0.5f + sag);
    if (ink_maybe(pen, 0.2f)) { /* the stem is a stroke of its own */
        INK_PEN_THROUGH(
            pen, INK_AT(0.4f + ink_between(pen, -0.08f, 0.04f), ink_between(pen, -0.04f, 0.06f)));
        ink_pen_lift(pen);
        INK_PEN_THROUGH(pen, INK_AT(0.4f, ink_between(pen, -0.08f, 0.08f)));
    } else {
        ink_pen_to(pen, 0.4f, 0.0f);
        ink_pen_turn(pen);
    }
    one_stem(pen, 0.4f, lean);
    if (ink_maybe(pen, 0.3f)) foot(pen, 0.4f - lean);
}

/* ---- 2 ------------------------------------------------------------------------------------ */

/* From the upper left, over the top, to the right shoulder. */
static void two_top(InkPen *pen) {
    float width = ink_between(pen, 0.5f, 0.68f), start = ink_between(pen, 0.1f, 0.34f);
    if (ink_maybe(pen, 0.15f)) width = ink_between(pen, 0.3f, 0.5f);
    if (ink_maybe(pen, 0.28f)) { /* an initial hook or curl */
        INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.08f, 0.6f * width),
                                    start + ink_between(pen, 0.04f, 0.2f)));
    }
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.0f, 0.1f), start), INK_AT(width * 0.5f, 0.0f),
                    INK_AT(width, ink_between(pen, 0.2f, 0.32f)));
}

static void two_corner(InkPen *pen) {
    float neck = ink_between(pen, 0.28f, 0.45f), left = ink_between(pen, -0.05f, 0.1f);
    two_top(pen);
    INK_PEN_THROUGH(pen, INK_AT(neck, ink_between(pen, 0.55f, 0.68f)),
                    INK_AT(left, ink_between(pen, 0.92f, 1.0f)));
    ink_pen_turn(pen);
    float right = ink_between(pen, 0.5f, 1.0f),
          wave = ink_maybe(pen, 0.4f) ? ink_between(pen, 0.0f, 0.07f) : 0;
    INK_PEN_THROUGH(pen, INK_AT(left + (right - left) * 0.35f, 0.97f - wave),
                    INK_AT(left + (right - left) * 0.7f, 0.97f + wave),
                    INK_AT(right, ink_between(pen, 0.9f, 1.03f) - wave));
    ink_pen_lift(pen);
}

/* A loop at the lower left carries the pen into the foot. */
static void two_loop(InkPen *pen) {
    float size = ink_between(pen, 0.06f, 0.24f), right = ink_between(pen, 0.6f, 0.95f);
    float wave = ink_between(pen, 0.0f, 0.06f), bottom = 0.98f - size;
    float left = ink_maybe(pen, 0.3f) ? ink_between(pen, -0.25f, -0.04f) : -0.04f;
    two_top(pen);
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.32f, 0.45f), 0.62f), INK_AT(size + 0.06f, 0.98f),
                    INK_AT(left, bottom + size * 0.3f), INK_AT(size, bottom - size * 0.5f),
                    INK_AT(size + (right - size) * 0.45f, 0.93f + wave),
                    INK_AT(right, ink_between(pen, 0.92f, 1.04f) - wave));
    ink_pen_lift(pen);
}

/* Swan-necked: round, without a corner. */
static void two_swan(InkPen *pen) {
    float left = ink_between(pen, 0.0f, 0.1f);
    two_top(pen);
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.3f, 0.42f), 0.6f),
                    INK_AT(left, ink_between(pen, 0.86f, 0.95f)),
                    INK_AT(left + 0.1f, ink_between(pen, 0.95f, 1.0f)),
                    INK_AT(0.4f, ink_between(pen, 0.92f, 1.0f)),
                    INK_AT(ink_between(pen, 0.6f, 0.8f), ink_between(pen, 0.9f, 1.0f)));
    ink_pen_lift(pen);
}

/* Like a Z, its bar slightly bowed. */
static void two_zed(InkPen *pen) {
    float right = ink_between(pen, 0.52f, 0.66f), top = ink_between(pen, 0.02f, 0.1f);
    INK_PEN_THROUGH(pen, INK_AT(0.0f, top + ink_between(pen, 0.06f, 0.14f)),
                    INK_AT(right * 0.6f, 0.0f), INK_AT(right, top + 0.03f),
                    INK_AT(right * 0.97f, top + 0.14f), INK_AT(0.0f, 0.96f));
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, INK_AT(0.4f, ink_between(pen, 0.92f, 1.0f)),
                    INK_AT(ink_between(pen, 0.55f, 0.8f), ink_between(pen, 0.9f, 1.03f)));
    ink_pen_lift(pen);
}

/* ---- 3 ------------------------------------------------------------------------------------ */

static void three_belly(InkPen *pen, float middle_y) {
    float width = ink_between(pen, 0.45f, 0.72f), low = (middle_y + 1.0f) * 0.5f;
    INK_PEN_THROUGH(pen, INK_AT(width, low + ink_between(pen, -0.05f, 0.04f)),
                    INK_AT(width * 0.55f, 1.0f),
                    INK_AT(ink_between(pen, -0.15f, 0.12f), ink_between(pen, 0.82f, 0.97f)));
    if (ink_maybe(pen, 0.12f)) ink_pen_to(pen, ink_between(pen, 0.0f, 0.08f), 0.78f);
    ink_pen_lift(pen);
}

static void three_round(InkPen *pen) {
    float middle = ink_between(pen, 0.32f, 0.6f), depth = ink_between(pen, 0.1f, 0.38f);
    float width = ink_between(pen, 0.42f, 0.66f);
    if (ink_maybe(pen, 0.15f)) { /* an initial curl */
        INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.1f, 0.32f), middle * 0.62f));
    }
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.0f, 0.12f), ink_between(pen, 0.06f, 0.2f)),
                    INK_AT(width * 0.52f, 0.0f),
                    INK_AT(width, middle * ink_between(pen, 0.4f, 0.6f)));
    if (ink_maybe(pen, 0.2f)) { /* a small loop between the bowls */
        INK_PEN_THROUGH(pen, INK_AT(depth + 0.08f, middle + 0.02f),
                        INK_AT(depth - 0.06f, middle + 0.02f),
                        INK_AT(depth + 0.02f, middle - 0.05f));
    } else {
        ink_pen_to(pen, depth, middle);
        if (ink_maybe(pen, 0.75f)) ink_pen_turn(pen);
    }
    three_belly(pen, middle);
}

/* A bar and a straight diagonal instead of the upper bowl. */
static void three_flat(InkPen *pen) {
    float middle = ink_between(pen, 0.34f, 0.48f), depth = ink_between(pen, 0.14f, 0.34f);
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, -0.08f, 0.12f), ink_between(pen, 0.0f, 0.08f)));
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.45f, 0.75f), ink_between(pen, -0.06f, 0.03f)));
    ink_pen_turn(pen);
    ink_pen_to(pen, depth, middle);
    if (ink_maybe(pen, 0.2f)) { /* a small loop before the belly */
        INK_PEN_THROUGH(pen, INK_AT(depth - 0.06f, middle + 0.04f),
                        INK_AT(depth + 0.02f, middle - 0.04f));
    } else {
        ink_pen_turn(pen);
    }
    three_belly(pen, middle);
}

/* ---- 4 ------------------------------------------------------------------------------------ */

/* Two strokes, open at the top: an L or a U, and a stem. */
static void four_open(InkPen *pen) {
    float bar = ink_between(pen, 0.45f, 0.66f), stem = ink_between(pen, 0.34f, 0.6f);
    float top = ink_between(pen, -0.05f, 0.25f), slope = ink_between(pen, -0.06f, 0.04f);
    if (ink_maybe(pen, 0.35f)) { /* a low bar, and a stem that starts just above it */
        bar = ink_between(pen, 0.62f, 0.9f);
        top = bar - ink_between(pen, 0.05f, 0.35f);
    }
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.0f, 0.3f), ink_between(pen, 0.0f, 0.12f)));
    ink_pen_to(pen, 0.0f, bar);
    if (ink_maybe(pen, 0.7f)) ink_pen_turn(pen);
    ink_pen_to(pen, stem * 0.5f, bar + 0.02f + slope * 0.5f);
    ink_pen_to(pen, stem + ink_between(pen, 0.02f, 0.32f), bar + slope);
    ink_pen_lift(pen);
    INK_PEN_LINE(pen, INK_AT(stem + ink_between(pen, -0.02f, 0.08f), top),
                 INK_AT(stem - ink_between(pen, -0.03f, 0.12f), 1.0f));
}

/* Two strokes that meet at the top. */
static void four_closed(InkPen *pen) {
    float bar = ink_between(pen, 0.5f, 0.74f), stem = ink_between(pen, 0.4f, 0.58f);
    INK_PEN_THROUGH(pen,
                    INK_AT(stem + ink_between(pen, -0.05f, 0.04f), ink_between(pen, 0.0f, 0.05f)));
    ink_pen_to(pen, 0.0f, bar);
    ink_pen_turn(pen);
    INK_PEN_THROUGH(
        pen, INK_AT(stem + ink_between(pen, 0.05f, 0.32f), bar + ink_between(pen, -0.06f, 0.05f)));
    ink_pen_lift(pen);
    INK_PEN_LINE(pen,
                 INK_AT(stem + ink_between(pen, -0.03f, 0.03f), ink_between(pen, -0.05f, 0.3f)),
                 INK_AT(stem - ink_between(pen, -0.02f, 0.08f), 1.0f));
}

/* One stroke like a y: down, across, up the other side, and down the stem. */
static void four_like_y(InkPen *pen) {
    float bar = ink_between(pen, 0.4f, 0.58f), stem = ink_between(pen, 0.45f, 0.6f);
    INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.0f, 0.12f), ink_between(pen, 0.0f, 0.15f)));
    ink_pen_to(pen, 0.0f, bar * 0.85f);
    if (ink_maybe(pen, 0.5f)) {
        ink_pen_to(pen, stem * 0.35f, bar);
        ink_pen_to(pen, stem * 0.75f, bar - 0.06f);
    } else {
        ink_pen_turn(pen);
        ink_pen_to(pen, stem * 0.9f, bar * 0.85f);
        ink_pen_turn(pen);
    }
    ink_pen_to(pen, stem, ink_between(pen, 0.0f, 0.15f));
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, INK_AT(stem - 0.01f, 0.5f),
                    INK_AT(stem - ink_between(pen, -0.02f, 0.15f), 1.0f));
    ink_pen_lift(pen);
}

/* One stroke like a lightning bolt: down to the left, across, back over a narrow loop, and down. */
static void four_lightning(InkPen *pen) {
    float bar = ink_between(pen, 0.48f, 0.64f), stem = ink_between(pen, 0.36f, 0.48f);
    float right = stem + ink_between(pen, 0.1f, 0.26f), peak = ink_between(pen, 0.1f, 0.38f);
    ink_pen_to(pen, ink_between(pen, 0.05f, 0.36f), 0.0f);
    ink_pen_to(pen, 0.0f, bar);
    ink_pen_turn(pen);
    ink_pen_to(pen, right, bar + ink_between(pen, -0.05f, 0.02f));
    ink_pen_turn(pen);
    ink_pen_to(pen, stem + 0.04f, peak);
    if (ink_maybe(pen, 0.7f)) ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, INK_AT(stem, 0.6f), INK_AT(stem - ink_between(pen, 0.0f, 0.12f), 1.0f));
    ink_pen_lift(pen);
}

/* One stroke, starting at the right end of the bar. */
static void four_from_bar(InkPen *pen) {
    float bar = ink_between(pen, 0.54f, 0.7f), stem = ink_between(pen, 0.42f, 0.55f);
    ink_pen_to(pen, stem + ink_between(pen, 0.08f, 0.3f), bar);
    ink_pen_to(pen, 0.0f, bar + ink_between(pen, -0.03f, 0.03f));
    ink_pen_turn(pen);
    ink_pen_to(pen, stem, 0.0f);
    ink_pen_turn(pen);
    ink_pen_to(pen, stem - ink_between(pen, -0.02f, 0.08f), 1.0f);
    ink_pen_lift(pen);
}

/* ---- dispatch ----------------------------------------------------------------------------- */

void ink_pen_low_digit(InkPen *pen, int32_t digit) {
    switch (digit) {
    case 0: INK_PEN_ONE_OF(pen, {76, zero_round}, {5, zero_halves}, {19, zero_slashed}); break;
    case 1:
        INK_PEN_ONE_OF(pen, {22, one_stick}, {38, one_flag}, {28, one_upstroke},
                       {12, one_wide_flag});
        break;
    case 2:
        INK_PEN_ONE_OF(pen, {40, two_corner}, {34, two_loop}, {18, two_swan}, {8, two_zed});
        break;
    case 3: INK_PEN_ONE_OF(pen, {70, three_round}, {30, three_flat}); break;
    default:
        INK_PEN_ONE_OF(pen, {34, four_open}, {24, four_closed}, {16, four_like_y},
                       {14, four_lightning}, {12, four_from_bar});
        break;
    }
}
