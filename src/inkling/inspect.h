/* A look inside a network. */
#ifndef INKLING_INSPECT_H
#define INKLING_INSPECT_H

#include "inkling/network.h"

/* What a network says of one sample. */
typedef struct {
    float loss; /* cross entropy, in nats; it knows no temperature */
    /* Of the network's classes, behind which all is 0; the probabilities are at the network's
     * temperature, as ink_network_predict's. */
    float logits[INK_MAX_CLASSES];
    float probabilities[INK_MAX_CLASSES];
} InkTrace;

/* Forward and backward for one sample x[INK_PIXELS] with its label, a class: fills the network's
 * gradients, and keeps what ink_network_activation tells. No parameter changes, and dropout lets
 * everything pass, as in prediction. trace is written unless the argument is bad.
 * Errors: INK_BAD_ARGUMENT for another label, INK_NO_CLASS included; INK_DIVERGED when the loss is
 * not finite: then there are outputs, but no gradients. */
INK_API InkStatus ink_network_trace(InkNetwork *network, const float *x, uint8_t label,
                                    InkTrace *trace);

/* Forward alone for one sample x[INK_PIXELS], at the cost of a prediction: writes logits[classes]
 * and probabilities[classes], the latter at the network's temperature, and keeps the outputs that
 * ink_network_activation tells. Gradients stay as they are, those of outputs and those of
 * parameters; dropout lets everything pass. Errors: INK_DIVERGED when a logit is not finite; all
 * is written nevertheless. */
INK_API InkStatus ink_network_activate(InkNetwork *network, const float *x, float *logits,
                                       float *probabilities);

INK_API int32_t ink_network_layer_count(const InkNetwork *network);

/* A layer of a network, and what it did with the first sample of the last pass. Output and gradient
 * are [height][width][channels]; they stay where they are as long as the network lives, and keep
 * their values until its next pass: prediction, training, evaluation, activate, trace or saliency. */
typedef struct {
    InkLayerSpec spec;
    InkLayerInfo info;
    int32_t first_parameter; /* where its parameters begin in the network's array of all */
    const float *output;
    const float *gradient; /* of the loss with respect to output */
} InkActivation;

/* Errors: INK_BAD_ARGUMENT when there is no such layer; they are counted from 0. */
INK_API InkStatus ink_network_activation(const InkNetwork *network, int32_t layer,
                                         InkActivation *activation);

/* How much the logit of a class rises with each pixel of x[INK_PIXELS]: its gradient
 * (Simonyan, Vedaldi and Zisserman, "Deep Inside Convolutional Networks", 2014). Dropout lets
 * everything pass, and of equal values in a pooling window, as on blank paper, the first takes the
 * whole gradient. The gradients of the parameters stay as they are; those of the outputs become
 * those of that logit. Errors: INK_BAD_ARGUMENT for another class. */
INK_API InkStatus ink_network_saliency(InkNetwork *network, const float *x, int32_t class,
                                       float gradient[INK_PIXELS]);

#endif
