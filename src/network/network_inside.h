/* The internals of a network, for files that run passes through it or export it. */
#ifndef INK_NETWORK_INSIDE_H
#define INK_NETWORK_INSIDE_H

#include "inkling/network.h"
#include "layers/layer.h"

/* Groups, and what threads get, are multiples of this many samples: as many rows as a matrix
 * product takes at a time. */
enum { INK_TOGETHER = 4 };

struct InkNetwork {
    InkPool *pool;
    int32_t layer_count, max_batch, parameter_count;
    int32_t classes; /* outputs of the last layer */
    float temperature;
    int32_t group; /* samples that go through the layers together, for cache locality */
    InkLayer layers[INK_MAX_LAYERS];
    float *parameters, *gradients, *input, *probabilities, *log_sums;
    float *grown;   /* used instead of memory since ink_network_reserve made more room, or NULL */
    float memory[]; /* the block described in network.c */
};

/* Must be called on one thread before a pass over this many samples whenever the parameters may
 * have changed. training: whether a backward pass over all of them follows. */
void ink_network_prepare(InkNetwork *network, int32_t samples, bool training);

/* Runs the samples of the pass through all layers; returns the logits [batch][classes]. */
const float *ink_network_forward(InkNetwork *network, const InkPass *pass, const float *x);

/* Backpropagates from dy of the last layer, which the caller has set, to dy of all others, for the
 * samples of the pass. If dx is not NULL, dx[batch][INK_PIXELS] receives the gradient with respect
 * to x. */
void ink_network_backward(InkNetwork *network, const InkPass *pass, const float *x, float *dx);

/* Adds scale times the gradients of the parameters to onto[parameter_count]. Forward and backward
 * must be complete for the whole minibatch. */
void ink_network_add_gradients(InkNetwork *network, const InkPass *pass, const float *x,
                               float *onto, float scale);

#endif
