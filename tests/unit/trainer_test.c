/* Augmentation, sample order, training, and evaluation. */
#include "png.h"

#include "training/augment.h"

static const InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 16},
                                      {.type = INK_LAYER_RELU},
                                      {.type = INK_LAYER_DENSE, .units = 10}};

/* ---- augmentation ---- */

static void there_are_thirteen_shifts(void **state) {
    (void)state;
    assert_int_equal(ink_augment_versions(INK_AUGMENT_NONE), 1);
    assert_int_equal(ink_augment_versions(INK_AUGMENT_SHIFTS), 13);
    assert_int_equal(ink_augment_versions((InkAugmentation)7), 0);

    uint8_t pixels[INK_PIXELS] = {0};
    pixels[14 * INK_SIDE + 14] = 255;
    bool seen[7][7] = {{false}};
    for (int32_t version = 0; version < 13; version++) {
        float image[INK_PIXELS];
        ink_augment(INK_AUGMENT_SHIFTS, version, pixels, image);
        int32_t found = -1;
        for (int32_t p = 0; p < INK_PIXELS; p++) {
            if (image[p] == 0.0f) continue;
            assert_true(image[p] == 1.0f && found < 0);
            found = p;
        }
        int32_t down = found / INK_SIDE - 14, right = found % INK_SIDE - 14;
        assert_in_range(down + 3, 0, 6);
        assert_in_range(right + 3, 0, 6);
        assert_true(down == 0 || right == 0);
        assert_false(seen[down + 3][right + 3]);
        seen[down + 3][right + 3] = true;
        if (version == 0) assert_true(down == 0 && right == 0);
    }
}

static void shifts_do_not_wrap(void **state) {
    (void)state;
    uint8_t pixels[INK_PIXELS];
    memset(pixels, 255, sizeof pixels);
    for (int32_t version = 1; version < 13; version++) {
        float image[INK_PIXELS];
        ink_augment(INK_AUGMENT_SHIFTS, version, pixels, image);
        double mass = 0;
        for (int32_t p = 0; p < INK_PIXELS; p++)
            mass += image[p];
        assert_close(mass, INK_PIXELS - INK_SIDE * ((version - 1) / 4 + 1), 1e-9);
    }
}

/* ---- training ---- */

typedef struct {
    InkDataset *dataset;
    InkNetwork *network;
    InkTrainer *trainer;
} Fixture;

static const InkTrainerSettings usual = {.learning_rate = 0.1f,
                                         .batch_size = 8,
                                         .sample_count = 60,
                                         .chunk = 20,
                                         .seed = 5,
                                         .epochs = 10};

/* Adds sheets of ten images; an image of class c has two bright rows from 2 * c on, and noise. */
static void add_sheets(InkDataset *dataset, int32_t sheets) {
    for (int32_t s = 0; s < sheets; s++) {
        uint8_t pixels[10 * INK_PIXELS], labels[10];
        InkRng rng = ink_rng(77, (uint32_t)ink_dataset_count(dataset));
        for (int32_t i = 0; i < 10; i++) {
            labels[i] = (uint8_t)ink_rng_below(&rng, 10);
            for (int32_t p = 0; p < INK_PIXELS; p++) {
                bool bright = p / INK_SIDE / 2 == labels[i];
                pixels[i * INK_PIXELS + p] =
                    (uint8_t)(ink_rng_below(&rng, 60) + (bright ? 190 : 0));
            }
        }
        Bytes png = make_png(INK_PIXELS, 10, pixels), idx = make_labels(labels, 10);
        assert_int_equal(ink_dataset_add_sheet(dataset, png.bytes, png.size, idx.bytes, idx.size),
                         INK_OK);
        free(png.bytes);
        free(idx.bytes);
    }
}

static Fixture make(InkTrainerSettings settings, int32_t sheets) {
    Fixture made;
    assert_int_equal(ink_dataset_create(&made.dataset, 60), INK_OK);
    add_sheets(made.dataset, sheets);
    assert_int_equal(ink_network_create(&made.network, layers, COUNT(layers), 32), INK_OK);
    ink_network_initialize(made.network, 1);
    assert_int_equal(ink_trainer_create(&made.trainer, made.network, made.dataset, NULL, &settings),
                     INK_OK);
    return made;
}

static void release(Fixture made) {
    ink_trainer_free(made.trainer);
    ink_network_free(made.network);
    ink_dataset_free(made.dataset);
}

static void losses_of(InkTrainer *trainer, float *losses, int32_t steps) {
    for (int32_t i = 0; i < steps; i++) {
        InkBatchResult result;
        assert_int_equal(ink_trainer_step(trainer, &result), INK_OK);
        losses[i] = result.loss;
    }
}

enum { STEPS = 40 };

static void it_learns(void **state) {
    (void)state;
    Fixture made = make(usual, 6);
    InkEvaluation before = {0}, after = {0};
    assert_int_equal(ink_evaluate(made.network, made.dataset, 0, 60, &before), INK_OK);
    float losses[20 * 8];
    losses_of(made.trainer, losses, 20 * 8);
    assert_int_equal(ink_evaluate(made.network, made.dataset, 0, 60, &after), INK_OK);
    assert_true(before.correct < 30);
    assert_int_equal(after.correct, 60);
    assert_true(after.loss_sum < before.loss_sum / 10);
    release(made);
}

static void same_seed_same_losses(void **state) {
    (void)state;
    float first[STEPS], second[STEPS], third[STEPS];
    InkTrainerSettings other = usual;
    other.seed = 6;
    Fixture a = make(usual, 6), b = make(usual, 6), c = make(other, 6);
    losses_of(a.trainer, first, STEPS);
    losses_of(b.trainer, second, STEPS);
    losses_of(c.trainer, third, STEPS);
    assert_memory_equal(first, second, sizeof first);
    assert_memory_not_equal(first, third, sizeof first);
    release(a);
    release(b);
    release(c);
}

static void an_epoch_sees_each_sample_once(void **state) {
    (void)state;
    InkTrainerSettings settings = usual;
    settings.augmentation = INK_AUGMENT_SHIFTS;
    Fixture made = make(settings, 6);
    assert_int_equal(ink_trainer_epoch_size(made.trainer), 60 * 13);
    for (int32_t epoch = 0; epoch < 2; epoch++) {
        /* The sum of all inputs of an epoch does not depend on their order. */
        double seen = 0, expected = 0;
        int32_t count = 0;
        while (ink_trainer_epoch(made.trainer) == epoch) {
            InkBatchResult result;
            assert_int_equal(ink_trainer_step(made.trainer, &result), INK_OK);
            const float *x = ink_network_input(made.network);
            for (int32_t p = 0; p < result.count * INK_PIXELS; p++)
                seen += x[p];
            count += result.count;
        }
        for (int32_t i = 0; i < 60; i++) {
            for (int32_t version = 0; version < 13; version++) {
                float image[INK_PIXELS];
                ink_augment(INK_AUGMENT_SHIFTS, version, ink_dataset_pixels(made.dataset, i),
                            image);
                for (int32_t p = 0; p < INK_PIXELS; p++)
                    expected += image[p];
            }
        }
        assert_int_equal(count, 60 * 13); /* the last minibatch is smaller: 780 = 97 * 8 + 4 */
        assert_close(seen, expected, 1e-9);
    }
    release(made);
}

static void slow_data_does_not_change_the_losses(void **state) {
    (void)state;
    float expected[STEPS], seen[STEPS];
    Fixture whole = make(usual, 6), slow = make(usual, 2);
    losses_of(whole.trainer, expected, STEPS);
    int32_t waits = 0;
    for (int32_t i = 0; i < STEPS;) {
        InkBatchResult result;
        InkStatus status = ink_trainer_step(slow.trainer, &result);
        if (status == INK_WAITING) {
            waits++;
            add_sheets(slow.dataset, 1);
            continue;
        }
        assert_int_equal(status, INK_OK);
        seen[i++] = result.loss;
    }
    assert_int_equal(waits, 4);
    assert_memory_equal(seen, expected, sizeof seen);
    release(whole);
    release(slow);
}

static void resuming_from_a_position(void **state) {
    (void)state;
    float expected[STEPS], seen[STEPS];
    Fixture whole = make(usual, 6), resumed = make(usual, 6);
    losses_of(whole.trainer, seen, 11); /* into the second epoch of 8 minibatches */
    int32_t bytes = ink_network_parameter_count(whole.network) * (int32_t)sizeof(float);
    memcpy(ink_network_parameters(resumed.network), ink_network_parameters(whole.network),
           (size_t)bytes);
    assert_int_equal(ink_trainer_epoch(whole.trainer), 1);
    assert_int_equal(ink_trainer_seek(resumed.trainer, 1, ink_trainer_position(whole.trainer)),
                     INK_OK);
    losses_of(whole.trainer, expected, STEPS);
    losses_of(resumed.trainer, seen, STEPS);
    assert_memory_equal(seen, expected, sizeof seen);
    assert_int_equal(ink_trainer_seek(resumed.trainer, -1, 0), INK_BAD_ARGUMENT);
    assert_int_equal(ink_trainer_seek(resumed.trainer, 0, 60), INK_BAD_ARGUMENT);
    InkBatchResult result; /* the last epoch number has no successor */
    assert_int_equal(ink_trainer_seek(resumed.trainer, INT32_MAX, 0), INK_OK);
    assert_int_equal(ink_trainer_step(resumed.trainer, &result), INK_BAD_ARGUMENT);
    release(whole);
    release(resumed);
}

static void divergence_is_reported(void **state) {
    (void)state;
    Fixture made = make(usual, 6);
    assert_int_equal(ink_trainer_set_learning_rate(made.trainer, 100.0f), INK_OK);
    InkStatus status = INK_OK;
    InkBatchResult result;
    for (int32_t i = 0; i < 500 && status == INK_OK; i++) {
        status = ink_trainer_step(made.trainer, &result);
        /* Scale the weights up so that they overflow sooner or later. */
        float *w = ink_network_parameters(made.network);
        for (int32_t p = 0; p < 100; p++)
            w[p] *= 1e3f;
    }
    assert_int_equal(status, INK_DIVERGED);
    release(made);
}

/* All features together: dropout, distortion, mixture, AdamW, one cycle, label smoothing. */
static const InkTrainerSettings full = {
    .learning_rate = 0.01f,
    .batch_size = 8,
    .sample_count = 60,
    .epochs = 10,
    .seed = 5,
    .augmentation = INK_AUGMENT_DISTORT,
    .distortion = {1.0f, 10.0f, 0.1f, 0.1f, 1.0f, 0.5f},
    .mixture = {.drawn = 0.2f, .lettered = 0.1f, .strange = 0.1f},
    .optimizer = {INK_ADAMW, 0.9f, 0.99f, 0.01f, INK_ONE_CYCLE, 0.3f},
    .label_smoothing = 0.1f};

static const InkLayerSpec full_layers[] = {{.type = INK_LAYER_CONV2D, .units = 4, .size = 5},
                                           {.type = INK_LAYER_RELU},
                                           {.type = INK_LAYER_MAXPOOL, .size = 4},
                                           {.type = INK_LAYER_DROPOUT, .rate = 0.3f},
                                           {.type = INK_LAYER_DENSE, .units = 10}};

static Fixture make_full(InkTrainerSettings settings) {
    Fixture made;
    assert_int_equal(ink_dataset_create(&made.dataset, 60), INK_OK);
    add_sheets(made.dataset, 6);
    assert_int_equal(ink_network_create(&made.network, full_layers, COUNT(full_layers), 32),
                     INK_OK);
    ink_network_initialize(made.network, 1);
    assert_int_equal(
        ink_trainer_create(&made.trainer, made.network, made.dataset, made.dataset, &settings),
        INK_OK);
    return made;
}

static void interrupted_runs_match_uninterrupted_ones(void **state) {
    (void)state;
    float whole[STEPS], losses[STEPS];
    Fixture a = make_full(full), b = make_full(full), c = make_full(full);
    losses_of(a.trainer, whole, STEPS);
    losses_of(b.trainer, losses, STEPS / 2);
    /* c takes over from b, in the middle of an epoch. */
    memcpy(ink_network_parameters(c.network), ink_network_parameters(b.network),
           sizeof(float) * (size_t)ink_network_parameter_count(b.network));
    int32_t size = ink_trainer_memory_size(b.trainer);
    assert_int_equal(size, 2 * ink_network_parameter_count(b.network));
    memcpy(ink_trainer_memory(c.trainer), ink_trainer_memory(b.trainer),
           sizeof(float) * (size_t)size);
    assert_int_equal(
        ink_trainer_seek(c.trainer, ink_trainer_epoch(b.trainer), ink_trainer_position(b.trainer)),
        INK_OK);
    losses_of(c.trainer, losses + STEPS / 2, STEPS / 2);
    assert_memory_equal(losses, whole, sizeof whole);
    assert_memory_equal(ink_network_parameters(c.network), ink_network_parameters(a.network),
                        sizeof(float) * (size_t)ink_network_parameter_count(a.network));
    release(a);
    release(b);
    release(c);
}

static void every_rule_learns(void **state) {
    (void)state;
    const struct {
        int32_t rule;
        float rate;
    } rules[] = {{INK_SGD, 0.1f}, {INK_MOMENTUM, 0.02f}, {INK_ADAMW, 0.005f}};
    for (int32_t i = 0; i < COUNT(rules); i++) {
        InkTrainerSettings settings = usual;
        settings.epochs = 20;
        settings.learning_rate = rules[i].rate;
        settings.optimizer =
            (InkOptimizerSettings){rules[i].rule, 0.9f, 0.99f, 0.001f, INK_ONE_CYCLE, 0.2f};
        Fixture made = make(settings, 6);
        float losses[20 * 8];
        losses_of(made.trainer, losses, COUNT(losses));
        InkEvaluation evaluation = {0};
        assert_int_equal(ink_evaluate(made.network, made.dataset, 0, 60, &evaluation), INK_OK);
        assert_int_equal(evaluation.correct, 60);
        release(made);
    }
}

static void learning_rate_follows_its_schedule(void **state) {
    (void)state;
    InkTrainerSettings settings = usual;
    settings.optimizer = (InkOptimizerSettings){.schedule = INK_ONE_CYCLE, .warm_up = 0.5f};
    Fixture made = make(settings, 6);
    float losses[80], first = ink_trainer_learning_rate(made.trainer);
    losses_of(made.trainer, losses, 40); /* 8 steps per epoch, half of 10 epochs */
    float middle = ink_trainer_learning_rate(made.trainer);
    losses_of(made.trainer, losses, 39);
    float last = ink_trainer_learning_rate(made.trainer);
    assert_close(first, 0.1 / 25, 1e-6);
    assert_true(middle > 0.099f && middle <= 0.1f);
    assert_true(last > 0.0f && last < 1e-4f);
    assert_int_equal(ink_trainer_set_epochs(made.trainer, 20), INK_OK);
    assert_true(ink_trainer_learning_rate(made.trainer) > 0.09f);
    assert_int_equal(ink_trainer_set_epochs(made.trainer, 0), INK_BAD_ARGUMENT);
    release(made);
}

static void previews_match_the_training_samples(void **state) {
    (void)state;
    Fixture made = make_full(full);
    float first[INK_PIXELS], again[INK_PIXELS];
    assert_int_equal(ink_trainer_preview(made.trainer, 0, 7, first), INK_OK);
    assert_int_equal(ink_trainer_preview(made.trainer, 0, 7, again), INK_OK);
    assert_memory_equal(first, again, sizeof first);
    assert_int_equal(ink_trainer_preview(made.trainer, 1, 7, again), INK_OK);
    assert_memory_not_equal(first, again, sizeof first);
    assert_int_equal(ink_trainer_preview(made.trainer, 0, 60, again), INK_BAD_ARGUMENT);
    assert_int_equal(ink_trainer_preview(made.trainer, 0, -1, again), INK_BAD_ARGUMENT);
    release(made);
}

static double calibrated_loss(const Fixture *made) {
    double loss = 0.0;
    for (int32_t i = 0; i < 60; i++) {
        float x[INK_PIXELS], p[INK_CLASSES];
        for (int32_t j = 0; j < INK_PIXELS; j++)
            x[j] = (float)ink_dataset_pixels(made->dataset, i)[j] / 255.0f;
        assert_int_equal(ink_network_predict(made->network, x, 1, p), INK_OK);
        loss -= log(p[ink_dataset_label(made->dataset, i)]);
    }
    return loss / 60;
}

static void calibration_minimizes_the_loss(void **state) {
    (void)state;
    Fixture made = make(usual, 6);
    float losses[12];
    losses_of(made.trainer, losses, 12);
    double before = calibrated_loss(&made);
    assert_int_equal(ink_calibrate(made.network, made.dataset, 0, 60), INK_OK);
    float temperature = ink_network_temperature(made.network);
    double best = calibrated_loss(&made);
    assert_true(best < before);
    for (int32_t i = -1; i <= 1; i += 2) { /* nearby temperatures are worse */
        ink_network_set_temperature(made.network, temperature * (1.0f + 0.05f * (float)i));
        assert_true(calibrated_loss(&made) > best);
    }
    ink_network_set_temperature(made.network, temperature);
    const float bad[] = {-1.0f, 0.0f, 0.009f, 101.0f, NAN, INFINITY};
    for (int32_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(ink_network_set_temperature(made.network, bad[i]), INK_BAD_ARGUMENT);
    assert_true(ink_network_temperature(made.network) == temperature);
    assert_int_equal(ink_calibrate(made.network, made.dataset, 0, 61), INK_BAD_ARGUMENT);
    assert_int_equal(ink_calibrate(made.network, made.dataset, 0, 0), INK_BAD_ARGUMENT);
    release(made);
}

static void bad_settings_are_refused(void **state) {
    (void)state;
    Fixture made = make(usual, 1);
    InkTrainer *trainer;
    InkTrainerSettings bad[13];
    for (int32_t i = 0; i < COUNT(bad); i++)
        bad[i] = usual;
    bad[0].learning_rate = 0.0f;
    bad[1].learning_rate = NAN;
    bad[2].batch_size = 0;
    bad[3].batch_size = 33;
    bad[4].sample_count = 0;
    bad[5].sample_count = 61;
    bad[6].augmentation = 3;
    bad[7].chunk = -1;
    bad[8].epochs = 0;
    bad[9].distortion.rotation = 91.0f;
    bad[10].mixture = (InkMixture){0.5f, 0.4f, 0.2f};
    bad[11].label_smoothing = 0.6f;
    bad[12].optimizer.rule = 3;
    for (int32_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(ink_trainer_create(&trainer, made.network, made.dataset, NULL, &bad[i]),
                         INK_BAD_ARGUMENT);
        assert_null(trainer);
    }
    assert_int_equal(ink_trainer_set_learning_rate(made.trainer, -1.0f), INK_BAD_ARGUMENT);
    release(made);
}

static void shares_may_add_up_to_one(void **state) {
    (void)state;
    InkTrainerSettings settings = usual;
    settings.mixture = (InkMixture){0.27f, 0.66f, 0.07f}; /* 1.0000001 as floats */
    release(make(settings, 1));
}

/* ---- evaluation ---- */

static void evaluation_in_parts(void **state) {
    (void)state;
    Fixture made = make(usual, 6);
    InkEvaluation whole = {0}, parts = {0};
    assert_int_equal(ink_evaluate(made.network, made.dataset, 0, 60, &whole), INK_OK);
    const int32_t ends[] = {1, 8, 8, 47, 60};
    for (int32_t i = 0, first = 0; i < COUNT(ends); first = ends[i++]) {
        assert_int_equal(ink_evaluate(made.network, made.dataset, first, ends[i] - first, &parts),
                         INK_OK);
    }
    assert_memory_equal(&whole, &parts, sizeof whole);
    assert_int_equal(whole.count, 60);
    int32_t on_diagonal = 0, all = 0;
    for (int32_t label = 0; label < INK_CLASSES; label++) {
        on_diagonal += whole.confusion[label][label];
        for (int32_t predicted = 0; predicted < INK_CLASSES; predicted++)
            all += whole.confusion[label][predicted];
    }
    assert_int_equal(on_diagonal, whole.correct);
    assert_int_equal(all, 60);
    assert_int_equal(ink_evaluate(made.network, made.dataset, 0, 61, &parts), INK_BAD_ARGUMENT);
    assert_int_equal(ink_evaluate(made.network, made.dataset, -1, 1, &parts), INK_BAD_ARGUMENT);
    release(made);
}

static void evaluation_of_each(void **state) {
    (void)state;
    Fixture made = make(usual, 6);
    ink_network_set_temperature(made.network, 2.0f);
    uint8_t answers[60];
    float probabilities[60], losses[60];
    /* More than the network's largest batch, in two parts. */
    assert_int_equal(
        ink_evaluate_each(made.network, made.dataset, 0, 47, answers, probabilities, losses),
        INK_OK);
    assert_int_equal(ink_evaluate_each(made.network, made.dataset, 47, 13, answers + 47,
                                       probabilities + 47, losses + 47),
                     INK_OK);
    InkEvaluation whole = {0};
    assert_int_equal(ink_evaluate(made.network, made.dataset, 0, 60, &whole), INK_OK);
    int32_t correct = 0;
    double loss_sum = 0.0;
    for (int32_t i = 0; i < 60; i++) {
        float x[INK_PIXELS], predicted[INK_CLASSES];
        const uint8_t *pixels = ink_dataset_pixels(made.dataset, i);
        for (int32_t p = 0; p < INK_PIXELS; p++)
            x[p] = (float)pixels[p] / 255.0f;
        assert_int_equal(ink_network_predict(made.network, x, 1, predicted), INK_OK);
        for (int32_t c = 0; c < INK_CLASSES; c++)
            assert_true(predicted[answers[i]] >= predicted[c]);
        assert_close(probabilities[i], predicted[answers[i]], 1e-5);
        correct += answers[i] == ink_dataset_label(made.dataset, i);
        loss_sum += (double)losses[i];
    }
    assert_int_equal(correct, whole.correct);
    assert_true(loss_sum == whole.loss_sum);
    const int32_t wrong[][2] = {{0, 61}, {-1, 1}, {60, 1}, {0, -1}};
    for (int32_t i = 0; i < COUNT(wrong); i++) {
        assert_int_equal(ink_evaluate_each(made.network, made.dataset, wrong[i][0], wrong[i][1],
                                           answers, probabilities, losses),
                         INK_BAD_ARGUMENT);
    }
    release(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_thirteen_shifts),
        cmocka_unit_test(shifts_do_not_wrap),
        cmocka_unit_test(it_learns),
        cmocka_unit_test(same_seed_same_losses),
        cmocka_unit_test(an_epoch_sees_each_sample_once),
        cmocka_unit_test(slow_data_does_not_change_the_losses),
        cmocka_unit_test(resuming_from_a_position),
        cmocka_unit_test(divergence_is_reported),
        cmocka_unit_test(interrupted_runs_match_uninterrupted_ones),
        cmocka_unit_test(every_rule_learns),
        cmocka_unit_test(learning_rate_follows_its_schedule),
        cmocka_unit_test(previews_match_the_training_samples),
        cmocka_unit_test(calibration_minimizes_the_loss),
        cmocka_unit_test(bad_settings_are_refused),
        cmocka_unit_test(shares_may_add_up_to_one),
        cmocka_unit_test(evaluation_in_parts),
        cmocka_unit_test(evaluation_of_each),
    };
    return cmocka_run_group_tests_name("trainer", tests, NULL, NULL);
}
