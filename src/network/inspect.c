/* Looking inside a network: what it does with one sample. */
#include "inkling/inspect.h"
#include "layers/softmax.h"
#include "network/network.h"
#include "network/network_inside.h"

#include <math.h>
#include <string.h>

/* A pass over one sample in prediction mode: no dropout, no random draws. */
static const InkPass one_sample = {.batch = 1, .last = 1, .parts = 1};

static InkLayer *last_layer(InkNetwork *network) {
    return &network->layers[network->layer_count - 1];
}

/* Forward pass; returns the network's own logits. */
static const float *activate(InkNetwork *network, const float *x, float *probabilities) {
    ink_network_prepare(network, 1, false);
    const float *logits = ink_network_forward(network, &one_sample, x);
    ink_network_apply_temperature(network, logits, 1, probabilities);
    return logits;
}

InkStatus ink_network_activate(InkNetwork *network, const float *x, float *logits,
                               float *probabilities) {
    const float *z = activate(network, x, probabilities);
    memcpy(logits, z, sizeof(float) * (size_t)network->classes);
    for (int32_t c = 0; c < network->classes; c++) {
        if (!isfinite(z[c])) return INK_DIVERGED;
    }
    return INK_OK;
}

InkStatus ink_network_trace(InkNetwork *network, const float *x, uint8_t label, InkTrace *trace) {
    int32_t classes = network->classes;
    if (label >= classes) return INK_BAD_ARGUMENT;
    *trace = (InkTrace){0};
    const float *logits = activate(network, x, trace->probabilities);
    float probabilities[INK_MAX_CLASSES], log_sum;
    ink_softmax_forward(logits, probabilities, &log_sum, 1, classes);
    trace->loss = ink_cross_entropy(logits, log_sum, label, classes, 0.0f);
    memcpy(trace->logits, logits, sizeof(float) * (size_t)classes);
    if (!isfinite(trace->loss)) return INK_DIVERGED;

    ink_softmax_cross_entropy_backward(probabilities, &label, 0.0f, 1.0f, last_layer(network)->dy,
                                       1, classes);
    ink_network_backward(network, &one_sample, x, NULL);
    memset(network->gradients, 0, sizeof(float) * (size_t)network->parameter_count);
    ink_network_add_gradients(network, &one_sample, x, network->gradients, 1.0f);
    return INK_OK;
}

int32_t ink_network_layer_count(const InkNetwork *network) {
    return network->layer_count;
}

InkStatus ink_network_activation(const InkNetwork *network, int32_t layer,
                                 InkActivation *activation) {
    if (layer < 0 || layer >= network->layer_count) return INK_BAD_ARGUMENT;
    const InkLayer *of = &network->layers[layer];
    *activation = (InkActivation){
        .spec = of->spec,
        .info = {of->output.height, of->output.width, of->output.channels, of->parameter_count},
        .first_parameter = (int32_t)(of->parameters - network->parameters),
        .output = of->y,
        .gradient = of->dy};
    return INK_OK;
}

InkStatus ink_network_saliency(InkNetwork *network, const float *x, int32_t class,
                               float gradient[INK_PIXELS]) {
    if (class < 0 || class >= network->classes) return INK_BAD_ARGUMENT;
    ink_network_prepare(network, 1, false);
    ink_network_forward(network, &one_sample, x);
    float *dlogits = last_layer(network)->dy;
    for (int32_t c = 0; c < network->classes; c++)
        dlogits[c] = c == class ? 1.0f : 0.0f;
    ink_network_backward(network, &one_sample, x, gradient);
    return INK_OK;
}
