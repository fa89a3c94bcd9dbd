/* Lists of layers as people write them, and what each layer makes of what comes to it. */
#include "inkling.h"

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
    *value = 0.0f;
    for (; *reader->at == '0'; reader->at++)
        digits = true;
    if (*reader->at == '.') {
        reader->at++;
        float place = 0.1f;
        for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++, place /= 10.0f) {
            *value += (float)(*reader->at - '0') * place;
            digits = true;
        }
    }
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
