/* The native core against NumPy: the same weights and batches give the same losses. What NumPy
 * did stands in the folder that GOLDEN names; see reference.py. */
#include "../unit/test.h"

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
    assert_true(losses[shape[0] - 1] < 0.7 * losses[0]); /* it was training */
    ink_network_free(network);
    free(shape);
    free(parameters);
    free(x);
    free(labels);
    free(losses);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_losses_as_numpy)};
    return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
