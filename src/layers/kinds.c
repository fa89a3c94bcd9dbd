/* What all kinds of layers share: the list of kinds, parsing and printing their numbers, range
 * checks, and a check for missing functions. */
#include "layers/layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define INK_LAYER_KIND(NAME, number, kind) &(kind),
static const InkLayerKind *const kinds[] = {INK_LAYER_KINDS(INK_LAYER_KIND)};
#undef INK_LAYER_KIND
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

int32_t ink_layer_kind_count(void) {
    return KIND_COUNT;
}

const InkLayerKindInfo *ink_layer_kind(int32_t index) {
    return index < 0 || index >= KIND_COUNT ? NULL : &kinds[index]->info;
}

const InkLayerKind *ink_layer_kind_of(int32_t type) {
    for (int32_t i = 0; i < KIND_COUNT; i++) {
        if (kinds[i]->info.type == type) return kinds[i];
    }
    return NULL;
}

/* ---- numbers ---- */

static int32_t integer_field(const InkLayerSpec *spec, const InkLayerNumber *number) {
    int32_t value;
    memcpy(&value, (const char *)spec + number->offset, sizeof value);
    return value;
}

static float fraction_field(const InkLayerSpec *spec, const InkLayerNumber *number) {
    float value;
    memcpy(&value, (const char *)spec + number->offset, sizeof value);
    return value;
}

static bool is_in_range(const InkLayerSpec *spec, const InkLayerNumber *number) {
    double value = number->is_whole ? (double)integer_field(spec, number)
                                    : (double)fraction_field(spec, number);
    return (value >= (double)number->min && value <= (double)number->max) ||
           (value == 0.0 && number->can_be_zero);
}

InkStatus ink_layer_configure(InkLayer *layer) {
    const InkLayerKindInfo *info = &layer->kind->info;
    for (int32_t i = 0; i < info->number_count; i++) {
        if (!is_in_range(&layer->spec, &info->numbers[i])) return INK_BAD_ARGUMENT;
    }
    return layer->kind->configure(layer);
}

bool ink_layer_parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec) {
    for (int32_t i = 0; i < kind->info.number_count; i++) {
        const InkLayerNumber *number = &kind->info.numbers[i];
        InkText rest = *text;
        int32_t integer = (int32_t)number->start;
        float fraction = number->start;
        if (number->is_whole ? ink_text_integer(&rest, &integer)
                             : ink_text_fraction(&rest, &fraction)) {
            *text = rest;
        } else if (number->is_optional) {
            integer = (int32_t)number->start;
            fraction = number->start;
        } else {
            return false;
        }
        char *field = (char *)spec + number->offset;
        if (number->is_whole)
            memcpy(field, &integer, sizeof integer);
        else
            memcpy(field, &fraction, sizeof fraction);
    }
    return true;
}

int ink_layer_format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room) {
    int length = snprintf(text, room, "%s", "");
    for (int32_t i = 0; i < kind->info.number_count && (size_t)length < room; i++) {
        const InkLayerNumber *number = &kind->info.numbers[i];
        char value[INK_FRACTION_ROOM] = "";
        if (number->is_whole)
            snprintf(value, sizeof value, "%" PRId32, integer_field(spec, number));
        else
            ink_text_print_fraction(fraction_field(spec, number), value);
        length += snprintf(text + length, room - (size_t)length, " %s", value);
    }
    return length;
}

/* ---- kinds that work in place ---- */

InkStatus ink_layer_keep_shape(InkLayer *layer) {
    layer->output = layer->input;
    return INK_OK;
}

void ink_layer_in_place_to_c(const InkLayer *layer, InkCSource *to) {
    ink_bytes_print(&to->file, "    inkling_%s(%s, %" PRId32 ");\n", layer->kind->info.name,
                    ink_c_values(to), ink_shape_size(layer->input));
}

const char ink_layer_channels_c[] =
    "\nstatic inline void inkling_$K(float *x, int count, int channels, const float *w,\n"
    "                                const float *b) {\n"
    "    int i;\n"
    "    for (i = 0; i < count; i++)\n"
    "        x[i] = x[i] * INKLING_FLOAT(&w[i % channels]) + INKLING_FLOAT(&b[i % channels]);\n"
    "}\n";

void ink_layer_channels_to_c(const InkLayer *layer, InkCSource *to) {
    ink_bytes_print(&to->file,
                    "    inkling_%s(%s, %" PRId32 ", %" PRId32 ", inkling_w%" PRId32
                    ", inkling_b%" PRId32 ");\n",
                    layer->kind->info.name, ink_c_values(to), ink_shape_size(layer->input),
                    layer->input.channels, layer->index, layer->index);
}

/* ---- completeness ---- */

const char *ink_layer_lacks(const InkLayerKind *kind, bool has_parameters,
                            InkLayerPurpose purpose) {
    if (!kind) return "kind";
    switch (purpose) {
    case INK_FOR_TEXT: return !kind->parse ? "parse" : !kind->format ? "format" : NULL;
    case INK_FOR_MODEL:
        if (has_parameters && !kind->tensors) return "tensors";
        return ink_layer_lacks(kind, has_parameters, INK_FOR_TEXT);
    case INK_FOR_ONNX: return !kind->to_onnx ? "to_onnx" : NULL;
    case INK_FOR_C:
        if (has_parameters && !kind->to_c_arrays) return "to_c_arrays";
        return !kind->to_c ? "to_c" : ink_layer_lacks(kind, has_parameters, INK_FOR_TEXT);
    }
    return "purpose";
}
