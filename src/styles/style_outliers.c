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
    "63 31 04 06 39 66|62,68 79",                      /* a */
    "63 31 05 07 39 67|60,69",                         /* d */
    "05,65 41 14 17 39 78",                            /* e */
    "02,09|04 31 63 66 38 06",                         /* p */
    "03,09|05 23 54",                                  /* r */
    "03,29,44,69,83",                                  /* w */
    "00,34|70,34,39",                                  /* Y */
    "00,09,59",                                        /* L */
    "71 30 03 06 39 78",                               /* C */
    "00,06 39 66,60",                                  /* U */
    "00 34 69|35,09",                                  /* lambda */
    "02 20 52 34,36|38,39",                            /* question mark */
    "04,84|40,41|47,48",                               /* division */
    "03,83|40,46|08,88",                               /* plus or minus */
    "80,04,88",                                        /* less than */
    "00,84,08",                                        /* greater than */
    "11 20 31 22 11|58 67 78 69 58|80,19",             /* percent */
    "40,84,48,04,40",                                  /* diamond */
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
    "00,53,05,58",                                     /* zigzag, downward */
    "00,04,54,59",                                     /* stairs */
    "60,07,97",                                        /* angle */
    "70,00,07",                                        /* corner */
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

/* Half of a circle, in any direction that does not make it a 1. */
static void half_circle(InkPen *pen) {
    float middle = 90.0f * (float)(1 + ink_rng_below(pen->rng, 3));
    float sweep = ink_between(pen, 150.0f, 220.0f), start = middle - sweep * 0.5f;
    float radius_x = ink_between(pen, 0.45f, 0.7f);
    ink_pen_arc(pen, (InkArc){0.4f, 0.5f, radius_x, 0.5f, start, sweep, 1.0f});
    ink_pen_lift(pen);
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
    INK_PEN_ONE_OF(pen, {56, glyph}, {4, half_circle}, {10, tangle}, {8, hatching},
                   {8, loose_strokes}, {6, spiral}, {6, coil}, {12, pair});
}
