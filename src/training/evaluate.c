/* Evaluation, and calibration by temperature scaling. */
#include "inkling/training.h"
#include "layers/softmax.h"
#include "network/network.h"
#include "training/augment.h"
#include "training/dataset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Called with the logits[classes] of each image; index counts from the first image visited. */
typedef void Visit(void *context, int32_t index, const float *logits, int32_t classes,
                   uint8_t label);

/* Runs images first to first + count - 1 through the network in minibatches, visiting them in
 * order. */
static InkStatus visit_images(InkNetwork *network, const InkDataset *dataset, int32_t first,
                              int32_t count, Visit *visit, void *context) {
    if (first < 0 || count < 0 || count > ink_dataset_count(dataset) - first) {
        return INK_BAD_ARGUMENT;
    }
    if (!ink_network_labels_are_valid(network, ink_dataset_labels(dataset) + first, count))
        return INK_UNKNOWN_CLASS;
    int32_t max_batch = ink_network_max_batch(network), classes = ink_network_classes(network);
    float *x = ink_network_input(network);
    for (int32_t done = 0; done < count;) {
        int32_t batch = count - done < max_batch ? count - done : max_batch;
        for (int32_t b = 0; b < batch; b++) {
            ink_augment(INK_AUGMENT_NONE, 0, ink_dataset_pixels(dataset, first + done + b),
                        x + (size_t)b * INK_PIXELS);
        }
        const float *logits = ink_network_logits(network, x, batch);
        for (int32_t b = 0; b < batch; b++, done++, logits += classes)
            visit(context, done, logits, classes, ink_dataset_label(dataset, first + done));
    }
    return INK_OK;
}

static float loss_of(const float *logits, int32_t classes, uint8_t label) {
    float probabilities[INK_MAX_CLASSES], log_sum;
    ink_softmax_forward(logits, probabilities, &log_sum, 1, classes);
    return ink_cross_entropy(logits, log_sum, label, classes, 0.0f);
}

static void count_image(void *context, int32_t index, const float *logits, int32_t classes,
                        uint8_t label) {
    (void)index;
    InkEvaluation *evaluation = context;
    if (label == INK_NO_CLASS) return; /* not scored */
    int32_t answer = ink_argmax(logits, classes);
    evaluation->count++;
    evaluation->correct += answer == label;
    evaluation->loss_sum += (double)loss_of(logits, classes, label);
    evaluation->confusion[label][answer]++;
}

InkStatus ink_evaluate(InkNetwork *network, const InkDataset *dataset, int32_t first, int32_t count,
                       InkEvaluation *evaluation) {
    return visit_images(network, dataset, first, count, count_image, evaluation);
}

typedef struct {
    const InkNetwork *network;
    uint8_t *answers;
    float *probabilities, *losses;
} ImageResults;

static void record_image(void *context, int32_t index, const float *logits, int32_t classes,
                         uint8_t label) {
    const ImageResults *results = context;
    float probabilities[INK_MAX_CLASSES];
    ink_network_apply_temperature(results->network, logits, 1, probabilities);
    int32_t answer = ink_argmax(logits, classes);
    results->answers[index] = (uint8_t)answer;
    results->probabilities[index] = probabilities[answer];
    results->losses[index] = loss_of(logits, classes, label);
}

InkStatus ink_evaluate_each(InkNetwork *network, const InkDataset *dataset, int32_t first,
                            int32_t count, uint8_t *answers, float *probabilities, float *losses) {
    ImageResults results = {network, answers, probabilities, losses};
    return visit_images(network, dataset, first, count, record_image, &results);
}

static void copy_logits(void *context, int32_t index, const float *logits, int32_t classes,
                        uint8_t label) {
    (void)label;
    float *all = context;
    memcpy(all + (size_t)index * (size_t)classes, logits, sizeof(float) * (size_t)classes);
}

/* The mean cross-entropy of logits[count][classes] divided by the temperature. */
static double mean_loss_at(const float *logits, int32_t classes, const uint8_t *labels,
                           int32_t count, float temperature) {
    double sum = 0.0;
    for (int32_t i = 0; i < count; i++, logits += classes) {
        float scaled[INK_MAX_CLASSES];
        for (int32_t c = 0; c < classes; c++)
            scaled[c] = logits[c] / temperature;
        sum += (double)loss_of(scaled, classes, labels[i]);
    }
    return sum / count;
}

InkStatus ink_calibrate(InkNetwork *network, const InkDataset *dataset, int32_t first,
                        int32_t count) {
    if (count < 1 || count > ink_dataset_count(dataset)) return INK_BAD_ARGUMENT;
    int32_t classes = ink_network_classes(network);
    float *all = malloc(sizeof(float) * (size_t)classes * (size_t)count);
    if (!all) return INK_NO_MEMORY;
    InkStatus status = visit_images(network, dataset, first, count, copy_logits, all);
    if (status != INK_OK) {
        free(all);
        return status;
    }
    const uint8_t *labels = ink_dataset_labels(dataset) + first;
    /* Golden-section search over the logarithm of the temperature, along which the loss is
     * unimodal: of its two inner points, each step keeps one. Nearer to the minimum than `near`,
     * losses differ by no more than their rounding. */
    const float ratio = 0.618034f, near = 1e-4f;
    float low = logf(0.1f), high = logf(10.0f);
    float left = high - ratio * (high - low), right = low + ratio * (high - low);
    double loss_left = mean_loss_at(all, classes, labels, count, expf(left));
    double loss_right = mean_loss_at(all, classes, labels, count, expf(right));
    while (high - low > near) {
        if (loss_left < loss_right) {
            high = right;
            right = left;
            loss_right = loss_left;
            left = high - ratio * (high - low);
            loss_left = mean_loss_at(all, classes, labels, count, expf(left));
        } else {
            low = left;
            left = right;
            loss_left = loss_right;
            right = low + ratio * (high - low);
            loss_right = mean_loss_at(all, classes, labels, count, expf(right));
        }
    }
    free(all);
    return ink_network_set_temperature(network, expf((low + high) / 2.0f));
}
