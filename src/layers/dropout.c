/* Dropout: in training, each value is dropped with probability `rate`, and the others are scaled up
 * so that the expected sum stays the same. In prediction, all values pass unchanged (Srivastava et
 * al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014).
 *
 *     y = x mask        dx = dy mask        mask: 0 or 1 / (1 - rate) in training, else 1 */
#include "layers/layer.h"

#include <string.h>

static InkStatus configure(InkLayer *layer) {
    layer->output = layer->input;
    layer->scratch_size = (int64_t)layer->max_batch * ink_shape_size(layer->input); /* mask */
    return INK_OK;
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    if (!pass->training) {
        size_t start = (size_t)pass->first * (size_t)size;
        size_t count = (size_t)(pass->last - pass->first) * (size_t)size;
        memcpy(y + start, x + start, sizeof(float) * count);
        return;
    }
    uint32_t bound = (uint32_t)((double)layer->spec.rate * 4294967296.0);
    float kept_scale = 1.0f / (1.0f - layer->spec.rate);
    for (int32_t b = pass->first; b < pass->last; b++) {
        /* Each sample has its own stream, so the thread it runs on does not matter. */
        InkRng rng = ink_rng(pass->seed, (uint32_t)(layer->index * INK_MAX_BATCH + b));
        for (int32_t i = b * size; i < (b + 1) * size; i++) {
            layer->scratch[i] = ink_rng_u32(&rng) < bound ? 0.0f : kept_scale;
            y[i] = x[i] * layer->scratch[i];
        }
    }
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = pass->training ? dy[i] * layer->scratch[i] : dy[i];
}

/* Dropout does nothing in prediction, so exports leave it out. */
static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    (void)layer, (void)graph;
}

static void to_c(const InkLayer *layer, InkCSource *to) {
    (void)layer, (void)to;
}

static const InkLayerNumber numbers[] = {
    INK_FRACTION(rate, .start = 0.25f, .min = 0.0f, .max = 0.9f)};

const InkLayerKind ink_dropout = {
    .info = {INK_LAYER_DROPOUT, "dropout", "dropout", "dropout 0.25", 1, numbers},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = configure,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .to_c = INK_UNLESS_READER(to_c),
};
