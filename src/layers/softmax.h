/* The head of the network: logits to probabilities, and the loss. */
#ifndef INK_SOFTMAX_H
#define INK_SOFTMAX_H

#include "inkling/base.h"

/* p[batch][classes]: p_c = exp(z_c) / sum_k exp(z_k) for logits z[batch][classes]. If log_sums is
 * not NULL, log_sums[batch] gets log sum_k exp(z_k). */
void ink_softmax_forward(const float *logits, float *probabilities, float *log_sums, int32_t batch,
                         int32_t classes);

/* What the network ought to say of a class: 1 for the label, 0 for the others, mixed with a uniform
 * share of smoothing (0 to 0.5; Szegedy and others, "Rethinking the Inception Architecture", 2016).
 * The label INK_NO_CLASS means that it is none of them: then all are wanted alike. */
static inline float ink_target(uint8_t label, int32_t class, int32_t classes, float smoothing) {
    float rest = (label == INK_NO_CLASS ? 1.0f : smoothing) / (float)classes;
    return class == label ? 1.0f - smoothing + rest : rest;
}

/* Cross entropy of one sample, -sum_c target_c log p_c in nats, from its logits and their log_sum:
 * exact also where p rounds to 0 or 1. Without smoothing it is -log p[label]. */
float ink_cross_entropy(const float *logits, float log_sum, uint8_t label, int32_t classes,
                        float smoothing);

/* Gradient of share times the sum of the cross entropies with respect to the logits, through the
 * softmax: dlogits = share (p - target). For the mean over a minibatch share is 1 / batch. */
void ink_softmax_cross_entropy_backward(const float *probabilities, const uint8_t *labels,
                                        float smoothing, float share, float *dlogits, int32_t batch,
                                        int32_t classes);

/* The most probable class of one row; the first of equals. */
int32_t ink_argmax(const float *row, int32_t classes);

#endif
