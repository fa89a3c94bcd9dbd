/* Non-digits: symbols and letters that can't be mistaken for a digit, scribbles, and pairs of
 * digits. */
#include "styles/style_digits.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

/* ---- symbols and letters ------------------------------------------------------------------ */

/* Each pair of digits is a knot, x then y, in ninths of the height. It is followed by a comma for a
 * corner, a space for a smooth join, or a bar to lift the pen. */
static const char *const glyphs[] = {
    "09,30,69|15,55",                                  /* A */
    "60,00,09,69|04,54",                               /* E */
    "60,00,09|04,54",                                  /* F */
    "00,09|60,69|04,64",                               /* H */
    "00,09|60,05,69",                                  /* K */
    "09,00,35,60,69",                                  /* M */
    "09,00,69,60",                                     /* N */
    "09,00,40 62 44,04",                               /* P */
    "09,00,40 62 44,04,69",                            /* R */
    "00,70|30,39",                                     /* T */
    "00,39,70",                                        /* V */
    "00,29,43,69,80",                                  /* W */
    "00,69|60,09",                                     /* X */
    "00,09|05,24 44 56,59",                            /* h */
    "00,09|53,06,59",                                  /* k */
    "03,09|05,23 35,39|35,53 75,79",                   /* m */
    "00,09|02,30 62,69",                               /* n */
    "01,71|20,29|50,59",                               /* pi */
    "60,00,35,09,69",                                  /* sigma */
    "00,80|40,49|00,09|80,89",                         /* gate */
    "04,84|40,48",                                     /* plus */
    "02,72|06,76",                                     /* equals */
    "20,29|50,59|03,73|06,76",                         /* hash */
    "04,94|72,94,76",                                  /* arrow */
    "40,49|04,40,84",                                  /* arrow up */
    "05,28,90",                                        /* check mark */
    "09,04,40,84,89,09",                               /* house */
    "00,80,88,08,00",                                  /* square */
    "08,40,88,08",                                     /* triangle */
    "19,40,79,03,83,19",                               /* star */
    "40,49|03,86|06,83",                               /* asterisk */
    "00,90,97,07,00|00,44,90",                         /* envelope */
    "00,80,88,08,00|40,48|04,84",                      /* window */
    "05,20,45,60,85,90",                               /* zigzag */
    "03 11 33 55 73 91",                               /* wave */
    "42,21 02 14,48,74 82 61,42",                      /* heart */
    "40 71 84 77 48 17 04 11 40|33,34|53,54|26 47 66", /* face */
    "40 51 42 31 40|42,46|14,64|46,29|46,69",          /* stick figure */
    "44",                                              /* dot */
    "00,90",                                           /* dash */
    "00,01|40,41|80,81",                               /* dots */
};

static void glyph(InkPen *pen) {
    const char *knot = glyphs[ink_rng_below(pen->rng, (uint32_t)COUNT(glyphs))];
    for (;; knot += 3) {
        ink_pen_to(pen, (float)(knot[0] - '0') / 9.0f, (float)(knot[1] - '0') / 9.0f);
        if (knot[2] == ',') ink_pen_turn(pen);
        if (knot[2] == '|' || knot[2] == '\0') ink_pen_lift(pen);
        if (knot[2] == '\0') return;
    }
}

/* ---- scribbles ---------------------------------------------------------------------------- */

static void tangle(InkPen *pen) {
    int32_t knots = 8 + (int32_t)ink_rng_below(pen->rng, 9);
    for (int32_t i = 0; i < knots; i++)
        INK_PEN_THROUGH(pen, INK_AT(ink_between(pen, 0.0f, 1.0f), ink_between(pen, 0.0f, 1.0f)));
    ink_pen_lift(pen);
}

/* Back and forth across the paper, slowly moving down or right. */
static void hatching(InkPen *pen) {
    int32_t turns = 8 + (int32_t)ink_rng_below(pen->rng, 8);
    bool sharp = ink_chance(pen->rng, 0.6f), across = ink_chance(pen->rng, 0.5f);
    float reach = ink_between(pen, 0.7f, 1.3f);
    for (int32_t i = 0; i < turns; i++) {
        float to = (i % 2 ? reach : 0.0f) + ink_between(pen, -0.1f, 0.1f);
        float along = (float)i / (float)turns;
        ink_pen_to(pen, across ? to : along, across ? along : to);
        if (sharp) ink_pen_turn(pen);
    }
    ink_pen_lift(pen);
}

static void loose_strokes(InkPen *pen) {
    int32_t strokes = 4 + (int32_t)ink_rng_below(pen->rng, 4);
    for (int32_t i = 0; i < strokes; i++) {
        int32_t knots = 2 + (int32_t)ink_rng_below(pen->rng, 3);
        for (int32_t k = 0; k < knots; k++)
            INK_PEN_THROUGH(pen,
                            INK_AT(ink_between(pen, 0.0f, 1.0f), ink_between(pen, 0.0f, 1.0f)));
        ink_pen_lift(pen);
    }
}

static void spiral(InkPen *pen) {
    float radius = ink_between(pen, 0.4f, 0.6f), way = ink_chance(pen->rng, 0.5f) ? 1.0f : -1.0f;
    float start = ink_between(pen, 0.0f, 360.0f), sweep = way * ink_between(pen, 850.0f, 1400.0f);
    float drift = ink_between(pen, 0.0f, 0.15f);
    ink_pen_arc(pen, (InkArc){0.4f, 0.5f, radius, 0.5f, start, sweep, drift});
    ink_pen_lift(pen);
}

/* A row of loops, as when trying out a pen. */
static void coil(InkPen *pen) {
    int32_t loops = 3 + (int32_t)ink_rng_below(pen->rng, 3);
    float radius = ink_between(pen, 0.15f, 0.25f), height = ink_between(pen, 0.2f, 0.5f);
    for (int32_t i = 0; i < 4 * loops; i++) {
        static const float around[4][2] = {
            {-1.0f, 0.0f}, {0.0f, 1.0f}, {1.0f, 0.0f}, {0.0f, -1.0f}};
        ink_pen_to(pen, (float)i * 0.08f + radius * around[i % 4][0],
                   0.5f + height * around[i % 4][1]);
    }
    ink_pen_lift(pen);
}

/* ---- pairs -------------------------------------------------------------------------------- */

/* Shifts the points from `first` on horizontally so that their left edge is at x. Returns their new
 * right edge. */
static float align_left(InkDrawing *drawing, int32_t first, float x) {
    float left = 1e9f, right = -1e9f;
    for (int32_t i = first; i < drawing->point_count; i++) {
        if (drawing->points[i][0] < left) left = drawing->points[i][0];
        if (drawing->points[i][0] > right) right = drawing->points[i][0];
    }
    for (int32_t i = first; i < drawing->point_count; i++)
        drawing->points[i][0] += x - left;
    return right + x - left;
}

/* Two digits side by side are a number, not a digit. */
static void pair(InkPen *pen) {
    ink_pen_digit(pen, (int32_t)ink_rng_below(pen->rng, INK_CLASSES));
    float right = align_left(pen->drawing, 0, -0.35f);
    int32_t first = pen->drawing->point_count;
    ink_pen_digit(pen, (int32_t)ink_rng_below(pen->rng, INK_CLASSES));
    align_left(pen->drawing, first, right + ink_between(pen, 0.2f, 0.45f));
}

void ink_pen_outlier(InkPen *pen) {
    INK_PEN_ONE_OF(pen, {50, glyph}, {10, tangle}, {8, hatching}, {8, loose_strokes}, {6, spiral},
                   {6, coil}, {12, pair});
}
