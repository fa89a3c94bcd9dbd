/* A network is a list of layers in one block of memory, with softmax and cross entropy on top.
 *
 * The block: parameters of all layers | gradients in the same layout | input x[max_batch][784] |
 * probabilities [max_batch][10] | log_sums [max_batch] | for each layer y and dy,
 * [max_batch][output], and its scratch. */
#include "network.h"
#include "layer.h"
#include "parallel.h"
#include "softmax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Every kind of layer there is, by InkLayerType. */
static const InkLayerKind *const layer_kinds[] = {
    [INK_LAYER_DENSE] = &ink_dense,     [INK_LAYER_RELU] = &ink_relu,
    [INK_LAYER_CONV2D] = &ink_conv2d,   [INK_LAYER_MAXPOOL] = &ink_maxpool,
    [INK_LAYER_DROPOUT] = &ink_dropout,
};

/* 2^26 floats are 256 MB, the most that a phone's tab is asked for. Samples go through the layers
 * in groups that leave about this much behind them, so that it is still in a near cache when the
 * next layer wants it. */
enum { MAX_FLOATS = 1 << 26, GROUP_FLOATS = 1 << 17 };

struct InkNetwork {
    InkPool *pool;
    int32_t layer_count, max_batch, parameter_count;
    float temperature;
    int32_t group; /* samples that go through the layers together */
    InkLayer layers[INK_MAX_LAYERS];
    float *parameters, *gradients, *input, *probabilities, *log_sums;
    float memory[];
};

static InkStatus configure_layers(InkNetwork *network, const InkLayerSpec *specs,
                                  InkLayerInfo *info) {
    const int32_t kind_count = (int32_t)(sizeof layer_kinds / sizeof *layer_kinds);
    InkShape shape = {INK_SIDE, INK_SIDE, 1};
    int64_t parameters = 0, values = 0;
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        int32_t type = specs[l].type;
        if (type < 0 || type >= kind_count || !layer_kinds[type]) return INK_BAD_LAYERS;
        *layer = (InkLayer){.kind = layer_kinds[type],
                            .spec = specs[l],
                            .input = shape,
                            .index = l,
                            .max_batch = network->max_batch};
        InkStatus status = layer->kind->configure(layer);
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
    if (ink_shape_size(shape) != INK_CLASSES) return INK_BAD_LAYERS;
    network->parameter_count = (int32_t)parameters;
    network->group = values < GROUP_FLOATS ? (int32_t)(GROUP_FLOATS / values) : 1;
    return INK_OK;
}

InkStatus ink_layers_check(const InkLayerSpec *layers, int32_t layer_count, InkLayerInfo *info) {
    if (layer_count < 1 || layer_count > INK_MAX_LAYERS) return INK_BAD_LAYERS;
    memset(info, 0, sizeof *info * (size_t)layer_count);
    InkNetwork plan = {.layer_count = layer_count, .max_batch = 1};
    return configure_layers(&plan, layers, info);
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
    network->log_sums = take(&arena, batch);
    float *parameters = network->parameters, *gradients = network->gradients;
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        layer->y = take(&arena, batch * ink_shape_size(layer->output));
        layer->dy = take(&arena, batch * ink_shape_size(layer->output));
        layer->scratch = take(&arena, layer->scratch_size);
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

void ink_network_free(InkNetwork *network) {
    free(network);
}

void ink_network_set_temperature(InkNetwork *network, float temperature) {
    if (temperature > 0.0f) network->temperature = temperature;
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

static void prepare(InkNetwork *network) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (layer->kind->prepare) layer->kind->prepare(layer);
    }
}

/* The last layer's outputs for the samples of the pass. */
static const float *forward(InkNetwork *network, const InkPass *pass, const float *x) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        layer->kind->forward(layer, pass, x, layer->y);
        x = layer->y;
    }
    return x;
}

/* What the threads of a pool are told of a pass through the network. */
typedef struct {
    InkNetwork *network;
    const float *x;
    const uint8_t *labels;
    int32_t batch;
    InkStepOptions options;
    float *onto;
    float scale;
} Work;

static InkPass pass_of(const Work *work, int32_t part, int32_t parts) {
    return (InkPass){.batch = work->batch,
                     .first = ink_share(work->batch, part, parts),
                     .last = ink_share(work->batch, part + 1, parts),
                     .part = part,
                     .parts = parts,
                     .training = work->labels != NULL,
                     .seed = work->options.seed};
}

/* Runs `run` for a part of the minibatch, group by group. */
static void run_in_groups(const Work *work, int32_t part, int32_t parts,
                          void (*run)(const Work *work, const InkPass *pass)) {
    InkPass pass = pass_of(work, part, parts);
    int32_t end = pass.last, group = work->network->group;
    for (; pass.first < end; pass.first = pass.last) {
        pass.last = end - pass.first < group ? end : pass.first + group;
        run(work, &pass);
    }
}

static void predict_group(const Work *work, const InkPass *pass) {
    forward(work->network, pass, work->x);
}

static void predict_samples(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, predict_group);
}

const float *ink_network_logits(InkNetwork *network, const float *x, int32_t batch) {
    Work work = {.network = network, .x = x, .batch = batch};
    prepare(network);
    if (batch == 1) {
        predict_samples(&work, 0, 1); /* not worth waking anybody */
    } else {
        ink_pool_run(network->pool, predict_samples, &work);
    }
    return network->layers[network->layer_count - 1].y;
}

InkStatus ink_network_predict(InkNetwork *network, const float *x, int32_t batch,
                              float *probabilities) {
    if (batch < 1 || batch > network->max_batch) return INK_BAD_ARGUMENT;
    const float *logits = ink_network_logits(network, x, batch);
    for (int32_t i = 0; i < batch * INK_CLASSES; i++)
        probabilities[i] = logits[i] / network->temperature;
    ink_softmax_forward(probabilities, probabilities, NULL, batch, INK_CLASSES);
    return INK_OK;
}

/* 0 to 9, or INK_CLASSES for what is no digit. */
static bool labels_are_valid(const uint8_t *labels, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (labels[i] > INK_CLASSES) return false;
    }
    return true;
}

/* A group of samples forward, then the gradients of what the layers passed on. */
static void train_group(const Work *work, const InkPass *pass) {
    InkNetwork *network = work->network;
    size_t start = (size_t)pass->first * INK_CLASSES;
    int32_t count = pass->last - pass->first;
    const float *logits = forward(network, pass, work->x);
    ink_softmax_forward(logits + start, network->probabilities + start,
                        network->log_sums + pass->first, count, INK_CLASSES);
    InkLayer *layer = &network->layers[network->layer_count - 1];
    ink_softmax_cross_entropy_backward(network->probabilities + start, work->labels + pass->first,
                                       work->options.smoothing, 1.0f / (float)pass->batch,
                                       layer->dy + start, count, INK_CLASSES);
    for (; layer > network->layers; layer--) {
        InkLayer *before = layer - 1;
        layer->kind->backward(layer, pass, before->y, layer->y, layer->dy, before->dy);
    }
}

/* First half of a step. */
static void run_samples(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, train_group);
}

/* The loss and the right answers of what run_samples left behind. */
static InkStatus sum_up(const Work *work, InkBatchResult *result) {
    const InkNetwork *network = work->network;
    const uint8_t *labels = work->labels;
    int32_t batch = work->batch;
    const float *logits = network->layers[network->layer_count - 1].y;
    double loss = 0.0;
    *result = (InkBatchResult){.count = batch};
    for (int32_t b = 0; b < batch; b++, logits += INK_CLASSES) {
        loss += (double)ink_cross_entropy(logits, network->log_sums[b], labels[b], INK_CLASSES,
                                          work->options.smoothing);
        result->correct += ink_argmax(logits, INK_CLASSES) == labels[b];
    }
    result->loss = (float)(loss / batch);
    return isfinite(result->loss) ? INK_OK : INK_DIVERGED;
}

/* Second half of a step: adds scale times the gradients to a whole set of parameters. */
static void run_parameters(void *context, int32_t part, int32_t parts) {
    const Work *work = context;
    InkPass pass = pass_of(work, part, parts);
    const float *x = work->x;
    float *onto = work->onto;
    for (int32_t l = 0; l < work->network->layer_count; l++) {
        InkLayer *layer = &work->network->layers[l];
        if (layer->kind->backward_parameters) {
            layer->kind->backward_parameters(layer, &pass, x, layer->dy, onto, work->scale);
        }
        onto += layer->parameter_count;
        x = layer->y;
    }
}

static InkStatus step(Work *work, InkBatchResult *result) {
    InkNetwork *network = work->network;
    if (work->batch < 1 || work->batch > network->max_batch) return INK_BAD_ARGUMENT;
    if (!labels_are_valid(work->labels, work->batch)) return INK_BAD_ARGUMENT;
    prepare(network);
    ink_pool_run(network->pool, run_samples, work);
    InkStatus status = sum_up(work, result);
    if (status == INK_OK) ink_pool_run(network->pool, run_parameters, work);
    return status;
}

InkStatus ink_network_gather(InkNetwork *network, const float *x, const uint8_t *labels,
                             int32_t batch, InkStepOptions options, InkBatchResult *result) {
    memset(network->gradients, 0, sizeof(float) * (size_t)network->parameter_count);
    Work work = {network, x, labels, batch, options, network->gradients, 1.0f};
    return step(&work, result);
}

InkStatus ink_network_descend(InkNetwork *network, const float *x, const uint8_t *labels,
                              int32_t batch, InkStepOptions options, float learning_rate,
                              InkBatchResult *result) {
    Work work = {network, x, labels, batch, options, network->parameters, -learning_rate};
    return step(&work, result);
}

InkStatus ink_network_backpropagate(InkNetwork *network, const float *x, const uint8_t *labels,
                                    int32_t batch, InkBatchResult *result) {
    return ink_network_gather(network, x, labels, batch, (InkStepOptions){0}, result);
}

bool ink_learning_rate_is_valid(float learning_rate) {
    return learning_rate > 0.0f && learning_rate <= (float)INK_MAX_LEARNING_RATE;
}

InkStatus ink_network_train_batch(InkNetwork *network, const float *x, const uint8_t *labels,
                                  int32_t batch, float learning_rate, InkBatchResult *result) {
    if (!ink_learning_rate_is_valid(learning_rate)) return INK_BAD_ARGUMENT;
    return ink_network_descend(network, x, labels, batch, (InkStepOptions){0}, learning_rate,
                               result);
}
