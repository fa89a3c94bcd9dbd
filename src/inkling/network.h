/* Networks: lists of layers, prediction, gradients. */
#ifndef INKLING_NETWORK_H
#define INKLING_NETWORK_H

#include "inkling/layers.h"
#include "inkling/threads.h"

enum { INK_MAX_LEARNING_RATE = 100 };

/* Parses a list such as "conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, relu, dropout 0.25, dense
 * 10": for each layer the keyword of its kind, then its numbers. A convolution is kernel height x
 * width x channels, optionally followed by "same", which preserves the image size (odd kernels
 * only), or by an explicit padding such as "pad 1", and then by a step such as "stride 2". A
 * normalization is a mean and a deviation, both from 0 to 1, and "inverted" for dark ink.
 * ink_layer_kind lists the kinds. Errors:
 * INK_BAD_LAYER_TEXT if the layer at index *layer_count cannot be parsed; INK_BAD_LAYERS for too
 * many. */
INK_API InkStatus ink_layers_parse(const char *text, InkLayerSpec layers[INK_MAX_LAYERS],
                                   int32_t *layer_count);

/* Prints a list that ink_layers_parse reads back as the same layers, into text[room].
 * INK_MAX_LAYERS_TEXT bytes hold any list. Errors: INK_BAD_LAYERS for a layer of unknown type, for
 * too many layers or none, or if room is too small. */
enum { INK_MAX_LAYERS_TEXT = 64 * INK_MAX_LAYERS };
INK_API InkStatus ink_layers_format(const InkLayerSpec *layers, int32_t layer_count, char *text,
                                    size_t room);

/* The output shape and size of a layer. */
typedef struct {
    int32_t height, width, channels; /* output shape; 1 x 1 x units for a dense layer */
    int32_t parameters;
} InkLayerInfo;

/* Validates a list of layers and computes info[layer_count]. On error, the entries from the
 * offending layer on are all zero; if only the last layer is wrong, because it does not have
 * INK_MIN_CLASSES to INK_MAX_CLASSES outputs, every entry is filled. Errors: those of
 * ink_network_create. */
INK_API InkStatus ink_layers_check(const InkLayerSpec *layers, int32_t layer_count,
                                   InkLayerInfo *info);

typedef struct InkNetwork InkNetwork;

/* Creates a network from INK_PIXELS inputs through layer_count (1 to INK_MAX_LAYERS) layers to one
 * logit per class. The weights are zero until they are set or initialized. max_batch (1 to
 * INK_MAX_BATCH) is the largest minibatch it can process. Errors: INK_BAD_LAYERS if the last layer
 * does not have INK_MIN_CLASSES to INK_MAX_CLASSES outputs, INK_TOO_SMALL if a kernel or window
 * does not fit, INK_BAD_ARGUMENT for a number out of range, INK_NO_MEMORY. */
INK_API InkStatus ink_network_create(InkNetwork **network, const InkLayerSpec *layers,
                                     int32_t layer_count, int32_t max_batch);
INK_API void ink_network_free(InkNetwork *network);

/* Makes room for minibatches of up to max_batch samples (1 to INK_MAX_BATCH); never takes any away.
 * Parameters and gradients stay, at new addresses; all other arrays of the network are invalid
 * until the next pass. Errors: INK_BAD_ARGUMENT, INK_NO_MEMORY; the network is then unchanged. */
INK_API InkStatus ink_network_reserve(InkNetwork *network, int32_t max_batch);

/* The number of classes, which is the number of outputs of the last layer. */
INK_API int32_t ink_network_classes(const InkNetwork *network);

/* Runs training and evaluation on a pool of threads; NULL for a single thread. The pool must
 * outlive its use by the network. */
INK_API void ink_network_set_pool(InkNetwork *network, InkPool *pool);

/* He initialization: weights are normal with variance 2 / inputs, biases zero (He, Zhang, Ren, and
 * Sun, "Delving Deep into Rectifiers", 2015). */
INK_API void ink_network_initialize(InkNetwork *network, uint32_t seed);

/* All parameters in one array, layer by layer: w[in][out], then bias[out] for a dense layer;
 * w[size][size][in][out], then bias[out] for a convolution; w[channels], then bias[channels] for a
 * scale; w, running mean, running variance, and bias, [channels] each, for a batch normalization.
 * The gradients of the last minibatch are in a second array of the same layout; those of running
 * averages are 0. */
INK_API float *ink_network_parameters(InkNetwork *network);
INK_API const float *ink_network_gradients(const InkNetwork *network);
INK_API int32_t ink_network_parameter_count(const InkNetwork *network);
INK_API int32_t ink_network_max_batch(const InkNetwork *network);

/* The network's input buffer, x[max_batch][INK_PIXELS]. Filling it directly avoids a copy. */
INK_API float *ink_network_input(InkNetwork *network);

/* Probabilities [batch][classes] for x[batch][INK_PIXELS]. Errors: INK_BAD_ARGUMENT unless 1 <=
 * batch <= max_batch. */
INK_API InkStatus ink_network_predict(InkNetwork *network, const float *x, int32_t batch,
                                      float *probabilities);

/* Temperature scaling: ink_network_predict divides the logits by the temperature, so that its
 * probabilities match how often it is right (see ink_calibrate). Training ignores it. The default
 * is 1. Errors: INK_BAD_ARGUMENT for a temperature below INK_MIN_TEMPERATURE, above
 * INK_MAX_TEMPERATURE, or NaN; the old one then stays in effect. */
#define INK_MIN_TEMPERATURE 0.01f
#define INK_MAX_TEMPERATURE 100.0f
INK_API InkStatus ink_network_set_temperature(InkNetwork *network, float temperature);
INK_API float ink_network_temperature(const InkNetwork *network);

typedef struct {
    float loss;      /* mean cross entropy over the minibatch, in nats */
    int32_t correct; /* samples whose most probable class is the label */
    int32_t count;   /* samples in the minibatch */
} InkBatchResult;

/* Forward and backward pass: computes the gradients of the mean loss, without changing the weights.
 * labels[batch]: each below the number of classes, or INK_NO_CLASS, whose target is uniform.
 * Errors: INK_UNKNOWN_CLASS for any other label, INK_DIVERGED if the loss is not finite,
 * INK_BAD_ARGUMENT unless 1 <= batch <= max_batch. */
INK_API InkStatus ink_network_backpropagate(InkNetwork *network, const float *x,
                                            const uint8_t *labels, int32_t batch,
                                            InkBatchResult *result);

/* One step of stochastic gradient descent on x[batch][INK_PIXELS]: backpropagation and w -=
 * learning_rate dw in a single pass. learning_rate: above 0, at most INK_MAX_LEARNING_RATE. The
 * array of gradients is not touched. Errors: as ink_network_backpropagate; the weights are then
 * unchanged. */
INK_API InkStatus ink_network_train_batch(InkNetwork *network, const float *x,
                                          const uint8_t *labels, int32_t batch, float learning_rate,
                                          InkBatchResult *result);

#endif
