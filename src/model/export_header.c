/* Exports a network as a self-contained C header for other programs and microcontrollers: weight
 * arrays and plain loops. Each layer kind emits its own code; this file emits the rest. */
#include "inkling/model.h"
#include "model/model_file.h"
#include "network/network_inside.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The most names that start with inkling_: up to three arrays and a function per layer, a variant
 * of one function that reads the image, inkling_pixel, and inkling_predict. */
enum { MAX_NAMES = 4 * INK_MAX_LAYERS + 3 };

/* The calls of all layers. Returns the index of the one that reads the image, or -1. */
static int32_t add_calls(InkCSource *to, const InkNetwork *network) {
    int32_t first = -1;
    for (int32_t l = 0; l < network->layer_count; l++) {
        network->layers[l].kind->to_c(&network->layers[l], to);
        if (to->reads_image && first < 0) first = l;
    }
    return first;
}

/* Multiplications by weights. */
static int64_t multiply_adds(const InkNetwork *network) {
    int64_t sum = 0;
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (!layer->kind->tensors) continue;
        InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]; /* the weights come first */
        layer->kind->tensors(&layer->spec, layer->input, tensors);
        int64_t weights = 1;
        for (int32_t i = 0; i < tensors[0].side_count; i++)
            weights *= tensors[0].sides[i];
        sum += weights * layer->output.height * layer->output.width;
    }
    return sum;
}

/* The room that the values need, and the index of the layer that reads the image. */
static InkStatus plan(const InkNetwork *network, int32_t *room, int32_t *first) {
    InkCSource trial = {0};
    uint8_t *bytes;
    size_t size;
    *first = add_calls(&trial, network);
    *room = trial.needed;
    InkStatus status = ink_bytes_finish(&trial.file, &bytes, &size);
    ink_bytes_free(bytes);
    return status;
}

/* Adds the function of each layer kind used in the network, once for those that read the image and
 * once for the others. */
static void add_functions(InkCSource *to, const InkNetwork *network, int32_t first) {
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKind *kind = ink_layer_kind_of(ink_layer_kind(i)->type);
        to->kind = kind->info.name;
        bool used = false;
        for (int32_t l = 0; l < network->layer_count; l++)
            used |= l != first && network->layers[l].kind == kind;
        if (used && kind->c_function) ink_c_code(to, kind->c_function);
        to->ink = true;
        if (first >= 0 && network->layers[first].kind == kind) ink_c_code(to, kind->c_function);
        to->ink = false;
    }
}

static void add_predict(InkCSource *to, const InkNetwork *network, int32_t room) {
    int32_t classes = network->classes;
    char what[32];
    snprintf(what, sizeof what, "%" PRId32 " classes", classes);
    ink_bytes_print(
        &to->file,
        "\n/* image: ink, top row first. probabilities: of the %s. Not reentrant: works "
        "in\n"
        " * static memory. */\n"
        "static inline void inkling_predict(const inkling_pixel image[784],\n"
        "                                   float probabilities[%" PRId32 "]) {\n"
        "    static float memory[%" PRId32 "];\n"
        "    const float *x;\n    float largest, sum = 0.0f;\n    int i;\n",
        classes == INK_CLASSES ? "digits 0 to 9" : what, classes, room);
    to->room = room;
    add_calls(to, network);
    ink_bytes_print(&to->file, "    x = %s;\n", ink_c_values(to));
    ink_bytes_print(&to->file,
                    "    largest = x[0];\n"
                    "    for (i = 1; i < %" PRId32 "; i++)\n"
                    "        if (x[i] > largest) largest = x[i];\n"
                    "    for (i = 0; i < %" PRId32 "; i++) {\n"
                    "        probabilities[i] = (float)exp((double)((x[i] - largest) / %.8ef));\n"
                    "        sum += probabilities[i];\n"
                    "    }\n"
                    "    for (i = 0; i < %" PRId32 "; i++)\n"
                    "        probabilities[i] /= sum;\n"
                    "}\n",
                    classes, classes, (double)network->temperature, classes);
}

typedef struct {
    const char *start;
    int32_t length;
} Name;

/* The different names in code that start with inkling_. */
static int32_t find_names(const InkBytes *code, Name names[MAX_NAMES]) {
    static const char prefix[] = "inkling_";
    enum { PREFIX = sizeof prefix - 1 };
    int32_t count = 0;
    for (size_t at = 0; at + PREFIX < code->length; at++) {
        const char *start = (const char *)code->bytes + at;
        if (memcmp(start, prefix, PREFIX) != 0) continue;
        size_t end = at + PREFIX;
        while (end < code->length && (isalnum(code->bytes[end]) || code->bytes[end] == '_'))
            end++;
        Name name = {start, (int32_t)(end - at)};
        bool known = false;
        for (int32_t i = 0; i < count; i++)
            known |= names[i].length == name.length &&
                     memcmp(names[i].start, start, (size_t)name.length) == 0;
        if (!known && count < MAX_NAMES) names[count++] = name;
        at = end - 1;
    }
    return count;
}

/* Settings that a program can define before it includes the header. */
static const char hooks[] =
    "/* The weights lie in flash where the processor needs to be told so. To place them "
    "elsewhere,\n"
    " * define these three. */\n"
    "#ifndef INKLING_FLASH\n"
    "#ifdef __AVR__\n"
    "#include <avr/pgmspace.h>\n"
    "#define INKLING_FLASH PROGMEM\n"
    "#define INKLING_FLOAT(place) pgm_read_float(place)\n"
    "#define INKLING_INT8(place) ((signed char)pgm_read_byte(place))\n"
    "#else\n"
    "#define INKLING_FLASH\n"
    "#define INKLING_FLOAT(place) (*(place))\n"
    "#define INKLING_INT8(place) (*(place))\n"
    "#endif\n"
    "#endif\n\n"
    "/* A pixel is a float from 0 to 1, or with INKLING_BYTES a byte from 0 to 255. */\n"
    "#ifdef INKLING_BYTES\n"
    "typedef unsigned char inkling_pixel;\n"
    "#define INKLING_INK(pixel) ((float)(pixel) / 255.0f)\n"
    "#else\n"
    "typedef float inkling_pixel;\n"
    "#define INKLING_INK(pixel) (pixel)\n"
    "#endif\n\n";

/* With names of their own, several networks fit in one program. */
static void add_naming(InkBytes *to, const Name *names, int32_t count) {
    ink_bytes_print(to, "/* With INKLING_NAME, its names start with that instead of inkling. */\n"
                        "#ifdef INKLING_NAME\n"
                        "#define INKLING_JOIN2(name, rest) name##_##rest\n"
                        "#define INKLING_JOIN(name, rest) INKLING_JOIN2(name, rest)\n");
    for (int32_t i = 0; i < count; i++) {
        ink_bytes_print(to, "#define %.*s INKLING_JOIN(INKLING_NAME, %.*s)\n", names[i].length,
                        names[i].start, names[i].length - 8, names[i].start + 8);
    }
    ink_bytes_print(to, "#elif defined INKLING_UNNAMED\n"
                        "#error Another network exported by Inkling is included before this one: "
                        "\\\n"
                        "define INKLING_NAME before including each, such as letters.\n"
                        "#else\n"
                        "#define INKLING_UNNAMED\n"
                        "#endif\n\n");
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
    int32_t room, first;
    status = plan(network, &room, &first);
    if (status != INK_OK) return status;

    ink_bytes_print(&source.file, "%s", hooks);
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (layer->kind->to_c_arrays) layer->kind->to_c_arrays(layer, &source);
    }
    add_functions(&source, network, first);
    add_predict(&source, network, room);

    Name names[MAX_NAMES];
    int32_t name_count = find_names(&source.file, names);
    uint32_t guard = fingerprint(network, source.int8, layers);
    InkBytes file = {0};
    ink_bytes_print(&file,
                    "/* A network that reads handwritten %ss, exported by Inkling.\n"
                    " *\n"
                    " * Layers: %s\n"
                    " * Weights: %s\n"
                    " * Static memory: %" PRId32 " bytes. Multiply-adds: %" PRId64 "\n"
                    " *\n"
                    " * Input: 28x28 ink from 0 (blank paper) to 1, the %s scaled to fit 20x20 "
                    "pixels and centered\n"
                    " * by mass, as in MNIST. C99 and C++; needs exp from math.h; no heap. */\n"
                    "#ifndef INKLING_MODEL_%08" PRIX32 "\n#define INKLING_MODEL_%08" PRIX32 "\n\n"
                    "#include <math.h>\n\n",
                    what, layers, source.int8 ? "8-bit, with a scale per output" : "32-bit floats",
                    (int32_t)sizeof(float) * room, multiply_adds(network), what, guard, guard);
    add_naming(&file, names, name_count);
    ink_bytes_add(&file, source.file.bytes, source.file.length);
    ink_bytes_print(&file, "\n#undef INKLING_INK\n#ifdef INKLING_NAME\n");
    for (int32_t i = 0; i < name_count; i++)
        ink_bytes_print(&file, "#undef %.*s\n", names[i].length, names[i].start);
    ink_bytes_print(&file, "#undef INKLING_JOIN\n#undef INKLING_JOIN2\n#undef INKLING_NAME\n"
                           "#endif\n\n#endif\n");
    file.failed |= source.file.failed;
    ink_bytes_free(source.file.bytes);
    return ink_bytes_finish(&file, bytes, size);
}
