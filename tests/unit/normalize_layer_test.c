/* Normalization of the input by constants. */
#include "layer_bench.h"

static void ink_is_shifted_and_scaled(void **state) {
    (void)state;
    const float x[] = {0.0f, 1.0f, 0.5f};
    float y[3];
    run_layer("normalize 0.1307 0.3081", (InkShape){1, 1, 3}, x, y);
    assert_close(y[0], -0.42421292, 1e-6);
    assert_close(y[1], 2.82148653, 1e-6);
    run_layer("normalize 0.5 0.5 inverted", (InkShape){1, 1, 3}, x, y);
    assert_true(y[0] == 1.0f && y[1] == -1.0f && y[2] == 0.0f);
    run_layer("normalize 0 1 inverted", (InkShape){1, 1, 3}, x, y);
    assert_true(y[0] == 1.0f && y[1] == 0.0f && y[2] == 0.5f);
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("normalize 0.1307 0.3081", (InkShape){4, 3, 2});
    check_gradients("normalize 0.5 0.5 inverted", (InkShape){1, 1, 17});
}

static void numbers_from_0_to_1(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    char text[INK_MAX_LAYERS_TEXT];
    assert_int_equal(
        ink_layers_parse("normalize 1 1.0 inverted, normalize .5 0.00392157", layers, &count),
        INK_OK);
    assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
    assert_string_equal(text, "normalize 1.0 1.0 inverted, normalize 0.5 0.00392157");
    const char *const wrong[] = {"normalize",         "normalize 0.1",          "normalize 0.1 2",
                                 "normalize 1.5 0.5", "normalize 10 0.5",       "normalize -1 0.5",
                                 "normalize 0 0.5 x", "normalize 0.5 1.000001", "normalize 1. 0.5"};
    for (int32_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(ink_layers_parse(wrong[i], layers, &count), INK_BAD_LAYER_TEXT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ink_is_shifted_and_scaled),
        cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(numbers_from_0_to_1),
    };
    return cmocka_run_group_tests_name("normalization of the input", tests, NULL, NULL);
}
