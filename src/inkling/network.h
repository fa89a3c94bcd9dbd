/* Networks: lists of layers, predictions, gradients. */
#ifndef INKLING_NETWORK_H
#define INKLING_NETWORK_H

#include "inkling/layers.h"
#include "inkling/threads.h"

enum { INK_MAX_LEARNING_RATE = 100 };

/* Reads a list such as "conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, relu, dropout 0.25, dense
 * 10": the word of a kind, then its numbers. A convolution has kernel height x width x channels,
 * "same" for a padding that keeps the size (odd kernels only), "pad 1" for another one.
 * ink_layer_kind tells which kinds there are. Errors: INK_BAD_LAYER_TEXT for a layer that can't be
 * read: number *layer_count, from 0; INK_BAD_LAYERS for too many. */
INK_API InkStatus ink_layers_parse(const char *text, InkLayerSpec layers[INK_MAX_LAYERS],
                                   int32_t *layer_count);

/* Writes such a list, which gives the same layers again when it is read, into text[room].
 * INK_MAX_LAYERS_TEXT is room for any. Errors: INK_BAD_LAYERS for a layer of no known type, or when
 * there is too little room. */
enum { INK_MAX_LAYERS_TEXT = 1024 };
INK_API InkStatus ink_layers_format(const InkLayerSpec *layers, int32_t layer_count, char *text,
                                    size_t room);

/* What a layer makes of what comes to it. */
typedef struct {
    int32_t height, width, channels; /* of its output; a dense layer's is 1 x 1 x units */
    int32_t parameters;
} InkLayerInfo;

/* Checks a list of layers, and tells the size of each in info[layer_count]. Where the list cannot
 * work, that is the layer whose info is all zero; when the last does not give INK_MIN_CLASSES to
 * INK_MAX_CLASSES values, all have one. */
INK_API InkStatus ink_layers_check(const InkLayerSpec *layers, int32_t layer_count,
                                   InkLayerInfo *info);

typedef struct InkNetwork InkNetwork;

/* Builds a network from INK_PIXELS inputs through layer_count layers to a logit for each class.
 * The weights are zero until ink_network_initialize or until they are written.
 * max_batch (1 to INK_MAX_BATCH): the largest minibatch it will be given.
 * Errors: INK_BAD_LAYERS when the last layer does not give INK_MIN_CLASSES to INK_MAX_CLASSES
 * values, INK_TOO_SMALL when a kernel or window does not fit, INK_BAD_ARGUMENT for a number out of
 * range. */
INK_API InkStatus ink_network_create(InkNetwork **network, const InkLayerSpec *layers,
                                     int32_t layer_count, int32_t max_batch);
INK_API void ink_network_free(InkNetwork *network);

/* How many classes it tells apart: the values of its last layer. Its labels are below that. */
INK_API int32_t ink_network_classes(const InkNetwork *network);

/* Lets a pool share the work of training and evaluation; NULL for one thread. */
INK_API void ink_network_set_pool(InkNetwork *network, InkPool *pool);

/* He initialisation: weights normal with variance 2 / inputs, biases zero (He, Zhang, Ren and
 * Sun, "Delving Deep into Rectifiers", 2015). */
INK_API void ink_network_initialize(InkNetwork *network, uint32_t seed);

/* All parameters in one array, layer by layer; a dense layer has w[in][out], then bias[out], a
 * convolution w[size][size][in][out], then bias[out].
 * The gradients of the last minibatch stand in an array of the same layout. */
INK_API float *ink_network_parameters(InkNetwork *network);
INK_API const float *ink_network_gradients(const InkNetwork *network);
INK_API int32_t ink_network_parameter_count(const InkNetwork *network);
INK_API int32_t ink_network_max_batch(const InkNetwork *network);

/* The network's own input buffer, x[max_batch][INK_PIXELS], for callers that want no copy. */
INK_API float *ink_network_input(InkNetwork *network);

/* Probabilities p[batch][classes] for x[batch][INK_PIXELS]; 1 <= batch <= max_batch. */
INK_API InkStatus ink_network_predict(InkNetwork *network, const float *x, int32_t batch,
                                      float *probabilities);

/* Temperature scaling: ink_network_predict divides its logits by the temperature, so that its
 * probabilities are as often right as they say (see ink_calibrate). Training ignores it. A new
 * network has 1. Errors: INK_BAD_ARGUMENT below INK_MIN_TEMPERATURE, above INK_MAX_TEMPERATURE or
 * not a number; the temperature then stays as it is. */
#define INK_MIN_TEMPERATURE 0.01f
#define INK_MAX_TEMPERATURE 100.0f
INK_API InkStatus ink_network_set_temperature(InkNetwork *network, float temperature);
INK_API float ink_network_temperature(const InkNetwork *network);

typedef struct {
    float loss;      /* mean cross entropy over the minibatch, in nats */
    int32_t correct; /* samples whose most probable class was the label */
    int32_t count;   /* samples in the minibatch */
} InkBatchResult;

/* Forward and backward: fills the gradients of the mean loss; the weights stay as they are.
 * labels: each below the network's number of classes, or INK_NO_CLASS, for which the answer to
 * learn is "any". Errors: INK_UNKNOWN_CLASS for another label, INK_DIVERGED when the loss is not
 * finite. */
INK_API InkStatus ink_network_backpropagate(InkNetwork *network, const float *x,
                                            const uint8_t *labels, int32_t batch,
                                            InkBatchResult *result);

/* One step of stochastic gradient descent on a minibatch of the caller's:
 * backpropagation and w -= learning_rate dw in one. learning_rate: above 0, at most
 * INK_MAX_LEARNING_RATE. The array of gradients is left as it was. */
INK_API InkStatus ink_network_train_batch(InkNetwork *network, const float *x,
                                          const uint8_t *labels, int32_t batch, float learning_rate,
                                          InkBatchResult *result);

#endif
