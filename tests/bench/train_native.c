/* Trains 784-128-10 natively, batch 64, and prints what it took as JSON; bench.mjs runs it beside
 * the WebAssembly build.
 *
 *     train_native SHEET.png LABELS.idx1 STEPS */
#include "inkling.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH = 64 };

static void *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    void *bytes = malloc(*size);
    if (bytes && fread(bytes, 1, *size, file) != *size) *size = 0;
    fclose(file);
    return bytes;
}

static double seconds(void) {
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int fail(const char *message) {
    fprintf(stderr, "train_native: %s\n", message);
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 4) return fail("usage: train_native SHEET.png LABELS.idx1 STEPS");
    size_t png_size, labels_size;
    uint8_t *png = read_file(argv[1], &png_size), *labels = read_file(argv[2], &labels_size);
    if (!png || !labels) return fail("the sheet or its labels can't be read");
    int steps = atoi(argv[3]);

    InkDataset *dataset = NULL;
    InkNetwork *network = NULL;
    InkTrainer *trainer = NULL;
    const InkLayerSpec layers[] = {
        {INK_LAYER_DENSE, 128}, {INK_LAYER_RELU, 0}, {INK_LAYER_DENSE, 10}};
    InkStatus status = ink_dataset_create(&dataset, 5000);
    if (!status) status = ink_dataset_add_sheet(dataset, png, png_size, labels, labels_size);
    if (!status) status = ink_network_create(&network, layers, 3, BATCH);
    if (status) return fail(ink_status_message(status));
    ink_network_initialize(network, 1);
    const InkTrainerSettings settings = {.learning_rate = 0.1f,
                                         .batch_size = BATCH,
                                         .sample_count = ink_dataset_count(dataset),
                                         .seed = 1};
    status = ink_trainer_create(&trainer, network, dataset, &settings);
    InkBatchResult result = {0};
    double started = seconds();
    int samples = 0;
    for (int i = 0; i < steps && !status; i++) {
        status = ink_trainer_step(trainer, &result);
        samples += result.count;
    }
    double took = seconds() - started;
    if (status) return fail(ink_status_message(status));
    printf("{\"samplesPerSecond\": %.0f, \"loss\": %.6f}\n", samples / took, (double)result.loss);
    ink_trainer_free(trainer);
    ink_network_free(network);
    ink_dataset_free(dataset);
    free(png);
    free(labels);
    return 0;
}
