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

/* Every kind of layer: INK_LAYER_ its name here, its number in InkLayerSpec, and the InkLayerKind
 * that is all the rest of it. Numbers stay as they are; new kinds go to the end. */
#define INK_LAYER_KINDS(KIND)                                                                      \
    KIND(DENSE, 1, ink_dense)                                                                      \
    KIND(CONV2D, 3, ink_conv2d)                                                                    \
    KIND(MAXPOOL, 4, ink_maxpool)                                                                  \
    KIND(RELU, 2, ink_relu)                                                                        \
    KIND(DROPOUT, 5, ink_dropout)                                                                  \
    KIND(AVGPOOL, 6, ink_avgpool)                                                                  \
    KIND(LEAKY_RELU, 7, ink_leaky_relu)                                                            \
    KIND(TANH, 8, ink_tanh)                                                                        \
    KIND(SIGMOID, 9, ink_sigmoid)                                                                  \
    /* up to here */

#define INK_LAYER_NUMBER(NAME, number, kind) INK_LAYER_##NAME = (number),
typedef enum { INK_LAYER_KINDS(INK_LAYER_NUMBER) } InkLayerType;
#undef INK_LAYER_NUMBER

/* One entry in the list of layers. Which of its numbers a type has, and in which range, says its
 * InkLayerKindInfo; the others are not looked at. */
typedef struct {
    int32_t type;
    int32_t units;   /* outputs of a dense layer, output channels of a convolution */
    int32_t size;    /* side of a kernel or window */
    int32_t padding; /* rows and columns of zeros put around the image */
    float rate;      /* a share, such as of the values that dropout drops */
} InkLayerSpec;

/* A number that a kind of layer has. */
typedef struct {
    const char *name;    /* of the field in InkLayerSpec: "units" */
    int32_t offset;      /* of that field, in bytes */
    int32_t is_whole;    /* 1: an int32_t; 0: a float */
    int32_t is_optional; /* 1: who names none gets start */
    int32_t can_be_zero; /* 1: 0 is allowed outside the range too, and means that there is none */
    float start;         /* to begin with */
    float min, max;
} InkLayerNumber;

/* What there is to know of a kind of layer in order to offer it. */
typedef struct {
    int32_t type;         /* an InkLayerType */
    const char *name;     /* one word, for programs: "conv2d" */
    const char *word;     /* what it is called in lists of layers: "conv" */
    const char *examples; /* layers to begin with, as such a list: "conv 3x3x16 same" */
    int32_t number_count;
    const InkLayerNumber *numbers;
} InkLayerKindInfo;

/* The kinds of layers, in the order in which they are offered; NULL when there is no such kind. */
INK_API int32_t ink_layer_kind_count(void);
INK_API const InkLayerKindInfo *ink_layer_kind(int32_t index);

#endif
