/* Lists of layers as people write them, and what each layer makes of what comes to it. */

#include "inkling/network.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const char *at;
} Reader;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

static void skip_spaces(Reader *reader) {
    while (is_space(*reader->at))
        reader->at++;
}

/* Reads a word if it stands next, as a whole. */
static bool word(Reader *reader, const char *wanted) {
    skip_spaces(reader);
    size_t length = strlen(wanted);
    if (strncmp(reader->at, wanted, length) != 0) return false;
    char after = reader->at[length];
    if (after >= 'a' && after <= 'z') return false;
    reader->at += length;
    return true;
}

static bool symbol(Reader *reader, char wanted) {
    skip_spaces(reader);
    if (*reader->at != wanted) return false;
    reader->at++;
    return true;
}

/* Reads a whole number of at most six digits. */
static bool number(Reader *reader, int32_t *value) {
    skip_spaces(reader);
    const char *start = reader->at;
    *value = 0;
    for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        if (reader->at - start >= 6) return false;
        *value = *value * 10 + (*reader->at - '0');
    }
    return reader->at > start;
}

/* Reads 0.25, .25 or 0: a share below 1. */
static bool fraction(Reader *reader, float *value) {
    skip_spaces(reader);
    bool digits = false;
    double parts = 0.0, whole = 1.0;
    for (; *reader->at == '0'; reader->at++)
        digits = true;
    if (*reader->at == '.') {
        reader->at++;
        for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
            digits = true;
            if (whole >= 1e15) continue; /* more says nothing */
            parts = 10.0 * parts + (*reader->at - '0');
            whole *= 10.0;
        }
    }
    *value = (float)(parts / whole);
    return digits;
}

static bool layer(Reader *reader, InkLayerSpec *spec) {
    *spec = (InkLayerSpec){0};
    int32_t again;
    if (word(reader, "dense")) {
        spec->type = INK_LAYER_DENSE;
        return number(reader, &spec->units);
    }
    if (word(reader, "relu")) {
        spec->type = INK_LAYER_RELU;
        return true;
    }
    if (word(reader, "conv")) {
        spec->type = INK_LAYER_CONV2D;
        if (!number(reader, &spec->size) || !symbol(reader, 'x') || !number(reader, &again) ||
            again != spec->size || !symbol(reader, 'x') || !number(reader, &spec->units)) {
            return false;
        }
        if (word(reader, "pad")) return number(reader, &spec->padding);
        if (word(reader, "same")) spec->padding = spec->size / 2;
        return spec->padding == 0 || spec->size % 2 == 1;
    }
    if (word(reader, "maxpool")) {
        spec->type = INK_LAYER_MAXPOOL;
        return number(reader, &spec->size);
    }
    if (word(reader, "dropout")) {
        spec->type = INK_LAYER_DROPOUT;
        return fraction(reader, &spec->rate);
    }
    return false;
}

InkStatus ink_layers_parse(const char *text, InkLayerSpec layers[INK_MAX_LAYERS],
                           int32_t *layer_count) {
    Reader reader = {text};
    *layer_count = 0;
    for (;;) {
        if (*layer_count == INK_MAX_LAYERS) return INK_BAD_LAYERS;
        if (!layer(&reader, &layers[*layer_count])) return INK_BAD_LAYER_TEXT;
        ++*layer_count;
        skip_spaces(&reader);
        if (*reader.at == '\0') return INK_OK;
        if (!symbol(&reader, ',')) return INK_BAD_LAYER_TEXT;
    }
}

/* ---- from layers to words ---- */

static int format_conv(const InkLayerSpec *spec, char *text, size_t room) {
    int32_t size = spec->size;
    char padding[20] = "";
    if (spec->padding > 0 && size % 2 == 1 && spec->padding == size / 2)
        snprintf(padding, sizeof padding, " same");
    else if (spec->padding > 0)
        snprintf(padding, sizeof padding, " pad %" PRId32, spec->padding);
    return snprintf(text, room, "conv %" PRId32 "x%" PRId32 "x%" PRId32 "%s", size, size,
                    spec->units, padding);
}

/* With as few digits as give the same rate when they are read. */
static int format_dropout(const InkLayerSpec *spec, char *text, size_t room) {
    char rate[24];
    float again = -1.0f;
    for (int digits = 1; digits <= 12 && again != spec->rate; digits++) {
        snprintf(rate, sizeof rate, "%.*f", digits, (double)spec->rate);
        Reader reader = {rate};
        if (!fraction(&reader, &again)) return -1;
    }
    return snprintf(text, room, "dropout %s", rate);
}

static int format_layer(const InkLayerSpec *spec, char *text, size_t room) {
    switch (spec->type) {
    case INK_LAYER_DENSE: return snprintf(text, room, "dense %" PRId32, spec->units);
    case INK_LAYER_RELU: return snprintf(text, room, "relu");
    case INK_LAYER_CONV2D: return format_conv(spec, text, room);
    case INK_LAYER_MAXPOOL: return snprintf(text, room, "maxpool %" PRId32, spec->size);
    case INK_LAYER_DROPOUT: return format_dropout(spec, text, room);
    default: return -1;
    }
}

InkStatus ink_layers_format(const InkLayerSpec *layers, int32_t layer_count, char *text,
                            size_t room) {
    if (layer_count < 1 || layer_count > INK_MAX_LAYERS || room == 0) return INK_BAD_LAYERS;
    size_t length = 0;
    for (int32_t l = 0; l < layer_count; l++) {
        if (l > 0) {
            if (room - length < 3) return INK_BAD_LAYERS;
            text[length++] = ',';
            text[length++] = ' ';
        }
        int written = format_layer(&layers[l], text + length, room - length);
        if (written < 0 || (size_t)written >= room - length) return INK_BAD_LAYERS;
        length += (size_t)written;
    }
    return INK_OK;
}
