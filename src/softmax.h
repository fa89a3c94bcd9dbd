/* The head of the network: logits to probabilities, and the loss. */
#ifndef INK_SOFTMAX_H
#define INK_SOFTMAX_H

#include <stdint.h>

/* p[batch][classes]: p_c = exp(z_c) / sum_k exp(z_k) for logits z[batch][classes]. */
void ink_softmax_forward(const float *logits, float *probabilities, int32_t batch, int32_t classes);

/* Sum over the batch of -log p[label], in nats, computed from the logits so that it stays exact
 * where p rounds to 0 or 1. */
double ink_cross_entropy_forward(const float *logits, const uint8_t *labels, int32_t batch,
                                 int32_t classes);

/* Gradient of the mean cross entropy with respect to the logits, through the softmax:
 * dlogits = (p - onehot(label)) / batch. */
void ink_softmax_cross_entropy_backward(const float *probabilities, const uint8_t *labels,
                                        float *dlogits, int32_t batch, int32_t classes);

/* The most probable class of one row; the first of equals. */
int32_t ink_argmax(const float *row, int32_t classes);

#endif
