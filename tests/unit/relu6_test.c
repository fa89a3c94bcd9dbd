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

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("relu6", (InkShape){4, 3, 2});
    check_gradients("relu6", (InkShape){1, 1, 17});
}

/* The inputs above are too small to be clipped. */
static void clipped_values_pass_no_gradient(void **state) {
    (void)state;
    const float x[] = {-1.0f, 3.5f, 7.0f}, dy[] = {2.0f, 2.0f, 2.0f};
    float dx[3];
    const InkLayer layer = {.kind = &ink_relu6, .input = {1, 1, 3}, .output = {1, 1, 3}};
    const InkPass one = {.batch = 1, .last = 1, .parts = 1};
    ink_relu6.backward(&layer, &one, x, NULL, dy, dx);
    assert_true(dx[0] == 0.0f && dx[1] == 2.0f && dx[2] == 0.0f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stay_between_0_and_6),
        cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(clipped_values_pass_no_gradient),
    };
    return cmocka_run_group_tests_name("ReLU6", tests, NULL, NULL);
}
