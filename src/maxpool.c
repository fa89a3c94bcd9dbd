/* Max pooling: of every size x size window (2 and up), the largest value of each channel passes.
 * What does not fill a window at the right and lower edge is left out.
 *
 *     y[b][r][c][k] = max over i, j < size of x[b][r size + i][c size + j][k]
 *
 * The gradient goes to the value that passed; of several equal ones, to the first. */
#include "layer.h"
#include "simd.h"

#include <string.h>

static InkStatus configure(InkLayer *layer) {
    int32_t size = layer->spec.size;
    if (size < 2 || size > INK_MAX_WINDOW) return INK_BAD_ARGUMENT;
    InkShape in = layer->input;
    layer->output = (InkShape){in.height / size, in.width / size, in.channels};
    if (layer->output.height < 1 || layer->output.width < 1) return INK_TOO_SMALL;
    return INK_OK;
}

static void initialize(InkLayer *layer, InkRng *rng) {
    (void)layer, (void)rng;
}

/* Where the window of an output begins in its sample. */
static ptrdiff_t window(const InkLayer *layer, int32_t r, int32_t c) {
    int32_t size = layer->spec.size;
    return ((ptrdiff_t)r * size * layer->input.width + (ptrdiff_t)c * size) * layer->input.channels;
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    InkShape in = layer->input, out = layer->output;
    int32_t size = layer->spec.size, channels = in.channels;
    ptrdiff_t row = (ptrdiff_t)in.width * channels;
    y += (ptrdiff_t)pass->first * ink_shape_size(out);
    for (int32_t b = pass->first; b < pass->last; b++) {
        const float *sample = x + (ptrdiff_t)b * ink_shape_size(in);
        for (int32_t r = 0; r < out.height; r++) {
            for (int32_t c = 0; c < out.width; c++, y += channels) {
                const float *from = sample + window(layer, r, c);
                memcpy(y, from, sizeof(float) * (size_t)channels);
                for (int32_t n = 1; n < size * size; n++) {
                    const float *other = from + n / size * row + n % size * channels;
                    for (int32_t k = 0; k < channels; k++) {
                        /* A NaN stays a NaN, as in relu.c. */
                        y[k] = y[k] >= other[k] ? y[k] : other[k];
                    }
                }
            }
        }
    }
}

static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    InkShape in = layer->input, out = layer->output;
    int32_t size = layer->spec.size, channels = in.channels;
    ptrdiff_t row = (ptrdiff_t)in.width * channels;
    ptrdiff_t done = (ptrdiff_t)pass->first * ink_shape_size(out);
    y += done;
    dy += done;
    for (int32_t b = pass->first; b < pass->last; b++) {
        ptrdiff_t start = (ptrdiff_t)b * ink_shape_size(in);
        memset(dx + start, 0, sizeof(float) * (size_t)ink_shape_size(in));
        for (int32_t r = 0; r < out.height; r++) {
            for (int32_t c = 0; c < out.width; c++, y += channels, dy += channels) {
                float left[INK_MAX_CHANNELS]; /* what has not found its value yet */
                memcpy(left, dy, sizeof(float) * (size_t)channels);
                for (int32_t n = 0; n < size * size; n++) {
                    ptrdiff_t at =
                        start + window(layer, r, c) + n / size * row + n % size * channels;
                    for (int32_t k = 0; k < channels; k++) {
                        float passed = x[at + k] == y[k] ? left[k] : 0.0f;
                        dx[at + k] = passed;
                        left[k] -= passed;
                    }
                }
            }
        }
    }
}

const InkLayerKind ink_maxpool = {configure, initialize, NULL, forward, backward, NULL};
