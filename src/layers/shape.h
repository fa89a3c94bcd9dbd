/* The shape of one sample between two layers. */
#ifndef INK_SHAPE_H
#define INK_SHAPE_H

#include <stdint.h>

/* A dense layer's output is 1 x 1 x units. */
typedef struct {
    int32_t height, width, channels;
} InkShape;

static inline int32_t ink_shape_size(InkShape shape) {
    return shape.height * shape.width * shape.channels;
}

#endif
