/* Thread pools: every part is done once, and training gives the same bits with any number of
 * threads. */
#include "test.h"

#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { HELPERS = 3, RUNS = 10, STEPS = 6, SAMPLES = 90, BATCH = 22 };

/* ---- helpers ---- */

typedef struct {
    InkPool *pool;
    atomic_bool stop;
    pthread_t threads[HELPERS];
} Crew;

static void *help(void *context) {
    Crew *crew = context;
    int32_t thread = ink_pool_join(crew->pool);
    while (!atomic_load(&crew->stop)) {
        ink_pool_serve(crew->pool, thread);
        sched_yield();
    }
    return NULL;
}

static void hire(Crew *crew) {
    assert_int_equal(ink_pool_create(&crew->pool), INK_OK);
    atomic_init(&crew->stop, false);
    for (int32_t i = 0; i < HELPERS; i++)
        assert_int_equal(pthread_create(&crew->threads[i], NULL, help, crew), 0);
    while (ink_pool_threads(crew->pool) < 1 + HELPERS)
        sched_yield();
}

static void dismiss(Crew *crew) {
    atomic_store(&crew->stop, true);
    for (int32_t i = 0; i < HELPERS; i++)
        pthread_join(crew->threads[i], NULL);
    ink_pool_free(crew->pool);
}

/* ---- parts ---- */

enum { MOST = 40 };

typedef struct {
    atomic_int done[MOST];
    atomic_int parts;
} Tally;

static void count_part(void *context, int32_t part, int32_t parts) {
    Tally *tally = context;
    atomic_fetch_add(&tally->done[part], 1);
    atomic_store(&tally->parts, parts);
}

static void every_part_is_done_once(void **state) {
    (void)state;
    Crew crew;
    hire(&crew);
    for (int32_t run = 0; run < 2000; run++) {
        if (run == 1000) ink_pool_let_owner_sleep(crew.pool);
        int32_t threads = 1 + run % (1 + HELPERS), most = 1 + run % 21;
        ink_pool_limit(crew.pool, threads);
        Tally tally = {0};
        ink_pool_run(crew.pool, most, count_part, &tally);
        int32_t parts = atomic_load(&tally.parts);
        assert_in_range(parts, 1, most);
        if (threads == 1) assert_int_equal(parts, 1);
        for (int32_t part = 0; part < MOST; part++)
            assert_int_equal(atomic_load(&tally.done[part]), part < parts);
    }
    dismiss(&crew);
}

/* ---- training ---- */

/* Trains from scratch; returns the parameters, and the number of them in count. */
static float *train(InkPool *pool, const InkDataset *dataset, const char *layers_text, InkRule rule,
                    int32_t *count) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    InkNetwork *network;
    InkTrainer *trainer;
    assert_int_equal(ink_layers_parse(layers_text, layers, &layer_count), INK_OK);
    assert_int_equal(ink_network_create(&network, layers, layer_count, BATCH), INK_OK);
    ink_network_set_pool(network, pool);
    ink_network_initialize(network, 7);
    const InkTrainerSettings settings = {
        .learning_rate = 0.01f,
        .batch_size = BATCH, /* which does not divide an epoch */
        .sample_count = SAMPLES,
        .epochs = 2,
        .seed = 3,
        .augmentation = INK_AUGMENT_DISTORT,
        .distortion = {.shift = 1, .rotation = 10, .scale = 0.1f, .elastic = 2, .thickness = 0.6f},
        .mixture = {.drawn = 0.2f, .strange = 0.1f},
        .optimizer = {.rule = (int32_t)rule, .momentum = 0.9f, .beta2 = 0.99f}};
    assert_int_equal(ink_trainer_create(&trainer, network, dataset, NULL, &settings), INK_OK);
    for (int32_t step = 0; step < STEPS; step++) {
        InkBatchResult result;
        assert_int_equal(ink_trainer_step(trainer, &result), INK_OK);
    }
    *count = ink_network_parameter_count(network);
    float *parameters = malloc(sizeof *parameters * (size_t)*count);
    memcpy(parameters, ink_network_parameters(network), sizeof *parameters * (size_t)*count);
    ink_trainer_free(trainer);
    ink_network_free(network);
    return parameters;
}

/* Blurred spots on blank paper. */
static InkDataset *make_dataset(void) {
    static uint8_t pixels[SAMPLES * INK_PIXELS], labels[SAMPLES];
    InkRng rng = ink_rng(5, 5);
    for (int32_t s = 0; s < SAMPLES; s++) {
        labels[s] = (uint8_t)(s % 10);
        for (int32_t spot = 0; spot < 12; spot++) {
            int32_t at = (int32_t)ink_rng_below(&rng, 22 * INK_SIDE) + 3 * INK_SIDE;
            for (int32_t i = 0; i < 4; i++)
                pixels[s * INK_PIXELS + at + i] = (uint8_t)ink_rng_below(&rng, 256);
        }
    }
    InkDataset *dataset;
    assert_int_equal(ink_dataset_create(&dataset, SAMPLES), INK_OK);
    assert_int_equal(ink_dataset_add_images(dataset, pixels, labels, SAMPLES), INK_OK);
    return dataset;
}

static void same_bits_with_any_number_of_threads(void **state) {
    (void)state;
    const char *networks[] = {"dense 40, relu, dense 10",
                              "conv 3x3x8, relu, maxpool 2, dropout 0.2, dense 12, relu, dense 10",
                              "batchnorm, conv 3x3x5, batchnorm, relu, maxpool 2, dense 12, "
                              "batchnorm, relu, dense 10"};
    InkDataset *dataset = make_dataset();
    Crew crew;
    hire(&crew);
    for (int32_t n = 0; n < COUNT(networks); n++) {
        for (int32_t rule = INK_SGD; rule <= INK_ADAMW; rule++) {
            int32_t count;
            float *alone = train(NULL, dataset, networks[n], (InkRule)rule, &count);
            for (int32_t run = 0; run < RUNS; run++) {
                ink_pool_limit(crew.pool, 1 + run % (1 + HELPERS));
                float *together = train(crew.pool, dataset, networks[n], (InkRule)rule, &count);
                assert_memory_equal(alone, together, sizeof(float) * (size_t)count);
                free(together);
            }
            free(alone);
        }
    }
    dismiss(&crew);
    ink_dataset_free(dataset);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_part_is_done_once),
                                       cmocka_unit_test(same_bits_with_any_number_of_threads)};
    return cmocka_run_group_tests_name("thread pool", tests, NULL, NULL);
}
