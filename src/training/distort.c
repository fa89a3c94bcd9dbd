/* Distortion by inverse mapping: each output pixel is sampled, with bilinear interpolation, at its
 * source position in the input.
 *
 * Source positions are a quadratic B-spline surface over a coarse grid of control points. B-splines
 * reproduce affine maps, so applying rotation, scale, shear and shift to the control points applies
 * them to every pixel, and jittering the points bends the image smoothly. This replaces the
 * Gaussian-smoothed displacement field of Simard, Steinkraus and Platt, "Best Practices for
 * Convolutional Neural Networks Applied to Visual Document Analysis", 2003. */
#include "training/distort.h"
#include "base/simd.h"

#include <math.h>
#include <string.h>

enum {
    /* The paper is the input with a blank margin. Thickened lines may grow into the margin, but its
     * first two rows and columns stay blank. Rows are contiguous, so reading past the end of a row
     * gives the blank start of the next one. */
    MARGIN = 3,
    PAPER_SIDE = 32,
    PAPER_ROWS = PAPER_SIDE + 2, /* so that the last rows have neighbors below them, too */
    SECOND_ROW = PAPER_SIDE,     /* offset of its first pixel */
    LAST_ROW = (PAPER_ROWS - 1) * PAPER_SIDE,

    CELL = 8, /* control point spacing in pixels */
    HALF_CELL = CELL / 2,
    CELLS = 4,                     /* cells along a side; the last is only half used */
    POINTS = CELLS + 2,            /* a quadratic segment depends on three points */
    VECTORS = INK_SIDE / INK_LANES /* SIMD vectors in a row of pixels */
};

typedef int32_t InkI32x4 __attribute__((vector_size(16)));
typedef uint32_t InkU32x4 __attribute__((vector_size(16)));

static bool in_range(float value, float limit) {
    return value >= 0.0f && value <= limit;
}

bool ink_distortion_is_valid(const InkDistortion *d) {
    return in_range(d->shift, 8.0f) && in_range(d->rotation, 90.0f) && in_range(d->scale, 0.5f) &&
           in_range(d->shear, 1.0f) && in_range(d->elastic, 4.0f) && in_range(d->thickness, 2.0f);
}

/* Uniform in -limit to limit. */
static float draw_symmetric(InkRng *rng, float limit) {
    return limit * ((float)(int32_t)(ink_rng_u32(rng) >> 8) * (1.0f / 8388608.0f) - 1.0f);
}

/* ---- control points ------------------------------------------------------------------------ */

/* Spline segments of four pixels in one cell: start + t (slope + t bend), t from 0 to 1. */
typedef struct {
    InkF32x4 start, slope, bend;
} Curve;

/* The basis functions are (1 - t)^2 / 2, 1/2 + t - t^2 and t^2 / 2. */
static inline Curve make_curve(InkF32x4 before, InkF32x4 middle, InkF32x4 after) {
    Curve curve = {0.5f * (before + middle), middle - before, 0.5f * (before + after) - middle};
    return curve;
}

static inline InkF32x4 evaluate(Curve curve, InkF32x4 t) {
    return ink_muladd4(ink_muladd4(curve.bend, t, curve.slope), t, curve.start);
}

/* Control points, already interpolated along rows: row i at the column of each pixel. The points
 * are CELL pixels apart, the first CELL / 2 pixels above and to the left of the first pixel. */
typedef struct {
    InkF32x4 x[POINTS][VECTORS], y[POINTS][VECTORS];
} ControlGrid;

static void interpolate_row(const float points[POINTS], InkF32x4 row[VECTORS]) {
    const InkF32x4 halves[2] = {{0.0f, 0.125f, 0.25f, 0.375f}, {0.5f, 0.625f, 0.75f, 0.875f}};
    for (int32_t v = 0; v < VECTORS; v++) {
        const float *p = points + v / 2;
        row[v] = evaluate(make_curve(ink_splat4(p[0]), ink_splat4(p[1]), ink_splat4(p[2])),
                          halves[v % 2]);
    }
}

static void place_controls(const InkDistortion *d, InkRng *rng, ControlGrid *grid) {
    float right = draw_symmetric(rng, d->shift), down = draw_symmetric(rng, d->shift);
    float angle = draw_symmetric(rng, d->rotation) * 0.0174532925f;
    float width = 1.0f + draw_symmetric(rng, d->scale),
          height = 1.0f + draw_symmetric(rng, d->scale);
    float shear = draw_symmetric(rng, d->shear);

    /* Maps output to input positions: the inverse of the transform, about the image center. */
    const float middle = (float)(INK_SIDE - 1) / 2.0f;
    float cosine = cosf(angle), sine = sinf(angle);
    float xx = (cosine - shear * sine) / width, xy = (sine + shear * cosine) / width;
    float yx = -sine / height, yy = cosine / height;
    for (int32_t i = 0; i < POINTS; i++) {
        float from_x[POINTS], from_y[POINTS];
        float y = (float)(i * CELL - HALF_CELL) - middle - down;
        for (int32_t j = 0; j < POINTS; j++) {
            float x = (float)(j * CELL - HALF_CELL) - middle - right;
            from_x[j] = xx * x + xy * y + middle + (float)MARGIN + draw_symmetric(rng, d->elastic);
            from_y[j] = yx * x + yy * y + middle + (float)MARGIN + draw_symmetric(rng, d->elastic);
        }
        interpolate_row(from_x, grid->x[i]);
        interpolate_row(from_y, grid->y[i]);
    }
}

/* ---- the paper ----------------------------------------------------------------------------- */

static inline uint8_t max_u8(uint8_t a, uint8_t b) {
    return a > b ? a : b;
}

static inline uint8_t min_u8(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

/* The maximum over each pixel and its four neighbors. Why two loops? Clang 14 does not vectorize a
 * single one; it carries values from pixel to pixel instead. */
static void dilate(const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = max_u8(from[i], max_u8(from[i - PAPER_SIDE], from[i + PAPER_SIDE]));
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = max_u8(to[i], max_u8(from[i - 1], from[i + 1]));
}

/* The minimum, likewise. */
static void erode(const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = min_u8(from[i], min_u8(from[i - PAPER_SIDE], from[i + PAPER_SIDE]));
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = min_u8(to[i], min_u8(from[i - 1], from[i + 1]));
}

static inline uint8_t scale_u8(uint16_t share, uint8_t ink) {
    return (uint8_t)((uint16_t)(share * ink + 128) >> 8);
}

/* Makes lines wider by up to 2 pixels, or narrower if negative. A dilation widens a line by a pixel
 * on each side, 2 in all, so widening by 1 adds half of the difference.
 *
 * Thinning subtracts the difference between the opening (erosion, then dilation) and the erosion,
 * so lines too thin to survive the erosion are left alone instead of vanishing. */
static void thicken(uint8_t *restrict paper, float pixels) {
    uint8_t low[PAPER_ROWS * PAPER_SIDE] = {0}, high[PAPER_ROWS * PAPER_SIDE] = {0};
    uint16_t share = (uint16_t)(fabsf(pixels) * 127.5f + 0.5f);
    if (pixels > 0.0f) {
        dilate(paper, high);
        for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
            paper[i] += scale_u8(share, high[i] - paper[i]);
    } else {
        erode(paper, low);
        dilate(low, high);
        for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
            paper[i] -= scale_u8(share, high[i] - low[i]);
    }
}

/* From the lowest byte up: a pixel, the one below it, and the same two to their right. Assumes
 * little-endian, as WebAssembly is. */
static inline uint32_t load_square(const uint16_t *pairs) {
    uint32_t four;
    memcpy(&four, pairs, sizeof four);
    return four;
}

static inline InkF32x4 low_bytes(InkU32x4 values) {
    return __builtin_convertvector((InkI32x4)(values & 255), InkF32x4);
}

/* Bilinear samples of the paper at four positions, 0 to 1. */
static inline InkF32x4 sample_paper(const uint16_t *pairs, InkF32x4 x, InkF32x4 y) {
    InkI32x4 column = __builtin_convertvector(x, InkI32x4);
    InkI32x4 row = __builtin_convertvector(y, InkI32x4);
    /* Positions off the paper read its first pixel, which is blank. */
    InkI32x4 is_on_paper = ((column | row) & ~(PAPER_SIDE - 1)) == 0;
    InkU32x4 first = (InkU32x4)((row * PAPER_SIDE + column) & is_on_paper);
    uint32_t a = load_square(pairs + first[0]), b = load_square(pairs + first[1]);
    uint32_t c = load_square(pairs + first[2]), d = load_square(pairs + first[3]);
    if ((a | b | c | d) == 0) return ink_splat4(0.0f); /* most of the paper is blank */
    InkU32x4 four = {a, b, c, d};
    x -= __builtin_convertvector(column, InkF32x4);
    y -= __builtin_convertvector(row, InkF32x4);
    InkF32x4 above = low_bytes(four), below = low_bytes(four >> 8);
    above = ink_muladd4(x, low_bytes(four >> 16) - above, above);
    below = ink_muladd4(x, low_bytes(four >> 24) - below, below);
    return ink_muladd4(y, below - above, above) * (1.0f / 255.0f);
}

void ink_distort(const InkDistortion *d, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]) {
    uint8_t paper[PAPER_ROWS * PAPER_SIDE] = {0};
    for (int32_t row = 0; row < INK_SIDE; row++) {
        memcpy(paper + (row + MARGIN) * PAPER_SIDE + MARGIN, pixels + row * INK_SIDE, INK_SIDE);
    }
    float wider = draw_symmetric(rng, d->thickness);
    if (wider != 0.0f) thicken(paper, wider);

    uint16_t pairs[LAST_ROW];
    for (int32_t i = 0; i < LAST_ROW; i++)
        pairs[i] = (uint16_t)(paper[i] | paper[i + PAPER_SIDE] << 8);

    ControlGrid grid;
    place_controls(d, rng, &grid);
    for (int32_t cell = 0; cell < CELLS; cell++) {
        int32_t top = cell * CELL, rows = INK_SIDE - top < CELL ? INK_SIDE - top : CELL;
        for (int32_t v = 0; v < VECTORS; v++) {
            Curve x = make_curve(grid.x[cell][v], grid.x[cell + 1][v], grid.x[cell + 2][v]);
            Curve y = make_curve(grid.y[cell][v], grid.y[cell + 1][v], grid.y[cell + 2][v]);
            InkF32x4 t = ink_splat4(0.0f);
            for (int32_t row = 0; row < rows; row++, t += 1.0f / (float)CELL) {
                ink_store4(image + (top + row) * INK_SIDE + v * INK_LANES,
                           sample_paper(pairs, evaluate(x, t), evaluate(y, t)));
            }
        }
    }
}
