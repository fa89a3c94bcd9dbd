/* Gaussian error linear unit: every value times the probability P(x) that a standard normal
 * variable is below it (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016).
 *
 *     y = x P(x)        dx = dy (P(x) + x exp(-x^2 / 2) / sqrt(2 pi))
 *
 * P(x) = (1 + erf(x / sqrt(2))) / 2, by formula 7.1.26 of Abramowitz and Stegun, "Handbook of
 * Mathematical Functions", with an error below 1e-7. */
#include "layers/layer.h"

#include <math.h>
#include <stdio.h>

#define SQRT_HALF 0.70710678f     /* sqrt(1 / 2) */
#define NORMAL_HEIGHT 0.39894228f /* 1 / sqrt(2 pi) */

/* P(x), given bell = exp(-x^2 / 2). */
static float below(float x, float bell) {
    float t = 1.0f / (1.0f + 0.3275911f * SQRT_HALF * fabsf(x));
    float sum = 1.061405429f;
    sum = sum * t - 1.453152027f;
    sum = sum * t + 1.421413741f;
    sum = sum * t - 0.284496736f;
    sum = sum * t + 0.254829592f;
    float tail = 0.5f * sum * t * bell;
    return x < 0.0f ? tail : 1.0f - tail;
}

static float bell_at(float x) {
    return expf(-0.5f * x * x);
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = x[i] * below(x[i], bell_at(x[i]));
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)y;
    int32_t size = ink_shape_size(layer->input);
    for (int32_t i = pass->first * size; i < pass->last * size; i++) {
        float bell = bell_at(x[i]);
        dx[i] = dy[i] * (below(x[i], bell) + x[i] * NORMAL_HEIGHT * bell);
    }
}

/* The opset that is written has no operator for it. */
static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    char x[sizeof graph->value];
    snprintf(x, sizeof x, "%s", graph->value);
    ink_onnx_with_number(graph, "Mul", layer->index, "sqrt_half", SQRT_HALF);
    ink_onnx_node(graph, "Erf");
    ink_onnx_with_number(graph, "Add", layer->index, "one", 1.0f);
    InkBytes node = ink_onnx_begin(graph, x, NULL);
    ink_onnx_end(graph, &node, "Mul", NULL);
    ink_onnx_with_number(graph, "Mul", layer->index, "half", 0.5f);
}

static const char c_function[] =
    "\nstatic inline void inkling_gelu(float *x, int count) {\n"
    "    int i;\n"
    "    for (i = 0; i < count; i++) {\n"
    "        float t = 1.0f / (1.0f + 0.23164189f * (x[i] < 0.0f ? -x[i] : x[i]));\n"
    "        float sum = 0.254829592f +\n"
    "                    (-0.284496736f +\n"
    "                     (1.421413741f + (-1.453152027f + 1.061405429f * t) * t) * t) * t;\n"
    "        float tail = 0.5f * sum * t * (float)exp(-0.5 * (double)x[i] * (double)x[i]);\n"
    "        x[i] *= x[i] < 0.0f ? tail : 1.0f - tail;\n"
    "    }\n"
    "}\n";

const InkLayerKind ink_gelu = {
    .info = {INK_LAYER_GELU, "gelu", "gelu", "gelu", 0, NULL},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(ink_layer_in_place_to_c),
};
