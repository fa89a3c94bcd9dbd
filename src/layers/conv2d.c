/* Convolution: a small kernel of weights slides over the image; at each position it produces one
 * output per channel.
 *
 *     y[b][r][c][o] = bias[o] + sum over i, j < size and k < in of
 *         x[b][r stride + i - padding][c stride + j - padding][k] w[i][j][k][o]
 *
 * Parameters: w[size][size][in][out], then bias[out].
 *
 * The values under one row of the kernel, x[..][c .. c + size - 1][..], are contiguous in memory,
 * size * in of them. A convolution is therefore a matrix product whose rows are the positions, in
 * `size` pieces each, and can use the same tiles without an im2col copy.
 *
 * Here are its shape, its layout in memory, and its text and file formats. The passes are in
 * conv2d_forward.c and conv2d_backward.c. */
#include "layers/conv2d.h"
#include "kernels/tile.h"
#include "layers/initialize.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int32_t round_up(int32_t count, int32_t to) {
    return (count + to - 1) / to * to;
}

static int32_t stride_of(const InkLayerSpec *spec) {
    return spec->stride > 0 ? spec->stride : 1;
}

bool ink_conv_follows_ink(const InkLayer *layer) {
#ifdef INK_READER /* short rather than fast */
    (void)layer;
    return false;
#else
    const InkLayerSpec *spec = &layer->spec;
    return layer->input.channels == 1 && stride_of(spec) == 1 &&
           (spec->size == 3 || spec->size == 5) && spec->units % INK_LANES == 0 &&
           layer->input.height <= INK_SIDE && layer->input.width <= INK_SIDE;
#endif
}

InkConvPlan ink_conv_plan(const InkLayer *layer, int64_t *floats) {
    InkConvPlan p = {.size = layer->spec.size,
                     .in = layer->input.channels,
                     .out = layer->spec.units,
                     .padding = layer->spec.padding,
                     .stride = stride_of(&layer->spec)};
    p.height = layer->input.height + 2 * p.padding;
    p.width = layer->input.width + 2 * p.padding;
    p.row = p.width * p.in;
    p.out_width = layer->output.width;
    p.positions = layer->output.height * p.out_width;
    p.kernel_row = p.size * p.in;
    p.kernel_stride = round_up(p.kernel_row, INK_LANES);
    p.sample = round_up(p.height * p.row, INK_LANES) + INK_LANES;
    /* Without a border, a copy is needed only where more than whole kernel rows are read. */
    bool by_ink = ink_conv_follows_ink(layer);
    bool copies_dx = p.padding > 0 || p.kernel_row != p.kernel_stride;
    bool copies_x = by_ink ? p.padding > 0 : copies_dx;
    int64_t samples = (int64_t)layer->max_batch * p.sample;
    int64_t padded = copies_x ? samples : 0, padded_dx = copies_dx ? samples : 0;
    int64_t panels = (int64_t)round_up(p.out, INK_TILE_COLUMNS) * p.size * p.kernel_row;
    int64_t rows = (int64_t)p.out * p.size * p.kernel_stride;
    int64_t entries = (int64_t)p.out * p.positions;
    int64_t ink = by_ink ? (int64_t)layer->max_batch * ink_shape_size(layer->input) : 0;
    if (!floats) {
        p.padded = copies_x ? layer->scratch : NULL;
        p.padded_dx = copies_dx ? layer->scratch + padded : NULL;
        p.panels = layer->scratch + padded + padded_dx;
        p.transposed = p.panels + panels;
        p.dw = p.transposed + rows;
        p.entries = (InkEntry *)(p.dw + rows);
        p.ink = p.entries + entries;
        p.inked = (int32_t *)(p.ink + ink);
    } else {
        int64_t entry = sizeof(InkEntry) / sizeof(float);
        *floats = padded + padded_dx + panels + 2 * rows + entry * (entries + ink);
        if (ink > 0) *floats += layer->max_batch;
    }
    return p;
}

static InkStatus configure(InkLayer *layer) {
    InkLayerSpec spec = layer->spec;
    InkShape in = layer->input;
    if (spec.padding >= spec.size) return INK_BAD_ARGUMENT;
    int32_t rows = in.height + 2 * spec.padding - spec.size;
    int32_t columns = in.width + 2 * spec.padding - spec.size;
    if (rows < 0 || columns < 0) return INK_TOO_SMALL;
    int32_t stride = stride_of(&spec);
    InkShape out = {rows / stride + 1, columns / stride + 1, spec.units};
    int64_t weights = (int64_t)spec.size * spec.size * in.channels * spec.units;
    if (weights + spec.units > INT32_MAX) return INK_BAD_LAYERS;
    layer->output = out;
    layer->parameter_count = (int32_t)weights + spec.units;
    ink_conv_plan(layer, &layer->scratch_size);
    return INK_OK;
}

static void initialize(const InkLayer *layer, InkRng *rng) {
    int32_t inputs = layer->spec.size * layer->spec.size * layer->input.channels;
    ink_initialize_he(layer->parameters, inputs, layer->spec.units, rng);
}

/* "5x5x8", "3x3x16 same", or "3x3x16 pad 2", and then perhaps "stride 2". */
static bool parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec) {
    (void)kind;
    int32_t width;
    if (!ink_text_integer(text, &spec->size) || !ink_text_symbol(text, 'x') ||
        !ink_text_integer(text, &width) || width != spec->size || !ink_text_symbol(text, 'x') ||
        !ink_text_integer(text, &spec->units)) {
        return false;
    }
    spec->stride = 1;
    if (ink_text_word(text, "pad")) {
        if (!ink_text_integer(text, &spec->padding)) return false;
    } else if (ink_text_word(text, "same")) {
        spec->padding = spec->size / 2;
        if (spec->size % 2 == 0) return false;
    }
    return !ink_text_word(text, "stride") || ink_text_integer(text, &spec->stride);
}

static int format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room) {
    (void)kind;
    int32_t size = spec->size;
    char padding[20] = "", stride[20] = "";
    if (spec->padding > 0 && size % 2 == 1 && spec->padding == size / 2)
        snprintf(padding, sizeof padding, " same");
    else if (spec->padding > 0)
        snprintf(padding, sizeof padding, " pad %" PRId32, spec->padding);
    if (spec->stride > 1) snprintf(stride, sizeof stride, " stride %" PRId32, spec->stride);
    return snprintf(text, room, " %" PRId32 "x%" PRId32 "x%" PRId32 "%s%s", size, size, spec->units,
                    padding, stride);
}

static int32_t tensors(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]) {
    tensors[0] =
        (InkLayerTensor){"weight", 4, {spec->size, spec->size, input.channels, spec->units}};
    tensors[1] = (InkLayerTensor){"bias", 1, {spec->units}};
    return 2;
}

/* ONNX stores kernels as w[out][in][tap], this core as w[tap][in][out]. */
static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    const InkLayerSpec *spec = &layer->spec;
    int32_t size = spec->size, in = layer->input.channels, out = spec->units;
    int32_t taps = size * size;
    size_t count = (size_t)taps * (size_t)in * (size_t)out;
    float *transposed = malloc(sizeof *transposed * count);
    if (!transposed) {
        graph->nodes.failed = true;
        return;
    }
    for (int32_t tap = 0; tap < taps; tap++) {
        for (int32_t i = 0; i < in; i++) {
            for (int32_t o = 0; o < out; o++) {
                transposed[((size_t)o * (size_t)in + (size_t)i) * (size_t)taps + (size_t)tap] =
                    layer->parameters[((size_t)tap * (size_t)in + (size_t)i) * (size_t)out +
                                      (size_t)o];
            }
        }
    }
    char weight[INK_ONNX_NAME], bias[INK_ONNX_NAME];
    ink_onnx_name(weight, layer->index, "weight");
    ink_onnx_name(bias, layer->index, "bias");
    ink_onnx_unflatten(graph, layer->input);
    const int64_t sides[] = {out, in, size, size}, bias_sides[] = {out};
    ink_onnx_tensor(graph, weight, sides, 4, transposed, (int64_t)count);
    ink_onnx_tensor(graph, bias, bias_sides, 1, layer->parameters + count, out);
    free(transposed);
    const int64_t kernel[] = {size, size}, pad = spec->padding, pads[] = {pad, pad, pad, pad};
    InkBytes node = ink_onnx_begin(graph, weight, bias);
    ink_onnx_ints(&node, "kernel_shape", kernel, 2);
    ink_onnx_ints(&node, "pads", pads, 4);
    if (spec->stride > 1) {
        const int64_t strides[] = {spec->stride, spec->stride};
        ink_onnx_ints(&node, "strides", strides, 2);
    }
    ink_onnx_end(graph, &node, "Conv", NULL);
}

static const char c_function[] =
    "\n/* y[rows][columns][out] from x[height][width][in], with w[size][size][in][out]. */\n"
    "static inline void inkling_conv$N(const $X *x, int height, int width, int in, const $T *w,\n"
    "                                $Pconst float *b, int size, int padding,\n"
    "                                int stride, int out, float *y) {\n"
    "    int rows = (height + 2 * padding - size) / stride + 1;\n"
    "    int columns = (width + 2 * padding - size) / stride + 1;\n"
    "    int r, c, o, i, j, k;\n"
    "    for (r = 0; r < rows; r++) {\n"
    "        for (c = 0; c < columns; c++) {\n"
    "            for (o = 0; o < out; o++) {\n"
    "                float sum = 0.0f;\n"
    "                for (i = 0; i < size; i++) {\n"
    "                    for (j = 0; j < size; j++) {\n"
    "                        int row = r * stride + i - padding;\n"
    "                        int column = c * stride + j - padding;\n"
    "                        if (row < 0 || row >= height || column < 0 || column >= width)\n"
    "                            continue;\n"
    "                        for (k = 0; k < in; k++)\n"
    "                            sum += $I(x[(row * width + column) * in + k]) *\n"
    "                                   (float)$W(&w[((i * size + j) * in + k) * out + o]);\n"
    "                    }\n"
    "                }\n"
    "                y[(r * columns + c) * out + o] = INKLING_FLOAT(&b[o]) + sum$S;\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static void to_c_arrays(const InkLayer *layer, InkCSource *to) {
    int32_t out = layer->spec.units, weights = layer->parameter_count - out;
    int32_t inputs = layer->spec.size * layer->spec.size * layer->input.channels;
    ink_c_weights(to, layer->index, layer->parameters, inputs, out);
    ink_c_floats(to, "b", layer->index, layer->parameters + weights, out);
}

static void to_c(const InkLayer *layer, InkCSource *to) {
    const InkLayerSpec *spec = &layer->spec;
    InkShape in = layer->input;
    int32_t size = ink_shape_size(layer->output);
    ink_bytes_print(&to->file, "    inkling_conv%s(%s, %" PRId32 ", %" PRId32 ", %" PRId32 ", ",
                    ink_c_variant(to), ink_c_input(to), in.height, in.width, in.channels);
    ink_c_arrays(to, layer->index);
    ink_bytes_print(&to->file, ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %s);\n",
                    spec->size, spec->padding, stride_of(spec), spec->units,
                    ink_c_output(to, size));
    ink_c_swap(to, size);
}

static const InkLayerNumber numbers[] = {
    INK_INTEGER(size, .start = 3, .min = 1, .max = INK_MAX_KERNEL),
    INK_INTEGER(units, .start = 16, .min = 1, .max = INK_MAX_CHANNELS),
    INK_INTEGER(padding, .is_optional = 1, .start = 0, .min = 0, .max = INK_MAX_KERNEL - 1),
    INK_INTEGER(stride, .is_optional = 1, .can_be_zero = 1, .start = 1, .min = 1,
                .max = INK_MAX_STRIDE),
};

const InkLayerKind ink_conv2d = {
    .info = {INK_LAYER_CONV2D, "conv2d", "conv", "conv 3x3x16 same", 4, numbers},
    .parse = parse,
    .format = INK_UNLESS_READER(format),
    .configure = configure,
    .initialize = initialize,
    .prepare = ink_conv_prepare,
    .forward = ink_conv_forward,
    .backward = ink_conv_backward,
    .backward_parameters = ink_conv_backward_parameters,
    .tensors = tensors,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c_arrays = INK_UNLESS_READER(to_c_arrays),
    .to_c = INK_UNLESS_READER(to_c),
};
