/* Exports a network as ONNX (https://onnx.ai), with the field numbers of onnx.proto. Each layer
 * kind adds its own nodes; this file adds the rest. */
#include "base/protobuf.h"
#include "inkling/model.h"
#include "model/model_file.h"
#include "network/network_inside.h"

#include <stdlib.h>

enum { TYPE_FLOAT = 1 }; /* TensorProto.DataType */
enum { IR_VERSION = 7, OPSET = 13 };

/* Adds a graph input or output of shape [batch][sizes], where batch is symbolic. */
static void put_value(InkBytes *graph, int32_t field, const char *name, const int64_t *sizes,
                      int32_t count) {
    InkBytes value = {0}, type = {0}, tensor = {0}, shape = {0}, side = {0};
    ink_proto_text(&side, 2, "batch");
    ink_proto_message(&shape, 1, &side);
    for (int32_t i = 0; i < count; i++) {
        ink_proto_number(&side, 1, sizes[i]);
        ink_proto_message(&shape, 1, &side);
    }
    ink_proto_number(&tensor, 1, TYPE_FLOAT);
    ink_proto_message(&tensor, 2, &shape);
    ink_proto_message(&type, 1, &tensor);
    ink_proto_text(&value, 1, name);
    ink_proto_message(&value, 2, &type);
    ink_proto_message(graph, field, &value);
}

/* Adds the layers, then the temperature and the softmax. */
static void add_nodes(InkOnnxGraph *graph, const InkNetwork *network) {
    for (int32_t l = 0; l < network->layer_count; l++)
        network->layers[l].kind->to_onnx(&network->layers[l], graph);
    ink_onnx_flatten(graph, network->layers[network->layer_count - 1].output);
    const float temperature = network->temperature;
    if (temperature != 1.0f) {
        ink_onnx_tensor(graph, "temperature", NULL, 0, &temperature, 1);
        InkBytes node = ink_onnx_begin(graph, "temperature", NULL);
        ink_onnx_end(graph, &node, "Div", NULL);
    }
    InkBytes node = ink_onnx_begin(graph, NULL, NULL);
    ink_onnx_int(&node, "axis", 1);
    ink_onnx_end(graph, &node, "Softmax", "probabilities");
}

InkStatus ink_export_onnx(const InkNetwork *network, uint8_t **bytes, size_t *size) {
    *bytes = NULL;
    *size = 0;
    if (ink_export_obstacle(network, INK_EXPORT_ONNX)) return INK_UNFINISHED_LAYER;
    InkOnnxGraph graph = {.value = "image"};
    add_nodes(&graph, network);

    const int64_t image[] = {1, INK_SIDE, INK_SIDE}, classes[] = {network->classes};
    InkBytes body = {0}, opset = {0}, file = {0};
    ink_bytes_add(&body, graph.nodes.bytes, graph.nodes.length);
    ink_proto_text(&body, 2, "inkling");
    ink_bytes_add(&body, graph.initializers.bytes, graph.initializers.length);
    put_value(&body, 11, "image", image, 3);
    put_value(&body, 12, "probabilities", classes, 1);
    body.failed |= graph.nodes.failed || graph.initializers.failed;
    free(graph.nodes.bytes);
    free(graph.initializers.bytes);

    ink_proto_number(&file, 1, IR_VERSION);
    ink_proto_text(&file, 2, "inkling");
    ink_proto_message(&file, 7, &body);
    ink_proto_text(&opset, 1, "");
    ink_proto_number(&opset, 2, OPSET);
    ink_proto_message(&file, 8, &opset);
    return ink_bytes_finish(&file, bytes, size);
}
