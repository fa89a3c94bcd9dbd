/* Runs minibatches through a network: prediction, and the two halves of a training step. The
 * threads of a pool split the samples first, then the weights; see layer.h. */
#include "base/parallel.h"
#include "layers/softmax.h"
#include "network/network.h"
#include "network/network_inside.h"

#include <math.h>
#include <string.h>

void ink_network_prepare(InkNetwork *network) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (layer->kind->prepare) layer->kind->prepare(layer);
    }
}

const float *ink_network_forward(InkNetwork *network, const InkPass *pass, const float *x) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        layer->kind->forward(layer, pass, x, layer->y);
        x = layer->y;
    }
    return x;
}

void ink_network_backward(InkNetwork *network, const InkPass *pass, const float *x, float *dx) {
    InkLayer *layer = &network->layers[network->layer_count - 1];
    for (; layer > network->layers; layer--) {
        InkLayer *before = layer - 1;
        layer->kind->backward(layer, pass, before->y, layer->y, layer->dy, before->dy);
    }
    if (dx) layer->kind->backward(layer, pass, x, layer->y, layer->dy, dx);
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
} Work;

/* Threads get samples in fours, as many rows as a matrix product takes at a time. */
enum { TOGETHER = 4 };

static int32_t fours_of(const Work *work) {
    return (work->batch + TOGETHER - 1) / TOGETHER;
}

static int32_t first_sample(const Work *work, int32_t part, int32_t parts) {
    int32_t first = TOGETHER * ink_share(fours_of(work), part, parts);
    return first < work->batch ? first : work->batch;
}

static InkPass pass_of(const Work *work, int32_t part, int32_t parts) {
    return (InkPass){.batch = work->batch,
                     .first = first_sample(work, part, parts),
                     .last = first_sample(work, part + 1, parts),
                     .part = part,
                     .parts = parts,
                     .training = work->labels != NULL,
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
    ink_network_prepare(network);
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

/* Forward pass, loss gradient and backward pass of one group of samples. */
static void train_group(const Work *work, const InkPass *pass) {
    InkNetwork *network = work->network;
    int32_t classes = network->classes, count = pass->last - pass->first;
    size_t start = (size_t)pass->first * (size_t)classes;
    const float *logits = ink_network_forward(network, pass, work->x);
    ink_softmax_forward(logits + start, network->probabilities + start,
                        network->log_sums + pass->first, count, classes);
    float *dlogits = network->layers[network->layer_count - 1].dy;
    ink_softmax_cross_entropy_backward(network->probabilities + start, work->labels + pass->first,
                                       work->options.smoothing, 1.0f / (float)pass->batch,
                                       dlogits + start, count, classes);
    ink_network_backward(network, pass, work->x, NULL);
}

/* First half of a training step: all samples. */
static void run_samples(void *context, int32_t part, int32_t parts) {
    run_in_groups(context, part, parts, train_group);
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
    ink_network_prepare(network);
    ink_pool_run(network->pool, fours_of(work), run_samples, work);
    InkStatus status = summarize(work, result);
    if (status == INK_OK) ink_pool_run(network->pool, INT32_MAX, run_parameters, work);
    return status;
}

InkStatus ink_network_compute_gradients(InkNetwork *network, const float *x, const uint8_t *labels,
                                        int32_t batch, InkStepOptions options,
                                        InkBatchResult *result) {
    memset(network->gradients, 0, sizeof(float) * (size_t)network->parameter_count);
    Work work = {network, x, labels, batch, options, network->gradients, 1.0f, NULL, NULL};
    return step(&work, result);
}

InkStatus ink_network_take_gradients(InkNetwork *network, const float *x, const uint8_t *labels,
                                     int32_t batch, InkStepOptions options, InkTakeGradients *take,
                                     void *context, InkBatchResult *result) {
    Work work = {network, x, labels, batch, options, network->gradients, 1.0f, take, context};
    return step(&work, result);
}

InkStatus ink_network_sgd_step(InkNetwork *network, const float *x, const uint8_t *labels,
                               int32_t batch, InkStepOptions options, float learning_rate,
                               InkBatchResult *result) {
    Work work = {network,        x,    labels, batch, options, network->parameters,
                 -learning_rate, NULL, NULL};
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
