/* The ten digits, each in the ways people write it. Every way names the knots the pen goes through,
 * in a box that is 1 high and some 0.65 wide, and draws what differs from hand to hand: which parts
 * are there, how long they are and where they bend. */
#include "style_pen.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

static float between(InkPen *pen, float low, float high) {
    return ink_uniform(pen->rng, low, high);
}

static bool maybe(InkPen *pen, float probability) {
    return ink_chance(pen->rng, probability);
}

/* ---- 0 ------------------------------------------------------------------------------------ */

static void slash(InkPen *pen, float radius) {
    float reach = between(pen, 0.45f, 1.0f), rise = between(pen, 0.32f, 0.5f);
    ink_pen_line(pen, 0.35f + radius * reach, 0.5f - rise, 0.35f - radius * reach, 0.5f + rise);
}

/* One round stroke; its end may miss its beginning, meet it, or run over it. */
static void zero_round(InkPen *pen) {
    InkArc arc = {0.35f,
                  0.5f,
                  between(pen, 0.22f, 0.42f),
                  0.5f,
                  between(pen, -140.0f, -30.0f),
                  between(pen, 345.0f, 405.0f),
                  between(pen, 0.86f, 1.08f)};
    if (maybe(pen, 0.15f)) { /* open, which only happens at the top */
        arc.start = between(pen, -90.0f, -60.0f);
        arc.sweep = between(pen, 318.0f, 342.0f);
    }
    if (maybe(pen, 0.8f)) arc.sweep = -arc.sweep;
    ink_pen_arc(pen, arc);
    ink_pen_lift(pen);
    if (maybe(pen, 0.15f)) slash(pen, arc.radius_x);
}

/* Two brackets that close on each other. */
static void zero_halves(InkPen *pen) {
    float radius = between(pen, 0.22f, 0.38f);
    for (int32_t side = -1; side <= 1; side += 2) {
        ink_pen_arc(pen, (InkArc){0.35f, 0.5f, radius, 0.5f, -90.0f + between(pen, -15.0f, 15.0f),
                                  (float)side * between(pen, 172.0f, 200.0f), 1.0f});
        ink_pen_lift(pen);
    }
}

/* ---- 1 ------------------------------------------------------------------------------------ */

static void foot(InkPen *pen, float x) {
    ink_pen_line(pen, x - between(pen, 0.12f, 0.36f), 1.0f + between(pen, -0.02f, 0.03f),
                 x + between(pen, 0.12f, 0.36f), 1.0f + between(pen, -0.03f, 0.02f));
}

/* The stem from the pen's place or from x, 0 down to x - lean, 1; it may bow or end in a hook. */
static void one_stem(InkPen *pen, float x, float lean) {
    float bow = between(pen, -0.03f, 0.03f);
    INK_PEN_THROUGH(pen, {x - lean * 0.5f + bow, 0.5f}, {x - lean, 1.0f});
    if (maybe(pen, 0.04f)) ink_pen_to(pen, x - lean + between(pen, 0.06f, 0.14f), 0.98f);
    ink_pen_lift(pen);
}

static void one_stick(InkPen *pen) {
    float lean = between(pen, -0.15f, 0.4f);
    ink_pen_to(pen, 0.4f, 0.0f);
    one_stem(pen, 0.4f, lean);
    if (lean < 0.12f && maybe(pen, 0.12f)) foot(pen, 0.4f - lean);
}

/* The flag goes steeply back down: a flat one would make a 7. The steeper, the longer it may be. */
static void one_flag(InkPen *pen) {
    float drop = between(pen, 0.08f, 0.46f), other = between(pen, 0.08f, 0.46f);
    if (other > drop) drop = other; /* long ones are what other data lacks */
    float slope = between(pen, 0.5f, 1.3f - 1.1f * drop);
    float tip_x = 0.4f - drop * slope, lean = between(pen, -0.08f, 0.2f);
    float curl = between(pen, -0.03f, 0.05f);
    ink_pen_to(pen, tip_x, drop);
    ink_pen_to(pen, 0.4f - drop * slope * 0.45f + curl * 0.5f, drop * 0.5f + curl);
    ink_pen_to(pen, 0.4f, 0.0f);
    ink_pen_turn(pen);
    one_stem(pen, 0.4f, lean);
    if (maybe(pen, 0.35f)) foot(pen, 0.4f - lean);
}

/* ---- 2 ------------------------------------------------------------------------------------ */

/* From the upper left over the top to the right shoulder. */
static void two_top(InkPen *pen) {
    float width = between(pen, 0.5f, 0.66f), start = between(pen, 0.12f, 0.34f);
    if (maybe(pen, 0.15f)) ink_pen_to(pen, 0.12f, start + 0.1f); /* a hook to begin with */
    INK_PEN_THROUGH(pen, {between(pen, 0.0f, 0.1f), start}, {width * 0.5f, 0.0f},
                    {width, between(pen, 0.2f, 0.32f)});
}

static void two_corner(InkPen *pen) {
    float neck = between(pen, 0.28f, 0.45f), left = between(pen, -0.05f, 0.1f);
    two_top(pen);
    INK_PEN_THROUGH(pen, {neck, between(pen, 0.55f, 0.68f)}, {left, between(pen, 0.92f, 1.0f)});
    ink_pen_turn(pen);
    float right = between(pen, 0.5f, 0.85f),
          wave = maybe(pen, 0.4f) ? between(pen, 0.0f, 0.07f) : 0;
    INK_PEN_THROUGH(pen, {left + (right - left) * 0.35f, 0.97f - wave},
                    {left + (right - left) * 0.7f, 0.97f + wave},
                    {right, between(pen, 0.9f, 1.03f) - wave});
    ink_pen_lift(pen);
}

/* A loop at the lower left carries the pen into the foot. */
static void two_loop(InkPen *pen) {
    float size = between(pen, 0.07f, 0.16f), right = between(pen, 0.6f, 0.85f);
    float wave = between(pen, 0.0f, 0.06f), bottom = 0.98f - size;
    two_top(pen);
    INK_PEN_THROUGH(pen, {between(pen, 0.32f, 0.45f), 0.62f}, {size + 0.06f, 0.98f},
                    {-0.04f, bottom + size * 0.3f}, {size, bottom - size * 0.5f},
                    {size + (right - size) * 0.45f, 0.93f + wave},
                    {right, between(pen, 0.92f, 1.04f) - wave});
    ink_pen_lift(pen);
}

/* Like a swan: round neck, no corner. */
static void two_swan(InkPen *pen) {
    float left = between(pen, 0.0f, 0.1f);
    two_top(pen);
    INK_PEN_THROUGH(pen, {between(pen, 0.3f, 0.42f), 0.6f}, {left, between(pen, 0.86f, 0.95f)},
                    {left + 0.1f, between(pen, 0.95f, 1.0f)}, {0.4f, between(pen, 0.92f, 1.0f)},
                    {between(pen, 0.6f, 0.8f), between(pen, 0.9f, 1.0f)});
    ink_pen_lift(pen);
}

/* Like a Z with a little bow in its bar. */
static void two_zed(InkPen *pen) {
    float right = between(pen, 0.52f, 0.66f), top = between(pen, 0.02f, 0.1f);
    INK_PEN_THROUGH(pen, {0.0f, top + between(pen, 0.06f, 0.14f)}, {right * 0.6f, 0.0f},
                    {right, top + 0.03f}, {right * 0.97f, top + 0.14f}, {0.0f, 0.96f});
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, {0.4f, between(pen, 0.92f, 1.0f)},
                    {between(pen, 0.55f, 0.8f), between(pen, 0.9f, 1.03f)});
    ink_pen_lift(pen);
}

/* ---- 3 ------------------------------------------------------------------------------------ */

static void three_belly(InkPen *pen, float middle_y) {
    float width = between(pen, 0.52f, 0.7f), low = (middle_y + 1.0f) * 0.5f;
    INK_PEN_THROUGH(pen, {width, low + between(pen, -0.05f, 0.04f)}, {width * 0.55f, 1.0f},
                    {between(pen, 0.0f, 0.1f), between(pen, 0.82f, 0.95f)});
    if (maybe(pen, 0.12f)) ink_pen_to(pen, between(pen, 0.0f, 0.08f), 0.78f);
    ink_pen_lift(pen);
}

static void three_round(InkPen *pen) {
    float middle = between(pen, 0.38f, 0.52f), depth = between(pen, 0.14f, 0.38f);
    float width = between(pen, 0.45f, 0.65f);
    INK_PEN_THROUGH(pen, {between(pen, 0.0f, 0.12f), between(pen, 0.06f, 0.2f)},
                    {width * 0.52f, 0.0f}, {width, middle * between(pen, 0.4f, 0.6f)});
    if (maybe(pen, 0.2f)) { /* a small loop between the bellies */
        INK_PEN_THROUGH(pen, {depth + 0.08f, middle + 0.02f}, {depth - 0.06f, middle + 0.02f},
                        {depth + 0.02f, middle - 0.05f});
    } else {
        ink_pen_to(pen, depth, middle);
        if (maybe(pen, 0.75f)) ink_pen_turn(pen);
    }
    three_belly(pen, middle);
}

/* A bar and a straight stroke back in place of the upper belly. */
static void three_flat(InkPen *pen) {
    float middle = between(pen, 0.34f, 0.48f), depth = between(pen, 0.14f, 0.34f);
    ink_pen_to(pen, between(pen, -0.02f, 0.12f), between(pen, 0.0f, 0.06f));
    ink_pen_to(pen, between(pen, 0.5f, 0.68f), between(pen, -0.03f, 0.03f));
    ink_pen_turn(pen);
    ink_pen_to(pen, depth, middle);
    ink_pen_turn(pen);
    three_belly(pen, middle);
}

/* ---- 4 ------------------------------------------------------------------------------------ */

/* Two strokes, the top open: an L or a U, and a stem. */
static void four_open(InkPen *pen) {
    float bar = between(pen, 0.45f, 0.66f), stem = between(pen, 0.42f, 0.6f);
    float top = between(pen, -0.05f, 0.25f), slope = between(pen, -0.06f, 0.04f);
    ink_pen_to(pen, between(pen, 0.0f, 0.25f), between(pen, 0.0f, 0.12f));
    ink_pen_to(pen, 0.0f, bar);
    if (maybe(pen, 0.75f)) ink_pen_turn(pen);
    ink_pen_to(pen, stem * 0.5f, bar + 0.02f + slope * 0.5f);
    ink_pen_to(pen, stem + between(pen, 0.02f, 0.32f), bar + slope);
    ink_pen_lift(pen);
    ink_pen_line(pen, stem + between(pen, -0.02f, 0.08f), top, stem - between(pen, -0.03f, 0.12f),
                 1.0f);
}

/* Two strokes that meet at the top. */
static void four_closed(InkPen *pen) {
    float bar = between(pen, 0.5f, 0.74f), stem = between(pen, 0.4f, 0.58f);
    ink_pen_to(pen, stem + between(pen, -0.05f, 0.04f), between(pen, 0.0f, 0.05f));
    ink_pen_to(pen, 0.0f, bar);
    ink_pen_turn(pen);
    ink_pen_to(pen, stem + between(pen, 0.05f, 0.32f), bar + between(pen, -0.06f, 0.05f));
    ink_pen_lift(pen);
    ink_pen_line(pen, stem + between(pen, -0.03f, 0.03f), between(pen, -0.05f, 0.3f),
                 stem - between(pen, -0.02f, 0.08f), 1.0f);
}

/* One stroke like a y: down, across, up the other side and down the stem. */
static void four_like_y(InkPen *pen) {
    float bar = between(pen, 0.4f, 0.58f), stem = between(pen, 0.45f, 0.6f);
    ink_pen_to(pen, between(pen, 0.0f, 0.12f), between(pen, 0.0f, 0.15f));
    ink_pen_to(pen, 0.0f, bar * 0.85f);
    if (maybe(pen, 0.5f)) {
        ink_pen_to(pen, stem * 0.35f, bar);
        ink_pen_to(pen, stem * 0.75f, bar - 0.06f);
    } else {
        ink_pen_turn(pen);
        ink_pen_to(pen, stem * 0.9f, bar * 0.85f);
        ink_pen_turn(pen);
    }
    ink_pen_to(pen, stem, between(pen, 0.0f, 0.15f));
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, {stem - 0.01f, 0.5f}, {stem - between(pen, -0.02f, 0.15f), 1.0f});
    ink_pen_lift(pen);
}

/* One stroke like lightning: down to the left, across, back over a narrow loop, and down. */
static void four_lightning(InkPen *pen) {
    float bar = between(pen, 0.48f, 0.64f), stem = between(pen, 0.36f, 0.48f);
    float right = stem + between(pen, 0.12f, 0.26f), peak = between(pen, 0.18f, 0.36f);
    ink_pen_to(pen, between(pen, 0.12f, 0.36f), 0.0f);
    ink_pen_to(pen, 0.0f, bar);
    ink_pen_turn(pen);
    ink_pen_to(pen, right, bar + between(pen, -0.05f, 0.02f));
    ink_pen_turn(pen);
    ink_pen_to(pen, stem + 0.04f, peak);
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, {stem, 0.6f}, {stem - between(pen, 0.0f, 0.12f), 1.0f});
    ink_pen_lift(pen);
}

/* One stroke that begins at the right end of the bar. */
static void four_from_bar(InkPen *pen) {
    float bar = between(pen, 0.54f, 0.7f), stem = between(pen, 0.42f, 0.55f);
    ink_pen_to(pen, stem + between(pen, 0.08f, 0.3f), bar);
    ink_pen_to(pen, 0.0f, bar + between(pen, -0.03f, 0.03f));
    ink_pen_turn(pen);
    ink_pen_to(pen, stem, 0.0f);
    ink_pen_turn(pen);
    ink_pen_to(pen, stem - between(pen, -0.02f, 0.08f), 1.0f);
    ink_pen_lift(pen);
}

/* ---- 5 ------------------------------------------------------------------------------------ */

/* The stem down from where the pen is, and the bowl. */
static void five_body(InkPen *pen, float left) {
    float shoulder = between(pen, 0.34f, 0.48f), width = between(pen, 0.52f, 0.7f);
    ink_pen_to(pen, left - between(pen, -0.02f, 0.07f), shoulder);
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, {width * 0.55f, shoulder - between(pen, 0.0f, 0.08f)},
                    {width, between(pen, 0.62f, 0.74f)}, {width * 0.55f, 1.0f},
                    {between(pen, -0.05f, 0.1f), between(pen, 0.84f, 0.97f)});
    ink_pen_lift(pen);
}

static void five_one_stroke(InkPen *pen) {
    float left = between(pen, 0.05f, 0.16f);
    ink_pen_to(pen, between(pen, 0.45f, 0.72f), between(pen, -0.05f, 0.04f));
    ink_pen_to(pen, left, 0.02f);
    ink_pen_turn(pen);
    five_body(pen, left);
}

/* The hat comes last, and may be set off the stem. */
static void five_two_strokes(InkPen *pen) {
    float left = between(pen, 0.06f, 0.18f), hat = 0.0f, top = between(pen, -0.02f, 0.03f);
    ink_pen_to(pen, left, 0.0f);
    five_body(pen, left);
    if (maybe(pen, 0.4f)) {
        hat = between(pen, 0.04f, 0.24f);
        top = between(pen, -0.14f, 0.06f);
    }
    ink_pen_line(pen, left + hat, top, left + hat + between(pen, 0.25f, 0.55f),
                 top + between(pen, -0.08f, 0.03f));
}

/* No hat but the stem's leaning top. */
static void five_no_hat(InkPen *pen) {
    float left = between(pen, 0.06f, 0.14f);
    ink_pen_to(pen, left + between(pen, 0.04f, 0.22f), 0.0f);
    five_body(pen, left);
}

static void five_like_s(InkPen *pen) {
    float top = between(pen, 0.55f, 0.68f), left = between(pen, 0.04f, 0.12f);
    INK_PEN_THROUGH(pen, {top, between(pen, 0.0f, 0.1f)}, {0.32f, 0.0f},
                    {left, between(pen, 0.18f, 0.26f)}, {0.3f, between(pen, 0.42f, 0.48f)},
                    {between(pen, 0.52f, 0.64f), between(pen, 0.66f, 0.76f)}, {0.3f, 1.0f},
                    {between(pen, -0.04f, 0.06f), between(pen, 0.86f, 0.95f)});
    ink_pen_lift(pen);
}

/* ---- 6 ------------------------------------------------------------------------------------ */

/* From the stem's lower end around the loop, which ends open, closed or curled in. */
static void six_loop(InkPen *pen, float top) {
    float right = between(pen, 0.48f, 0.66f), middle = (1.0f + top) * 0.5f;
    INK_PEN_THROUGH(pen, {right * 0.5f, 1.0f}, {right, middle},
                    {right * 0.52f, top + between(pen, -0.02f, 0.04f)});
    if (maybe(pen, 0.85f)) {
        float reach = between(pen, 0.0f, 0.18f);
        ink_pen_to(pen, reach, middle + between(pen, -0.12f, 0.04f));
        if (maybe(pen, 0.15f)) ink_pen_to(pen, reach + 0.08f, middle + 0.2f);
    }
    ink_pen_lift(pen);
}

static void six_curved(InkPen *pen) {
    float top = between(pen, 0.4f, 0.62f), start = between(pen, 0.3f, 0.6f);
    if (maybe(pen, 0.2f)) ink_pen_to(pen, start + 0.12f, between(pen, 0.04f, 0.14f)); /* a hook */
    INK_PEN_THROUGH(pen, {start, 0.0f}, {between(pen, 0.1f, 0.16f), between(pen, 0.28f, 0.38f)},
                    {0.0f, (1.0f + top) * 0.5f});
    six_loop(pen, top);
}

static void six_straight(InkPen *pen) {
    float top = between(pen, 0.42f, 0.64f), start = between(pen, 0.16f, 0.62f);
    INK_PEN_THROUGH(pen, {start, 0.0f}, {start * 0.52f, top * 0.5f}, {start * 0.14f, top},
                    {0.0f, (1.0f + top) * 0.5f + 0.04f});
    six_loop(pen, top);
}

/* A large loop and little stem. */
static void six_short(InkPen *pen) {
    float top = between(pen, 0.36f, 0.44f);
    INK_PEN_THROUGH(pen, {between(pen, 0.42f, 0.65f), 0.0f}, {between(pen, 0.1f, 0.16f), 0.26f},
                    {-0.02f, (1.0f + top) * 0.5f});
    six_loop(pen, top);
}

/* ---- 7 ------------------------------------------------------------------------------------ */

static void seven(InkPen *pen) {
    float right = between(pen, 0.54f, 0.74f), foot_x = right * between(pen, 0.1f, 0.78f);
    float bow = between(pen, -0.04f, 0.12f), wave = 0.0f;
    if (maybe(pen, 0.3f)) { /* a serif, up to as long as some in Asia write it */
        ink_pen_to(pen, between(pen, -0.04f, 0.05f), between(pen, 0.1f, 0.3f));
        ink_pen_to(pen, 0.0f, 0.02f);
        ink_pen_turn(pen);
    } else {
        ink_pen_to(pen, 0.0f, between(pen, -0.04f, 0.02f));
        if (maybe(pen, 0.3f)) wave = between(pen, 0.0f, 0.06f);
    }
    INK_PEN_THROUGH(pen, {right * 0.33f, 0.02f - wave}, {right * 0.67f, 0.01f + wave},
                    {right, between(pen, -0.05f, 0.03f)});
    if (maybe(pen, 0.85f)) ink_pen_turn(pen);
    float middle_x = (right + foot_x) * 0.5f - bow;
    INK_PEN_THROUGH(pen, {middle_x, 0.5f}, {foot_x, 1.0f});
    ink_pen_lift(pen);
    if (maybe(pen, 0.4f)) {
        float y = between(pen, 0.4f, 0.58f), tilt = between(pen, -0.05f, 0.05f);
        ink_pen_line(pen, middle_x - between(pen, 0.12f, 0.26f), y + tilt,
                     middle_x + between(pen, 0.12f, 0.26f), y - tilt);
    }
}

/* ---- 8 ------------------------------------------------------------------------------------ */

enum { EIGHT_KNOTS = 8 };

/* One stroke, begun anywhere on the figure, in either direction; the end may miss or overlap. */
static void eight_one_stroke(InkPen *pen) {
    float waist = between(pen, 0.4f, 0.52f), upper = between(pen, 0.18f, 0.29f);
    float lower = between(pen, 0.22f, 0.34f), skew = between(pen, -0.03f, 0.05f);
    const float x = 0.34f, low = (1.0f + waist) * 0.5f;
    const float knots[EIGHT_KNOTS][2] = {{x + skew, 0.0f},   {x + skew - upper, waist * 0.5f},
                                         {x, waist},         {x + lower, low},
                                         {x - skew, 1.0f},   {x - lower, low},
                                         {x + 0.01f, waist}, {x + skew + upper, waist * 0.5f}};
    bool from_top = maybe(pen, 0.7f), reverse = maybe(pen, 0.25f);
    int32_t start = from_top ? (maybe(pen, 0.5f) ? 0 : 7) : (int32_t)ink_rng_below(pen->rng, 8);
    /* at the top the end may stop short of the beginning, or run over it */
    int32_t count = EIGHT_KNOTS + 1 + (maybe(pen, 0.3f) ? 1 : 0);
    for (int32_t i = 0; i < count; i++) {
        int32_t knot = (reverse ? start - i + 2 * EIGHT_KNOTS : start + i) % EIGHT_KNOTS;
        bool at_end = i == 0 || i >= EIGHT_KNOTS;
        float miss_x = at_end ? between(pen, -0.06f, 0.06f) : 0.0f;
        float miss_y = at_end ? between(pen, -0.06f, 0.06f) : 0.0f;
        ink_pen_to(pen, knots[knot][0] + miss_x, knots[knot][1] + miss_y);
    }
    ink_pen_lift(pen);
}

/* An S whose end goes straight back up to its beginning, which it may not reach. */
static void eight_closed_s(InkPen *pen) {
    float waist = between(pen, 0.42f, 0.5f), top = between(pen, 0.5f, 0.6f);
    float left = between(pen, 0.06f, 0.14f), right = between(pen, 0.55f, 0.64f);
    INK_PEN_THROUGH(pen, {top, between(pen, 0.06f, 0.14f)}, {0.34f, 0.0f}, {left, waist * 0.5f},
                    {0.33f, waist}, {right, 0.75f}, {0.3f, 1.0f}, {0.02f, 0.78f},
                    {0.28f, waist + 0.03f});
    ink_pen_to(pen, top - between(pen, -0.05f, 0.06f), between(pen, 0.1f, 0.2f));
    ink_pen_lift(pen);
}

/* Two circles, one on the other. */
static void eight_two_circles(InkPen *pen) {
    float waist = between(pen, 0.4f, 0.52f), gap = between(pen, -0.05f, 0.02f);
    float way = maybe(pen, 0.8f) ? -1.0f : 1.0f;
    ink_pen_arc(pen,
                (InkArc){0.35f + between(pen, -0.05f, 0.05f), waist * 0.5f,
                         between(pen, 0.17f, 0.28f), waist * 0.5f, between(pen, -130.0f, -30.0f),
                         way * between(pen, 345.0f, 385.0f), between(pen, 0.9f, 1.05f)});
    ink_pen_lift(pen);
    float height = (1.0f - waist - gap) * 0.5f;
    ink_pen_arc(pen, (InkArc){0.35f, 1.0f - height, between(pen, 0.22f, 0.36f), height,
                              between(pen, -130.0f, -30.0f), way * between(pen, 345.0f, 385.0f),
                              between(pen, 0.9f, 1.05f)});
    ink_pen_lift(pen);
}

/* ---- 9 ------------------------------------------------------------------------------------ */

/* From the right over the top and round; afterwards the pen is at the top of the tail. */
static void nine_loop(InkPen *pen, float bottom, float right) {
    float middle = bottom * 0.5f, left = between(pen, -0.02f, 0.06f);
    ink_pen_to(pen, right - between(pen, 0.0f, 0.1f), middle * between(pen, 0.35f, 0.8f));
    INK_PEN_THROUGH(pen, {(left + right) * 0.5f, 0.0f}, {left, middle},
                    {(left + right) * 0.48f, bottom},
                    {right - 0.02f, middle * between(pen, 0.3f, 0.7f)});
}

static void nine_tail(InkPen *pen, float right) {
    switch (ink_rng_below(pen->rng, 4)) {
    case 0: /* straight down, from a corner or out of the loop */
        ink_pen_turn(pen);
        ink_pen_to(pen, right - between(pen, -0.02f, 0.12f), 1.0f);
        break;
    case 1: /* slanting */
        INK_PEN_THROUGH(pen, {right * 0.86f, 0.55f}, {right - between(pen, 0.15f, 0.42f), 1.0f});
        break;
    case 2: /* curved */
        INK_PEN_THROUGH(pen, {right, 0.58f}, {right * between(pen, 0.7f, 0.85f), 0.85f},
                        {right * between(pen, 0.2f, 0.5f), 1.0f});
        break;
    default: /* hooked like a g's */
        INK_PEN_THROUGH(pen, {right, 0.6f}, {right * 0.9f, between(pen, 0.84f, 0.9f)},
                        {right * 0.5f, 1.0f},
                        {between(pen, 0.0f, 0.1f), between(pen, 0.8f, 0.94f)});
        break;
    }
    ink_pen_lift(pen);
}

static void nine_one_stroke(InkPen *pen) {
    float right = between(pen, 0.46f, 0.66f);
    nine_loop(pen, between(pen, 0.4f, 0.6f), right);
    nine_tail(pen, right);
}

/* A wide, low loop. */
static void nine_flat(InkPen *pen) {
    float right = between(pen, 0.5f, 0.66f);
    nine_loop(pen, between(pen, 0.31f, 0.42f), right);
    nine_tail(pen, right);
}

/* A circle, then a stick. */
static void nine_two_strokes(InkPen *pen) {
    float right = between(pen, 0.5f, 0.64f), bottom = between(pen, 0.42f, 0.56f);
    ink_pen_arc(pen, (InkArc){right * 0.5f, bottom * 0.5f, right * 0.5f, bottom * 0.5f,
                              between(pen, -80.0f, 0.0f), -between(pen, 345.0f, 375.0f), 1.0f});
    ink_pen_lift(pen);
    ink_pen_to(pen, right + between(pen, -0.03f, 0.04f), between(pen, 0.0f, bottom * 0.5f));
    nine_tail(pen, right);
}

/* A large loop over a short tail. */
static void nine_short(InkPen *pen) {
    float right = between(pen, 0.55f, 0.7f);
    nine_loop(pen, between(pen, 0.6f, 0.7f), right);
    ink_pen_turn(pen);
    INK_PEN_THROUGH(pen, {right, 0.7f}, {right - between(pen, 0.0f, 0.2f), 1.0f});
    ink_pen_lift(pen);
}

/* ---- dispatch ----------------------------------------------------------------------------- */

#define WAYS(...)                                                                                  \
    ink_pen_one_of(pen, (const InkWay[]){__VA_ARGS__}, COUNT(((InkWay[]){__VA_ARGS__})))

void ink_pen_digit(InkPen *pen, int32_t digit) {
    switch (digit) {
    case 0: WAYS({94, zero_round}, {6, zero_halves}); break;
    case 1: WAYS({35, one_stick}, {65, one_flag}); break;
    case 2: WAYS({40, two_corner}, {34, two_loop}, {18, two_swan}, {8, two_zed}); break;
    case 3: WAYS({70, three_round}, {30, three_flat}); break;
    case 4:
        WAYS({34, four_open}, {24, four_closed}, {16, four_like_y}, {14, four_lightning},
             {12, four_from_bar});
        break;
    case 5:
        WAYS({32, five_one_stroke}, {42, five_two_strokes}, {8, five_no_hat}, {18, five_like_s});
        break;
    case 6: WAYS({50, six_curved}, {30, six_straight}, {20, six_short}); break;
    case 7: seven(pen); break;
    case 8: WAYS({60, eight_one_stroke}, {20, eight_closed_s}, {20, eight_two_circles}); break;
    default:
        WAYS({50, nine_one_stroke}, {18, nine_flat}, {18, nine_two_strokes}, {14, nine_short});
        break;
    }
}
