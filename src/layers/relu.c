/* ReLU: negative values become zero.
 *
 *     y = max(x, 0)        dx = dy where x > 0, else 0 */
#include "base/simd.h"
#include "layers/layer.h"

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    /* Lets NaN through: turning it into 0 would make diverged training look healthy. */
    for (int32_t i = pass->first * size; i < pass->last * size; i++) {
        y[i] = x[i] < 0.0f ? 0.0f : x[i];
    }
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x;
    int32_t size = ink_shape_size(layer->input);
    int32_t i = pass->first * size, end = pass->last * size;
    /* Branch-free: whether a value passes is close to random, and a branch would mispredict. */
    for (; i + INK_LANES <= end; i += INK_LANES)
        ink_store4(dx + i, ink_keep4(ink_load4(y + i) > 0.0f, ink_load4(dy + i)));
    for (; i < end; i++)
        dx[i] = y[i] > 0.0f ? dy[i] : 0.0f;
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    (void)layer;
    ink_onnx_node(graph, "Relu");
}

static const char c_function[] = "\nstatic inline void inkling_relu(float *x, int count) {\n"
                                 "    int i;\n"
                                 "    for (i = 0; i < count; i++)\n"
                                 "        if (x[i] < 0.0f) x[i] = 0.0f;\n"
                                 "}\n";

const InkLayerKind ink_relu = {
    .info = {INK_LAYER_RELU, "relu", "relu", "relu", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
