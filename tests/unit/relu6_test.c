/* ReLU6. */
#include "layer_bench.h"

static void values_stay_between_0_and_6(void **state) {
    (void)state;
    const float x[] = {-1.0f, 0.0f, 3.5f, 6.0f, 200.0f, NAN};
    float y[6];
    run_layer("relu6", (InkShape){1, 1, 6}, x, y);
    assert_true(y[0] == 0.0f && y[1] == 0.0f && y[2] == 3.5f && y[3] == 6.0f && y[4] == 6.0f);
    assert_true(isnan(y[5])); /* diverged training must not look healthy */
}

static void gradients(void **state) {
    (void)state;
    check_gradients("relu6", (InkShape){4, 3, 2});
    check_gradients("relu6", (InkShape){1, 1, 17});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stay_between_0_and_6),
        cmocka_unit_test(gradients),
    };
    return cmocka_run_group_tests_name("ReLU6", tests, NULL, NULL);
}
