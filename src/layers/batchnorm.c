/* Batch normalization (Ioffe and Szegedy, 2015): every channel is normalized to mean 0 and variance
 * 1, then scaled and shifted by weights.
 *
 *     y = (x - mean[k]) / sqrt(variance[k] + EPSILON) w[k] + bias[k]
 *
 * In training, mean and variance are those of the minibatch, over all samples and positions.
 * Running averages of them take their place in prediction, where the layer only scales and shifts.
 * The averages are parameters, so whatever saves or copies weights includes them; but they have no
 * gradient, and no optimizer changes them.
 *
 * Parameters: w[channels], running mean[channels], running variance[channels], bias[channels]. */
#include "base/parallel.h"
#include "layers/layer.h"

#include <math.h>
#include <string.h>

/* As in PyTorch. */
static const float EPSILON = 1e-5f;

/* How many channels are summed at a time. */
enum { BLOCK = 16 };

/* Scratch memory: arrays that the passes over a minibatch use, with one value per channel; then two
 * sums per channel for each sample. */
enum {
    MEAN,
    INVERSE, /* 1 / deviation */
    FACTOR,  /* w / deviation */
    MEAN_DY, /* MEAN_DY and SLOPE: the terms of dx that exist in training only; otherwise 0 */
    SLOPE,
    VARIANCE,
    DW, /* of the minibatch */
    DBIAS,
    SAMPLES
};

/* An array of the scratch memory. */
static float *scratch_of(const InkLayer *layer, int32_t array) {
    return layer->scratch + array * layer->input.channels;
}

/* The two sums of a sample. */
static float *sums_of(const InkLayer *layer, int32_t sample) {
    return scratch_of(layer, SAMPLES + 2 * sample);
}

static InkStatus configure(InkLayer *layer) {
    int32_t channels = layer->input.channels;
    layer->output = layer->input;
    layer->parameter_count = 4 * channels;
    layer->scratch_size = (SAMPLES + 2 * (int64_t)layer->max_batch) * channels;
    return INK_OK;
}

static void initialize(const InkLayer *layer, InkRng *rng) {
    (void)rng;
    int32_t channels = layer->input.channels;
    for (int32_t i = 0; i < 4 * channels; i++)
        layer->parameters[i] = i / channels % 2 == 0 ? 1.0f : 0.0f; /* w and variance */
}

static void normalize_by(const InkLayer *layer, const float *mean, const float *variance) {
    int32_t channels = layer->input.channels;
    float *to = scratch_of(layer, MEAN);
    for (int32_t k = 0; k < channels; k++, to++) {
        /* A model file can hold a negative variance. */
        float above = variance[k] > 0.0f ? variance[k] : 0.0f;
        to[MEAN * channels] = mean[k];
        to[INVERSE * channels] = 1.0f / sqrtf(above + EPSILON);
        to[FACTOR * channels] = layer->parameters[k] * to[INVERSE * channels];
        to[MEAN_DY * channels] = 0.0f;
        to[SLOPE * channels] = 0.0f;
    }
}

/* For prediction. Training replaces it when the minibatch's statistics are known. */
static void prepare(const InkLayer *layer, int32_t part, int32_t parts) {
    (void)parts;
    if (part > 0) return; /* it is a few numbers */
    int32_t channels = layer->input.channels;
    normalize_by(layer, layer->parameters + channels, layer->parameters + 2 * channels);
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input), channels = layer->input.channels;
    const float *mean = scratch_of(layer, MEAN), *factor = scratch_of(layer, FACTOR);
    const float *bias = layer->parameters + 3 * channels;
    for (int32_t i = pass->first * size; i < pass->last * size; i += channels) {
        for (int32_t k = 0; k < channels; k++)
            y[i + k] = (x[i + k] - mean[k]) * factor[k] + bias[k];
    }
}

/* With n values of a channel in the minibatch and z = (x - mean) / deviation:
 *     dbias[k] = sum dy
 *     dw[k] = sum dy z
 *     dx = w / deviation (dy - dbias[k] / n - z dw[k] / n)
 * The last two terms are there because mean and deviation depend on x; in prediction, they don't.
 */
static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)y;
    int32_t size = ink_shape_size(layer->input), channels = layer->input.channels;
    const float *mean = scratch_of(layer, MEAN), *factor = scratch_of(layer, FACTOR);
    const float *mean_dy = scratch_of(layer, MEAN_DY), *slope = scratch_of(layer, SLOPE);
    for (int32_t i = pass->first * size; i < pass->last * size; i += channels) {
        for (int32_t k = 0; k < channels; k++)
            dx[i + k] = factor[k] * (dy[i + k] - mean_dy[k] - (x[i + k] - mean[k]) * slope[k]);
    }
}

/* Adds the gradients of channels first to last - 1 over `samples` samples to dbias[channels] and
 * dw[channels]. */
static void add_gradients(const InkLayer *layer, int32_t samples, int32_t first, int32_t last,
                          const float *x, const float *dy, float *dbias, float *dw) {
    int32_t size = ink_shape_size(layer->input), channels = layer->input.channels;
    const float *mean = scratch_of(layer, MEAN), *inverse = scratch_of(layer, INVERSE);
    for (int32_t i = 0; i < samples * size; i += channels) {
        for (int32_t k = first; k < last; k++) {
            dbias[k] += dy[i + k];
            dw[k] += dy[i + k] * ((x[i + k] - mean[k]) * inverse[k]);
        }
    }
}

/* Mean and squared deviations of each sample, or its gradients. Samples are kept apart, so that it
 * does not matter how threads split them. */
static void gather(const InkLayer *layer, const InkPass *pass, const float *x, const float *dy) {
    int32_t size = ink_shape_size(layer->input), channels = layer->input.channels;
    int32_t positions = size / channels;
    for (int32_t b = pass->first; b < pass->last; b++) {
        const float *from = x + b * size;
        float *first = sums_of(layer, b), *second = first + channels;
        memset(first, 0, sizeof(float) * 2 * (size_t)channels);
        if (dy) {
            add_gradients(layer, 1, 0, channels, from, dy + b * size, first, second);
            continue;
        }
        for (int32_t i = 0; i < size; i += channels) {
            for (int32_t k = 0; k < channels; k++)
                first[k] += from[i + k];
        }
        for (int32_t k = 0; k < channels; k++)
            first[k] /= (float)positions;
        for (int32_t i = 0; i < size; i += channels) {
            for (int32_t k = 0; k < channels; k++)
                second[k] += (from[i + k] - first[k]) * (from[i + k] - first[k]);
        }
    }
}

/* Sums of first and second over all samples, for `count` channels from number k on. */
static void add_samples(const InkLayer *layer, int32_t batch, int32_t k, int32_t count,
                        double first[BLOCK], double second[BLOCK]) {
    for (int32_t i = 0; i < BLOCK; i++)
        first[i] = second[i] = 0.0;
    for (int32_t b = 0; b < batch; b++) {
        const float *sums = sums_of(layer, b) + k;
        for (int32_t i = 0; i < count; i++) {
            first[i] += (double)sums[i];
            second[i] += (double)sums[layer->input.channels + i];
        }
    }
}

/* Combines the statistics of the samples: the variance of the minibatch is that within samples plus
 * that between their means. */
static void settle_statistics(const InkLayer *layer, int32_t batch) {
    int32_t channels = layer->input.channels, positions = ink_shape_size(layer->input) / channels;
    float *mean = scratch_of(layer, MEAN), *variance = scratch_of(layer, VARIANCE);
    for (int32_t k = 0; k < channels; k += BLOCK) {
        int32_t count = channels - k < BLOCK ? channels - k : BLOCK;
        double means[BLOCK], squares[BLOCK], between[BLOCK] = {0};
        add_samples(layer, batch, k, count, means, squares);
        for (int32_t i = 0; i < count; i++)
            means[i] /= batch;
        for (int32_t b = 0; b < batch; b++) {
            const float *sample = sums_of(layer, b) + k;
            for (int32_t i = 0; i < count; i++) {
                double away = (double)sample[i] - means[i];
                between[i] += away * away;
            }
        }
        for (int32_t i = 0; i < count; i++) {
            mean[k + i] = (float)means[i];
            variance[k + i] = (float)((squares[i] / positions + between[i]) / (double)batch);
        }
    }
    normalize_by(layer, mean, variance);
}

/* How many values of a channel a minibatch has. */
static double values_of(const InkLayer *layer, int32_t batch) {
    int32_t positions = ink_shape_size(layer->input) / layer->input.channels;
    return (double)batch * positions;
}

static void settle_gradients(const InkLayer *layer, int32_t batch) {
    int32_t channels = layer->input.channels;
    float *all_dbias = scratch_of(layer, DBIAS), *all_dw = scratch_of(layer, DW);
    float *mean_dy = scratch_of(layer, MEAN_DY), *slope = scratch_of(layer, SLOPE);
    const float *inverse = scratch_of(layer, INVERSE);
    double values = values_of(layer, batch);
    for (int32_t k = 0; k < channels; k += BLOCK) {
        int32_t count = channels - k < BLOCK ? channels - k : BLOCK;
        double dbias[BLOCK], dw[BLOCK];
        add_samples(layer, batch, k, count, dbias, dw);
        for (int32_t i = 0; i < count; i++) {
            all_dbias[k + i] = (float)dbias[i];
            all_dw[k + i] = (float)dw[i];
            mean_dy[k + i] = (float)(dbias[i] / values);
            slope[k + i] = (float)(dw[i] / values) * inverse[k + i];
        }
    }
}

static void settle(const InkLayer *layer, int32_t batch, bool is_backward) {
    if (is_backward)
        settle_gradients(layer, batch);
    else
        settle_statistics(layer, batch);
}

#ifndef INK_READER
/* The running variance is the unbiased estimate: divided by the number of values minus one. */
static void follow(const InkLayer *layer, int32_t batch, int32_t k) {
    int32_t channels = layer->input.channels;
    const float share = 0.1f; /* as in PyTorch */
    float *mean = layer->parameters + channels, *variance = mean + channels;
    float of_batch = *(scratch_of(layer, VARIANCE) + k);
    float values = (float)values_of(layer, batch);
    float unbiased = values > 1.0f ? of_batch * (values / (values - 1.0f)) : 0.0f;
    mean[k] += share * (scratch_of(layer, MEAN)[k] - mean[k]);
    variance[k] += share * (unbiased - variance[k]);
}
#endif

static void backward_parameters(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale) {
    int32_t channels = layer->input.channels;
    int32_t first = ink_share(channels, pass->part, pass->parts);
    int32_t last = ink_share(channels, pass->part + 1, pass->parts);
    float *dw = scratch_of(layer, DW), *dbias = scratch_of(layer, DBIAS);
    if (!pass->training) { /* nothing was gathered */
        for (int32_t k = first; k < last; k++)
            dw[k] = dbias[k] = 0.0f;
        add_gradients(layer, pass->batch, first, last, x, dy, dbias, dw);
    }
    ink_layer_give(layer, pass, first, dw + first, last - first, onto, scale);
    ink_layer_give(layer, pass, 3 * channels + first, dbias + first, last - first, onto, scale);
#ifndef INK_READER
    for (int32_t k = first; pass->learning && k < last; k++)
        follow(layer, pass->batch, k);
#endif
}

static int32_t tensors(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]) {
    (void)spec;
    static const char *const names[] = {"weight", "running_mean", "running_var", "bias"};
    for (int32_t i = 0; i < 4; i++)
        tensors[i] = (InkLayerTensor){names[i], 1, {input.channels}};
    return 4;
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    /* In the order of the operator's inputs, with their places among the parameters. */
    static const struct {
        const char *name;
        int32_t place;
    } inputs[] = {{"weight", 0}, {"bias", 3}, {"running_mean", 1}, {"running_var", 2}};
    InkBytes node = ink_onnx_begin(graph, NULL, NULL);
    const int32_t channels = layer->input.channels;
    const int64_t side = channels;
    for (int32_t i = 0; i < 4; i++) {
        char name[INK_ONNX_NAME];
        ink_onnx_name(name, layer->index, inputs[i].name);
        ink_onnx_input(&node, name);
        ink_onnx_tensor(graph, name, &side, 1, layer->parameters + inputs[i].place * channels,
                        channels);
    }
    ink_onnx_float(&node, "epsilon", EPSILON);
    ink_onnx_end(graph, &node, "BatchNormalization", NULL);
}

/* Folded into a factor and a bias for each channel. */
static void to_c_arrays(const InkLayer *layer, InkCSource *to) {
    int32_t channels = layer->input.channels;
    prepare(layer, 0, 1);
    const float *mean = scratch_of(layer, MEAN), *factor = scratch_of(layer, FACTOR);
    float *bias = sums_of(layer, 0);
    for (int32_t k = 0; k < channels; k++)
        bias[k] = layer->parameters[3 * channels + k] - mean[k] * factor[k];
    ink_c_floats(to, "w", layer->index, factor, channels);
    ink_c_floats(to, "b", layer->index, bias, channels);
}

const InkLayerKind ink_batchnorm = {
    .info = {INK_LAYER_BATCHNORM, "batchnorm", "batchnorm", "batchnorm", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = configure,
    .initialize = initialize,
    .prepare = prepare,
    .forward = forward,
    .backward = backward,
    .gather = INK_UNLESS_READER(gather),
    .settle = INK_UNLESS_READER(settle),
    .backward_parameters = backward_parameters,
    .tensors = tensors,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(ink_layer_channels_c),
    .to_c_arrays = INK_UNLESS_READER(to_c_arrays),
    .to_c = INK_UNLESS_READER(ink_layer_channels_to_c),
};
