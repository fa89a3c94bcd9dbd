/* Distortion by inverse mapping: each output pixel is sampled, with bilinear interpolation, at its
 * source position in the input.
 *
 * Up to eight images are distorted at once, alike but mirrored, so that a pixel of all eight is one
 * vector: the same pixels of each are read with the same weights, and nothing is gathered.
 *
 * Source positions are a quadratic B-spline surface over a coarse grid of control points. B-splines
 * reproduce affine maps, so applying rotation, scale, shear, and shift to the control points
 * applies them to every pixel, and jittering the points bends the image smoothly. This replaces the
 * Gaussian-smoothed displacement field of Simard, Steinkraus, and Platt, "Best Practices for
 * Convolutional Neural Networks Applied to Visual Document Analysis", 2003. */
#include "training/distort.h"
#include "base/minmax.h"
#include "base/simd.h"

#include <math.h>
#include <string.h>

enum {
    TOGETHER = INK_DISTORT_TOGETHER,

    /* The paper is the input with a blank margin. Thickened lines may grow into the margin, but its
     * first two rows and columns stay blank. Rows are contiguous, so reading past the end of a row
     * gives the blank start of the next one, and past the last row, that of two blank rows. */
    MARGIN = 3,
    PAPER_SIDE = 32,
    PAPER_ROWS = PAPER_SIDE + 3,
    ROW = PAPER_SIDE * TOGETHER, /* bytes in a row of the paper */

    CELL = 8, /* control point spacing in pixels */
    HALF_CELL = CELL / 2,
    CELLS = 4,                     /* cells along a side; the last is only half used */
    POINTS = CELLS + 2,            /* a quadratic segment depends on three points */
    VECTORS = INK_SIDE / INK_LANES /* SIMD vectors in a row of pixels */
};

typedef int8_t I8x16 __attribute__((vector_size(16)));
typedef uint16_t U16x8 __attribute__((vector_size(16)));
typedef uint8_t U8x8 __attribute__((vector_size(8)));
typedef uint8_t U8x16 __attribute__((vector_size(16)));

bool ink_distortion_is_valid(const InkDistortion *d) {
    return ink_in_range(d->shift, 8.0f) && ink_in_range(d->rotation, 90.0f) &&
           ink_in_range(d->scale, 0.5f) && ink_in_range(d->shear, 1.0f) &&
           ink_in_range(d->elastic, 4.0f) && ink_in_range(d->thickness, 2.0f);
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

/* The basis functions are (1 - t)^2 / 2, 1/2 + t - t^2, and t^2 / 2. */
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

/* The images side by side: at each pixel, a byte for each of them. Why mirrored? Each image of a
 * group is as likely to be distorted in any way as a single one, but what the distortion does to
 * all of them alike, such as a shift to the right, cancels out over the group. */
typedef struct {
    uint8_t ink[PAPER_ROWS * ROW];
} Paper;

/* Which images of a group are mirrored, left to right and upside down. */
static inline bool is_mirrored(int32_t image) {
    return (image & 1) != 0;
}

static inline bool is_inverted(int32_t image) {
    return (image & 2) != 0;
}

/* Columns from left to before right, and rows from top to before bottom. */
typedef struct {
    int32_t left, right, top, bottom;
} Box;

/* A bit for each of eight bytes that is not zero. Assumes little-endian, as WebAssembly is. */
static inline uint32_t nonzero_bytes(uint64_t eight) {
    const uint64_t low_bits = 0x7f7f7f7f7f7f7f7f;
    uint64_t marks = (((eight & low_bits) + low_bits) | eight) & ~low_bits;
    return (uint32_t)((marks >> 7) * 0x0102040810204080 >> 56);
}

/* In the lower half; the upper half is zero. */
static inline U8x16 load_eight(const uint8_t *from, bool reversed) {
    U8x16 v = {0};
    memcpy(&v, from, 8);
    return reversed ? (U8x16){v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]} : v;
}

static inline U8x16 interleave_low(U8x16 a, U8x16 b) {
    return (U8x16){a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3],
                   a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7]};
}

static inline U8x16 interleave_high(U8x16 a, U8x16 b) {
    return (U8x16){a[8],  b[8],  a[9],  b[9],  a[10], b[10], a[11], b[11],
                   a[12], b[12], a[13], b[13], a[14], b[14], a[15], b[15]};
}

/* Lays the images on blank paper. Returns where there is ink in any of them. */
static Box lay_on_paper(const uint8_t *const images[TOGETHER], Paper *paper) {
    uint32_t columns = 0;
    Box box = {PAPER_SIDE, 0, PAPER_ROWS, 0};
    memset(paper, 0, sizeof *paper);
    for (int32_t row = 0; row < INK_SIDE; row++) {
        uint8_t *to = paper->ink + (MARGIN + row) * ROW + MARGIN * TOGETHER;
        uint32_t inked = 0;
        for (int32_t column = 0; column < INK_SIDE; column += 8) {
            /* The last eight pixels of a row overlap those before them. */
            int32_t first = column < INK_SIDE - 8 ? column : INK_SIDE - 8;
            U8x16 eight[TOGETHER], any = {0};
            INK_UNROLL
            for (int32_t i = 0; i < TOGETHER; i++) {
                int32_t from_row = is_inverted(i) ? INK_SIDE - 1 - row : row;
                int32_t from_column = is_mirrored(i) ? INK_SIDE - 8 - first : first;
                eight[i] =
                    load_eight(images[i] + from_row * INK_SIDE + from_column, is_mirrored(i));
                any |= eight[i];
            }
            uint64_t bytes;
            memcpy(&bytes, &any, sizeof bytes);
            if (bytes == 0) continue;
            inked |= nonzero_bytes(bytes) << first;
            U8x16 a = interleave_low(eight[0], eight[4]), b = interleave_low(eight[1], eight[5]);
            U8x16 c = interleave_low(eight[2], eight[6]), d = interleave_low(eight[3], eight[7]);
            U8x16 even = interleave_low(a, c), odd = interleave_low(b, d);
            U8x16 even_high = interleave_high(a, c), odd_high = interleave_high(b, d);
            U8x16 pixels[4] = {interleave_low(even, odd), interleave_high(even, odd),
                               interleave_low(even_high, odd_high),
                               interleave_high(even_high, odd_high)};
            memcpy(to + first * TOGETHER, pixels, sizeof pixels);
        }
        columns |= inked;
        if (inked == 0) continue;
        if (MARGIN + row < box.top) box.top = MARGIN + row;
        box.bottom = MARGIN + row + 1;
    }
    for (int32_t column = 0; column < INK_SIDE; column++) {
        if ((columns >> column & 1) == 0) continue;
        if (MARGIN + column < box.left) box.left = MARGIN + column;
        box.right = MARGIN + column + 1;
    }
    return box;
}

/* ---- thickness ----------------------------------------------------------------------------- */

static inline uint8_t max_u8(uint8_t a, uint8_t b) {
    return a > b ? a : b;
}

static inline uint8_t min_u8(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

/* The maximum over each pixel and its four neighbors. */
static void dilate(Box box, const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t row = box.top; row < box.bottom; row++) {
        int32_t last = row * ROW + box.right * TOGETHER;
        for (int32_t i = row * ROW + box.left * TOGETHER; i < last; i++) {
            to[i] = max_u8(max_u8(max_u8(from[i - ROW], from[i + ROW]), from[i]),
                           max_u8(from[i - TOGETHER], from[i + TOGETHER]));
        }
    }
}

/* The minimum, likewise. */
static void erode(Box box, const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t row = box.top; row < box.bottom; row++) {
        int32_t last = row * ROW + box.right * TOGETHER;
        for (int32_t i = row * ROW + box.left * TOGETHER; i < last; i++) {
            to[i] = min_u8(min_u8(min_u8(from[i - ROW], from[i + ROW]), from[i]),
                           min_u8(from[i - TOGETHER], from[i + TOGETHER]));
        }
    }
}

static inline U16x8 load_widened(const uint8_t *from) {
    U8x8 eight;
    memcpy(&eight, from, sizeof eight);
    return __builtin_convertvector(eight, U16x8);
}

static inline void store_narrowed(uint8_t *to, U16x8 values) {
    U8x8 eight = __builtin_convertvector(values, U8x8);
    memcpy(to, &eight, sizeof eight);
}

static Box grow(Box box) {
    return (Box){box.left - 1, box.right + 1, box.top - 1, box.bottom + 1};
}

/* Makes lines wider by up to 2 pixels. A dilation widens a line by a pixel on each side, 2 in all,
 * so widening by 1 adds half of the difference.
 *
 * Here and below: all ink is within the box; shares are for each image, of 256. Returns where there
 * is ink afterwards. */
static Box widen(Box box, U16x8 shares, Paper *paper) {
    uint8_t high[PAPER_ROWS * ROW];
    box = grow(box);
    dilate(box, paper->ink, high);
    for (int32_t row = box.top; row < box.bottom; row++) {
        for (int32_t column = box.left; column < box.right; column++) {
            int32_t at = row * ROW + column * TOGETHER;
            U16x8 ink = load_widened(paper->ink + at), most = load_widened(high + at);
            store_narrowed(paper->ink + at, ink + (((most - ink) * shares + 128) >> 8));
        }
    }
    return box;
}

/* Makes lines narrower: subtracts the difference between the opening (erosion, then dilation) and
 * the erosion, so that lines too thin to survive the erosion are left alone instead of vanishing.
 */
static void narrow(Box box, U16x8 shares, Paper *paper) {
    uint8_t low[PAPER_ROWS * ROW], high[PAPER_ROWS * ROW];
    erode(grow(box), paper->ink, low);
    dilate(box, low, high);
    for (int32_t row = box.top; row < box.bottom; row++) {
        for (int32_t column = box.left; column < box.right; column++) {
            int32_t at = row * ROW + column * TOGETHER;
            U16x8 change = load_widened(high + at) - load_widened(low + at);
            U16x8 ink = load_widened(paper->ink + at);
            store_narrowed(paper->ink + at, ink - ((change * shares + 128) >> 8));
        }
    }
}

/* ---- sampling ------------------------------------------------------------------------------ */

/* Positions are whole numbers of 1 / UNITS pixels, and the four weights of a sample add up to the
 * square of UNITS. */
enum { UNITS = 128, UNIT_BITS = 7 };

/* Whole numbers nearest to values from -2^22 to 2^22. Adding 1.5 * 2^23 moves a number's units to
 * the end of its bits. */
static inline InkI32x4 nearest(InkF32x4 values) {
    return (InkI32x4)(values + 12582912.0f) - 0x4b400000;
}

/* The least of each of four vectors. */
static inline InkF32x4 least_of_each(InkF32x4 a, InkF32x4 b, InkF32x4 c, InkF32x4 d) {
    InkF32x4 rows[4] = {a, b, c, d};
    ink_transpose4(rows);
    return ink_min4(ink_min4(rows[0], rows[1]), ink_min4(rows[2], rows[3]));
}

/* The pixels that samples along the curves are made of. A curve from t = 0 to 1 stays within the
 * range of its ends and its middle control point, apart from rounding. */
static inline Box box_of(Curve x, Curve y) {
    const float slack = 1.0f / 64.0f;
    InkF32x4 x_middle = x.start + 0.5f * x.slope, x_end = x.start + x.slope + x.bend;
    InkF32x4 y_middle = y.start + 0.5f * y.slope, y_end = y.start + y.slope + y.bend;
    InkF32x4 sides = least_of_each(ink_min4(ink_min4(x.start, x_middle), x_end),
                                   -ink_max4(ink_max4(x.start, x_middle), x_end),
                                   ink_min4(ink_min4(y.start, y_middle), y_end),
                                   -ink_max4(ink_max4(y.start, y_middle), y_end));
    InkI32x4 whole = nearest(ink_floor4(sides - slack));
    return (Box){whole[0], 1 - whole[1], whole[2], 1 - whole[3]};
}

static inline InkI32x4 splat(int32_t value) {
    return (InkI32x4){value, value, value, value};
}

/* A pixel of the first four images and of the last four. */
typedef struct {
    InkI32x4 first, last;
} Pixel;

/* Eight bytes and the eight after them in pairs, as 16-bit numbers: those of the first four images,
 * or of the last four. */
static inline InkI16x8 pair_with_next(U8x16 v, bool last) {
#ifdef __wasm_simd128__
    const I8x16 first = {0, -1, 8, -1, 1, -1, 9, -1, 2, -1, 10, -1, 3, -1, 11, -1};
    const I8x16 others = {4, -1, 12, -1, 5, -1, 13, -1, 6, -1, 14, -1, 7, -1, 15, -1};
    return (InkI16x8)__builtin_wasm_swizzle_i8x16((I8x16)v, last ? others : first);
#else
    U8x8 first = {v[0], v[8], v[1], v[9], v[2], v[10], v[3], v[11]};
    U8x8 others = {v[4], v[12], v[5], v[13], v[6], v[14], v[7], v[15]};
    return (InkI16x8) __builtin_convertvector(last ? others : first, U16x8);
#endif
}

/* The sum of two pixels one below the other, and of their neighbors to the right. weights: of a
 * pixel and its neighbor, in the low and the high half of every lane. */
static inline Pixel add_weighted(const uint8_t *from, InkI32x4 above, InkI32x4 below) {
    U8x16 upper, lower;
    memcpy(&upper, from, sizeof upper);
    memcpy(&lower, from + ROW, sizeof lower);
    return (Pixel){ink_dot8(pair_with_next(upper, false), (InkI16x8)above) +
                       ink_dot8(pair_with_next(lower, false), (InkI16x8)below),
                   ink_dot8(pair_with_next(upper, true), (InkI16x8)above) +
                       ink_dot8(pair_with_next(lower, true), (InkI16x8)below)};
}

/* Writes four pixels of each image, in units of 1 / (255 UNITS UNITS), to row and column, or to
 * where the mirrored images have them. */
static inline void store_four(const Pixel pixels[4], float faintest, int32_t row, int32_t column,
                              float *const images[TOGETHER]) {
    const float unit = 1.0f / (255.0f * (float)(UNITS * UNITS));
    InkF32x4 ink[TOGETHER];
    INK_UNROLL
    for (int32_t i = 0; i < 4; i++) {
        ink[i] = __builtin_convertvector(pixels[i].first, InkF32x4) * unit;
        ink[4 + i] = __builtin_convertvector(pixels[i].last, InkF32x4) * unit;
    }
    ink_transpose4(ink);
    ink_transpose4(ink + 4);
    INK_UNROLL
    for (int32_t i = 0; i < TOGETHER; i++) {
        InkF32x4 four = ink_keep4(ink[i] >= faintest, ink[i]);
        if (is_mirrored(i)) four = (InkF32x4){four[3], four[2], four[1], four[0]};
        int32_t to_row = is_inverted(i) ? INK_SIDE - 1 - row : row;
        int32_t to_column = is_mirrored(i) ? INK_SIDE - INK_LANES - column : column;
        ink_store4(images[i] + to_row * INK_SIDE + to_column, four);
    }
}

/* Bilinear samples of the paper, 0 to 1: `rows` rows of four pixels along the curves, from t = 0
 * on. In two loops, because the way from vectors to addresses is through memory. */
static inline void sample_rows(const Paper *paper, Curve x_curve, Curve y_curve, int32_t rows,
                               float faintest, int32_t first_row, int32_t column,
                               float *const images[TOGETHER]) {
    int32_t at[CELL][4], above[CELL][4], below[CELL][4]; /* see add_weighted */
    const InkF32x4 start = ink_splat4(0.0f), end = ink_splat4((float)PAPER_SIDE);
    InkF32x4 t = start;
    for (int32_t r = 0; r < rows; r++, t += 1.0f / (float)CELL) {
        /* Positions off the paper move to its edge, which is blank. */
        InkI32x4 x = nearest(ink_min4(ink_max4(evaluate(x_curve, t), start), end) * (float)UNITS);
        InkI32x4 y = nearest(ink_min4(ink_max4(evaluate(y_curve, t), start), end) * (float)UNITS);
        InkI32x4 first = (y >> UNIT_BITS) * ROW + (x >> UNIT_BITS) * TOGETHER;
        x &= UNITS - 1;
        y &= UNITS - 1;
        InkI32x4 pair = (UNITS - x) | x << 16;
        InkI32x4 upper = pair * (UNITS - y), lower = pair * y;
        memcpy(at[r], &first, sizeof first);
        memcpy(above[r], &upper, sizeof upper);
        memcpy(below[r], &lower, sizeof lower);
    }
    for (int32_t r = 0; r < rows; r++) {
        Pixel pixels[INK_LANES];
        INK_UNROLL
        for (int32_t i = 0; i < INK_LANES; i++) {
            pixels[i] = add_weighted(paper->ink + at[r][i], splat(above[r][i]), splat(below[r][i]));
        }
        store_four(pixels, faintest, first_row + r, column, images);
    }
}

static inline void clear_rows(int32_t rows, int32_t first_row, int32_t column,
                              float *const images[TOGETHER]) {
    for (int32_t r = 0; r < rows; r++) {
        for (int32_t i = 0; i < TOGETHER; i++) {
            int32_t row = is_inverted(i) ? INK_SIDE - 1 - first_row - r : first_row + r;
            int32_t to_column = is_mirrored(i) ? INK_SIDE - INK_LANES - column : column;
            ink_store4(images[i] + row * INK_SIDE + to_column, ink_splat4(0.0f));
        }
    }
}

static void distort_all(const InkDistortion *d, InkRng *const rngs[], int32_t count, float faintest,
                        const uint8_t *const pixels[TOGETHER], float *const images[TOGETHER]) {
    /* All wider or all narrower, but each by its own amount. */
    uint16_t shares[TOGETHER] = {0};
    bool wider = false;
    for (int32_t i = 0; i < count; i++) {
        float change = draw_symmetric(rngs[i], d->thickness);
        if (i == 0) wider = change > 0.0f;
        shares[i] = (uint16_t)(fabsf(change) * 127.5f + 0.5f);
    }
    ControlGrid grid;
    place_controls(d, rngs[0], &grid);
    Paper paper;
    Box ink = lay_on_paper(pixels, &paper);
    if (d->thickness > 0.0f && ink.top < ink.bottom) {
        U16x8 all;
        memcpy(&all, shares, sizeof all);
        if (wider)
            ink = widen(ink, all, &paper);
        else
            narrow(ink, all, &paper);
    }
    for (int32_t cell = 0; cell < CELLS; cell++) {
        int32_t top = cell * CELL, rows = INK_SIDE - top < CELL ? INK_SIDE - top : CELL;
        for (int32_t v = 0; v < VECTORS; v++) {
            Curve x = make_curve(grid.x[cell][v], grid.x[cell + 1][v], grid.x[cell + 2][v]);
            Curve y = make_curve(grid.y[cell][v], grid.y[cell + 1][v], grid.y[cell + 2][v]);
            Box box = box_of(x, y);
            bool is_blank = box.right <= ink.left || box.left >= ink.right ||
                            box.bottom <= ink.top || box.top >= ink.bottom;
            if (is_blank)
                clear_rows(rows, top, v * INK_LANES, images);
            else
                sample_rows(&paper, x, y, rows, faintest, top, v * INK_LANES, images);
        }
    }
}

static void distort_some(const InkDistortion *d, InkRng *const rngs[], int32_t count,
                         float faintest, const uint8_t *const pixels[], float *const images[]) {
    static const uint8_t blank[INK_PIXELS];
    float unused[INK_PIXELS];
    const uint8_t *from[TOGETHER];
    float *to[TOGETHER];
    for (int32_t i = 0; i < TOGETHER; i++) {
        from[i] = i < count ? pixels[i] : blank;
        to[i] = i < count ? images[i] : unused;
    }
    distort_all(d, rngs, count, faintest, from, to);
}

void ink_distort(const InkDistortion *d, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]) {
    distort_some(d, &rng, 1, 0.0f, &pixels, &image);
}

void ink_distort_together(const InkDistortion *d, InkRng *const rngs[], int32_t count,
                          const uint8_t *const pixels[], float *const images[]) {
    distort_some(d, rngs, count, 1.0f / 16.0f, pixels, images);
}
