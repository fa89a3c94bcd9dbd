/* SiLU, also called Swish: every value times its own sigmoid (Elfwing, Uchibe, and Doya,
 * "Sigmoid-Weighted Linear Units for Neural Network Function Approximation in Reinforcement
 * Learning", 2018). With s = 1 / (1 + exp(-x)):
 *
 *     y = x s        dx = dy s (1 + x (1 - s)) */
#include "layers/layer.h"

#include <math.h>
#include <stdio.h>

static float sigmoid(float x) {
    return 1.0f / (1.0f + expf(-x));
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = x[i] * sigmoid(x[i]);
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)y;
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++) {
        float s = sigmoid(x[i]);
        dx[i] = dy[i] * s * (1.0f + x[i] * (1.0f - s));
    }
}

/* The opset that is written has no operator for it. */
static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    (void)layer;
    char x[sizeof graph->value];
    snprintf(x, sizeof x, "%s", graph->value);
    ink_onnx_node(graph, "Sigmoid");
    InkBytes node = ink_onnx_begin(graph, x, NULL);
    ink_onnx_end(graph, &node, "Mul", NULL);
}

static const char c_function[] = "\nstatic inline void inkling_silu(float *x, int count) {\n"
                                 "    int i;\n"
                                 "    for (i = 0; i < count; i++)\n"
                                 "        x[i] = (float)(x[i] / (1.0 + exp(-(double)x[i])));\n"
                                 "}\n";

const InkLayerKind ink_silu = {
    .info = {INK_LAYER_SILU, "silu", "silu", "silu", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
