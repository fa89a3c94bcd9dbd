/* The core compiled natively, trained on the workload written by bench.mjs. Takes a turn for each
 * line on standard input, "batch SECONDS" or "trainer SECONDS", and prints the result as a line of
 * JSON.
 *
 *     train_native FOLDER LAYERS */
#include "inkling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 64, MAX_STEPS = 64 };
#define LEARNING_RATE 0.1f

static _Noreturn void fail(const char *message) {
    fprintf(stderr, "train_native: %s\n", message);
    exit(1);
}

static void check(InkStatus status) {
    if (status) fail(ink_status_message(status));
}

static void *read_file(const char *folder, const char *name, size_t *size) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    void *bytes = malloc(*size);
    if (!bytes || fread(bytes, 1, *size, file) != *size) fail(path);
    fclose(file);
    return bytes;
}

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 3) fail("usage: train_native FOLDER LAYERS");
    size_t weights_size, images_size, labels_size, png_size, idx_size;
    const float *weights = read_file(argv[1], "weights.f32", &weights_size);
    const float *images = read_file(argv[1], "images.f32", &images_size);
    const uint8_t *labels = read_file(argv[1], "labels.u8", &labels_size);
    const uint8_t *png = read_file(argv[1], "sheet.png", &png_size);
    const uint8_t *idx = read_file(argv[1], "labels.idx1", &idx_size);
    int32_t samples = (int32_t)labels_size, steps = samples / BATCH;

    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    InkNetwork *network;
    InkDataset *dataset;
    InkTrainer *trainer;
    check(ink_layers_parse(argv[2], layers, &layer_count));
    check(ink_network_create(&network, layers, layer_count, BATCH));
    check(ink_dataset_create(&dataset, samples));
    check(ink_dataset_add_sheet(dataset, png, png_size, idx, idx_size));
    const InkTrainerSettings settings = {.learning_rate = LEARNING_RATE,
                                         .batch_size = BATCH,
                                         .sample_count = samples,
                                         .epochs = 1,
                                         .seed = 1};
    check(ink_trainer_create(&trainer, network, dataset, NULL, &settings));
    if (images_size != sizeof(float) * labels_size * INK_PIXELS || samples % BATCH ||
        steps > MAX_STEPS ||
        weights_size != sizeof(float) * (size_t)ink_network_parameter_count(network))
        fail("the workload does not match the network");

    char mode[16];
    double seconds;
    while (scanf("%15s %lf", mode, &seconds) == 2) {
        bool with_trainer = strcmp(mode, "trainer") == 0;
        float losses[MAX_STEPS];
        double took = 0;
        int runs = 0;
        for (; !runs || took < seconds; runs++) {
            memcpy(ink_network_parameters(network), weights, weights_size);
            check(ink_trainer_seek(trainer, 0, 0));
            double started = now();
            for (int i = 0; i < steps; i++) {
                InkBatchResult result;
                if (with_trainer) {
                    check(ink_trainer_step(trainer, &result));
                } else {
                    check(
                        ink_network_train_batch(network, images + (ptrdiff_t)i * BATCH * INK_PIXELS,
                                                labels + i * BATCH, BATCH, LEARNING_RATE, &result));
                }
                losses[i] = result.loss;
            }
            took += now() - started;
        }
        printf("{\"samplesPerSecond\": %.1f, \"losses\": [", (double)runs * samples / took);
        for (int i = 0; i < steps; i++)
            printf("%s%.9g", i ? ", " : "", (double)losses[i]);
        printf("]}\n");
        fflush(stdout);
    }
    return 0;
}
