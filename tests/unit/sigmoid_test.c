/* Sigmoid. */
#include "layer_bench.h"

static void values_are_squashed(void **state) {
    (void)state;
    const float x[] = {0.0f, 1.0f, -1.0f, 200.0f, -200.0f, NAN};
    float y[6];
    run_layer("sigmoid", (InkShape){1, 1, 6}, x, y);
    assert_true(y[0] == 0.5f && y[3] == 1.0f && y[4] == 0.0f);
    assert_close(y[1], 0.73105858, 1e-6);
    assert_close(y[1] + y[2], 1.0, 1e-6);
    assert_true(isnan(y[5])); /* diverged training must not look healthy */
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("sigmoid", (InkShape){4, 3, 2});
    check_gradients("sigmoid", (InkShape){1, 1, 17});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_squashed),
        cmocka_unit_test(gradients_match_numeric_ones),
    };
    return cmocka_run_group_tests_name("sigmoid", tests, NULL, NULL);
}
