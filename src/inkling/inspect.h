/* Looking inside a network. */
#ifndef INKLING_INSPECT_H
#define INKLING_INSPECT_H

#include "inkling/network.h"

/* What a network computes for one sample. */
typedef struct {
    float loss; /* cross entropy in nats, regardless of temperature */
    /* Per class; entries past the network's classes are 0. The probabilities are at the network's
     * temperature, as in ink_network_predict. */
    float logits[INK_MAX_CLASSES];
    float probabilities[INK_MAX_CLASSES];
} InkTrace;

/* Forward and backward pass for one sample x[INK_PIXELS] with its label: fills the network's
 * gradients, and the values that ink_network_activation returns. Parameters do not change, and
 * dropout is off, as in prediction. *trace is written unless the result is INK_BAD_ARGUMENT.
 * Errors: INK_BAD_ARGUMENT for a label that is not a class of the network, including INK_NO_CLASS;
 * INK_DIVERGED if the loss is not finite: then outputs are valid, but not gradients. */
INK_API InkStatus ink_network_trace(InkNetwork *network, const float *x, uint8_t label,
                                    InkTrace *trace);

/* Forward pass only, for one sample x[INK_PIXELS], at the cost of a prediction: writes
 * logits[classes] and probabilities[classes], the latter at the network's temperature, and keeps
 * the outputs that ink_network_activation returns. Gradients of outputs and parameters are left
 * unchanged; dropout is off. Errors: INK_DIVERGED if a logit is not finite; everything is written
 * all the same. */
INK_API InkStatus ink_network_activate(InkNetwork *network, const float *x, float *logits,
                                       float *probabilities);

INK_API int32_t ink_network_layer_count(const InkNetwork *network);

/* A layer of a network, and its values for the first sample of the last pass. output and gradient
 * are [height][width][channels]. The pointers stay valid as long as the network lives; the values
 * last until its next pass of any kind: prediction, training, evaluation, activate, trace,
 * or saliency. */
typedef struct {
    InkLayerSpec spec;
    InkLayerInfo info;
    int32_t first_parameter; /* offset of its parameters in ink_network_parameters */
    const float *output;
    const float *gradient; /* of the loss, with respect to output */
} InkActivation;

/* The layer at index `layer`, from 0. Errors: INK_BAD_ARGUMENT if there is none. */
INK_API InkStatus ink_network_activation(const InkNetwork *network, int32_t layer,
                                         InkActivation *activation);

/* Saliency map: the gradient of a class's logit with respect to each pixel of x[INK_PIXELS]
 * (Simonyan, Vedaldi, and Zisserman, "Deep Inside Convolutional Networks", 2014). Dropout is off,
 * and if several values of a pooling window are equal, as on blank paper, the first takes the whole
 * gradient. Parameter gradients are left unchanged; the gradients that ink_network_activation
 * returns become those of that logit. Errors: INK_BAD_ARGUMENT if there is no such class. */
INK_API InkStatus ink_network_saliency(InkNetwork *network, const float *x, int32_t class,
                                       float gradient[INK_PIXELS]);

#endif
