/* Convolution: a small kernel of weights slides over the image; at each position it produces
 * one output per channel.
 *
 *     y[b][r][c][o] = bias[o] + sum over i, j < size and k < in of
 *                               x[b][r stride + i - padding][c stride + j - padding][k]
 * w[i][j][k][o]
 *
 * Parameters: w[size][size][in][out], then bias[out].
 *
 * The values under one row of the kernel, x[..][c .. c + size - 1][..], are contiguous in memory,
 * size * in of them. A convolution is therefore a matrix product whose rows are the positions, in
 * `size` pieces each, and can use the same tiles without an im2col copy.
 *
 * If a max pooling or ReLU layer follows, most of dy is zero. The backward pass lists the nonzero
 * values and skips the rest. */
#include "base/parallel.h"
#include "kernels/sparse.h"
#include "kernels/tile.h"
#include "layers/initialize.h"
#include "layers/layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The layout of the scratch memory. Kernel rows are padded to whole vectors: whatever is read past
 * their end meets zero weights, or sums that are never used. */
typedef struct {
    int32_t size, in, out, padding, stride;
    int32_t height, width;             /* of the padded input */
    int32_t row;                       /* floats in a row of the padded input: width * in */
    int32_t out_width, positions;      /* outputs per row, and in total, of each channel */
    int32_t kernel_row, kernel_stride; /* floats in a kernel row, size * in, and in a padded one */
    int32_t sample;    /* floats in a padded input, including those read past its end */
    float *padded;     /* [max_batch][sample]: x with a border of zeros */
    float *padded_dx;  /* [max_batch][sample]: its gradient */
    float *panels;     /* [out / 8][size * kernel_row][8]: weights in tile order */
    float *transposed; /* [out][size][kernel_stride]: weights for dx */
    float *dw;         /* [out][size][kernel_stride]: their gradients over the minibatch */
    InkEntry *entries; /* [out][positions] */
    InkEntry *ink;     /* [max_batch][pixels]: see follows_ink */
    int32_t *inked;    /* [max_batch]: how many entries of ink there are */
} Plan;

static int32_t round_up(int32_t count, int32_t to) {
    return (count + to - 1) / to * to;
}

static int32_t stride_of(const InkLayerSpec *spec) {
    return spec->stride > 0 ? spec->stride : 1;
}

/* Whether this is a first convolution of a usual shape. Most of what it sees is blank paper, so it
 * goes from each pixel with ink to the outputs that see it. */
static bool follows_ink(const InkLayer *layer) {
#ifdef INK_READER /* short rather than fast */
    (void)layer;
    return false;
#else
    const InkLayerSpec *spec = &layer->spec;
    return layer->input.channels == 1 && stride_of(spec) == 1 &&
           (spec->size == 3 || spec->size == 5) && spec->units % INK_LANES == 0 &&
           layer->input.height <= INK_SIDE && layer->input.width <= INK_SIDE;
#endif
}

/* Computes the layout. If floats is NULL, points it into the layer's scratch memory; otherwise only
 * counts how many floats it needs. */
static Plan plan_of(const InkLayer *layer, int64_t *floats) {
    Plan p = {.size = layer->spec.size,
              .in = layer->input.channels,
              .out = layer->spec.units,
              .padding = layer->spec.padding,
              .stride = stride_of(&layer->spec)};
    p.height = layer->input.height + 2 * p.padding;
    p.width = layer->input.width + 2 * p.padding;
    p.row = p.width * p.in;
    p.out_width = layer->output.width;
    p.positions = layer->output.height * p.out_width;
    p.kernel_row = p.size * p.in;
    p.kernel_stride = round_up(p.kernel_row, INK_LANES);
    p.sample = round_up(p.height * p.row, INK_LANES) + INK_LANES;
    int64_t samples = (int64_t)layer->max_batch * p.sample;
    int64_t panels = (int64_t)round_up(p.out, INK_TILE_COLUMNS) * p.size * p.kernel_row;
    int64_t rows = (int64_t)p.out * p.size * p.kernel_stride;
    int64_t entries = (int64_t)p.out * p.positions;
    int64_t ink = follows_ink(layer) ? (int64_t)layer->max_batch * ink_shape_size(layer->input) : 0;
    if (!floats) {
        p.padded = layer->scratch;
        p.padded_dx = p.padded + samples;
        p.panels = p.padded_dx + samples;
        p.transposed = p.panels + panels;
        p.dw = p.transposed + rows;
        p.entries = (InkEntry *)(p.dw + rows);
        p.ink = p.entries + entries;
        p.inked = (int32_t *)(p.ink + ink);
    } else {
        int64_t entry = sizeof(InkEntry) / sizeof(float);
        *floats = 2 * samples + panels + 2 * rows + entry * (entries + ink);
        if (ink > 0) *floats += layer->max_batch;
    }
    return p;
}

static InkStatus configure(InkLayer *layer) {
    InkLayerSpec spec = layer->spec;
    InkShape in = layer->input;
    if (spec.padding >= spec.size) return INK_BAD_ARGUMENT;
    int32_t rows = in.height + 2 * spec.padding - spec.size;
    int32_t columns = in.width + 2 * spec.padding - spec.size;
    if (rows < 0 || columns < 0) return INK_TOO_SMALL;
    int32_t stride = stride_of(&spec);
    InkShape out = {rows / stride + 1, columns / stride + 1, spec.units};
    int64_t weights = (int64_t)spec.size * spec.size * in.channels * spec.units;
    if (weights + spec.units > INT32_MAX) return INK_BAD_LAYERS;
    layer->output = out;
    layer->parameter_count = (int32_t)weights + spec.units;
    plan_of(layer, &layer->scratch_size);
    return INK_OK;
}

static void initialize(const InkLayer *layer, InkRng *rng) {
    int32_t inputs = layer->spec.size * layer->spec.size * layer->input.channels;
    ink_initialize_he(layer->parameters, inputs, layer->spec.units, rng);
}

/* Copies the weights into the two orders that the products need. */
static void prepare(const InkLayer *layer) {
    Plan p = plan_of(layer, NULL);
    const float *w = layer->parameters;
    int32_t depth = p.size * p.kernel_row;
    for (int32_t first = 0; first < p.out; first += INK_TILE_COLUMNS) {
        float *panel = p.panels + (ptrdiff_t)first * depth;
        for (int32_t d = 0; d < depth; d++) {
            for (int32_t j = 0; j < INK_TILE_COLUMNS; j++) {
                *panel++ = first + j < p.out ? w[(ptrdiff_t)d * p.out + first + j] : 0.0f;
            }
        }
    }
    for (int32_t o = 0; o < p.out; o++) {
        for (int32_t i = 0; i < p.size; i++) {
            float *row = p.transposed + ((ptrdiff_t)o * p.size + i) * p.kernel_stride;
            for (int32_t j = 0; j < p.kernel_row; j++)
                row[j] = w[((ptrdiff_t)i * p.kernel_row + j) * p.out + o];
        }
    }
}

/* Copies a sample inside its border, which is already zero. */
static void pad_sample(const Plan *p, InkShape shape, const float *x, float *padded) {
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

/* The offset in the padded input of the kernel's upper left corner at a position. */
static int32_t corner_offset(const Plan *p, int32_t position) {
    return p->stride * (position / p->out_width * p->row + position % p->out_width * p->in);
}

/* Computes channels first to first + 7 at `rows` consecutive positions. rows is a constant at every
 * call site. */
static inline __attribute__((always_inline)) void convolve(const Plan *p, const float *padded,
                                                           const float *panel, const float *bias,
                                                           int32_t position, int32_t first,
                                                           float *y, int32_t rows) {
    const float *at[INK_TILE_ROWS];
    int32_t columns = p->out - first;
    bool full = columns >= INK_TILE_COLUMNS;
    InkTile sums;
    InkF32x4 left = full ? ink_load4(bias + first) : ink_load_some(bias + first, columns);
    InkF32x4 right = full ? ink_load4(bias + first + INK_LANES)
                          : ink_load_some(bias + first + INK_LANES, columns - INK_LANES);
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        at[r] = padded + corner_offset(p, position + r);
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
convolve_one_channel(const Plan *p, const float *padded, const uint64_t *inked, const float *panel,
                     const float *bias, int32_t position, int32_t first, float *y, int32_t size) {
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

/* The index of a sample's ink entries is their place in the padded image: row << 16 | column. */
static inline int32_t row_of(const InkEntry *ink) {
    return ink->index >> 16;
}

static inline int32_t column_of(const InkEntry *ink) {
    return ink->index & 0xffff;
}

/* The most rows, and columns, of a padded input of a layer that follows ink: its kernel is at most
 * 5 wide, and its padding less than that. */
enum { MOST_INKED = INK_SIDE + 2 * (5 - 1) };
_Static_assert((int)MOST_INKED <= 64, "a bit for each column");

/* Lists the ink of a sample, and marks its columns in each row of the padded input. */
static void list_ink(const InkLayer *layer, const Plan *p, const float *x, int32_t b,
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
static inline __attribute__((always_inline)) void spread_ink(const Plan *p, const InkEntry *ink,
                                                             int32_t count, const float *w,
                                                             float *y, int32_t size,
                                                             int32_t vectors) {
    ptrdiff_t out = (ptrdiff_t)vectors * INK_LANES;
    int32_t out_height = p->positions / p->out_width;
    const float *bias = w + size * size * out;
    for (int32_t position = 0; position < p->positions; position++) {
        INK_UNROLL for (int32_t v = 0; v < vectors; v++)
            ink_store4(y + position * out + v * INK_LANES, ink_load4(bias + v * INK_LANES));
    }
    for (const InkEntry *end = ink + count; ink < end; ink++) {
        int32_t row = row_of(ink), column = column_of(ink);
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
static bool forward_ink(const Plan *p, const InkLayer *layer, int32_t b, float *y) {
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

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    Plan p = plan_of(layer, NULL);
    int32_t depth = p.size * p.kernel_row;
    const float *bias = layer->parameters + (ptrdiff_t)depth * p.out;
    bool by_ink = follows_ink(layer);
    for (int32_t b = pass->first; b < pass->last; b++) {
        float *padded = p.padded + (ptrdiff_t)b * p.sample;
        const float *image = x + (ptrdiff_t)b * ink_shape_size(layer->input);
        pad_sample(&p, layer->input, image, padded);
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

enum { BITS = 32 };

/* A bit for each of the first `count` values, at most 32, that is not zero. */
static inline uint32_t nonzero_bits(const float *values, int32_t count) {
    uint32_t bits = 0;
    int32_t i = 0;
    for (; i + INK_LANES <= count && i < BITS; i += INK_LANES)
        bits |= ink_nonzero4(ink_load4(values + i)) << i;
    for (; i < count && i < BITS; i++)
        bits |= (uint32_t)(values[i] != 0.0f) << i;
    return bits;
}

/* By the chain rule, with dy = d loss / d y: the output at a position depends on all inputs under
 * the kernel, each through its own weight, so
 *     dx[r + i][c + j][k] += sum_o dy[r][c][o] w[i][j][k][o]     for every position r, c
 *     dw[i][j][k][o] = sum over positions of x[r + i][c + j][k] dy[r][c][o] */
static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    Plan p = plan_of(layer, NULL);
    InkShape in = layer->input;
    int32_t kernel = p.size * p.kernel_stride;
    for (int32_t b = pass->first; b < pass->last; b++) {
        float *padded = p.padded_dx + (ptrdiff_t)b * p.sample;
        memset(padded, 0, sizeof(float) * (size_t)p.sample);
        const float *dy_position = dy + (ptrdiff_t)b * p.positions * p.out;
        for (int32_t position = 0; position < p.positions; position++, dy_position += p.out) {
            InkEntry entries[INK_MAX_CHANNELS];
            int32_t count = 0;
            for (int32_t from = 0; from < p.out; from += BITS) {
                uint32_t bits = nonzero_bits(dy_position + from, p.out - from);
                for (; bits != 0; bits &= bits - 1) {
                    int32_t o = from + __builtin_ctz(bits);
                    entries[count++] = (InkEntry){.index = o * kernel, .value = dy_position[o]};
                }
            }
            ink_sparse_add_patches(padded + corner_offset(&p, position), p.row, p.size,
                                   p.kernel_stride, entries, count, p.transposed, p.kernel_stride);
        }
        if (p.padding == 0) {
            size_t size = (size_t)ink_shape_size(in);
            memcpy(dx + (ptrdiff_t)b * (ptrdiff_t)size, padded, sizeof(float) * size);
            continue;
        }
        size_t row_bytes = sizeof(float) * (size_t)in.width * (size_t)in.channels;
        for (int32_t r = 0; r < in.height; r++) {
            memcpy(dx + ((ptrdiff_t)b * in.height + r) * in.width * in.channels,
                   padded + (ptrdiff_t)(r + p.padding) * p.row + p.padding * p.in, row_bytes);
        }
    }
}

/* Hands over the gradients of channels first to last - 1: for each of the kernel's inputs, and for
 * the bias, as many as there are channels. */
static void hand_over(const InkLayer *layer, const InkPass *pass, const Plan *p, const float *dbias,
                      int32_t first, int32_t last) {
    float *parameters = layer->parameters + first;
    ptrdiff_t kernel = (ptrdiff_t)p->size * p->kernel_stride;
    for (int32_t i = 0; i < p->size; i++) {
        for (int32_t j = 0; j < p->kernel_row; j++, parameters += p->out) {
            const float *from = p->dw + (ptrdiff_t)i * p->kernel_stride + j;
            float row[INK_MAX_CHANNELS];
            for (int32_t o = first; o < last; o++)
                row[o - first] = from[o * kernel];
            pass->take(pass->context, parameters, row, last - first);
        }
    }
    pass->take(pass->context, parameters, dbias + first, last - first);
}

/* The most vectors of sums in gather_ink. */
enum { MAX_GATHERED = 12 };

/* Lists the nonzero gradients of channels first to last - 1, a list each, at all positions of a
 * sample, with the offset of the kernel's corner. */
static void list_gradients(const InkLayer *layer, const Plan *p, const float *dy, int32_t first,
                           int32_t last, int32_t *counts) {
    memset(counts + first, 0, sizeof *counts * (size_t)(last - first));
    for (int32_t r = 0; r < layer->output.height; r++) {
        int32_t at = r * p->stride * p->row;
        for (int32_t c = 0; c < p->out_width; c++, at += p->stride * p->in, dy += p->out) {
            for (int32_t from = first; from < last; from += BITS) {
                uint32_t bits = nonzero_bits(dy + from, last - from);
                for (; bits != 0; bits &= bits - 1) {
                    int32_t o = from + __builtin_ctz(bits);
                    p->entries[(ptrdiff_t)o * p->positions + counts[o]++] = (InkEntry){at, dy[o]};
                }
            }
        }
    }
}

/* One row of the kernel, `vectors` of its channels, over one sample: sums[size][vectors] plus each
 * pixel with ink times the gradients of the outputs that see it through that row. Both dy and the
 * kernel run over the channels first, so all of this is contiguous. size and vectors are constants
 * at every call site. */
static inline __attribute__((always_inline)) void gather_ink(const Plan *p, const InkEntry *ink,
                                                             int32_t count, const float *dy,
                                                             int32_t i, float *onto, int32_t size,
                                                             int32_t vectors) {
    InkF32x4 sums[MAX_GATHERED];
    INK_UNROLL for (int32_t s = 0; s < size * vectors; s++) sums[s] =
        ink_load4(onto + s * INK_LANES);
    const InkEntry *end = ink + count;
    int32_t out_height = p->positions / p->out_width;
    while (ink < end && row_of(ink) < i)
        ink++;
    while (ink < end && row_of(end - 1) >= out_height + i)
        end--;
    for (; ink < end; ink++) {
        int32_t column = column_of(ink);
        const float *from = dy + ((ptrdiff_t)(row_of(ink) - i) * p->out_width + column) * p->out;
        ptrdiff_t step = p->out;
        float edge[MAX_GATHERED * INK_LANES];
        if (column < size - 1 || column >= p->out_width) {
            /* Near an edge, some of these outputs don't exist. */
            for (int32_t j = 0; j < size; j++) {
                bool exists = column - j >= 0 && column - j < p->out_width;
                for (int32_t k = 0; k < vectors * INK_LANES; k++)
                    edge[(size - 1 - j) * vectors * INK_LANES + k] =
                        exists ? from[k - j * step] : 0.0f;
            }
            step = (ptrdiff_t)vectors * INK_LANES;
            from = edge + (size - 1) * step;
        }
        InkF32x4 value = ink_splat4(ink->value);
        INK_UNROLL for (int32_t j = 0; j < size; j++) {
            INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
                int32_t s = j * vectors + v;
                sums[s] = ink_muladd4(value, ink_load4(from - j * step + v * INK_LANES), sums[s]);
            }
        }
    }
    INK_UNROLL for (int32_t s = 0; s < size * vectors; s++)
        ink_store4(onto + s * INK_LANES, sums[s]);
}

/* sums[vectors] += dy at each position. */
static void sum_positions(const float *dy, int32_t positions, int32_t step, float *sums,
                          int32_t vectors) {
    for (int32_t v = 0; v < vectors; v++) {
        InkF32x4 sum = ink_load4(sums + v * INK_LANES);
        for (int32_t position = 0; position < positions; position++)
            sum += ink_load4(dy + (ptrdiff_t)position * step + v * INK_LANES);
        ink_store4(sums + v * INK_LANES, sum);
    }
}

/* backward_parameters of a layer that follows ink. Its parts are kernel rows times channels. */
static void gradient_from_ink(const InkLayer *layer, const InkPass *pass, const Plan *p,
                              const float *dy, float *onto, float scale) {
    int32_t size = p->size, pixels = ink_shape_size(layer->input);
    int32_t widest = MAX_GATHERED / size, all = p->out / INK_LANES;
    int32_t blocks = (all + widest - 1) / widest;
    int32_t first = ink_share(size * blocks, pass->part, pass->parts);
    int32_t last = ink_share(size * blocks, pass->part + 1, pass->parts);
    float *dw = p->dw, dbias[INK_MAX_CHANNELS] = {0};
    int32_t row = size * p->out; /* sums of a kernel row */
    for (int32_t unit = first; unit < last; unit++) {
        int32_t i = unit / blocks, block = unit % blocks;
        int32_t from = all * block / blocks, to = all * (block + 1) / blocks;
        memset(dw + i * row + from * size * INK_LANES, 0,
               sizeof(float) * (size_t)((to - from) * size * INK_LANES));
    }
    for (int32_t b = 0; b < pass->batch; b++) {
        const InkEntry *ink = p->ink + (ptrdiff_t)b * pixels;
        int32_t count = p->inked[b];
        for (int32_t unit = first; unit < last; unit++) {
            int32_t i = unit / blocks, block = unit % blocks;
            int32_t channel = all * block / blocks * INK_LANES;
            int32_t vectors = all * (block + 1) / blocks - all * block / blocks;
            const float *from = dy + (ptrdiff_t)b * p->positions * p->out + channel;
            float *sums = dw + i * row + channel * size;
            if (size == 5 && vectors == 2)
                gather_ink(p, ink, count, from, i, sums, 5, 2);
            else if (size == 5)
                gather_ink(p, ink, count, from, i, sums, 5, 1);
            else if (vectors == 4)
                gather_ink(p, ink, count, from, i, sums, 3, 4);
            else if (vectors == 3)
                gather_ink(p, ink, count, from, i, sums, 3, 3);
            else if (vectors == 2)
                gather_ink(p, ink, count, from, i, sums, 3, 2);
            else
                gather_ink(p, ink, count, from, i, sums, 3, 1);
            if (i == 0) sum_positions(from, p->positions, p->out, dbias + channel, vectors);
        }
    }
    for (int32_t unit = first; unit < last; unit++) {
        int32_t i = unit / blocks, block = unit % blocks;
        int32_t channel = all * block / blocks * INK_LANES;
        int32_t count = (all * (block + 1) / blocks - all * block / blocks) * INK_LANES;
        for (int32_t j = 0; j < size; j++) {
            ink_layer_give(layer, pass, (i * size + j) * p->out + channel,
                           dw + i * row + channel * size + j * count, count, onto, scale);
        }
        if (i == 0) {
            ink_layer_give(layer, pass, size * size * p->out + channel, dbias + channel, count,
                           onto, scale);
        }
    }
}

static void backward_parameters(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale) {
    (void)x; /* the forward pass left a padded copy and its list of ink */
    Plan p = plan_of(layer, NULL);
    if (follows_ink(layer)) {
        gradient_from_ink(layer, pass, &p, dy, onto, scale);
        return;
    }
    /* In fours, so that threads write whole vectors and rarely share a cache line. */
    int32_t fours = (p.out + INK_LANES - 1) / INK_LANES;
    int32_t first = INK_LANES * ink_share(fours, pass->part, pass->parts);
    int32_t last = INK_LANES * ink_share(fours, pass->part + 1, pass->parts);
    if (last > p.out) last = p.out;
    if (first == last) return;
    int32_t kernel = p.size * p.kernel_stride;
    float dbias[INK_MAX_CHANNELS] = {0};
    int32_t counts[INK_MAX_CHANNELS];
    memset(p.dw + (ptrdiff_t)first * kernel, 0, sizeof(float) * (size_t)(last - first) * kernel);
    for (int32_t b = 0; b < pass->batch; b++) {
        const float *padded = p.padded + (ptrdiff_t)b * p.sample;
        const float *dy_sample = dy + (ptrdiff_t)b * p.positions * p.out;
        list_gradients(layer, &p, dy_sample, first, last, counts);
        for (int32_t o = first; o < last; o++) {
            const InkEntry *list = p.entries + (ptrdiff_t)o * p.positions;
            ink_sparse_add_patches(p.dw + (ptrdiff_t)o * kernel, p.kernel_stride, p.size,
                                   p.kernel_stride, list, counts[o], padded, p.row);
            for (int32_t e = 0; e < counts[o]; e++)
                dbias[o] += list[e].value;
        }
    }
    int32_t depth = p.size * p.kernel_row;
    if (pass->take) {
        hand_over(layer, pass, &p, dbias, first, last);
        return;
    }
    for (int32_t o = first; o < last; o++) {
        for (int32_t i = 0; i < p.size; i++) {
            const float *row = p.dw + (ptrdiff_t)o * kernel + (ptrdiff_t)i * p.kernel_stride;
            for (int32_t j = 0; j < p.kernel_row; j++) {
                onto[((ptrdiff_t)i * p.kernel_row + j) * p.out + o] += scale * row[j];
            }
        }
        onto[(ptrdiff_t)depth * p.out + o] += scale * dbias[o];
    }
}

/* "5x5x8", "3x3x16 same" or "3x3x16 pad 2", and then perhaps "stride 2". */
static bool parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec) {
    (void)kind;
    int32_t width;
    if (!ink_text_integer(text, &spec->size) || !ink_text_symbol(text, 'x') ||
        !ink_text_integer(text, &width) || width != spec->size || !ink_text_symbol(text, 'x') ||
        !ink_text_integer(text, &spec->units)) {
        return false;
    }
    spec->stride = 1;
    if (ink_text_word(text, "pad")) {
        if (!ink_text_integer(text, &spec->padding)) return false;
    } else if (ink_text_word(text, "same")) {
        spec->padding = spec->size / 2;
        if (spec->size % 2 == 0) return false;
    }
    return !ink_text_word(text, "stride") || ink_text_integer(text, &spec->stride);
}

static int format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room) {
    (void)kind;
    int32_t size = spec->size;
    char padding[20] = "", stride[20] = "";
    if (spec->padding > 0 && size % 2 == 1 && spec->padding == size / 2)
        snprintf(padding, sizeof padding, " same");
    else if (spec->padding > 0)
        snprintf(padding, sizeof padding, " pad %" PRId32, spec->padding);
    if (spec->stride > 1) snprintf(stride, sizeof stride, " stride %" PRId32, spec->stride);
    return snprintf(text, room, " %" PRId32 "x%" PRId32 "x%" PRId32 "%s%s", size, size, spec->units,
                    padding, stride);
}

static int32_t tensors(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]) {
    tensors[0] =
        (InkLayerTensor){"weight", 4, {spec->size, spec->size, input.channels, spec->units}};
    tensors[1] = (InkLayerTensor){"bias", 1, {spec->units}};
    return 2;
}

/* ONNX stores kernels as w[out][in][tap], this core as w[tap][in][out]. */
static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    const InkLayerSpec *spec = &layer->spec;
    int32_t size = spec->size, in = layer->input.channels, out = spec->units;
    int32_t taps = size * size;
    size_t count = (size_t)taps * (size_t)in * (size_t)out;
    float *transposed = malloc(sizeof *transposed * count);
    if (!transposed) {
        graph->nodes.failed = true;
        return;
    }
    for (int32_t tap = 0; tap < taps; tap++) {
        for (int32_t i = 0; i < in; i++) {
            for (int32_t o = 0; o < out; o++) {
                transposed[((size_t)o * (size_t)in + (size_t)i) * (size_t)taps + (size_t)tap] =
                    layer->parameters[((size_t)tap * (size_t)in + (size_t)i) * (size_t)out +
                                      (size_t)o];
            }
        }
    }
    char weight[INK_ONNX_NAME], bias[INK_ONNX_NAME];
    ink_onnx_name(weight, layer->index, "weight");
    ink_onnx_name(bias, layer->index, "bias");
    ink_onnx_unflatten(graph, layer->input);
    const int64_t sides[] = {out, in, size, size}, bias_sides[] = {out};
    ink_onnx_tensor(graph, weight, sides, 4, transposed, (int64_t)count);
    ink_onnx_tensor(graph, bias, bias_sides, 1, layer->parameters + count, out);
    free(transposed);
    const int64_t kernel[] = {size, size}, pad = spec->padding, pads[] = {pad, pad, pad, pad};
    InkBytes node = ink_onnx_begin(graph, weight, bias);
    ink_onnx_ints(&node, "kernel_shape", kernel, 2);
    ink_onnx_ints(&node, "pads", pads, 4);
    if (spec->stride > 1) {
        const int64_t strides[] = {spec->stride, spec->stride};
        ink_onnx_ints(&node, "strides", strides, 2);
    }
    ink_onnx_end(graph, &node, "Conv", NULL);
}

static const char c_function[] =
    "\n/* y[rows][columns][out] from x[height][width][in], with w[size][size][in][out]. */\n"
    "static inline void inkling_conv$N(const $X *x, int height, int width, int in, const $T *w,\n"
    "                                $Pconst float *b, int size, int padding,\n"
    "                                int stride, int out, float *y) {\n"
    "    int rows = (height + 2 * padding - size) / stride + 1;\n"
    "    int columns = (width + 2 * padding - size) / stride + 1;\n"
    "    int r, c, o, i, j, k;\n"
    "    for (r = 0; r < rows; r++) {\n"
    "        for (c = 0; c < columns; c++) {\n"
    "            for (o = 0; o < out; o++) {\n"
    "                float sum = 0.0f;\n"
    "                for (i = 0; i < size; i++) {\n"
    "                    for (j = 0; j < size; j++) {\n"
    "                        int row = r * stride + i - padding;\n"
    "                        int column = c * stride + j - padding;\n"
    "                        if (row < 0 || row >= height || column < 0 || column >= width)\n"
    "                            continue;\n"
    "                        for (k = 0; k < in; k++)\n"
    "                            sum += $I(x[(row * width + column) * in + k]) *\n"
    "                                   (float)$W(&w[((i * size + j) * in + k) * out + o]);\n"
    "                    }\n"
    "                }\n"
    "                y[(r * columns + c) * out + o] = INKLING_FLOAT(&b[o]) + sum$S;\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static void to_c_arrays(const InkLayer *layer, InkCSource *to) {
    int32_t out = layer->spec.units, weights = layer->parameter_count - out;
    int32_t inputs = layer->spec.size * layer->spec.size * layer->input.channels;
    ink_c_weights(to, layer->index, layer->parameters, inputs, out);
    ink_c_floats(to, "b", layer->index, layer->parameters + weights, out);
}

static void to_c(const InkLayer *layer, InkCSource *to) {
    const InkLayerSpec *spec = &layer->spec;
    InkShape in = layer->input;
    int32_t size = ink_shape_size(layer->output);
    ink_bytes_print(&to->file, "    inkling_conv%s(%s, %" PRId32 ", %" PRId32 ", %" PRId32 ", ",
                    ink_c_variant(to), ink_c_input(to), in.height, in.width, in.channels);
    ink_c_arrays(to, layer->index);
    ink_bytes_print(&to->file, ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %s);\n",
                    spec->size, spec->padding, stride_of(spec), spec->units,
                    ink_c_output(to, size));
    ink_c_swap(to, size);
}

static const InkLayerNumber numbers[] = {
    INK_INTEGER(size, .start = 3, .min = 1, .max = INK_MAX_KERNEL),
    INK_INTEGER(units, .start = 16, .min = 1, .max = INK_MAX_CHANNELS),
    INK_INTEGER(padding, .is_optional = 1, .start = 0, .min = 0, .max = INK_MAX_KERNEL - 1),
    INK_INTEGER(stride, .is_optional = 1, .can_be_zero = 1, .start = 1, .min = 1,
                .max = INK_MAX_STRIDE),
};

const InkLayerKind ink_conv2d = {
    .info = {INK_LAYER_CONV2D, "conv2d", "conv", "conv 3x3x16 same", 4, numbers},
    .parse = parse,
    .format = INK_UNLESS_READER(format),
    .configure = configure,
    .initialize = initialize,
    .prepare = prepare,
    .forward = forward,
    .backward = backward,
    .backward_parameters = backward_parameters,
    .tensors = tensors,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c_arrays = INK_UNLESS_READER(to_c_arrays),
    .to_c = INK_UNLESS_READER(to_c),
};
