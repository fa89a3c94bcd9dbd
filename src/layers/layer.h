/* What every kind of layer offers. A new kind is one new file that fills an InkLayerKind, and one
 * line in the table in network.c; nothing else knows which kinds there are.
 *
 * A training step has two halves. In the first, samples are independent of each other: they run
 * forward through all layers, and the gradients of the loss with respect to what the layers passed
 * on (dy, dx) run backward. In the second, the weights are independent of each other: each gathers
 * its gradient over the samples. Threads share out samples first, then weights, and never write
 * the same number, so that results do not depend on how many there are. */
#ifndef INK_LAYER_H
#define INK_LAYER_H

#include "base/rng.h"
#include "inkling/layers.h"

/* The size of one sample between two layers; a dense layer's output is 1 x 1 x units. */
typedef struct {
    int32_t height, width, channels;
} InkShape;

/* Which part of a minibatch a call works on. */
typedef struct {
    int32_t batch;       /* samples in the minibatch */
    int32_t first, last; /* first half of a step: samples first to last - 1 */
    int32_t part, parts; /* second half: share number `part` of `parts` of the weights */
    bool training;       /* false when predicting */
    uint32_t seed;       /* for layers that draw at random while training; new in every step */
} InkPass;

typedef struct InkLayer InkLayer;

typedef struct {
    /* Checks spec against input; sets output, parameter_count and scratch_size. */
    InkStatus (*configure)(InkLayer *layer);
    /* Sets the parameters to their starting values. NULL for a layer without parameters. */
    void (*initialize)(const InkLayer *layer, InkRng *rng);
    /* Called once before a pass, by one thread: what all samples need, such as the weights in
     * another order. May be NULL. */
    void (*prepare)(const InkLayer *layer);
    /* y[batch][output] from x[batch][input], for the samples of the pass. */
    void (*forward)(const InkLayer *layer, const InkPass *pass, const float *x, float *y);
    /* dx from dy, the gradients of the loss with respect to x and y, for the samples of the pass.
     * The first layer is not asked for it. */
    void (*backward)(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx);
    /* Adds scale times the gradient of the parameters, summed over the whole minibatch, to
     * onto[parameter_count], for the weights of the pass. With the layer's gradients for onto and
     * scale 1 that is the gradient; with its parameters and -learning_rate it is a whole step of
     * gradient descent in one. NULL for a layer without parameters. */
    void (*backward_parameters)(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale);
} InkLayerKind;

struct InkLayer {
    const InkLayerKind *kind;
    InkLayerSpec spec;
    InkShape input, output;
    int32_t index; /* its place in the network */
    int32_t max_batch;
    int32_t parameter_count;
    int64_t scratch_size; /* floats of memory the layer keeps for itself */
    float *parameters;    /* this layer's part of the network's one array of each */
    float *gradients;
    float *y;       /* [max_batch][output] */
    float *dy;      /* [max_batch][output] */
    float *scratch; /* [scratch_size] */
};

static inline int32_t ink_shape_size(InkShape shape) {
    return shape.height * shape.width * shape.channels;
}

extern const InkLayerKind ink_dense;
extern const InkLayerKind ink_relu;
extern const InkLayerKind ink_conv2d;
extern const InkLayerKind ink_maxpool;
extern const InkLayerKind ink_dropout;

#endif
