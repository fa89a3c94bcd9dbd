/* A network is a list of layers in one block of memory, with softmax and cross entropy on top.
 *
 * The block: parameters of all layers | gradients in the same layout | input x[max_batch][784] |
 * probabilities [max_batch][classes] | log_sums [max_batch] | per layer: y and dy,
 * [max_batch][output] each, and scratch. */
#include "network/network.h"
#include "network/network_inside.h"

#include <stdlib.h>
#include <string.h>

/* 2^26 floats are 256 MB, the most that Inkling asks of a browser tab on a phone. Samples go
 * through the layers in groups whose activations take up about GROUP_FLOATS, so that they are still
 * in a nearby cache when the next layer reads them. */
enum { MAX_FLOATS = 1 << 26, GROUP_FLOATS = 1 << 17 };

static InkStatus configure_layers(InkNetwork *network, const InkLayerSpec *specs,
                                  InkLayerInfo *info) {
    InkShape shape = {INK_SIDE, INK_SIDE, 1};
    int64_t parameters = 0, values = 0;
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        *layer = (InkLayer){.kind = ink_layer_kind_of(specs[l].type),
                            .spec = specs[l],
                            .input = shape,
                            .index = l,
                            .max_batch = network->max_batch};
        if (!layer->kind) return INK_BAD_LAYERS;
        InkStatus status = ink_layer_configure(layer);
        if (status != INK_OK) return status;
        shape = layer->output;
        if (info) {
            info[l] =
                (InkLayerInfo){shape.height, shape.width, shape.channels, layer->parameter_count};
        }
        values += 2 * ink_shape_size(shape);
        parameters += layer->parameter_count;
        if (parameters > MAX_FLOATS) return INK_NO_MEMORY;
    }
    int32_t classes = ink_shape_size(shape);
    if (classes < INK_MIN_CLASSES || classes > INK_MAX_CLASSES) return INK_BAD_LAYERS;
    network->classes = classes;
    network->parameter_count = (int32_t)parameters;
    network->group = (int32_t)(GROUP_FLOATS / values) / INK_TOGETHER * INK_TOGETHER;
    if (network->group < INK_TOGETHER) network->group = INK_TOGETHER;
    return INK_OK;
}

InkStatus ink_layers_check(const InkLayerSpec *layers, int32_t layer_count, InkLayerInfo *info) {
    if (layer_count < 1 || layer_count > INK_MAX_LAYERS) return INK_BAD_LAYERS;
    memset(info, 0, sizeof *info * (size_t)layer_count);
    InkNetwork plan = {.layer_count = layer_count, .max_batch = 1};
    return configure_layers(&plan, layers, info);
}

/* A bump allocator. Without memory, it only counts. */
typedef struct {
    float *memory;
    int64_t used;
} Arena;

static float *take(Arena *arena, int64_t count) {
    arena->used += count;
    return arena->memory ? arena->memory + arena->used - count : NULL;
}

/* Assigns every array its place in memory, and returns how many floats they take in total. With
 * memory NULL it only counts. */
static int64_t lay_out(InkNetwork *network, float *memory) {
    Arena arena = {memory, 0};
    int64_t batch = network->max_batch;
    network->parameters = take(&arena, network->parameter_count);
    network->gradients = take(&arena, network->parameter_count);
    network->input = take(&arena, batch * INK_PIXELS);
    network->probabilities = take(&arena, batch * network->classes);
    network->log_sums = take(&arena, batch);
    float *parameters = network->parameters;
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        layer->y = take(&arena, batch * ink_shape_size(layer->output));
        layer->dy = take(&arena, batch * ink_shape_size(layer->output));
        layer->scratch = take(&arena, layer->scratch_size);
        if (!memory) continue;
        layer->parameters = parameters;
        parameters += layer->parameter_count;
    }
    return arena.used;
}

InkStatus ink_network_create(InkNetwork **out, const InkLayerSpec *specs, int32_t layer_count,
                             int32_t max_batch) {
    *out = NULL;
    if (layer_count < 1 || layer_count > INK_MAX_LAYERS) return INK_BAD_LAYERS;
    if (max_batch < 1 || max_batch > INK_MAX_BATCH) return INK_BAD_ARGUMENT;
    InkNetwork plan = {.layer_count = layer_count, .max_batch = max_batch};
    InkStatus status = configure_layers(&plan, specs, NULL);
    if (status != INK_OK) return status;
    int64_t floats = lay_out(&plan, NULL);
    if (floats > MAX_FLOATS) return INK_NO_MEMORY;
    InkNetwork *network = calloc(1, sizeof *network + sizeof(float) * (size_t)floats);
    if (!network) return INK_NO_MEMORY;
    *network = plan;
    network->temperature = 1.0f;
    lay_out(network, network->memory);
    *out = network;
    return INK_OK;
}

InkStatus ink_network_reserve(InkNetwork *network, int32_t max_batch) {
    if (max_batch < 1 || max_batch > INK_MAX_BATCH) return INK_BAD_ARGUMENT;
    if (max_batch <= network->max_batch) return INK_OK;
    InkLayerSpec specs[INK_MAX_LAYERS] = {{0}};
    for (int32_t l = 0; l < network->layer_count; l++)
        specs[l] = network->layers[l].spec;
    InkNetwork plan = *network;
    plan.max_batch = max_batch;
    InkStatus status = configure_layers(&plan, specs, NULL);
    if (status != INK_OK) return status;
    int64_t floats = lay_out(&plan, NULL);
    if (floats > MAX_FLOATS) return INK_NO_MEMORY;
    float *memory = calloc((size_t)floats, sizeof *memory);
    if (!memory) return INK_NO_MEMORY;
    lay_out(&plan, memory);
    /* Parameters and gradients come first. Everything else is valid only until the next pass. */
    memcpy(memory, network->parameters, sizeof *memory * 2 * (size_t)network->parameter_count);
    free(network->grown);
    *network = plan;
    network->grown = memory;
    return INK_OK;
}

void ink_network_free(InkNetwork *network) {
    if (!network) return;
    free(network->grown);
    free(network);
}

int32_t ink_network_classes(const InkNetwork *network) {
    return network->classes;
}

InkStatus ink_network_set_temperature(InkNetwork *network, float temperature) {
    if (!(temperature >= INK_MIN_TEMPERATURE && temperature <= INK_MAX_TEMPERATURE))
        return INK_BAD_ARGUMENT;
    network->temperature = temperature;
    return INK_OK;
}

float ink_network_temperature(const InkNetwork *network) {
    return network->temperature;
}

void ink_network_set_pool(InkNetwork *network, InkPool *pool) {
    network->pool = pool;
}

InkPool *ink_network_pool(const InkNetwork *network) {
    return network->pool;
}

void ink_network_initialize(InkNetwork *network, uint32_t seed) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkRng rng = ink_rng(seed, (uint32_t)l);
        const InkLayer *layer = &network->layers[l];
        if (layer->kind->initialize) layer->kind->initialize(layer, &rng);
    }
}

float *ink_network_parameters(InkNetwork *network) {
    return network->parameters;
}

const float *ink_network_gradients(const InkNetwork *network) {
    return network->gradients;
}

int32_t ink_network_parameter_count(const InkNetwork *network) {
    return network->parameter_count;
}

int32_t ink_network_max_batch(const InkNetwork *network) {
    return network->max_batch;
}

float *ink_network_input(InkNetwork *network) {
    return network->input;
}
