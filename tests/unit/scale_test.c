/* Scale: a factor and a bias for each channel. */
#include "layer_bench.h"

static void channels_are_scaled(void **state) {
    (void)state;
    InkLayer layer = {.kind = &ink_scale, .input = {1, 2, 2}, .max_batch = 1};
    assert_int_equal(ink_layer_configure(&layer), INK_OK);
    assert_int_equal(layer.parameter_count, 4);
    float parameters[] = {2.0f, -1.0f, 0.5f, 0.25f};
    const float x[] = {1.0f, 2.0f, 3.0f, 4.0f}, expected[] = {2.5f, -1.75f, 6.5f, -3.75f};
    float y[4];
    layer.parameters = parameters;
    const InkPass one = {.batch = 1, .last = 1, .parts = 1};
    ink_scale.forward(&layer, &one, x, y);
    for (int32_t i = 0; i < 4; i++)
        assert_true(y[i] == expected[i]);
    InkRng rng = ink_rng(1, 0);
    ink_scale.initialize(&layer, &rng); /* to the identity */
    ink_scale.forward(&layer, &one, x, y);
    for (int32_t i = 0; i < 4; i++)
        assert_true(y[i] == x[i]);
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("scale", (InkShape){4, 3, 2});
    check_gradients("scale", (InkShape){1, 1, 17});
    check_gradients("scale", (InkShape){5, 5, 1});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(channels_are_scaled),
        cmocka_unit_test(gradients_match_numeric_ones),
    };
    return cmocka_run_group_tests_name("scale", tests, NULL, NULL);
}
