/* The plain network in src/reference and the fast one give the same losses, step by step. */
#include "test.h"

#include "reference/network_reference.h"

enum { BATCH = 8, STEPS = 50, MAX_LAYERS = 8 };

/* Each class is a bright bar at its own position, plus noise. */
static void draw(InkRng *rng, uint8_t label, float *x) {
    for (int32_t i = 0; i < INK_PIXELS; i++) {
        bool bar = i / INK_SIDE / 5 == label / 2 && i % INK_SIDE / 14 == label % 2;
        x[i] = (bar ? 0.8f : 0.0f) + test_uniform(rng, 0.0f, 0.2f);
    }
}

static double *zeros(int64_t count) {
    double *values = calloc((size_t)count + 1, sizeof *values);
    assert_non_null(values);
    return values;
}

/* Copies the layers and weights of a fast network to plain ones. */
static void copy_network(InkNetwork *network, const InkLayerSpec *specs, int32_t count,
                         InkReferenceLayer *layers) {
    static const InkReferenceKind kinds[] = {[INK_LAYER_DENSE] = INK_REFERENCE_DENSE,
                                             [INK_LAYER_CONV2D] = INK_REFERENCE_CONV,
                                             [INK_LAYER_MAXPOOL] = INK_REFERENCE_MAXPOOL,
                                             [INK_LAYER_RELU] = INK_REFERENCE_RELU};
    InkLayerInfo info[MAX_LAYERS];
    assert_int_equal(ink_layers_check(specs, count, info), INK_OK);
    InkReferenceShape in = {INK_SIDE, INK_SIDE, 1};
    const float *parameters = ink_network_parameters(network);
    for (int32_t l = 0; l < count; l++) {
        InkReferenceShape out = {info[l].height, info[l].width, info[l].channels};
        int32_t biases = info[l].parameters > 0 ? out.channels : 0;
        layers[l] = (InkReferenceLayer){.kind = kinds[specs[l].type],
                                        .in = in,
                                        .out = out,
                                        .size = specs[l].size,
                                        .padding = specs[l].padding,
                                        .weight_count = info[l].parameters - biases,
                                        .bias_count = biases};
        InkReferenceLayer *layer = &layers[l];
        layer->weights = zeros(layer->weight_count);
        layer->dweights = zeros(layer->weight_count);
        layer->bias = zeros(biases);
        layer->dbias = zeros(biases);
        layer->y = zeros((int64_t)out.height * out.width * out.channels);
        layer->dx = zeros((int64_t)in.height * in.width * in.channels);
        for (int32_t i = 0; i < layer->weight_count; i++)
            layer->weights[i] = (double)*parameters++;
        for (int32_t i = 0; i < biases; i++)
            layer->bias[i] = (double)*parameters++;
        in = out;
    }
}

static void free_layers(InkReferenceLayer *layers, int32_t count) {
    for (InkReferenceLayer *l = layers; l < layers + count; l++) {
        free(l->weights);
        free(l->dweights);
        free(l->bias);
        free(l->dbias);
        free(l->y);
        free(l->dx);
    }
}

static void train_side_by_side(const char *text, float learning_rate) {
    InkLayerSpec specs[INK_MAX_LAYERS];
    InkReferenceLayer layers[MAX_LAYERS];
    int32_t count;
    InkNetwork *network;
    assert_int_equal(ink_layers_parse(text, specs, &count), INK_OK);
    assert_in_range(count, 1, MAX_LAYERS);
    assert_int_equal(ink_network_create(&network, specs, count, BATCH), INK_OK);
    ink_network_initialize(network, 5);
    copy_network(network, specs, count, layers);

    InkRng rng = ink_rng(11, 0);
    static float x[BATCH * INK_PIXELS];
    double *images = zeros(BATCH * INK_PIXELS), dlogits[INK_MAX_CLASSES];
    double first = 0.0, last = 0.0, largest = 0.0;
    for (int32_t step = 0; step < STEPS; step++) {
        uint8_t labels[BATCH];
        for (int32_t b = 0; b < BATCH; b++) {
            labels[b] = (uint8_t)(ink_rng_u32(&rng) % INK_CLASSES);
            draw(&rng, labels[b], x + b * INK_PIXELS);
        }
        for (int32_t i = 0; i < BATCH * INK_PIXELS; i++)
            images[i] = (double)x[i];
        InkBatchResult fast;
        assert_int_equal(ink_network_train_batch(network, x, labels, BATCH, learning_rate, &fast),
                         INK_OK);
        double plain = ink_reference_step(layers, count, images, labels, BATCH,
                                          (double)learning_rate, dlogits);
        assert_close((double)fast.loss, plain, 1e-4);
        largest = fmax(largest, fabs((double)fast.loss - plain));
        if (step == 0) first = plain;
        last = plain;
    }
    assert_true(last < first / 2.0); /* both learn */
    print_message("%s: loss %.4f to %.4f in %d steps, at most %.2g apart\n", text, first, last,
                  STEPS, largest);

    free(images);
    free_layers(layers, count);
    ink_network_free(network);
}

static void dense(void **state) {
    (void)state;
    train_side_by_side("dense 32, relu, dense 10", 0.05f);
}

static void convolutional(void **state) {
    (void)state;
    train_side_by_side("conv 3x3x4 same, relu, maxpool 2, conv 5x5x6, relu, maxpool 3, dense 10",
                       0.05f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense),
        cmocka_unit_test(convolutional),
    };
    return cmocka_run_group_tests_name("reference network", tests, NULL, NULL);
}
