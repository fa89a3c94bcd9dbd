/* Dense layer: every output is a weighted sum of every input, plus a bias.
 *
 *     y[b][o] = bias[o] + sum_i x[b][i] w[i][o]
 *
 * Parameters: w[in][out], then bias[out].
 *
 * Where most of x is zero, as blank paper is, the products leave it out: the layer lists, for each
 * sample, the inputs that are not zero, and the backward pass turns these lists into one for each
 * input. Where x is full, the plain matrix products are faster. */
#include "base/parallel.h"
#include "kernels/matmul.h"
#include "kernels/sparse.h"
#include "layers/initialize.h"
#include "layers/layer.h"

#include <string.h>

_Static_assert((int)INK_MAX_BATCH <= (int)INK_MATMUL_MAX_BATCH,
               "a minibatch fits a matrix product");

/* With fewer outputs than this, a list costs more than it saves. */
enum { MIN_UNITS_FOR_LISTS = 32 };

/* How full x may be for the lists to be worth it. */
static const float MAX_DENSITY = 0.5f;

typedef struct {
    InkEntry *of_sample; /* [max_batch][in]: the inputs of each sample that are not zero */
    InkEntry *of_input;  /* [in][max_batch]: the samples in which each input is not zero */
    int32_t *sample_counts, *input_counts; /* how many there are: [max_batch], [in] */
} Lists;

static bool has_lists(const InkLayer *layer) {
    return layer->spec.units >= MIN_UNITS_FOR_LISTS;
}

static Lists lists_of(const InkLayer *layer) {
    size_t entries = (size_t)layer->max_batch * (size_t)ink_shape_size(layer->input);
    Lists lists;
    lists.of_sample = (InkEntry *)layer->scratch;
    lists.of_input = lists.of_sample + entries;
    lists.sample_counts = (int32_t *)(lists.of_input + entries);
    lists.input_counts = lists.sample_counts + layer->max_batch;
    return lists;
}

static InkStatus configure(InkLayer *layer) {
    int64_t in = ink_shape_size(layer->input), units = layer->spec.units;
    if (units < 1 || units > INK_MAX_UNITS) return INK_BAD_ARGUMENT;
    int64_t count = (in + 1) * units;
    if (count > INT32_MAX) return INK_BAD_LAYERS;
    layer->output = (InkShape){1, 1, layer->spec.units};
    layer->parameter_count = (int32_t)count;
    if (has_lists(layer)) {
        int64_t entry = sizeof(InkEntry) / sizeof(float);
        layer->scratch_size = 2 * entry * layer->max_batch * in + layer->max_batch + in;
    }
    return INK_OK;
}

static void initialize(const InkLayer *layer, InkRng *rng) {
    ink_initialize_he(layer->parameters, ink_shape_size(layer->input), layer->spec.units, rng);
}

static bool worth_it(int64_t entries, int32_t samples, int32_t in) {
    return (float)entries <= MAX_DENSITY * (float)samples * (float)in;
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    const float *w = layer->parameters;
    const float *bias = w + (size_t)in * out;
    for (int32_t b = pass->first; b < pass->last; b++) {
        memcpy(y + (size_t)b * out, bias, sizeof(float) * (size_t)out);
    }
    if (has_lists(layer)) {
        Lists lists = lists_of(layer);
        int64_t entries = 0;
        for (int32_t b = pass->first; b < pass->last; b++) {
            size_t start = (size_t)b * in;
            lists.sample_counts[b] = ink_sparse_list(x + start, in, lists.of_sample + start);
            entries += lists.sample_counts[b];
        }
        if (worth_it(entries, pass->last - pass->first, in)) {
            for (int32_t b = pass->first; b < pass->last; b++) {
                ink_sparse_add(y + (size_t)b * out, lists.of_sample + (size_t)b * in,
                               lists.sample_counts[b], w, out);
            }
            return;
        }
    }
    ink_matmul(y + (size_t)pass->first * out, x + (size_t)pass->first * in, w,
               pass->last - pass->first, in, out);
}

/* By the chain rule, with dy = d loss / d y:
 *     dx[b][i]  = sum_o dy[b][o] w[i][o]      each input moved every output
 *     dw[i][o]  = sum_b x[b][i] dy[b][o]      each weight met input i and moved output o
 *     dbias[o]  = sum_b dy[b][o] */
static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    ink_matmul_input_gradient(dx + (size_t)pass->first * in, dy + (size_t)pass->first * out,
                              layer->parameters, pass->last - pass->first, in, out);
}

/* Turns the lists of the samples into lists of inputs first to last - 1. */
static void list_inputs(Lists lists, int32_t batch, int32_t max_batch, int32_t in, int32_t first,
                        int32_t last) {
    memset(lists.input_counts + first, 0, sizeof(int32_t) * (size_t)(last - first));
    for (int32_t b = 0; b < batch; b++) {
        const InkEntry *entries = lists.of_sample + (size_t)b * in;
        for (int32_t e = 0; e < lists.sample_counts[b]; e++) {
            int32_t i = entries[e].index;
            if (i < first || i >= last) continue;
            InkEntry *of_input = lists.of_input + (size_t)i * max_batch;
            of_input[lists.input_counts[i]++] = (InkEntry){b, entries[e].value};
        }
    }
}

static void backward_parameters(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    int32_t first = ink_share(in, pass->part, pass->parts);
    int32_t last = ink_share(in, pass->part + 1, pass->parts);

    int64_t entries = INT64_MAX;
    Lists lists = {0};
    if (has_lists(layer)) {
        lists = lists_of(layer);
        entries = 0;
        for (int32_t b = 0; b < pass->batch; b++)
            entries += lists.sample_counts[b];
    }
    if (has_lists(layer) && worth_it(entries, pass->batch, in)) {
        list_inputs(lists, pass->batch, layer->max_batch, in, first, last);
        for (int32_t i = first; i < last; i++) {
            if (lists.input_counts[i] == 0) continue;
            ink_sparse_add_scaled(onto + (size_t)i * out, scale,
                                  lists.of_input + (size_t)i * layer->max_batch,
                                  lists.input_counts[i], dy, out);
        }
    } else {
        ink_matmul_update(onto, x, dy, scale, pass->batch, in, out, first, last);
    }

    if (pass->part > 0) return;
    float *dbias = onto + (size_t)in * out;
    for (int32_t o = 0; o < out; o++) {
        float sum = 0.0f;
        for (int32_t b = 0; b < pass->batch; b++)
            sum += dy[(size_t)b * out + o];
        dbias[o] += scale * sum;
    }
}

const InkLayerKind ink_dense = {configure, initialize, NULL,
                                forward,   backward,   backward_parameters};
