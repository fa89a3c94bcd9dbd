/* A network is a list of layers in one block of memory, with softmax and cross entropy on top.
 *
 * The block: parameters of all layers | gradients in the same layout | input x[max_batch][784] |
 * for each layer y and dy, [max_batch][output] | probabilities [max_batch][10]. */
#include "network.h"
#include "layer.h"
#include "softmax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Every kind of layer there is, by InkLayerType. */
static const InkLayerKind *const layer_kinds[] = {
    [INK_LAYER_DENSE] = &ink_dense,
    [INK_LAYER_RELU] = &ink_relu,
};

/* 2^26 floats are 256 MB, the most that a phone's tab is asked for. */
enum { MAX_FLOATS = 1 << 26 };

struct InkNetwork {
    int32_t layer_count, max_batch, parameter_count;
    InkLayer layers[INK_MAX_LAYERS];
    float *parameters, *gradients, *input, *probabilities;
    float memory[];
};

static InkStatus configure_layers(InkNetwork *network, const InkLayerSpec *specs) {
    const int32_t kind_count = (int32_t)(sizeof layer_kinds / sizeof *layer_kinds);
    InkShape shape = {INK_SIDE, INK_SIDE, 1};
    int64_t parameters = 0;
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        int32_t type = specs[l].type;
        if (type < 0 || type >= kind_count || !layer_kinds[type]) return INK_BAD_LAYERS;
        *layer = (InkLayer){.kind = layer_kinds[type], .spec = specs[l], .input = shape};
        InkStatus status = layer->kind->configure(layer);
        if (status != INK_OK) return status;
        shape = layer->output;
        parameters += layer->parameter_count;
        if (parameters > MAX_FLOATS) return INK_BAD_LAYERS;
    }
    if (ink_shape_size(shape) != INK_CLASSES) return INK_BAD_LAYERS;
    network->parameter_count = (int32_t)parameters;
    return INK_OK;
}

/* A block of floats that is handed out from its start; without memory it only counts. */
typedef struct {
    float *memory;
    int64_t used;
} Arena;

static float *take(Arena *arena, int64_t count) {
    arena->used += count;
    return arena->memory ? arena->memory + arena->used - count : NULL;
}

/* Gives every array its place; returns how many floats they take. */
static int64_t lay_out(InkNetwork *network, float *memory) {
    Arena arena = {memory, 0};
    int64_t batch = network->max_batch;
    network->parameters = take(&arena, network->parameter_count);
    network->gradients = take(&arena, network->parameter_count);
    network->input = take(&arena, batch * INK_PIXELS);
    network->probabilities = take(&arena, batch * INK_CLASSES);
    float *parameters = network->parameters, *gradients = network->gradients;
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        layer->y = take(&arena, batch * ink_shape_size(layer->output));
        layer->dy = take(&arena, batch * ink_shape_size(layer->output));
        if (!memory) continue;
        layer->parameters = parameters;
        layer->gradients = gradients;
        parameters += layer->parameter_count;
        gradients += layer->parameter_count;
    }
    return arena.used;
}

InkStatus ink_network_create(InkNetwork **out, const InkLayerSpec *specs, int32_t layer_count,
                             int32_t max_batch) {
    *out = NULL;
    if (layer_count < 1 || layer_count > INK_MAX_LAYERS) return INK_BAD_LAYERS;
    if (max_batch < 1 || max_batch > INK_MAX_BATCH) return INK_BAD_ARGUMENT;
    InkNetwork plan = {.layer_count = layer_count, .max_batch = max_batch};
    InkStatus status = configure_layers(&plan, specs);
    if (status != INK_OK) return status;
    int64_t floats = lay_out(&plan, NULL);
    if (floats > MAX_FLOATS) return INK_NO_MEMORY;
    InkNetwork *network = calloc(1, sizeof *network + sizeof(float) * (size_t)floats);
    if (!network) return INK_NO_MEMORY;
    *network = plan;
    lay_out(network, network->memory);
    *out = network;
    return INK_OK;
}

void ink_network_free(InkNetwork *network) { free(network); }

void ink_network_initialize(InkNetwork *network, uint32_t seed) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkRng rng = ink_rng(seed, (uint32_t)l);
        network->layers[l].kind->initialize(&network->layers[l], &rng);
    }
}

float *ink_network_parameters(InkNetwork *network) { return network->parameters; }

const float *ink_network_gradients(const InkNetwork *network) { return network->gradients; }

int32_t ink_network_parameter_count(const InkNetwork *network) { return network->parameter_count; }

int32_t ink_network_max_batch(const InkNetwork *network) { return network->max_batch; }

float *ink_network_input(InkNetwork *network) { return network->input; }

static const float *forward(InkNetwork *network, const InkPass *pass, const float *x) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        layer->kind->forward(layer, pass, x, layer->y);
        x = layer->y;
    }
    return x;
}

const float *ink_network_logits(InkNetwork *network, const float *x, int32_t batch) {
    InkPass pass = {.batch = batch, .training = false};
    return forward(network, &pass, x);
}

InkStatus ink_network_predict(InkNetwork *network, const float *x, int32_t batch,
                              float *probabilities) {
    if (batch < 1 || batch > network->max_batch) return INK_BAD_ARGUMENT;
    ink_softmax_forward(ink_network_logits(network, x, batch), probabilities, batch, INK_CLASSES);
    return INK_OK;
}

static bool labels_are_digits(const uint8_t *labels, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (labels[i] >= INK_CLASSES) return false;
    }
    return true;
}

InkStatus ink_network_backpropagate(InkNetwork *network, const float *x, const uint8_t *labels,
                                    int32_t batch, InkBatchResult *result) {
    if (batch < 1 || batch > network->max_batch) return INK_BAD_ARGUMENT;
    if (!labels_are_digits(labels, batch)) return INK_BAD_ARGUMENT;

    InkPass pass = {.batch = batch, .training = true};
    const float *logits = forward(network, &pass, x);
    ink_softmax_forward(logits, network->probabilities, batch, INK_CLASSES);
    result->loss = (float)(ink_cross_entropy_forward(logits, labels, batch, INK_CLASSES) / batch);
    result->count = batch;
    result->correct = 0;
    for (int32_t b = 0; b < batch; b++) {
        result->correct += ink_argmax(logits + (size_t)b * INK_CLASSES, INK_CLASSES) == labels[b];
    }
    if (!isfinite(result->loss)) return INK_DIVERGED;

    memset(network->gradients, 0, sizeof(float) * (size_t)network->parameter_count);
    InkLayer *last = &network->layers[network->layer_count - 1];
    ink_softmax_cross_entropy_backward(network->probabilities, labels, last->dy, batch,
                                       INK_CLASSES);
    for (int32_t l = network->layer_count - 1; l >= 0; l--) {
        InkLayer *layer = &network->layers[l];
        InkLayer *before = l > 0 ? layer - 1 : NULL;
        layer->kind->backward(layer, &pass, before ? before->y : x, layer->y, layer->dy,
                              before ? before->dy : NULL);
    }
    return INK_OK;
}
