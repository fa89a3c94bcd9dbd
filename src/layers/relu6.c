/* ReLU6: relu.c clipped at 6, for networks that compute with few bits (Howard et al., "MobileNets",
 * 2017).
 *
 *     y = min(max(x, 0), 6)        dx = dy where 0 < x < 6, else 0 */
#include "layers/layer.h"

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = x[i] <= 0.0f ? 0.0f : x[i] >= 6.0f ? 6.0f : x[i];
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)y;
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = x[i] > 0.0f && x[i] < 6.0f ? dy[i] : 0.0f;
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    const float limits[] = {0.0f, 6.0f};
    char low[INK_ONNX_NAME], high[INK_ONNX_NAME];
    ink_onnx_name(low, layer->index, "low");
    ink_onnx_name(high, layer->index, "high");
    ink_onnx_tensor(graph, low, NULL, 0, &limits[0], 1);
    ink_onnx_tensor(graph, high, NULL, 0, &limits[1], 1);
    InkBytes node = ink_onnx_begin(graph, low, high);
    ink_onnx_end(graph, &node, "Clip", NULL);
}

static const char c_function[] = "\nstatic inline void inkling_relu6(float *x, int count) {\n"
                                 "    int i;\n"
                                 "    for (i = 0; i < count; i++)\n"
                                 "        x[i] = x[i] < 0.0f ? 0.0f : x[i] > 6.0f ? 6.0f : x[i];\n"
                                 "}\n";

const InkLayerKind ink_relu6 = {
    .info = {INK_LAYER_RELU6, "relu6", "relu6", "relu6", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
