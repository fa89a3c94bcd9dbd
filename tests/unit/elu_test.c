/* Exponential linear unit. */
#include "layer_bench.h"

static void negative_values_bend(void **state) {
    (void)state;
    const float x[] = {-1.0f, 0.0f, 3.0f, -200.0f, NAN};
    float y[5];
    run_layer("elu", (InkShape){1, 1, 5}, x, y);
    assert_close(y[0], -0.63212056, 1e-6);
    assert_true(y[1] == 0.0f && y[2] == 3.0f && y[3] == -1.0f);
    assert_true(isnan(y[4])); /* diverged training must not look healthy */
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("elu", (InkShape){4, 3, 2});
    check_gradients("elu", (InkShape){1, 1, 17});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negative_values_bend),
        cmocka_unit_test(gradients_match_numeric_ones),
    };
    return cmocka_run_group_tests_name("ELU", tests, NULL, NULL);
}
