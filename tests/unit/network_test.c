/* Networks: creating them, predicting, and single steps of training. */
#include "test.h"

static const InkLayerSpec mlp[] = {{.type = INK_LAYER_DENSE, .units = 128},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_DENSE, .units = 10}};

static InkNetwork *make(uint32_t seed) {
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, mlp, COUNT(mlp), 4), INK_OK);
    ink_network_initialize(network, seed);
    return network;
}

static void bad_layers_are_refused(void **state) {
    (void)state;
    InkNetwork *network;
    const InkLayerSpec one[] = {{.type = INK_LAYER_DENSE, .units = INK_MIN_CLASSES - 1}};
    const InkLayerSpec more[] = {{.type = INK_LAYER_DENSE, .units = INK_MAX_CLASSES + 1}};
    const InkLayerSpec unknown[] = {{.type = 99}, {.type = INK_LAYER_DENSE, .units = 10}};
    const InkLayerSpec negative[] = {{.type = -1}, {.type = INK_LAYER_DENSE, .units = 10}};
    const InkLayerSpec none[] = {{.type = INK_LAYER_DENSE, .units = 0}};
    const InkLayerSpec many[] = {{.type = INK_LAYER_DENSE, .units = INK_MAX_UNITS + 1}};
    assert_int_equal(ink_network_create(&network, one, 1, 4), INK_BAD_LAYERS);
    assert_int_equal(ink_network_create(&network, more, 1, 4), INK_BAD_LAYERS);
    assert_int_equal(ink_network_create(&network, unknown, 2, 4), INK_BAD_LAYERS);
    assert_int_equal(ink_network_create(&network, negative, 2, 4), INK_BAD_LAYERS);
    assert_int_equal(ink_network_create(&network, none, 1, 4), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_create(&network, many, 1, 4), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_create(&network, mlp, 0, 4), INK_BAD_LAYERS);
    assert_int_equal(ink_network_create(&network, mlp, COUNT(mlp), 0), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_create(&network, mlp, COUNT(mlp), INK_MAX_BATCH + 1),
                     INK_BAD_ARGUMENT);
    assert_null(network);
}

static void too_large_a_network_is_refused(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    for (int32_t l = 0; l < INK_MAX_LAYERS - 1; l++) {
        layers[l] = (InkLayerSpec){.type = INK_LAYER_DENSE, .units = INK_MAX_UNITS};
    }
    layers[INK_MAX_LAYERS - 1] = (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 10};
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, layers, INK_MAX_LAYERS, 4), INK_NO_MEMORY);
}

static void weights_have_the_spread_of_he(void **state) {
    (void)state;
    InkNetwork *network = make(1);
    assert_int_equal(ink_network_parameter_count(network), 784 * 128 + 128 + 128 * 10 + 10);
    const float *w = ink_network_parameters(network);
    double squares = 0.0;
    for (int32_t i = 0; i < 784 * 128; i++)
        squares += (double)w[i] * w[i];
    assert_close(squares / (784 * 128), 2.0 / 784, 5e-5);
    for (int32_t i = 784 * 128; i < 784 * 128 + 128; i++)
        assert_true(w[i] == 0.0f);
    ink_network_free(network);
}

static void seeds_determine_the_weights(void **state) {
    (void)state;
    InkNetwork *one = make(1), *again = make(1), *two = make(2);
    size_t bytes = sizeof(float) * (size_t)ink_network_parameter_count(one);
    assert_memory_equal(ink_network_parameters(one), ink_network_parameters(again), bytes);
    assert_memory_not_equal(ink_network_parameters(one), ink_network_parameters(two), bytes);
    ink_network_free(one);
    ink_network_free(again);
    ink_network_free(two);
}

static void predictions_do_not_depend_on_the_batch(void **state) {
    (void)state;
    InkNetwork *network = make(1);
    static float x[4 * INK_PIXELS];
    float together[4 * INK_CLASSES], alone[INK_CLASSES];
    InkRng rng = ink_rng(3, 0);
    test_fill(&rng, x, 4 * INK_PIXELS);
    assert_int_equal(ink_network_predict(network, x, 4, together), INK_OK);
    for (int32_t b = 0; b < 4; b++) {
        double sum = 0.0;
        for (int32_t c = 0; c < INK_CLASSES; c++)
            sum += together[b * INK_CLASSES + c];
        assert_close(sum, 1.0, 1e-5);
        assert_int_equal(ink_network_predict(network, x + b * INK_PIXELS, 1, alone), INK_OK);
        assert_memory_equal(alone, together + b * INK_CLASSES, sizeof alone);
    }
    assert_int_equal(ink_network_predict(network, x, 0, alone), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_predict(network, x, 5, alone), INK_BAD_ARGUMENT);
    ink_network_free(network);
}

static void a_step_goes_down_the_gradient(void **state) {
    (void)state;
    InkNetwork *network = make(1);
    static float x[2 * INK_PIXELS];
    const uint8_t labels[2] = {7, 1};
    InkRng rng = ink_rng(4, 0);
    test_fill(&rng, x, 2 * INK_PIXELS);
    int32_t count = ink_network_parameter_count(network);
    float *before = malloc(sizeof(float) * (size_t)count);
    memcpy(before, ink_network_parameters(network), sizeof(float) * (size_t)count);
    InkBatchResult first, second;
    assert_int_equal(ink_network_backpropagate(network, x, labels, 2, &first), INK_OK);
    const float *gradients = ink_network_gradients(network), *w = ink_network_parameters(network);
    assert_memory_equal(w, before, sizeof(float) * (size_t)count);
    assert_int_equal(ink_network_train_batch(network, x, labels, 2, 0.05f, &first), INK_OK);
    for (int32_t i = 0; i < count; i++)
        assert_true(w[i] == before[i] + -0.05f * gradients[i]);
    assert_int_equal(ink_network_train_batch(network, x, labels, 2, 0.05f, &second), INK_OK);
    assert_true(second.loss < first.loss);
    assert_int_equal(first.count, 2);
    free(before);
    ink_network_free(network);
}

static void bad_batches_change_nothing(void **state) {
    (void)state;
    InkNetwork *network = make(1);
    static float x[2 * INK_PIXELS];
    const uint8_t good[2] = {7, 1}, bad[2] = {7, INK_CLASSES};
    InkBatchResult result;
    float *w = ink_network_parameters(network);
    float before = w[5];
    assert_int_equal(ink_network_train_batch(network, x, bad, 2, 0.1f, &result), INK_UNKNOWN_CLASS);
    assert_int_equal(ink_network_train_batch(network, x, good, 5, 0.1f, &result), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_train_batch(network, x, good, 2, 0.0f, &result), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_train_batch(network, x, good, 2, NAN, &result), INK_BAD_ARGUMENT);
    assert_true(w[5] == before);

    for (int32_t i = 0; i < INK_PIXELS; i++)
        x[i] = 1.0f;
    w[6] = INFINITY;
    assert_int_equal(ink_network_train_batch(network, x, good, 2, 0.1f, &result), INK_DIVERGED);
    assert_true(w[5] == before);
    ink_network_free(network);
}

static void reserving_makes_room_and_keeps_parameters(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse("conv 3x3x2, relu, dropout 0.5, dense 10", layers, &count),
                     INK_OK);
    InkNetwork *small, *large;
    assert_int_equal(ink_network_create(&small, layers, count, 1), INK_OK);
    assert_int_equal(ink_network_create(&large, layers, count, 4), INK_OK);
    ink_network_initialize(small, 7);
    ink_network_initialize(large, 7);
    assert_int_equal(ink_network_reserve(small, 0), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_reserve(small, INK_MAX_BATCH + 1), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_reserve(small, 2), INK_OK);
    assert_int_equal(ink_network_reserve(small, 4), INK_OK);
    assert_int_equal(ink_network_reserve(small, 3), INK_OK);
    assert_int_equal(ink_network_max_batch(small), 4);
    float x[4 * INK_PIXELS], probabilities[2][4 * INK_CLASSES];
    for (int32_t i = 0; i < 4 * INK_PIXELS; i++)
        x[i] = (float)(i % 7) / 7.0f;
    const uint8_t labels[4] = {1, 2, 3, INK_NO_CLASS};
    InkNetwork *both[] = {small, large};
    for (int32_t i = 0; i < 2; i++) {
        InkBatchResult result;
        assert_int_equal(ink_network_train_batch(both[i], x, labels, 4, 0.1f, &result), INK_OK);
        assert_int_equal(ink_network_predict(both[i], x, 4, probabilities[i]), INK_OK);
        ink_network_free(both[i]);
    }
    assert_memory_equal(probabilities[0], probabilities[1], sizeof probabilities[0]);
}

static void every_status_has_a_message(void **state) {
    (void)state;
    for (int32_t status = INK_OK; status <= INK_UNFINISHED_LAYER; status++) {
        const char *message = ink_status_message((InkStatus)status);
        assert_true(strlen(message) > 4);
        assert_string_not_equal(message, ink_status_message((InkStatus)-1));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_layers_are_refused),
        cmocka_unit_test(too_large_a_network_is_refused),
        cmocka_unit_test(weights_have_the_spread_of_he),
        cmocka_unit_test(seeds_determine_the_weights),
        cmocka_unit_test(predictions_do_not_depend_on_the_batch),
        cmocka_unit_test(a_step_goes_down_the_gradient),
        cmocka_unit_test(bad_batches_change_nothing),
        cmocka_unit_test(reserving_makes_room_and_keeps_parameters),
        cmocka_unit_test(every_status_has_a_message),
    };
    return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
