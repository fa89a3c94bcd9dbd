/* Scale: a factor and a bias for each channel. This is what batch normalization does in prediction,
 * with its running mean and variance folded in; in training, the two are ordinary weights (frozen
 * batch normalization).
 *
 *     y[b][r][c][k] = x[b][r][c][k] w[k] + bias[k]
 *
 * Parameters: w[channels], then bias[channels]. */
#include "base/parallel.h"
#include "layers/layer.h"

static InkStatus configure(InkLayer *layer) {
    layer->output = layer->input;
    layer->parameter_count = 2 * layer->input.channels;
    return INK_OK;
}

static void initialize(const InkLayer *layer, InkRng *rng) {
    (void)rng;
    int32_t channels = layer->input.channels;
    for (int32_t k = 0; k < channels; k++) {
        layer->parameters[k] = 1.0f;
        layer->parameters[channels + k] = 0.0f;
    }
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input), channels = layer->input.channels;
    const float *w = layer->parameters, *bias = w + channels;
    for (int32_t i = pass->first * size; i < pass->last * size; i += channels) {
        for (int32_t k = 0; k < channels; k++)
            y[i + k] = x[i + k] * w[k] + bias[k];
    }
}

/* By the chain rule, with dy = d loss / d y:
 *     dx[..][k] = dy[..][k] w[k]
 *     dw[k] = sum over samples and positions of x[..][k] dy[..][k]
 *     dbias[k] = sum over samples and positions of dy[..][k] */
static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    int32_t size = ink_shape_size(layer->input), channels = layer->input.channels;
    for (int32_t i = pass->first * size; i < pass->last * size; i += channels) {
        for (int32_t k = 0; k < channels; k++)
            dx[i + k] = dy[i + k] * layer->parameters[k];
    }
}

static void backward_parameters(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale) {
    int32_t channels = layer->input.channels;
    int32_t end = pass->batch * ink_shape_size(layer->input);
    int32_t last = ink_share(channels, pass->part + 1, pass->parts);
    for (int32_t k = ink_share(channels, pass->part, pass->parts); k < last; k++) {
        float dw = 0.0f, dbias = 0.0f;
        for (int32_t i = k; i < end; i += channels) {
            dw += x[i] * dy[i];
            dbias += dy[i];
        }
        ink_layer_give(layer, pass, k, &dw, 1, onto, scale);
        ink_layer_give(layer, pass, channels + k, &dbias, 1, onto, scale);
    }
}

static int32_t tensors(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]) {
    (void)spec;
    tensors[0] = (InkLayerTensor){"weight", 1, {input.channels}};
    tensors[1] = (InkLayerTensor){"bias", 1, {input.channels}};
    return 2;
}

static void add_node(const InkLayer *layer, InkOnnxGraph *graph, const char *type, const char *what,
                     const float *values) {
    /* Broadcast over an image's height and width. */
    const int64_t sides[] = {layer->input.channels, 1, 1};
    char name[INK_ONNX_NAME];
    ink_onnx_name(name, layer->index, what);
    ink_onnx_tensor(graph, name, sides, graph->is_flat ? 1 : 3, values, layer->input.channels);
    InkBytes node = ink_onnx_begin(graph, name, NULL);
    ink_onnx_end(graph, &node, type, NULL);
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    add_node(layer, graph, "Mul", "weight", layer->parameters);
    add_node(layer, graph, "Add", "bias", layer->parameters + layer->input.channels);
}

/* Too few to be worth 8 bits. */
static void to_c_arrays(const InkLayer *layer, InkCSource *to) {
    int32_t channels = layer->input.channels;
    ink_c_floats(to, "w", layer->index, layer->parameters, channels);
    ink_c_floats(to, "b", layer->index, layer->parameters + channels, channels);
}

const InkLayerKind ink_scale = {
    .info = {INK_LAYER_SCALE, "scale", "scale", "scale", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = configure,
    .initialize = initialize,
    .forward = forward,
    .backward = backward,
    .backward_parameters = backward_parameters,
    .tensors = tensors,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(ink_layer_channels_c),
    .to_c_arrays = INK_UNLESS_READER(to_c_arrays),
    .to_c = INK_UNLESS_READER(ink_layer_channels_to_c),
};
