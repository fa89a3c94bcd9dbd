/* A network as a safetensors file: eight bytes that say how long the header is, a header in JSON,
 * and the numbers one tensor behind the other, little-endian
 * (https://github.com/huggingface/safetensors, "Format"). */
#include "model_file.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text that grows; once memory has run out, it takes no more. */
typedef struct {
    char *text;
    size_t length, room;
    bool failed;
} Text;

__attribute__((format(printf, 2, 3))) static void add(Text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int needed = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t wanted = text->length + (size_t)needed + 1;
    if (needed < 0 || text->failed) return;
    if (wanted > text->room) {
        char *grown = realloc(text->text, 2 * wanted);
        if (!grown) {
            text->failed = true;
            return;
        }
        text->text = grown;
        text->room = 2 * wanted;
    }
    va_start(arguments, format);
    vsnprintf(text->text + text->length, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)needed;
}

/* A JSON string; what needs an escape, and cannot be expected here, is left out. */
static void add_string(Text *text, const char *value) {
    add(text, "\"");
    for (; *value; value++) {
        if ((unsigned char)*value >= ' ' && *value != '"' && *value != '\\')
            add(text, "%c", *value);
    }
    add(text, "\"");
}

/* The nearest half-precision number, ties to even; beyond the largest it is infinite. */
uint16_t ink_half(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint32_t sign = bits >> 16 & 0x8000;
    bits &= 0x7fffffff;
    if (bits > 0x7f800000) return (uint16_t)(sign | 0x7e00);  /* NaN */
    if (bits >= 0x47800000) return (uint16_t)(sign | 0x7c00); /* 65536 and up */
    if (bits < 0x38800000) {                                  /* below 2^-14: a fraction of 2^-24 */
        float magnitude;
        memcpy(&magnitude, &bits, sizeof magnitude);
        float scaled = magnitude * 16777216.0f;
        uint32_t whole = (uint32_t)scaled;
        float rest = scaled - (float)whole;
        if (rest > 0.5f || (rest == 0.5f && whole & 1)) whole++;
        return (uint16_t)(sign | whole);
    }
    bits += 0xfff + (bits >> 13 & 1);
    return (uint16_t)(sign | (bits - 0x38000000) >> 13);
}

/* Adds a tensor to the header; offset moves on by its bytes. */
static void add_tensor(Text *header, int32_t layer, const char *name, const char *shape,
                       int64_t count, bool half, int64_t *offset) {
    int64_t end = *offset + count * (half ? 2 : 4);
    add(header,
        ",\"%" PRId32 ".%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%" PRId64
        ",%" PRId64 "]}",
        layer, name, half ? "F16" : "F32", shape, *offset, end);
    *offset = end;
}

static void add_layer(Text *header, int32_t index, InkLayerSpec spec, int32_t inputs,
                      int32_t channels, bool half, int64_t *offset) {
    char shape[64], bias[16];
    int64_t weights = 0;
    if (spec.type == INK_LAYER_DENSE) {
        weights = (int64_t)inputs * spec.units;
        snprintf(shape, sizeof shape, "%" PRId32 ",%" PRId32, inputs, spec.units);
    } else if (spec.type == INK_LAYER_CONV2D) {
        weights = (int64_t)spec.size * spec.size * channels * spec.units;
        snprintf(shape, sizeof shape, "%" PRId32 ",%" PRId32 ",%" PRId32 ",%" PRId32, spec.size,
                 spec.size, channels, spec.units);
    } else {
        return;
    }
    snprintf(bias, sizeof bias, "%" PRId32, spec.units);
    add_tensor(header, index, "weight", shape, weights, half, offset);
    add_tensor(header, index, "bias", bias, spec.units, half, offset);
}

InkStatus ink_model_write(const InkNetwork *network, const InkLayerSpec *layers,
                          int32_t layer_count, const InkModelNote *notes, int32_t note_count,
                          bool half, uint8_t **bytes, size_t *size) {
    *bytes = NULL;
    InkLayerInfo info[INK_MAX_LAYERS];
    InkStatus status = ink_layers_check(layers, layer_count, info);
    if (status != INK_OK) return status;
    int64_t parameter_count = 0;
    for (int32_t l = 0; l < layer_count; l++)
        parameter_count += info[l].parameters;
    if (parameter_count != ink_network_parameter_count(network)) return INK_BAD_LAYERS;
    Text header = {0};
    add(&header, "{\"__metadata__\":{\"format\":\"inkling\"");
    for (int32_t i = 0; i < note_count; i++) {
        add(&header, ",");
        add_string(&header, notes[i].name);
        add(&header, ":");
        add_string(&header, notes[i].value);
    }
    add(&header, "}");
    int64_t data = 0;
    InkLayerInfo before = {INK_SIDE, INK_SIDE, 1, 0};
    for (int32_t l = 0; l < layer_count; l++) {
        add_layer(&header, l, layers[l], before.height * before.width * before.channels,
                  before.channels, half, &data);
        before = info[l];
    }
    add(&header, "}");
    while (header.length % 8 && !header.failed) /* the data begin at a multiple of eight bytes */
        add(&header, " ");
    *size = 8 + header.length + (size_t)data;
    *bytes = header.failed ? NULL : malloc(*size);
    if (!*bytes) {
        free(header.text);
        return INK_NO_MEMORY;
    }
    for (int32_t i = 0; i < 8; i++)
        (*bytes)[i] = (uint8_t)((uint64_t)header.length >> (8 * i));
    memcpy(*bytes + 8, header.text, header.length);
    uint8_t *to = *bytes + 8 + header.length;
    const float *parameters = ink_network_parameters((InkNetwork *)network);
    for (int64_t i = 0; i < parameter_count; i++) {
        uint32_t bits;
        memcpy(&bits, parameters + i, sizeof bits);
        if (half) bits = ink_half(parameters[i]);
        for (int32_t b = 0; b < (half ? 2 : 4); b++)
            *to++ = (uint8_t)(bits >> (8 * b));
    }
    free(header.text);
    return INK_OK;
}
