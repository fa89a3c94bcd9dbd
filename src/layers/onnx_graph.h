/* An ONNX graph under construction: nodes, each of which consumes the previous node's output, and
 * the tensors they need.
 *
 * ONNX stores images as [batch][channels][height][width], this core as [height][width][channels]. A
 * flat vector is [batch][values] in ONNX. Each layer states which of the two it operates on. */
#ifndef INK_ONNX_GRAPH_H
#define INK_ONNX_GRAPH_H

#include "base/bytes.h"
#include "layers/shape.h"

enum { INK_ONNX_NAME = 32 };

typedef struct {
    InkBytes nodes, initializers;
    char value[INK_ONNX_NAME]; /* name of the last node's output */
    int32_t count;             /* outputs named so far */
    bool is_flat;              /* whether the last output is a flat vector rather than an image */
} InkOnnxGraph;

/* Flattens an image of `shape` in this core's order, unless the value is flat already. */
void ink_onnx_flatten(InkOnnxGraph *graph, InkShape shape);

/* Turns a flat vector, such as a dense layer's output, into an image of one pixel, unless it is an
 * image already. */
void ink_onnx_unflatten(InkOnnxGraph *graph, InkShape shape);

/* Begins a node whose inputs are the last output and up to two tensors, by name, or NULL. Add
 * attributes before ink_onnx_end. */
InkBytes ink_onnx_begin(const InkOnnxGraph *graph, const char *first, const char *second);
/* Adds one more input. */
void ink_onnx_input(InkBytes *node, const char *name);
void ink_onnx_int(InkBytes *node, const char *name, int64_t value);
void ink_onnx_ints(InkBytes *node, const char *name, const int64_t *values, int32_t count);
void ink_onnx_float(InkBytes *node, const char *name, float value);

/* Ends the node; its output becomes the last one. type is the operator; output is its name, or NULL
 * to generate one. */
void ink_onnx_end(InkOnnxGraph *graph, InkBytes *node, const char *type, const char *output);

/* A node with no attributes and no tensors. */
void ink_onnx_node(InkOnnxGraph *graph, const char *type);

/* A node that slides a size x size window over an image by stride. pads are top, left, bottom,
 * right; NULL for none. */
void ink_onnx_pool(InkOnnxGraph *graph, const char *type, int64_t size, int64_t stride,
                   const int64_t pads[4]);

/* A tensor of floats with shape sides[side_count]; side_count is 0 for a scalar. */
void ink_onnx_tensor(InkOnnxGraph *graph, const char *name, const int64_t *sides,
                     int32_t side_count, const float *values, int64_t count);

/* A node that combines the last node's output with a constant, which is named after layer and
 * what. */
void ink_onnx_with_number(InkOnnxGraph *graph, const char *type, int32_t layer, const char *what,
                          float number);

/* Formats a tensor's name: "0.weight" for layer 0. */
void ink_onnx_name(char name[INK_ONNX_NAME], int32_t layer, const char *what);

#endif
