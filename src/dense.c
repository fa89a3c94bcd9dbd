/* Dense layer: every output is a weighted sum of every input, plus a bias.
 *
 *     y[b][o] = bias[o] + sum_i x[b][i] w[i][o]
 *
 * Parameters: w[in][out], then bias[out]. */
#include "layer.h"
#include "matmul.h"

#include <math.h>
#include <string.h>

static InkStatus configure(InkLayer *layer) {
    int32_t units = layer->spec.units;
    if (units < 1 || units > INK_MAX_UNITS) return INK_BAD_ARGUMENT;
    int64_t count = ((int64_t)ink_shape_size(layer->input) + 1) * units;
    if (count > INT32_MAX) return INK_BAD_LAYERS;
    layer->output = (InkShape){1, 1, units};
    layer->parameter_count = (int32_t)count;
    return INK_OK;
}

static void initialize(InkLayer *layer, InkRng *rng) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    float deviation = sqrtf(2.0f / (float)in);
    for (int32_t i = 0; i < in * out; i++) {
        layer->parameters[i] = deviation * ink_rng_normal(rng);
    }
    memset(layer->parameters + (size_t)in * out, 0, sizeof(float) * (size_t)out);
}

static void forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y) {
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    const float *w = layer->parameters;
    const float *bias = w + (size_t)in * out;
    for (int32_t b = 0; b < pass->batch; b++) {
        memcpy(y + (size_t)b * out, bias, sizeof(float) * (size_t)out);
    }
    ink_matmul(y, x, w, pass->batch, in, out);
}

/* By the chain rule, with dy = d loss / d y:
 *     dw[i][o]  = sum_b x[b][i] dy[b][o]      each weight met input i and moved output o
 *     dbias[o]  = sum_b dy[b][o]
 *     dx[b][i]  = sum_o dy[b][o] w[i][o]      each input moved every output */
static void backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx) {
    (void)y;
    int32_t in = ink_shape_size(layer->input), out = layer->spec.units;
    float *dw = layer->gradients;
    float *dbias = dw + (size_t)in * out;
    ink_matmul_weight_gradient(dw, x, dy, pass->batch, in, out);
    for (int32_t b = 0; b < pass->batch; b++) {
        for (int32_t o = 0; o < out; o++)
            dbias[o] += dy[(size_t)b * out + o];
    }
    if (dx) ink_matmul_input_gradient(dx, dy, layer->parameters, pass->batch, in, out);
}

const InkLayerKind ink_dense = {configure, initialize, forward, backward};
