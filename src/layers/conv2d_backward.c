/* The backward passes of a convolution. Where a max pooling or ReLU layer follows, most of dy is
 * zero: they list the nonzero values and skip the rest. */
#include "base/parallel.h"
#include "base/simd.h"
#include "layers/conv2d.h"

#include <string.h>

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
void ink_conv_backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                       const float *dy, float *dx) {
    (void)x, (void)y;
    InkConvPlan p = ink_conv_plan(layer, NULL);
    InkShape in = layer->input;
    int32_t kernel = p.size * p.kernel_stride;
    for (int32_t b = pass->first; b < pass->last; b++) {
        float *sample_dx = dx + (ptrdiff_t)b * ink_shape_size(in);
        float *padded = p.padded_dx ? p.padded_dx + (ptrdiff_t)b * p.sample : sample_dx;
        memset(padded, 0, sizeof(float) * (size_t)(p.padded_dx ? p.sample : ink_shape_size(in)));
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
            ink_sparse_add_patches(padded + ink_conv_corner(&p, position), p.row, p.size,
                                   p.kernel_stride, entries, count, p.transposed, p.kernel_stride);
        }
        if (!p.padded_dx) continue;
        size_t row_bytes = sizeof(float) * (size_t)in.width * (size_t)in.channels;
        for (int32_t r = 0; r < in.height; r++) {
            memcpy(sample_dx + (ptrdiff_t)r * in.width * in.channels,
                   padded + (ptrdiff_t)(r + p.padding) * p.row + p.padding * p.in, row_bytes);
        }
    }
}

/* Hands over the gradients of channels first to last - 1: for each of the kernel's inputs, and for
 * the bias, as many as there are channels. */
static void hand_over(const InkLayer *layer, const InkPass *pass, const InkConvPlan *p,
                      const float *dbias, int32_t first, int32_t last) {
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
static void list_gradients(const InkLayer *layer, const InkConvPlan *p, const float *dy,
                           int32_t first, int32_t last, int32_t *counts) {
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
static inline __attribute__((always_inline)) void
gather_ink(const InkConvPlan *p, const InkEntry *ink, int32_t count, const float *dy, int32_t i,
           float *onto, int32_t size, int32_t vectors) {
    InkF32x4 sums[MAX_GATHERED];
    INK_UNROLL for (int32_t s = 0; s < size * vectors; s++) sums[s] =
        ink_load4(onto + s * INK_LANES);
    const InkEntry *end = ink + count;
    int32_t out_height = p->positions / p->out_width;
    while (ink < end && ink_conv_row(ink) < i)
        ink++;
    while (ink < end && ink_conv_row(end - 1) >= out_height + i)
        end--;
    for (; ink < end; ink++) {
        int32_t column = ink_conv_column(ink);
        const float *from =
            dy + ((ptrdiff_t)(ink_conv_row(ink) - i) * p->out_width + column) * p->out;
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
static void gradient_from_ink(const InkLayer *layer, const InkPass *pass, const InkConvPlan *p,
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

void ink_conv_backward_parameters(const InkLayer *layer, const InkPass *pass, const float *x,
                                  const float *dy, float *onto, float scale) {
    InkConvPlan p = ink_conv_plan(layer, NULL);
    if (ink_conv_follows_ink(layer)) {
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
        const float *padded = ink_conv_padded(&p, x, b);
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
