/* The internals that the page shows, against numeric gradients and against training. */
#include "test.h"

#include "layers/softmax.h"
#include "network/network_inside.h"

enum { LABEL = 3 };

static const InkLayerSpec perceptron[] = {
    {.type = INK_LAYER_DENSE, .units = 33}, /* enough for sparse lists, see dense.c */
    {.type = INK_LAYER_RELU},
    {.type = INK_LAYER_DENSE, .units = 10}};

static const InkLayerSpec convolutional[] = {
    {.type = INK_LAYER_CONV2D, .units = 3, .size = 5},
    {.type = INK_LAYER_RELU},
    {.type = INK_LAYER_MAXPOOL, .size = 3},
    {.type = INK_LAYER_CONV2D, .units = 4, .size = 3, .padding = 1},
    {.type = INK_LAYER_RELU},
    {.type = INK_LAYER_DENSE, .units = 10}};

static const InkLayerSpec with_dropout[] = {
    {.type = INK_LAYER_DENSE, .units = 12},
    {.type = INK_LAYER_RELU},
    {.type = INK_LAYER_DROPOUT, .rate = 0.5f},
    {.type = INK_LAYER_DENSE, .units = 10},
};

/* The same without dropout. */
static const InkLayerSpec without_dropout[] = {
    {.type = INK_LAYER_DENSE, .units = 12},
    {.type = INK_LAYER_RELU},
    {.type = INK_LAYER_DENSE, .units = 10},
};

static const InkLayerSpec pooled[] = {{.type = INK_LAYER_MAXPOOL, .size = 2},
                                      {.type = INK_LAYER_DENSE, .units = 10}};

/* A network with room for more than one sample, and nonzero biases. */
static InkNetwork *make(const InkLayerSpec *layers, int32_t count) {
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, layers, count, 4), INK_OK);
    InkRng rng = ink_rng(31, 0);
    ink_network_initialize(network, 7);
    float *w = ink_network_parameters(network);
    for (int32_t i = 0; i < ink_network_parameter_count(network); i++) {
        if (w[i] == 0.0f) w[i] = test_uniform(&rng, -0.1f, 0.1f);
    }
    return network;
}

/* blank: how many of every 8 pixels are zero. The others all differ, so that no step of a numeric
 * gradient changes which one is the largest of a window. */
static void paint(float x[INK_PIXELS], int32_t blank) {
    InkRng rng = ink_rng(32, 0);
    for (int32_t i = 0; i < INK_PIXELS; i++)
        x[i] = i % 8 < blank ? 0.0f : test_uniform(&rng, 0.0f, 1.0f);
}

static float *copy(const float *values, int32_t count) {
    float *result = malloc(sizeof(float) * (size_t)count);
    memcpy(result, values, sizeof(float) * (size_t)count);
    return result;
}

static int32_t size_of(InkLayerInfo info) {
    return info.height * info.width * info.channels;
}

static double logit(InkNetwork *network, const float *x, int32_t class) {
    InkTrace trace;
    assert_int_equal(ink_network_trace(network, x, LABEL, &trace), INK_OK);
    return trace.logits[class];
}

static void check_saliency(InkNetwork *network, int32_t blank) {
    const float step = 1e-3f;
    float x[INK_PIXELS], gradient[INK_PIXELS];
    double largest = 0.0;
    paint(x, blank);
    for (int32_t class = 0; class < INK_CLASSES; class += 9) {
        assert_int_equal(ink_network_saliency(network, x, class, gradient), INK_OK);
        for (int32_t i = 0; i < INK_PIXELS; i++) {
            float original = x[i];
            x[i] = original + step;
            double above = logit(network, x, class);
            x[i] = original - step;
            double below = logit(network, x, class);
            x[i] = original;
            assert_close(gradient[i], (above - below) / (2.0 * step), 4e-3);
            largest = fmax(largest, fabs(gradient[i]));
        }
    }
    assert_true(largest > 0.05); /* there was something to compare */
    ink_network_free(network);
}

static void saliency_is_the_gradient_of_a_logit(void **state) {
    (void)state;
    check_saliency(make(perceptron, COUNT(perceptron)), 0);
    check_saliency(make(perceptron, COUNT(perceptron)), 6);
    check_saliency(make(convolutional, COUNT(convolutional)), 0);
    check_saliency(make(with_dropout, COUNT(with_dropout)), 0);
    check_saliency(make(pooled, COUNT(pooled)), 0);  /* its backward pass reads y */
    check_saliency(make(without_dropout + 2, 1), 0); /* the first layer is the last */
}

/* The loss, given the current outputs of a layer. */
static double loss_from(InkNetwork *network, int32_t layer) {
    const InkPass pass = {.batch = 1, .last = 1, .parts = 1};
    const float *y = network->layers[layer].y;
    for (int32_t l = layer + 1; l < network->layer_count; l++) {
        network->layers[l].kind->forward(&network->layers[l], &pass, y, network->layers[l].y);
        y = network->layers[l].y;
    }
    float probabilities[INK_CLASSES], log_sum;
    ink_softmax_forward(y, probabilities, &log_sum, 1, INK_CLASSES);
    return ink_cross_entropy(y, log_sum, LABEL, INK_CLASSES, 0.0f);
}

static void check_activations(InkNetwork *network) {
    const float step = 1e-3f;
    float x[INK_PIXELS];
    paint(x, 0);
    for (int32_t l = 0; l < ink_network_layer_count(network); l++) {
        InkTrace trace;
        InkActivation activation;
        assert_int_equal(ink_network_trace(network, x, LABEL, &trace), INK_OK);
        assert_int_equal(ink_network_activation(network, l, &activation), INK_OK);
        double largest = 0.0, here = loss_from(network, l);
        int32_t kinks = 0;
        for (int32_t i = 0; i < size_of(activation.info); i++) {
            float *y = &network->layers[l].y[i], original = *y;
            *y = original + step;
            double above = loss_from(network, l);
            *y = original - step;
            double below = loss_from(network, l);
            *y = original;
            /* At a ReLU's kink, and where two values of a window are nearly equal, the slope is not
             * unique. */
            if (fabs(above - 2.0 * here + below) / step > 2e-3) {
                kinks++;
                continue;
            }
            assert_close(activation.gradient[i], (above - below) / (2.0 * step), 4e-3);
            largest = fmax(largest, fabs(activation.gradient[i]));
        }
        assert_true(largest > 0.01);
        assert_true(kinks <= size_of(activation.info) / 50);
    }
    ink_network_free(network);
}

static void output_gradients_match_numeric_ones(void **state) {
    (void)state;
    check_activations(make(perceptron, COUNT(perceptron)));
    check_activations(make(convolutional, COUNT(convolutional)));
    check_activations(make(with_dropout, COUNT(with_dropout)));
}

static void check_against_training(InkNetwork *network) {
    float x[INK_PIXELS];
    paint(x, 5);
    int32_t count = ink_network_parameter_count(network);
    float *parameters = copy(ink_network_parameters(network), count);
    const uint8_t label = LABEL;
    InkBatchResult result;
    assert_int_equal(ink_network_backpropagate(network, x, &label, 1, &result), INK_OK);
    float *gradients = copy(ink_network_gradients(network), count);
    memset((float *)ink_network_gradients(network), 1, sizeof(float) * (size_t)count);

    InkTrace trace;
    assert_int_equal(ink_network_trace(network, x, LABEL, &trace), INK_OK);
    assert_true(trace.loss == result.loss);
    assert_memory_equal(ink_network_gradients(network), gradients, sizeof(float) * (size_t)count);

    float saliency[INK_PIXELS];
    assert_int_equal(ink_network_saliency(network, x, LABEL, saliency), INK_OK);
    assert_memory_equal(ink_network_gradients(network), gradients, sizeof(float) * (size_t)count);
    assert_memory_equal(ink_network_parameters(network), parameters, sizeof(float) * (size_t)count);
    free(gradients);
    free(parameters);
    ink_network_free(network);
}

static void parameter_gradients_match_training(void **state) {
    (void)state;
    check_against_training(make(perceptron, COUNT(perceptron)));
    check_against_training(make(convolutional, COUNT(convolutional)));
}

static void dropout_is_off(void **state) {
    (void)state;
    InkNetwork *with = make(with_dropout, COUNT(with_dropout));
    InkNetwork *without = make(without_dropout, COUNT(without_dropout));
    int32_t count = ink_network_parameter_count(with);
    assert_int_equal(count, ink_network_parameter_count(without));
    memcpy(ink_network_parameters(with), ink_network_parameters(without),
           sizeof(float) * (size_t)count);
    float x[INK_PIXELS];
    paint(x, 4);
    /* A training step leaves a mask behind, which must have no effect. */
    const uint8_t label = LABEL;
    InkBatchResult result;
    ink_network_backpropagate(with, x, &label, 1, &result);
    InkTrace one, other;
    assert_int_equal(ink_network_trace(with, x, LABEL, &one), INK_OK);
    assert_int_equal(ink_network_trace(without, x, LABEL, &other), INK_OK);
    assert_memory_equal(&one, &other, sizeof one);
    assert_memory_equal(ink_network_gradients(with), ink_network_gradients(without),
                        sizeof(float) * (size_t)count);
    ink_network_free(with);
    ink_network_free(without);
}

static void trace_matches_prediction(void **state) {
    (void)state;
    InkNetwork *network = make(convolutional, COUNT(convolutional));
    ink_network_set_temperature(network, 2.5f);
    float x[INK_PIXELS], probabilities[INK_CLASSES], plain[INK_CLASSES], log_sum;
    paint(x, 5);
    InkTrace trace;
    assert_int_equal(ink_network_trace(network, x, 9, &trace), INK_OK);
    assert_int_equal(ink_network_predict(network, x, 1, probabilities), INK_OK);
    assert_memory_equal(trace.probabilities, probabilities, sizeof probabilities);
    ink_softmax_forward(trace.logits, plain, &log_sum, 1, INK_CLASSES);
    assert_close(trace.loss, -log((double)plain[9]), 1e-5); /* at temperature 1 */
    assert_true(fabsf(plain[9] - probabilities[9]) > 1e-3f);
    ink_network_free(network);
}

/* activate must agree with trace on the same sample. */
static void check_activate(InkNetwork *network) {
    ink_network_set_temperature(network, 2.5f);
    int32_t count = ink_network_parameter_count(network), layers = network->layer_count;
    int32_t last_size = network->classes;
    float x[INK_PIXELS], other[INK_PIXELS];
    paint(x, 5);
    paint(other, 2);
    InkTrace trace;
    assert_int_equal(ink_network_trace(network, x, LABEL, &trace), INK_OK);
    float *outputs[INK_MAX_LAYERS];
    for (int32_t l = 0; l < layers; l++) {
        InkActivation activation;
        assert_int_equal(ink_network_activation(network, l, &activation), INK_OK);
        outputs[l] = copy(activation.output, size_of(activation.info));
    }
    float *gradients = copy(ink_network_gradients(network), count);
    float *dlogits = copy(network->layers[layers - 1].dy, last_size);
    float logits[INK_MAX_CLASSES], probabilities[INK_MAX_CLASSES];
    assert_int_equal(ink_network_activate(network, other, logits, probabilities), INK_OK);
    assert_memory_not_equal(logits, trace.logits, sizeof(float) * (size_t)last_size);
    assert_int_equal(ink_network_activate(network, x, logits, probabilities), INK_OK);
    assert_memory_equal(logits, trace.logits, sizeof(float) * (size_t)last_size);
    assert_memory_equal(probabilities, trace.probabilities, sizeof(float) * (size_t)last_size);
    for (int32_t l = 0; l < layers; l++) {
        InkActivation activation;
        assert_int_equal(ink_network_activation(network, l, &activation), INK_OK);
        assert_memory_equal(activation.output, outputs[l],
                            sizeof(float) * (size_t)size_of(activation.info));
        free(outputs[l]);
    }
    assert_memory_equal(ink_network_gradients(network), gradients, sizeof(float) * (size_t)count);
    assert_memory_equal(network->layers[layers - 1].dy, dlogits, sizeof(float) * (size_t)last_size);
    free(gradients);
    free(dlogits);

    float *w = ink_network_parameters(network);
    w[count - 1] = INFINITY; /* the bias of the last class */
    assert_int_equal(ink_network_activate(network, x, logits, probabilities), INK_DIVERGED);
    assert_true(isinf(logits[last_size - 1]));
    ink_network_free(network);
}

static void forward_alone_is_the_forward_of_trace(void **state) {
    (void)state;
    check_activate(make(perceptron, COUNT(perceptron)));
    check_activate(make(convolutional, COUNT(convolutional)));
    check_activate(make(with_dropout, COUNT(with_dropout)));
    check_activate(make(perceptron + 2, 1)); /* the first layer is the last */
}

static void activations_describe_their_layers(void **state) {
    (void)state;
    InkNetwork *network = make(convolutional, COUNT(convolutional));
    InkLayerInfo info[COUNT(convolutional)];
    assert_int_equal(ink_layers_check(convolutional, COUNT(convolutional), info), INK_OK);
    assert_int_equal(ink_network_layer_count(network), COUNT(convolutional));
    int32_t parameters = 0;
    for (int32_t l = 0; l < COUNT(convolutional); l++) {
        InkActivation activation;
        assert_int_equal(ink_network_activation(network, l, &activation), INK_OK);
        assert_memory_equal(&activation.info, &info[l], sizeof info[l]);
        assert_int_equal(activation.spec.type, convolutional[l].type);
        assert_int_equal(activation.first_parameter, parameters);
        parameters += info[l].parameters;
    }
    assert_int_equal(parameters, ink_network_parameter_count(network));
    ink_network_free(network);
}

static void bad_arguments_are_refused(void **state) {
    (void)state;
    InkNetwork *network = make(perceptron, COUNT(perceptron));
    float x[INK_PIXELS], gradient[INK_PIXELS];
    paint(x, 0);
    InkTrace trace;
    InkActivation activation;
    assert_int_equal(ink_network_trace(network, x, INK_CLASSES, &trace), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_trace(network, x, 255, &trace), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_saliency(network, x, -1, gradient), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_saliency(network, x, INK_CLASSES, gradient), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_activation(network, -1, &activation), INK_BAD_ARGUMENT);
    assert_int_equal(ink_network_activation(network, COUNT(perceptron), &activation),
                     INK_BAD_ARGUMENT);
    ink_network_parameters(network)[0] = NAN;
    assert_int_equal(ink_network_trace(network, x, LABEL, &trace), INK_DIVERGED);
    ink_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saliency_is_the_gradient_of_a_logit),
        cmocka_unit_test(output_gradients_match_numeric_ones),
        cmocka_unit_test(parameter_gradients_match_training),
        cmocka_unit_test(dropout_is_off),
        cmocka_unit_test(trace_matches_prediction),
        cmocka_unit_test(forward_alone_is_the_forward_of_trace),
        cmocka_unit_test(activations_describe_their_layers),
        cmocka_unit_test(bad_arguments_are_refused),
    };
    return cmocka_run_group_tests_name("inspection", tests, NULL, NULL);
}
