/* What every kind of layer offers. A new kind is one new file that fills an InkLayerKind, and one
 * line in the table in network.c; nothing else knows which kinds there are. */
#ifndef INK_LAYER_H
#define INK_LAYER_H

#include "inkling.h"
#include "rng.h"

/* The size of one sample between two layers; a dense layer's output is 1 x 1 x units. */
typedef struct {
    int32_t height, width, channels;
} InkShape;

/* What a forward or backward pass is told, beside the numbers. */
typedef struct {
    int32_t batch; /* samples in this pass */
    bool training; /* false when predicting */
    InkRng *rng;   /* for layers that draw at random while training; may be NULL otherwise */
} InkPass;

typedef struct InkLayer InkLayer;

typedef struct {
    /* Checks spec against input; sets output and parameter_count. */
    InkStatus (*configure)(InkLayer *layer);
    /* Sets the parameters to their starting values. */
    void (*initialize)(InkLayer *layer, InkRng *rng);
    /* y[batch][output] from x[batch][input]. */
    void (*forward)(const InkLayer *layer, const InkPass *pass, const float *x, float *y);
    /* From dy, the gradient of the loss with respect to y: adds to the layer's gradients, and
     * writes dx unless it is NULL (nobody asks the first layer for it). */
    void (*backward)(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx);
} InkLayerKind;

struct InkLayer {
    const InkLayerKind *kind;
    InkLayerSpec spec;
    InkShape input, output;
    int32_t parameter_count;
    float *parameters; /* this layer's part of the network's one array of each */
    float *gradients;
    float *y;  /* [max_batch][output] */
    float *dy; /* [max_batch][output] */
};

static inline int32_t ink_shape_size(InkShape shape) {
    return shape.height * shape.width * shape.channels;
}

extern const InkLayerKind ink_dense;
extern const InkLayerKind ink_relu;

#endif
