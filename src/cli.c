/* The native command line: trains a network from the bundled data and writes it as a model file.
 *
 *     inkling train --data FOLDER --out FILE [OPTION VALUE]...
 *
 * The pretrained model of the page is made with it; the Makefile says how. */
#include "inkling.h"
#include "model_file.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_TEXT = 4096, EVALUATE_AT_ONCE = 64 };

typedef struct {
    const char *data, *out, *layers;
    int32_t epochs, batch, hold, digits;
    uint32_t seed;
    float rate;
    InkTrainerSettings trainer;
} Options;

/* Says what is wrong, and ends: this is a program of its own, not the core. */
__attribute__((format(printf, 1, 2))) static _Noreturn void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("inkling: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static void check(InkStatus status, const char *what) {
    if (status != INK_OK) fail("%s: %s", what, ink_status_message(status));
}

/* ---- files ---- */

/* A whole file in a new block, or NULL if there is none. */
static uint8_t *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    uint8_t *bytes = NULL;
    size_t room = 0;
    *size = 0;
    for (;;) {
        if (*size == room) {
            room = 2 * room + 65536;
            uint8_t *grown = realloc(bytes, room);
            if (!grown) fail("%s: not enough memory", path);
            bytes = grown;
        }
        size_t read = fread(bytes + *size, 1, room - *size, file);
        if (read == 0) break;
        *size += read;
    }
    fclose(file);
    return bytes;
}

static void write_file(const char *path, const uint8_t *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        fail("%s could not be written", path);
}

/* The sheets of a split, NAME-00.png and so on, as data/make.mjs writes them. */
static InkDataset *read_split(const char *folder, const char *split, int32_t capacity) {
    InkDataset *dataset;
    check(ink_dataset_create(&dataset, capacity), split);
    for (int32_t sheet = 0;; sheet++) {
        char path[MAX_TEXT];
        size_t png_size, idx_size;
        snprintf(path, sizeof path, "%s/%s-%02" PRId32 ".png", folder, split, sheet);
        uint8_t *png = read_file(path, &png_size);
        if (!png) break;
        snprintf(path, sizeof path, "%s/%s-%02" PRId32 "-labels.idx1", folder, split, sheet);
        uint8_t *idx = read_file(path, &idx_size);
        if (!idx) fail("%s is missing", path);
        check(ink_dataset_add_sheet(dataset, png, png_size, idx, idx_size), path);
        free(png);
        free(idx);
    }
    return dataset;
}

/* ---- options ---- */

static float number(const char *name, const char *text) {
    char *end;
    float value = strtof(text, &end);
    if (end == text || *end) fail("--%s needs a number, not \"%s\"", name, text);
    return value;
}

/* The place of text among count words. */
static int32_t choice(const char *name, const char *text, const char *const *words, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(text, words[i]) == 0) return i;
    }
    fail("--%s can't be \"%s\"", name, text);
}

static void set_option(Options *options, const char *name, const char *text) {
    static const char *const rules[] = {"sgd", "momentum", "adamw"};
    static const char *const schedules[] = {"constant", "cosine", "one-cycle"};
    InkTrainerSettings *t = &options->trainer;
    const struct {
        const char *name;
        const char **text;
        int32_t *whole;
        float *real;
    } known[] = {
        {"data", &options->data, NULL, NULL},
        {"out", &options->out, NULL, NULL},
        {"layers", &options->layers, NULL, NULL},
        {"epochs", NULL, &t->epochs, NULL},
        {"batch", NULL, &t->batch_size, NULL},
        {"digits", NULL, &t->sample_count, NULL},
        {"hold", NULL, &options->hold, NULL},
        {"rate", NULL, NULL, &t->learning_rate},
        {"momentum", NULL, NULL, &t->optimizer.momentum},
        {"beta2", NULL, NULL, &t->optimizer.beta2},
        {"decay", NULL, NULL, &t->optimizer.weight_decay},
        {"warm-up", NULL, NULL, &t->optimizer.warm_up},
        {"smoothing", NULL, NULL, &t->label_smoothing},
        {"shift", NULL, NULL, &t->distortion.shift},
        {"rotation", NULL, NULL, &t->distortion.rotation},
        {"scale", NULL, NULL, &t->distortion.scale},
        {"shear", NULL, NULL, &t->distortion.shear},
        {"elastic", NULL, NULL, &t->distortion.elastic},
        {"thickness", NULL, NULL, &t->distortion.thickness},
        {"drawn", NULL, NULL, &t->mixture.drawn},
        {"lettered", NULL, NULL, &t->mixture.lettered},
        {"strange", NULL, NULL, &t->mixture.strange},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(name, known[i].name) != 0) continue;
        if (known[i].text) *known[i].text = text;
        if (known[i].whole) *known[i].whole = (int32_t)number(name, text);
        if (known[i].real) *known[i].real = number(name, text);
        return;
    }
    if (strcmp(name, "seed") == 0) {
        t->seed = (uint32_t)number(name, text);
    } else if (strcmp(name, "rule") == 0) {
        t->optimizer.rule = choice(name, text, rules, 3);
    } else if (strcmp(name, "schedule") == 0) {
        t->optimizer.schedule = choice(name, text, schedules, 3);
    } else {
        fail("there is no option --%s", name);
    }
}

/* ---- training ---- */

static double accuracy(InkNetwork *network, const InkDataset *dataset) {
    InkEvaluation evaluation = {0};
    check(ink_evaluate(network, dataset, 0, ink_dataset_count(dataset), &evaluation), "test");
    return 100.0 * evaluation.correct / evaluation.count;
}

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Trains, and tells of each epoch. Returns the accuracy on the test digits. */
static double run(InkTrainer *trainer, InkNetwork *network, const InkDataset *test,
                  int32_t epochs) {
    double best = 0.0, started = now();
    for (int32_t epoch = 0; epoch < epochs; epoch++) {
        double loss = 0.0;
        int64_t count = 0;
        while (ink_trainer_epoch(trainer) == epoch) {
            InkBatchResult result;
            check(ink_trainer_step(trainer, &result), "training");
            loss += (double)result.loss * result.count;
            count += result.count;
        }
        best = accuracy(network, test);
        printf("epoch %" PRId32 "  loss %.4f  test %.2f %%  %.0f s\n", epoch + 1,
               loss / (double)count, best, now() - started);
        fflush(stdout);
    }
    return best;
}

static void save(const InkNetwork *network, const Options *options, const InkLayerSpec *layers,
                 int32_t layer_count, double tested, const char *command) {
    char temperature[32], test[32];
    snprintf(temperature, sizeof temperature, "%.4f", (double)ink_network_temperature(network));
    snprintf(test, sizeof test, "%.2f", tested);
    const InkModelNote notes[] = {
        {"layers", options->layers},
        {"temperature", temperature},
        {"input", "28x28 ink, 0 to 1: strokes fitted into 20x20, centred by mass (as MNIST)"},
        {"classes", "0123456789"},
        {"test_accuracy", test},
        {"command", command},
    };
    uint8_t *bytes;
    size_t size;
    check(ink_model_write(network, layers, layer_count, notes, sizeof notes / sizeof *notes, true,
                          &bytes, &size),
          options->out);
    write_file(options->out, bytes, size);
    free(bytes);
    printf("%s: %zu bytes\n", options->out, size);
}

static void train(Options *options, const char *command) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    check(ink_layers_parse(options->layers, layers, &layer_count), "--layers");
    InkTrainerSettings *settings = &options->trainer;
    InkDataset *training = read_split(options->data, "train", 60000);
    InkDataset *test = read_split(options->data, "test", 10000);
    InkDataset *fonts = read_split(options->data, "styles", 10000);
    int32_t there = ink_dataset_count(training) - options->hold;
    if (there < 1 || ink_dataset_count(test) < 1)
        fail("there are no digits in %s; ./build.sh build makes them", options->data);
    if (settings->sample_count == 0 || settings->sample_count > there)
        settings->sample_count = there;

    InkNetwork *network;
    int32_t batch =
        settings->batch_size > EVALUATE_AT_ONCE ? settings->batch_size : EVALUATE_AT_ONCE;
    check(ink_network_create(&network, layers, layer_count, batch), "--layers");
    ink_network_initialize(network, settings->seed);
    printf("%" PRId32 " parameters, %" PRId32 " digits, %" PRId32 " images of fonts\n",
           ink_network_parameter_count(network), settings->sample_count, ink_dataset_count(fonts));
    InkTrainer *trainer;
    check(ink_trainer_create(&trainer, network, training, fonts, settings), "settings");
    double tested = run(trainer, network, test, settings->epochs);
    if (options->hold > 0) {
        check(ink_calibrate(network, training, there, options->hold), "calibration");
        printf("temperature %.3f\n", (double)ink_network_temperature(network));
    }
    if (options->out) save(network, options, layers, layer_count, tested, command);
    ink_trainer_free(trainer);
    ink_network_free(network);
    ink_dataset_free(training);
    ink_dataset_free(test);
    ink_dataset_free(fonts);
}

int main(int argc, char **argv) {
    Options options = {.data = "build/site/data", .layers = "dense 128, relu, dense 10"};
    options.trainer = (InkTrainerSettings){.learning_rate = 0.1f,
                                           .batch_size = 64,
                                           .epochs = 10,
                                           .seed = 1,
                                           .augmentation = INK_AUGMENT_DISTORT,
                                           .optimizer = {.momentum = 0.9f, .beta2 = 0.99f}};
    if (argc < 2 || strcmp(argv[1], "train") != 0)
        fail("usage: inkling train --data FOLDER --out FILE [OPTION VALUE]...");
    char command[MAX_TEXT] = "inkling train";
    for (int i = 2; i < argc; i += 2) {
        if (strncmp(argv[i], "--", 2) != 0 || i + 1 == argc)
            fail("\"%s\" is not an option with a value", argv[i]);
        set_option(&options, argv[i] + 2, argv[i + 1]);
        if (strcmp(argv[i], "--data") == 0 || strcmp(argv[i], "--out") == 0) continue;
        size_t length = strlen(command);
        snprintf(command + length, sizeof command - length, " %s '%s'", argv[i], argv[i + 1]);
    }
    train(&options, command);
    return 0;
}
