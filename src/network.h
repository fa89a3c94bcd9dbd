/* What the trainer needs of a network beyond its public face. */
#ifndef INK_NETWORK_H
#define INK_NETWORK_H

#include "inkling.h"

/* The logits [batch][INK_CLASSES] for x[batch][INK_PIXELS], valid until the next pass;
 * 1 <= batch <= max_batch. */
const float *ink_network_logits(InkNetwork *network, const float *x, int32_t batch);

/* The pool that was set; may be NULL. */
InkPool *ink_network_pool(const InkNetwork *network);

/* Above 0, at most INK_MAX_LEARNING_RATE, and a number. */
bool ink_learning_rate_is_valid(float learning_rate);

#endif
