/* The contents of a model file, for its reader and its writer. */
#include "inkling/model.h"
#include "layers/layer.h"
#include "model/model_file.h"
#include "network/network_inside.h"
#include "training/optimizer.h"

#include <string.h>

/* Writes a number that is not negative, and returns its end. snprintf would add 8 kB to the reader.
 */
static char *write_number(char *to, int32_t number) {
    char digits[16];
    size_t count = 0;
    for (; number > 0 || count == 0; number /= 10)
        digits[count++] = (char)('0' + number % 10);
    while (count > 0)
        *to++ = digits[--count];
    *to = 0;
    return to;
}

static InkTensor layer_tensor(int32_t layer, const InkLayerTensor *part) {
    InkTensor tensor = {.rank = part->side_count, .count = 1};
    memcpy(write_number(tensor.name, layer), ".", 2);
    strncat(tensor.name, part->name, sizeof tensor.name - strlen(tensor.name) - 1);
    for (int32_t i = 0; i < part->side_count; i++) {
        tensor.shape[i] = part->sides[i];
        tensor.count *= part->sides[i];
    }
    return tensor;
}

InkStatus ink_model_tensors(const InkLayerSpec *layers, const InkLayerInfo *info,
                            int32_t layer_count, InkTensor tensors[INK_MAX_TENSORS],
                            int32_t *tensor_count) {
    int32_t count = 0;
    InkShape input = {INK_SIDE, INK_SIDE, 1};
    for (int32_t l = 0; l < layer_count; l++) {
        const InkLayerKind *kind = ink_layer_kind_of(layers[l].type);
        InkLayerTensor parts[INK_MAX_LAYER_TENSORS];
        int32_t part_count = kind && kind->tensors ? kind->tensors(&layers[l], input, parts) : 0;
        int64_t parameters = 0;
        for (int32_t i = 0; i < part_count; i++) {
            tensors[count] = layer_tensor(l, &parts[i]);
            parameters += tensors[count++].count;
        }
        if (parameters != info[l].parameters) return INK_UNFINISHED_LAYER;
        input = (InkShape){info[l].height, info[l].width, info[l].channels};
    }
    *tensor_count = count;
    return INK_OK;
}

const char *ink_export_obstacle(const InkNetwork *network, int32_t format) {
    static const InkLayerPurpose purposes[] = {
        [INK_EXPORT_MODEL] = INK_FOR_MODEL,
        [INK_EXPORT_ONNX] = INK_FOR_ONNX,
        [INK_EXPORT_HEADER] = INK_FOR_C,
    };
    if (format < 0 || format >= (int32_t)(sizeof purposes / sizeof *purposes)) return NULL;
    for (int32_t l = 0; l < network->layer_count; l++) {
        const InkLayer *layer = &network->layers[l];
        if (ink_layer_lacks(layer->kind, layer->parameter_count > 0, purposes[format]))
            return layer->kind->info.word;
    }
    return NULL;
}

void ink_model_classes_text(int32_t classes, char text[INK_CLASSES_ROOM]) {
    if (classes == INK_CLASSES)
        memcpy(text, INK_MODEL_DIGITS, sizeof INK_MODEL_DIGITS);
    else
        write_number(text, classes);
}

bool ink_model_names_fit(const char *names, int32_t classes) {
    int32_t lines = 1;
    for (; *names; names++)
        lines += *names == '\n';
    return lines == classes;
}

InkTensor ink_model_memory_tensor(int32_t rule, int64_t parameters) {
    int64_t slots = ink_optimizer_slots(rule);
    return (InkTensor){.name = "optimizer.memory",
                       .shape = {slots, parameters},
                       .rank = 2,
                       .count = slots * parameters};
}

#define FIELD(name, kind, member)                                                                  \
    { name, kind, offsetof(InkTrainerSettings, member) }
const InkTrainingField ink_training_fields[] = {
    FIELD("learning_rate", INK_FIELD_FLOAT, learning_rate),
    FIELD("batch_size", INK_FIELD_INT, batch_size),
    FIELD("sample_count", INK_FIELD_INT, sample_count),
    FIELD("chunk", INK_FIELD_INT, chunk),
    FIELD("epochs", INK_FIELD_INT, epochs),
    FIELD("seed", INK_FIELD_SEED, seed),
    FIELD("augmentation", INK_FIELD_INT, augmentation),
    FIELD("shift", INK_FIELD_FLOAT, distortion.shift),
    FIELD("rotation", INK_FIELD_FLOAT, distortion.rotation),
    FIELD("scale", INK_FIELD_FLOAT, distortion.scale),
    FIELD("shear", INK_FIELD_FLOAT, distortion.shear),
    FIELD("elastic", INK_FIELD_FLOAT, distortion.elastic),
    FIELD("thickness", INK_FIELD_FLOAT, distortion.thickness),
    FIELD("drawn", INK_FIELD_FLOAT, mixture.drawn),
    FIELD("lettered", INK_FIELD_FLOAT, mixture.lettered),
    FIELD("strange", INK_FIELD_FLOAT, mixture.strange),
    FIELD("rule", INK_FIELD_INT, optimizer.rule),
    FIELD("momentum", INK_FIELD_FLOAT, optimizer.momentum),
    FIELD("beta2", INK_FIELD_FLOAT, optimizer.beta2),
    FIELD("weight_decay", INK_FIELD_FLOAT, optimizer.weight_decay),
    FIELD("schedule", INK_FIELD_INT, optimizer.schedule),
    FIELD("warm_up", INK_FIELD_FLOAT, optimizer.warm_up),
    FIELD("label_smoothing", INK_FIELD_FLOAT, label_smoothing),
};
#undef FIELD
_Static_assert(sizeof ink_training_fields / sizeof *ink_training_fields * sizeof(int32_t) ==
                   sizeof(InkTrainerSettings),
               "every setting must be listed here, so that model files keep it");
const int32_t ink_training_field_count =
    (int32_t)(sizeof ink_training_fields / sizeof *ink_training_fields);
