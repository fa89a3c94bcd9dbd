/* Backpropagation against numeric gradients: each kind of layer alone, then whole networks. */
#include "layer_bench.h"

#include "layers/softmax.h"

/* ---- one layer ---- */

static void dense_layer(void **state) {
    (void)state;
    check_layer(&ink_dense, (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 7},
                (InkShape){1, 1, 13}, 0);
    check_layer(&ink_dense, (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 1},
                (InkShape){3, 5, 2}, 0);
    /* Enough outputs for sparse lists; with dense input, then mostly zero. */
    check_layer(&ink_dense, (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 33},
                (InkShape){2, 3, 4}, 0);
    check_layer(&ink_dense, (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 33},
                (InkShape){2, 3, 4}, 6);
}

static void relu_layer(void **state) {
    (void)state;
    check_layer(&ink_relu, (InkLayerSpec){.type = INK_LAYER_RELU}, (InkShape){4, 3, 2}, 0);
}

static InkLayerSpec conv2d(int32_t size, int32_t channels, int32_t padding) {
    return (InkLayerSpec){
        .type = INK_LAYER_CONV2D, .units = channels, .size = size, .padding = padding};
}

static void conv2d_layer(void **state) {
    (void)state;
    check_layer(&ink_conv2d, conv2d(3, 4, 0), (InkShape){5, 6, 1}, 0);
    check_layer(&ink_conv2d, conv2d(5, 3, 0), (InkShape){7, 6, 1}, 0);
    check_layer(&ink_conv2d, conv2d(3, 9, 1), (InkShape){4, 5, 2}, 0);
    check_layer(&ink_conv2d, conv2d(2, 5, 1), (InkShape){3, 4, 3}, 0);
    check_layer(&ink_conv2d, conv2d(1, 8, 0), (InkShape){3, 2, 5}, 4);
}

static void maxpool_layer(void **state) {
    (void)state;
    const InkLayerSpec two = {.type = INK_LAYER_MAXPOOL, .size = 2};
    const InkLayerSpec three = {.type = INK_LAYER_MAXPOOL, .size = 3};
    const InkLayerSpec four = {.type = INK_LAYER_MAXPOOL, .size = 4};
    check_layer(&ink_maxpool, two, (InkShape){4, 6, 3}, 0);
    check_layer(&ink_maxpool, two, (InkShape){5, 3, 4}, 0); /* one row and one column are dropped */
    check_layer(&ink_maxpool, three, (InkShape){6, 7, 2}, 0);
    check_layer(&ink_maxpool, four, (InkShape){5, 4, 6}, 0);
}

static void dropout_layer(void **state) {
    (void)state;
    check_layer(&ink_dropout, (InkLayerSpec){.type = INK_LAYER_DROPOUT, .rate = 0.4f},
                (InkShape){4, 3, 2}, 0);
}

enum { BATCH = BENCH_BATCH, CLASSES = 10 };

static double cross_entropy(const float *logits, const uint8_t *labels, float smoothing) {
    float p[BATCH * CLASSES], log_sums[BATCH];
    ink_softmax_forward(logits, p, log_sums, BATCH, CLASSES);
    double sum = 0.0;
    for (int32_t b = 0; b < BATCH; b++) {
        sum += ink_cross_entropy(logits + b * CLASSES, log_sums[b], labels[b], CLASSES, smoothing);
    }
    return sum / BATCH;
}

static void check_cross_entropy(const uint8_t *labels, float smoothing) {
    float logits[BATCH * CLASSES], probabilities[BATCH * CLASSES], gradient[BATCH * CLASSES];
    InkRng rng = ink_rng(12, 0);
    test_fill(&rng, logits, BATCH * CLASSES);
    ink_softmax_forward(logits, probabilities, NULL, BATCH, CLASSES);
    ink_softmax_cross_entropy_backward(probabilities, labels, smoothing, 1.0f / BATCH, gradient,
                                       BATCH, CLASSES);
    const float step = 0.01f;
    for (int32_t i = 0; i < BATCH * CLASSES; i++) {
        float original = logits[i];
        logits[i] = original + step;
        double above = cross_entropy(logits, labels, smoothing);
        logits[i] = original - step;
        double below = cross_entropy(logits, labels, smoothing);
        logits[i] = original;
        assert_close(gradient[i], (above - below) / (2.0 * step), 1e-4);
    }
}

static void softmax_with_cross_entropy(void **state) {
    (void)state;
    check_cross_entropy((const uint8_t[BATCH]){0, 9, 4}, 0.0f);
}

static void softmax_with_smoothing(void **state) {
    (void)state;
    check_cross_entropy((const uint8_t[BATCH]){0, 9, 4}, 0.1f);
    check_cross_entropy((const uint8_t[BATCH]){0, 9, 4}, 0.5f);
}

static void softmax_with_no_class(void **state) {
    (void)state;
    check_cross_entropy((const uint8_t[BATCH]){INK_NO_CLASS, 9, INK_NO_CLASS}, 0.0f);
    check_cross_entropy((const uint8_t[BATCH]){0, INK_NO_CLASS, 4}, 0.3f);
}

static void targets_sum_to_one(void **state) {
    (void)state;
    for (int32_t i = 0; i <= CLASSES; i++) {
        uint8_t label = i < CLASSES ? (uint8_t)i : INK_NO_CLASS;
        double sum = 0.0;
        for (int32_t c = 0; c < CLASSES; c++) {
            float plain = ink_target(label, c, CLASSES, 0.0f);
            float smoothed = ink_target(label, c, CLASSES, 0.2f);
            if (label == INK_NO_CLASS) {
                assert_true(plain == 0.1f && smoothed == 0.1f);
            } else {
                assert_true(plain == (c == label ? 1.0f : 0.0f));
                assert_close(smoothed, c == label ? 0.82 : 0.02, 1e-7);
            }
            sum += smoothed;
        }
        assert_close(sum, 1.0, 1e-6);
    }
}

static void softmax_survives_large_logits(void **state) {
    (void)state;
    const float logits[3] = {1000.0f, 999.0f, -1000.0f};
    float p[3], log_sum;
    ink_softmax_forward(logits, p, &log_sum, 1, 3);
    assert_close(p[0], 1.0 / (1.0 + exp(-1.0)), 1e-6);
    assert_close(p[1], 1.0 / (1.0 + exp(1.0)), 1e-6);
    assert_close(ink_cross_entropy(logits, log_sum, 2, 3, 0.0f), 2000.3133, 1e-6);
}

/* ---- whole networks ---- */

/* The step is large enough that rounding does not matter, and small enough that few values cross a
 * kink of ReLU or max pooling. */
static void check_network(const InkLayerSpec *layers, int32_t count, float step, double tolerance) {
    enum { SAMPLES = 4 };
    const uint8_t labels[SAMPLES] = {3, 0, 9, 3};
    static float x[SAMPLES * INK_PIXELS];
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, layers, count, SAMPLES), INK_OK);
    ink_network_initialize(network, 21);
    InkRng rng = ink_rng(22, 0);
    for (int32_t i = 0; i < SAMPLES * INK_PIXELS; i++) {
        x[i] = i % 3 ? 0.0f : test_uniform(&rng, 0.0f, 1.0f);
    }
    int32_t parameters = ink_network_parameter_count(network);
    float *w = ink_network_parameters(network);
    for (int32_t i = 0; i < parameters; i++) {
        if (w[i] == 0.0f) w[i] = test_uniform(&rng, -0.1f, 0.1f); /* so that biases matter */
    }
    InkBatchResult result;
    assert_int_equal(ink_network_backpropagate(network, x, labels, SAMPLES, &result), INK_OK);
    float *gradients = malloc(sizeof(float) * (size_t)parameters);
    memcpy(gradients, ink_network_gradients(network), sizeof(float) * (size_t)parameters);
    double largest = 0.0;
    /* In a first dense layer, only some weights of every unit: all of them would take seconds. */
    int32_t first = layers[0].type == INK_LAYER_DENSE ? INK_PIXELS * layers[0].units : 0;
    for (int32_t i = 0; i < parameters; i += i < first ? 11 : 1) {
        float original = w[i];
        InkBatchResult above, below;
        w[i] = original + step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &above);
        w[i] = original - step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &below);
        w[i] = original;
        double numeric = ((double)above.loss - below.loss) / (2.0 * step);
        assert_close(gradients[i], numeric, tolerance);
        largest = fmax(largest, fabs(numeric));
    }
    assert_true(largest > 0.05); /* there was something to compare */
    free(gradients);
    ink_network_free(network);
}

static void network_784_7_10(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 7},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_DENSE, .units = 10}};
    check_network(layers, COUNT(layers), 2e-3f, 2e-3);
}

static void network_with_lists(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 32},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_DENSE, .units = 10}};
    check_network(layers, COUNT(layers), 2e-3f, 2e-3);
}

static void network_of_three_dense_layers(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 5},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_DENSE, .units = 6},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_DENSE, .units = 10}};
    check_network(layers, COUNT(layers), 2e-3f, 2e-3);
}

static void network_without_hidden_layer(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 10}};
    check_network(layers, COUNT(layers), 2e-3f, 2e-3);
}

static void convolutional_network(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {conv2d(5, 2, 0),
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_MAXPOOL, .size = 2},
                                   conv2d(3, 3, 1),
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_MAXPOOL, .size = 3},
                                   {.type = INK_LAYER_DENSE, .units = 10}};
    check_network(layers, COUNT(layers), 1e-4f, 4e-3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_layer),
        cmocka_unit_test(relu_layer),
        cmocka_unit_test(conv2d_layer),
        cmocka_unit_test(maxpool_layer),
        cmocka_unit_test(dropout_layer),
        cmocka_unit_test(softmax_with_cross_entropy),
        cmocka_unit_test(softmax_with_smoothing),
        cmocka_unit_test(softmax_with_no_class),
        cmocka_unit_test(targets_sum_to_one),
        cmocka_unit_test(softmax_survives_large_logits),
        cmocka_unit_test(network_784_7_10),
        cmocka_unit_test(network_with_lists),
        cmocka_unit_test(network_of_three_dense_layers),
        cmocka_unit_test(network_without_hidden_layer),
        cmocka_unit_test(convolutional_network),
    };
    return cmocka_run_group_tests_name("gradients", tests, NULL, NULL);
}
