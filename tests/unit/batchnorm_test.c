/* Batch normalization: by the minibatch in training, by running averages in prediction. */
#include "layer_bench.h"

#include "network/network.h"

enum { SAMPLES = 6, CHANNELS = 3 };

static const char layers_text[] = "batchnorm, conv 3x3x3 stride 8, batchnorm, relu, dense 10";

static InkNetwork *make(void) {
    InkLayerSpec specs[INK_MAX_LAYERS];
    int32_t count;
    InkNetwork *network;
    assert_int_equal(ink_layers_parse(layers_text, specs, &count), INK_OK);
    assert_int_equal(ink_network_create(&network, specs, count, SAMPLES), INK_OK);
    ink_network_initialize(network, 3);
    return network;
}

static void paint(float x[SAMPLES * INK_PIXELS]) {
    InkRng rng = ink_rng(4, 0);
    for (int32_t i = 0; i < SAMPLES * INK_PIXELS; i++)
        x[i] = i % 3 ? 0.0f : test_uniform(&rng, 0.0f, 1.0f);
}

/* Two positions of two channels, with a deviation of 1 and 2. */
static void prediction_uses_running_averages(void **state) {
    (void)state;
    InkLayer layer = {.kind = &ink_batchnorm, .input = {1, 2, 2}, .max_batch = 1};
    assert_int_equal(ink_layer_configure(&layer), INK_OK);
    assert_int_equal(layer.parameter_count, 8);
    float parameters[] = {2.0f, -1.0f, 0.5f, 1.0f, 1.0f - 1e-5f, 4.0f - 1e-5f, 0.25f, 3.0f};
    float scratch[64], y[4];
    assert_true(layer.scratch_size <= COUNT(scratch));
    const float x[] = {1.0f, 2.0f, 3.0f, 4.0f};
    const double expected[] = {1.25, 2.5, 5.25, 1.5};
    layer.parameters = parameters;
    layer.scratch = scratch;
    const InkPass one = {.batch = 1, .last = 1, .parts = 1};
    ink_batchnorm.prepare(&layer, 0, 1);
    ink_batchnorm.forward(&layer, &one, x, y);
    for (int32_t i = 0; i < 4; i++)
        assert_close(y[i], expected[i], 1e-6);
    parameters[4] = -7.0f; /* a variance that no minibatch has, from a file */
    ink_batchnorm.prepare(&layer, 0, 1);
    ink_batchnorm.forward(&layer, &one, x, y);
    for (int32_t i = 0; i < 4; i++)
        assert_true(isfinite(y[i]));
}

static void training_normalizes_the_minibatch(void **state) {
    (void)state;
    static Bench bench;
    bench_set_up(&bench, &ink_batchnorm, (InkLayerSpec){.type = INK_LAYER_BATCHNORM},
                 (InkShape){4, 5, CHANNELS});
    InkRng rng = ink_rng(1, 0);
    ink_batchnorm.initialize(&bench.layer, &rng);
    for (int32_t i = 0; i < bench.inputs; i++)
        bench.x[i] = 100.0f + 10.0f * bench.x[i]; /* a mean far from 0 */
    bench_loss(&bench);
    for (int32_t k = 0; k < CHANNELS; k++) {
        double sum = 0.0, squares = 0.0;
        for (int32_t i = k; i < bench.inputs; i += CHANNELS) {
            sum += bench.y[i];
            squares += (double)bench.y[i] * bench.y[i];
        }
        assert_close(sum / bench.inputs * CHANNELS, 0.0, 1e-5);
        assert_close(squares / bench.inputs * CHANNELS, 1.0, 1e-4);
    }
}

/* A step moves the averages a tenth of the way to the minibatch's; computing gradients, predicting,
 * and failed steps leave them unchanged. */
static void running_averages_follow_the_minibatches(void **state) {
    (void)state;
    static float x[SAMPLES * INK_PIXELS];
    const uint8_t labels[SAMPLES] = {1, 7, 2, 0, 9, 4}, unknown[SAMPLES] = {1, 7, 2, 0, 9, 10};
    float probabilities[SAMPLES * INK_CLASSES];
    paint(x);
    double mean = 0.0, variance = 0.0;
    for (int32_t i = 0; i < SAMPLES * INK_PIXELS; i++)
        mean += (double)x[i] / (SAMPLES * INK_PIXELS);
    for (int32_t i = 0; i < SAMPLES * INK_PIXELS; i++)
        variance += (x[i] - mean) * (x[i] - mean) / (SAMPLES * INK_PIXELS - 1);
    InkNetwork *network = make();
    const float *of_input = ink_network_parameters(network); /* w, mean, variance, bias */
    InkBatchResult result;
    assert_int_equal(ink_network_backpropagate(network, x, labels, SAMPLES, &result), INK_OK);
    assert_true(ink_network_gradients(network)[1] == 0.0f);
    assert_true(ink_network_gradients(network)[2] == 0.0f);
    assert_int_equal(ink_network_predict(network, x, SAMPLES, probabilities), INK_OK);
    assert_int_equal(ink_network_train_batch(network, x, unknown, SAMPLES, 0.1f, &result),
                     INK_UNKNOWN_CLASS);
    assert_true(of_input[1] == 0.0f && of_input[2] == 1.0f);
    assert_int_equal(ink_network_train_batch(network, x, labels, SAMPLES, 0.1f, &result), INK_OK);
    assert_close(of_input[1], 0.1 * mean, 1e-6);
    assert_close(of_input[2], 0.9 + 0.1 * variance, 1e-6);
    ink_network_free(network);
}

/* A minibatch of a single sample behind a dense layer, where a channel has a single value. */
static void a_channel_with_one_value_stays_finite(void **state) {
    (void)state;
    static float x[SAMPLES * INK_PIXELS];
    const uint8_t label = 1;
    paint(x);
    InkLayerSpec specs[INK_MAX_LAYERS];
    int32_t count;
    InkNetwork *network;
    ink_layers_parse("dense 20, batchnorm, dense 10", specs, &count);
    assert_int_equal(ink_network_create(&network, specs, count, 1), INK_OK);
    ink_network_initialize(network, 3);
    for (int32_t i = 0; i < 3; i++) {
        InkBatchResult result;
        assert_int_equal(ink_network_train_batch(network, x, &label, 1, 0.1f, &result), INK_OK);
    }
    const float *parameters = ink_network_parameters(network);
    for (int32_t i = 0; i < ink_network_parameter_count(network); i++)
        assert_true(isfinite(parameters[i]));
    ink_network_free(network);
}

/* An exported header multiplies once for each value. */
static void running_averages_are_no_work(void **state) {
    (void)state;
    InkNetwork *network = make();
    uint8_t *bytes;
    size_t size;
    assert_int_equal(ink_export_header(network, INK_FLOAT32, &bytes, &size), INK_OK);
    bytes[size - 1] = '\0';
    /* 4 x 4 positions of 3 channels, each from 3 x 3 pixels */
    const int32_t expected = INK_PIXELS + 48 * 9 + 48 + 48 * 10;
    char text[64];
    snprintf(text, sizeof text, "Multiply-adds: %d\n", (int)expected);
    assert_non_null(strstr((const char *)bytes, text));
    ink_bytes_free(bytes);
    ink_network_free(network);
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("batchnorm", (InkShape){4, 3, 2});
    check_gradients("batchnorm", (InkShape){1, 1, 17});
    check_gradients("batchnorm", (InkShape){5, 5, 1});
}

/* Through the whole network: several layers that look across the minibatch, the first one at the
 * ink. */
static void gradients_of_a_network_match_numeric_ones(void **state) {
    (void)state;
    static float x[SAMPLES * INK_PIXELS];
    const uint8_t labels[SAMPLES] = {1, 7, 2, 0, 9, 4};
    const float step = 4e-3f;
    paint(x);
    InkNetwork *network = make();
    float *w = ink_network_parameters(network);
    const float *gradients = ink_network_gradients(network);
    float of_training[4096];
    int32_t count = ink_network_parameter_count(network);
    assert_true(count <= COUNT(of_training));
    InkBatchResult result;
    assert_int_equal(ink_network_backpropagate(network, x, labels, SAMPLES, &result), INK_OK);
    memcpy(of_training, gradients, sizeof(float) * (size_t)count);
    double largest = 0.0;
    for (int32_t i = 0; i < count; i++) {
        float original = w[i];
        InkBatchResult above, below;
        w[i] = original + step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &above);
        w[i] = original - step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &below);
        w[i] = original;
        double numeric = ((double)above.loss - below.loss) / (2.0 * step);
        assert_close(of_training[i], numeric, 4e-3);
        largest = fmax(largest, fabs(numeric));
    }
    assert_true(largest > 0.05);
    ink_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prediction_uses_running_averages),
        cmocka_unit_test(training_normalizes_the_minibatch),
        cmocka_unit_test(running_averages_follow_the_minibatches),
        cmocka_unit_test(a_channel_with_one_value_stays_finite),
        cmocka_unit_test(running_averages_are_no_work),
        cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(gradients_of_a_network_match_numeric_ones),
    };
    return cmocka_run_group_tests_name("batch normalization", tests, NULL, NULL);
}
