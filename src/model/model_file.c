/* Writes a network as a safetensors file: the length of the header in eight bytes, a JSON header,
 * and the tensors' data back to back, all little-endian
 * (https://github.com/huggingface/safetensors, "Format"). */
#include "model/model_file.h"
#include "inkling/model.h"
#include "model/json_reader.h"
#include "network/network_inside.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void ink_bytes_free(uint8_t *bytes) {
    free(bytes);
}

/* ---- metadata ---- */

static void add_string(InkBytes *header, const char *value) {
    ink_bytes_print(header, "\"");
    for (; *value; value++) {
        unsigned char c = (unsigned char)*value;
        if (c == '"' || c == '\\')
            ink_bytes_print(header, "\\%c", c);
        else if (c < ' ')
            ink_bytes_print(header, "\\u%04x", c);
        else
            ink_bytes_add(header, value, 1);
    }
    ink_bytes_print(header, "\"");
}

static void add_note(InkBytes *header, const char *name, const char *value) {
    ink_bytes_print(header, ",");
    add_string(header, name);
    ink_bytes_print(header, ":");
    add_string(header, value);
}

static bool is_utf8(const char *text) {
    const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
    while (at < end) {
        size_t length = ink_utf8_length(at, end);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

bool ink_model_note_is_reserved(const char *name) {
    static const char *const reserved[] = {"format", "layers", "temperature", "input", "classes"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (strcmp(name, reserved[i]) == 0) return true;
    }
    return strncmp(name, "training.", 9) == 0;
}

static bool notes_are_valid(const InkModelNote *notes, int32_t count, int32_t classes) {
    if (count < 0 || count > INK_MAX_MODEL_NOTES / 2) return false;
    size_t length = 0;
    for (int32_t i = 0; i < count; i++) {
        if (!notes[i].name || !notes[i].value) return false;
        if (ink_model_note_is_reserved(notes[i].name) || !is_utf8(notes[i].name) ||
            !is_utf8(notes[i].value))
            return false;
        if (strcmp(notes[i].name, INK_MODEL_NAMES) == 0 &&
            !ink_model_names_fit(notes[i].value, classes)) {
            return false;
        }
        for (int32_t j = 0; j < i; j++) {
            if (strcmp(notes[i].name, notes[j].name) == 0) return false;
        }
        length += strlen(notes[i].name) + strlen(notes[i].value);
    }
    return length <= INK_MAX_MODEL_HEADER;
}

static void add_training(InkBytes *header, const InkTrainer *trainer) {
    const char *settings = (const char *)ink_trainer_settings(trainer);
    for (int32_t i = 0; i < ink_training_field_count; i++) {
        const InkTrainingField *field = &ink_training_fields[i];
        const void *at = settings + field->offset;
        ink_bytes_print(header, ",\"training.%s\":", field->name);
        if (field->type == INK_FIELD_FLOAT)
            ink_bytes_print(header, "\"%.9g\"", (double)*(const float *)at);
        else if (field->type == INK_FIELD_INT)
            ink_bytes_print(header, "\"%" PRId32 "\"", *(const int32_t *)at);
        else
            ink_bytes_print(header, "\"%" PRIu32 "\"", *(const uint32_t *)at);
    }
    ink_bytes_print(header, ",\"training.epoch\":\"%" PRId32 "\"", ink_trainer_epoch(trainer));
    ink_bytes_print(header, ",\"training.position\":\"%" PRId32 "\"",
                    ink_trainer_position(trainer));
}

/* ---- tensors ---- */

/* Adds a tensor to the header and advances the offset by its size in bytes. */
static void add_tensor(InkBytes *header, const InkTensor *tensor, bool half, int64_t *offset) {
    int64_t end = *offset + tensor->count * (half ? 2 : 4);
    ink_bytes_print(header, ",\"%s\":{\"dtype\":\"%s\",\"shape\":[", tensor->name,
                    half ? "F16" : "F32");
    for (int32_t i = 0; i < tensor->rank; i++)
        ink_bytes_print(header, "%s%" PRId64, i ? "," : "", tensor->shape[i]);
    ink_bytes_print(header, "],\"data_offsets\":[%" PRId64 ",%" PRId64 "]}", *offset, end);
    *offset = end;
}

static bool all_finite(const float *values, int64_t count, bool half) {
    for (int64_t i = 0; i < count; i++) {
        if (!isfinite(half ? ink_from_half(ink_half(values[i])) : values[i])) return false;
    }
    return true;
}

/* Writes everything before the tensors' data. */
static void add_header(InkBytes *file, const InkNetwork *network, const InkTrainer *trainer,
                       const InkModelNote *notes, int32_t note_count, bool half) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    InkLayerInfo info[INK_MAX_LAYERS];
    InkTensor tensors[INK_MAX_TENSORS];
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        layers[l] = layer->spec;
        info[l] = (InkLayerInfo){layer->output.height, layer->output.width, layer->output.channels,
                                 layer->parameter_count};
    }
    int32_t tensor_count = 0;
    if (ink_model_tensors(layers, info, network->layer_count, tensors, &tensor_count) != INK_OK)
        file->failed = true;
    char text[INK_MAX_LAYERS_TEXT], classes[INK_CLASSES_ROOM];
    ink_model_classes_text(network->classes, classes);
    if (ink_layers_format(layers, network->layer_count, text, sizeof text) != INK_OK)
        file->failed = true;

    ink_bytes_number(file, 0, 8); /* the header's length, patched in later */
    ink_bytes_print(file, "{\"__metadata__\":{\"format\":\"" INK_MODEL_FORMAT "\"");
    add_note(file, "layers", text);
    ink_bytes_print(file, ",\"temperature\":\"%.9g\"", (double)network->temperature);
    add_note(file, "input", INK_MODEL_INPUT);
    add_note(file, "classes", classes);
    if (trainer) add_training(file, trainer);
    for (int32_t i = 0; i < note_count; i++)
        add_note(file, notes[i].name, notes[i].value);
    ink_bytes_print(file, "}");
    int64_t offset = 0;
    for (int32_t i = 0; i < tensor_count; i++)
        add_tensor(file, &tensors[i], half, &offset);
    if (trainer && ink_trainer_memory_size(trainer) > 0) {
        InkTensor memory = ink_model_memory_tensor(ink_trainer_settings(trainer)->optimizer.rule,
                                                   network->parameter_count);
        add_tensor(file, &memory, false, &offset);
    }
    ink_bytes_print(file, "}");
    while (file->length % 8 && !file->failed) /* align the data to eight bytes */
        ink_bytes_print(file, " ");
}

InkStatus ink_model_write(const InkNetwork *network, const InkTrainer *trainer,
                          const InkModelNote *notes, int32_t note_count, bool half, uint8_t **bytes,
                          size_t *size) {
    *bytes = NULL;
    *size = 0;
    if (!notes_are_valid(notes, note_count, network->classes) || (trainer && half))
        return INK_BAD_ARGUMENT;
    if (ink_export_obstacle(network, INK_EXPORT_MODEL)) return INK_UNFINISHED_LAYER;
    const float *parameters = network->parameters;
    int32_t count = network->parameter_count;
    if (!all_finite(parameters, count, half)) return INK_MODEL_NOT_FINITE;
    const float *memory = trainer ? ink_trainer_memory((InkTrainer *)trainer) : NULL;
    int32_t memory_size = trainer ? ink_trainer_memory_size(trainer) : 0;
    if (!all_finite(memory, memory_size, false)) return INK_MODEL_NOT_FINITE;

    InkBytes file = {0};
    add_header(&file, network, trainer, notes, note_count, half);
    size_t header = file.length - 8;
    if (!file.failed && header > INK_MAX_MODEL_HEADER) {
        free(file.bytes);
        return INK_BAD_ARGUMENT;
    }
    for (int32_t i = 0; i < 8 && !file.failed; i++)
        file.bytes[i] = (uint8_t)((uint64_t)header >> (8 * i));
    if (half) {
        for (int32_t i = 0; i < count; i++)
            ink_bytes_number(&file, ink_half(parameters[i]), 2);
    } else {
        ink_bytes_floats(&file, parameters, count);
    }
    ink_bytes_floats(&file, memory, memory_size);
    return ink_bytes_finish(&file, bytes, size);
}
