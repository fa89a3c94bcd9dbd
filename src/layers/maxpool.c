/* Max pooling: keeps the largest value of each size x size window (size 2 and up), per channel.
 *
 *     y[b][r][c][k] = max over i, j < size of
 *                     x[b][r stride + i - padding][c stride + j - padding][k]
 *
 * Unless stated, stride is size and padding 0: the windows tile the image. Places outside the image
 * are skipped, so padding never wins. Rows and columns at the bottom and right edge that do not
 * fill a window are dropped; with "ceil", they get a window of their own.
 *
 * The gradient goes to the value that was kept; to the first one if several are equal. A value that
 * several windows kept receives the sum. */
#include "base/simd.h"
#include "layers/layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MAX_PADDING = INK_MAX_WINDOW / 2 };

static int32_t stride_of(const InkLayerSpec *spec) {
    return spec->stride ? spec->stride : spec->size;
}

/* Whether the windows tile the image, as they do without further numbers. */
static bool tiles(const InkLayerSpec *spec) {
    return stride_of(spec) == spec->size && !spec->padding && !spec->ceil;
}

/* Windows along a side of the image on which at least one fits. */
static int32_t windows_along(const InkLayerSpec *spec, int32_t side) {
    int32_t stride = stride_of(spec);
    int32_t room = side + 2 * spec->padding - spec->size;
    int32_t count = (room + (spec->ceil ? stride - 1 : 0)) / stride + 1;
    /* A window must start in the image or in the padding before it. */
    if ((count - 1) * stride >= side + spec->padding) count--;
    return count;
}

static InkStatus configure(InkLayer *layer) {
    const InkLayerSpec *spec = &layer->spec;
    InkShape in = layer->input;
    if (spec->padding > spec->size / 2) return INK_BAD_ARGUMENT;
    if (in.height + 2 * spec->padding < spec->size || in.width + 2 * spec->padding < spec->size)
        return INK_TOO_SMALL;
    layer->output =
        (InkShape){windows_along(spec, in.height), windows_along(spec, in.width), in.channels};
    return INK_OK;
}

/* The part of a window that lies in the image, along one side. */
typedef struct {
    int32_t first, last;
} Span;

static Span span_of(const InkLayerSpec *spec, int32_t window, int32_t side) {
    int32_t first = window * stride_of(spec) - spec->padding;
    int32_t last = first + spec->size;
    return (Span){first > 0 ? first : 0, last < side ? last : side};
}

/* The larger of two; b if they are equal or either is NaN, as in the vector code below. */
static float larger(float a, float b) {
    return a > b ? a : b;
}

static void pool_any(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    InkShape in = layer->input, out = layer->output;
    y += (ptrdiff_t)pass->first * ink_shape_size(out);
    for (int32_t b = pass->first; b < pass->last; b++) {
        const float *sample = x + (ptrdiff_t)b * ink_shape_size(in);
        for (int32_t r = 0; r < out.height; r++) {
            Span rows = span_of(&layer->spec, r, in.height);
            for (int32_t c = 0; c < out.width; c++, y += out.channels) {
                Span columns = span_of(&layer->spec, c, in.width);
                for (int32_t i = rows.first; i < rows.last; i++) {
                    for (int32_t j = columns.first; j < columns.last; j++) {
                        const float *other = sample + (i * in.width + j) * in.channels;
                        bool is_first = i == rows.first && j == columns.first;
                        for (int32_t k = 0; k < in.channels; k++)
                            y[k] = is_first ? other[k] : larger(y[k], other[k]);
                    }
                }
            }
        }
    }
}

static void unpool_any(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                       const float *dy, float *dx) {
    InkShape in = layer->input, out = layer->output;
    ptrdiff_t at = (ptrdiff_t)pass->first * ink_shape_size(out);
    for (int32_t b = pass->first; b < pass->last; b++) {
        ptrdiff_t start = (ptrdiff_t)b * ink_shape_size(in);
        memset(dx + start, 0, sizeof(float) * (size_t)ink_shape_size(in));
        for (int32_t n = 0; n < ink_shape_size(out); n++, at++) {
            int32_t k = n % out.channels, place = n / out.channels;
            Span rows = span_of(&layer->spec, place / out.width, in.height);
            Span columns = span_of(&layer->spec, place % out.width, in.width);
            bool found = false;
            for (int32_t i = rows.first; i < rows.last && !found; i++) {
                for (int32_t j = columns.first; j < columns.last && !found; j++) {
                    ptrdiff_t from = start + (i * in.width + j) * in.channels + k;
                    found = x[from] == y[at];
                    if (found) dx[from] += dy[at];
                }
            }
        }
    }
}

#ifndef INK_READER /* the reader is short rather than fast */

/* For windows that tile the image: calls pool or unpool, with the size as a constant where it is 2
 * or 3, so that the loops over a window unroll. */
#define WITH_SIZE(function, ...)                                                                   \
    switch (layer->spec.size) {                                                                    \
    case 2: function(__VA_ARGS__, 2); break;                                                       \
    case 3: function(__VA_ARGS__, 3); break;                                                       \
    default: function(__VA_ARGS__, layer->spec.size);                                              \
    }

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

#endif

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
#ifndef INK_READER
    if (tiles(&layer->spec)) {
        WITH_SIZE(pool, layer, pass, x, y)
        return;
    }
#endif
    pool_any(layer, pass, x, y);
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
#ifndef INK_READER
    if (tiles(&layer->spec)) {
        WITH_SIZE(unpool, layer, pass, x, y, dy, dx)
        return;
    }
#endif
    unpool_any(layer, pass, x, y, dy, dx);
}

/* "3 pad 1 stride 2 ceil" */
static bool parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec) {
    (void)kind;
    if (!ink_text_integer(text, &spec->size)) return false;
    if (ink_text_word(text, "pad") && !ink_text_integer(text, &spec->padding)) return false;
    if (ink_text_word(text, "stride") && (!ink_text_integer(text, &spec->stride) || !spec->stride))
        return false;
    spec->ceil = ink_text_word(text, "ceil");
    return true;
}

static int format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room) {
    (void)kind;
    char padding[20] = "", stride[20] = "";
    if (spec->padding) snprintf(padding, sizeof padding, " pad %" PRId32, spec->padding);
    if (spec->stride) snprintf(stride, sizeof stride, " stride %" PRId32, spec->stride);
    return snprintf(text, room, " %" PRId32 "%s%s%s", spec->size, padding, stride,
                    spec->ceil ? " ceil" : "");
}

/* What the last window needs beyond the image, along one side. */
static int64_t overhang(const InkLayerSpec *spec, int32_t windows, int32_t side) {
    int32_t end = (windows - 1) * stride_of(spec) + spec->size - spec->padding;
    return end > side ? end - side : 0;
}

static void to_onnx(const InkLayer *layer, InkOnnxGraph *graph) {
    const InkLayerSpec *spec = &layer->spec;
    InkShape in = layer->input, out = layer->output;
    ink_onnx_unflatten(graph, in);
    /* Programs differ in what they make of ceil_mode, but not in what they make of pads. */
    const int64_t pads[] = {spec->padding, spec->padding, overhang(spec, out.height, in.height),
                            overhang(spec, out.width, in.width)};
    ink_onnx_pool(graph, "MaxPool", spec->size, stride_of(spec), tiles(spec) ? NULL : pads);
}

static const char c_function[] =
    "\n/* The largest of every size x size window of x[height][width][channels]. */\n"
    "static inline void inkling_maxpool$N(const $X *x, int height, int width, int channels,\n"
    "                                   int size, int stride, int padding, int rows,\n"
    "                                   int columns, float *y) {\n"
    "    int r, c, k, i, j;\n"
    "    for (r = 0; r < rows; r++) {\n"
    "        int top = r * stride < padding ? 0 : r * stride - padding;\n"
    "        int bottom = r * stride - padding + size;\n"
    "        if (bottom > height) bottom = height;\n"
    "        for (c = 0; c < columns; c++) {\n"
    "            int left = c * stride < padding ? 0 : c * stride - padding;\n"
    "            int right = c * stride - padding + size;\n"
    "            if (right > width) right = width;\n"
    "            for (k = 0; k < channels; k++) {\n"
    "                float largest = $I(x[(top * width + left) * channels + k]);\n"
    "                for (i = top; i < bottom; i++) {\n"
    "                    for (j = left; j < right; j++) {\n"
    "                        float v = $I(x[(i * width + j) * channels + k]);\n"
    "                        if (v > largest) largest = v;\n"
    "                    }\n"
    "                }\n"
    "                y[(r * columns + c) * channels + k] = largest;\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static void to_c(const InkLayer *layer, InkCSource *to) {
    InkShape in = layer->input, out = layer->output;
    int32_t size = ink_shape_size(out);
    ink_bytes_print(&to->file,
                    "    inkling_maxpool%s(%s, %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32
                    ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %s);\n",
                    ink_c_variant(to), ink_c_input(to), in.height, in.width, in.channels,
                    layer->spec.size, stride_of(&layer->spec), layer->spec.padding, out.height,
                    out.width, ink_c_output(to, size));
    ink_c_swap(to, size);
}

static const InkLayerNumber numbers[] = {
    INK_INTEGER(size, .start = 2, .min = 2, .max = INK_MAX_WINDOW),
    INK_INTEGER(padding, .is_optional = 1, .start = 0, .min = 0, .max = MAX_PADDING),
    INK_INTEGER(stride, .is_optional = 1, .start = 0, .min = 0, .max = INK_MAX_STRIDE),
    INK_INTEGER(ceil, .is_optional = 1, .start = 0, .min = 0, .max = 1),
};

const InkLayerKind ink_maxpool = {
    .info = {INK_LAYER_MAXPOOL, "maxpool", "maxpool", "maxpool 2, maxpool 3 pad 1 stride 2", 4,
             numbers},
    .parse = parse,
    .format = INK_UNLESS_READER(format),
    .configure = configure,
    .forward = forward,
    .backward = backward,
    .to_onnx = INK_UNLESS_READER(to_onnx),
    .c_function = INK_UNLESS_READER(c_function),
    .to_c = INK_UNLESS_READER(to_c),
};
