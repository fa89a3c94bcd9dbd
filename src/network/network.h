/* What training, evaluation and inspection need of a network beyond its public face. */
#ifndef INK_NETWORK_H
#define INK_NETWORK_H

#include "inkling/network.h"

/* The logits [batch][classes] for x[batch][INK_PIXELS], valid until the next pass;
 * 1 <= batch <= max_batch. */
const float *ink_network_logits(InkNetwork *network, const float *x, int32_t batch);

/* p[batch][classes]: what the network says at its temperature. */
void ink_network_cool(const InkNetwork *network, const float *logits, int32_t batch,
                      float *probabilities);

/* What a step of training does beyond the plain one; all zero: nothing. */
typedef struct {
    uint32_t seed;   /* of what layers draw at random; new in every step */
    float smoothing; /* share of the target that goes to all classes alike, 0 to 0.5 */
} InkStepOptions;

/* Forward and backward: the network's gradients become those of the mean loss. */
InkStatus ink_network_gather(InkNetwork *network, const float *x, const uint8_t *labels,
                             int32_t batch, InkStepOptions options, InkBatchResult *result);

/* Forward, backward and one step of plain gradient descent, without an array of gradients. */
InkStatus ink_network_descend(InkNetwork *network, const float *x, const uint8_t *labels,
                              int32_t batch, InkStepOptions options, float learning_rate,
                              InkBatchResult *result);

/* The pool that was set; may be NULL. */
InkPool *ink_network_pool(const InkNetwork *network);

/* Whether the network has an output for each label, but for those that are INK_NO_CLASS. */
bool ink_network_knows(const InkNetwork *network, const uint8_t *labels, int32_t count);

/* Above 0, at most INK_MAX_LEARNING_RATE, and a number. */
bool ink_learning_rate_is_valid(float learning_rate);

#endif
