/* Hyperbolic tangent: squashes every value into the range -1 to 1.
 *
 *     y = tanh(x)        dx = dy (1 - y^2) */
#include "layers/layer.h"

#include <math.h>

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = tanhf(x[i]);
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x;
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = dy[i] * (1.0f - y[i] * y[i]);
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    (void)layer;
    ink_onnx_node(graph, "Tanh");
}

/* Written with exp, the only math function that the exported header promises to use. */
static const char c_function[] =
    "\nstatic inline void inkling_tanh(float *x, int count) {\n"
    "    int i;\n"
    "    for (i = 0; i < count; i++)\n"
    "        x[i] = (float)(1.0 - 2.0 / (exp(2.0 * (double)x[i]) + 1.0));\n"
    "}\n";

const InkLayerKind ink_tanh = {
    .info = {INK_LAYER_TANH, "tanh", "tanh", "tanh", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
