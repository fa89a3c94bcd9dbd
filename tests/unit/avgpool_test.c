/* Average pooling. */
#include "layer_bench.h"

static void means_of_windows(void **state) {
    (void)state;
    /* [3][5][1]: the last row and column do not fill a window */
    const float x[] = {1, 2, 3, 4, 9, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9};
    float y[2];
    InkShape out = run_layer("avgpool 2", (InkShape){3, 5, 1}, x, y);
    assert_int_equal(out.height, 1);
    assert_int_equal(out.width, 2);
    assert_close(y[0], 3.5, 1e-6);
    assert_close(y[1], 5.5, 1e-6);
}

static void means_of_whole_images(void **state) {
    (void)state;
    const float x[] = {1, 10, 2, 20, 6, 60}; /* [1][3][2] */
    float y[2];
    InkShape out = run_layer("avgpool global", (InkShape){1, 3, 2}, x, y);
    assert_int_equal(ink_shape_size(out), 2);
    assert_int_equal(out.channels, 2);
    assert_close(y[0], 3.0, 1e-6);
    assert_close(y[1], 30.0, 1e-5);
}

static void windows_overlap(void **state) {
    (void)state;
    const float x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9}; /* [3][3][1] */
    float y[4];
    InkShape out = run_layer("avgpool 2 stride 1", (InkShape){3, 3, 1}, x, y);
    assert_int_equal(ink_shape_size(out), 4);
    assert_close(y[0], 3.0, 1e-6);
    assert_close(y[1], 4.0, 1e-6);
    assert_close(y[2], 6.0, 1e-6);
    assert_close(y[3], 7.0, 1e-6);
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("avgpool 2", (InkShape){4, 6, 3});
    check_gradients("avgpool 2", (InkShape){5, 3, 4}); /* one row and one column are dropped */
    check_gradients("avgpool 3", (InkShape){6, 7, 2});
    check_gradients("avgpool 3 stride 2", (InkShape){7, 6, 2});
    check_gradients("avgpool global", (InkShape){3, 5, 4});
    check_gradients("avgpool global", (InkShape){1, 1, 6});
}

static void bad_sizes_are_refused(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    InkLayerInfo info[INK_MAX_LAYERS];
    int32_t count;
    const char *const texts[] = {"avgpool", "avgpool 0", "avgpool globally", "avgpool global 2"};
    for (int32_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(ink_layers_parse(texts[i], layers, &count), INK_BAD_LAYER_TEXT);
    assert_int_equal(ink_layers_parse("avgpool 8, avgpool 4, dense 10", layers, &count), INK_OK);
    assert_int_equal(ink_layers_check(layers, count, info), INK_TOO_SMALL);
    assert_int_equal(ink_layers_parse("avgpool 1, dense 10", layers, &count), INK_OK);
    assert_int_equal(ink_layers_check(layers, count, info), INK_BAD_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_of_windows),      cmocka_unit_test(means_of_whole_images),
        cmocka_unit_test(windows_overlap),       cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(bad_sizes_are_refused),
    };
    return cmocka_run_group_tests_name("average pooling", tests, NULL, NULL);
}
