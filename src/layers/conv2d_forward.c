/* The forward pass of a convolution: tiles of four positions by eight channels, or, where an image
 * is mostly blank, from each inked pixel to the outputs that see it. */
#include "base/parallel.h"
#include "kernels/tile.h"
#include "layers/conv2d.h"

#include <string.h>

/* Copies the weights into the two orders that the products need. */
void ink_conv_prepare(const InkLayer *layer, int32_t part, int32_t parts) {
    InkConvPlan p = ink_conv_plan(layer, NULL);
    const float *w = layer->parameters;
    int32_t depth = p.size * p.kernel_row;
    int32_t panels = (p.out + INK_TILE_COLUMNS - 1) / INK_TILE_COLUMNS;
    int32_t end = INK_TILE_COLUMNS * ink_share(panels, part + 1, parts);
    for (int32_t first = INK_TILE_COLUMNS * ink_share(panels, part, parts); first < end;
         first += INK_TILE_COLUMNS) {
        float *panel = p.panels + (ptrdiff_t)first * depth;
        for (int32_t d = 0; d < depth; d++) {
            for (int32_t j = 0; j < INK_TILE_COLUMNS; j++) {
                *panel++ = first + j < p.out ? w[(ptrdiff_t)d * p.out + first + j] : 0.0f;
            }
        }
    }
    int32_t last = ink_share(p.out, part + 1, parts);
    for (int32_t o = ink_share(p.out, part, parts); o < last; o++) {
        for (int32_t i = 0; i < p.size; i++) {
            float *row = p.transposed + ((ptrdiff_t)o * p.size + i) * p.kernel_stride;
            for (int32_t j = 0; j < p.kernel_row; j++)
                row[j] = w[((ptrdiff_t)i * p.kernel_row + j) * p.out + o];
        }
    }
}

/* Copies a sample inside its border, which is already zero. */
static void pad_sample(const InkConvPlan *p, InkShape shape, const float *x, float *padded) {
    if (p->padding == 0) {
        memcpy(padded, x, sizeof(float) * (size_t)ink_shape_size(shape));
        return;
    }
    size_t row_bytes = sizeof(float) * (size_t)shape.width * (size_t)shape.channels;
    for (int32_t r = 0; r < shape.height; r++) {
        memcpy(padded + (ptrdiff_t)(r + p->padding) * p->row + p->padding * p->in,
               x + (ptrdiff_t)r * shape.width * shape.channels, row_bytes);
    }
}

/* Computes channels first to first + 7 at `rows` consecutive positions. rows is a constant at every
 * call site. */
static inline __attribute__((always_inline)) void convolve(const InkConvPlan *p,
                                                           const float *padded, const float *panel,
                                                           const float *bias, int32_t position,
                                                           int32_t first, float *y, int32_t rows) {
    const float *at[INK_TILE_ROWS];
    int32_t columns = p->out - first;
    bool full = columns >= INK_TILE_COLUMNS;
    InkTile sums;
    InkF32x4 left = full ? ink_load4(bias + first) : ink_load_some(bias + first, columns);
    InkF32x4 right = full ? ink_load4(bias + first + INK_LANES)
                          : ink_load_some(bias + first + INK_LANES, columns - INK_LANES);
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        at[r] = padded + ink_conv_corner(p, position + r);
        sums[r][0] = left;
        sums[r][1] = right;
    }
    for (int32_t i = 0; i < p->size; i++) {
        ink_tile_add(sums, at, 1, panel, p->kernel_row, rows);
        INK_UNROLL for (int32_t r = 0; r < rows; r++) at[r] += p->row;
        panel += p->kernel_row * INK_TILE_COLUMNS;
    }
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        float *to = y + (ptrdiff_t)(position + r) * p->out + first;
        if (full) {
            ink_store4(to, sums[r][0]);
            ink_store4(to + INK_LANES, sums[r][1]);
        } else {
            ink_store_some(to, sums[r][0], columns);
            ink_store_some(to + INK_LANES, sums[r][1], columns - INK_LANES);
        }
    }
}

/* The same for a first convolution, which has one input channel: four neighboring positions share
 * most of their input values, and most of those are blank paper. inked: a bit for each column
 * of each row of the padded input that has ink, or NULL. size, at most 5, is a constant at every
 * call site, and all eight channels exist. */
static inline __attribute__((always_inline)) void
convolve_one_channel(const InkConvPlan *p, const float *padded, const uint64_t *inked,
                     const float *panel, const float *bias, int32_t position, int32_t first,
                     float *y, int32_t size) {
    const uint32_t seen = (1u << (size + INK_TILE_ROWS - 1)) - 1;
    int32_t row = position / p->out_width, column = position % p->out_width;
    const float *at = padded + row * p->row + column;
    InkTile sums;
    INK_UNROLL for (int32_t r = 0; r < INK_TILE_ROWS; r++) {
        sums[r][0] = ink_load4(bias + first);
        sums[r][1] = ink_load4(bias + first + INK_LANES);
    }
    for (int32_t i = 0; i < size; i++, at += p->row, panel += size * INK_TILE_COLUMNS) {
        if (inked ? ((uint32_t)(inked[row + i] >> column) & seen) == 0 : ink_all_zero(at)) continue;
        INK_UNROLL for (int32_t c = 0; c < size + INK_TILE_ROWS - 1; c++) {
            InkF32x4 value = ink_splat4(at[c]);
            INK_UNROLL for (int32_t r = 0; r < INK_TILE_ROWS; r++) {
                int32_t j = c - r; /* position r sees value c through column j of the kernel */
                if (j < 0 || j >= size) continue;
                const float *w = panel + j * INK_TILE_COLUMNS;
                sums[r][0] = ink_muladd4(value, ink_load4(w), sums[r][0]);
                sums[r][1] = ink_muladd4(value, ink_load4(w + INK_LANES), sums[r][1]);
            }
        }
    }
    INK_UNROLL for (int32_t r = 0; r < INK_TILE_ROWS; r++) {
        float *to = y + (ptrdiff_t)(position + r) * p->out + first;
        ink_store4(to, sums[r][0]);
        ink_store4(to + INK_LANES, sums[r][1]);
    }
}

/* The most rows, and columns, of a padded input of a layer that follows ink: its kernel is at most
 * 5 wide, and its padding less than that. */
enum { MOST_INKED = INK_SIDE + 2 * (5 - 1) };
_Static_assert((int)MOST_INKED <= 64, "a bit for each column");

/* Lists the ink of a sample, and marks its columns in each row of the padded input. */
static void list_ink(const InkLayer *layer, const InkConvPlan *p, const float *x, int32_t b,
                     uint64_t inked[MOST_INKED]) {
    InkShape in = layer->input;
    InkEntry *ink = p->ink + (ptrdiff_t)b * ink_shape_size(in);
    int32_t count = ink_sparse_list(x, ink_shape_size(in), ink), row = 0;
    p->inked[b] = count;
    memset(inked, 0, sizeof *inked * MOST_INKED);
    for (const InkEntry *end = ink + count; ink < end; ink++) {
        while (ink->index >= (row + 1) * in.width)
            row++;
        int32_t column = ink->index - row * in.width;
        inked[row + p->padding] |= (uint64_t)1 << (column + p->padding);
        ink->index = (row + p->padding) << 16 | (column + p->padding);
    }
}

/* Adds an inked pixel, times one column of the kernel, to an output. */
static inline __attribute__((always_inline)) void spread(float *to, InkF32x4 ink, const float *w,
                                                         int32_t vectors) {
    INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
        float *sums = to + v * INK_LANES;
        ink_store4(sums, ink_muladd4(ink, ink_load4(w + v * INK_LANES), ink_load4(sums)));
    }
}

/* The same for a whole image of one channel that is mostly blank: goes from each pixel with ink to
 * the outputs that see it, in the order of the pixels, so that each output's sum is formed in the
 * same order as above. size, and vectors, a quarter of the channels, are constants at every call
 * site. */
static inline __attribute__((always_inline)) void spread_ink(const InkConvPlan *p,
                                                             const InkEntry *ink, int32_t count,
                                                             const float *w, float *y, int32_t size,
                                                             int32_t vectors) {
    ptrdiff_t out = (ptrdiff_t)vectors * INK_LANES;
    int32_t out_height = p->positions / p->out_width;
    const float *bias = w + size * size * out;
    for (int32_t position = 0; position < p->positions; position++) {
        INK_UNROLL for (int32_t v = 0; v < vectors; v++)
            ink_store4(y + position * out + v * INK_LANES, ink_load4(bias + v * INK_LANES));
    }
    for (const InkEntry *end = ink + count; ink < end; ink++) {
        int32_t row = ink_conv_row(ink), column = ink_conv_column(ink);
        int32_t first_j = column < p->out_width ? 0 : column - p->out_width + 1;
        int32_t last_j = column < size ? column + 1 : size;
        InkF32x4 value = ink_splat4(ink->value);
        int32_t first_i = row < out_height ? 0 : row - out_height + 1;
        int32_t last_i = row < size ? row + 1 : size;
        float *to = y + ((ptrdiff_t)(row - first_i) * p->out_width + column) * out;
        const float *from = w + first_i * size * out;
        for (int32_t i = first_i; i < last_i; i++, to -= p->out_width * out, from += size * out) {
            /* Column j of the kernel is over this pixel at the output j to the left. */
            if (first_j == 0 && last_j == size) {
                INK_UNROLL for (int32_t j = 0; j < size; j++)
                    spread(to - j * out, value, from + j * out, vectors);
            } else {
                for (int32_t j = first_j; j < last_j; j++)
                    spread(to - j * out, value, from + j * out, vectors);
            }
        }
    }
}

/* With fused multiply-adds, tiles in registers are just as fast for fewer channels. */
#ifdef __wasm_relaxed_simd__
enum { MIN_CHANNELS_TO_SPREAD = 12 };
#else
enum { MIN_CHANNELS_TO_SPREAD = 8 };
#endif

/* Convolves sample b by spread_ink, if that is faster; otherwise returns false. */
static bool forward_ink(const InkConvPlan *p, const InkLayer *layer, int32_t b, float *y) {
    int32_t pixels = ink_shape_size(layer->input), count = p->inked[b];
    const InkEntry *ink = p->ink + (ptrdiff_t)b * pixels;
    if (p->out < MIN_CHANNELS_TO_SPREAD || 3 * count > pixels) return false;
    const float *w = layer->parameters;
    if (p->size == 5 && p->out == 8)
        spread_ink(p, ink, count, w, y, 5, 2);
    else if (p->size == 5 && p->out == 12)
        spread_ink(p, ink, count, w, y, 5, 3);
    else if (p->size == 5 && p->out == 16)
        spread_ink(p, ink, count, w, y, 5, 4);
    else if (p->size == 3 && p->out == 8)
        spread_ink(p, ink, count, w, y, 3, 2);
    else if (p->size == 3 && p->out == 16)
        spread_ink(p, ink, count, w, y, 3, 4);
    else
        return false;
    return true;
}

void ink_conv_forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    InkConvPlan p = ink_conv_plan(layer, NULL);
    int32_t depth = p.size * p.kernel_row;
    const float *bias = layer->parameters + (ptrdiff_t)depth * p.out;
    bool by_ink = ink_conv_follows_ink(layer);
    for (int32_t b = pass->first; b < pass->last; b++) {
        const float *image = x + (ptrdiff_t)b * ink_shape_size(layer->input);
        const float *padded = ink_conv_padded(&p, x, b);
        if (p.padded) pad_sample(&p, layer->input, image, p.padded + (ptrdiff_t)b * p.sample);
        float *out = y + (ptrdiff_t)b * p.positions * p.out;
        uint64_t inked[MOST_INKED];
        if (by_ink) {
            list_ink(layer, &p, image, b, inked);
            if (forward_ink(&p, layer, b, out)) continue;
        }
        for (int32_t first = 0; first < p.out; first += INK_TILE_COLUMNS) {
            const float *panel = p.panels + (ptrdiff_t)first * depth;
            bool one_channel = p.in == 1 && p.stride == 1 && p.out_width % INK_TILE_ROWS == 0 &&
                               p.out - first >= INK_TILE_COLUMNS;
            int32_t position = 0;
            for (; position + INK_TILE_ROWS <= p.positions; position += INK_TILE_ROWS) {
                if (one_channel && p.size == 5) {
                    convolve_one_channel(&p, padded, by_ink ? inked : NULL, panel, bias, position,
                                         first, out, 5);
                } else if (one_channel && p.size == 3) {
                    convolve_one_channel(&p, padded, by_ink ? inked : NULL, panel, bias, position,
                                         first, out, 3);
                } else {
                    convolve(&p, padded, panel, bias, position, first, out, INK_TILE_ROWS);
                }
            }
            for (; position < p.positions; position++)
                convolve(&p, padded, panel, bias, position, first, out, 1);
        }
    }
}
