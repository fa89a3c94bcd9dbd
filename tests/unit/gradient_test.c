/* Backpropagation against numeric gradients: every layer alone, then whole networks. */
#include "test.h"

#include "layer.h"
#include "softmax.h"

/* ---- one layer ---- */

enum { BATCH = 3, MAX_SIZE = 64, MAX_PARAMETERS = 512 };

typedef struct {
    InkLayer layer;
    float parameters[MAX_PARAMETERS], gradients[MAX_PARAMETERS];
    float x[BATCH * MAX_SIZE], y[BATCH * MAX_SIZE];
    float weight[BATCH * MAX_SIZE]; /* the "loss" is the sum of weight * y, so dy is weight */
    float dx[BATCH * MAX_SIZE];
    int32_t inputs, outputs;
} Bench;

static const InkPass pass = {.batch = BATCH, .training = true};

static void set_up(Bench *bench, const InkLayerKind *kind, InkLayerSpec spec, InkShape input) {
    memset(bench, 0, sizeof *bench);
    bench->layer = (InkLayer){.kind = kind, .spec = spec, .input = input};
    assert_int_equal(kind->configure(&bench->layer), INK_OK);
    bench->layer.parameters = bench->parameters;
    bench->layer.gradients = bench->gradients;
    bench->inputs = BATCH * ink_shape_size(input);
    bench->outputs = BATCH * ink_shape_size(bench->layer.output);
    assert_true(bench->layer.parameter_count <= MAX_PARAMETERS);
    InkRng rng = ink_rng(11, 0);
    kind->initialize(&bench->layer, &rng);
    test_fill(&rng, bench->parameters, bench->layer.parameter_count);
    test_fill(&rng, bench->x, bench->inputs);
    test_fill(&rng, bench->weight, bench->outputs);
    /* Away from the corner of a ReLU, where there is no gradient to compare with. */
    for (int32_t i = 0; i < bench->inputs; i++) {
        if (fabsf(bench->x[i]) < 0.05f) bench->x[i] = 0.2f;
    }
}

static double loss_of(Bench *bench) {
    bench->layer.kind->forward(&bench->layer, &pass, bench->x, bench->y);
    double loss = 0.0;
    for (int32_t i = 0; i < bench->outputs; i++)
        loss += (double)bench->weight[i] * bench->y[i];
    return loss;
}

static double slope(Bench *bench, float *value) {
    const float step = 0.01f;
    float kept = *value;
    *value = kept + step;
    double above = loss_of(bench);
    *value = kept - step;
    double below = loss_of(bench);
    *value = kept;
    return (above - below) / (2.0 * step);
}

static void check_layer(const InkLayerKind *kind, InkLayerSpec spec, InkShape input) {
    static Bench bench;
    set_up(&bench, kind, spec, input);
    loss_of(&bench);
    kind->backward(&bench.layer, &pass, bench.x, bench.y, bench.weight, bench.dx);
    for (int32_t i = 0; i < bench.inputs; i++) {
        assert_close(bench.dx[i], slope(&bench, &bench.x[i]), 1e-3);
    }
    for (int32_t i = 0; i < bench.layer.parameter_count; i++) {
        assert_close(bench.gradients[i], slope(&bench, &bench.parameters[i]), 1e-3);
    }
    /* Gradients are added to, and the first layer is not asked for dx. */
    float before[MAX_PARAMETERS];
    memcpy(before, bench.gradients, sizeof before);
    loss_of(&bench);
    kind->backward(&bench.layer, &pass, bench.x, bench.y, bench.weight, NULL);
    for (int32_t i = 0; i < bench.layer.parameter_count; i++) {
        assert_close(bench.gradients[i], 2.0 * before[i], 1e-5);
    }
}

static void dense_layer(void **state) {
    (void)state;
    check_layer(&ink_dense, (InkLayerSpec){INK_LAYER_DENSE, 7}, (InkShape){1, 1, 13});
    check_layer(&ink_dense, (InkLayerSpec){INK_LAYER_DENSE, 1}, (InkShape){3, 5, 2});
}

static void relu_layer(void **state) {
    (void)state;
    check_layer(&ink_relu, (InkLayerSpec){INK_LAYER_RELU, 0}, (InkShape){4, 3, 2});
}

static void softmax_with_cross_entropy(void **state) {
    (void)state;
    enum { CLASSES = 10 };
    const uint8_t labels[BATCH] = {0, 9, 4};
    float logits[BATCH * CLASSES], probabilities[BATCH * CLASSES], gradient[BATCH * CLASSES];
    InkRng rng = ink_rng(12, 0);
    test_fill(&rng, logits, BATCH * CLASSES);
    ink_softmax_forward(logits, probabilities, BATCH, CLASSES);
    ink_softmax_cross_entropy_backward(probabilities, labels, gradient, BATCH, CLASSES);
    const float step = 0.01f;
    for (int32_t i = 0; i < BATCH * CLASSES; i++) {
        float kept = logits[i];
        logits[i] = kept + step;
        double above = ink_cross_entropy_forward(logits, labels, BATCH, CLASSES) / BATCH;
        logits[i] = kept - step;
        double below = ink_cross_entropy_forward(logits, labels, BATCH, CLASSES) / BATCH;
        logits[i] = kept;
        assert_close(gradient[i], (above - below) / (2.0 * step), 1e-4);
    }
}

static void softmax_survives_large_logits(void **state) {
    (void)state;
    const float logits[3] = {1000.0f, 999.0f, -1000.0f};
    const uint8_t label = 2;
    float p[3];
    ink_softmax_forward(logits, p, 1, 3);
    assert_close(p[0], 1.0 / (1.0 + exp(-1.0)), 1e-6);
    assert_close(p[1], 1.0 / (1.0 + exp(1.0)), 1e-6);
    assert_close(ink_cross_entropy_forward(logits, &label, 1, 3), 2000.3133, 1e-6);
}

/* ---- whole networks ---- */

static void check_network(const InkLayerSpec *layers, int32_t count) {
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
    const float step = 2e-3f;
    for (int32_t i = 0; i < parameters; i++) {
        float kept = w[i];
        InkBatchResult above, below;
        w[i] = kept + step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &above);
        w[i] = kept - step;
        ink_network_backpropagate(network, x, labels, SAMPLES, &below);
        w[i] = kept;
        double numeric = ((double)above.loss - below.loss) / (2.0 * step);
        assert_close(gradients[i], numeric, 2e-3);
        largest = fmax(largest, fabs(numeric));
    }
    assert_true(largest > 0.05); /* there was something to compare */
    free(gradients);
    ink_network_free(network);
}

static void network_784_7_10(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {
        {INK_LAYER_DENSE, 7}, {INK_LAYER_RELU, 0}, {INK_LAYER_DENSE, 10}};
    check_network(layers, COUNT(layers));
}

static void network_of_three_dense_layers(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {{INK_LAYER_DENSE, 5},
                                   {INK_LAYER_RELU, 0},
                                   {INK_LAYER_DENSE, 6},
                                   {INK_LAYER_RELU, 0},
                                   {INK_LAYER_DENSE, 10}};
    check_network(layers, COUNT(layers));
}

static void network_without_hidden_layer(void **state) {
    (void)state;
    const InkLayerSpec layers[] = {{INK_LAYER_DENSE, 10}};
    check_network(layers, COUNT(layers));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_layer),
        cmocka_unit_test(relu_layer),
        cmocka_unit_test(softmax_with_cross_entropy),
        cmocka_unit_test(softmax_survives_large_logits),
        cmocka_unit_test(network_784_7_10),
        cmocka_unit_test(network_of_three_dense_layers),
        cmocka_unit_test(network_without_hidden_layer),
    };
    return cmocka_run_group_tests_name("gradients", tests, NULL, NULL);
}
