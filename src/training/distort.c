/* Distortion by inverse mapping: for each pixel of the new image, the place in the old one that its
 * ink comes from, and the ink there, interpolated between four pixels.
 *
 * The places come from a coarse net of points, joined by quadratic B-splines. Such splines follow
 * a straight line exactly, so that moving the net's points by an affine map (rotation, scale,
 * shear, shift) moves every pixel by it; and pushing each point a little at random bends the paper
 * smoothly, as elastic distortion does in Simard, Steinkraus and Platt, "Best Practices for
 * Convolutional Neural Networks Applied to Visual Document Analysis", 2003. */
#include "training/distort.h"
#include "base/simd.h"

#include <math.h>
#include <string.h>

enum {
    /* The paper is the old image with a blank margin around it. Wider lines may reach into that,
     * but its first two rows and columns stay blank. Rows follow each other without a gap: right of
     * a row's end is the next one's blank start. */
    MARGIN = 3,
    PAPER_SIDE = 32,
    PAPER_ROWS = PAPER_SIDE + 2, /* the last rows have neighbours below them, too */
    SECOND_ROW = PAPER_SIDE,     /* where it starts */
    LAST_ROW = (PAPER_ROWS - 1) * PAPER_SIDE,

    CELL = 8, /* pixels from one point of the net to the next */
    HALF_CELL = CELL / 2,
    CELLS = 4,                     /* cells along a side; the last is only half used */
    POINTS = CELLS + 2,            /* a spline's course through a cell takes three points */
    VECTORS = INK_SIDE / INK_LANES /* vectors of pixels in a row */
};

typedef int32_t InkI32x4 __attribute__((vector_size(16)));
typedef uint32_t InkU32x4 __attribute__((vector_size(16)));

static bool within(float value, float most) {
    return value >= 0.0f && value <= most;
}

bool ink_distortion_is_valid(const InkDistortion *d) {
    return within(d->shift, 8.0f) && within(d->rotation, 90.0f) && within(d->scale, 0.5f) &&
           within(d->shear, 1.0f) && within(d->elastic, 4.0f) && within(d->thickness, 2.0f);
}

/* Uniform in -most to most. */
static float draw(InkRng *rng, float most) {
    return most * ((float)(int32_t)(ink_rng_u32(rng) >> 8) * (1.0f / 8388608.0f) - 1.0f);
}

/* ---- the net ------------------------------------------------------------------------------- */

/* Four splines' course through a cell, where t goes from 0 to 1: start + t (slope + t bend). */
typedef struct {
    InkF32x4 start, slope, bend;
} Curve;

/* The weights of the three points are (1 - t)^2 / 2, 1/2 + t - t^2 and t^2 / 2. */
static inline Curve curve_of(InkF32x4 before, InkF32x4 middle, InkF32x4 after) {
    Curve curve = {0.5f * (before + middle), middle - before, 0.5f * (before + after) - middle};
    return curve;
}

static inline InkF32x4 follow(Curve curve, InkF32x4 t) {
    return ink_muladd4(ink_muladd4(curve.bend, t, curve.slope), t, curve.start);
}

/* The net's points, already joined along the rows: row i of it at each pixel's column. Its points
 * lie CELL pixels apart, the first of them CELL / 2 pixels above and left of the image's first. */
typedef struct {
    InkF32x4 x[POINTS][VECTORS], y[POINTS][VECTORS];
} Net;

static void join(const float points[POINTS], InkF32x4 row[VECTORS]) {
    const InkF32x4 halves[2] = {{0.0f, 0.125f, 0.25f, 0.375f}, {0.5f, 0.625f, 0.75f, 0.875f}};
    for (int32_t v = 0; v < VECTORS; v++) {
        const float *p = points + v / 2;
        row[v] =
            follow(curve_of(ink_splat4(p[0]), ink_splat4(p[1]), ink_splat4(p[2])), halves[v % 2]);
    }
}

static void place_net(const InkDistortion *d, InkRng *rng, Net *net) {
    float right = draw(rng, d->shift), down = draw(rng, d->shift);
    float angle = draw(rng, d->rotation) * 0.0174532925f;
    float width = 1.0f + draw(rng, d->scale), height = 1.0f + draw(rng, d->scale);
    float shear = draw(rng, d->shear);

    /* From new to old: shifted back, rotated back, sheared back, scaled back, about the middle. */
    const float middle = (float)(INK_SIDE - 1) / 2.0f;
    float cosine = cosf(angle), sine = sinf(angle);
    float xx = (cosine - shear * sine) / width, xy = (sine + shear * cosine) / width;
    float yx = -sine / height, yy = cosine / height;
    for (int32_t i = 0; i < POINTS; i++) {
        float from_x[POINTS], from_y[POINTS];
        float y = (float)(i * CELL - HALF_CELL) - middle - down;
        for (int32_t j = 0; j < POINTS; j++) {
            float x = (float)(j * CELL - HALF_CELL) - middle - right;
            from_x[j] = xx * x + xy * y + middle + (float)MARGIN + draw(rng, d->elastic);
            from_y[j] = yx * x + yy * y + middle + (float)MARGIN + draw(rng, d->elastic);
        }
        join(from_x, net->x[i]);
        join(from_y, net->y[i]);
    }
}

/* ---- the paper ----------------------------------------------------------------------------- */

static inline uint8_t larger(uint8_t a, uint8_t b) {
    return a > b ? a : b;
}

static inline uint8_t smaller(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

/* The most ink in each pixel and the four around it. In one loop instead of two, Clang 14 would
 * hand values on from pixel to pixel instead of using SIMD. */
static void dilate(const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = larger(from[i], larger(from[i - PAPER_SIDE], from[i + PAPER_SIDE]));
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = larger(to[i], larger(from[i - 1], from[i + 1]));
}

/* The least ink. */
static void erode(const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = smaller(from[i], smaller(from[i - PAPER_SIDE], from[i + PAPER_SIDE]));
    for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
        to[i] = smaller(to[i], smaller(from[i - 1], from[i + 1]));
}

static inline uint8_t share_of(uint16_t share, uint8_t ink) {
    return (uint8_t)((uint16_t)(share * ink + 128) >> 8);
}

/* Makes lines wider, or narrower where negative, by -2 to 2 pixels. A dilation adds a pixel on both
 * sides of a line, so that for half as many pixels half of the added ink is right.
 *
 * Only such ink is taken off as an erosion takes off and a dilation after it brings back. A line
 * too thin to outlive the erosion is not brought back; it stays as it is. */
static void thicken(uint8_t *restrict paper, float pixels) {
    uint8_t low[PAPER_ROWS * PAPER_SIDE] = {0}, high[PAPER_ROWS * PAPER_SIDE] = {0};
    uint16_t share = (uint16_t)(fabsf(pixels) * 127.5f + 0.5f);
    if (pixels > 0.0f) {
        dilate(paper, high);
        for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
            paper[i] += share_of(share, high[i] - paper[i]);
    } else {
        erode(paper, low);
        dilate(low, high);
        for (int32_t i = SECOND_ROW; i < LAST_ROW; i++)
            paper[i] -= share_of(share, high[i] - low[i]);
    }
}

/* A pixel, the one below it, and the same to the right, from the lowest byte up: WebAssembly loads
 * the first number into the low half, as do the processors of today. */
static inline uint32_t two_pairs(const uint16_t *pairs) {
    uint32_t four;
    memcpy(&four, pairs, sizeof four);
    return four;
}

static inline InkF32x4 low_bytes(InkU32x4 values) {
    return __builtin_convertvector((InkI32x4)(values & 255), InkF32x4);
}

/* The ink at four places of the paper, 0 to 1. */
static inline InkF32x4 ink_at(const uint16_t *pairs, InkF32x4 x, InkF32x4 y) {
    InkI32x4 column = __builtin_convertvector(x, InkI32x4);
    InkI32x4 row = __builtin_convertvector(y, InkI32x4);
    /* What lies off the paper is as blank as its first corner. */
    InkI32x4 is_on_paper = ((column | row) & ~(PAPER_SIDE - 1)) == 0;
    InkU32x4 first = (InkU32x4)((row * PAPER_SIDE + column) & is_on_paper);
    uint32_t a = two_pairs(pairs + first[0]), b = two_pairs(pairs + first[1]);
    uint32_t c = two_pairs(pairs + first[2]), d = two_pairs(pairs + first[3]);
    if ((a | b | c | d) == 0) return ink_splat4(0.0f); /* as most of the paper is */
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
    float wider = draw(rng, d->thickness);
    if (wider != 0.0f) thicken(paper, wider);

    uint16_t pairs[LAST_ROW];
    for (int32_t i = 0; i < LAST_ROW; i++)
        pairs[i] = (uint16_t)(paper[i] | paper[i + PAPER_SIDE] << 8);

    Net net;
    place_net(d, rng, &net);
    for (int32_t cell = 0; cell < CELLS; cell++) {
        int32_t top = cell * CELL, rows = INK_SIDE - top < CELL ? INK_SIDE - top : CELL;
        for (int32_t v = 0; v < VECTORS; v++) {
            Curve x = curve_of(net.x[cell][v], net.x[cell + 1][v], net.x[cell + 2][v]);
            Curve y = curve_of(net.y[cell][v], net.y[cell + 1][v], net.y[cell + 2][v]);
            InkF32x4 t = ink_splat4(0.0f);
            for (int32_t row = 0; row < rows; row++, t += 1.0f / (float)CELL) {
                ink_store4(image + (top + row) * INK_SIDE + v * INK_LANES,
                           ink_at(pairs, follow(x, t), follow(y, t)));
            }
        }
    }
}
