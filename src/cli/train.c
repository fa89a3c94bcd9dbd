/* inkling train */
#define _POSIX_C_SOURCE 200809L
#include "commands.h"
#include "digits.h"
#include "files.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { EVALUATE_AT_ONCE = 64, BAR = 30 };

static volatile sig_atomic_t interrupted;

static void interrupt(int number) {
    (void)number;
    interrupted = 1;
}

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double accuracy(InkNetwork *network, const InkDataset *dataset) {
    InkEvaluation evaluation = {0};
    check(ink_evaluate(network, dataset, 0, ink_dataset_count(dataset), &evaluation), "test");
    return evaluation.count ? 100.0 * evaluation.correct / evaluation.count : 0.0;
}

/* A run: what is trained, and what is known of how it goes. */
typedef struct {
    const Options *options;
    InkNetwork *network;
    InkTrainer *trainer;
    Digits digits;
    double started, shown, loss, tested;
    int64_t seen;  /* samples since the run was started */
    int64_t count; /* of the present epoch that the loss is of */
    int32_t steps;
} Run;

/* The progress bar, on a terminal alone, ten times a second. */
static void show_progress(Run *run, bool last) {
    double time = now();
    if (!isatty(STDERR_FILENO) || (!last && time - run->shown < 0.1)) return;
    run->shown = time;
    if (last) {
        fprintf(stderr, "\r\033[K");
        return;
    }
    int32_t size = ink_trainer_epoch_size(run->trainer), at = ink_trainer_position(run->trainer);
    int32_t full = (int32_t)((int64_t)at * BAR / size);
    char bar[BAR + 1];
    for (int32_t i = 0; i < BAR; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\repoch %" PRId32 "/%" PRId32 " [%s] loss %.4f  %.0f digits/s\033[K",
            ink_trainer_epoch(run->trainer) + 1, run->options->trainer.epochs, bar,
            run->count ? run->loss / (double)run->count : 0.0,
            (double)run->seen / (time - run->started));
}

static void tell_epoch(Run *run) {
    show_progress(run, true);
    run->tested = accuracy(run->network, run->digits.test);
    int32_t epoch = ink_trainer_epoch(run->trainer);
    double loss = run->loss / (double)run->count, seconds = now() - run->started;
    if (run->options->json) {
        printf("{\"epoch\":%" PRId32 ",\"loss\":%.6g,\"test_accuracy\":%.6g,\"seconds\":%.3f}\n",
               epoch, loss, run->tested / 100.0, seconds);
    } else {
        printf("epoch %" PRId32 "  loss %.4f  test %.2f %%  %.0f s\n", epoch, loss, run->tested,
               seconds);
    }
    fflush(stdout);
    run->loss = 0.0;
    run->count = 0;
}

/* Trains until all epochs are done, or it was stopped. */
static void train(Run *run) {
    int32_t epochs = run->options->trainer.epochs, stop = run->options->stop_after;
    run->started = now();
    while (ink_trainer_epoch(run->trainer) < epochs && !interrupted) {
        if (stop > 0 && run->steps == stop) break;
        int32_t epoch = ink_trainer_epoch(run->trainer);
        InkBatchResult result;
        check(ink_trainer_step(run->trainer, &result), "training");
        run->steps++;
        run->loss += (double)result.loss * result.count;
        run->count += result.count;
        run->seen += result.count;
        if (ink_trainer_epoch(run->trainer) != epoch)
            tell_epoch(run);
        else
            show_progress(run, false);
    }
    show_progress(run, true);
    if (run->count > 0 || run->seen == 0) run->tested = accuracy(run->network, run->digits.test);
}

static void save(const Run *run) {
    const Options *options = run->options;
    char tested[32];
    snprintf(tested, sizeof tested, "%.2f", run->tested);
    const InkModelNote notes[] = {{"test_accuracy", tested}, {"command", options->command}};
    uint8_t *bytes;
    size_t size;
    check(ink_model_write(run->network, options->resumable ? run->trainer : NULL, notes, 2,
                          options->half, &bytes, &size),
          options->out);
    write_file(options->out, bytes, size);
    ink_bytes_free(bytes);
    if (options->json) {
        printf("{\"file\":");
        print_json_string(options->out);
        printf(",\"bytes\":%zu,\"test_accuracy\":%.6g,\"temperature\":%.6g}\n", size,
               run->tested / 100.0, (double)ink_network_temperature(run->network));
    } else if (strcmp(options->out, "-") != 0) {
        printf("%s: %zu bytes\n", options->out, size);
    }
}

/* Says what layers look like. */
static void refuse_layer(int32_t number) {
    char examples[512] = "";
    size_t length = 0;
    for (int32_t i = 0; i < ink_layer_kind_count() && length < sizeof examples; i++) {
        length += (size_t)snprintf(examples + length, sizeof examples - length, "%s%s",
                                   i ? ", " : "", ink_layer_kind(i)->examples);
    }
    fail("--layers: layer %" PRId32 ": %s Write for example: %s", number,
         ink_status_message(INK_BAD_LAYER_TEXT), examples);
}

/* A new network, with as many of the digits there as are wanted. */
static void begin(Run *run, Options *options, int32_t there) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    InkStatus status = ink_layers_parse(options->layers, layers, &layer_count);
    if (status == INK_BAD_LAYER_TEXT) refuse_layer(layer_count + 1);
    check(status, "--layers");
    InkTrainerSettings *settings = &options->trainer;
    if (settings->sample_count == 0 || settings->sample_count > there)
        settings->sample_count = there;
    int32_t batch =
        settings->batch_size > EVALUATE_AT_ONCE ? settings->batch_size : EVALUATE_AT_ONCE;
    if (batch > INK_MAX_BATCH) fail("--batch can be 1 to %d", (int)INK_MAX_BATCH);
    check(ink_network_create(&run->network, layers, layer_count, batch), "--layers");
    need_digits(run->network, "--layers");
    ink_network_initialize(run->network, settings->seed);
    check(ink_trainer_create(&run->trainer, run->network, run->digits.train, run->digits.fonts,
                             settings),
          "settings");
}

/* What the training of a file was set to. */
static InkTrainerSettings settings_of(const InkModel *model, const char *path) {
    const InkTrainerSettings *settings = ink_model_training(model);
    if (settings) return *settings;
    fail("%s was not saved with --resumable", path);
}

/* The network of a file, with the settings that it was trained with. */
static void go_on(Run *run, Options *options) {
    size_t size;
    uint8_t *bytes = need_file(options->resume, &size);
    InkModel *model;
    check(ink_model_read(&model, bytes, size), options->resume);
    free(bytes);
    const InkTrainerSettings settings = settings_of(model, options->resume);
    int32_t batch = settings.batch_size > EVALUATE_AT_ONCE ? settings.batch_size : EVALUATE_AT_ONCE;
    options->trainer = settings;
    check(ink_model_network(model, batch, &run->network), options->resume);
    need_digits(run->network, options->resume);
    InkStatus status = ink_trainer_create(&run->trainer, run->network, run->digits.train,
                                          run->digits.fonts, &settings);
    if (status == INK_BAD_ARGUMENT) fail("%s was trained on other digits", options->resume);
    check(status, options->resume);
    check(ink_model_resume(model, run->trainer), options->resume);
    ink_model_free(model);
}

void run_train(Options *options) {
    if (options->file_count > 0)
        fail("\"%s\" is not an option; did you mean --data or --out?", options->files[0]);
    if (options->half && options->resumable)
        fail("--half and --resumable do not go together: 16 bits would not go on exactly");
    if (options->out && strcmp(options->out, "-") == 0)
        fail("--out needs the name of a file: the standard output tells of the training");
    Run run = {.options = options, .digits = read_digits(options->data)};
    int32_t there = ink_dataset_count(run.digits.train) - options->hold;
    if (there < 1 || ink_dataset_count(run.digits.test) < 1)
        fail("there are too few digits in %s", options->data);
    if (options->resume)
        go_on(&run, options);
    else
        begin(&run, options, there);
    if (!options->json) {
        printf("%" PRId32 " parameters, %" PRId32 " digits, %" PRId32 " images of fonts\n",
               ink_network_parameter_count(run.network), options->trainer.sample_count,
               ink_dataset_count(run.digits.fonts));
    }
    if (options->out) signal(SIGINT, interrupt); /* what was learned is saved */
    train(&run);
    bool done = ink_trainer_epoch(run.trainer) >= options->trainer.epochs;
    if (options->hold > 0 && done) {
        check(ink_calibrate(run.network, run.digits.train, there, options->hold), "calibration");
        if (!options->json)
            printf("temperature %.3f\n", (double)ink_network_temperature(run.network));
    }
    if (options->out) save(&run);
    ink_trainer_free(run.trainer);
    ink_network_free(run.network);
    free_digits(&run.digits);
}
