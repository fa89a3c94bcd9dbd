/* Distortion by inverse mapping: each output pixel is sampled, with bilinear interpolation, at its
 * source position in the input.
 *
 * Source positions are a quadratic B-spline surface over a coarse grid of control points. B-splines
 * reproduce affine maps, so applying rotation, scale, shear, and shift to the control points
 * applies them to every pixel, and jittering the points bends the image smoothly. This replaces the
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

/* Rows first to last - 1 of the paper; never the very first or last one. */
typedef struct {
    int32_t first, last;
} Rows;

/* The maximum over each pixel and its four neighbors. Why two loops? Clang 14 does not vectorize a
 * single one; it carries values from pixel to pixel instead. */
static void dilate(Rows rows, const uint8_t *restrict from, uint8_t *restrict to) {
    int32_t first = rows.first * PAPER_SIDE, last = rows.last * PAPER_SIDE;
    for (int32_t i = first; i < last; i++)
        to[i] = max_u8(from[i], max_u8(from[i - PAPER_SIDE], from[i + PAPER_SIDE]));
    for (int32_t i = first; i < last; i++)
        to[i] = max_u8(to[i], max_u8(from[i - 1], from[i + 1]));
}

/* The minimum, likewise. */
static void erode(Rows rows, const uint8_t *restrict from, uint8_t *restrict to) {
    int32_t first = rows.first * PAPER_SIDE, last = rows.last * PAPER_SIDE;
    for (int32_t i = first; i < last; i++)
        to[i] = min_u8(from[i], min_u8(from[i - PAPER_SIDE], from[i + PAPER_SIDE]));
    for (int32_t i = first; i < last; i++)
        to[i] = min_u8(to[i], min_u8(from[i - 1], from[i + 1]));
}

static inline uint8_t scale_u8(uint16_t share, uint8_t ink) {
    return (uint8_t)((uint16_t)(share * ink + 128) >> 8);
}

/* Makes lines wider by up to 2 pixels, or narrower if negative. A dilation widens a line by a pixel
 * on each side, 2 in all, so widening by 1 adds half of the difference.
 *
 * Thinning subtracts the difference between the opening (erosion, then dilation) and the erosion,
 * so lines too thin to survive the erosion are left alone instead of vanishing.
 *
 * All ink is within the rows, and stays there. */
static void thicken(Rows rows, uint8_t *restrict paper, float pixels) {
    uint8_t low[PAPER_ROWS * PAPER_SIDE], high[PAPER_ROWS * PAPER_SIDE];
    uint16_t share = (uint16_t)(fabsf(pixels) * 127.5f + 0.5f);
    int32_t first = rows.first * PAPER_SIDE, last = rows.last * PAPER_SIDE;
    if (pixels > 0.0f) {
        dilate(rows, paper, high);
        for (int32_t i = first; i < last; i++)
            paper[i] += scale_u8(share, high[i] - paper[i]);
    } else {
        memset(low + first - PAPER_SIDE, 0, PAPER_SIDE);
        memset(low + last, 0, PAPER_SIDE);
        erode(rows, paper, low);
        dilate(rows, low, high);
        for (int32_t i = first; i < last; i++)
            paper[i] -= scale_u8(share, high[i] - low[i]);
    }
}

/* ---- sampling ------------------------------------------------------------------------------ */

/* What is sampled. A square is a pixel, the one to its right, and the two below them. */
typedef struct {
    /* Each pixel and the one below it, in the low and the high byte. */
    uint16_t pairs[(PAPER_ROWS - 1) * PAPER_SIDE];
    /* A bit for each column whose square has ink, from the lowest bit up, in any of the TALL rows
     * from each row on, and in all rows. */
    uint32_t inked[PAPER_SIDE], inked_anywhere;
} Squares;

enum { TALL = 8 };

/* A bit for each of eight bytes that is not zero. Assumes little-endian, as WebAssembly is. */
static inline uint32_t nonzero_bytes(const uint8_t *bytes) {
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    const uint64_t low_bits = 0x7f7f7f7f7f7f7f7f;
    uint64_t marks = (((eight & low_bits) + low_bits) | eight) & ~low_bits;
    return (uint32_t)((marks >> 7) * 0x0102040810204080 >> 56);
}

/* Lays the pixels on blank paper, and marks the columns of each row that have ink. Returns the rows
 * with ink. */
static Rows lay_on_paper(const uint8_t pixels[INK_PIXELS], uint8_t paper[PAPER_ROWS * PAPER_SIDE],
                         uint32_t marks[PAPER_ROWS]) {
    Rows rows = {PAPER_ROWS, 0};
    for (int32_t row = 0; row < PAPER_ROWS; row++, paper += PAPER_SIDE) {
        memset(paper, 0, PAPER_SIDE);
        marks[row] = 0;
        if (row < MARGIN || row >= MARGIN + INK_SIDE) continue;
        const uint8_t *from = pixels + (row - MARGIN) * INK_SIDE;
        memcpy(paper + MARGIN, from, INK_SIDE);
        /* Not from the paper: a processor waits before it reads across what it has just written. */
        marks[row] =
            (nonzero_bytes(from) | nonzero_bytes(from + 8) << 8 | nonzero_bytes(from + 16) << 16 |
             nonzero_bytes(from + INK_SIDE - 8) << (INK_SIDE - 8))
            << MARGIN;
        if (marks[row] == 0) continue;
        if (row < rows.first) rows.first = row;
        rows.last = row + 1;
    }
    return rows;
}

static void prepare_squares(const uint8_t pixels[INK_PIXELS], float wider, Squares *squares) {
    uint8_t paper[PAPER_ROWS * PAPER_SIDE];
    uint32_t marks[PAPER_ROWS], near[PAPER_SIDE + TALL] = {0};
    Rows rows = lay_on_paper(pixels, paper, marks);
    squares->inked_anywhere = 0;
    if (rows.last == 0) return;
    if (wider != 0.0f) {
        rows = (Rows){rows.first - 1, rows.last + 1};
        thicken(rows, paper, wider);
    }
    for (int32_t i = 0; i < (PAPER_ROWS - 1) * PAPER_SIDE; i++)
        squares->pairs[i] = (uint16_t)(paper[i] | paper[i + PAPER_SIDE] << 8);

    /* Ink is at most one pixel from where it was before thickening, and a square with ink at most
     * one more to the left or above. */
    for (int32_t row = 1; row < PAPER_SIDE; row++) {
        uint32_t columns = marks[row] | marks[row + 1];
        if (wider > 0.0f) columns |= marks[row - 1] | marks[row + 2] | columns << 1 | columns >> 1;
        near[row] = columns | columns >> 1;
        squares->inked_anywhere |= near[row];
    }
    for (int32_t step = 1; step < TALL; step *= 2) {
        for (int32_t row = 0; row < PAPER_SIDE; row++)
            near[row] |= near[row + step];
    }
    memcpy(squares->inked, near, sizeof squares->inked);
}

/* From the lowest byte up: a pixel, the one below it, and the same two to their right. Assumes
 * little-endian. */
static inline uint32_t load_square(const uint16_t *pairs) {
    uint32_t four;
    memcpy(&four, pairs, sizeof four);
    return four;
}

static inline InkF32x4 low_bytes(InkU32x4 values) {
    return __builtin_convertvector((InkI32x4)(values & 255), InkF32x4);
}

/* Whole numbers from -2^22 to 2^22 as integers; if negative, as some negative integer. Adding 2^23
 * moves a number's units to the end of its bits. */
static inline InkI32x4 whole_to_integer(InkF32x4 whole) {
    return (InkI32x4)(whole + 8388608.0f) - 0x4b000000;
}

/* The squares that curves pass over: columns left to right, rows top to bottom. */
typedef struct {
    int32_t left, right, top, bottom;
} Box;

/* The least of each of four vectors. */
static inline InkF32x4 least_of_each(InkF32x4 a, InkF32x4 b, InkF32x4 c, InkF32x4 d) {
    InkF32x4 ab = ink_min4((InkF32x4){a[0], b[0], a[1], b[1]}, (InkF32x4){a[2], b[2], a[3], b[3]});
    InkF32x4 cd = ink_min4((InkF32x4){c[0], d[0], c[1], d[1]}, (InkF32x4){c[2], d[2], c[3], d[3]});
    return ink_min4((InkF32x4){ab[0], ab[1], cd[0], cd[1]}, (InkF32x4){ab[2], ab[3], cd[2], cd[3]});
}

/* A curve from t = 0 to 1 stays within the range of its ends and its middle control point, apart
 * from rounding. */
static inline Box box_of(Curve x, Curve y) {
    const float slack = 1.0f / 64.0f;
    InkF32x4 x_middle = x.start + 0.5f * x.slope, x_end = x.start + x.slope + x.bend;
    InkF32x4 y_middle = y.start + 0.5f * y.slope, y_end = y.start + y.slope + y.bend;
    InkF32x4 sides = least_of_each(ink_min4(ink_min4(x.start, x_middle), x_end),
                                   -ink_max4(ink_max4(x.start, x_middle), x_end),
                                   ink_min4(ink_min4(y.start, y_middle), y_end),
                                   -ink_max4(ink_max4(y.start, y_middle), y_end));
    sides = (sides - slack) * (InkF32x4){1.0f, -1.0f, 1.0f, -1.0f};
    InkI32x4 whole = whole_to_integer(ink_floor4(sides));
    return (Box){whole[0], whole[1], whole[2], whole[3]};
}

/* False only if the box is blank. */
static inline bool may_have_ink(const Squares *squares, Box box) {
    const int32_t end = PAPER_SIDE - 1;
    int32_t left = box.left < 0 ? 0 : box.left, right = box.right > end ? end : box.right;
    int32_t top = box.top < 0 ? 0 : box.top, bottom = box.bottom > end ? end : box.bottom;
    if (left > right || top > bottom) return false;
    uint32_t columns = UINT32_MAX << left & UINT32_MAX >> (end - right);
    int32_t second = bottom < top + TALL ? top : bottom - TALL + 1;
    uint32_t inked = second > top + TALL ? squares->inked_anywhere
                                         : squares->inked[top] | squares->inked[second];
    return (inked & columns) != 0;
}

/* Bilinear samples of the paper, 0 to 1: `rows` rows of four pixels along the curves, from t = 0
 * on. on_paper: whether all positions are known to be on it. In two loops, because the way from
 * vectors to addresses is shorter through memory. */
static inline __attribute__((always_inline)) void sample_rows(const uint16_t *pairs, Curve x_curve,
                                                              Curve y_curve, int32_t rows,
                                                              bool on_paper, float *image) {
    InkI32x4 first[CELL];      /* the square of each sample */
    InkF32x4 x[CELL], y[CELL]; /* the position in it, 0 to 1 */
    InkF32x4 t = ink_splat4(0.0f);
    for (int32_t r = 0; r < rows; r++, t += 1.0f / (float)CELL) {
        x[r] = evaluate(x_curve, t);
        y[r] = evaluate(y_curve, t);
        InkF32x4 left = ink_floor4(x[r]), top = ink_floor4(y[r]);
        InkI32x4 column = whole_to_integer(left), row = whole_to_integer(top);
        x[r] -= left;
        y[r] -= top;
        first[r] = row * PAPER_SIDE + column;
        /* Positions off the paper read its first pixel, which is blank. */
        if (!on_paper) first[r] &= ((column | row) & ~(PAPER_SIDE - 1)) == 0;
    }
    for (int32_t r = 0; r < rows; r++) {
        int32_t at[INK_LANES];
        memcpy(at, &first[r], sizeof at);
        InkU32x4 four = {load_square(pairs + at[0]), load_square(pairs + at[1]),
                         load_square(pairs + at[2]), load_square(pairs + at[3])};
        InkF32x4 above = low_bytes(four), below = low_bytes(four >> 8);
        above = ink_muladd4(x[r], low_bytes(four >> 16) - above, above);
        below = ink_muladd4(x[r], low_bytes(four >> 24) - below, below);
        ink_store4(image + r * INK_SIDE, ink_muladd4(y[r], below - above, above) * (1.0f / 255.0f));
    }
}

static void clear_rows(int32_t rows, float *image) {
    for (int32_t row = 0; row < rows; row++)
        ink_store4(image + row * INK_SIDE, ink_splat4(0.0f));
}

void ink_distort(const InkDistortion *d, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]) {
    float wider = draw_symmetric(rng, d->thickness);
    Squares squares;
    prepare_squares(pixels, wider, &squares);
    ControlGrid grid;
    place_controls(d, rng, &grid);
    for (int32_t cell = 0; cell < CELLS; cell++) {
        int32_t top = cell * CELL, rows = INK_SIDE - top < CELL ? INK_SIDE - top : CELL;
        for (int32_t v = 0; v < VECTORS; v++) {
            Curve x = make_curve(grid.x[cell][v], grid.x[cell + 1][v], grid.x[cell + 2][v]);
            Curve y = make_curve(grid.y[cell][v], grid.y[cell + 1][v], grid.y[cell + 2][v]);
            Box box = box_of(x, y);
            float *to = image + top * INK_SIDE + v * INK_LANES;
            if (squares.inked_anywhere == 0 || !may_have_ink(&squares, box))
                clear_rows(rows, to); /* like most of the paper */
            else if (box.left >= 0 && box.top >= 0 && box.right < PAPER_SIDE &&
                     box.bottom < PAPER_SIDE)
                sample_rows(squares.pairs, x, y, rows, true, to);
            else
                sample_rows(squares.pairs, x, y, rows, false, to);
        }
    }
}
