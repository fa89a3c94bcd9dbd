#include "commands.h"
#include "files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double parse_number(const char *name, const char *text) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !isfinite(value))
        fail("--%s takes a number, not \"%s\"", name, text);
    return value;
}

static int32_t parse_int(const char *name, const char *text) {
    double value = parse_number(name, text);
    if (value != floor(value) || value < 0 || value > INT32_MAX)
        fail("--%s takes a whole number, not \"%s\"", name, text);
    return (int32_t)value;
}

/* The index of text among the allowed words. */
static int32_t parse_choice(const char *name, const char *text, const char *const *words,
                            int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(text, words[i]) == 0) return i;
    }
    fprintf(stderr, "inkling: --%s can't be \"%s\"; choose from", name, text);
    for (int32_t i = 0; i < count; i++)
        fprintf(stderr, "%s %s", i ? "," : "", words[i]);
    fputc('\n', stderr);
    exit(1);
}

/* A bit set of commands. */
enum { TRAIN = 1, EVAL = 2, PREDICT = 4, EXPORT = 8, INFO = 16 };

static unsigned command_of(const char *name) {
    static const char *const names[] = {"train", "eval", "predict", "export", "info"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) return 1u << i;
    }
    return 0;
}

/* An option: the commands that accept it, and where its value is stored. */
typedef struct {
    const char *name;
    unsigned commands;
    bool *flag;
    const char **text;
    int32_t *whole;
    float *real;
} Option;

static bool set_training_option(InkTrainerSettings *t, const char *name, const char *text) {
    static const char *const rules[] = {"sgd", "momentum", "adamw"};
    static const char *const schedules[] = {"constant", "cosine", "one-cycle"};
    if (strcmp(name, "seed") == 0) {
        double seed = parse_number(name, text);
        if (seed != floor(seed) || seed < 0 || seed > UINT32_MAX)
            fail("--seed takes a whole number from 0 to 4294967295, not \"%s\"", text);
        t->seed = (uint32_t)seed;
    } else if (strcmp(name, "rule") == 0) {
        t->optimizer.rule = parse_choice(name, text, rules, 3);
    } else if (strcmp(name, "schedule") == 0) {
        t->optimizer.schedule = parse_choice(name, text, schedules, 3);
    } else {
        return false;
    }
    return true;
}

/* Sets an option; returns whether it consumed the value. */
static bool set_option(Options *options, unsigned command, const char *name, const char *value) {
    InkTrainerSettings *t = &options->trainer;
    const Option known[] = {
        {"json", TRAIN | EVAL | PREDICT | INFO, &options->json, NULL, NULL, NULL},
        {"half", TRAIN | EXPORT, &options->half, NULL, NULL, NULL},
        {"resumable", TRAIN, &options->resumable, NULL, NULL, NULL},
        {"int8", EXPORT, &options->int8, NULL, NULL, NULL},
        {"data", TRAIN | EVAL, NULL, &options->data, NULL, NULL},
        {"out", TRAIN, NULL, &options->out, NULL, NULL},
        {"layers", TRAIN, NULL, &options->layers, NULL, NULL},
        {"resume", TRAIN, NULL, &options->resume, NULL, NULL},
        {"onnx", EXPORT, NULL, &options->onnx, NULL, NULL},
        {"header", EXPORT, NULL, &options->header, NULL, NULL},
        {"safetensors", EXPORT, NULL, &options->safetensors, NULL, NULL},
        {"stop-after", TRAIN, NULL, NULL, &options->stop_after, NULL},
        {"hold", TRAIN, NULL, NULL, &options->hold, NULL},
        {"epochs", TRAIN, NULL, NULL, &t->epochs, NULL},
        {"batch", TRAIN, NULL, NULL, &t->batch_size, NULL},
        {"digits", TRAIN, NULL, NULL, &t->sample_count, NULL},
        {"rate", TRAIN, NULL, NULL, NULL, &t->learning_rate},
        {"momentum", TRAIN, NULL, NULL, NULL, &t->optimizer.momentum},
        {"beta2", TRAIN, NULL, NULL, NULL, &t->optimizer.beta2},
        {"decay", TRAIN, NULL, NULL, NULL, &t->optimizer.weight_decay},
        {"warm-up", TRAIN, NULL, NULL, NULL, &t->optimizer.warm_up},
        {"smoothing", TRAIN, NULL, NULL, NULL, &t->label_smoothing},
        {"shift", TRAIN, NULL, NULL, NULL, &t->distortion.shift},
        {"rotation", TRAIN, NULL, NULL, NULL, &t->distortion.rotation},
        {"scale", TRAIN, NULL, NULL, NULL, &t->distortion.scale},
        {"shear", TRAIN, NULL, NULL, NULL, &t->distortion.shear},
        {"elastic", TRAIN, NULL, NULL, NULL, &t->distortion.elastic},
        {"thickness", TRAIN, NULL, NULL, NULL, &t->distortion.thickness},
        {"drawn", TRAIN, NULL, NULL, NULL, &t->mixture.drawn},
        {"lettered", TRAIN, NULL, NULL, NULL, &t->mixture.lettered},
        {"strange", TRAIN, NULL, NULL, NULL, &t->mixture.strange},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const Option *option = &known[i];
        if (strcmp(name, option->name) != 0 || !(option->commands & command)) continue;
        if (option->flag) {
            *option->flag = true;
            return false;
        }
        if (!value) fail("--%s needs a value", name);
        if (option->text) *option->text = value;
        if (option->whole) *option->whole = parse_int(name, value);
        if (option->real) *option->real = (float)parse_number(name, value);
        return true;
    }
    bool trains = command == TRAIN && (strcmp(name, "seed") == 0 || strcmp(name, "rule") == 0 ||
                                       strcmp(name, "schedule") == 0);
    if (trains && !value) fail("--%s needs a value", name);
    if (!trains || !set_training_option(t, name, value))
        fail("unknown option --%s for this command; see inkling help", name);
    return true;
}

/* Appends an option to the command stored in the model. Leaves out file names: they are private. */
static void record_option(Options *options, const char *name, const char *value) {
    static const char *const files[] = {"data", "out", "resume", "json", "stop-after"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (strcmp(name, files[i]) == 0) return;
    }
    size_t length = strlen(options->command), room = sizeof options->command - length;
    if (value)
        snprintf(options->command + length, room, " --%s '%s'", name, value);
    else
        snprintf(options->command + length, room, " --%s", name);
}

void read_options(Options *options, const char *command, int argc, char **argv) {
    snprintf(options->command, sizeof options->command, "inkling %s", command);
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0) {
            if (options->file_count == MAX_FILES) fail("too many files");
            options->files[options->file_count++] = argv[i];
            continue;
        }
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        const char *name = argv[i] + 2;
        bool consumed = set_option(options, command_of(command), name, value);
        record_option(options, name, consumed ? value : NULL);
        i += consumed;
    }
}
