/* Gaussian error linear unit. */
#include "layer_bench.h"

enum { COUNT_OF_VALUES = 161 };

static void values_are_those_of_erf(void **state) {
    (void)state;
    float x[COUNT_OF_VALUES], y[COUNT_OF_VALUES];
    for (int32_t i = 0; i < COUNT_OF_VALUES; i++)
        x[i] = 0.1f * (float)(i - COUNT_OF_VALUES / 2);
    run_layer("gelu", (InkShape){1, 1, COUNT_OF_VALUES}, x, y);
    for (int32_t i = 0; i < COUNT_OF_VALUES; i++)
        assert_close(y[i], 0.5 * x[i] * (1.0 + erf((double)x[i] / sqrt(2.0))), 1e-6);
}

static void large_values_and_nan_are_kept(void **state) {
    (void)state;
    const float x[] = {-200.0f, 0.0f, 200.0f, NAN};
    float y[4];
    run_layer("gelu", (InkShape){1, 1, 4}, x, y);
    assert_true(y[0] == 0.0f && y[1] == 0.0f && y[2] == 200.0f);
    assert_true(isnan(y[3])); /* diverged training must not look healthy */
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("gelu", (InkShape){4, 3, 2});
    check_gradients("gelu", (InkShape){1, 1, 17});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_those_of_erf),
        cmocka_unit_test(large_values_and_nan_are_kept),
        cmocka_unit_test(gradients_match_numeric_ones),
    };
    return cmocka_run_group_tests_name("GELU", tests, NULL, NULL);
}
