/* Pictures to images: size, position, and contrast must not matter, and no ink may be lost. */
#include "test.h"

#include "ink/normalize.h"

/* A picture, with margins around the ink. */
typedef struct {
    int32_t width, height;
    uint8_t *pixels;
} Picture;

static Picture blank(int32_t width, int32_t height) {
    return (Picture){width, height, calloc((size_t)width * (size_t)height, 1)};
}

static void put_rectangle(Picture picture, int32_t left, int32_t top, int32_t width, int32_t height,
                          uint8_t ink) {
    for (int32_t row = top; row < top + height; row++)
        memset(picture.pixels + row * picture.width + left, ink, (size_t)width);
}

/* A 4 made of bars, 12 x 20 units at a scale; heavier on the right, so that it is off center. */
static Picture draw_four(int32_t scale, int32_t left, int32_t top, int32_t width, int32_t height,
                         uint8_t ink) {
    Picture picture = blank(width, height);
    put_rectangle(picture, left, top, 2 * scale, 11 * scale, ink);
    put_rectangle(picture, left, top + 10 * scale, 12 * scale, 3 * scale, ink);
    put_rectangle(picture, left + 8 * scale, top, 3 * scale, 20 * scale, ink);
    return picture;
}

static void fit(Picture picture, float image[INK_PIXELS]) {
    assert_int_equal(ink_image_fit(picture.pixels, picture.width, picture.height, image), INK_OK);
    free(picture.pixels);
}

static double mass_of(const float image[INK_PIXELS]) {
    double mass = 0.0;
    for (int32_t p = 0; p < INK_PIXELS; p++) {
        assert_true(image[p] >= 0.0f && image[p] <= 1.0f);
        mass += image[p];
    }
    return mass;
}

static void fitted_images_are_unchanged(void **state) {
    (void)state;
    /* Shades of gray, none too faint, fitted once: now framed like MNIST's digits. */
    float fitted[INK_PIXELS], refitted[INK_PIXELS];
    InkRng rng = ink_rng(3, 0);
    Picture picture = draw_four(1, 7, 4, INK_SIDE, INK_SIDE, 255);
    for (int32_t p = 0; p < INK_PIXELS; p++)
        if (picture.pixels[p]) picture.pixels[p] = (uint8_t)(20 + ink_rng_below(&rng, 236));
    picture.pixels[14 * INK_SIDE + 15] = 255;
    uint8_t drawn[INK_PIXELS], fitted_bytes[INK_PIXELS];
    memcpy(drawn, picture.pixels, sizeof drawn);
    fit(picture, fitted);
    for (int32_t p = 0; p < INK_PIXELS; p++)
        fitted_bytes[p] = (uint8_t)lrintf(fitted[p] * 255.0f);
    assert_int_equal(ink_image_fit(fitted_bytes, INK_SIDE, INK_SIDE, refitted), INK_OK);
    assert_memory_equal(refitted, fitted, sizeof refitted);
    /* The same values, moved by whole pixels. */
    int32_t seen[256] = {0};
    for (int32_t p = 0; p < INK_PIXELS; p++) {
        seen[drawn[p]]++;
        seen[fitted_bytes[p]]--;
    }
    for (int32_t value = 0; value < 256; value++)
        assert_int_equal(seen[value], 0);
}

static void size_position_and_contrast_do_not_matter(void **state) {
    (void)state;
    float reference[INK_PIXELS], image[INK_PIXELS];
    fit(draw_four(1, 0, 0, 12, 20, 255), reference);
    fit(draw_four(10, 251, 3, 400, 333, 255), image); /* shrunk */
    for (int32_t p = 0; p < INK_PIXELS; p++)
        assert_close(image[p], reference[p], 1e-6);
    fit(draw_four(10, 3, 130, 200, 333, 40), image); /* faint */
    for (int32_t p = 0; p < INK_PIXELS; p++)
        assert_close(image[p], reference[p], 1e-6);
}

static void small_pictures_grow(void **state) {
    (void)state;
    /* Two rows of 1 and 2 pixels: an L whose pixels become 10 x 10 each. */
    uint8_t pixels[] = {255, 0, 255, 255};
    float image[INK_PIXELS];
    assert_int_equal(ink_image_fit(pixels, 2, 2, image), INK_OK);
    assert_close(mass_of(image), 300, 1e-6);
    /* A column 8 high and 1 wide becomes 20 high and 2.5 wide. */
    Picture column = blank(9, 9);
    put_rectangle(column, 4, 0, 1, 8, 200);
    fit(column, image);
    assert_close(mass_of(image), 50, 1e-6);
    assert_true(image[4 * INK_SIDE + 13] == 1.0f && image[23 * INK_SIDE + 14] == 1.0f);
    assert_true(image[3 * INK_SIDE + 13] == 0.0f && image[24 * INK_SIDE + 14] == 0.0f);
}

static void no_ink_is_lost(void **state) {
    (void)state;
    /* Noise and a large block at sizes that do not divide evenly into 20. The block makes the
     * strongest ink full ink, so that contrast stretching does nothing and the totals can be
     * compared. */
    for (int32_t side = 21; side < 300; side += 31) {
        Picture picture = blank(side, side + 7);
        InkRng rng = ink_rng(5, (uint32_t)side);
        for (int32_t p = 0; p < side * side; p++)
            picture.pixels[p] = (uint8_t)(30 + ink_rng_below(&rng, 200));
        put_rectangle(picture, 0, 0, side / 2, side / 2, 255);
        double before = 0.0;
        for (int32_t p = 0; p < side * side; p++)
            before += picture.pixels[p] / 255.0;
        float image[INK_PIXELS];
        fit(picture, image);
        double scale = (double)INK_BOX / side;
        assert_close(mass_of(image), before * scale * scale, 1e-5);
    }
}

static void the_largest_picture_is_summed_exactly(void **state) {
    (void)state;
    Picture picture = blank(INK_MAX_IMAGE_SIDE, INK_MAX_IMAGE_SIDE);
    memset(picture.pixels, 255, (size_t)INK_MAX_IMAGE_SIDE * INK_MAX_IMAGE_SIDE);
    float image[INK_PIXELS];
    fit(picture, image);
    assert_close(mass_of(image), INK_BOX * INK_BOX, 0);
}

static void faint_dirt_does_not_count(void **state) {
    (void)state;
    float reference[INK_PIXELS], image[INK_PIXELS];
    fit(draw_four(4, 30, 20, 100, 110, 250), reference);
    Picture dirty = draw_four(4, 30, 20, 100, 110, 250);
    dirty.pixels[0] = 15;
    dirty.pixels[100 * 110 - 1] = 10;
    fit(dirty, image);
    assert_memory_equal(image, reference, sizeof image);
}

static void one_pixel_and_a_full_frame_are_squares(void **state) {
    (void)state;
    float image[INK_PIXELS];
    for (int32_t full = 0; full < 2; full++) {
        Picture picture = blank(50, 50);
        if (full)
            memset(picture.pixels, 128, 2500);
        else
            picture.pixels[7 * 50 + 49] = 1;
        fit(picture, image);
        for (int32_t row = 0; row < INK_SIDE; row++) {
            for (int32_t column = 0; column < INK_SIDE; column++) {
                bool inside = row >= 4 && row < 24 && column >= 4 && column < 24;
                assert_true(image[row * INK_SIDE + column] == (inside ? 1.0f : 0.0f));
            }
        }
    }
}

static void no_ink_is_blank(void **state) {
    (void)state;
    float image[INK_PIXELS];
    memset(image, 1, sizeof image);
    fit(blank(300, 200), image);
    for (int32_t p = 0; p < INK_PIXELS; p++)
        assert_true(image[p] == 0.0f);
}

static void bad_sizes_are_refused(void **state) {
    (void)state;
    const uint8_t pixel = 255;
    const int32_t bad[][2] = {{0, 1},
                              {1, 0},
                              {-1, 1},
                              {1, INT32_MIN},
                              {INK_MAX_IMAGE_SIDE + 1, 1},
                              {1, INK_MAX_IMAGE_SIDE + 1}};
    float image[INK_PIXELS];
    for (int32_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(ink_image_fit(&pixel, bad[i][0], bad[i][1], image), INK_BAD_ARGUMENT);
    assert_int_equal(ink_image_fit(&pixel, 1, 1, image), INK_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fitted_images_are_unchanged),
        cmocka_unit_test(size_position_and_contrast_do_not_matter),
        cmocka_unit_test(small_pictures_grow),
        cmocka_unit_test(no_ink_is_lost),
        cmocka_unit_test(the_largest_picture_is_summed_exactly),
        cmocka_unit_test(faint_dirt_does_not_count),
        cmocka_unit_test(one_pixel_and_a_full_frame_are_squares),
        cmocka_unit_test(no_ink_is_blank),
        cmocka_unit_test(bad_sizes_are_refused),
    };
    return cmocka_run_group_tests_name("normalize", tests, NULL, NULL);
}
