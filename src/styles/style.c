#include "styles/style.h"

#include "ink/raster.h"
#include "styles/style_digits.h"

#include <math.h>

/* What a hand does to everything it draws; shares of the drawing's height of about 1. */
typedef struct {
    float stretch; /* of the width */
    float shear;   /* how far the top leans right */
    float sine;    /* of the angle by which the paper is turned */
    float bend[6]; /* smooth bends of the paper, see deform */
    float tremor;  /* how far the pen shakes */
} Hand;

/* Around zero, more often near it: -size to size. */
static float around_zero(InkRng *rng, float size) {
    float one = ink_uniform(rng, -1.0f, 1.0f), other = ink_uniform(rng, -1.0f, 1.0f);
    return (one + other) * 0.5f * size;
}

static Hand random_hand(InkRng *rng) {
    Hand hand;
    hand.stretch = 1.07f + around_zero(rng, 0.45f);
    hand.shear = 0.12f + around_zero(rng, 0.4f);
    hand.sine = around_zero(rng, 0.17f);
    for (int32_t i = 0; i < 6; i++)
        hand.bend[i] = around_zero(rng, i < 3 ? 0.4f : 0.25f);
    hand.tremor = ink_chance(rng, 0.3f) ? ink_uniform(rng, 0.0f, 0.03f) : 0.004f;
    return hand;
}

/* Low polynomials bend the paper everywhere smoothly; the tremor follows the pen, each point's
 * shake taking over half of the last one's. */
static void deform(InkRng *rng, const Hand *hand, InkDrawing *drawing) {
    const float *bend = hand->bend;
    float cosine = sqrtf(1.0f - hand->sine * hand->sine), shake_x = 0.0f, shake_y = 0.0f;
    for (int32_t i = 0; i < drawing->point_count; i++) {
        float x = (drawing->points[i][0] - 0.35f) * hand->stretch;
        float y = drawing->points[i][1] - 0.5f;
        float bent_x = x + bend[0] * y * y + bend[1] * x * y + bend[2] * (y * y - 0.25f) * y;
        float bent_y = y + bend[3] * x * x + bend[4] * x * y + bend[5] * y * y * 0.5f;
        shake_x = 0.5f * shake_x + ink_uniform(rng, -hand->tremor, hand->tremor);
        shake_y = 0.5f * shake_y + ink_uniform(rng, -hand->tremor, hand->tremor);
        bent_x += shake_x - hand->shear * bent_y;
        bent_y += shake_y;
        drawing->points[i][0] = 0.5f + cosine * bent_x - hand->sine * bent_y;
        drawing->points[i][1] = 0.5f + hand->sine * bent_x + cosine * bent_y;
    }
}

void ink_style_draw_digit(InkRng *rng, int32_t digit, InkDrawing *drawing) {
    InkPen pen = ink_pen(rng, drawing);
    ink_pen_digit(&pen, digit);
    Hand hand = random_hand(rng);
    deform(rng, &hand, drawing);
}

void ink_style_draw_outlier(InkRng *rng, InkDrawing *drawing) {
    InkPen pen = ink_pen(rng, drawing);
    ink_pen_outlier(&pen);
    Hand hand = random_hand(rng);
    deform(rng, &hand, drawing);
}

void ink_style_image(InkRng *rng, const InkDrawing *drawing, float image[INK_PIXELS]) {
    float pen_radius = INK_PEN_RADIUS + 0.05f + around_zero(rng, 0.45f);
    /* Cannot fail: a drawing is small, and its points are near 0 to 1. */
    (void)ink_raster_draw(&drawing->points[0][0], drawing->stroke_points, drawing->stroke_count,
                          pen_radius, image);
}
