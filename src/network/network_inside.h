/* The inside of a network, for the files that send samples through it. */
#ifndef INK_NETWORK_INSIDE_H
#define INK_NETWORK_INSIDE_H

#include "inkling/network.h"
#include "layers/layer.h"

struct InkNetwork {
    InkPool *pool;
    int32_t layer_count, max_batch, parameter_count;
    int32_t classes; /* the values of the last layer */
    float temperature;
    int32_t group; /* samples that go through the layers together */
    InkLayer layers[INK_MAX_LAYERS];
    float *parameters, *gradients, *input, *probabilities, *log_sums;
    float memory[];
};

/* To be called once before a pass, by one thread, after the parameters may have changed. */
void ink_network_prepare(InkNetwork *network);

/* The samples of the pass through all layers; returns the logits [batch][classes]. */
const float *ink_network_forward(InkNetwork *network, const InkPass *pass, const float *x);

/* From dy of the last layer, which the caller has set, to dy of all others, for the samples of the
 * pass; if dx is not NULL, dx[batch][INK_PIXELS] gets the gradient with respect to x. */
void ink_network_backward(InkNetwork *network, const InkPass *pass, const float *x, float *dx);

/* Adds scale times the gradients of the parameters to onto[parameter_count], once forward and
 * backward are done for the whole minibatch. */
void ink_network_add_gradients(InkNetwork *network, const InkPass *pass, const float *x,
                               float *onto, float scale);

#endif
