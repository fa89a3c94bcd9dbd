/* Synthetic digits: reproducible from a seed, within their buffers, different from each other,
 * and recognizable. */
#include "test.h"

#include "ink/normalize.h"
#include "styles/style_pen.h"

enum { OUTLIER = INK_CLASSES }; /* drawn instead of a digit */

static void draw(InkRng *rng, int32_t digit, InkDrawing *drawing) {
    if (digit == OUTLIER) {
        ink_style_draw_outlier(rng, drawing);
    } else {
        ink_style_draw_digit(rng, digit, drawing);
    }
}

static void draw_image(InkRng *rng, int32_t digit, float image[INK_PIXELS]) {
    InkDrawing drawing;
    draw(rng, digit, &drawing);
    ink_style_image(rng, &drawing, image);
}

static void same_generator_gives_the_same_bits(void **state) {
    (void)state;
    for (int32_t digit = 0; digit <= OUTLIER; digit++) {
        InkRng first = ink_rng(3, 1), second = ink_rng(3, 1);
        for (int32_t i = 0; i < 50; i++) {
            float image[INK_PIXELS], again[INK_PIXELS];
            draw_image(&first, digit, image);
            draw_image(&second, digit, again);
            assert_memory_equal(image, again, sizeof image);
        }
    }
}

static void drawings_are_finite_and_fit_their_buffers(void **state) {
    (void)state;
    InkRng rng = ink_rng(7, 0);
    for (int32_t digit = 0; digit <= OUTLIER; digit++) {
        for (int32_t i = 0; i < 20000; i++) {
            InkDrawing drawing;
            draw(&rng, digit, &drawing);
            /* a full buffer would mean that something was dropped */
            assert_in_range(drawing.stroke_count, 1, INK_STYLE_MAX_STROKES - 1);
            assert_in_range(drawing.point_count, 1, INK_STYLE_MAX_POINTS - 1);
            int32_t points = 0;
            for (int32_t s = 0; s < drawing.stroke_count; s++) {
                assert_true(drawing.stroke_points[s] > 0);
                points += drawing.stroke_points[s];
            }
            assert_int_equal(points, drawing.point_count);
            for (int32_t p = 0; p < points; p++) {
                float x = drawing.points[p][0], y = drawing.points[p][1];
                assert_true(x > -2.0f && x < 4.0f && y > -2.0f && y < 3.0f);
            }
        }
    }
}

static void drawings_beyond_the_buffers_are_truncated(void **state) {
    (void)state;
    InkRng rng = ink_rng(1, 0);
    for (int32_t knots = 1; knots < 2 * INK_PEN_MAX_KNOTS; knots += 9) {
        InkDrawing drawing;
        InkPen pen = ink_pen(&rng, &drawing);
        for (int32_t s = 0; s < 2 * INK_STYLE_MAX_STROKES; s++) {
            for (int32_t k = 0; k < knots; k++)
                ink_pen_to(&pen, (float)(k % 2), (float)(k % 3));
            ink_pen_lift(&pen);
        }
        assert_true(drawing.stroke_count <= INK_STYLE_MAX_STROKES);
        assert_true(drawing.point_count <= INK_STYLE_MAX_POINTS);
        int32_t points = 0;
        for (int32_t s = 0; s < drawing.stroke_count; s++)
            points += drawing.stroke_points[s];
        assert_int_equal(points, drawing.point_count);
    }
}

static void pen_goes_through_its_knots(void **state) {
    (void)state;
    InkRng rng = ink_rng(1, 0);
    InkDrawing drawing;
    InkPen pen = ink_pen(&rng, &drawing);
    pen.jitter = pen.overshoot = 0.0f;
    pen.smoothing = 0;
    const float knots[][2] = {{0.0f, 0.2f}, {0.5f, 0.0f}, {0.6f, 0.4f}, {0.0f, 1.0f}, {0.7f, 0.9f}};
    for (int32_t k = 0; k < COUNT(knots); k++) {
        ink_pen_to(&pen, knots[k][0], knots[k][1]);
        if (k == 3) ink_pen_turn(&pen);
    }
    ink_pen_lift(&pen);
    assert_int_equal(drawing.stroke_count, 1);
    int32_t found = 0;
    for (int32_t p = 0; p < drawing.point_count && found < COUNT(knots); p++) {
        float x = drawing.points[p][0] - knots[found][0],
              y = drawing.points[p][1] - knots[found][1];
        found += x * x + y * y < 1e-8f;
    }
    assert_int_equal(found, COUNT(knots));
    /* straight after the corner: the curve before it does not bend the last segment */
    for (int32_t p = 0; p < drawing.point_count; p++) {
        assert_true(drawing.points[p][1] < 1.0f + 1e-5f);
    }
}

static void images_fill_the_box_like_raster_images(void **state) {
    (void)state;
    InkRng rng = ink_rng(11, 0);
    for (int32_t digit = 0; digit <= OUTLIER; digit++) {
        for (int32_t i = 0; i < 300; i++) {
            float image[INK_PIXELS];
            draw_image(&rng, digit, image);
            int32_t top = INK_SIDE, bottom = -1, left = INK_SIDE, right = -1;
            double mass = 0.0;
            for (int32_t p = 0; p < INK_PIXELS; p++) {
                assert_true(image[p] >= 0.0f && image[p] <= 1.0f);
                mass += image[p];
                if (image[p] == 0.0f) continue;
                int32_t row = p / INK_SIDE, column = p % INK_SIDE;
                if (row < top) top = row;
                if (row > bottom) bottom = row;
                if (column < left) left = column;
                if (column > right) right = column;
            }
            int32_t height = bottom - top + 1, width = right - left + 1;
            assert_true(height <= INK_BOX && width <= INK_BOX);
            if (digit == OUTLIER) {
                assert_true(mass > 1.0); /* an outlier may be a dot */
            } else {
                assert_true(mass > 20.0 && mass < 300.0);
                assert_true(height == INK_BOX || width == INK_BOX);
            }
        }
    }
}

static void no_two_drawings_are_alike(void **state) {
    (void)state;
    enum { DRAWINGS = 100 };
    static float images[DRAWINGS][INK_PIXELS];
    InkRng rng = ink_rng(5, 0);
    for (int32_t digit = 0; digit <= OUTLIER; digit++) {
        double sum = 0.0;
        for (int32_t i = 0; i < DRAWINGS; i++) {
            draw_image(&rng, digit, images[i]);
            for (int32_t j = 0; j < i; j++) {
                double difference = 0.0;
                for (int32_t p = 0; p < INK_PIXELS; p++)
                    difference += fabs(images[i][p] - images[j][p]);
                assert_true(difference > 1.0);
                sum += difference;
            }
        }
        /* two random drawings of one digit differ in a good part of their ink */
        assert_true(sum / (DRAWINGS * (DRAWINGS - 1) / 2) > 40.0);
    }
}

/* ---- what they look like ------------------------------------------------------------------ */

/* Flood-fills the paper around pixel p, with ink as walls; returns the number of pixels filled. */
static int32_t fill(bool *wall, int32_t p) {
    int32_t open[INK_PIXELS], count = 0, filled = 0;
    open[count++] = p;
    wall[p] = true;
    while (count > 0) {
        int32_t at = open[--count], column = at % INK_SIDE;
        filled++;
        const int32_t neighbors[] = {column > 0 ? at - 1 : at, column < INK_SIDE - 1 ? at + 1 : at,
                                     at >= INK_SIDE ? at - INK_SIDE : at,
                                     at < INK_PIXELS - INK_SIDE ? at + INK_SIDE : at};
        for (int32_t b = 0; b < 4; b++) {
            if (wall[neighbors[b]]) continue;
            wall[neighbors[b]] = true;
            open[count++] = neighbors[b];
        }
    }
    return filled;
}

/* How many holes the ink encloses. A pixel or two between a flag and its stem do not count. */
static int32_t holes(const float image[INK_PIXELS]) {
    bool wall[INK_PIXELS];
    for (int32_t p = 0; p < INK_PIXELS; p++)
        wall[p] = image[p] > 0.4f;
    fill(wall, 0);
    int32_t found = 0;
    for (int32_t p = 0; p < INK_PIXELS; p++) {
        if (wall[p]) continue;
        found += fill(wall, p) >= 3;
    }
    return found;
}

/* The longest run of ink in one row of the upper third: a 7's bar. */
static int32_t longest_bar(const float image[INK_PIXELS]) {
    int32_t longest = 0;
    for (int32_t row = 4; row < 11; row++) {
        int32_t run = 0;
        for (int32_t column = 0; column < INK_SIDE; column++) {
            run = image[row * INK_SIDE + column] > 0.4f ? run + 1 : 0;
            if (run > longest) longest = run;
        }
    }
    return longest;
}

static void digits_have_their_holes(void **state) {
    (void)state;
    /* of 500 drawings, how many enclose paper: minimum and maximum */
    static const int32_t expected[INK_CLASSES][2] = {{400, 495}, {0, 5},    {1, 100},   {0, 60},
                                                     {100, 250}, {0, 10},   {380, 490}, {0, 50},
                                                     {480, 500}, {370, 495}};
    for (int32_t digit = 0; digit < INK_CLASSES; digit++) {
        InkRng rng = ink_rng(13, (uint32_t)digit);
        int32_t with_holes = 0;
        for (int32_t i = 0; i < 500; i++) {
            float image[INK_PIXELS];
            draw_image(&rng, digit, image);
            with_holes += holes(image) > 0;
        }
        if (with_holes < expected[digit][0] || with_holes > expected[digit][1]) {
            fail_msg("%d of 500 drawings of %d enclose paper", with_holes, digit);
        }
    }
}

static void a_one_has_a_flag_where_a_seven_has_a_bar(void **state) {
    (void)state;
    int32_t ones = 0, sevens = 0;
    InkRng rng = ink_rng(17, 0);
    for (int32_t i = 0; i < 500; i++) {
        float image[INK_PIXELS];
        draw_image(&rng, 1, image);
        ones += longest_bar(image) >= 9;
        draw_image(&rng, 7, image);
        sevens += longest_bar(image) >= 9;
    }
    if (ones > 25 || sevens < 400) /* a few flags sag into something like a bar */
        fail_msg("%d of 500 ones, %d of 500 sevens have a bar", ones, sevens);
}

/* ---- the variants that people write ------------------------------------------------------- */

typedef bool Feature(const InkDrawing *drawing);

static float lowest(const InkDrawing *drawing, int32_t first, int32_t count) {
    float y = -INFINITY;
    for (int32_t p = first; p < first + count; p++)
        y = fmaxf(y, drawing->points[p][1]);
    return y;
}

static float highest(const InkDrawing *drawing, int32_t first, int32_t count) {
    float y = INFINITY;
    for (int32_t p = first; p < first + count; p++)
        y = fminf(y, drawing->points[p][1]);
    return y;
}

/* A second stroke that leaves the first at the top and at the bottom. */
static bool has_long_slash(const InkDrawing *drawing) {
    if (drawing->stroke_count != 2) return false;
    int32_t first = drawing->stroke_points[0], second = drawing->stroke_points[1];
    return highest(drawing, first, second) < highest(drawing, 0, first) - 0.1f &&
           lowest(drawing, first, second) > lowest(drawing, 0, first) + 0.1f;
}

/* The pen starts in the lower half and goes up first. */
static bool has_long_upstroke(const InkDrawing *drawing) {
    int32_t count = drawing->stroke_points[0];
    float top = highest(drawing, 0, count), bottom = lowest(drawing, 0, count);
    return drawing->points[0][1] > top + 0.5f * (bottom - top);
}

static bool has_second_stroke(const InkDrawing *drawing) {
    return drawing->stroke_count == 2;
}

static bool is_wider_than_high(const InkDrawing *drawing) {
    float left = INFINITY, right = -INFINITY;
    for (int32_t p = 0; p < drawing->point_count; p++) {
        left = fminf(left, drawing->points[p][0]);
        right = fmaxf(right, drawing->points[p][0]);
    }
    return right - left >
           lowest(drawing, 0, drawing->point_count) - highest(drawing, 0, drawing->point_count);
}

static void digits_come_in_the_variants_that_people_write(void **state) {
    (void)state;
    /* of 500 drawings, how many have it: minimum and maximum */
    static const struct {
        const char *name;
        int32_t digit, least, most;
        Feature *feature;
    } variants[] = {{"zeros with a long slash", 0, 15, 100, has_long_slash},
                    {"ones with a long upstroke", 1, 60, 200, has_long_upstroke},
                    {"crossed sevens", 7, 150, 300, has_second_stroke},
                    {"fives that are wider than high", 5, 40, 200, is_wider_than_high},
                    {"ones that are wider than high", 1, 0, 60, is_wider_than_high}};
    for (int32_t v = 0; v < COUNT(variants); v++) {
        int32_t found = 0;
        for (uint32_t seed = 0; seed < 500; seed++) {
            InkRng rng = ink_rng(seed, 19);
            InkDrawing drawing;
            ink_style_draw_digit(&rng, variants[v].digit, &drawing);
            found += variants[v].feature(&drawing);
        }
        if (found < variants[v].least || found > variants[v].most)
            fail_msg("%d of 500: %s", found, variants[v].name);
    }
}

/* Mean positions of the points of 20 drawings of each digit and of outliers. They hold as long as
 * random numbers are drawn in source order, whatever the compiler. */
static void every_compiler_draws_the_same(void **state) {
    (void)state;
    static const float means[INK_CLASSES + 1][2] = {
        {0.4813f, 0.5046f}, {0.4712f, 0.4886f}, {0.4838f, 0.5697f}, {0.5057f, 0.4759f},
        {0.4818f, 0.5059f}, {0.4676f, 0.4538f}, {0.3423f, 0.5933f}, {0.5025f, 0.3279f},
        {0.4882f, 0.4880f}, {0.4952f, 0.3949f}, {0.5601f, 0.5269f}};
    for (int32_t digit = 0; digit <= INK_CLASSES; digit++) {
        double x = 0.0, y = 0.0;
        int32_t count = 0;
        for (uint32_t seed = 0; seed < 20; seed++) {
            InkRng rng = ink_rng(seed, 7);
            InkDrawing drawing;
            if (digit < INK_CLASSES)
                ink_style_draw_digit(&rng, digit, &drawing);
            else
                ink_style_draw_outlier(&rng, &drawing);
            for (int32_t i = 0; i < drawing.point_count; i++, count++) {
                x += (double)drawing.points[i][0];
                y += (double)drawing.points[i][1];
            }
        }
        assert_close(x / count, (double)means[digit][0], 2e-4);
        assert_close(y / count, (double)means[digit][1], 2e-4);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_generator_gives_the_same_bits),
        cmocka_unit_test(drawings_are_finite_and_fit_their_buffers),
        cmocka_unit_test(drawings_beyond_the_buffers_are_truncated),
        cmocka_unit_test(pen_goes_through_its_knots),
        cmocka_unit_test(images_fill_the_box_like_raster_images),
        cmocka_unit_test(no_two_drawings_are_alike),
        cmocka_unit_test(digits_have_their_holes),
        cmocka_unit_test(a_one_has_a_flag_where_a_seven_has_a_bar),
        cmocka_unit_test(digits_come_in_the_variants_that_people_write),
        cmocka_unit_test(every_compiler_draws_the_same),
    };
    return cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
