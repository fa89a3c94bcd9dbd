/* Normalization of the input by constants: what a network trained elsewhere does to the ink before
 * its first layer. Nothing is trained. As a layer of its own, and not folded into the weights
 * behind it, it is exact where a convolution pads with zeros.
 *
 *     y = (x - mean) / deviation, or (1 - x - mean) / deviation if inverted: ink is dark there
 *     dx = dy / deviation, or -dy / deviation */
#include "layers/layer.h"

#include <inttypes.h>
#include <stdio.h>

/* The same as y = (x - center) / divisor. */
static float center_of(const InkLayer *layer) {
    return layer->spec.inverted ? 1.0f - layer->spec.rate : layer->spec.rate;
}

static float divisor_of(const InkLayer *layer) {
    return layer->spec.inverted ? -layer->spec.deviation : layer->spec.deviation;
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t size = ink_shape_size(layer->input);
    float center = center_of(layer), divisor = divisor_of(layer);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        y[i] = (x[i] - center) / divisor;
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    int32_t size = ink_shape_size(layer->input);
    float divisor = divisor_of(layer);
    for (int32_t i = pass->first * size; i < pass->last * size; i++)
        dx[i] = dy[i] / divisor;
}

/* A number from 0 to 1, either of them included. */
static bool parse_number(InkText *text, float *value) {
    InkText rest = *text;
    int32_t whole;
    if (ink_text_integer(&rest, &whole) && whole == 1 && *rest.at != '.') {
        *text = rest;
        *value = 1.0f;
        return true;
    }
    if (ink_text_symbol(text, '1')) { /* 1.0, as it is printed */
        return *text->at == '.' && ink_text_fraction(text, value) && (*value += 1.0f) == 1.0f;
    }
    ink_text_skip_spaces(text);
    return ink_text_fraction(text, value);
}

/* "0.1307 0.3081" or "0.1307 0.3081 inverted". */
static bool parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec) {
    (void)kind;
    if (!parse_number(text, &spec->rate) || !parse_number(text, &spec->deviation)) return false;
    spec->inverted = ink_text_word(text, "inverted");
    return true;
}

static int format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room) {
    (void)kind;
    char mean[INK_FRACTION_ROOM], deviation[INK_FRACTION_ROOM];
    ink_text_print_fraction(spec->rate, mean);
    ink_text_print_fraction(spec->deviation, deviation);
    return snprintf(text, room, " %s %s%s", mean, deviation, spec->inverted ? " inverted" : "");
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    ink_onnx_with_number(graph, "Sub", layer->index, "mean", center_of(layer));
    ink_onnx_with_number(graph, "Div", layer->index, "deviation", divisor_of(layer));
}

static const char c_function[] =
    "\nstatic inline void inkling_normalize(float *x, int count, float center, float divisor) {\n"
    "    int i;\n"
    "    for (i = 0; i < count; i++)\n"
    "        x[i] = (x[i] - center) / divisor;\n"
    "}\n";

static void to_c(const InkLayer *layer, InkCSource *to) {
    ink_bytes_print(&to->file, "    inkling_normalize(%s, %" PRId32 ", %.8ef, %.8ef);\n",
                    ink_c_values(to), ink_shape_size(layer->input), (double)center_of(layer),
                    (double)divisor_of(layer));
}

static const InkLayerNumber numbers[] = {
    INK_FRACTION(rate, .start = 0.1307f, .min = 0.0f, .max = 1.0f),
    INK_FRACTION(deviation, .start = 0.3081f, .min = 0.001f, .max = 1.0f),
    INK_INTEGER(inverted, .is_optional = 1, .start = 0, .min = 0, .max = 1),
};

const InkLayerKind ink_normalize = {
    .info = {INK_LAYER_NORMALIZE, "normalize", "normalize", "normalize 0.1307 0.3081", 3, numbers},
    .parse = parse,
    .format = INK_UNLESS_READER(format),
    .configure = ink_layer_keep_shape,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(to_c),
};
