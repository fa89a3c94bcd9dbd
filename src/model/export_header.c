/* Exports a network as a self-contained C header for other programs and microcontrollers: weight
 * arrays and plain loops. Each layer kind emits its own code; this file emits the rest. */
#include "inkling/model.h"
#include "model/model_file.h"
#include "network/network_inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Adds the function of each layer kind used in the network, once. */
static void add_functions(InkCSource *to, const InkNetwork *network) {
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKind *kind = ink_layer_kind_of(ink_layer_kind(i)->type);
        bool used = false;
        for (int32_t l = 0; l < network->layer_count; l++)
            used |= network->layers[l].kind == kind;
        if (used && kind->c_function) ink_c_code(to, kind->c_function);
    }
}

static void add_predict(InkCSource *to, const InkNetwork *network) {
    int32_t largest = INK_PIXELS, classes = network->classes;
    for (int32_t l = 0; l < network->layer_count; l++) {
        int32_t size = ink_shape_size(network->layers[l].output);
        if (size > largest) largest = size;
    }
    char what[32];
    snprintf(what, sizeof what, "%" PRId32 " classes", classes);
    ink_bytes_print(
        &to->file,
        "\n/* image: ink from 0 to 1, top row first. probabilities: of the %s. Not reentrant: "
        "works\n"
        " * in static memory. */\n"
        "static inline void inkling_predict(const float image[784], float probabilities[%" PRId32
        "]) {\n"
        "    static float a[%" PRId32 "], b[%" PRId32 "];\n"
        "    const float *x = a;\n    float largest, sum = 0.0f;\n    int i;\n"
        "    for (i = 0; i < 784; i++)\n        a[i] = image[i];\n",
        classes == INK_CLASSES ? "digits 0 to 9" : what, classes, largest, largest);
    for (int32_t l = 0; l < network->layer_count; l++)
        network->layers[l].kind->to_c(&network->layers[l], to);
    ink_bytes_print(
        &to->file,
        "    largest = x[0];\n"
        "    for (i = 1; i < %" PRId32 "; i++)\n"
        "        if (x[i] > largest) largest = x[i];\n"
        "    for (i = 0; i < %" PRId32 "; i++) {\n"
        "        probabilities[i] = (float)exp((double)((x[i] - largest) / INKLING_TEMPERATURE));\n"
        "        sum += probabilities[i];\n"
        "    }\n"
        "    for (i = 0; i < %" PRId32 "; i++)\n"
        "        probabilities[i] /= sum;\n"
        "}\n",
        classes, classes, classes);
}

/* FNV-1a of the precision, the layers, and the parameters: tells different headers apart. */
static uint32_t fingerprint(const InkNetwork *network, bool int8, const char *layers) {
    uint32_t hash = 2166136261u ^ (uint32_t)int8;
    for (const char *c = layers; *c; c++)
        hash = (hash ^ (uint8_t)*c) * 16777619u;
    for (int32_t i = 0; i < network->parameter_count; i++) {
        uint32_t bits;
        memcpy(&bits, &network->parameters[i], sizeof bits);
        hash = (hash ^ bits) * 16777619u;
    }
    return hash;
}

InkStatus ink_export_header(const InkNetwork *network, int32_t precision, uint8_t **bytes,
                            size_t *size) {
    *bytes = NULL;
    *size = 0;
    if (precision != INK_FLOAT32 && precision != INK_INT8) return INK_BAD_ARGUMENT;
    if (ink_export_obstacle(network, INK_EXPORT_HEADER)) return INK_UNFINISHED_LAYER;
    InkCSource source = {.int8 = precision == INK_INT8};
    const char *what = network->classes == INK_CLASSES ? "digit" : "character";
    InkLayerSpec specs[INK_MAX_LAYERS];
    char layers[INK_MAX_LAYERS_TEXT];
    for (int32_t l = 0; l < network->layer_count; l++)
        specs[l] = network->layers[l].spec;
    InkStatus status = ink_layers_format(specs, network->layer_count, layers, sizeof layers);
    if (status != INK_OK) return status;

    uint32_t guard = fingerprint(network, source.int8, layers);
    ink_bytes_print(&source.file,
                    "/* A network that reads handwritten %ss, exported by Inkling.\n"
                    " *\n"
                    " * Layers: %s\n"
                    " * Weights: %s\n"
                    " *\n"
                    " * Input: 28x28 ink from 0 (blank paper) to 1, the %s scaled to fit 20x20 "
                    "pixels and centered\n"
                    " * by mass, as in MNIST. C99 and C++; needs exp from math.h; no heap. */\n"
                    "#ifndef INKLING_MODEL_%08" PRIX32 "\n#define INKLING_MODEL_%08" PRIX32 "\n\n"
                    "#ifdef INKLING_TEMPERATURE\n"
                    "#error Another network exported by Inkling is included before this one: \\\n"
                    "include each in a source file of its own.\n"
                    "#endif\n\n"
                    "#include <math.h>\n\n"
                    "#define INKLING_TEMPERATURE %.8ef\n\n",
                    what, layers, source.int8 ? "8-bit, with a scale per output" : "32-bit floats",
                    what, guard, guard, (double)network->temperature);
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (layer->kind->to_c_arrays) layer->kind->to_c_arrays(layer, &source);
    }
    add_functions(&source, network);
    add_predict(&source, network);
    ink_bytes_print(&source.file, "\n#endif\n");
    return ink_bytes_finish(&source.file, bytes, size);
}
