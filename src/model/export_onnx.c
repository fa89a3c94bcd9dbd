/* Networks as ONNX files, for other runtimes: https://onnx.ai, written field by field as onnx.proto
 * numbers them. A protocol buffer is a list of fields: number and kind, then the value; a message
 * in a message is a field of bytes.
 *
 * ONNX has images as [batch][channels][height][width], this core as [height][width][channels]: the
 * kernels of convolutions are turned when they are written, and images before a dense layer. */
#include "base/bytes.h"
#include "inkling/model.h"
#include "network/network_inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VARINT = 0, LENGTH = 2 };                /* kinds of fields */
enum { TYPE_FLOAT = 1, TYPE_INT64 = 7 };        /* TensorProto.DataType */
enum { ATTRIBUTE_INT = 2, ATTRIBUTE_INTS = 7 }; /* AttributeProto.AttributeType */
enum { IR_VERSION = 7, OPSET = 13, NAME_ROOM = 32 };

/* ---- protocol buffers ---- */

/* Seven bits a byte, the lowest first. */
static void varint(InkBytes *to, uint64_t value) {
    for (; value >= 128; value >>= 7)
        ink_bytes_number(to, (value & 127) | 128, 1);
    ink_bytes_number(to, value, 1);
}

static void put_number(InkBytes *to, int32_t field, int64_t value) {
    varint(to, (uint64_t)(field << 3 | VARINT));
    varint(to, (uint64_t)value);
}

static void put_bytes(InkBytes *to, int32_t field, const void *bytes, size_t size) {
    varint(to, (uint64_t)(field << 3 | LENGTH));
    varint(to, size);
    ink_bytes_add(to, bytes, size);
}

static void put_text(InkBytes *to, int32_t field, const char *text) {
    put_bytes(to, field, text, strlen(text));
}

/* Puts a message that is done, and frees it. */
static void put_message(InkBytes *to, int32_t field, InkBytes *message) {
    put_bytes(to, field, message->bytes, message->length);
    to->failed |= message->failed;
    free(message->bytes);
    *message = (InkBytes){0};
}

/* ---- parts of a graph ---- */

/* The graph as it is written: its nodes, and the tensors they need. value: the name of what the
 * last node gave; count: how many there are. */
typedef struct {
    InkBytes nodes, initializers;
    char value[NAME_ROOM];
    int32_t count;
} Graph;

static void put_ints(InkBytes *node, const char *name, const int64_t *values, int32_t count) {
    InkBytes attribute = {0};
    put_text(&attribute, 1, name);
    for (int32_t i = 0; i < count; i++)
        put_number(&attribute, 8, values[i]);
    put_number(&attribute, 20, ATTRIBUTE_INTS);
    put_message(node, 5, &attribute);
}

static void put_int(InkBytes *node, const char *name, int64_t value) {
    InkBytes attribute = {0};
    put_text(&attribute, 1, name);
    put_number(&attribute, 3, value);
    put_number(&attribute, 20, ATTRIBUTE_INT);
    put_message(node, 5, &attribute);
}

/* Begins a node that works on the last value, and on up to two tensors. */
static InkBytes begin_node(const Graph *graph, const char *first, const char *second) {
    InkBytes node = {0};
    put_text(&node, 1, graph->value);
    if (first) put_text(&node, 1, first);
    if (second) put_text(&node, 1, second);
    return node;
}

/* Ends it; what it gives is the last value from now on. */
static void end_node(Graph *graph, InkBytes *node, const char *type, const char *output) {
    if (output)
        snprintf(graph->value, sizeof graph->value, "%s", output);
    else
        snprintf(graph->value, sizeof graph->value, "value%" PRId32, ++graph->count);
    put_text(node, 2, graph->value);
    put_text(node, 3, graph->value); /* a node's own name, which viewers show */
    put_text(node, 4, type);
    put_message(&graph->nodes, 1, node);
}

static void put_tensor(Graph *graph, const char *name, const int64_t *shape, int32_t sides,
                       const float *values, int64_t count) {
    InkBytes tensor = {0}, raw = {0};
    for (int32_t i = 0; i < sides; i++)
        put_number(&tensor, 1, shape[i]);
    put_number(&tensor, 2, TYPE_FLOAT);
    put_text(&tensor, 8, name);
    ink_bytes_floats(&raw, values, count);
    put_message(&tensor, 9, &raw);
    put_message(&graph->initializers, 5, &tensor);
}

/* An input or output, [any batch][sizes]. */
static void put_value(InkBytes *graph, int32_t field, const char *name, const int64_t *sizes,
                      int32_t count) {
    InkBytes value = {0}, type = {0}, tensor = {0}, shape = {0}, side = {0};
    put_text(&side, 2, "batch");
    put_message(&shape, 1, &side);
    for (int32_t i = 0; i < count; i++) {
        put_number(&side, 1, sizes[i]);
        put_message(&shape, 1, &side);
    }
    put_number(&tensor, 1, TYPE_FLOAT);
    put_message(&tensor, 2, &shape);
    put_message(&type, 1, &tensor);
    put_text(&value, 1, name);
    put_message(&value, 2, &type);
    put_message(graph, field, &value);
}

/* ---- layers ---- */

static void add_conv(Graph *graph, const InkLayer *layer, const char *weight, const char *bias) {
    const InkLayerSpec *spec = &layer->spec;
    int32_t size = spec->size, in = layer->input.channels, out = spec->units;
    int32_t taps = size * size;
    size_t count = (size_t)taps * (size_t)in * (size_t)out;
    float *turned = malloc(sizeof *turned * count);
    if (!turned) {
        graph->nodes.failed = true;
        return;
    }
    for (int32_t tap = 0; tap < taps; tap++) { /* from w[tap][in][out] to w[out][in][tap] */
        for (int32_t i = 0; i < in; i++) {
            for (int32_t o = 0; o < out; o++) {
                turned[((size_t)o * (size_t)in + (size_t)i) * (size_t)taps + (size_t)tap] =
                    layer->parameters[((size_t)tap * (size_t)in + (size_t)i) * (size_t)out +
                                      (size_t)o];
            }
        }
    }
    const int64_t shape[] = {out, in, size, size}, bias_shape[] = {out};
    put_tensor(graph, weight, shape, 4, turned, (int64_t)count);
    put_tensor(graph, bias, bias_shape, 1, layer->parameters + count, out);
    free(turned);
    const int64_t kernel[] = {size, size}, pad = spec->padding, pads[] = {pad, pad, pad, pad};
    InkBytes node = begin_node(graph, weight, bias);
    put_ints(&node, "kernel_shape", kernel, 2);
    put_ints(&node, "pads", pads, 4);
    end_node(graph, &node, "Conv", NULL);
}

/* From an image to a row of values, in the core's order. */
static void add_flatten(Graph *graph, InkShape shape) {
    if (shape.channels > 1 && shape.height * shape.width > 1) {
        const int64_t order[] = {0, 2, 3, 1};
        InkBytes node = begin_node(graph, NULL, NULL);
        put_ints(&node, "perm", order, 4);
        end_node(graph, &node, "Transpose", NULL);
    }
    InkBytes node = begin_node(graph, NULL, NULL);
    put_int(&node, "axis", 1);
    end_node(graph, &node, "Flatten", NULL);
}

/* From a row of values to an image of one pixel, for a convolution behind a dense layer. */
static void add_image(Graph *graph, InkShape shape) {
    char name[NAME_ROOM];
    snprintf(name, sizeof name, "shape%" PRId32, graph->count);
    InkBytes tensor = {0}, raw = {0};
    const int64_t sides[] = {-1, shape.channels, 1, 1};
    put_number(&tensor, 1, 4);
    put_number(&tensor, 2, TYPE_INT64);
    put_text(&tensor, 8, name);
    for (int32_t i = 0; i < 4; i++)
        ink_bytes_number(&raw, (uint64_t)sides[i], 8);
    put_message(&tensor, 9, &raw);
    put_message(&graph->initializers, 5, &tensor);
    InkBytes node = begin_node(graph, name, NULL);
    end_node(graph, &node, "Reshape", NULL);
}

static void add_dense(Graph *graph, const InkLayer *layer, const char *weight, const char *bias) {
    int64_t in = ink_shape_size(layer->input), out = layer->spec.units;
    const int64_t shape[] = {in, out};
    put_tensor(graph, weight, shape, 2, layer->parameters, in * out);
    put_tensor(graph, bias, shape + 1, 1, layer->parameters + in * out, out);
    InkBytes node = begin_node(graph, weight, bias);
    end_node(graph, &node, "Gemm", NULL);
}

static void add_maxpool(Graph *graph, const InkLayer *layer) {
    const int64_t window[] = {layer->spec.size, layer->spec.size};
    InkBytes node = begin_node(graph, NULL, NULL);
    put_ints(&node, "kernel_shape", window, 2);
    put_ints(&node, "strides", window, 2);
    end_node(graph, &node, "MaxPool", NULL);
}

/* Adds all layers; dropout lets everything pass when a network answers. */
static void add_layers(Graph *graph, const InkNetwork *network) {
    bool flat = false;
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        char weight[NAME_ROOM], bias[NAME_ROOM];
        snprintf(weight, sizeof weight, "%" PRId32 ".weight", l);
        snprintf(bias, sizeof bias, "%" PRId32 ".bias", l);
        switch (layer->spec.type) {
        case INK_LAYER_CONV2D:
            if (flat) add_image(graph, layer->input);
            flat = false;
            add_conv(graph, layer, weight, bias);
            break;
        case INK_LAYER_DENSE:
            if (!flat) add_flatten(graph, layer->input);
            flat = true;
            add_dense(graph, layer, weight, bias);
            break;
        case INK_LAYER_MAXPOOL: add_maxpool(graph, layer); break;
        case INK_LAYER_RELU: {
            InkBytes node = begin_node(graph, NULL, NULL);
            end_node(graph, &node, "Relu", NULL);
            break;
        }
        default: break;
        }
    }
    if (!flat) add_flatten(graph, network->layers[network->layer_count - 1].output);
}

/* ---- the file ---- */

InkStatus ink_export_onnx(const InkNetwork *network, uint8_t **bytes, size_t *size) {
    Graph graph = {.value = "image"};
    add_layers(&graph, network);
    const float temperature = network->temperature;
    if (temperature != 1.0f) {
        put_tensor(&graph, "temperature", NULL, 0, &temperature, 1);
        InkBytes node = begin_node(&graph, "temperature", NULL);
        end_node(&graph, &node, "Div", NULL);
    }
    InkBytes node = begin_node(&graph, NULL, NULL);
    put_int(&node, "axis", 1);
    end_node(&graph, &node, "Softmax", "probabilities");

    const int64_t image[] = {1, INK_SIDE, INK_SIDE}, classes[] = {network->classes};
    InkBytes body = {0}, opset = {0}, file = {0};
    ink_bytes_add(&body, graph.nodes.bytes, graph.nodes.length);
    put_text(&body, 2, "inkling");
    ink_bytes_add(&body, graph.initializers.bytes, graph.initializers.length);
    put_value(&body, 11, "image", image, 3);
    put_value(&body, 12, "probabilities", classes, 1);
    body.failed |= graph.nodes.failed || graph.initializers.failed;
    free(graph.nodes.bytes);
    free(graph.initializers.bytes);

    put_number(&file, 1, IR_VERSION);
    put_text(&file, 2, "inkling");
    put_message(&file, 7, &body);
    put_text(&opset, 1, "");
    put_number(&opset, 2, OPSET);
    put_message(&file, 8, &opset);
    return ink_bytes_finish(&file, bytes, size);
}
