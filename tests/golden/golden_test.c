/* The native core against NumPy: from the same weights, the same batches give the same losses, and
 * the same gradients give the same updated weights. NumPy's results are in the folder $GOLDEN,
 * build/golden by default; see reference.py. */
#include "../unit/test.h"

#include "layers/softmax.h"
#include "training/optimizer.h"

static void *read_file(const char *name, size_t *size) {
    char path[1024];
    const char *folder = getenv("GOLDEN");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "build/golden", name);
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("%s is missing: make golden", path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    void *bytes = malloc(*size);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static void same_losses_as_numpy(void **state) {
    (void)state;
    size_t size;
    int32_t *shape = read_file("shape.i32", &size);
    float *parameters = read_file("parameters.f32", &size);
    const InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 128},
                                   {.type = INK_LAYER_RELU},
                                   {.type = INK_LAYER_DENSE, .units = 10}};
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, layers, COUNT(layers), shape[1]), INK_OK);
    assert_int_equal(size, sizeof(float) * (size_t)ink_network_parameter_count(network));
    memcpy(ink_network_parameters(network), parameters, size);
    float *x = read_file("x.f32", &size);
    uint8_t *labels = read_file("labels.u8", &size);
    double *losses = read_file("losses.f64", &size);
    assert_int_equal(size, sizeof(double) * (size_t)shape[0]);
    for (int32_t step = 0; step < shape[0]; step++) {
        InkBatchResult result;
        assert_int_equal(ink_network_train_batch(network, x + (size_t)step * shape[1] * INK_PIXELS,
                                                 labels + step * shape[1], shape[1], 0.1f, &result),
                         INK_OK);
        double relative = fabs(result.loss - losses[step]) / losses[step];
        if (!(relative <= 1e-5)) {
            fail_msg("step %d: loss %.9g, NumPy's %.9g", step, result.loss, losses[step]);
        }
    }
    assert_true(losses[shape[0] - 1] < 0.7 * losses[0]); /* it did train */
    ink_network_free(network);
    free(shape);
    free(parameters);
    free(x);
    free(labels);
    free(losses);
}

typedef struct {
    InkOptimizerSettings settings;
    float peak;
} OptimizerCase;

/* Rates must be within a relative 1e-6 of NumPy's: they are rounded to float once. Weights must be
 * within an absolute 1e-6: they are of magnitude 1 and were rounded to float 34 times. */
static void same_weights_as_numpy(void **state) {
    (void)state;
    enum { PLANNED = 30, MAX_WEIGHTS = 64 };
    size_t size;
    float *start = read_file("optimizer_start.f32", &size);
    int32_t count = (int32_t)(size / sizeof *start);
    assert_in_range(count, 1, MAX_WEIGHTS);
    float *gradients = read_file("optimizer_gradients.f32", &size);
    int32_t steps = (int32_t)(size / sizeof *gradients) / count;
    assert_true(steps > PLANNED);
    OptimizerCase *cases = read_file("optimizer_cases.bin", &size);
    int32_t case_count = (int32_t)(size / sizeof *cases);
    assert_int_equal(case_count, 36);
    double *rates = read_file("optimizer_rates.f64", &size);
    assert_int_equal(size, sizeof *rates * (size_t)(case_count * steps));
    double *weights = read_file("optimizer_weights.f64", &size);
    assert_int_equal(size, sizeof *weights * (size_t)(case_count * count));
    for (int32_t c = 0; c < case_count; c++) {
        const InkOptimizerSettings *settings = &cases[c].settings;
        assert_true(ink_optimizer_is_valid(settings));
        float w[MAX_WEIGHTS], remembered[2 * MAX_WEIGHTS] = {0};
        memcpy(w, start, sizeof *w * (size_t)count);
        for (int32_t step = 0; step < steps; step++) {
            float rate = ink_schedule_rate(settings, cases[c].peak, step, PLANNED);
            assert_close(rate / rates[c * steps + step], 1.0, 1e-6);
            InkUpdate update = ink_optimizer_begin(settings, rate, step + 1);
            ink_optimizer_update(&update, w, gradients + step * count, remembered,
                                 remembered + count, count);
        }
        double moved = 0.0;
        for (int32_t i = 0; i < count; i++) {
            double numpy = weights[c * count + i];
            if (!(fabs(w[i] - numpy) <= 1e-6)) {
                fail_msg("rule %d, schedule %d, case %d, weight %d: %.9g, NumPy's %.9g",
                         settings->rule, settings->schedule, c, i, w[i], numpy);
            }
            moved = fmax(moved, fabs(numpy - start[i]));
        }
        assert_true(moved > 0.1);
    }
    free(start);
    free(gradients);
    free(cases);
    free(rates);
    free(weights);
}

static void same_label_smoothing_as_numpy(void **state) {
    (void)state;
    enum { SAMPLES = 12, VALUES = SAMPLES * INK_CLASSES };
    size_t size;
    float *logits = read_file("smoothing_logits.f32", &size);
    assert_int_equal(size, sizeof *logits * VALUES);
    uint8_t *labels = read_file("smoothing_labels.u8", &size);
    assert_int_equal(size, SAMPLES);
    float *amounts = read_file("smoothing_amounts.f32", &size);
    int32_t amount_count = (int32_t)(size / sizeof *amounts);
    assert_int_equal(amount_count, 3);
    double *losses = read_file("smoothing_losses.f64", &size);
    assert_int_equal(size, sizeof *losses * (size_t)amount_count * SAMPLES);
    double *gradients = read_file("smoothing_gradients.f64", &size);
    assert_int_equal(size, sizeof *gradients * (size_t)amount_count * VALUES);

    float probabilities[VALUES], log_sums[SAMPLES], dlogits[VALUES];
    ink_softmax_forward(logits, probabilities, log_sums, SAMPLES, INK_CLASSES);
    for (int32_t a = 0; a < amount_count; a++) {
        for (int32_t b = 0; b < SAMPLES; b++) {
            float loss = ink_cross_entropy(logits + b * INK_CLASSES, log_sums[b], labels[b],
                                           INK_CLASSES, amounts[a]);
            assert_close(loss, losses[a * SAMPLES + b], 1e-6);
        }
        ink_softmax_cross_entropy_backward(probabilities, labels, amounts[a], 1.0f / SAMPLES,
                                           dlogits, SAMPLES, INK_CLASSES);
        for (int32_t i = 0; i < VALUES; i++)
            assert_close(dlogits[i], gradients[a * VALUES + i], 1e-7);
    }
    free(logits);
    free(labels);
    free(amounts);
    free(losses);
    free(gradients);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_losses_as_numpy),
        cmocka_unit_test(same_weights_as_numpy),
        cmocka_unit_test(same_label_smoothing_as_numpy),
    };
    return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
