/* Parses and prints lists of layers. Each kind reads and writes its own entry. */
#include "inkling/network.h"
#include "layers/layer.h"

#include <stdio.h>

static InkStatus parse_layer(InkText *text, InkLayerSpec *spec) {
    const InkLayerKindInfo *found = NULL;
    InkText rest = *text;
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKindInfo *info = ink_layer_kind(i);
        InkText after = *text;
        /* The longest word: "relu6" is not "relu" and a 6. */
        if (!ink_text_word(&after, info->word) || after.at <= rest.at) continue;
        found = info;
        rest = after;
    }
    if (!found) return INK_BAD_LAYER_TEXT;
    *text = rest;
    const InkLayerKind *kind = ink_layer_kind_of(found->type);
    if (!kind->parse) return INK_UNFINISHED_LAYER;
    *spec = (InkLayerSpec){.type = found->type};
    return kind->parse(kind, text, spec) ? INK_OK : INK_BAD_LAYER_TEXT;
}

InkStatus ink_layers_parse(const char *text, InkLayerSpec layers[INK_MAX_LAYERS],
                           int32_t *layer_count) {
    InkText reader = {text};
    *layer_count = 0;
    for (;;) {
        if (*layer_count == INK_MAX_LAYERS) return INK_BAD_LAYERS;
        InkStatus status = parse_layer(&reader, &layers[*layer_count]);
        if (status != INK_OK) return status;
        ++*layer_count;
        ink_text_skip_spaces(&reader);
        if (*reader.at == '\0') return INK_OK;
        if (!ink_text_symbol(&reader, ',')) return INK_BAD_LAYER_TEXT;
    }
}

InkStatus ink_layers_format(const InkLayerSpec *layers, int32_t layer_count, char *text,
                            size_t room) {
    if (layer_count < 1 || layer_count > INK_MAX_LAYERS || room == 0) return INK_BAD_LAYERS;
    size_t length = 0;
    for (int32_t l = 0; l < layer_count; l++) {
        const InkLayerKind *kind = ink_layer_kind_of(layers[l].type);
        if (!kind) return INK_BAD_LAYERS;
        if (!kind->format) return INK_UNFINISHED_LAYER;
        const char *between = l > 0 ? ", " : "";
        int written = snprintf(text + length, room - length, "%s%s", between, kind->info.word);
        if (written < 0 || (size_t)written >= room - length) return INK_BAD_LAYERS;
        length += (size_t)written;
        written = kind->format(kind, &layers[l], text + length, room - length);
        if (written < 0 || (size_t)written >= room - length) return INK_BAD_LAYERS;
        length += (size_t)written;
    }
    return INK_OK;
}
