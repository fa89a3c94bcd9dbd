/* Max pooling with windows that do not tile the image. */
#include "layer_bench.h"

static const float image[4][4] = {
    {-9, -2, -7, -4}, {-5, -6, -3, -8}, {-1, -10, -11, -12}, {-13, -14, -15, -16}};

static void check(const char *text, int32_t side, const float *expected) {
    float y[16];
    InkShape out = run_layer(text, (InkShape){4, 4, 1}, image[0], y);
    assert_int_equal(out.height, side);
    assert_int_equal(out.width, side);
    for (int32_t i = 0; i < side * side; i++)
        assert_true(y[i] == expected[i]);
}

static void windows_overlap(void **state) {
    (void)state;
    check("maxpool 2 stride 1", 3, (const float[]){-2, -2, -3, -1, -3, -3, -1, -10, -11});
    check("maxpool 3 stride 1", 2, (const float[]){-1, -2, -1, -3});
}

/* If padding were zeros, they would be the largest. */
static void padding_never_wins(void **state) {
    (void)state;
    check("maxpool 3 pad 1 stride 2", 2, (const float[]){-2, -2, -1, -3});
}

static void the_last_rows_are_dropped_or_pooled(void **state) {
    (void)state;
    check("maxpool 3", 1, (const float[]){-1});
    check("maxpool 3 ceil", 2, (const float[]){-1, -4, -13, -16});
    check("maxpool 3 stride 2 ceil", 2, (const float[]){-1, -3, -1, -11});
    check("maxpool 2 ceil", 2, (const float[]){-2, -3, -1, -11});
    /* A third window would start in the padding behind the image. */
    check("maxpool 2 pad 1 stride 3 ceil", 2, (const float[]){-9, -4, -1, -11});
}

static void channels_are_pooled_apart(void **state) {
    (void)state;
    const float x[] = {1, 12, 3, 10, 5, 8, 7, 6, 9, 4, 11, 2}; /* [1][6][2] */
    float y[4];
    InkShape out = run_layer("maxpool 3 pad 1 stride 3", (InkShape){1, 6, 2}, x, y);
    assert_int_equal(out.height, 1);
    assert_int_equal(out.width, 2);
    assert_true(y[0] == 3.0f && y[1] == 12.0f && y[2] == 9.0f && y[3] == 8.0f);
}

static void gradients_match_numeric_ones(void **state) {
    (void)state;
    check_gradients("maxpool 3 stride 2", (InkShape){5, 7, 3});
    check_gradients("maxpool 3 pad 1 stride 2", (InkShape){4, 6, 3});
    check_gradients("maxpool 2 ceil", (InkShape){5, 3, 4});
    check_gradients("maxpool 4 pad 2 stride 3 ceil", (InkShape){5, 6, 2});
    check_gradients("maxpool 2 stride 1", (InkShape){4, 4, 2});
    check_gradients("maxpool 2 stride 3", (InkShape){8, 5, 2}); /* gaps between the windows */
}

static void options_are_text_and_checked(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    InkLayerInfo info[INK_MAX_LAYERS];
    int32_t count;
    const char *const bad[] = {"maxpool 2 pad", "maxpool 2 stride 0", "maxpool 2 stride",
                               "maxpool 2 ceil 1", "maxpool 2 stride 2 pad 1"};
    for (int32_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(ink_layers_parse(bad[i], layers, &count), INK_BAD_LAYER_TEXT);
    const char *full = "maxpool 3 pad 1 stride 2 ceil, dense 10";
    char text[INK_MAX_LAYERS_TEXT];
    assert_int_equal(ink_layers_parse(full, layers, &count), INK_OK);
    assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
    assert_string_equal(text, full);
    assert_int_equal(ink_layers_parse("maxpool 3 pad 2, dense 10", layers, &count), INK_OK);
    assert_int_equal(ink_layers_check(layers, count, info), INK_BAD_ARGUMENT);
    assert_int_equal(ink_layers_parse("maxpool 8, maxpool 4 ceil, dense 10", layers, &count),
                     INK_OK);
    assert_int_equal(ink_layers_check(layers, count, info), INK_TOO_SMALL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_overlap),
        cmocka_unit_test(padding_never_wins),
        cmocka_unit_test(the_last_rows_are_dropped_or_pooled),
        cmocka_unit_test(channels_are_pooled_apart),
        cmocka_unit_test(gradients_match_numeric_ones),
        cmocka_unit_test(options_are_text_and_checked),
    };
    return cmocka_run_group_tests_name("max pooling", tests, NULL, NULL);
}
