/* Strokes to pixels: position and size must not matter, and the ink must look like MNIST's. */
#include "test.h"

#include "ink/normalize.h"

/* A five-pointed path that is neither symmetric nor square. */
static const float shape[][2] = {
    {0.1f, 0.0f}, {0.7f, 0.1f}, {0.3f, 0.5f}, {0.6f, 0.9f}, {0.0f, 1.0f}};

static void draw(const float (*points)[2], int32_t count, float scale, float x, float y,
                 float image[INK_PIXELS]) {
    float moved[32][2];
    for (int32_t i = 0; i < count; i++) {
        moved[i][0] = points[i][0] * scale + x;
        moved[i][1] = points[i][1] * scale + y;
    }
    assert_int_equal(ink_raster_strokes(&moved[0][0], &count, 1, image), INK_OK);
}

static void position_and_size_do_not_matter(void **state) {
    (void)state;
    float reference[INK_PIXELS], image[INK_PIXELS];
    draw(shape, COUNT(shape), 0.7f, 0.15f, 0.15f, reference);
    const float others[][3] = {
        {0.25f, 0.7f, 0.01f}, {0.9f, 0.0f, 0.1f}, {0.07f, 0.5f, 0.9f}, {3.0f, -1.0f, -2.0f}};
    for (int32_t i = 0; i < COUNT(others); i++) {
        draw(shape, COUNT(shape), others[i][0], others[i][1], others[i][2], image);
        for (int32_t p = 0; p < INK_PIXELS; p++)
            assert_close(image[p], reference[p], 1e-3);
    }
}

static void ink_fills_the_box_and_is_centered(void **state) {
    (void)state;
    float image[INK_PIXELS];
    draw(shape, COUNT(shape), 0.5f, 0.3f, 0.3f, image);
    int32_t top = INK_SIDE, bottom = 0;
    double mass = 0, x = 0, y = 0;
    for (int32_t row = 0; row < INK_SIDE; row++) {
        for (int32_t column = 0; column < INK_SIDE; column++) {
            float ink = image[row * INK_SIDE + column];
            assert_true(ink >= 0.0f && ink <= 1.0f);
            if (ink > 0.3f && row < top) top = row;
            if (ink > 0.3f && row > bottom) bottom = row;
            mass += ink;
            x += ink * column;
            y += ink * row;
        }
    }
    assert_int_equal(bottom - top + 1, INK_BOX);
    /* MNIST's own range: 13.5 to 14.5, in pixel indices. */
    assert_true(x / mass >= 13.49 && x / mass <= 14.51);
    assert_true(y / mass >= 13.49 && y / mass <= 14.51);
}

static void lines_are_as_wide_as_in_mnist(void **state) {
    (void)state;
    const float upright[][2] = {{0.5f, 0.1f}, {0.5f, 0.9f}};
    const float scales[] = {0.2f, 1.0f};
    for (int32_t s = 0; s < 2; s++) {
        float image[INK_PIXELS];
        draw(upright, 2, scales[s], 0.0f, 0.0f, image);
        double across = 0.0;
        for (int32_t column = 0; column < INK_SIDE; column++)
            across += image[14 * INK_SIDE + column];
        assert_close(across, 2.4, 0.1);
    }
}

static void several_strokes_make_one_drawing(void **state) {
    (void)state;
    const float points[] = {0.2f, 0.2f, 0.8f, 0.2f, 0.2f, 0.8f, 0.8f, 0.8f};
    const int32_t two[] = {2, 2}, with_empty[] = {2, 0, 2}, one[] = {4};
    float image[INK_PIXELS], other[INK_PIXELS];
    assert_int_equal(ink_raster_strokes(points, two, 2, image), INK_OK);
    assert_true(image[14 * INK_SIDE + 14] == 0.0f); /* nothing connects the two bars */
    assert_int_equal(ink_raster_strokes(points, with_empty, 3, other), INK_OK);
    assert_memory_equal(image, other, sizeof image);
    assert_int_equal(ink_raster_strokes(points, one, 1, other), INK_OK);
    assert_true(other[14 * INK_SIDE + 14] > 0.5f); /* one stroke crosses the middle */
}

static void a_dot_stays_a_dot(void **state) {
    (void)state;
    const float dot[][2] = {{0.5f, 0.5f}}, tremor[][2] = {{0.5f, 0.5f}, {0.502f, 0.501f}};
    float image[INK_PIXELS];
    for (int32_t t = 0; t < 2; t++) {
        draw(t ? tremor : dot, t ? 2 : 1, 1.0f, 0.0f, 0.0f, image);
        double mass = 0.0;
        for (int32_t p = 0; p < INK_PIXELS; p++)
            mass += image[p];
        assert_true(mass > 2.0 && mass < 9.0);
    }
}

static void no_strokes_give_a_blank_image(void **state) {
    (void)state;
    float image[INK_PIXELS];
    memset(image, 1, sizeof image);
    assert_int_equal(ink_raster_strokes(NULL, NULL, 0, image), INK_OK);
    for (int32_t p = 0; p < INK_PIXELS; p++)
        assert_true(image[p] == 0.0f);
}

static void bad_strokes_are_refused(void **state) {
    (void)state;
    float image[INK_PIXELS];
    const float bad[][4] = {{0, 0, NAN, 0}, {0, INFINITY, 0, 0}, {0, 0, 0, -1e30f}};
    const int32_t two = 2, negative = -1, huge[] = {INK_MAX_STROKE_POINTS, 1};
    for (int32_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(ink_raster_strokes(bad[i], &two, 1, image), INK_BAD_ARGUMENT);
    }
    assert_int_equal(ink_raster_strokes(bad[0], &negative, 1, image), INK_BAD_ARGUMENT);
    assert_int_equal(ink_raster_strokes(bad[0], huge, 2, image), INK_BAD_ARGUMENT);
    assert_int_equal(ink_raster_strokes(bad[0], &two, -1, image), INK_BAD_ARGUMENT);
}

static void centering_rounds_to_the_nearest_pixel(void **state) {
    (void)state;
    float box[INK_BOX * INK_BOX] = {0}, image[INK_PIXELS];
    box[0] = 1.0f; /* a corner: centering it would move it further than the box allows */
    ink_center_by_mass(box, image);
    assert_true(image[8 * INK_SIDE + 8] == 1.0f);
    box[0] = 0.0f;
    box[9 * INK_BOX + 10] = 1.0f;
    box[10 * INK_BOX + 10] = 1.0f; /* mass at row 9.5, column 10 */
    ink_center_by_mass(box, image);
    assert_true(image[13 * INK_SIDE + 14] == 1.0f && image[14 * INK_SIDE + 14] == 1.0f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(position_and_size_do_not_matter),
        cmocka_unit_test(ink_fills_the_box_and_is_centered),
        cmocka_unit_test(lines_are_as_wide_as_in_mnist),
        cmocka_unit_test(several_strokes_make_one_drawing),
        cmocka_unit_test(a_dot_stays_a_dot),
        cmocka_unit_test(no_strokes_give_a_blank_image),
        cmocka_unit_test(bad_strokes_are_refused),
        cmocka_unit_test(centering_rounds_to_the_nearest_pixel),
    };
    return cmocka_run_group_tests_name("raster", tests, NULL, NULL);
}
