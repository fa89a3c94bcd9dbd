/* Distortion by inverse mapping: for each pixel of the new image, the place in the old one where
 * its ink comes from, and the ink there, interpolated between four pixels.
 *
 * The places come from a coarse net of points, joined by quadratic B-splines. Such splines follow
 * any straight line exactly, so that moving the net's points by an affine map (rotation, scale,
 * shear, shift) moves every pixel by it, and pushing each of them a little at random bends the paper
 * smoothly: elastic distortion after Simard, Steinkraus and Platt, "Best Practices for
 * Convolutional Neural Networks Applied to Visual Document Analysis", 2003. */
#include "distort.h"

#include <math.h>
#include <string.h>

enum {
    MARGIN = 3,                  /* blank columns left of the image, and rows above it */
    STRIDE = 32,                 /* bytes in a row of the paper */
    ROWS = STRIDE + 2,           /* rows of the paper */
    PAPER = ROWS * STRIDE,
    LAST = PAPER - STRIDE,
    CELL = 8,           /* pixels between points of the net */
    CELLS = 4,          /* cells that cover a side of the image */
    POINTS = CELLS + 2, /* points of a side: each cell lies between those of three */
    NET_STRIDE = 8      /* floats in a row of the net */
};

static const float CENTER = (float)(INK_SIDE - 1) / 2.0f;

/* Where t = 0, 1/8 .. 7/8 of a cell lie. */
static const float STEPS[CELL] = {0.0f, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 0.75f, 0.875f};

/* Where in the old image, in pixels of the paper with its margins, the net's points come from.
 * Point i, j belongs at row i CELL - CELL / 2 and column j CELL - CELL / 2 of the new image. */
typedef struct {
    float x[POINTS][NET_STRIDE], y[POINTS][NET_STRIDE];
} Net;

static bool within(float value, float most) {
    return value >= 0.0f && value <= most;
}

bool ink_distortion_is_valid(const InkDistortion *d) {
    return within(d->shift, 8.0f) && within(d->rotation, 90.0f) && within(d->scale, 0.5f) &&
           within(d->shear, 1.0f) && within(d->elastic, 4.0f) && within(d->thickness, 2.0f);
}

bool ink_distortion_is_none(const InkDistortion *d) {
    return d->shift == 0.0f && d->rotation == 0.0f && d->scale == 0.0f && d->shear == 0.0f &&
           d->elastic == 0.0f && d->thickness == 0.0f;
}

/* Uniform in -most to most. */
static float draw(InkRng *rng, float most) {
    return most * ((float)(ink_rng_u32(rng) >> 8) * (1.0f / 8388608.0f) - 1.0f);
}

static void place_net(const InkDistortion *d, InkRng *rng, Net *net) {
    float right = draw(rng, d->shift), down = draw(rng, d->shift);
    float angle = draw(rng, d->rotation) * 0.0174532925f;
    float width = 1.0f + draw(rng, d->scale), height = 1.0f + draw(rng, d->scale);
    float shear = draw(rng, d->shear);

    /* The way back: new minus shift, rotated back, sheared back, scaled back. */
    float cosine = cosf(angle), sine = sinf(angle);
    float xx = (cosine - shear * sine) / width, xy = (sine + shear * cosine) / width;
    float yx = -sine / height, yy = cosine / height;
    for (int32_t i = 0; i < POINTS; i++) {
        float y = (float)(i * CELL - CELL / 2) - CENTER - down;
        for (int32_t j = 0; j < POINTS; j++) {
            float x = (float)(j * CELL - CELL / 2) - CENTER - right;
            net->x[i][j] = xx * x + xy * y + CENTER + (float)MARGIN + draw(rng, d->elastic);
            net->y[i][j] = yx * x + yy * y + CENTER + (float)MARGIN + draw(rng, d->elastic);
        }
    }
}

/* One coordinate of where the pixels of a row come from: the net's splines down to the row, then
 * along it. */
static void follow_net(const float points[POINTS][NET_STRIDE], int32_t row,
                       float places[CELLS * CELL]) {
    const float(*above)[NET_STRIDE] = points + row / CELL;
    float t = STEPS[row % CELL];
    float w0 = 0.5f * (1.0f - t) * (1.0f - t), w1 = 0.5f + t * (1.0f - t), w2 = 0.5f * t * t;
    float across[NET_STRIDE];
    for (int32_t j = 0; j < POINTS; j++)
        across[j] = w0 * above[0][j] + w1 * above[1][j] + w2 * above[2][j];
    for (int32_t cell = 0; cell < CELLS; cell++) {
        const float *c = across + cell;
        /* The same weights, as start + t (slope + t bend). */
        float start = 0.5f * (c[0] + c[1]), slope = c[1] - c[0];
        float bend = 0.5f * (c[0] + c[2]) - c[1];
        for (int32_t i = 0; i < CELL; i++)
            places[cell * CELL + i] = start + STEPS[i] * (slope + STEPS[i] * bend);
    }
}

static uint8_t larger(uint8_t a, uint8_t b) {
    return a > b ? a : b;
}

static uint8_t smaller(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

/* The largest ink of each pixel and the four beside it. The outermost rows stay as they are. In one
 * loop instead of two, Clang 14 would carry values from pixel to pixel and not use SIMD. */
static void dilate(const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t i = STRIDE; i < LAST; i++)
        to[i] = larger(from[i], larger(from[i - STRIDE], from[i + STRIDE]));
    for (int32_t i = STRIDE; i < LAST; i++)
        to[i] = larger(to[i], larger(from[i - 1], from[i + 1]));
}

/* The smallest. */
static void erode(const uint8_t *restrict from, uint8_t *restrict to) {
    for (int32_t i = STRIDE; i < LAST; i++)
        to[i] = smaller(from[i], smaller(from[i - STRIDE], from[i + STRIDE]));
    for (int32_t i = STRIDE; i < LAST; i++)
        to[i] = smaller(to[i], smaller(from[i - 1], from[i + 1]));
}

/* Makes lines wider, or narrower where negative, by so many pixels: -2 to 2. A full dilation adds a
 * pixel on each side, so that half of the wanted width is the share of it that is mixed in.
 *
 * Narrower takes off only what an erosion removes and a dilation after it would bring back. A line
 * too thin to survive the erosion is not brought back, so it is kept as it is. */
static void thicken(uint8_t *restrict paper, float pixels) {
    uint8_t low[PAPER] = {0}, high[PAPER] = {0};
    uint16_t share = (uint16_t)(fabsf(pixels) * 127.5f + 0.5f);
    if (pixels > 0.0f) {
        dilate(paper, high);
        for (int32_t i = 0; i < LAST; i++)
            paper[i] += (uint8_t)((uint16_t)(share * (uint16_t)(high[i] - paper[i]) + 128) >> 8);
    } else {
        erode(paper, low);
        dilate(low, high);
        for (int32_t i = 0; i < LAST; i++)
            paper[i] -= (uint8_t)((uint16_t)(share * (uint16_t)(high[i] - low[i]) + 128) >> 8);
    }
}

static int32_t clamp(int32_t cell) {
    cell = cell > 0 ? cell : 0;
    return cell < STRIDE ? cell : STRIDE;
}

void ink_distort(const InkDistortion *d, InkRng *rng, const uint8_t pixels[INK_PIXELS],
                 float image[INK_PIXELS]) {
    uint8_t paper[PAPER] = {0};
    for (int32_t row = 0; row < INK_SIDE; row++) {
        memcpy(paper + (row + MARGIN) * STRIDE + MARGIN, pixels + row * INK_SIDE, INK_SIDE);
    }
    float thickness = draw(rng, d->thickness);
    if (thickness != 0.0f) thicken(paper, thickness);

    /* Each pixel with the one below it, so that two of these are the four neighbours of a place. */
    uint16_t pairs[PAPER];
    for (int32_t i = 0; i < LAST; i++)
        pairs[i] = (uint16_t)(paper[i] | paper[i + STRIDE] << 8);

    Net net;
    place_net(d, rng, &net);
    for (int32_t row = 0; row < INK_SIDE; row++) {
        float x[CELLS * CELL], y[CELLS * CELL];
        int32_t first[INK_SIDE];
        uint32_t four[INK_SIDE];
        follow_net(net.x, row, x);
        follow_net(net.y, row, y);
        for (int32_t i = 0; i < INK_SIDE; i++) {
            int32_t column = clamp((int32_t)x[i]), line = clamp((int32_t)y[i]);
            first[i] = line * STRIDE + column;
            x[i] -= (float)column;
            y[i] -= (float)line;
        }
        for (int32_t i = 0; i < INK_SIDE; i++)
            four[i] = pairs[first[i]] | (uint32_t)pairs[first[i] + 1] << 16;
        float *out = image + row * INK_SIDE;
        for (int32_t i = 0; i < INK_SIDE; i++) {
            float left = (float)(int32_t)(four[i] & 255), right = (float)(int32_t)(four[i] >> 16 & 255);
            float left_below = (float)(int32_t)(four[i] >> 8 & 255), right_below = (float)(int32_t)(four[i] >> 24);
            float above = left + x[i] * (right - left);
            float below = left_below + x[i] * (right_below - left_below);
            out[i] = (above + y[i] * (below - above)) * (1.0f / 255.0f);
        }
    }
}
