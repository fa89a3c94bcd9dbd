/* Average pooling: the mean of each size x size window (size 2 and up), per channel; or, as
 * "avgpool global", of the whole image (Lin, Chen, and Yan, "Network In Network", 2014). Rows and
 * columns at the bottom and right edge that do not fill a window are dropped. Unless stated, stride
 * is size: the windows tile the image.
 *
 *     y[b][r][c][k] = mean over i, j < size of x[b][r stride + i][c stride + j][k]
 *
 * Every value in a window contributes equally to the mean: dx = dy / size^2 for each of them,
 * summed over the windows that it is in. */
#include "layers/layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Height and width of the window. A size of 0 means the whole image. */
static InkShape window_of(const InkLayer *layer) {
    int32_t size = layer->spec.size;
    if (size == 0) return (InkShape){layer->input.height, layer->input.width, 1};
    return (InkShape){size, size, 1};
}

/* From one window to the next. */
static int32_t stride_of(const InkLayer *layer) {
    const InkLayerSpec *spec = &layer->spec;
    if (spec->size == 0) return 1; /* there is only one */
    return spec->stride ? spec->stride : spec->size;
}

static InkStatus configure(InkLayer *layer) {
    InkShape in = layer->input, window = window_of(layer);
    if (in.height < window.height || in.width < window.width) return INK_TOO_SMALL;
    int32_t stride = stride_of(layer);
    layer->output = (InkShape){(in.height - window.height) / stride + 1,
                               (in.width - window.width) / stride + 1, in.channels};
    return INK_OK;
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    InkShape in = layer->input, out = layer->output, window = window_of(layer);
    float share = 1.0f / (float)ink_shape_size(window);
    int32_t stride = stride_of(layer);
    y += (ptrdiff_t)pass->first * ink_shape_size(out);
    for (int32_t b = pass->first; b < pass->last; b++) {
        const float *sample = x + (ptrdiff_t)b * ink_shape_size(in);
        for (int32_t r = 0; r < out.height; r++) {
            for (int32_t c = 0; c < out.width; c++, y += out.channels) {
                memset(y, 0, sizeof(float) * (size_t)out.channels);
                for (int32_t i = 0; i < window.height; i++) {
                    int32_t row = r * stride + i, column = c * stride;
                    const float *from = sample + (row * in.width + column) * in.channels;
                    for (int32_t j = 0; j < window.width; j++, from += in.channels) {
                        for (int32_t k = 0; k < in.channels; k++)
                            y[k] += from[k];
                    }
                }
                for (int32_t k = 0; k < out.channels; k++)
                    y[k] *= share;
            }
        }
    }
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)x, (void)y;
    InkShape in = layer->input, out = layer->output, window = window_of(layer);
    float share = 1.0f / (float)ink_shape_size(window);
    int32_t stride = stride_of(layer);
    dy += (ptrdiff_t)pass->first * ink_shape_size(out);
    for (int32_t b = pass->first; b < pass->last; b++) {
        float *sample = dx + (ptrdiff_t)b * ink_shape_size(in);
        memset(sample, 0, sizeof(float) * (size_t)ink_shape_size(in));
        for (int32_t r = 0; r < out.height; r++) {
            for (int32_t c = 0; c < out.width; c++, dy += out.channels) {
                for (int32_t i = 0; i < window.height; i++) {
                    int32_t row = r * stride + i, column = c * stride;
                    float *to = sample + (row * in.width + column) * in.channels;
                    for (int32_t j = 0; j < window.width; j++, to += in.channels) {
                        for (int32_t k = 0; k < in.channels; k++)
                            to[k] += share * dy[k];
                    }
                }
            }
        }
    }
}

/* "global", or the side of the window; and the stride, which makes no difference to one window. */
static bool parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec) {
    (void)kind;
    if (!ink_text_word(text, "global") && (!ink_text_integer(text, &spec->size) || !spec->size))
        return false;
    return !ink_text_word(text, "stride") ||
           (ink_text_integer(text, &spec->stride) && spec->stride);
}

static int format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room) {
    (void)kind;
    char size[20] = " global", stride[20] = "";
    if (spec->size) snprintf(size, sizeof size, " %" PRId32, spec->size);
    if (spec->stride) snprintf(stride, sizeof stride, " stride %" PRId32, spec->stride);
    return snprintf(text, room, "%s%s", size, stride);
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    ink_onnx_unflatten(graph, layer->input);
    if (layer->spec.size == 0)
        ink_onnx_node(graph, "GlobalAveragePool");
    else
        ink_onnx_pool(graph, "AveragePool", layer->spec.size, stride_of(layer), NULL);
}

static const char c_function[] =
    "\n/* The mean of every rows x columns window of x[height][width][channels]. */\n"
    "static inline void inkling_avgpool$N(const $X *x, int height, int width, int channels,\n"
    "                                   int rows, int columns, int stride, float *y) {\n"
    "    int r, c, k, i, j;\n"
    "    for (r = 0; r + rows <= height; r += stride) {\n"
    "        for (c = 0; c + columns <= width; c += stride) {\n"
    "            for (k = 0; k < channels; k++) {\n"
    "                float sum = 0.0f;\n"
    "                for (i = 0; i < rows; i++)\n"
    "                    for (j = 0; j < columns; j++)\n"
    "                        sum += $I(x[((r + i) * width + c + j) * channels + k]);\n"
    "                *y++ = sum / (float)(rows * columns);\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static void to_c(const InkLayer *layer, InkCSource *to) {
    InkShape in = layer->input, window = window_of(layer);
    int32_t size = ink_shape_size(layer->output);
    ink_bytes_print(&to->file,
                    "    inkling_avgpool%s(%s, %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32
                    ", %" PRId32 ", %" PRId32 ", %s);\n",
                    ink_c_variant(to), ink_c_input(to), in.height, in.width, in.channels,
                    window.height, window.width, stride_of(layer), ink_c_output(to, size));
    ink_c_swap(to, size);
}

static const InkLayerNumber numbers[] = {
    INK_INTEGER(size, .can_be_zero = 1, .start = 2, .min = 2, .max = INK_MAX_WINDOW),
    INK_INTEGER(stride, .is_optional = 1, .start = 0, .min = 0, .max = INK_MAX_STRIDE),
};

const InkLayerKind ink_avgpool = {
    .info = {INK_LAYER_AVGPOOL, "avgpool", "avgpool", "avgpool 2, avgpool global", 2, numbers},
    .parse = parse,
    .format = INK_UNLESS_READER(format),
    .configure = configure,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(to_c),
};
