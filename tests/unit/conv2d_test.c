/* The fast convolution against plain loops, on shapes that do and do not fill the tiles. */
#include "layer_bench.h"

#include "layers/layer.h"
#include "reference/conv2d_reference.h"

enum { BATCH = 2 };

static float *values(InkRng *rng, int64_t count, float share_of_zeros) {
    float *block = calloc((size_t)count, sizeof(float));
    assert_non_null(block);
    for (int64_t i = 0; rng && i < count; i++) {
        if (test_uniform(rng, 0.0f, 1.0f) >= share_of_zeros)
            block[i] = test_uniform(rng, -1.0f, 1.0f);
    }
    return block;
}

/* x with a border of zeros, as the reference expects it. */
static float *padded(const float *x, InkShape in, int32_t padding) {
    int32_t height = in.height + 2 * padding, width = in.width + 2 * padding;
    float *bordered = values(NULL, (int64_t)height * width * in.channels, 0.0f);
    for (int32_t r = 0; r < in.height; r++) {
        memcpy(bordered + ((r + padding) * width + padding) * in.channels,
               x + r * in.width * in.channels, sizeof(float) * (size_t)(in.width * in.channels));
    }
    return bordered;
}

static void check(InkShape in, int32_t size, int32_t channels, int32_t padding, float zeros) {
    InkLayer layer = {
        .kind = &ink_conv2d,
        .spec = {.type = INK_LAYER_CONV2D, .units = channels, .size = size, .padding = padding},
        .input = in,
        .max_batch = BATCH};
    assert_int_equal(ink_conv2d.configure(&layer), INK_OK);
    int32_t inputs = ink_shape_size(in), outputs = ink_shape_size(layer.output);
    int32_t weights = layer.parameter_count - channels;
    InkRng rng = ink_rng(31, (uint32_t)(size * 100 + channels));
    layer.scratch = values(NULL, layer.scratch_size, 0.0f);
    layer.parameters = values(&rng, layer.parameter_count, 0.0f);
    float *x = values(&rng, (int64_t)BATCH * inputs, 0.2f);
    float *dy = values(&rng, (int64_t)BATCH * outputs, zeros);
    float *y = values(NULL, (int64_t)BATCH * outputs, 0.0f);
    float *dx = values(&rng, (int64_t)BATCH * inputs, 0.0f);
    float *dw = values(NULL, layer.parameter_count, 0.0f);
    const InkPass pass = {.batch = BATCH, .last = BATCH, .parts = 1, .training = true};
    bench_prepare(&layer);
    ink_conv2d.forward(&layer, &pass, x, y);
    ink_conv2d.backward(&layer, &pass, x, y, dy, dx);
    ink_conv2d.backward_parameters(&layer, &pass, x, dy, dw, 1.0f);

    InkConv2dShape shape = {in.height + 2 * padding, in.width + 2 * padding, in.channels, size,
                            channels};
    float *expected_dw = values(NULL, layer.parameter_count, 0.0f);
    for (int32_t b = 0; b < BATCH; b++) {
        float *bordered = padded(x + b * inputs, in, padding);
        float *expected_y = values(NULL, outputs, 0.0f);
        float *expected_dx = values(NULL, (int64_t)shape.height * shape.width * in.channels, 0.0f);
        ink_conv2d_reference(shape, bordered, layer.parameters, layer.parameters + weights,
                             expected_y);
        ink_conv2d_backward_reference(shape, bordered, layer.parameters, dy + b * outputs,
                                      expected_dx, expected_dw, expected_dw + weights);
        for (int32_t i = 0; i < outputs; i++)
            assert_close(y[b * outputs + i], expected_y[i], 1e-5);
        for (int32_t i = 0; i < inputs; i++) {
            int32_t line = in.width * in.channels, r = i / line + padding;
            int32_t at = (r * shape.width + padding) * in.channels + i % line;
            assert_close(dx[b * inputs + i], expected_dx[at], 1e-5);
        }
        free(bordered);
        free(expected_y);
        free(expected_dx);
    }
    for (int32_t i = 0; i < layer.parameter_count; i++)
        assert_close(dw[i], expected_dw[i], 1e-5);
    free(layer.scratch), free(layer.parameters), free(x), free(dy), free(y), free(dx), free(dw);
    free(expected_dw);
}

static void usual_layers_match_plain_loops(void **state) {
    (void)state;
    check((InkShape){28, 28, 1}, 5, 8, 0, 0.75f);
    check((InkShape){12, 12, 8}, 5, 16, 0, 0.75f);
    check((InkShape){28, 28, 1}, 3, 16, 1, 0.5f);
    check((InkShape){14, 14, 16}, 3, 32, 1, 0.5f);
}

static void odd_shapes_match_plain_loops(void **state) {
    (void)state;
    for (int32_t size = 1; size <= INK_MAX_KERNEL; size++) {
        for (int32_t channels = 1; channels <= 19; channels += 6) {
            check((InkShape){9, 11, 1 + channels % 4}, size, channels, size / 2, 0.3f);
        }
    }
    for (int32_t channels = 4; channels <= 20; channels += 4) {
        check((InkShape){9, 11, 1}, 5, channels, 0, 0.5f);
        check((InkShape){6, 5, 1}, 5, channels, 4, 0.5f);
        check((InkShape){7, 4, 1}, 3, channels, 2, 0.5f);
        check((InkShape){5, 3, 1}, 3, channels, 0, 0.5f);
    }
    check((InkShape){1, 1, 3}, 1, 2, 0, 0.0f);
    check((InkShape){5, 5, 2}, 5, 256, 0, 0.0f);
    check((InkShape){4, 3, 2}, 2, 37, 0, 0.5f);
}

static void zero_gradients_are_skipped(void **state) {
    (void)state;
    check((InkShape){6, 7, 2}, 3, 4, 1, 1.0f);
}

/* On an image that is mostly blank, outputs are found from the ink. They have the same bits as
 * those of an image that is full of ink, where the two see the same pixels. */
static void little_ink_gives_the_same_bits(void **state) {
    (void)state;
    const int32_t shapes[][3] = {{5, 8, 0}, {5, 8, 4},  {5, 12, 2}, {5, 16, 0},
                                 {3, 8, 1}, {3, 16, 2}, {3, 16, 0}, {5, 16, 2}};
    enum { HEIGHT = 13, WIDTH = 15, FIRST = 5, LINES = 3, OUTPUTS = 17 * 19 * 16 };
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t size = shapes[s][0], channels = shapes[s][1], padding = shapes[s][2];
        InkLayer layer = {
            .kind = &ink_conv2d,
            .spec = {.type = INK_LAYER_CONV2D, .units = channels, .size = size, .padding = padding},
            .input = {HEIGHT, WIDTH, 1},
            .max_batch = 1};
        assert_int_equal(ink_layer_configure(&layer), INK_OK);
        InkRng rng = ink_rng(8, (uint32_t)s);
        layer.scratch = values(NULL, layer.scratch_size, 0.0f);
        layer.parameters = values(&rng, layer.parameter_count, 0.0f);
        for (int32_t first = 0; first + LINES <= HEIGHT; first += FIRST) {
            /* Some rows with ink, from edge to edge, and in the second image all the others, too,
             * except where outputs would see both. */
            float few[HEIGHT * WIDTH] = {0}, many[HEIGHT * WIDTH];
            static float sparse[OUTPUTS], dense[OUTPUTS];
            test_fill(&rng, many, HEIGHT * WIDTH);
            for (int32_t i = first * WIDTH; i < (first + LINES) * WIDTH; i++)
                few[i] = many[i] = i % 3 ? test_uniform(&rng, 0.0f, 1.0f) : 0.0f;
            for (int32_t i = 0; i < HEIGHT * WIDTH; i++) {
                int32_t away = abs(i / WIDTH - first - 1) - 1;
                if (away > 0 && away < size) many[i] = 0.0f;
            }
            const InkPass pass = {.batch = 1, .last = 1, .parts = 1};
            int32_t height = layer.output.height, width = layer.output.width;
            assert_in_range(height * width * channels, 1, OUTPUTS);
            bench_prepare(&layer);
            ink_conv2d.forward(&layer, &pass, few, sparse);
            ink_conv2d.forward(&layer, &pass, many, dense);
            for (int32_t r = 0; r < height; r++) {
                int32_t top = r - padding, bottom = top + size - 1; /* rows that it sees */
                if (bottom < first || top >= first + LINES) continue;
                assert_memory_equal(sparse + r * width * channels, dense + r * width * channels,
                                    sizeof(float) * (size_t)(width * channels));
            }
        }
        free(layer.scratch), free(layer.parameters);
    }
}

/* A stride of 2 or 3 gives every second or third output of the same convolution without one. */
static void strides_skip_positions(void **state) {
    (void)state;
    const InkShape in = {7, 6, 2};
    InkRng rng = ink_rng(3, 0);
    float x[7 * 6 * 2], all[7 * 6 * 3], some[7 * 6 * 3];
    test_fill(&rng, x, COUNT(x));
    const InkShape dense = run_layer("conv 3x3x3 same", in, x, all);
    assert_int_equal(dense.height * dense.width, 42);
    const InkShape strided = run_layer("conv 3x3x3 same stride 2", in, x, some);
    assert_int_equal(strided.height, 4);
    assert_int_equal(strided.width, 3);
    for (int32_t r = 0; r < 4; r++) {
        for (int32_t c = 0; c < 3; c++) {
            for (int32_t k = 0; k < 3; k++) {
                assert_close(some[(r * 3 + c) * 3 + k], all[(2 * r * 6 + 2 * c) * 3 + k], 1e-6);
            }
        }
    }
    check_gradients("conv 3x3x3 same stride 2", in);
    check_gradients("conv 2x2x9 stride 2", (InkShape){5, 4, 1});
    check_gradients("conv 3x3x8 pad 2 stride 3", (InkShape){8, 8, 1});
}

static void strides_are_text(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    char text[INK_MAX_LAYERS_TEXT];
    const char *list = "conv 3x3x4 same stride 2, conv 4x4x4 pad 1 stride 3, conv 2x2x1 stride 2";
    assert_int_equal(ink_layers_parse(list, layers, &count), INK_OK);
    assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
    assert_string_equal(text, list);
    assert_int_equal(ink_layers_parse("conv 3x3x4 stride 1", layers, &count), INK_OK);
    assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
    assert_string_equal(text, "conv 3x3x4");
    assert_int_equal(ink_layers_parse("conv 3x3x4 stride", layers, &count), INK_BAD_LAYER_TEXT);
}

static void sizes_that_do_not_fit_are_refused(void **state) {
    (void)state;
    InkLayer layer = {.kind = &ink_conv2d, .input = {4, 4, 1}, .max_batch = 1};
    const struct {
        int32_t size, channels, padding;
        InkStatus status;
    } cases[] = {{0, 4, 0, INK_BAD_ARGUMENT},  {INK_MAX_KERNEL + 1, 4, 0, INK_BAD_ARGUMENT},
                 {3, 0, 0, INK_BAD_ARGUMENT},  {3, INK_MAX_CHANNELS + 1, 0, INK_BAD_ARGUMENT},
                 {3, 4, -1, INK_BAD_ARGUMENT}, {3, 4, 3, INK_BAD_ARGUMENT},
                 {5, 4, 0, INK_TOO_SMALL},     {5, 4, 1, INK_OK}};
    for (int32_t i = 0; i < COUNT(cases); i++) {
        layer.spec = (InkLayerSpec){.type = INK_LAYER_CONV2D,
                                    .units = cases[i].channels,
                                    .size = cases[i].size,
                                    .padding = cases[i].padding};
        assert_int_equal(ink_layer_configure(&layer), cases[i].status);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_layers_match_plain_loops),
        cmocka_unit_test(odd_shapes_match_plain_loops),
        cmocka_unit_test(zero_gradients_are_skipped),
        cmocka_unit_test(little_ink_gives_the_same_bits),
        cmocka_unit_test(strides_skip_positions),
        cmocka_unit_test(strides_are_text),
        cmocka_unit_test(sizes_that_do_not_fit_are_refused),
    };
    return cmocka_run_group_tests_name("conv2d", tests, NULL, NULL);
}
