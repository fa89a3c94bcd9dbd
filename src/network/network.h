/* The internal interface of a network, for training, evaluation, and inspection. */
#ifndef INK_NETWORK_H
#define INK_NETWORK_H

#include "inkling/network.h"
#include "layers/layer.h"

/* Logits [batch][classes] for x[batch][INK_PIXELS], valid until the next pass; 1 <= batch <=
 * max_batch. */
const float *ink_network_logits(InkNetwork *network, const float *x, int32_t batch);

/* Softmax at the network's temperature: probabilities[batch][classes] from logits. */
void ink_network_apply_temperature(const InkNetwork *network, const float *logits, int32_t batch,
                                   float *probabilities);

/* Optional extras of a training step; all zero disables them. */
typedef struct {
    uint32_t seed;   /* for layers that draw random numbers; new in every step */
    float smoothing; /* label smoothing, 0 to 0.5: the share of the target spread evenly over all
                        classes */
} InkStepOptions;

/* Forward and backward: fills the network's gradients with those of the mean loss. Returns
 * INK_BAD_ARGUMENT for a batch out of range, INK_UNKNOWN_CLASS, or INK_DIVERGED. */
InkStatus ink_network_compute_gradients(InkNetwork *network, const float *x, const uint8_t *labels,
                                        int32_t batch, InkStepOptions options,
                                        InkBatchResult *result);

/* Forward and backward, handing the gradients of the mean loss over to `take` as they are finished,
 * on several threads. The network's own gradients are undefined afterwards. Returns the same
 * errors, and then take is not called. */
InkStatus ink_network_take_gradients(InkNetwork *network, const float *x, const uint8_t *labels,
                                     int32_t batch, InkStepOptions options, InkTakeGradients *take,
                                     void *context, InkBatchResult *result);

/* Forward, backward, and one step of plain gradient descent, without storing the gradients. Returns
 * the same errors, and then leaves the parameters unchanged. */
InkStatus ink_network_sgd_step(InkNetwork *network, const float *x, const uint8_t *labels,
                               int32_t batch, InkStepOptions options, float learning_rate,
                               InkBatchResult *result);

/* The pool set by ink_network_set_pool; may be NULL. */
InkPool *ink_network_pool(const InkNetwork *network);

/* Whether every label is INK_NO_CLASS or has an output in the network. */
bool ink_network_labels_are_valid(const InkNetwork *network, const uint8_t *labels, int32_t count);

/* Whether it is above 0, at most INK_MAX_LEARNING_RATE, and not NaN. */
bool ink_learning_rate_is_valid(float learning_rate);

#endif
