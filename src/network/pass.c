/* Runs minibatches through a network: prediction, and the two halves of a training step. The
 * threads of a pool split the samples first, then the weights; see layer.h. */
#include "base/parallel.h"
#include "layers/softmax.h"
#include "network/network.h"
#include "network/network_inside.h"

#include <math.h>
#include <string.h>

static void prepare_part(void *context, int32_t part, int32_t parts) {
    const InkNetwork *network = context;
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (layer->kind->prepare) layer->kind->prepare(layer, part, parts);
    }
}

void ink_network_prepare(InkNetwork *network, int32_t samples, bool training) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        network->layers[l].samples = samples;
        network->layers[l].training = training;
    }
    ink_pool_run(network->pool, INT32_MAX, prepare_part, network);
}

/* The input of a layer, in a pass over x. */
static const float *input_of(const InkNetwork *network, int32_t l, const float *x) {
    return l > 0 ? network->layers[l - 1].y : x;
}

/* Runs layers first to last - 1. */
static void forward_layers(InkNetwork *network, const InkPass *pass, const float *x, int32_t first,
                           int32_t last) {
    for (int32_t l = first; l < last; l++) {
        InkLayer *layer = &network->layers[l];
        layer->kind->forward(layer, pass, input_of(network, l, x), layer->y);
    }
}

/* Backpropagates from dy of layer `from` to that of layer `to`, which comes before it. */
static void backward_layers(InkNetwork *network, const InkPass *pass, int32_t from, int32_t to) {
    for (int32_t l = from; l > to; l--) {
        InkLayer *layer = &network->layers[l], *before = layer - 1;
        layer->kind->backward(layer, pass, before->y, layer->y, layer->dy, before->dy);
    }
}

const float *ink_network_forward(InkNetwork *network, const InkPass *pass, const float *x) {
    forward_layers(network, pass, x, 0, network->layer_count);
    return network->layers[network->layer_count - 1].y;
}

void ink_network_backward(InkNetwork *network, const InkPass *pass, const float *x, float *dx) {
    backward_layers(network, pass, network->layer_count - 1, 0);
    InkLayer *first = &network->layers[0];
    if (dx) first->kind->backward(first, pass, x, first->y, first->dy, dx);
}

void ink_network_add_gradients(InkNetwork *network, const InkPass *pass, const float *x,
                               float *onto, float scale) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        if (layer->kind->backward_parameters) {
            layer->kind->backward_parameters(layer, pass, x, layer->dy, onto, scale);
        }
        onto += layer->parameter_count;
        x = layer->y;
    }
}

/* The work shared by the threads of a pool. */
typedef struct {
    InkNetwork *network;
    const float *x;
    const uint8_t *labels;
    int32_t batch;
    InkStepOptions options;
    float *onto;
    float scale;
    InkTakeGradients *take; /* NULL to add them to `onto` */
    void *context;
    int32_t from, to; /* layers; see run_first_half */
} Work;

static int32_t fours_of(const Work *work) {
    return (work->batch + INK_TOGETHER - 1) / INK_TOGETHER;
}

static int32_t first_sample(const Work *work, int32_t part, int32_t parts) {
    int32_t first = INK_TOGETHER * ink_share(fours_of(work), part, parts);
    return first < work->batch ? first : work->batch;
}

static InkPass pass_of(const Work *work, int32_t part, int32_t parts) {
    return (InkPass){.batch = work->batch,
                     .first = first_sample(work, part, parts),
                     .last = first_sample(work, part + 1, parts),
                     .part = part,
                     .parts = parts,
                     .training = work->labels != NULL,
                     .learning = work->take || work->onto == work->network->parameters,
                     .seed = work->options.seed,
                     .take = work->take,
                     .context = work->context};
}

/* Calls run for one thread's samples, one group at a time. */
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
    ink_network_forward(work->network, pass, work->x);
}

static void predict_samples(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, predict_group);
}

const float *ink_network_logits(InkNetwork *network, const float *x, int32_t batch) {
    Work work = {.network = network, .x = x, .batch = batch};
    ink_network_prepare(network, batch, false);
    ink_pool_run(network->pool, fours_of(&work), predict_samples, &work);
    return network->layers[network->layer_count - 1].y;
}

void ink_network_apply_temperature(const InkNetwork *network, const float *logits, int32_t batch,
                                   float *probabilities) {
    for (int32_t i = 0; i < batch * network->classes; i++)
        probabilities[i] = logits[i] / network->temperature;
    ink_softmax_forward(probabilities, probabilities, NULL, batch, network->classes);
}

InkStatus ink_network_predict(InkNetwork *network, const float *x, int32_t batch,
                              float *probabilities) {
    if (batch < 1 || batch > network->max_batch) return INK_BAD_ARGUMENT;
    ink_network_apply_temperature(network, ink_network_logits(network, x, batch), batch,
                                  probabilities);
    return INK_OK;
}

bool ink_network_labels_are_valid(const InkNetwork *network, const uint8_t *labels, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (labels[i] >= network->classes && labels[i] != INK_NO_CLASS) return false;
    }
    return true;
}

/* Lets layer l, if it looks across the minibatch, gather and settle what has arrived at it. */
static void gather(const Work *work, const InkPass *pass, int32_t l, bool is_backward) {
    const InkLayer *layer = &work->network->layers[l];
    const float *x = input_of(work->network, l, work->x);
    if (layer->kind->gather) layer->kind->gather(layer, pass, x, is_backward ? layer->dy : NULL);
}

static void forward_group(const Work *work, const InkPass *pass) {
    forward_layers(work->network, pass, work->x, work->from, work->to);
    gather(work, pass, work->to, false);
}

static void backward_group(const Work *work, const InkPass *pass) {
    backward_layers(work->network, pass, work->from, work->to);
    gather(work, pass, work->to, true);
}

/* Forward pass from layer `from` on, loss gradient, and backward pass to the same layer, for one
 * group of samples. */
static void train_group(const Work *work, const InkPass *pass) {
    InkNetwork *network = work->network;
    int32_t classes = network->classes, count = pass->last - pass->first;
    int32_t last = network->layer_count - 1;
    size_t start = (size_t)pass->first * (size_t)classes;
    forward_layers(network, pass, work->x, work->from, last + 1);
    const float *logits = network->layers[last].y;
    ink_softmax_forward(logits + start, network->probabilities + start,
                        network->log_sums + pass->first, count, classes);
    float *dlogits = network->layers[last].dy;
    ink_softmax_cross_entropy_backward(network->probabilities + start, work->labels + pass->first,
                                       work->options.smoothing, 1.0f / (float)pass->batch,
                                       dlogits + start, count, classes);
    backward_layers(network, pass, last, work->from);
    gather(work, pass, work->from, true);
}

static void run_forward(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, forward_group);
}

static void run_samples(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, train_group);
}

static void run_backward(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, backward_group);
}

static void settle(const Work *work, int32_t l, bool is_backward) {
    const InkLayer *layer = &work->network->layers[l];
    if (layer->kind->settle) layer->kind->settle(layer, work->batch, is_backward);
}

/* First half of a training step: all samples through all layers and back. Layers that look across
 * the minibatch interrupt it: all samples run up to such a layer before any continues. From the
 * last of these layers on (without any, from the start), each group of samples runs to the loss and
 * back. */
static void run_first_half(Work *work) {
    const InkNetwork *network = work->network;
    InkPool *pool = network->pool;
    int32_t most = fours_of(work);
    work->from = 0;
    for (int32_t l = 0; l < network->layer_count; l++) {
        if (!network->layers[l].kind->gather) continue;
        work->to = l;
        ink_pool_run(pool, most, run_forward, work);
        settle(work, l, false);
        work->from = l;
    }
    ink_pool_run(pool, most, run_samples, work);
    settle(work, work->from, true);
    while (work->from > 0) {
        work->to = work->from - 1;
        while (work->to > 0 && !network->layers[work->to].kind->gather)
            work->to--;
        ink_pool_run(pool, most, run_backward, work);
        settle(work, work->to, true);
        work->from = work->to;
    }
}

/* Mean loss and number of correct answers, after run_samples. */
static InkStatus summarize(const Work *work, InkBatchResult *result) {
    const InkNetwork *network = work->network;
    const uint8_t *labels = work->labels;
    int32_t batch = work->batch, classes = network->classes;
    const float *logits = network->layers[network->layer_count - 1].y;
    double loss = 0.0;
    *result = (InkBatchResult){.count = batch};
    for (int32_t b = 0; b < batch; b++, logits += classes) {
        loss += (double)ink_cross_entropy(logits, network->log_sums[b], labels[b], classes,
                                          work->options.smoothing);
        result->correct += ink_argmax(logits, classes) == labels[b];
    }
    result->loss = (float)(loss / batch);
    return isfinite(result->loss) ? INK_OK : INK_DIVERGED;
}

/* Second half: adds scale times the gradients to `onto`, or hands them over. */
static void run_parameters(void *context, int32_t part, int32_t parts) {
    const Work *work = context;
    InkPass pass = pass_of(work, part, parts);
    ink_network_add_gradients(work->network, &pass, work->x, work->onto, work->scale);
}

static InkStatus step(Work *work, InkBatchResult *result) {
    InkNetwork *network = work->network;
    if (work->batch < 1 || work->batch > network->max_batch) return INK_BAD_ARGUMENT;
    if (!ink_network_labels_are_valid(network, work->labels, work->batch)) return INK_UNKNOWN_CLASS;
    ink_network_prepare(network, work->batch, true);
    run_first_half(work);
    InkStatus status = summarize(work, result);
    if (status == INK_OK) ink_pool_run(network->pool, INT32_MAX, run_parameters, work);
    return status;
}

InkStatus ink_network_compute_gradients(InkNetwork *network, const float *x, const uint8_t *labels,
                                        int32_t batch, InkStepOptions options,
                                        InkBatchResult *result) {
    memset(network->gradients, 0, sizeof(float) * (size_t)network->parameter_count);
    return ink_network_take_gradients(network, x, labels, batch, options, NULL, NULL, result);
}

InkStatus ink_network_take_gradients(InkNetwork *network, const float *x, const uint8_t *labels,
                                     int32_t batch, InkStepOptions options, InkTakeGradients *take,
                                     void *context, InkBatchResult *result) {
    Work work = {.network = network,
                 .x = x,
                 .labels = labels,
                 .batch = batch,
                 .options = options,
                 .onto = network->gradients,
                 .scale = 1.0f,
                 .take = take,
                 .context = context};
    return step(&work, result);
}

InkStatus ink_network_sgd_step(InkNetwork *network, const float *x, const uint8_t *labels,
                               int32_t batch, InkStepOptions options, float learning_rate,
                               InkBatchResult *result) {
    Work work = {.network = network,
                 .x = x,
                 .labels = labels,
                 .batch = batch,
                 .options = options,
                 .onto = network->parameters,
                 .scale = -learning_rate};
    return step(&work, result);
}

InkStatus ink_network_backpropagate(InkNetwork *network, const float *x, const uint8_t *labels,
                                    int32_t batch, InkBatchResult *result) {
    return ink_network_compute_gradients(network, x, labels, batch, (InkStepOptions){0}, result);
}

bool ink_learning_rate_is_valid(float learning_rate) {
    return learning_rate > 0.0f && learning_rate <= (float)INK_MAX_LEARNING_RATE;
}

InkStatus ink_network_train_batch(InkNetwork *network, const float *x, const uint8_t *labels,
                                  int32_t batch, float learning_rate, InkBatchResult *result) {
    if (!ink_learning_rate_is_valid(learning_rate)) return INK_BAD_ARGUMENT;
    return ink_network_sgd_step(network, x, labels, batch, (InkStepOptions){0}, learning_rate,
                                result);
}
