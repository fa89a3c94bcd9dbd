/* How good a network is, and how sure it may be. */
#include "augment.h"
#include "dataset.h"
#include "network.h"
#include "softmax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Puts images first to first + batch - 1 into the network's input; returns their logits. */
static const float *look_at(InkNetwork *network, const InkDataset *dataset, int32_t first,
                            int32_t batch) {
    float *x = ink_network_input(network);
    for (int32_t b = 0; b < batch; b++) {
        ink_augment(INK_AUGMENT_NONE, 0, ink_dataset_pixels(dataset, first + b),
                    x + (size_t)b * INK_PIXELS);
    }
    return ink_network_logits(network, x, batch);
}

InkStatus ink_evaluate(InkNetwork *network, const InkDataset *dataset, int32_t first, int32_t count,
                       InkEvaluation *evaluation) {
    if (first < 0 || count < 0 || count > ink_dataset_count(dataset) - first) {
        return INK_BAD_ARGUMENT;
    }
    float log_sum, probabilities[INK_CLASSES];
    int32_t max_batch = ink_network_max_batch(network);
    for (int32_t done = 0; done < count;) {
        int32_t batch = count - done < max_batch ? count - done : max_batch;
        const float *logits = look_at(network, dataset, first + done, batch);
        for (int32_t b = 0; b < batch; b++, logits += INK_CLASSES) {
            uint8_t label = ink_dataset_label(dataset, first + done + b);
            if (label == INK_CLASSES) continue; /* no digit: neither right nor wrong */
            int32_t answer = ink_argmax(logits, INK_CLASSES);
            evaluation->count++;
            evaluation->correct += answer == label;
            ink_softmax_forward(logits, probabilities, &log_sum, 1, INK_CLASSES);
            evaluation->loss_sum +=
                (double)ink_cross_entropy(logits, log_sum, label, INK_CLASSES, 0.0f);
            evaluation->confusion[label][answer]++;
        }
        done += batch;
    }
    return INK_OK;
}

/* The mean cross entropy of logits[count][INK_CLASSES] divided by the temperature. */
static double loss_at(const float *logits, const InkDataset *dataset, int32_t first, int32_t count,
                      float temperature) {
    double sum = 0.0;
    for (int32_t i = 0; i < count; i++, logits += INK_CLASSES) {
        float cooled[INK_CLASSES], probabilities[INK_CLASSES], log_sum;
        for (int32_t c = 0; c < INK_CLASSES; c++)
            cooled[c] = logits[c] / temperature;
        ink_softmax_forward(cooled, probabilities, &log_sum, 1, INK_CLASSES);
        sum += (double)ink_cross_entropy(cooled, log_sum, ink_dataset_label(dataset, first + i),
                                         INK_CLASSES, 0.0f);
    }
    return sum / count;
}

InkStatus ink_calibrate(InkNetwork *network, const InkDataset *dataset, int32_t first,
                        int32_t count) {
    if (first < 0 || count < 1 || count > ink_dataset_count(dataset) - first)
        return INK_BAD_ARGUMENT;
    float *all = malloc(sizeof(float) * INK_CLASSES * (size_t)count);
    if (!all) return INK_NO_MEMORY;
    int32_t max_batch = ink_network_max_batch(network);
    for (int32_t done = 0; done < count;) {
        int32_t batch = count - done < max_batch ? count - done : max_batch;
        memcpy(all + (size_t)done * INK_CLASSES, look_at(network, dataset, first + done, batch),
               sizeof(float) * INK_CLASSES * (size_t)batch);
        done += batch;
    }
    /* The loss has one valley along the temperature: thirds of the range that cannot hold its
     * bottom are cut off. Steps are even in the logarithm. */
    float low = logf(0.1f), high = logf(10.0f);
    for (int32_t i = 0; i < 40; i++) {
        float left = low + (high - low) / 3.0f, right = high - (high - low) / 3.0f;
        if (loss_at(all, dataset, first, count, expf(left)) <
            loss_at(all, dataset, first, count, expf(right))) {
            high = right;
        } else {
            low = left;
        }
    }
    ink_network_set_temperature(network, expf((low + high) / 2.0f));
    free(all);
    return INK_OK;
}
