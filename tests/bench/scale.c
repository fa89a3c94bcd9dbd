/* How training scales with threads, natively: digits per second of the page's training loop,
 * without its evaluations, on synthetic digits.
 *
 *     scale THREADS SECONDS [LAYERS]...
 *
 * Prints one line per network: its layers, the threads, digits per second, and a checksum of the
 * weights after 50 steps, which must not depend on the number of threads. */
#include "inkling.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAMPLES = 4096, BATCH = 64, MAX_THREADS = 32, CHECKED_STEPS = 50 };

static const char *usual[] = {
    "dense 128, relu, dense 10",
    "conv 5x5x8, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, dense 10",
    "conv 3x3x16, relu, conv 3x3x16, relu, maxpool 2, conv 3x3x32, relu, maxpool 2, dense 10",
    "dense 512, relu, dense 512, relu, dense 10",
};

static void check(InkStatus status) {
    if (!status) return;
    fprintf(stderr, "scale: %s\n", ink_status_message(status));
    exit(1);
}

static void *help(void *context) {
    InkPool *pool = context;
    int32_t thread = ink_pool_join(pool);
    for (;;) {
        ink_pool_serve(pool, thread);
        sched_yield();
    }
    return NULL;
}

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static InkTrainerSettings settings_of(float drawn) {
    return (InkTrainerSettings){
        .learning_rate = 0.003f,
        .batch_size = BATCH,
        .sample_count = SAMPLES,
        .epochs = 1000,
        .seed = 1,
        .augmentation = INK_AUGMENT_DISTORT,
        .distortion = {.shift = 1,
                       .rotation = 10,
                       .scale = 0.1f,
                       .shear = 0.15f,
                       .elastic = 2,
                       .thickness = 0.6f},
        .mixture = {.drawn = drawn, .strange = drawn < 1 ? 0.02f : 0.0f},
        .optimizer = {.rule = INK_ADAMW, .momentum = 0.9f, .beta2 = 0.999f}};
}

/* Digits drawn by rule. Their labels are arbitrary, which does not matter for speed. */
static InkDataset *synthetic_digits(void) {
    static uint8_t pixels[SAMPLES][INK_PIXELS], labels[SAMPLES];
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    InkNetwork *network;
    InkDataset *dataset;
    InkTrainer *trainer;
    check(ink_layers_parse("dense 10", layers, &count));
    check(ink_network_create(&network, layers, count, BATCH));
    check(ink_dataset_create(&dataset, SAMPLES));
    for (int32_t i = 0; i < SAMPLES; i++)
        labels[i] = (uint8_t)(i % 10);
    check(ink_dataset_add_images(dataset, pixels[0], labels, SAMPLES));
    InkTrainerSettings settings = settings_of(1.0f);
    check(ink_trainer_create(&trainer, network, dataset, NULL, &settings));
    for (int32_t i = 0; i < SAMPLES; i++) {
        float image[INK_PIXELS];
        check(ink_trainer_preview(trainer, 0, i, image));
        for (int32_t p = 0; p < INK_PIXELS; p++)
            pixels[i][p] = (uint8_t)(image[p] * 255.0f + 0.5f);
    }
    ink_trainer_free(trainer);
    ink_network_free(network);
    ink_dataset_free(dataset);
    check(ink_dataset_create(&dataset, SAMPLES));
    check(ink_dataset_add_images(dataset, pixels[0], labels, SAMPLES));
    return dataset;
}

static uint32_t checksum(InkNetwork *network) {
    uint32_t sum = 0;
    for (int32_t i = 0; i < ink_network_parameter_count(network); i++) {
        uint32_t bits;
        memcpy(&bits, ink_network_parameters(network) + i, sizeof bits);
        sum = sum * 31 + bits;
    }
    return sum;
}

static void measure(InkPool *pool, const InkDataset *dataset, const char *text, int threads,
                    double seconds) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    InkNetwork *network;
    InkTrainer *trainer;
    InkTrainerSettings settings = settings_of(0.2f);
    check(ink_layers_parse(text, layers, &count));
    check(ink_network_create(&network, layers, count, BATCH));
    ink_network_set_pool(network, pool);
    ink_network_initialize(network, 1);
    check(ink_trainer_create(&trainer, network, dataset, NULL, &settings));
    InkBatchResult result;
    for (int i = 0; i < CHECKED_STEPS; i++)
        check(ink_trainer_step(trainer, &result));
    uint32_t sum = checksum(network);
    double started = now(), took = 0;
    long digits = 0;
    for (; took < seconds; took = now() - started) {
        for (int i = 0; i < 5; i++) {
            check(ink_trainer_step(trainer, &result));
            digits += result.count;
        }
    }
    printf("%-88s %2d  %8.0f  %08x\n", text, threads, (double)digits / took, sum);
    fflush(stdout);
    ink_trainer_free(trainer);
    ink_network_free(network);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: scale THREADS SECONDS [LAYERS]...\n");
        return 2;
    }
    int threads = atoi(argv[1]);
    double seconds = atof(argv[2]);
    if (threads < 1 || threads > MAX_THREADS) return 2;
    InkPool *pool;
    check(ink_pool_create(&pool));
    for (int i = 1; i < threads; i++) {
        pthread_t helper;
        if (pthread_create(&helper, NULL, help, pool)) return 1;
    }
    while (pool && ink_pool_threads(pool) < threads)
        sched_yield();
    InkDataset *dataset = synthetic_digits();
    const char **texts = argc > 3 ? (const char **)argv + 3 : usual;
    int text_count = argc > 3 ? argc - 3 : (int)(sizeof usual / sizeof *usual);
    for (int i = 0; i < text_count; i++)
        measure(pool, dataset, texts[i], threads, seconds);
    ink_dataset_free(dataset);
    return 0; /* the helpers end with the process */
}
