/* Networks with any number of classes, from two to INK_MAX_CLASSES. */
#include "test.h"

#include "base/rng.h"

enum { IMAGES = 72, BATCH = 4 };

static const int32_t counts[] = {INK_MIN_CLASSES, 3, 26, INK_MAX_CLASSES};

static InkNetwork *make(int32_t classes, int32_t max_batch) {
    const InkLayerSpec layers[] = {{.type = INK_LAYER_CONV2D, .units = 2, .size = 5},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_MAXPOOL, .size = 4},
                                   {.type = INK_LAYER_DENSE, .units = classes}};
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, layers, COUNT(layers), max_batch), INK_OK);
    assert_int_equal(ink_network_classes(network), classes);
    ink_network_initialize(network, 4);
    return network;
}

/* Image i belongs to class i % classes: a bright square whose position encodes the class. */
static InkDataset *make_dataset(int32_t classes) {
    InkDataset *dataset;
    assert_int_equal(ink_dataset_create(&dataset, IMAGES), INK_OK);
    for (int32_t i = 0; i < IMAGES; i++) {
        uint8_t image[INK_PIXELS] = {0}, label = (uint8_t)(i % classes);
        for (int32_t p = 0; p < 16; p++) {
            int32_t row = 4 * (label / 6) + p / 4 + 2, column = 4 * (label % 6) + p % 4 + 2;
            image[row * INK_SIDE + column] = 255;
        }
        assert_int_equal(ink_dataset_add_images(dataset, image, &label, 1), INK_OK);
    }
    return dataset;
}

static void probabilities_sum_to_one(void **state) {
    (void)state;
    static float x[BATCH * INK_PIXELS];
    InkRng rng = ink_rng(5, 0);
    test_fill(&rng, x, BATCH * INK_PIXELS);
    for (int32_t n = 0; n < COUNT(counts); n++) {
        int32_t classes = counts[n];
        InkNetwork *network = make(classes, BATCH);
        float *together = malloc(sizeof(float) * (size_t)(BATCH * classes));
        float *alone = malloc(sizeof(float) * (size_t)classes); /* exact: an overrun is caught */
        assert_int_equal(ink_network_predict(network, x, BATCH, together), INK_OK);
        for (int32_t b = 0; b < BATCH; b++) {
            double sum = 0.0;
            for (int32_t c = 0; c < classes; c++)
                sum += together[b * classes + c];
            assert_close(sum, 1.0, 1e-5);
            assert_int_equal(ink_network_predict(network, x + b * INK_PIXELS, 1, alone), INK_OK);
            assert_memory_equal(alone, together + b * classes, sizeof(float) * (size_t)classes);
        }
        free(together);
        free(alone);
        ink_network_free(network);
    }
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    static float x[BATCH * INK_PIXELS];
    InkRng rng = ink_rng(22, 0);
    for (int32_t i = 0; i < BATCH * INK_PIXELS; i++)
        x[i] = i % 3 ? 0.0f : test_uniform(&rng, 0.0f, 1.0f);
    for (int32_t n = 0; n < COUNT(counts); n++) {
        int32_t classes = counts[n];
        const uint8_t labels[BATCH] = {0, (uint8_t)(classes - 1), INK_NO_CLASS, 1};
        InkNetwork *network = make(classes, BATCH);
        float *w = ink_network_parameters(network);
        int32_t parameters = ink_network_parameter_count(network);
        InkBatchResult result, above, below;
        assert_int_equal(ink_network_backpropagate(network, x, labels, BATCH, &result), INK_OK);
        float *gradients = malloc(sizeof(float) * (size_t)parameters);
        memcpy(gradients, ink_network_gradients(network), sizeof(float) * (size_t)parameters);
        double largest = 0.0;
        for (int32_t i = 0; i < parameters; i += 1 + i / 200) { /* in growing steps */
            float saved = w[i];
            w[i] = saved + 1e-3f;
            ink_network_backpropagate(network, x, labels, BATCH, &above);
            w[i] = saved - 1e-3f;
            ink_network_backpropagate(network, x, labels, BATCH, &below);
            w[i] = saved;
            double numeric = ((double)above.loss - below.loss) / 2e-3;
            assert_close(gradients[i], numeric, 4e-3);
            largest = fmax(largest, fabs(numeric));
        }
        assert_true(largest > 0.05);
        free(gradients);
        ink_network_free(network);
    }
}

static void labels_beyond_the_classes_are_refused(void **state) {
    (void)state;
    static float x[2 * INK_PIXELS];
    for (int32_t n = 0; n < COUNT(counts); n++) {
        int32_t classes = counts[n];
        InkNetwork *network = make(classes, 2);
        size_t bytes = sizeof(float) * (size_t)ink_network_parameter_count(network);
        float *before = malloc(bytes);
        memcpy(before, ink_network_parameters(network), bytes);
        InkBatchResult result;
        for (int32_t label = classes; label < INK_NO_CLASS; label++) {
            const uint8_t labels[] = {0, (uint8_t)label};
            assert_int_equal(ink_network_train_batch(network, x, labels, 2, 0.1f, &result),
                             INK_UNKNOWN_CLASS);
            assert_int_equal(ink_network_backpropagate(network, x, labels, 2, &result),
                             INK_UNKNOWN_CLASS);
        }
        assert_memory_equal(before, ink_network_parameters(network), bytes);
        InkTrace trace;
        float gradient[INK_PIXELS];
        assert_int_equal(ink_network_trace(network, x, (uint8_t)classes, &trace), INK_BAD_ARGUMENT);
        assert_int_equal(ink_network_saliency(network, x, classes, gradient), INK_BAD_ARGUMENT);
        assert_int_equal(ink_network_trace(network, x, (uint8_t)(classes - 1), &trace), INK_OK);
        assert_int_equal(ink_network_saliency(network, x, classes - 1, gradient), INK_OK);
        double sum = 0.0;
        for (int32_t c = 0; c < INK_MAX_CLASSES; c++) {
            sum += trace.probabilities[c];
            assert_true(c < classes || (trace.probabilities[c] == 0.0f && trace.logits[c] == 0.0f));
        }
        assert_close(sum, 1.0, 1e-5);
        free(before);
        ink_network_free(network);
    }
}

static const InkTrainerSettings settings = {
    .learning_rate = 0.01f,
    .batch_size = 8,
    .sample_count = IMAGES,
    .epochs = 20,
    .seed = 5,
    .label_smoothing = 0.02f,
    .optimizer = {.rule = INK_ADAMW, .momentum = 0.9f, .beta2 = 0.99f}};

static void all_classes_are_learned(void **state) {
    (void)state;
    for (int32_t n = 0; n < COUNT(counts); n++) {
        int32_t classes = counts[n];
        InkNetwork *network = make(classes, 16);
        InkDataset *dataset = make_dataset(classes);
        InkTrainer *trainer;
        InkBatchResult result;
        assert_int_equal(ink_trainer_create(&trainer, network, dataset, NULL, &settings), INK_OK);
        while (ink_trainer_epoch(trainer) < settings.epochs)
            assert_int_equal(ink_trainer_step(trainer, &result), INK_OK);
        assert_int_equal(ink_calibrate(network, dataset, 0, IMAGES), INK_OK);

        InkEvaluation evaluation = {0};
        assert_int_equal(ink_evaluate(network, dataset, 0, IMAGES, &evaluation), INK_OK);
        assert_int_equal(evaluation.correct, IMAGES);
        for (int32_t label = 0; label < INK_MAX_CLASSES; label++) {
            for (int32_t predicted = 0; predicted < INK_MAX_CLASSES; predicted++) {
                int32_t expected = 0;
                for (int32_t i = 0; i < IMAGES; i++)
                    expected += label == predicted && ink_dataset_label(dataset, i) == label;
                assert_int_equal(evaluation.confusion[label][predicted], expected);
            }
        }
        uint8_t answers[IMAGES];
        float probabilities[IMAGES], losses[IMAGES];
        assert_int_equal(
            ink_evaluate_each(network, dataset, 0, IMAGES, answers, probabilities, losses), INK_OK);
        for (int32_t i = 0; i < IMAGES; i++)
            assert_int_equal(answers[i], ink_dataset_label(dataset, i));
        ink_trainer_free(trainer);
        ink_dataset_free(dataset);
        ink_network_free(network);
    }
}

/* A network with fewer outputs than the dataset has classes. */
static void labels_without_an_output_are_reported(void **state) {
    (void)state;
    InkNetwork *network = make(25, 16);
    InkDataset *dataset = make_dataset(26);
    InkTrainer *trainer;
    assert_int_equal(ink_trainer_create(&trainer, network, dataset, NULL, &settings), INK_OK);
    InkBatchResult result;
    InkStatus status = INK_OK;
    for (int32_t step = 0; status == INK_OK && step < IMAGES; step++)
        status = ink_trainer_step(trainer, &result);
    assert_int_equal(status, INK_UNKNOWN_CLASS);
    assert_int_equal(ink_trainer_epoch(trainer), 0);

    static const InkEvaluation none = {0};
    InkEvaluation evaluation = {0};
    uint8_t answers[IMAGES];
    float probabilities[IMAGES], losses[IMAGES];
    assert_int_equal(ink_evaluate(network, dataset, 0, IMAGES, &evaluation), INK_UNKNOWN_CLASS);
    assert_memory_equal(&evaluation, &none, sizeof none);
    assert_int_equal(ink_evaluate_each(network, dataset, 0, IMAGES, answers, probabilities, losses),
                     INK_UNKNOWN_CLASS);
    assert_int_equal(ink_calibrate(network, dataset, 0, IMAGES), INK_UNKNOWN_CLASS);
    assert_true(ink_network_temperature(network) == 1.0f);
    /* The classes it does have outputs for work. */
    assert_int_equal(ink_evaluate(network, dataset, 0, 25, &evaluation), INK_OK);
    assert_int_equal(evaluation.count, 25);
    ink_trainer_free(trainer);
    ink_dataset_free(dataset);
    ink_network_free(network);
}

/* Synthetic digits, fonts, and scribbles make sense only with the ten digits as classes. */
static void digits_are_not_mixed_in(void **state) {
    (void)state;
    const InkMixture mixtures[] = {{.drawn = 0.1f}, {.lettered = 0.1f}, {.strange = 0.1f}};
    InkDataset *dataset = make_dataset(10);
    for (int32_t m = 0; m < COUNT(mixtures); m++) {
        InkTrainerSettings mixed = settings;
        mixed.mixture = mixtures[m];
        for (int32_t n = 0; n < COUNT(counts); n++) {
            InkNetwork *network = make(counts[n], 16);
            InkTrainer *trainer;
            assert_int_equal(ink_trainer_create(&trainer, network, dataset, NULL, &mixed),
                             INK_BAD_ARGUMENT);
            assert_null(trainer);
            ink_network_free(network);
        }
        InkNetwork *network = make(INK_CLASSES, 16);
        InkTrainer *trainer;
        assert_int_equal(ink_trainer_create(&trainer, network, dataset, NULL, &mixed), INK_OK);
        ink_trainer_free(trainer);
        ink_network_free(network);
    }
    ink_dataset_free(dataset);
}

/* ---- files -------------------------------------------------------------------------------- */

static void models_round_trip(void **state) {
    (void)state;
    for (int32_t n = 0; n < COUNT(counts); n++) {
        int32_t classes = counts[n];
        InkNetwork *network = make(classes, 1), *again;
        char names[2 * INK_MAX_CLASSES] = "", count[12];
        for (int32_t c = 0; c < classes; c++) {
            names[2 * c] = (char)(c < 26 ? 'A' + c : '0' + c - 26);
            names[2 * c + 1] = c < classes - 1 ? '\n' : '\0';
        }
        snprintf(count, sizeof count, "%d", (int)classes);
        const InkModelNote note = {"class_names", names};
        uint8_t *bytes;
        size_t size;
        assert_int_equal(ink_model_write(network, NULL, &note, 1, false, &bytes, &size), INK_OK);
        InkModel *model;
        assert_int_equal(ink_model_read(&model, bytes, size), INK_OK);
        assert_int_equal(ink_model_classes(model), classes);
        assert_string_equal(ink_model_note(model, "classes"), count);
        assert_string_equal(ink_model_note(model, "class_names"), names);
        assert_int_equal(ink_model_network(model, 1, &again), INK_OK);
        assert_int_equal(ink_network_classes(again), classes);
        assert_memory_equal(ink_network_parameters(again), ink_network_parameters(network),
                            sizeof(float) * (size_t)ink_network_parameter_count(network));
        ink_network_free(again);
        ink_model_free(model);
        ink_bytes_free(bytes);

        /* One name too few, and one too many. */
        names[2 * classes - 3] = ' ';
        assert_int_equal(ink_model_write(network, NULL, &note, 1, false, &bytes, &size),
                         INK_BAD_ARGUMENT);
        names[2 * classes - 3] = '\n';
        names[2 * classes - 2] = '\n';
        assert_int_equal(ink_model_write(network, NULL, &note, 1, false, &bytes, &size),
                         INK_BAD_ARGUMENT);
        ink_network_free(network);
    }
}

/* Whether bytes contain a text. */
static bool contains(const uint8_t *bytes, size_t size, const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= size; i++) {
        if (memcmp(bytes + i, text, length) == 0) return true;
    }
    return false;
}

static void false_class_counts_are_refused(void **state) {
    (void)state;
    InkNetwork *network = make(26, 1);
    uint8_t *bytes;
    size_t size;
    assert_int_equal(ink_model_write(network, NULL, NULL, 0, false, &bytes, &size), INK_OK);
    static const char field[] = "\"classes\":\"26\"";
    size_t at = 0;
    while (memcmp(bytes + at, field, sizeof field - 1) != 0)
        at++;
    static const char *const lies[] = {"\"classes\":\"27\"", "\"classes\":\"2 \"",
                                       "\"classes\":\"10\"", "\"classes\":\"AB\""};
    for (int32_t i = 0; i < COUNT(lies); i++) {
        memcpy(bytes + at, lies[i], sizeof field - 1);
        InkModel *model;
        assert_int_equal(ink_model_read(&model, bytes, size), INK_FOREIGN_MODEL);
        assert_null(model);
    }
    ink_bytes_free(bytes);
    ink_network_free(network);
}

static void exports_have_one_output_per_class(void **state) {
    (void)state;
    for (int32_t n = 0; n < COUNT(counts); n++) {
        InkNetwork *network = make(counts[n], 1);
        uint8_t *bytes;
        size_t size;
        char text[64];
        assert_int_equal(ink_export_header(network, INK_FLOAT32, &bytes, &size), INK_OK);
        snprintf(text, sizeof text, "float probabilities[%d])", (int)counts[n]);
        assert_true(contains(bytes, size, text));
        snprintf(text, sizeof text, "for (i = 1; i < %d; i++)", (int)counts[n]);
        assert_true(contains(bytes, size, text));
        assert_false(contains(bytes, size, "digit"));
        ink_bytes_free(bytes);

        /* The output shape in ONNX: [batch][classes], each a dimension message of its own. */
        assert_int_equal(ink_export_onnx(network, &bytes, &size), INK_OK);
        snprintf(text, sizeof text,
                 "\x0a\x07\x12\x05"
                 "batch\x0a\x02\x08%c",
                 (char)counts[n]);
        assert_true(contains(bytes, size, text));
        ink_bytes_free(bytes);
        ink_network_free(network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(probabilities_sum_to_one),
        cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(labels_beyond_the_classes_are_refused),
        cmocka_unit_test(all_classes_are_learned),
        cmocka_unit_test(labels_without_an_output_are_reported),
        cmocka_unit_test(digits_are_not_mixed_in),
        cmocka_unit_test(models_round_trip),
        cmocka_unit_test(false_class_counts_are_refused),
        cmocka_unit_test(exports_have_one_output_per_class),
    };
    return cmocka_run_group_tests_name("classes", tests, NULL, NULL);
}
