/* Field numbers are those of onnx.proto (https://onnx.ai). */
#include "layers/onnx_graph.h"
#include "base/protobuf.h"

#include <inttypes.h>
#include <stdio.h>

enum { TYPE_FLOAT = 1, TYPE_INT64 = 7 };                             /* TensorProto.DataType */
enum { ATTRIBUTE_FLOAT = 1, ATTRIBUTE_INT = 2, ATTRIBUTE_INTS = 7 }; /* AttributeType */

static void end_attribute(InkBytes *node, InkBytes *attribute, int64_t type) {
    ink_proto_number(attribute, 20, type);
    ink_proto_message(node, 5, attribute);
}

void ink_onnx_ints(InkBytes *node, const char *name, const int64_t *values, int32_t count) {
    InkBytes attribute = {0};
    ink_proto_text(&attribute, 1, name);
    for (int32_t i = 0; i < count; i++)
        ink_proto_number(&attribute, 8, values[i]);
    end_attribute(node, &attribute, ATTRIBUTE_INTS);
}

void ink_onnx_int(InkBytes *node, const char *name, int64_t value) {
    InkBytes attribute = {0};
    ink_proto_text(&attribute, 1, name);
    ink_proto_number(&attribute, 3, value);
    end_attribute(node, &attribute, ATTRIBUTE_INT);
}

void ink_onnx_float(InkBytes *node, const char *name, float value) {
    InkBytes attribute = {0};
    ink_proto_text(&attribute, 1, name);
    ink_proto_float(&attribute, 2, value);
    end_attribute(node, &attribute, ATTRIBUTE_FLOAT);
}

void ink_onnx_input(InkBytes *node, const char *name) {
    ink_proto_text(node, 1, name);
}

InkBytes ink_onnx_begin(const InkOnnxGraph *graph, const char *first, const char *second) {
    InkBytes node = {0};
    ink_proto_text(&node, 1, graph->value);
    if (first) ink_onnx_input(&node, first);
    if (second) ink_onnx_input(&node, second);
    return node;
}

void ink_onnx_end(InkOnnxGraph *graph, InkBytes *node, const char *type, const char *output) {
    if (output)
        snprintf(graph->value, sizeof graph->value, "%s", output);
    else
        snprintf(graph->value, sizeof graph->value, "value%" PRId32, ++graph->count);
    ink_proto_text(node, 2, graph->value);
    ink_proto_text(node, 3, graph->value); /* the node's own name, which viewers show */
    ink_proto_text(node, 4, type);
    ink_proto_message(&graph->nodes, 1, node);
}

void ink_onnx_node(InkOnnxGraph *graph, const char *type) {
    InkBytes node = ink_onnx_begin(graph, NULL, NULL);
    ink_onnx_end(graph, &node, type, NULL);
}

void ink_onnx_pool(InkOnnxGraph *graph, const char *type, int64_t size, int64_t stride,
                   const int64_t pads[4]) {
    const int64_t window[] = {size, size}, steps[] = {stride, stride};
    InkBytes node = ink_onnx_begin(graph, NULL, NULL);
    ink_onnx_ints(&node, "kernel_shape", window, 2);
    ink_onnx_ints(&node, "strides", steps, 2);
    if (pads) ink_onnx_ints(&node, "pads", pads, 4);
    ink_onnx_end(graph, &node, type, NULL);
}

void ink_onnx_tensor(InkOnnxGraph *graph, const char *name, const int64_t *sides,
                     int32_t side_count, const float *values, int64_t count) {
    InkBytes tensor = {0}, raw = {0};
    for (int32_t i = 0; i < side_count; i++)
        ink_proto_number(&tensor, 1, sides[i]);
    ink_proto_number(&tensor, 2, TYPE_FLOAT);
    ink_proto_text(&tensor, 8, name);
    ink_bytes_floats(&raw, values, count);
    ink_proto_message(&tensor, 9, &raw);
    ink_proto_message(&graph->initializers, 5, &tensor);
}

void ink_onnx_name(char name[INK_ONNX_NAME], int32_t layer, const char *what) {
    snprintf(name, INK_ONNX_NAME, "%" PRId32 ".%s", layer, what);
}

void ink_onnx_with_number(InkOnnxGraph *graph, const char *type, int32_t layer, const char *what,
                          float number) {
    char name[INK_ONNX_NAME];
    ink_onnx_name(name, layer, what);
    ink_onnx_tensor(graph, name, NULL, 0, &number, 1);
    InkBytes node = ink_onnx_begin(graph, name, NULL);
    ink_onnx_end(graph, &node, type, NULL);
}

void ink_onnx_flatten(InkOnnxGraph *graph, InkShape shape) {
    if (graph->is_flat) return;
    graph->is_flat = true;
    if (shape.channels > 1 && shape.height * shape.width > 1) {
        const int64_t order[] = {0, 2, 3, 1};
        InkBytes node = ink_onnx_begin(graph, NULL, NULL);
        ink_onnx_ints(&node, "perm", order, 4);
        ink_onnx_end(graph, &node, "Transpose", NULL);
    }
    InkBytes node = ink_onnx_begin(graph, NULL, NULL);
    ink_onnx_int(&node, "axis", 1);
    ink_onnx_end(graph, &node, "Flatten", NULL);
}

void ink_onnx_unflatten(InkOnnxGraph *graph, InkShape shape) {
    if (!graph->is_flat) return;
    graph->is_flat = false;
    char name[INK_ONNX_NAME];
    snprintf(name, sizeof name, "shape%" PRId32, graph->count);
    InkBytes tensor = {0}, raw = {0};
    const int64_t sides[] = {-1, shape.channels, 1, 1};
    ink_proto_number(&tensor, 1, 4);
    ink_proto_number(&tensor, 2, TYPE_INT64);
    ink_proto_text(&tensor, 8, name);
    for (int32_t i = 0; i < 4; i++)
        ink_bytes_number(&raw, (uint64_t)sides[i], 8);
    ink_proto_message(&tensor, 9, &raw);
    ink_proto_message(&graph->initializers, 5, &tensor);
    InkBytes node = ink_onnx_begin(graph, name, NULL);
    ink_onnx_end(graph, &node, "Reshape", NULL);
}
