/* Distortion: each setting has its own effect and no other, and digits stay intact. */
#include "test.h"

#include "training/augment.h"
#include "training/distort.h"

enum { DRAWS = 2000 };

static const double MIDDLE = 13.5;

/* A blob of 2 x 2 pixels of full ink on blank paper, x right of and y below the middle. */
static void make_blob(int32_t x, int32_t y, uint8_t pixels[INK_PIXELS]) {
    memset(pixels, 0, INK_PIXELS);
    for (int32_t row = 13; row <= 14; row++)
        memset(pixels + (row + y) * INK_SIDE + 13 + x, 255, 2);
}

static void make_noise(InkRng *rng, uint8_t pixels[INK_PIXELS]) {
    for (int32_t p = 0; p < INK_PIXELS; p++)
        pixels[p] = (uint8_t)ink_rng_u32(rng);
}

static double ink_of(const float image[INK_PIXELS]) {
    double ink = 0.0;
    for (int32_t p = 0; p < INK_PIXELS; p++)
        ink += image[p];
    return ink;
}

typedef struct {
    double x, y; /* from the middle, right and down */
} Place;

/* Where the blob made at x, y ends up after the distortion that this generator state draws. */
static Place follow_blob(const InkDistortion *distortion, InkRng rng, int32_t x, int32_t y) {
    uint8_t pixels[INK_PIXELS];
    float image[INK_PIXELS];
    make_blob(x, y, pixels);
    ink_distort(distortion, &rng, pixels, image);
    Place place = {0.0, 0.0};
    for (int32_t p = 0; p < INK_PIXELS; p++) {
        place.x += image[p] * (p % INK_SIDE - MIDDLE);
        place.y += image[p] * (p / INK_SIDE - MIDDLE);
    }
    double ink = ink_of(image);
    assert_true(ink > 0.5);
    place.x /= ink;
    place.y /= ink;
    return place;
}

static void no_distortion_is_exact(void **state) {
    (void)state;
    const InkDistortion none = {0};
    InkRng rng = ink_rng(1, 0);
    uint8_t pixels[INK_PIXELS];
    float image[INK_PIXELS], original[INK_PIXELS];
    for (int32_t i = 0; i < 20; i++) {
        make_noise(&rng, pixels);
        ink_augment(INK_AUGMENT_NONE, 0, pixels, original);
        ink_distort(&none, &rng, pixels, image);
        assert_memory_equal(image, original, sizeof image);
    }
}

static void generator_state_determines_the_result(void **state) {
    (void)state;
    const InkDistortion all = {2, 15, 0.1f, 0.2f, 2, 1}, none = {0};
    uint8_t pixels[INK_PIXELS];
    float image[INK_PIXELS], again[INK_PIXELS], next[INK_PIXELS];
    InkRng rng = ink_rng(2, 0), same = rng, undistorted = rng;
    make_blob(3, -4, pixels);
    ink_distort(&all, &rng, pixels, image);
    ink_distort(&all, &same, pixels, again);
    assert_memory_equal(image, again, sizeof image);
    ink_distort(&all, &rng, pixels, next);
    assert_memory_not_equal(image, next, sizeof image);
    /* The same number of draws, whatever the settings. */
    ink_distort(&none, &undistorted, pixels, again);
    assert_true(undistorted.state == same.state);
}

static void shift_moves_everything_alike(void **state) {
    (void)state;
    const InkDistortion shift = {.shift = 3};
    InkRng rng = ink_rng(3, 0);
    Place sum = {0.0, 0.0};
    double furthest = 0.0, together = 0.0;
    for (int32_t i = 0; i < DRAWS; i++) {
        Place a = follow_blob(&shift, rng, 0, 0), b = follow_blob(&shift, rng, 5, -4);
        assert_true(fabs(a.x) <= 3.001 && fabs(a.y) <= 3.001);
        assert_close(b.x - 5, a.x, 1e-2); /* positions are multiples of 1 / 128 pixel */
        assert_close(b.y + 4, a.y, 1e-2);
        furthest = fmax(furthest, fmax(fabs(a.x), fabs(a.y)));
        sum.x += a.x;
        sum.y += a.y;
        together += a.x * a.y;
        ink_rng_u32(&rng);
    }
    /* The mean of the draws has a standard deviation of 0.04, that of their products 0.07. */
    assert_close(sum.x / DRAWS, 0.0, 0.16);
    assert_close(sum.y / DRAWS, 0.0, 0.16);
    assert_close(together / DRAWS, 0.0, 0.3);
    assert_true(furthest > 2.9);
}

static void pixels_from_outside_are_blank(void **state) {
    (void)state;
    const InkDistortion shift = {.shift = 8};
    InkRng rng = ink_rng(4, 0);
    uint8_t pixels[INK_PIXELS];
    float image[INK_PIXELS];
    memset(pixels, 255, sizeof pixels);
    for (int32_t i = 0; i < 50; i++) {
        Place moved = follow_blob(&shift, rng, 0, 0);
        ink_distort(&shift, &rng, pixels, image);
        double inside = (INK_SIDE - fabs(moved.x)) * (INK_SIDE - fabs(moved.y));
        assert_close(ink_of(image), inside, 1e-4);
    }
}

static void rotation_is_about_the_middle(void **state) {
    (void)state;
    const InkDistortion rotation = {.rotation = 30};
    InkRng rng = ink_rng(5, 0);
    double left_most = 0.0, right_most = 0.0;
    for (int32_t i = 0; i < DRAWS; i++) {
        Place up = follow_blob(&rotation, rng, 0, -8), right = follow_blob(&rotation, rng, 8, 0);
        double angle = atan2(up.x, -up.y) * 57.29578;
        assert_true(fabs(angle) < 31.0);
        assert_close(hypot(up.x, up.y), 8.0, 0.02);
        /* The other blob, a quarter turn away, has turned by the same angle. */
        assert_close(right.x, -up.y, 0.02);
        assert_close(right.y, up.x, 0.15);
        left_most = fmin(left_most, angle);
        right_most = fmax(right_most, angle);
        ink_rng_u32(&rng);
    }
    assert_true(left_most < -28.0 && right_most > 28.0);
}

static void scale_is_independent_for_width_and_height(void **state) {
    (void)state;
    const InkDistortion scale = {.scale = 0.25f};
    InkRng rng = ink_rng(6, 0);
    double least = 9.0, most = 0.0, difference = 0.0;
    for (int32_t i = 0; i < DRAWS; i++) {
        Place up = follow_blob(&scale, rng, 0, -8), right = follow_blob(&scale, rng, 8, 0);
        double height = -up.y / 8.0, width = right.x / 8.0;
        assert_close(up.x, 0.0, 0.01);
        assert_close(right.y, 0.0, 0.01);
        assert_true(width > 0.73 && width < 1.27 && height > 0.73 && height < 1.27);
        least = fmin(least, fmin(width, height));
        most = fmax(most, fmax(width, height));
        difference = fmax(difference, fabs(width - height));
        ink_rng_u32(&rng);
    }
    assert_true(least < 0.78 && most > 1.22 && difference > 0.3);
}

static void shear_is_sideways(void **state) {
    (void)state;
    const InkDistortion shear = {.shear = 0.5f};
    InkRng rng = ink_rng(7, 0);
    double left_most = 0.0, right_most = 0.0;
    for (int32_t i = 0; i < DRAWS; i++) {
        Place up = follow_blob(&shear, rng, 0, -8), down = follow_blob(&shear, rng, 0, 8);
        Place right = follow_blob(&shear, rng, 8, 0);
        assert_close(up.y, -8.0, 0.01);
        assert_close(up.x, -down.x, 0.01);
        assert_true(fabs(up.x) < 0.5 * 8.0 + 0.05);
        assert_close(right.x, 8.0, 0.01);
        assert_close(right.y, 0.0, 0.01);
        left_most = fmin(left_most, up.x);
        right_most = fmax(right_most, up.x);
        ink_rng_u32(&rng);
    }
    assert_true(left_most < -3.8 && right_most > 3.8);
}

/* The width of an upright line after distortion: the total ink in one row. */
static double width_of_line(InkRng *rng, float thickness, int32_t width, float *brightest) {
    const InkDistortion distortion = {.thickness = thickness};
    uint8_t pixels[INK_PIXELS] = {0};
    float image[INK_PIXELS];
    for (int32_t row = 0; row < INK_SIDE; row++)
        memset(pixels + row * INK_SIDE + 11, 255, (size_t)width);
    ink_distort(&distortion, rng, pixels, image);
    double across = 0.0;
    *brightest = 0.0f;
    for (int32_t column = 0; column < INK_SIDE; column++) {
        across += image[14 * INK_SIDE + column];
        *brightest = fmaxf(*brightest, image[14 * INK_SIDE + column]);
    }
    return across;
}

static void thickness_is_in_pixels(void **state) {
    (void)state;
    InkRng rng = ink_rng(8, 0);
    const float settings[] = {0.5f, 1.0f, 2.0f};
    for (int32_t s = 0; s < COUNT(settings); s++) {
        double thinnest = 9.0, thickest = 0.0, sum = 0.0;
        for (int32_t i = 0; i < DRAWS; i++) {
            float brightest;
            double width = width_of_line(&rng, settings[s], 4, &brightest);
            assert_true(fabs(width - 4.0) < settings[s] + 0.02);
            assert_true(brightest == 1.0f);
            thinnest = fmin(thinnest, width);
            thickest = fmax(thickest, width);
            sum += width;
        }
        assert_true(thinnest < 4.0 - 0.95 * settings[s] && thickest > 4.0 + 0.95 * settings[s]);
        assert_close(sum / DRAWS, 4.0, 0.03);
    }
}

static void thin_lines_never_fade(void **state) {
    (void)state;
    InkRng rng = ink_rng(9, 0);
    for (int32_t width = 1; width <= 3; width++) {
        for (int32_t i = 0; i < DRAWS; i++) {
            float brightest;
            assert_true(width_of_line(&rng, 2.0f, width, &brightest) >
                        (width == 3 ? 0.99 : width - 0.01));
            assert_true(brightest == 1.0f);
        }
    }
}

/* On a ramp of 8 levels per column (or row), a pixel's value tells where it came from. Stays away
 * from the edges. */
static void elastic_bends_smoothly(void **state) {
    (void)state;
    const InkDistortion elastic = {.elastic = 4};
    InkRng rng = ink_rng(10, 0);
    double squares = 0.0, most = 0.0, steepest = 0.0;
    int32_t places = 0;
    for (int32_t i = 0; i < DRAWS; i++) {
        uint8_t pixels[INK_PIXELS];
        float image[INK_PIXELS];
        bool is_upright = i % 2;
        for (int32_t p = 0; p < INK_PIXELS; p++)
            pixels[p] = (uint8_t)(8 * (is_upright ? p / INK_SIDE : p % INK_SIDE));
        ink_distort(&elastic, &rng, pixels, image);
        for (int32_t row = 6; row < INK_SIDE - 6; row++) {
            for (int32_t column = 6; column < INK_SIDE - 6; column++) {
                const float *at = image + row * INK_SIDE + column;
                double moved = *at * 255.0 / 8.0 - (is_upright ? row : column);
                double across = at[is_upright ? 1 : INK_SIDE] - *at;
                steepest = fmax(steepest, fabs(across) * 255.0 / 8.0);
                most = fmax(most, fabs(moved));
                squares += moved * moved;
                places++;
            }
        }
    }
    assert_true(most < 4.001 && most > 2.5);
    /* Neighboring pixels diverge no faster than neighboring points of the grid. */
    assert_true(steepest < 2.0 * 4.0 / 8.0);
    assert_close(sqrt(squares / places), 4.0 * 0.32, 0.05);
}

static void elastic_displacement_varies_across_the_image(void **state) {
    (void)state;
    const InkDistortion elastic = {.elastic = 2};
    InkRng rng = ink_rng(11, 0);
    double together = 0.0, apart = 0.0;
    for (int32_t i = 0; i < DRAWS; i++) {
        Place a = follow_blob(&elastic, rng, -8, 0), b = follow_blob(&elastic, rng, 8, 0);
        Place c = follow_blob(&elastic, rng, -7, 0);
        apart += fabs(b.x - a.x - 16.0);
        together += fabs(c.x - a.x - 1.0);
        ink_rng_u32(&rng);
    }
    assert_true(apart / DRAWS > 0.4 && together / DRAWS < 0.2);
}

static void settings_are_independent(void **state) {
    (void)state;
    InkRng rng = ink_rng(12, 0);
    const InkDistortion one = {.shift = 2}, two = {.shift = 2, .thickness = 2}, far = {.shift = 4};
    for (int32_t i = 0; i < 100; i++) {
        Place a = follow_blob(&one, rng, 0, 0), b = follow_blob(&two, rng, 0, 0);
        Place c = follow_blob(&far, rng, 0, 0);
        assert_close(b.x, a.x, 0.01);
        assert_close(b.y, a.y, 0.01);
        assert_close(c.x, 2.0 * a.x, 0.01);
        assert_close(c.y, 2.0 * a.y, 0.01);
        ink_rng_u32(&rng);
    }
}

static void ink_stays_in_its_range(void **state) {
    (void)state;
    const InkDistortion settings[] = {{8, 90, 0.5f, 1, 4, 2}, {1, 10, 0.1f, 0.1f, 1, 0.5f}};
    InkRng rng = ink_rng(13, 0);
    for (int32_t i = 0; i < DRAWS; i++) {
        uint8_t pixels[INK_PIXELS];
        float image[INK_PIXELS];
        make_noise(&rng, pixels);
        if (i % 3 == 0) memset(pixels, 255, sizeof pixels);
        ink_distort(&settings[i % 2], &rng, pixels, image);
        for (int32_t p = 0; p < INK_PIXELS; p++)
            assert_true(image[p] >= 0.0f && image[p] <= 1.0f);
    }
}

/* Where the group has what a single image has at p. */
static int32_t seen_in_mirror(int32_t image, int32_t p) {
    int32_t row = p / INK_SIDE, column = p % INK_SIDE;
    if (image & 1) column = INK_SIDE - 1 - column;
    if (image & 2) row = INK_SIDE - 1 - row;
    return row * INK_SIDE + column;
}

static void a_group_is_distorted_like_single_images_in_mirrors(void **state) {
    (void)state;
    enum { TOGETHER = INK_DISTORT_TOGETHER };
    const InkDistortion all = {2, 15, 0.1f, 0.2f, 2, 1};
    InkRng noise = ink_rng(14, 0);
    for (int32_t round = 0; round < 40; round++) {
        static uint8_t pixels[TOGETHER][INK_PIXELS];
        static float images[TOGETHER][INK_PIXELS];
        const uint8_t *from[TOGETHER];
        InkRng rng = ink_rng(15, (uint32_t)round), rngs[TOGETHER], *each[TOGETHER];
        float *to[TOGETHER];
        int32_t count = 1 + round % TOGETHER;
        for (int32_t i = 0; i < TOGETHER; i++) {
            make_noise(&noise, pixels[i]);
            if (round % 2) make_blob(i, 2 * i - 7, pixels[i]);
            from[i] = pixels[i];
            to[i] = images[i];
            rngs[i] = rng; /* so that all become wider or narrower by the same amount */
            each[i] = &rngs[i];
        }
        memset(images, 0, sizeof images);
        ink_distort_together(&all, each, count, from, to);
        for (int32_t i = 0; i < TOGETHER; i++) {
            uint8_t mirrored[INK_PIXELS];
            float alone[INK_PIXELS];
            InkRng same = rng;
            for (int32_t p = 0; p < INK_PIXELS; p++)
                mirrored[p] = pixels[i][seen_in_mirror(i, p)];
            ink_distort(&all, &same, mirrored, alone);
            for (int32_t p = 0; p < INK_PIXELS; p++) {
                float ink = i < count && alone[p] >= 1.0f / 16.0f ? alone[p] : 0.0f;
                assert_true(images[i][seen_in_mirror(i, p)] == ink);
            }
        }
    }
}

/* One of two lines becomes wider by more than the other. */
static void each_has_its_own_thickness(void **state) {
    (void)state;
    const InkDistortion thickness = {.thickness = 2};
    InkRng rngs[2] = {ink_rng(16, 0), ink_rng(16, 1)}, *each[2] = {&rngs[0], &rngs[1]};
    double difference = 0.0;
    for (int32_t i = 0; i < DRAWS; i++) {
        uint8_t pixels[INK_PIXELS] = {0};
        float images[2][INK_PIXELS], *to[2] = {images[0], images[1]};
        const uint8_t *from[2] = {pixels, pixels};
        for (int32_t row = 0; row < INK_SIDE; row++)
            memset(pixels + row * INK_SIDE + 11, 255, 6);
        ink_distort_together(&thickness, each, 2, from, to);
        double widths[2] = {ink_of(images[0]) / INK_SIDE, ink_of(images[1]) / INK_SIDE};
        assert_true((widths[0] - 6.0) * (widths[1] - 6.0) > -0.1);
        difference += fabs(widths[0] - widths[1]);
    }
    assert_close(difference / DRAWS, 2.0 / 3.0, 0.1);
}

static void settings_are_checked(void **state) {
    (void)state;
    const float most[] = {8, 90, 0.5f, 1, 4, 2};
    float settings[COUNT(most)] = {0};
    InkDistortion distortion = {0};
    assert_true(ink_distortion_is_valid(&distortion));
    for (int32_t i = 0; i < COUNT(most); i++) {
        const float bad[] = {-0.001f, most[i] * 1.001f, NAN, INFINITY, -INFINITY};
        for (int32_t b = 0; b <= COUNT(bad); b++) {
            settings[i] = b < COUNT(bad) ? bad[b] : most[i];
            memcpy(&distortion, settings, sizeof distortion);
            assert_int_equal(ink_distortion_is_valid(&distortion), b == COUNT(bad));
        }
        settings[i] = 0.0f;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_distortion_is_exact),
        cmocka_unit_test(generator_state_determines_the_result),
        cmocka_unit_test(shift_moves_everything_alike),
        cmocka_unit_test(pixels_from_outside_are_blank),
        cmocka_unit_test(rotation_is_about_the_middle),
        cmocka_unit_test(scale_is_independent_for_width_and_height),
        cmocka_unit_test(shear_is_sideways),
        cmocka_unit_test(thickness_is_in_pixels),
        cmocka_unit_test(thin_lines_never_fade),
        cmocka_unit_test(elastic_bends_smoothly),
        cmocka_unit_test(elastic_displacement_varies_across_the_image),
        cmocka_unit_test(settings_are_independent),
        cmocka_unit_test(ink_stays_in_its_range),
        cmocka_unit_test(a_group_is_distorted_like_single_images_in_mirrors),
        cmocka_unit_test(each_has_its_own_thickness),
        cmocka_unit_test(settings_are_checked),
    };
    return cmocka_run_group_tests_name("distort", tests, NULL, NULL);
}
