/* Exponential linear unit: negative values bend toward -1 instead of being clipped as in relu.c
 * (Clevert, Unterthiner, and Hochreiter, "Fast and Accurate Deep Network Learning by Exponential
 * Linear Units", 2016), with alpha = 1.
 *
 *     y = x where x > 0, else exp(x) - 1        dx = dy where x > 0, else dy (y + 1) */
#include "layers/layer.h"

#include <math.h>

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = x[i] > 0.0f ? x[i] : expf(x[i]) - 1.0f;
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = x[i] > 0.0f ? dy[i] : dy[i] * (y[i] + 1.0f);
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    (void)layer;
    ink_onnx_node(graph, "Elu");
}

static const char c_function[] =
    "\nstatic inline void inkling_elu(float *x, int count) {\n"
    "    int i;\n"
    "    for (i = 0; i < count; i++)\n"
    "        if (x[i] < 0.0f) x[i] = (float)exp((double)x[i]) - 1.0f;\n"
    "}\n";

const InkLayerKind ink_elu = {
    .info = {INK_LAYER_ELU, "elu", "elu", "elu", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
