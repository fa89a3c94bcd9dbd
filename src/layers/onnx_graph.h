/* An ONNX graph as layers add to it: nodes, each of which works on the value that the one before
 * gave, and the tensors they need.
 *
 * ONNX has images as [batch][channels][height][width], this core as [height][width][channels], and
 * a row of values in ONNX is [batch][values]. A layer says which of the two it works on. */
#ifndef INK_ONNX_GRAPH_H
#define INK_ONNX_GRAPH_H

#include "base/bytes.h"
#include "layers/shape.h"

enum { INK_ONNX_NAME = 32 };

typedef struct {
    InkBytes nodes, initializers;
    char value[INK_ONNX_NAME]; /* the name of what the last node gave */
    int32_t count;             /* of such names */
    bool is_row;               /* whether that is a row of values; else an image */
} InkOnnxGraph;

/* Makes an image of `shape` a row of values in this core's order, unless it is a row already. */
void ink_onnx_want_row(InkOnnxGraph *graph, InkShape shape);

/* Makes a row of values, as behind a dense layer, an image of one pixel, unless it is an image. */
void ink_onnx_want_image(InkOnnxGraph *graph, InkShape shape);

/* Begins a node that works on the last value, and on up to two tensors by their names, or NULL.
 * Between begin and end, it gets its attributes. */
InkBytes ink_onnx_begin(const InkOnnxGraph *graph, const char *first, const char *second);
void ink_onnx_int(InkBytes *node, const char *name, int64_t value);
void ink_onnx_ints(InkBytes *node, const char *name, const int64_t *values, int32_t count);
void ink_onnx_float(InkBytes *node, const char *name, float value);

/* Ends it; what it gives is the last value from now on. type: the operator; output: its name, or
 * NULL for any. */
void ink_onnx_end(InkOnnxGraph *graph, InkBytes *node, const char *type, const char *output);

/* A node without attributes or tensors. */
void ink_onnx_node(InkOnnxGraph *graph, const char *type);

/* A tensor of floats. sides: [side_count]; none for a single number. */
void ink_onnx_tensor(InkOnnxGraph *graph, const char *name, const int64_t *sides,
                     int32_t side_count, const float *values, int64_t count);

/* A tensor's name: "0.weight" for layer 0. */
void ink_onnx_name(char name[INK_ONNX_NAME], int32_t layer, const char *what);

#endif
