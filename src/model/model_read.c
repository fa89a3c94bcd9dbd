/* Reads model files. Files are untrusted and may be malicious, so everything is validated. */
#include "inkling/model.h"
#include "model/json_reader.h"
#include "model/model_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A tensor as declared in the header. */
typedef struct {
    const char *name;
    bool half;
    int64_t shape[4];
    int32_t rank;
    int64_t first, last; /* byte range in the data; last is exclusive */
} TensorEntry;

struct InkModel {
    char *text; /* storage for all strings in the header */
    InkModelNote notes[INK_MAX_MODEL_NOTES];
    int32_t note_count;
    TensorEntry found[INK_MAX_TENSORS];
    int32_t found_count;
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count, classes;
    float temperature;
    float *parameters, *memory; /* memory: in the same block, after the parameters */
    int32_t parameter_count, memory_size;
    bool trained; /* whether the fields below are set */
    InkTrainerSettings training;
    int32_t epoch, position;
};

void ink_model_free(InkModel *model) {
    if (!model) return;
    free(model->text);
    free(model->parameters);
    free(model);
}

/* ---- the header ---- */

/* Parser state. Strings are copied to model->text, which is as large as the header, so that they
 * always fit. */
typedef struct {
    InkJson json;
    InkModel *model;
    char *text, *end; /* what is left of model->text */
} Header;

static const char *read_string(Header *header) {
    char *start = header->text;
    if (!ink_json_string(&header->json, start, (size_t)(header->end - start))) return NULL;
    header->text += strlen(start) + 1;
    return start;
}

static bool read_notes(Header *header) {
    InkModel *model = header->model;
    if (model->note_count > 0 || !ink_json_symbol(&header->json, '{')) return false;
    if (ink_json_symbol(&header->json, '}')) return true;
    do {
        if (model->note_count == INK_MAX_MODEL_NOTES) return false;
        InkModelNote note;
        note.name = read_string(header);
        if (!note.name || ink_model_note(model, note.name)) return false;
        if (!ink_json_symbol(&header->json, ':')) return false;
        note.value = read_string(header);
        if (!note.value) return false;
        model->notes[model->note_count++] = note;
    } while (ink_json_symbol(&header->json, ','));
    return ink_json_symbol(&header->json, '}');
}

/* Reads a list of integers. *count: in, the capacity of values; out, the length of the list. */
static bool read_int_list(Header *header, int64_t *values, int32_t *count) {
    int32_t capacity = *count;
    *count = 0;
    if (!ink_json_symbol(&header->json, '[')) return false;
    if (ink_json_symbol(&header->json, ']')) return true;
    do {
        if (*count == capacity || !ink_json_whole(&header->json, &values[(*count)++])) return false;
    } while (ink_json_symbol(&header->json, ','));
    return ink_json_symbol(&header->json, ']');
}

/* Reads one of a tensor's three properties. seen: bit set of those already read. */
static bool read_property(Header *header, TensorEntry *found, int32_t *seen) {
    const char *name = read_string(header);
    if (!name || !ink_json_symbol(&header->json, ':')) return false;
    int32_t which;
    if (strcmp(name, "dtype") == 0) {
        which = 1;
        const char *type = read_string(header);
        if (!type) return false;
        found->half = strcmp(type, "F16") == 0;
        if (!found->half && strcmp(type, "F32") != 0) return false;
    } else if (strcmp(name, "shape") == 0) {
        which = 2;
        found->rank = 4;
        if (!read_int_list(header, found->shape, &found->rank)) return false;
    } else if (strcmp(name, "data_offsets") == 0) {
        which = 4;
        int64_t offsets[2];
        int32_t count = 2;
        if (!read_int_list(header, offsets, &count) || count != 2) return false;
        found->first = offsets[0];
        found->last = offsets[1];
    } else {
        return false;
    }
    if (*seen & which) return false;
    *seen |= which;
    return true;
}

static TensorEntry *find_tensor(InkModel *model, const char *name) {
    for (int32_t i = 0; i < model->found_count; i++) {
        if (strcmp(model->found[i].name, name) == 0) return &model->found[i];
    }
    return NULL;
}

static bool read_tensor(Header *header, const char *name) {
    InkModel *model = header->model;
    if (model->found_count == INK_MAX_TENSORS || find_tensor(model, name)) return false;
    TensorEntry found = {.name = name};
    int32_t seen = 0;
    if (!ink_json_symbol(&header->json, '{')) return false;
    do {
        if (!read_property(header, &found, &seen)) return false;
    } while (ink_json_symbol(&header->json, ','));
    model->found[model->found_count++] = found;
    return seen == 7 && ink_json_symbol(&header->json, '}');
}

static bool read_header(Header *header) {
    bool metadata = false;
    if (!ink_json_symbol(&header->json, '{')) return false;
    do {
        const char *name = read_string(header);
        if (!name || !ink_json_symbol(&header->json, ':')) return false;
        bool is_metadata = strcmp(name, "__metadata__") == 0;
        if (is_metadata ? metadata || !read_notes(header) : !read_tensor(header, name))
            return false;
        metadata |= is_metadata;
    } while (ink_json_symbol(&header->json, ','));
    return ink_json_symbol(&header->json, '}') && ink_json_done(&header->json);
}

/* Whether the tensors cover the data without gaps or overlaps, each as large as its shape says. */
static bool tensors_cover_data(const InkModel *model, int64_t data) {
    int64_t end = 0;
    for (int32_t done = 0; done < model->found_count; done++) {
        const TensorEntry *next = NULL;
        for (int32_t i = 0; i < model->found_count && !next; i++) {
            if (model->found[i].first == end && model->found[i].last > end) next = &model->found[i];
        }
        if (!next || next->last > data) return false;
        int64_t bytes = next->half ? 2 : 4;
        for (int32_t i = 0; i < next->rank; i++) {
            if (next->shape[i] < 1 || next->shape[i] > data / bytes) return false;
            bytes *= next->shape[i];
        }
        if (next->last - next->first != bytes) return false;
        end = next->last;
    }
    return end == data;
}

/* ---- the metadata ---- */

/* Parses a decimal number that is finite as a float, such as "-1.5e-3". Nine digits, which is what
 * the writer prints, give the same float back. strtof would make the first load 6 kB larger. */
static bool parse_float(const char *text, float *value) {
    if (!text || strlen(text) > 40) return false;
    bool negative = *text == '-', digits = false, point = false;
    double number = 0.0;
    int32_t exponent = 0;
    if (*text == '-' || *text == '+') text++;
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        digits = true;
        number = 10.0 * number + (*text - '0');
        if (point) exponent--;
    }
    if (digits && (*text == 'e' || *text == 'E')) {
        bool down = text[1] == '-';
        text += text[1] == '-' || text[1] == '+' ? 2 : 1;
        int32_t stated = 0;
        digits = *text != '\0';
        for (; *text >= '0' && *text <= '9'; text++)
            stated = stated < 1000 ? 10 * stated + (*text - '0') : stated;
        exponent += down ? -stated : stated;
    }
    for (; exponent > 0 && number > 0.0 && isfinite(number); exponent--)
        number *= 10.0;
    for (; exponent < 0 && number > 0.0; exponent++)
        number /= 10.0;
    *value = (float)(negative ? -number : number);
    return digits && *text == '\0' && isfinite(*value);
}

/* Parses an integer from 0 to max. */
static bool parse_int(const char *text, int64_t max, int64_t *value) {
    if (!text || !*text || strlen(text) > 12 || strspn(text, "0123456789") != strlen(text))
        return false;
    *value = 0;
    for (; *text; text++)
        *value = 10 * *value + (*text - '0');
    return *value <= max;
}

static const char *training_note(const InkModel *model, const char *field) {
    char name[INK_TENSOR_ROOM] = "training.";
    strncat(name, field, sizeof name - 10);
    return ink_model_note(model, name);
}

static bool read_training(InkModel *model) {
    if (!training_note(model, "epoch")) return true;
    int64_t value;
    for (int32_t i = 0; i < ink_training_field_count; i++) {
        const InkTrainingField *field = &ink_training_fields[i];
        const char *text = training_note(model, field->name);
        void *at = (char *)&model->training + field->offset;
        if (field->type == INK_FIELD_FLOAT) {
            if (!parse_float(text, at)) return false;
        } else if (field->type == INK_FIELD_INT) {
            if (!parse_int(text, INT32_MAX, &value)) return false;
            *(int32_t *)at = (int32_t)value;
        } else {
            if (!parse_int(text, UINT32_MAX, &value)) return false;
            *(uint32_t *)at = (uint32_t)value;
        }
    }
    /* Training may have run past its planned epochs. */
    if (!parse_int(training_note(model, "epoch"), INT32_MAX, &value)) return false;
    model->epoch = (int32_t)value;
    if (!parse_int(training_note(model, "position"), INK_MAX_EPOCH_SAMPLES, &value)) return false;
    model->position = (int32_t)value;
    model->trained = true;
    return true;
}

static bool is_inkling_model(const InkModel *model) {
    const char *format = ink_model_note(model, "format"), *layers = ink_model_note(model, "layers");
    return format && strcmp(format, INK_MODEL_FORMAT) == 0 && layers;
}

/* Whether the classes in the metadata agree with the last layer. */
static bool classes_agree(const InkModel *model) {
    const char *stated = ink_model_note(model, "classes");
    const char *names = ink_model_note(model, INK_MODEL_NAMES);
    char wanted[INK_CLASSES_ROOM];
    ink_model_classes_text(model->classes, wanted);
    return (!stated || strcmp(stated, wanted) == 0) &&
           (!names || ink_model_names_fit(names, model->classes));
}

static InkStatus read_metadata(InkModel *model) {
    if (!is_inkling_model(model)) return INK_FOREIGN_MODEL;
    InkStatus status =
        ink_layers_parse(ink_model_layers(model), model->layers, &model->layer_count);
    if (status != INK_OK) return status;
    const char *temperature = ink_model_note(model, "temperature");
    model->temperature = 1.0f;
    if (temperature &&
        (!parse_float(temperature, &model->temperature) ||
         model->temperature < INK_MIN_TEMPERATURE || model->temperature > INK_MAX_TEMPERATURE)) {
        return INK_FOREIGN_MODEL;
    }
    return read_training(model) ? INK_OK : INK_FOREIGN_MODEL;
}

/* ---- the data ---- */

static bool matches(const TensorEntry *found, const InkTensor *wanted) {
    if (!found || found->rank != wanted->rank) return false;
    for (int32_t i = 0; i < wanted->rank; i++) {
        if (found->shape[i] != wanted->shape[i]) return false;
    }
    return true;
}

static bool read_values(const TensorEntry *found, const uint8_t *data, int64_t count, float *to) {
    const uint8_t *from = data + found->first;
    bool finite = true;
    for (int64_t i = 0; i < count; i++, from += found->half ? 2 : 4) {
        uint32_t bits = (uint32_t)from[0] | (uint32_t)from[1] << 8;
        if (found->half) {
            to[i] = ink_from_half((uint16_t)bits);
        } else {
            bits |= (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
            memcpy(to + i, &bits, sizeof bits);
        }
        finite &= isfinite(to[i]) != 0;
    }
    return finite;
}

static InkStatus read_tensors(InkModel *model, const uint8_t *data) {
    InkLayerInfo info[INK_MAX_LAYERS];
    InkStatus status = ink_layers_check(model->layers, model->layer_count, info);
    if (status != INK_OK) return status;
    const InkLayerInfo *last = &info[model->layer_count - 1];
    model->classes = last->height * last->width * last->channels;
    if (!classes_agree(model)) return INK_FOREIGN_MODEL;
    InkTensor wanted[INK_MAX_TENSORS];
    int32_t count;
    status = ink_model_tensors(model->layers, info, model->layer_count, wanted, &count);
    if (status != INK_OK) return status;
    int64_t parameters = 0, memory = 0;
    for (int32_t i = 0; i < count; i++)
        parameters += wanted[i].count;
    if (model->trained) {
        InkTensor remembered = ink_model_memory_tensor(model->training.optimizer.rule, parameters);
        memory = remembered.count;
        if (memory > 0) wanted[count++] = remembered;
    }
    /* Once all tensors are known to be in the file at their full size, the allocation below can't
     * exceed what the file holds. */
    if (count != model->found_count) return INK_FOREIGN_MODEL;
    for (int32_t i = 0; i < count; i++) {
        if (!matches(find_tensor(model, wanted[i].name), &wanted[i])) return INK_FOREIGN_MODEL;
    }
    model->parameters = malloc(sizeof(float) * (size_t)(parameters + memory + 1));
    if (!model->parameters) return INK_NO_MEMORY;
    model->memory = model->parameters + parameters;
    model->parameter_count = (int32_t)parameters;
    model->memory_size = (int32_t)memory;
    float *to = model->parameters;
    for (int32_t i = 0; i < count; to += wanted[i++].count) {
        if (!read_values(find_tensor(model, wanted[i].name), data, wanted[i].count, to))
            return INK_MODEL_NOT_FINITE;
    }
    return INK_OK;
}

static InkStatus read_model(InkModel *model, const uint8_t *bytes, size_t size) {
    if (size < 10) return INK_NOT_A_MODEL;
    uint64_t length = 0;
    for (int32_t i = 0; i < 8; i++)
        length |= (uint64_t)bytes[i] << (8 * i);
    if (length > INK_MAX_MODEL_HEADER || bytes[8] != '{') return INK_NOT_A_MODEL;
    if (length > size - 8) return INK_MODEL_SIZES;
    size_t room = (size_t)length + 1;
    model->text = malloc(room);
    if (!model->text) return INK_NO_MEMORY;
    const uint8_t *data = bytes + 8 + length;
    Header header = {{bytes + 8, data}, model, model->text, model->text + room};
    if (!read_header(&header)) return INK_MODEL_HEADER;
    if (!tensors_cover_data(model, (int64_t)(size - 8 - (size_t)length))) return INK_MODEL_SIZES;
    InkStatus status = read_metadata(model);
    return status == INK_OK ? read_tensors(model, data) : status;
}

InkStatus ink_model_read(InkModel **out, const uint8_t *bytes, size_t size) {
    *out = NULL;
    InkModel *model = calloc(1, sizeof *model);
    if (!model) return INK_NO_MEMORY;
    InkStatus status = read_model(model, bytes, size);
    if (status != INK_OK) {
        ink_model_free(model);
        return status;
    }
    *out = model;
    return INK_OK;
}

/* ---- accessors ---- */

const char *ink_model_layers(const InkModel *model) {
    return ink_model_note(model, "layers");
}

int32_t ink_model_classes(const InkModel *model) {
    return model->classes;
}

float ink_model_temperature(const InkModel *model) {
    return model->temperature;
}

const float *ink_model_parameters(const InkModel *model) {
    return model->parameters;
}

int32_t ink_model_parameter_count(const InkModel *model) {
    return model->parameter_count;
}

int32_t ink_model_note_count(const InkModel *model) {
    return model->note_count;
}

const char *ink_model_note_name(const InkModel *model, int32_t index) {
    return model->notes[index].name;
}

const char *ink_model_note_value(const InkModel *model, int32_t index) {
    return model->notes[index].value;
}

const char *ink_model_note(const InkModel *model, const char *name) {
    for (int32_t i = 0; i < model->note_count; i++) {
        if (strcmp(model->notes[i].name, name) == 0) return model->notes[i].value;
    }
    return NULL;
}

const InkTrainerSettings *ink_model_training(const InkModel *model) {
    return model->trained ? &model->training : NULL;
}

int32_t ink_model_epoch(const InkModel *model) {
    return model->epoch;
}

int32_t ink_model_position(const InkModel *model) {
    return model->position;
}

const float *ink_model_memory(const InkModel *model) {
    return model->memory;
}

int32_t ink_model_memory_size(const InkModel *model) {
    return model->memory_size;
}

InkStatus ink_model_network(const InkModel *model, int32_t max_batch, InkNetwork **network) {
    InkStatus status = ink_network_create(network, model->layers, model->layer_count, max_batch);
    if (status != INK_OK) return status;
    memcpy(ink_network_parameters(*network), model->parameters,
           sizeof(float) * (size_t)model->parameter_count);
    (void)ink_network_set_temperature(*network, model->temperature); /* range checked on reading */
    return INK_OK;
}

InkStatus ink_model_resume(const InkModel *model, InkTrainer *trainer) {
    if (!model->trained || ink_trainer_memory_size(trainer) != model->memory_size)
        return INK_BAD_ARGUMENT;
    InkStatus status = ink_trainer_seek(trainer, model->epoch, model->position);
    if (status != INK_OK) return status;
    memcpy(ink_trainer_memory(trainer), model->memory, sizeof(float) * (size_t)model->memory_size);
    return INK_OK;
}
