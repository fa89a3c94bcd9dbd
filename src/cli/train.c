/* inkling train */
#define _POSIX_C_SOURCE 200809L
#include "commands.h"
#include "digits.h"
#include "files.h"
#include "threads.h"

#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* USUAL_EPOCHS: the default of --epochs, which options.c also names. */
enum { EVALUATION_BATCH = 64, BAR = 30, USUAL_EPOCHS = 10 };

static volatile sig_atomic_t interrupted;

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

/* A training run and its statistics. */
typedef struct {
    const Options *options;
    InkNetwork *network;
    InkTrainer *trainer;
    Digits digits;
    double started, shown, loss, tested, last_loss;
    int64_t seen;  /* samples since the start of the run */
    int64_t count; /* samples in `loss`, the sum over the current epoch */
    int32_t steps;
} Run;

/* Draws a progress bar, ten times a second and only on a terminal. */
static void draw_progress(Run *run, bool last) {
    double time = now();
    if (run->options->quiet || !isatty(STDERR_FILENO) || (!last && time - run->shown < 0.1)) return;
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

static void report_epoch(Run *run) {
    draw_progress(run, true);
    run->tested = accuracy(run->network, run->digits.test);
    int32_t epoch = ink_trainer_epoch(run->trainer);
    double loss = run->loss / (double)run->count, seconds = now() - run->started;
    run->last_loss = loss;
    if (run->options->json) {
        printf("{\"epoch\":%" PRId32 ",\"loss\":%.6g,\"test_accuracy\":%.6g,\"seconds\":%.3f}\n",
               epoch, loss, run->tested / 100.0, seconds);
    } else if (!run->options->quiet) {
        printf("epoch %" PRId32 "  loss %.4f  test %.2f%%  %.0f s\n", epoch, loss, run->tested,
               seconds);
    }
    fflush(stdout);
    run->loss = 0.0;
    run->count = 0;
}

/* Trains until all epochs are done or the run is stopped. */
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
            report_epoch(run);
        else
            draw_progress(run, false);
    }
    draw_progress(run, true);
    if (run->count > 0 || run->seen == 0) run->tested = accuracy(run->network, run->digits.test);
}

static void save(Run *run) {
    const Options *options = run->options;
    if (options->round > 0) {
        round_weights(run->network, options->round);
        run->tested = accuracy(run->network, run->digits.test);
    }
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
    } else if (!options->quiet) {
        printf("%s: %zu bytes\n", options->out, size);
    }
}

/* Fails with examples of valid layers. */
static void fail_bad_layer(int32_t number) {
    char examples[512] = "";
    size_t length = 0;
    for (int32_t i = 0; i < ink_layer_kind_count() && length < sizeof examples; i++) {
        length += (size_t)snprintf(examples + length, sizeof examples - length, "%s%s",
                                   i ? ", " : "", ink_layer_kind(i)->examples);
    }
    fail_usage("--layers: layer %" PRId32 ": %s Examples: %s", number,
               ink_status_message(INK_BAD_LAYER_TEXT), examples);
}

/* Creates a network and its trainer. available: the number of digits available. */
static void start_run(Run *run, Options *options, int32_t available) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    InkStatus status = ink_layers_parse(options->layers, layers, &layer_count);
    if (status == INK_BAD_LAYER_TEXT) fail_bad_layer(layer_count + 1);
    check(status, "--layers");
    InkTrainerSettings *settings = &options->trainer;
    if (settings->sample_count == 0 || settings->sample_count > available)
        settings->sample_count = available;
    int32_t batch =
        settings->batch_size > EVALUATION_BATCH ? settings->batch_size : EVALUATION_BATCH;
    check(ink_network_create(&run->network, layers, layer_count, batch), "--layers");
    require_digit_classes(run->network, "--layers");
    ink_network_initialize(run->network, settings->seed);
    check(ink_trainer_create(&run->trainer, run->network, run->digits.train, run->digits.fonts,
                             settings),
          "settings");
}

/* The training settings stored in a model file. */
static InkTrainerSettings settings_of(const InkModel *model, const char *path) {
    const InkTrainerSettings *settings = ink_model_training(model);
    if (settings) return *settings;
    fail("%s was not saved with --resumable", path);
}

/* Loads a network and restores its trainer, settings, and position. */
static void resume_run(Run *run, Options *options) {
    size_t size;
    uint8_t *bytes = read_file_or_fail(options->resume, &size);
    InkModel *model;
    check(ink_model_read(&model, bytes, size), options->resume);
    free(bytes);
    InkTrainerSettings settings = settings_of(model, options->resume);
    if (options->trainer.epochs > 0) settings.epochs = options->trainer.epochs;
    int32_t batch = settings.batch_size > EVALUATION_BATCH ? settings.batch_size : EVALUATION_BATCH;
    options->trainer = settings;
    check(ink_model_network(model, batch, &run->network), options->resume);
    require_digit_classes(run->network, options->resume);
    InkStatus status = ink_trainer_create(&run->trainer, run->network, run->digits.train,
                                          run->digits.fonts, &settings);
    if (status == INK_BAD_ARGUMENT) fail("%s was trained on a different dataset", options->resume);
    check(status, options->resume);
    check(ink_model_resume(model, run->trainer), options->resume);
    ink_model_free(model);
}

/* Tells how the run ended, and returns the exit status. */
static int finish(const Run *run, bool done) {
    const Options *options = run->options;
    int32_t epoch = ink_trainer_epoch(run->trainer);
    bool diverged = run->last_loss > 2.0 * log(INK_CLASSES);
    if (diverged) {
        fprintf(stderr, "inkling: the loss is %.3g, worse than guessing; try a lower --rate\n",
                run->last_loss);
    }
    if (!interrupted || done) return diverged;
    fprintf(stderr, "inkling: stopped in epoch %" PRId32 "; saved to %s%s%s\n", epoch + 1,
            options->out, options->resumable ? "; continue with --resume " : "",
            options->resumable ? options->out : "");
    return 128 + interrupted;
}

int run_train(Options *options) {
    if (options->file_count > 0)
        fail_usage("\"%s\" is not an option; did you mean --data or --out?", options->files[0]);
    if (options->out && strcmp(options->out, "-") == 0)
        fail_usage("--out needs a file name: standard output is used for progress");
    if (options->out)
        require_writable(options->out);
    else if (!options->quiet)
        fprintf(stderr, "inkling: without --out, the network is not saved\n");
    Run run = {.options = options, .digits = read_digits(options->data, false)};
    if (options->trainer.mixture.lettered > 0.0f && ink_dataset_count(run.digits.fonts) == 0)
        fail("--lettered needs images of fonts, and %s has none", options->data);
    int32_t available = ink_dataset_count(run.digits.train) - options->hold;
    if (available < 1 || ink_dataset_count(run.digits.test) < 1)
        fail("%s contains too few digits", options->data);
    if (options->resume) {
        resume_run(&run, options);
    } else {
        if (options->trainer.epochs == 0) options->trainer.epochs = USUAL_EPOCHS;
        start_run(&run, options, available);
    }
    if (!options->json && !options->quiet) {
        printf("%" PRId32 " parameters, %" PRId32 " digits, %" PRId32 " font images\n",
               ink_network_parameter_count(run.network), options->trainer.sample_count,
               ink_dataset_count(run.digits.fonts));
    }
    if (options->out) catch_signals(&interrupted);
    start_threads(run.network, options->threads);
    train(&run);
    bool done = ink_trainer_epoch(run.trainer) >= options->trainer.epochs;
    if (options->hold > 0 && done) {
        check(ink_calibrate(run.network, run.digits.train, available, options->hold),
              "calibration");
        if (!options->json && !options->quiet)
            printf("temperature %.3f\n", (double)ink_network_temperature(run.network));
    }
    if (options->out) save(&run);
    int status = finish(&run, done);
    stop_threads();
    ink_trainer_free(run.trainer);
    ink_network_free(run.network);
    free_digits(&run.digits);
    return status;
}
