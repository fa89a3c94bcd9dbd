/* Leaky ReLU: negative values are scaled down instead of being clipped as in relu.c (Maas, Hannun,
 * and Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", 2013).
 *
 *     y = x where x > 0, else slope x        dx = dy where x > 0, else slope dy */
#include "layers/layer.h"

#include <inttypes.h>

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    float slope = layer->spec.rate;
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = x[i] > 0.0f ? x[i] : slope * x[i];
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)y;
    int32_t size = ink_shape_size(layer->input);
    float slope = layer->spec.rate;
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = x[i] > 0.0f ? dy[i] : slope * dy[i];
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    InkBytes node = ink_onnx_begin(graph, NULL, NULL);
    ink_onnx_float(&node, "alpha", layer->spec.rate);
    ink_onnx_end(graph, &node, "LeakyRelu", NULL);
}

static const char c_function[] =
    "\nstatic inline void inkling_leaky_relu(float *x, int count, float slope) {\n"
    "    int i;\n"
    "    for (i = 0; i < count; i++)\n"
    "        if (x[i] < 0.0f) x[i] *= slope;\n"
    "}\n";

static void to_c(const InkLayer *layer, InkCSource *to) {
    ink_bytes_print(&to->file, "    inkling_leaky_relu(%s, %" PRId32 ", %.8ef);\n",
                    ink_c_values(to), ink_shape_size(layer->input), (double)layer->spec.rate);
}

static const InkLayerNumber numbers[] = {
    INK_FRACTION(rate, .is_optional = 1, .start = 0.01f, .min = 0.0f, .max = 0.9f)};

const InkLayerKind ink_leaky_relu = {
    .info = {INK_LAYER_LEAKY_RELU, "leaky_relu", "leaky relu", "leaky relu 0.01", 1, numbers},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(to_c),
};
