/* Networks as C headers, for programs and microcontrollers that have nothing of this core: the
 * weights as arrays, and plain loops over them. */
#include "base/bytes.h"
#include "inkling/model.h"
#include "network/network_inside.h"

#include <inttypes.h>
#include <math.h>

/* ---- weights ---- */

static void print_floats(InkBytes *to, const char *name, int32_t layer, const float *values,
                         int32_t count) {
    ink_bytes_print(to, "static const float inkling_%s%" PRId32 "[%" PRId32 "] = {", name, layer,
                    count);
    for (int32_t i = 0; i < count; i++)
        ink_bytes_print(to, "%s%.8ef,", i % 6 ? " " : "\n    ", (double)values[i]);
    ink_bytes_print(to, "\n};\n");
}

/* w[inputs][outputs] as 8 bits: w = scale[output] q, and q from -127 to 127. */
static void print_int8(InkBytes *to, int32_t layer, const float *w, int32_t inputs,
                       int32_t outputs) {
    float scales[INK_MAX_UNITS] = {0};
    for (int32_t o = 0; o < outputs; o++) {
        float largest = 0.0f;
        for (int32_t i = 0; i < inputs; i++)
            largest = fmaxf(largest, fabsf(w[(size_t)i * (size_t)outputs + (size_t)o]));
        scales[o] = largest > 0.0f ? largest / 127.0f : 1.0f;
    }
    int32_t count = inputs * outputs;
    ink_bytes_print(to, "static const signed char inkling_w%" PRId32 "[%" PRId32 "] = {", layer,
                    count);
    for (int32_t i = 0; i < count; i++) {
        ink_bytes_print(to, "%s%d,", i % 20 ? " " : "\n    ",
                        (int)roundf(w[i] / scales[i % outputs]));
    }
    ink_bytes_print(to, "\n};\n");
    print_floats(to, "s", layer, scales, outputs);
}

static void print_weights(InkBytes *to, const InkNetwork *network, bool int8) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (layer->parameter_count == 0) continue;
        int32_t outputs = layer->spec.units, weights = layer->parameter_count - outputs;
        if (int8)
            print_int8(to, l, layer->parameters, weights / outputs, outputs);
        else
            print_floats(to, "w", l, layer->parameters, weights);
        print_floats(to, "b", l, layer->parameters + weights, outputs);
    }
}

/* ---- code ---- */

/* In what follows, $T stands for the type of the weights, $P for the parameter with their scales,
 * $S for what they are multiplied with, $N for the number of classes, $D for what they are. */
static const char dense_code[] =
    "\n/* y[out] from x[in], with w[in][out]. */\n"
    "static inline void inkling_dense(const float *x, int in, const $T *w, $Pconst float *b,\n"
    "                                 int out, float *y) {\n"
    "    int i, o;\n"
    "    for (o = 0; o < out; o++) {\n"
    "        float sum = 0.0f;\n"
    "        for (i = 0; i < in; i++)\n"
    "            sum += x[i] * (float)w[i * out + o];\n"
    "        y[o] = b[o] + sum$S;\n"
    "    }\n"
    "}\n";

static const char conv_code[] =
    "\n/* y[rows][columns][out] from x[height][width][in], with w[size][size][in][out]. */\n"
    "static inline void inkling_conv(const float *x, int height, int width, int in, const $T *w,\n"
    "                                $Pconst float *b, int size, int padding, int out,\n"
    "                                float *y) {\n"
    "    int rows = height + 2 * padding - size + 1, columns = width + 2 * padding - size + 1;\n"
    "    int r, c, o, i, j, k;\n"
    "    for (r = 0; r < rows; r++) {\n"
    "        for (c = 0; c < columns; c++) {\n"
    "            for (o = 0; o < out; o++) {\n"
    "                float sum = 0.0f;\n"
    "                for (i = 0; i < size; i++) {\n"
    "                    for (j = 0; j < size; j++) {\n"
    "                        int row = r + i - padding, column = c + j - padding;\n"
    "                        if (row < 0 || row >= height || column < 0 || column >= width)\n"
    "                            continue;\n"
    "                        for (k = 0; k < in; k++)\n"
    "                            sum += x[(row * width + column) * in + k] *\n"
    "                                   (float)w[((i * size + j) * in + k) * out + o];\n"
    "                    }\n"
    "                }\n"
    "                y[(r * columns + c) * out + o] = b[o] + sum$S;\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static const char maxpool_code[] =
    "\n/* The largest of every size x size window of x[height][width][channels]. */\n"
    "static inline void inkling_maxpool(const float *x, int height, int width, int channels,\n"
    "                                   int size, float *y) {\n"
    "    int r, c, k, i, j;\n"
    "    for (r = 0; r < height / size; r++) {\n"
    "        for (c = 0; c < width / size; c++) {\n"
    "            for (k = 0; k < channels; k++) {\n"
    "                float largest = x[(r * size * width + c * size) * channels + k];\n"
    "                for (i = 0; i < size; i++) {\n"
    "                    for (j = 0; j < size; j++) {\n"
    "                        float v = x[((r * size + i) * width + c * size + j) * channels + k];\n"
    "                        if (v > largest) largest = v;\n"
    "                    }\n"
    "                }\n"
    "                y[(r * (width / size) + c) * channels + k] = largest;\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "}\n";

static const char relu_code[] = "\nstatic inline void inkling_relu(float *x, int count) {\n"
                                "    int i;\n"
                                "    for (i = 0; i < count; i++)\n"
                                "        if (x[i] < 0.0f) x[i] = 0.0f;\n"
                                "}\n";

static const char predict_head[] =
    "\n/* image: ink from 0 to 1, top row first; probabilities: of the $D. It works in\n"
    " * static memory: one call at a time. */\n"
    "static inline void inkling_predict(const float image[784], float probabilities[$N]) {\n";

static const char softmax_code[] =
    "    largest = x[0];\n"
    "    for (i = 1; i < $N; i++)\n"
    "        if (x[i] > largest) largest = x[i];\n"
    "    for (i = 0; i < $N; i++) {\n"
    "        probabilities[i] = (float)exp((double)((x[i] - largest) / INKLING_TEMPERATURE));\n"
    "        sum += probabilities[i];\n"
    "    }\n"
    "    for (i = 0; i < $N; i++)\n"
    "        probabilities[i] /= sum;\n"
    "}\n";

static void print_code(InkBytes *to, const char *code, const InkNetwork *network, bool int8) {
    for (; *code; code++) {
        if (*code != '$') {
            ink_bytes_add(to, code, 1);
            continue;
        }
        switch (*++code) {
        case 'T': ink_bytes_print(to, int8 ? "signed char" : "float"); break;
        case 'P':
            if (int8) ink_bytes_print(to, "const float *s, ");
            break;
        case 'N': ink_bytes_print(to, "%" PRId32, network->classes); break;
        case 'D':
            if (network->classes == INK_CLASSES)
                ink_bytes_print(to, "digits 0 to 9");
            else
                ink_bytes_print(to, "%" PRId32 " classes", network->classes);
            break;
        default:
            if (int8) ink_bytes_print(to, " * s[o]");
            break;
        }
    }
}

static bool has(const InkNetwork *network, int32_t type) {
    for (int32_t l = 0; l < network->layer_count; l++) {
        if (network->layers[l].spec.type == type) return true;
    }
    return false;
}

/* The weights and scales of a layer, as arguments. */
static void print_arrays(InkBytes *to, int32_t l, bool int8) {
    ink_bytes_print(to, "inkling_w%" PRId32 ", ", l);
    if (int8) ink_bytes_print(to, "inkling_s%" PRId32 ", ", l);
    ink_bytes_print(to, "inkling_b%" PRId32 ", ", l);
}

/* One call for each layer: from x to y, which then change places. The image itself is not written.
 */
static void print_layer(InkBytes *to, const InkLayer *layer, bool int8, int32_t *at) {
    const InkLayerSpec *spec = &layer->spec;
    InkShape in = layer->input;
    const char *y = *at == 0 ? "b" : "a"; /* x is the other, or the image at first */
    switch (spec->type) {
    case INK_LAYER_DENSE:
        ink_bytes_print(to, "    inkling_dense(x, %" PRId32 ", ", ink_shape_size(in));
        print_arrays(to, layer->index, int8);
        ink_bytes_print(to, "%" PRId32 ", %s);\n", spec->units, y);
        break;
    case INK_LAYER_CONV2D:
        ink_bytes_print(to, "    inkling_conv(x, %" PRId32 ", %" PRId32 ", %" PRId32 ", ",
                        in.height, in.width, in.channels);
        print_arrays(to, layer->index, int8);
        ink_bytes_print(to, "%" PRId32 ", %" PRId32 ", %" PRId32 ", %s);\n", spec->size,
                        spec->padding, spec->units, y);
        break;
    case INK_LAYER_MAXPOOL:
        ink_bytes_print(
            to, "    inkling_maxpool(x, %" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32 ", %s);\n",
            in.height, in.width, in.channels, spec->size, y);
        break;
    case INK_LAYER_RELU:
        ink_bytes_print(to, "    inkling_relu(%s, %" PRId32 ");\n", *at == 0 ? "a" : "b",
                        ink_shape_size(in));
        return;
    default: return; /* dropout lets everything pass */
    }
    ink_bytes_print(to, "    x = %s;\n", y);
    *at = 1 - *at;
}

static void print_predict(InkBytes *to, const InkNetwork *network, bool int8) {
    int32_t largest = INK_PIXELS;
    for (int32_t l = 0; l < network->layer_count; l++) {
        int32_t size = ink_shape_size(network->layers[l].output);
        if (size > largest) largest = size;
    }
    print_code(to, predict_head, network, int8);
    ink_bytes_print(to, "    static float a[%" PRId32 "], b[%" PRId32 "];\n", largest, largest);
    ink_bytes_print(to, "    const float *x = a;\n    float largest, sum = 0.0f;\n    int i;\n"
                        "    for (i = 0; i < 784; i++)\n        a[i] = image[i];\n");
    int32_t at = 0; /* where x is: a or b */
    for (int32_t l = 0; l < network->layer_count; l++)
        print_layer(to, &network->layers[l], int8, &at);
    print_code(to, softmax_code, network, int8);
}

InkStatus ink_export_header(const InkNetwork *network, int32_t precision, uint8_t **bytes,
                            size_t *size) {
    *bytes = NULL;
    *size = 0;
    if (precision != INK_FLOAT32 && precision != INK_INT8) return INK_BAD_ARGUMENT;
    bool int8 = precision == INK_INT8;
    const char *what = network->classes == INK_CLASSES ? "digit" : "character";
    InkLayerSpec specs[INK_MAX_LAYERS];
    char layers[INK_MAX_LAYERS_TEXT];
    for (int32_t l = 0; l < network->layer_count; l++)
        specs[l] = network->layers[l].spec;
    InkStatus status = ink_layers_format(specs, network->layer_count, layers, sizeof layers);
    if (status != INK_OK) return status;

    InkBytes file = {0};
    ink_bytes_print(&file,
                    "/* A network that reads handwritten %ss, exported by Inkling.\n"
                    " *\n"
                    " * Layers: %s\n"
                    " * Weights: %s\n"
                    " *\n"
                    " * Input: 28x28 ink from 0 (blank paper) to 1; the %s fitted into 20x20 "
                    "pixels and centred\n"
                    " * by its mass, as in MNIST. C99 and C++; needs exp of math.h, and no heap. "
                    "*/\n"
                    "#ifndef INKLING_MODEL_H\n#define INKLING_MODEL_H\n\n#include <math.h>\n\n"
                    "#define INKLING_TEMPERATURE %.8ef\n\n",
                    what, layers, int8 ? "8 bits, with a scale for each output" : "32-bit floats",
                    what, (double)network->temperature);
    print_weights(&file, network, int8);
    if (has(network, INK_LAYER_DENSE)) print_code(&file, dense_code, network, int8);
    if (has(network, INK_LAYER_CONV2D)) print_code(&file, conv_code, network, int8);
    if (has(network, INK_LAYER_MAXPOOL)) print_code(&file, maxpool_code, network, int8);
    if (has(network, INK_LAYER_RELU)) print_code(&file, relu_code, network, int8);
    print_predict(&file, network, int8);
    ink_bytes_print(&file, "\n#endif\n");
    return ink_bytes_finish(&file, bytes, size);
}
