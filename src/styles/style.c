#include "styles/style.h"

#include "ink/raster.h"
#include "styles/style_digits.h"

#include <math.h>

/* A writer's habits, applied to the whole drawing. Lengths are fractions of its height, about 1. */
typedef struct {
    float stretch; /* horizontal scale */
    float shear;   /* how far the top leans right */
    float sine;    /* of the rotation */
    float bend[6]; /* polynomial coefficients, see deform */
    float tremor;  /* amplitude of the pen's shaking */
    float grid;    /* spacing of the points that a coarse tablet reports; 0 for a fine one */
} Habits;

/* Triangular distribution over -size to size. */
static float triangular(InkRng *rng, float size) {
    float one = ink_uniform(rng, -1.0f, 1.0f), other = ink_uniform(rng, -1.0f, 1.0f);
    return (one + other) * 0.5f * size;
}

static Habits random_habits(InkRng *rng) {
    Habits habits;
    habits.stretch = 1.07f + triangular(rng, 0.45f);
    habits.shear = 0.12f + triangular(rng, 0.4f);
    if (ink_chance(rng, 0.12f)) habits.stretch = ink_uniform(rng, 0.5f, 2.1f);
    if (ink_chance(rng, 0.12f)) habits.shear = ink_uniform(rng, -0.3f, 0.7f);
    habits.sine = triangular(rng, 0.17f);
    for (int32_t i = 0; i < 6; i++)
        habits.bend[i] = triangular(rng, i < 3 ? 0.4f : 0.25f);
    habits.tremor = ink_chance(rng, 0.3f) ? ink_uniform(rng, 0.0f, 0.03f) : 0.004f;
    habits.grid = ink_chance(rng, 0.05f) ? ink_uniform(rng, 0.03f, 0.1f) : 0.0f;
    return habits;
}

/* Bends the paper by polynomials of low degree, then shears and rotates it. The tremor is low-pass
 * filtered along the stroke: each point inherits half of the previous offset. */
static void deform(InkRng *rng, const Habits *habits, InkDrawing *drawing) {
    const float *bend = habits->bend;
    float cosine = sqrtf(1.0f - habits->sine * habits->sine), shake_x = 0.0f, shake_y = 0.0f;
    for (int32_t i = 0; i < drawing->point_count; i++) {
        float x = (drawing->points[i][0] - 0.35f) * habits->stretch;
        float y = drawing->points[i][1] - 0.5f;
        float bent_x = x + bend[0] * y * y + bend[1] * x * y + bend[2] * (y * y - 0.25f) * y;
        float bent_y = y + bend[3] * x * x + bend[4] * x * y + bend[5] * y * y * 0.5f;
        shake_x = 0.5f * shake_x + ink_uniform(rng, -habits->tremor, habits->tremor);
        shake_y = 0.5f * shake_y + ink_uniform(rng, -habits->tremor, habits->tremor);
        bent_x += shake_x - habits->shear * bent_y;
        bent_y += shake_y;
        float placed[2] = {0.5f + cosine * bent_x - habits->sine * bent_y,
                           0.5f + habits->sine * bent_x + cosine * bent_y};
        for (int32_t axis = 0; axis < 2; axis++) {
            if (habits->grid > 0.0f)
                placed[axis] = rintf(placed[axis] / habits->grid) * habits->grid;
            drawing->points[i][axis] = placed[axis];
        }
    }
}

void ink_style_draw_digit(InkRng *rng, int32_t digit, InkDrawing *drawing) {
    InkPen pen = ink_pen(rng, drawing);
    ink_pen_digit(&pen, digit);
    Habits habits = random_habits(rng);
    deform(rng, &habits, drawing);
}

void ink_style_draw_outlier(InkRng *rng, InkDrawing *drawing) {
    InkPen pen = ink_pen(rng, drawing);
    ink_pen_outlier(&pen);
    Habits habits = random_habits(rng);
    deform(rng, &habits, drawing);
}

void ink_style_image(InkRng *rng, const InkDrawing *drawing, float image[INK_PIXELS]) {
    float pen_radius = INK_PEN_RADIUS + 0.05f + triangular(rng, 0.45f);
    /* Can't fail: a drawing is small, and its points lie near 0 to 1. */
    (void)ink_raster_draw(&drawing->points[0][0], drawing->stroke_points, drawing->stroke_count,
                          pen_radius, image);
}
