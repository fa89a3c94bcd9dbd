/* Sigmoid (logistic function): squashes every value into the range 0 to 1.
 *
 *     y = 1 / (1 + exp(-x))        dx = dy y (1 - y) */
#include "layers/layer.h"

#include <math.h>

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = 1.0f / (1.0f + expf(-x[i]));
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x;
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = dy[i] * y[i] * (1.0f - y[i]);
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    (void)layer;
    ink_onnx_node(graph, "Sigmoid");
}

static const char c_function[] = "\nstatic inline void inkling_sigmoid(float *x, int count) {\n"
                                 "    int i;\n"
                                 "    for (i = 0; i < count; i++)\n"
                                 "        x[i] = (float)(1.0 / (1.0 + exp(-(double)x[i])));\n"
                                 "}\n";

const InkLayerKind ink_sigmoid = {
    .info = {INK_LAYER_SIGMOID, "sigmoid", "sigmoid", "sigmoid", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
