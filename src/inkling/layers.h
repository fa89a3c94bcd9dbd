/* What a layer can be. */
#ifndef INKLING_LAYERS_H
#define INKLING_LAYERS_H

#include "inkling/base.h"

enum {
    INK_MAX_LAYERS = 32,    /* layers in a network */
    INK_MAX_UNITS = 4096,   /* units of a dense layer */
    INK_MAX_CHANNELS = 256, /* output channels of a convolution */
    INK_MAX_KERNEL = 9,     /* side of a convolution's kernel */
    INK_MAX_WINDOW = 8,     /* side of a pooling window */
    INK_MAX_BATCH = 512     /* samples in a minibatch */
};

typedef enum {
    INK_LAYER_DENSE = 1,
    INK_LAYER_RELU = 2,
    INK_LAYER_CONV2D = 3,
    INK_LAYER_MAXPOOL = 4,
    INK_LAYER_DROPOUT = 5
} InkLayerType;

/* One entry in the list of layers; what a type does not name is not looked at. */
typedef struct {
    int32_t type;
    int32_t units;   /* dense: outputs, to INK_MAX_UNITS; conv2d: channels, to INK_MAX_CHANNELS */
    int32_t size;    /* conv2d: side of the kernel, to INK_MAX_KERNEL;
                        maxpool: side of the window, 2 to INK_MAX_WINDOW */
    int32_t padding; /* conv2d: rows and columns of zeros put around the image, below size */
    float rate;      /* dropout: share of the values that is dropped, 0 to 0.9 */
} InkLayerSpec;

#endif
