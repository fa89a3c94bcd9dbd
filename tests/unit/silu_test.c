/* SiLU. */
#include "layer_bench.h"

static void values_by_hand(void **state) {
    (void)state;
    const float x[] = {-1.0f, 0.0f, 2.0f, -80.0f, 80.0f, NAN};
    float y[6];
    run_layer("silu", (InkShape){1, 1, 6}, x, y);
    assert_close(y[0], -0.26894142, 1e-6);
    assert_true(y[1] == 0.0f);
    assert_close(y[2], 1.76159416, 1e-6);
    assert_close(y[3], 0.0, 1e-6);
    assert_true(y[4] == 80.0f);
    assert_true(isnan(y[5])); /* diverged training must not look healthy */
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("silu", (InkShape){4, 3, 2});
    check_gradients("silu", (InkShape){1, 1, 17});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_by_hand),
        cmocka_unit_test(gradients_match_numeric_ones),
    };
    return cmocka_run_group_tests_name("SiLU", tests, NULL, NULL);
}
