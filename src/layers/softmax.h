/* The head of the network: softmax and cross-entropy loss. */
#ifndef INK_SOFTMAX_H
#define INK_SOFTMAX_H

#include "inkling/base.h"

/* Softmax of logits z[batch][classes]: p_c = exp(z_c) / sum_k exp(z_k). If log_sums is not NULL,
 * log_sums[batch] receives log sum_k exp(z_k). */
void ink_softmax_forward(const float *logits, float *probabilities, float *log_sums, int32_t batch,
                         int32_t classes);

/* The target probability of a class: 1 for the label, 0 for the others, mixed with a uniform
 * distribution weighted by smoothing (0 to 0.5; Szegedy et al., "Rethinking the Inception
 * Architecture", 2016). For the label INK_NO_CLASS the target is uniform. */
static inline float ink_target(uint8_t label, int32_t class, int32_t classes, float smoothing) {
    float rest = (label == INK_NO_CLASS ? 1.0f : smoothing) / (float)classes;
    return class == label ? 1.0f - smoothing + rest : rest;
}

/* Cross entropy of one sample in nats, -sum_c target_c log p_c, from its logits and log_sum, so
 * that it stays exact where p rounds to 0 or 1. Without smoothing it is -log p[label]. */
float ink_cross_entropy(const float *logits, float log_sum, uint8_t label, int32_t classes,
                        float smoothing);

/* Gradient of the cross entropies, summed and times share, with respect to the logits: dlogits =
 * share (p - target). For the mean over a minibatch, share is 1 / batch. */
void ink_softmax_cross_entropy_backward(const float *probabilities, const uint8_t *labels,
                                        float smoothing, float share, float *dlogits, int32_t batch,
                                        int32_t classes);

/* The index of the largest value in one row; the first one if several are equal. */
int32_t ink_argmax(const float *row, int32_t classes);

#endif
