/* What stands in a model file, for those who write and read it. */
#include "model/model_file.h"
#include "training/optimizer.h"

#include <inttypes.h>
#include <stdio.h>

static InkTensor tensor(int32_t layer, const char *what, int32_t sides, const int64_t shape[4]) {
    InkTensor made = {.sides = sides, .count = 1};
    snprintf(made.name, sizeof made.name, "%" PRId32 ".%s", layer, what);
    for (int32_t i = 0; i < sides; i++) {
        made.shape[i] = shape[i];
        made.count *= shape[i];
    }
    return made;
}

int32_t ink_model_tensors(const InkLayerSpec *layers, const InkLayerInfo *info, int32_t layer_count,
                          InkTensor tensors[INK_MAX_TENSORS]) {
    int32_t count = 0;
    InkLayerInfo before = {INK_SIDE, INK_SIDE, 1, 0};
    for (int32_t l = 0; l < layer_count; l++) {
        const InkLayerSpec *spec = &layers[l];
        int64_t inputs = (int64_t)before.height * before.width * before.channels;
        const int64_t dense[4] = {inputs, spec->units};
        const int64_t conv[4] = {spec->size, spec->size, before.channels, spec->units};
        const int64_t bias[4] = {spec->units};
        before = info[l];
        if (spec->type == INK_LAYER_DENSE)
            tensors[count++] = tensor(l, "weight", 2, dense);
        else if (spec->type == INK_LAYER_CONV2D)
            tensors[count++] = tensor(l, "weight", 4, conv);
        else
            continue;
        tensors[count++] = tensor(l, "bias", 1, bias);
    }
    return count;
}

void ink_model_classes_text(int32_t classes, char text[INK_CLASSES_ROOM]) {
    if (classes == INK_CLASSES)
        snprintf(text, INK_CLASSES_ROOM, "%s", INK_MODEL_DIGITS);
    else
        snprintf(text, INK_CLASSES_ROOM, "%" PRId32, classes);
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
                       .sides = 2,
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
               "a new setting is kept in model files, too");
const int32_t ink_training_field_count =
    (int32_t)(sizeof ink_training_fields / sizeof *ink_training_fields);
