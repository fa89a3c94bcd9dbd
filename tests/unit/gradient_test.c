/* Backpropagation against numeric gradients: every layer alone, then whole networks. */
#include "test.h"

#include "layers/layer.h"
#include "layers/softmax.h"

/* ---- one layer ---- */

enum { BATCH = 3, MAX_SIZE = 256, MAX_PARAMETERS = 2048 };

typedef struct {
    InkLayer layer;
    float scratch[64 * BATCH * MAX_SIZE];
    float parameters[MAX_PARAMETERS], gradients[MAX_PARAMETERS];
    float x[BATCH * MAX_SIZE], y[BATCH * MAX_SIZE];
    float weight[BATCH * MAX_SIZE]; /* the "loss" is the sum of weight * y, so dy is weight */
    float dx[BATCH * MAX_SIZE];
    int32_t inputs, outputs;
} Bench;

static const InkPass pass = {
    .batch = BATCH, .last = BATCH, .parts = 1, .training = true, .seed = 5};

static void set_up(Bench *bench, const InkLayerKind *kind, InkLayerSpec spec, InkShape input) {
    memset(bench, 0, sizeof *bench);
    bench->layer = (InkLayer){.kind = kind, .spec = spec, .input = input, .max_batch = BATCH};
    assert_int_equal(kind->configure(&bench->layer), INK_OK);
    bench->layer.parameters = bench->parameters;
    bench->layer.scratch = bench->scratch;
    assert_true(bench->layer.scratch_size <= COUNT(bench->scratch));
    bench->inputs = BATCH * ink_shape_size(input);
    bench->outputs = BATCH * ink_shape_size(bench->layer.output);
    assert_true(bench->layer.parameter_count <= MAX_PARAMETERS);
    InkRng rng = ink_rng(11, 0);
    if (kind->initialize) kind->initialize(&bench->layer, &rng);
    test_fill(&rng, bench->parameters, bench->layer.parameter_count);
    /* All inputs apart from each other, so that no step of a numeric gradient changes which of them
     * is the largest; and away from the corner of a ReLU, where there is no gradient. */
    uint32_t order[BATCH * MAX_SIZE];
    for (int32_t i = 0; i < bench->inputs; i++)
        order[i] = (uint32_t)i;
    ink_rng_shuffle(&rng, order, bench->inputs);
    for (int32_t i = 0; i < bench->inputs; i++) {
        float value = -1.0f + 2.0f * ((float)order[i] + 0.5f) / (float)bench->inputs;
        bench->x[i] = value + (value < 0.0f ? -0.05f : 0.05f);
    }
    test_fill(&rng, bench->weight, bench->outputs);
}

static double loss_of(Bench *bench) {
    if (bench->layer.kind->prepare) bench->layer.kind->prepare(&bench->layer);
    bench->layer.kind->forward(&bench->layer, &pass, bench->x, bench->y);
    double loss = 0.0;
    for (int32_t i = 0; i < bench->outputs; i++)
        loss += (double)bench->weight[i] * bench->y[i];
    return loss;
}

static double slope(Bench *bench, float *value) {
    const float step = 2e-3f;
    float kept = *value;
    *value = kept + step;
    double above = loss_of(bench);
    *value = kept - step;
    double below = loss_of(bench);
    *value = kept;
    return (above - below) / (2.0 * step);
}

/* backward_parameters onto the gradients, in so many parts. */
static void gather(Bench *bench, float *onto, float scale, int32_t parts) {
    for (int32_t part = 0; part < parts && bench->layer.kind->backward_parameters; part++) {
        InkPass share = pass;
        share.part = part;
        share.parts = parts;
        bench->layer.kind->backward_parameters(&bench->layer, &share, bench->x, bench->weight, onto,
                                               scale);
    }
}

/* zeros: how many of each 8 inputs are zero. */
static void check_layer(const InkLayerKind *kind, InkLayerSpec spec, InkShape input,
                        int32_t zeros) {
    static Bench bench;
    set_up(&bench, kind, spec, input);
    for (int32_t i = 0; i < bench.inputs; i++) {
        if (i % 8 < zeros) bench.x[i] = 0.0f;
    }
    loss_of(&bench);
    kind->backward(&bench.layer, &pass, bench.x, bench.y, bench.weight, bench.dx);
    gather(&bench, bench.gradients, 1.0f, 1);
    int32_t count = bench.layer.parameter_count;
    /* Gradients are added to what is there, scaled; in parts and at once, they are the same. */
    float sums[MAX_PARAMETERS], parts[MAX_PARAMETERS] = {0};
    memcpy(sums, bench.gradients, sizeof sums);
    gather(&bench, sums, -0.5f, 1);
    gather(&bench, parts, 1.0f, 3);
    for (int32_t i = 0; i < count; i++)
        assert_close(sums[i], 0.5 * bench.gradients[i], 1e-6);
    assert_memory_equal(parts, bench.gradients, sizeof(float) * (size_t)count);

    for (int32_t i = 0; i < bench.inputs; i++) {
        assert_close(bench.dx[i], slope(&bench, &bench.x[i]), 1e-3);
    }
    for (int32_t i = 0; i < count; i++) {
        assert_close(bench.gradients[i], slope(&bench, &bench.parameters[i]), 1e-3);
    }
}

static void dense_layer(void **state) {
    (void)state;
    check_layer(&ink_dense, (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 7},
                (InkShape){1, 1, 13}, 0);
    check_layer(&ink_dense, (InkLayerSpec){.type = INK_LAYER_DENSE, .units = 1},
                (InkShape){3, 5, 2}, 0);
    /* Enough outputs for lists; full, then nearly blank. */
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
    check_layer(&ink_maxpool, two, (InkShape){4, 6, 3}, 0);
    check_layer(&ink_maxpool, two, (InkShape){5, 3, 4}, 0); /* a row and a column are left over */
    check_layer(&ink_maxpool, three, (InkShape){6, 7, 2}, 0);
}

static void dropout_layer(void **state) {
    (void)state;
    check_layer(&ink_dropout, (InkLayerSpec){.type = INK_LAYER_DROPOUT, .rate = 0.4f},
                (InkShape){4, 3, 2}, 0);
}

enum { CLASSES = 10 };

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
        float kept = logits[i];
        logits[i] = kept + step;
        double above = cross_entropy(logits, labels, smoothing);
        logits[i] = kept - step;
        double below = cross_entropy(logits, labels, smoothing);
        logits[i] = kept;
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

static void softmax_with_no_digit(void **state) {
    (void)state;
    check_cross_entropy((const uint8_t[BATCH]){INK_NO_CLASS, 9, INK_NO_CLASS}, 0.0f);
    check_cross_entropy((const uint8_t[BATCH]){0, INK_NO_CLASS, 4}, 0.3f);
}

static void targets_add_up(void **state) {
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

/* A step so large that rounding does not show, and so small that few values come past a corner of a
 * ReLU or a max pooling. */
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
        if (w[i] == 0.0f) w[i] = test_uniform(&rng, -0.1f, 0.1f); /* biases take part */
    }
    InkBatchResult result;
    assert_int_equal(ink_network_backpropagate(network, x, labels, SAMPLES, &result), INK_OK);
    float *gradients = malloc(sizeof(float) * (size_t)parameters);
    memcpy(gradients, ink_network_gradients(network), sizeof(float) * (size_t)parameters);
    double largest = 0.0;
    for (int32_t i = 0; i < parameters; i++) {
        float kept = w[i];
        InkBatchResult above, below;
        w[i] = kept + step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &above);
        w[i] = kept - step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &below);
        w[i] = kept;
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
        cmocka_unit_test(softmax_with_no_digit),
        cmocka_unit_test(targets_add_up),
        cmocka_unit_test(softmax_survives_large_logits),
        cmocka_unit_test(network_784_7_10),
        cmocka_unit_test(network_with_lists),
        cmocka_unit_test(network_of_three_dense_layers),
        cmocka_unit_test(network_without_hidden_layer),
        cmocka_unit_test(convolutional_network),
    };
    return cmocka_run_group_tests_name("gradients", tests, NULL, NULL);
}
