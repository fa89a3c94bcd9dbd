/* Dense layer: every output is a weighted sum of all inputs, plus a bias.
 *
 *     y[b][o] = bias[o] + sum_i x[b][i] w[i][o]
 *
 * Parameters: w[in][out], then bias[out].
 *
 * If most of x is zero, as on blank paper, the products skip the zeros: the forward pass lists the
 * nonzero inputs of each sample, and the backward pass regroups those lists by input. If x is
 * dense, the plain matrix products are faster. */
#include "base/parallel.h"
#include "kernels/matmul.h"
#include "kernels/sparse.h"
#include "layers/initialize.h"
#include "layers/layer.h"

#include <inttypes.h>
#include <string.h>

_Static_assert((int)INK_MAX_BATCH <= (int)INK_MATMUL_MAX_BATCH,
               "a minibatch fits a matrix product");

/* With fewer outputs, building the lists costs more than it saves. */
enum { MIN_UNITS_FOR_LISTS = 32 };

/* The largest share of nonzero inputs for which the lists are faster. */
static const float MAX_DENSITY = 0.5f;

/* About how many gradients are handed over at a time; so many stay in the L2 cache. */
enum { BLOCK = 1 << 14 };

typedef struct {
    InkEntry *of_sample; /* [max_batch][in]: the nonzero inputs of each sample */
    InkEntry *of_input;  /* [in][max_batch]: the samples in which each input is nonzero */
    int32_t *sample_counts, *input_counts; /* entries per sample [max_batch] and per input [in] */
} Lists;

static bool has_lists(const InkLayer *layer) {
    return layer->spec.units >= MIN_UNITS_FOR_LISTS;
}

/* The most weights that are packed: more would take too much memory. */
enum { MAX_PACKED = 1 << 20 };

/* Whether there is room for packed weights. A first layer rarely needs them: it skips blank paper.
 */
static bool has_panels(const InkLayer *layer) {
#ifdef INK_READER /* which runs one sample at a time */
    (void)layer;
    return false;
#else
    int32_t in = ink_shape_size(layer->input);
    return in != INK_PIXELS && (int64_t)in * layer->spec.units <= MAX_PACKED;
#endif
}

/* Packing takes as long as the product of a few samples. */
enum { MIN_SAMPLES_TO_PACK = 16 };

/* Whether to pack the weights once for all samples, which come in groups of a few. Otherwise each
 * product packs as it goes. */
static bool packs(const InkLayer *layer) {
    return has_panels(layer) && layer->samples >= MIN_SAMPLES_TO_PACK;
}

/* The weights packed for the forward pass; those for the backward pass come right behind. */
static float *panels_of(const InkLayer *layer) {
    int64_t in = ink_shape_size(layer->input), batch = layer->max_batch;
    int64_t entry = sizeof(InkEntry) / sizeof(float);
    return layer->scratch + (has_lists(layer) ? 2 * entry * batch * in + batch + in : 0);
}

static float *transposed_panels_of(const InkLayer *layer) {
    return panels_of(layer) + ink_panels_size(ink_shape_size(layer->input), layer->spec.units);
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
    int64_t count = (in + 1) * units;
    if (count > INT32_MAX) return INK_BAD_LAYERS;
    layer->output = (InkShape){1, 1, layer->spec.units};
    layer->parameter_count = (int32_t)count;
    if (has_lists(layer)) {
        int64_t entry = sizeof(InkEntry) / sizeof(float);
        layer->scratch_size = 2 * entry * layer->max_batch * in + layer->max_batch + in;
    }
    if (has_panels(layer)) {
        layer->scratch_size += ink_panels_size((int32_t)in, (int32_t)units) +
                               ink_panels_size((int32_t)units, (int32_t)in);
    }
    return INK_OK;
}

static void prepare(const InkLayer *layer, int32_t part, int32_t parts) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    if (!packs(layer)) return;
    ink_pack_panels(panels_of(layer), layer->parameters, in, out, part, parts);
    if (layer->training) {
        ink_pack_transposed_panels(transposed_panels_of(layer), layer->parameters, in, out, part,
                                   parts);
    }
}

static void initialize(const InkLayer *layer, InkRng *rng) {
    ink_initialize_he(layer->parameters, ink_shape_size(layer->input), layer->spec.units, rng);
}

static bool is_sparse(int64_t entries, int32_t samples, int32_t in) {
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
        if (is_sparse(entries, pass->last - pass->first, in)) {
            for (int32_t b = pass->first; b < pass->last; b++) {
                ink_sparse_add(y + (size_t)b * out, lists.of_sample + (size_t)b * in,
                               lists.sample_counts[b], w, out);
            }
            return;
        }
    }
    int32_t samples = pass->last - pass->first;
    y += (size_t)pass->first * out;
    x += (size_t)pass->first * in;
    if (packs(layer))
        ink_matmul_panels(y, x, panels_of(layer), samples, in, out);
    else
        ink_matmul(y, x, w, samples, in, out);
}

/* By the chain rule, with dy = d loss / d y:
 *     dx[b][i]  = sum_o dy[b][o] w[i][o]      each input affects every output
 *     dw[i][o]  = sum_b x[b][i] dy[b][o]      each weight connects input i to output o
 *     dbias[o]  = sum_b dy[b][o] */
static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    int32_t samples = pass->last - pass->first;
    dx += (size_t)pass->first * in;
    dy += (size_t)pass->first * out;
    if (packs(layer) && layer->training) {
        memset(dx, 0, sizeof(float) * (size_t)samples * (size_t)in);
        ink_matmul_panels(dx, dy, transposed_panels_of(layer), samples, out, in);
    } else {
        ink_matmul_input_gradient(dx, dy, layer->parameters, samples, in, out);
    }
}

/* The position of the first entry for input `from` or a later one. */
static int32_t first_from(const InkEntry *entries, int32_t count, int32_t from) {
    int32_t low = 0, high = count;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (entries[middle].index < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Regroups the per-sample lists into lists for inputs first to last - 1. */
static void regroup_by_input(Lists lists, int32_t batch, int32_t max_batch, int32_t in,
                             int32_t first, int32_t last) {
    memset(lists.input_counts + first, 0, sizeof(int32_t) * (size_t)(last - first));
    for (int32_t b = 0; b < batch; b++) {
        const InkEntry *entries = lists.of_sample + (size_t)b * in;
        int32_t count = lists.sample_counts[b];
        for (int32_t e = first_from(entries, count, first); e < count; e++) {
            int32_t i = entries[e].index;
            if (i >= last) break;
            InkEntry *of_input = lists.of_input + (size_t)i * max_batch;
            of_input[lists.input_counts[i]++] = (InkEntry){b, entries[e].value};
        }
    }
}

/* The weights of inputs first to last - 1, from lists of the samples that each input is in. */
static void update_sparse(const InkLayer *layer, const InkPass *pass, Lists lists, const float *dy,
                          float *onto, float scale, int32_t first, int32_t last) {
    int32_t out = layer->spec.units;
    for (int32_t i = first; i < last; i++) {
        const InkEntry *entries = lists.of_input + (size_t)i * layer->max_batch;
        int32_t count = lists.input_counts[i];
        if (pass->take) {
            float row[INK_MAX_UNITS];
            ink_sparse_sum(row, entries, count, dy, out);
            pass->take(pass->context, layer->parameters + (size_t)i * out, row, out);
        } else if (count > 0) {
            ink_sparse_add_scaled(onto + (size_t)i * out, scale, entries, count, dy, out);
        }
    }
}

/* The same from all of x. */
static void update_dense(const InkLayer *layer, const InkPass *pass, const float *x,
                         const float *dy, float *onto, float scale, int32_t first, int32_t last) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    if (!pass->take) {
        ink_matmul_update(onto, x, dy, scale, pass->batch, in, out, first, last);
        return;
    }
    int32_t rows = BLOCK / out; /* at least four, as INK_MAX_UNITS is 4096 */
    for (int32_t end; first < last; first = end) {
        end = last - first < rows ? last : first + rows;
        float *block = onto + (size_t)first * out;
        int32_t count = (end - first) * out;
        memset(block, 0, sizeof(float) * (size_t)count);
        ink_matmul_update(onto, x, dy, 1.0f, pass->batch, in, out, first, end);
        pass->take(pass->context, layer->parameters + (size_t)first * out, block, count);
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
    if (has_lists(layer) && is_sparse(entries, pass->batch, in)) {
        regroup_by_input(lists, pass->batch, layer->max_batch, in, first, last);
        update_sparse(layer, pass, lists, dy, onto, scale, first, last);
    } else {
        update_dense(layer, pass, x, dy, onto, scale, first, last);
    }

    if (pass->part > 0) return;
    float *dbias = onto + (size_t)in * out;
    for (int32_t o = 0; o < out; o++) {
        float sum = 0.0f;
        for (int32_t b = 0; b < pass->batch; b++)
            sum += dy[(size_t)b * out + o];
        dbias[o] = pass->take ? sum : dbias[o] + scale * sum;
    }
    if (pass->take) pass->take(pass->context, layer->parameters + (size_t)in * out, dbias, out);
}

static int32_t tensors(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]) {
    tensors[0] = (InkLayerTensor){"weight", 2, {ink_shape_size(input), spec->units}};
    tensors[1] = (InkLayerTensor){"bias", 1, {spec->units}};
    return 2;
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    int64_t in = ink_shape_size(layer->input), out = layer->spec.units;
    const int64_t sides[] = {in, out};
    char weight[INK_ONNX_NAME], bias[INK_ONNX_NAME];
    ink_onnx_name(weight, layer->index, "weight");
    ink_onnx_name(bias, layer->index, "bias");
    ink_onnx_flatten(graph, layer->input);
    ink_onnx_tensor(graph, weight, sides, 2, layer->parameters, in * out);
    ink_onnx_tensor(graph, bias, sides + 1, 1, layer->parameters + in * out, out);
    InkBytes node = ink_onnx_begin(graph, weight, bias);
    ink_onnx_end(graph, &node, "Gemm", NULL);
}

static const char c_function[] =
    "\n/* y[out] from x[in], with w[in][out]. */\n"
    "static inline void inkling_dense$N(const $X *x, int in, const $T *w, $Pconst float *b,\n"
    "                                 int out, float *y) {\n"
    "    int i, o;\n"
    "    for (o = 0; o < out; o++) {\n"
    "        float sum = 0.0f;\n"
    "        for (i = 0; i < in; i++)\n"
    "            sum += $I(x[i]) * (float)$W(&w[i * out + o]);\n"
    "        y[o] = INKLING_FLOAT(&b[o]) + sum$S;\n"
    "    }\n"
    "}\n";

static void to_c_arrays(const InkLayer *layer, InkCSource *to) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    ink_c_weights(to, layer->index, layer->parameters, in, out);
    ink_c_floats(to, "b", layer->index, layer->parameters + (size_t)in * out, out);
}

static void to_c(const InkLayer *layer, InkCSource *to) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    ink_bytes_print(&to->file, "    inkling_dense%s(%s, %" PRId32 ", ", ink_c_variant(to),
                    ink_c_input(to), in);
    ink_c_arrays(to, layer->index);
    ink_bytes_print(&to->file, ", %" PRId32 ", %s);\n", out, ink_c_output(to, out));
    ink_c_swap(to, out);
}

static const InkLayerNumber numbers[] = {
    INK_INTEGER(units, .start = 64, .min = 1, .max = INK_MAX_UNITS)};

const InkLayerKind ink_dense = {
    .info = {INK_LAYER_DENSE, "dense", "dense", "dense 64", 1, numbers},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = configure,
    .initialize = initialize,
    .prepare = INK_UNLESS_READER(prepare),
    .forward = forward,
    .backward = backward,
    .backward_parameters = backward_parameters,
    .tensors = tensors,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c_arrays = INK_UNLESS_READER(to_c_arrays),
    .to_c = INK_UNLESS_READER(to_c),
};
