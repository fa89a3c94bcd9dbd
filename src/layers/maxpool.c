/* Max pooling: keeps the largest value of each size x size window (size 2 and up), per channel.
 * Rows and columns at the bottom and right edge that do not fill a window are dropped.
 *
 *     y[b][r][c][k] = max over i, j < size of x[b][r size + i][c size + j][k]
 *
 * The gradient goes to the value that was kept; to the first one if several are equal. */
#include "base/simd.h"
#include "layers/layer.h"

#include <inttypes.h>
#include <string.h>

static InkStatus configure(InkLayer *layer) {
    int32_t size = layer->spec.size;
    InkShape in = layer->input;
    layer->output = (InkShape){in.height / size, in.width / size, in.channels};
    if (layer->output.height < 1 || layer->output.width < 1) return INK_TOO_SMALL;
    return INK_OK;
}

/* The larger of two; b if they are equal or either is NaN, as in the vector code below. */
static float larger(float a, float b) {
    return a > b ? a : b;
}

/* Calls pool or unpool, with the size as a constant where it is 2 or 3, so that the loops over a
 * window unroll. */
#ifdef INK_READER /* short rather than fast */
#define WITH_SIZE(function, ...) function(__VA_ARGS__, layer->spec.size);
#else
#define WITH_SIZE(function, ...)                                                                   \
    switch (layer->spec.size) {                                                                    \
    case 2: function(__VA_ARGS__, 2); break;                                                       \
    case 3: function(__VA_ARGS__, 3); break;                                                       \
    default: function(__VA_ARGS__, layer->spec.size);                                              \
    }
#endif

static inline __attribute__((always_inline)) void pool(const InkLayer *layer, const InkPass *pass,
                                                       const float *x, float *y, int32_t size) {
    InkShape in = layer->input, out = layer->output;
    int32_t channels = in.channels;
    ptrdiff_t row = (ptrdiff_t)in.width * channels;
    y += (ptrdiff_t)pass->first * ink_shape_size(out);
    for (int32_t b = pass->first; b < pass->last; b++) {
        const float *sample = x + (ptrdiff_t)b * ink_shape_size(in);
        for (int32_t r = 0; r < out.height; r++) {
            const float *window = sample + r * size * row;
            for (int32_t c = 0; c < out.width; c++, y += channels, window += size * channels) {
                int32_t k = 0;
                for (; k + INK_LANES <= channels; k += INK_LANES) {
                    InkF32x4 largest = ink_load4(window + k);
                    for (int32_t i = 0; i < size; i++) {
                        for (int32_t j = i == 0 ? 1 : 0; j < size; j++) {
                            const float *other = window + k + i * row + j * channels;
                            largest = ink_max4(ink_load4(other), largest);
                        }
                    }
                    ink_store4(y + k, largest);
                }
                for (; k < channels; k++) {
                    y[k] = window[k];
                    for (int32_t n = 1; n < size * size; n++)
                        y[k] = larger(y[k], window[n / size * row + n % size * channels + k]);
                }
            }
        }
    }
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    WITH_SIZE(pool, layer, pass, x, y)
}

static inline __attribute__((always_inline)) void unpool(const InkLayer *layer, const InkPass *pass,
                                                         const float *x, const float *y,
                                                         const float *dy, float *dx, int32_t size) {
    InkShape in = layer->input, out = layer->output;
    int32_t channels = in.channels;
    ptrdiff_t row = (ptrdiff_t)in.width * channels;
    ptrdiff_t done = (ptrdiff_t)pass->first * ink_shape_size(out);
    y += done;
    dy += done;
    for (int32_t b = pass->first; b < pass->last; b++) {
        ptrdiff_t start = (ptrdiff_t)b * ink_shape_size(in);
        if (in.height % size || in.width % size)
            memset(dx + start, 0, sizeof(float) * (size_t)ink_shape_size(in));
        for (int32_t r = 0; r < out.height; r++) {
            ptrdiff_t corner = start + r * size * row;
            for (int32_t c = 0; c < out.width; c++, corner += size * channels) {
                int32_t k = 0;
                for (; k + INK_LANES <= channels; k += INK_LANES) {
                    InkF32x4 largest = ink_load4(y + k);
                    InkF32x4 unassigned = ink_load4(dy + k);
                    for (int32_t i = 0; i < size; i++) {
                        for (int32_t j = 0; j < size; j++) {
                            ptrdiff_t at = corner + i * row + j * channels + k;
                            InkMask4 here = ink_load4(x + at) == largest;
                            ink_store4(dx + at, ink_keep4(here, unassigned));
                            unassigned = ink_keep4(~here, unassigned);
                        }
                    }
                }
                for (; k < channels; k++) {
                    float unassigned = dy[k];
                    for (int32_t n = 0; n < size * size; n++) {
                        ptrdiff_t at = corner + n / size * row + n % size * channels + k;
                        dx[at] = x[at] == y[k] ? unassigned : 0.0f;
                        if (x[at] == y[k]) unassigned = 0.0f;
                    }
                }
                y += channels;
                dy += channels;
            }
        }
    }
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    WITH_SIZE(unpool, layer, pass, x, y, dy, dx)
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    ink_onnx_pool(graph, "MaxPool", layer->spec.size);
}

static const char c_function[] =
    "\n/* The largest of every size x size window of x[height][width][channels]. */\n"
    "static inline void inkling_maxpool$N(const $X *x, int height, int width, int channels,\n"
    "                                   int size, float *y) {\n"
    "    int r, c, k, i, j;\n"
    "    for (r = 0; r < height / size; r++) {\n"
    "        for (c = 0; c < width / size; c++) {\n"
    "            for (k = 0; k < channels; k++) {\n"
    "                float largest = $I(x[(r * size * width + c * size) * channels + k]);\n"
    "                for (i = 0; i < size; i++) {\n"
    "                    for (j = 0; j < size; j++) {\n"
    "                        float v =\n"
    "                            $I(x[((r * size + i) * width + c * size + j) * channels + k]);\n"
    "                        if (v > largest) largest = v;\n"
    "                    }\n"
    "                }\n"
    "                y[(r * (width / size) + c) * channels + k] = largest;\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static void to_c(const InkLayer *layer, InkCSource *to) {
    InkShape in = layer->input;
    int32_t size = ink_shape_size(layer->output);
    ink_bytes_print(&to->file,
                    "    inkling_maxpool%s(%s, %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32
                    ", %s);\n",
                    ink_c_variant(to), ink_c_input(to), in.height, in.width, in.channels,
                    layer->spec.size, ink_c_output(to, size));
    ink_c_swap(to, size);
}

static const InkLayerNumber numbers[] = {
    INK_INTEGER(size, .start = 2, .min = 2, .max = INK_MAX_WINDOW)};

const InkLayerKind ink_maxpool = {
    .info = {INK_LAYER_MAXPOOL, "maxpool", "maxpool", "maxpool 2", 1, numbers},
    .parse = ink_layer_parse,
    .format = INK_UNLESS_READER(ink_layer_format),
    .configure = configure,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(to_c),
};
