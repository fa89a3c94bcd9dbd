/* Leaky ReLU. */
#include "layer_bench.h"

static void negative_values_leak(void **state) {
    (void)state;
    const float x[] = {-2.0f, 0.0f, 3.0f, NAN};
    float y[4];
    run_layer("leaky relu 0.1", (InkShape){1, 1, 4}, x, y);
    assert_close(y[0], -0.2, 1e-7);
    assert_true(y[1] == 0.0f && y[2] == 3.0f);
    assert_true(isnan(y[3])); /* diverged training must not look healthy */
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("leaky relu", (InkShape){4, 3, 2});
    check_gradients("leaky relu 0.3", (InkShape){1, 1, 17});
    check_gradients("leaky relu 0", (InkShape){4, 3, 2}); /* the negative side is flat */
}

static void the_slope_has_a_default(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    char text[INK_MAX_LAYERS_TEXT];
    assert_int_equal(ink_layers_parse("leaky relu, leaky\t relu 0.2, relu", layers, &count),
                     INK_OK);
    assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
    assert_string_equal(text, "leaky relu 0.01, leaky relu 0.2, relu");
    const char *const wrong[] = {"leaky", "leakyrelu", "leaky relu x", "leaky relu ."};
    for (int32_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(ink_layers_parse(wrong[i], layers, &count), INK_BAD_LAYER_TEXT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negative_values_leak),
        cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(the_slope_has_a_default),
    };
    return cmocka_run_group_tests_name("leaky ReLU", tests, NULL, NULL);
}
