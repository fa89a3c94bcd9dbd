/* Kinds of layers and their settings. */
#ifndef INKLING_LAYERS_H
#define INKLING_LAYERS_H

#include "inkling/base.h"

enum {
    INK_MAX_LAYERS = 32,    /* layers in a network */
    INK_MAX_UNITS = 4096,   /* units of a dense layer */
    INK_MAX_CHANNELS = 256, /* output channels of a convolution */
    INK_MAX_KERNEL = 9,     /* side of a convolution's kernel */
    INK_MAX_WINDOW = 8,     /* side of a pooling window */
    INK_MAX_STRIDE = 8,     /* step of a convolution or a pooling window */
    INK_MAX_BATCH = 512     /* samples in a minibatch */
};

/* Every kind of layer: its name after INK_LAYER_, its number in InkLayerSpec, and the InkLayerKind
 * that implements it. Numbers never change; add new kinds at the end. */
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
    KIND(ELU, 10, ink_elu)                                                                         \
    KIND(SCALE, 11, ink_scale)                                                                     \
    KIND(NORMALIZE, 12, ink_normalize)                                                             \
    KIND(BATCHNORM, 13, ink_batchnorm)                                                             \
    KIND(RELU6, 14, ink_relu6)                                                                     \
    KIND(SILU, 15, ink_silu)                                                                       \
    KIND(GELU, 16, ink_gelu)                                                                       \
    /* end of list */

#define INK_LAYER_NUMBER(NAME, number, kind) INK_LAYER_##NAME = (number),
typedef enum { INK_LAYER_KINDS(INK_LAYER_NUMBER) } InkLayerType;
#undef INK_LAYER_NUMBER

/* One entry in a list of layers. Which fields a type uses, and their ranges, is in its
 * InkLayerKindInfo; the other fields are ignored. */
typedef struct {
    int32_t type;
    int32_t units;    /* outputs (dense) or output channels (convolution) */
    int32_t size;     /* side of a kernel or window */
    int32_t padding;  /* width of a border around the image: zeros, which pooling skips */
    float rate;       /* a fraction, such as dropout's probability, leaky ReLU's slope, or a mean */
    int32_t stride;   /* step of a convolution, where 0 is 1, or of a window, where 0 is its size */
    float deviation;  /* what a normalized input is divided by */
    int32_t inverted; /* 1: a normalized input has dark ink */
    int32_t ceil;     /* 1: pooling windows may extend past the bottom and right edge */
} InkLayerSpec;

/* Describes one number of a kind of layer. */
typedef struct {
    const char *name;    /* field name in InkLayerSpec: "units" */
    int32_t offset;      /* field offset in bytes */
    int32_t is_whole;    /* 1: an int32_t; 0: a float */
    int32_t is_optional; /* 1: may be omitted, and is then `start` */
    int32_t can_be_zero; /* 1: 0 is also allowed, outside the range, as a special value */
    float start;         /* initial value */
    float min, max;
} InkLayerNumber;

/* Everything a user interface needs to offer a kind of layer. */
typedef struct {
    int32_t type;         /* an InkLayerType */
    const char *name;     /* identifier: "conv2d" */
    const char *word;     /* keyword in lists of layers: "conv" */
    const char *examples; /* sample entries, as a list of layers: "conv 3x3x16 same" */
    int32_t number_count;
    const InkLayerNumber *numbers;
} InkLayerKindInfo;

/* The kinds of layers, in display order. ink_layer_kind returns NULL for an index out of range. */
INK_API int32_t ink_layer_kind_count(void);
INK_API const InkLayerKindInfo *ink_layer_kind(int32_t index);

#endif
