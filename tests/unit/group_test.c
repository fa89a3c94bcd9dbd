/* Strokes to digits: parts of a digit stay together, digits are separated, lines are read in order.
 */
#include "test.h"

enum { MAX_STROKES = 32, MAX_POINTS = 256 };

typedef struct {
    float points[2 * MAX_POINTS];
    int32_t lengths[MAX_STROKES], strokes, used;
} Drawing;

/* Adds a stroke, given by its corners in a box of height 1, with its top left at x, y. */
static void stroke(Drawing *drawing, float x, float y, const float (*corners)[2], int32_t count) {
    for (int32_t i = 0; i < count; i++, drawing->used++) {
        drawing->points[2 * drawing->used] = x + corners[i][0];
        drawing->points[2 * drawing->used + 1] = y + corners[i][1];
    }
    drawing->lengths[drawing->strokes++] = count;
}

#define STROKE(drawing, x, y, ...)                                                                 \
    do {                                                                                           \
        const float corners[][2] = __VA_ARGS__;                                                    \
        stroke(drawing, x, y, corners, COUNT(corners));                                            \
    } while (0)

static void one(Drawing *drawing, float x, float y) {
    STROKE(drawing, x, y, {{0.0f, 0.0f}, {0.0f, 1.0f}});
}

static void two(Drawing *drawing, float x, float y) {
    STROKE(drawing, x, y, {{0.0f, 0.2f}, {0.3f, 0.0f}, {0.6f, 0.2f}, {0.0f, 1.0f}, {0.6f, 1.0f}});
}

static void four(Drawing *drawing, float x, float y) {
    STROKE(drawing, x, y, {{0.2f, 0.0f}, {0.0f, 0.6f}, {0.6f, 0.6f}});
    STROKE(drawing, x, y, {{0.45f, 0.3f}, {0.45f, 1.0f}});
}

/* Its bar does not touch the rest. */
static void five(Drawing *drawing, float x, float y) {
    STROKE(drawing, x, y, {{0.05f, 0.1f}, {0.0f, 0.45f}, {0.5f, 0.6f}, {0.5f, 0.9f}, {0.0f, 1.0f}});
    STROKE(drawing, x, y, {{0.05f, 0.0f}, {0.6f, 0.0f}});
}

static void crossed_seven(Drawing *drawing, float x, float y) {
    STROKE(drawing, x, y, {{0.0f, 0.0f}, {0.6f, 0.0f}, {0.2f, 1.0f}});
    STROKE(drawing, x, y, {{0.1f, 0.5f}, {0.6f, 0.5f}});
}

static void slashed_zero(Drawing *drawing, float x, float y) {
    STROKE(drawing, x, y,
           {{0.3f, 0.0f},
            {0.0f, 0.3f},
            {0.0f, 0.7f},
            {0.3f, 1.0f},
            {0.6f, 0.7f},
            {0.6f, 0.3f},
            {0.3f, 0.0f}});
    STROKE(drawing, x, y, {{0.6f, 0.0f}, {0.0f, 1.0f}});
}

/* Checks the group of each stroke, in the order drawn. */
static void expect(const Drawing *drawing, const int32_t *groups) {
    int32_t found[MAX_STROKES];
    assert_int_equal(ink_group_strokes(drawing->points, drawing->lengths, drawing->strokes, found),
                     INK_OK);
    for (int32_t s = 0; s < drawing->strokes; s++)
        assert_int_equal(found[s], groups[s]);
}

#define EXPECT(drawing, ...)                                                                       \
    do {                                                                                           \
        const int32_t groups[] = __VA_ARGS__;                                                      \
        assert_int_equal(COUNT(groups), (drawing)->strokes);                                       \
        expect(drawing, groups);                                                                   \
    } while (0)

static void the_strokes_of_a_digit_stay_together(void **state) {
    (void)state;
    void (*const digits[])(Drawing *, float, float) = {four, five, crossed_seven, slashed_zero};
    for (int32_t i = 0; i < COUNT(digits); i++) {
        Drawing drawing = {0};
        digits[i](&drawing, 0.1f, 0.2f);
        EXPECT(&drawing, {0, 0});
    }
}

static void neighbors_are_separated(void **state) {
    (void)state;
    Drawing drawing = {0};
    four(&drawing, 0.0f, 0.0f);
    two(&drawing, 0.8f, 0.05f);
    five(&drawing, 1.6f, -0.05f);
    crossed_seven(&drawing, 2.4f, 0.0f);
    slashed_zero(&drawing, 3.2f, 0.0f);
    EXPECT(&drawing, {0, 0, 1, 2, 2, 3, 3, 4, 4});
}

static void size_and_place_on_the_pad_do_not_matter(void **state) {
    (void)state;
    const float scales[] = {0.05f, 30.0f};
    for (int32_t k = 0; k < COUNT(scales); k++) {
        Drawing drawing = {0};
        four(&drawing, 0.0f, 0.0f);
        one(&drawing, 0.9f, 0.0f);
        two(&drawing, 1.2f, 0.0f);
        for (int32_t i = 0; i < 2 * drawing.used; i++)
            drawing.points[i] = drawing.points[i] * scales[k] - 7.0f;
        EXPECT(&drawing, {0, 0, 1, 2});
    }
}

static void ones_are_separated(void **state) {
    (void)state;
    Drawing drawing = {0};
    for (int32_t i = 0; i < 4; i++)
        one(&drawing, 0.3f * (float)i, 0.02f * (float)i);
    EXPECT(&drawing, {0, 1, 2, 3});
}

static void digits_are_read_from_left_to_right(void **state) {
    (void)state;
    Drawing drawing = {0};
    two(&drawing, 1.6f, 0.0f);
    crossed_seven(&drawing, 0.8f, 0.0f);
    two(&drawing, 0.0f, 0.0f);
    EXPECT(&drawing, {2, 1, 1, 0});
}

static void a_bar_added_last_joins_its_digit(void **state) {
    (void)state;
    Drawing drawing = {0};
    STROKE(&drawing, 0.0f, 0.0f, {{0.0f, 0.0f}, {0.6f, 0.0f}, {0.2f, 1.0f}});
    two(&drawing, 0.8f, 0.0f);
    STROKE(&drawing, 0.0f, 0.0f, {{0.1f, 0.5f}, {0.6f, 0.5f}});
    EXPECT(&drawing, {0, 1, 0});
}

static void lines_are_read_from_top_to_bottom(void **state) {
    (void)state;
    Drawing drawing = {0};
    two(&drawing, 0.8f, 1.6f);
    five(&drawing, 0.0f, 1.5f);
    two(&drawing, 0.9f, 0.1f);
    four(&drawing, 0.0f, 0.0f);
    EXPECT(&drawing, {3, 2, 2, 1, 0, 0});

    int32_t order[MAX_STROKES], count = 0;
    static InkGroup groups[INK_MAX_GROUPS];
    assert_int_equal(ink_group_candidates(drawing.points, drawing.lengths, drawing.strokes, order,
                                          groups, &count),
                     INK_OK);
    for (int32_t i = 0; i < count; i++) {
        if (groups[i].first == 0) assert_int_equal(groups[i].line, 0);
        if (groups[i].first >= 3) assert_int_equal(groups[i].line, 1);
    }
}

static void the_loops_of_an_eight_are_not_two_lines(void **state) {
    (void)state;
    Drawing drawing = {0};
    const float loop[][2] = {{0.3f, 0.0f}, {0.0f, 0.2f}, {0.3f, 0.45f}, {0.6f, 0.2f}, {0.3f, 0.0f}};
    stroke(&drawing, 0.0f, 0.0f, loop, COUNT(loop));
    stroke(&drawing, 0.0f, 0.55f, loop, COUNT(loop));
    EXPECT(&drawing, {0, 0});
}

/* The glyphs of the cheapest grouping. */
static int32_t glyphs_of(const Drawing *drawing, int32_t *glyphs) {
    static InkGroup groups[INK_MAX_GROUPS];
    int32_t order[MAX_STROKES], chosen[MAX_STROKES], count = 0, found = 0;
    assert_int_equal(ink_group_candidates(drawing->points, drawing->lengths, drawing->strokes,
                                          order, groups, &count),
                     INK_OK);
    assert_int_equal(ink_group_choose(groups, count, drawing->strokes, chosen, &found), INK_OK);
    for (int32_t i = 0; i < found; i++)
        glyphs[i] = groups[chosen[i]].glyph;
    return found;
}

static void minus_and_point_are_told_from_digits(void **state) {
    (void)state;
    Drawing drawing = {0};
    STROKE(&drawing, 0.0f, 0.0f, {{0.0f, 0.5f}, {0.4f, 0.5f}});
    two(&drawing, 0.6f, 0.0f);
    STROKE(&drawing, 1.4f, 0.95f, {{0.0f, 0.0f}, {0.02f, 0.02f}});
    five(&drawing, 1.6f, 0.0f);
    int32_t glyphs[MAX_STROKES];
    assert_int_equal(glyphs_of(&drawing, glyphs), 4);
    const int32_t expected[] = {INK_GLYPH_MINUS, INK_GLYPH_DIGIT, INK_GLYPH_POINT, INK_GLYPH_DIGIT};
    assert_memory_equal(glyphs, expected, sizeof expected);
    EXPECT(&drawing, {0, 1, 2, 3, 3});
}

static void a_minus_close_to_its_digit_is_not_a_part_of_it(void **state) {
    (void)state;
    Drawing drawing = {0};
    STROKE(&drawing, 0.0f, 0.0f, {{0.0f, 0.5f}, {0.4f, 0.5f}});
    two(&drawing, 0.45f, 0.0f);
    int32_t glyphs[MAX_STROKES];
    assert_int_equal(glyphs_of(&drawing, glyphs), 2);
    assert_int_equal(glyphs[0], INK_GLYPH_MINUS);
}

static void a_point_close_to_its_digits_is_not_a_part_of_them(void **state) {
    (void)state;
    const int32_t expected[] = {INK_GLYPH_DIGIT, INK_GLYPH_POINT, INK_GLYPH_DIGIT};
    const float rooms[] = {0.03f, 0.05f, 0.1f};
    for (int32_t i = 0; i < COUNT(rooms); i++) {
        Drawing drawing = {0};
        two(&drawing, 0.0f, 0.0f);
        STROKE(&drawing, 0.6f + rooms[i], 0.95f, {{0.0f, 0.0f}, {0.03f, 0.03f}});
        two(&drawing, 0.63f + 2.0f * rooms[i], 0.0f);
        int32_t glyphs[MAX_STROKES];
        assert_int_equal(glyphs_of(&drawing, glyphs), 3);
        assert_memory_equal(glyphs, expected, sizeof expected);
    }
}

static void a_point_may_lie_under_the_bar_of_a_seven(void **state) {
    (void)state;
    Drawing drawing = {0};
    two(&drawing, 0.9f, 0.0f);
    STROKE(&drawing, 0.3f, 0.95f, {{0.0f, 0.0f}, {0.03f, 0.03f}});
    STROKE(&drawing, 0.0f, 0.0f, {{0.0f, 0.0f}, {0.7f, 0.0f}, {0.15f, 1.0f}});
    EXPECT(&drawing, {2, 1, 0});
    int32_t glyphs[MAX_STROKES];
    assert_int_equal(glyphs_of(&drawing, glyphs), 3);
    assert_int_equal(glyphs[1], INK_GLYPH_POINT);
}

static void a_comma_is_a_point(void **state) {
    (void)state;
    const float rooms[] = {0.05f, 0.15f, 0.3f};
    for (int32_t i = 0; i < COUNT(rooms); i++) {
        Drawing drawing = {0};
        two(&drawing, 0.0f, 0.0f);
        STROKE(&drawing, 0.6f + rooms[i], 0.95f, {{0.1f, 0.0f}, {0.0f, 0.3f}});
        two(&drawing, 0.7f + 2.0f * rooms[i], 0.0f);
        int32_t glyphs[MAX_STROKES];
        assert_int_equal(glyphs_of(&drawing, glyphs), 3);
        assert_int_equal(glyphs[1], INK_GLYPH_POINT);
    }
}

static void a_plus_stands_between_its_digits(void **state) {
    (void)state;
    Drawing drawing = {0};
    two(&drawing, 0.0f, 0.0f);
    STROKE(&drawing, 0.7f, 0.0f, {{0.0f, 0.5f}, {0.4f, 0.5f}});
    STROKE(&drawing, 0.7f, 0.0f, {{0.2f, 0.3f}, {0.2f, 0.7f}});
    two(&drawing, 1.2f, 0.0f);
    EXPECT(&drawing, {0, 1, 1, 2});
}

static void a_dot_in_a_zero_is_a_part_of_it(void **state) {
    (void)state;
    Drawing drawing = {0};
    STROKE(&drawing, 0.0f, 0.0f,
           {{0.3f, 0.0f}, {0.0f, 0.5f}, {0.3f, 1.0f}, {0.6f, 0.5f}, {0.3f, 0.0f}});
    STROKE(&drawing, 0.3f, 0.7f, {{0.0f, 0.0f}, {0.03f, 0.03f}});
    two(&drawing, 0.9f, 0.0f);
    EXPECT(&drawing, {0, 0, 1});
}

static void the_network_decides_between_candidates(void **state) {
    (void)state;
    Drawing drawing = {0};
    one(&drawing, 0.0f, 0.0f);
    two(&drawing, 0.03f, 0.0f);
    static InkGroup groups[INK_MAX_GROUPS];
    int32_t order[MAX_STROKES], chosen[MAX_STROKES], count = 0, found = 0;
    assert_int_equal(
        ink_group_candidates(drawing.points, drawing.lengths, 2, order, groups, &count), INK_OK);
    for (int32_t whole = 0; whole < 2; whole++) {
        const float certain[] = {0.0f, 1.0f}, doubtful[] = {0.5f, 0.5f};
        InkGroup doubted[INK_MAX_GROUPS];
        for (int32_t i = 0; i < count; i++) {
            doubted[i] = groups[i];
            bool sure = (groups[i].count == 2) == whole;
            doubted[i].cost += 3.0f * ink_group_doubt(sure ? certain : doubtful, 2);
        }
        assert_int_equal(ink_group_choose(doubted, count, 2, chosen, &found), INK_OK);
        assert_int_equal(found, whole ? 1 : 2);
    }
}

static void doubt_grows_as_confidence_falls(void **state) {
    (void)state;
    float before = -1.0f;
    for (int32_t percent = 100; percent > 50; percent -= 5) {
        const float probabilities[] = {0.01f * (float)percent, 1.0f - 0.01f * (float)percent};
        float doubt = ink_group_doubt(probabilities, 2);
        assert_true(doubt > before);
        before = doubt;
    }
    const float certain[] = {1.0f, 0.0f}, none[] = {0.0f, 0.0f};
    assert_true(ink_group_doubt(certain, 2) == 0.0f);
    assert_true(isfinite(ink_group_doubt(none, 2)));
}

static void one_group_always_has_all_strokes(void **state) {
    (void)state;
    for (int32_t strokes = 1; strokes <= 12; strokes++) {
        Drawing drawing = {0};
        for (int32_t i = 0; i < strokes; i++)
            two(&drawing, 0.7f * (float)(i % 4), 1.3f * (float)(i / 4));
        static InkGroup groups[INK_MAX_GROUPS];
        int32_t order[MAX_STROKES], count = 0, whole = 0;
        assert_int_equal(
            ink_group_candidates(drawing.points, drawing.lengths, strokes, order, groups, &count),
            INK_OK);
        for (int32_t i = 0; i < count; i++)
            whole += groups[i].count == strokes && groups[i].first == 0;
        assert_int_equal(whole, 1);
        /* The only grouping of one stroke is free. */
        if (strokes == 1) assert_true(count == 1 && groups[0].cost == 0.0f);
    }
}

static void touching_digits_are_cut_where_they_are_thinnest(void **state) {
    (void)state;
    /* 0 and 0, with a line from one to the other, in one stroke. */
    const float linked[][2] = {{0.5f, 0.5f}, {0.3f, 0.0f}, {0.0f, 0.5f}, {0.3f, 1.0f},
                               {0.5f, 0.5f}, {0.9f, 0.5f}, {1.2f, 0.0f}, {1.5f, 0.5f},
                               {1.2f, 1.0f}, {0.9f, 0.5f}};
    const float scales[] = {0.2f, 1.0f, 40.0f};
    for (int32_t k = 0; k < COUNT(scales); k++) {
        Drawing drawing = {0};
        stroke(&drawing, 0.0f, 0.0f, linked, COUNT(linked));
        for (int32_t i = 0; i < 2 * drawing.used; i++)
            drawing.points[i] *= scales[k];
        float x = 0.0f;
        assert_int_equal(ink_group_cut(drawing.points, drawing.lengths, 1, &x), INK_OK);
        assert_true(x > 0.5f * scales[k] && x < 0.9f * scales[k]);
    }
    const float dot[] = {3.0f, 3.0f};
    const int32_t one_point = 1, none = 0;
    float x = 0.0f;
    assert_int_equal(ink_group_cut(dot, &one_point, 1, &x), INK_OK);
    assert_close(x, 3.0, 1e-3);
    assert_int_equal(ink_group_cut(dot, &none, 1, &x), INK_BAD_ARGUMENT);
    const float bad[] = {NAN, 0.0f};
    assert_int_equal(ink_group_cut(bad, &one_point, 1, &x), INK_BAD_ARGUMENT);
}

static void strokes_without_points_stay_with_their_neighbors(void **state) {
    (void)state;
    Drawing drawing = {0};
    drawing.lengths[drawing.strokes++] = 0;
    two(&drawing, 4.0f, 3.0f); /* away from the origin */
    drawing.lengths[drawing.strokes++] = 0;
    two(&drawing, 4.8f, 3.0f);
    EXPECT(&drawing, {0, 0, 0, 1});
    const int32_t none[] = {0, 0};
    int32_t groups[2];
    assert_int_equal(ink_group_strokes(drawing.points, none, 2, groups), INK_OK);
}

/* Random strokes, among them dots, lines, and points on top of each other: every grouping must
 * cover each stroke once. */
static void any_strokes_can_be_grouped(void **state) {
    (void)state;
    InkRng rng = ink_rng(5, 0);
    for (int32_t round = 0; round < 300; round++) {
        enum { MANY = INK_MAX_GROUP_STROKES + 4 };
        float points[MANY * 4 * 2];
        int32_t lengths[MANY], groups[MANY], used = 0;
        int32_t strokes = 1 + (int32_t)(ink_rng_u32(&rng) % (round % 2 ? 8 : MANY));
        float fine = round % 3 ? 1.0f : 4.0f;
        for (int32_t s = 0; s < strokes; s++) {
            lengths[s] = (int32_t)(ink_rng_u32(&rng) % 5);
            for (int32_t i = 0; i < 2 * lengths[s]; i++)
                points[used++] = floorf(test_uniform(&rng, 0.0f, 9.0f) * fine) / fine;
        }
        assert_int_equal(ink_group_strokes(points, lengths, strokes, groups), INK_OK);
        int32_t highest = 0;
        bool seen[MANY] = {false};
        for (int32_t s = 0; s < strokes; s++) {
            assert_in_range(groups[s], 0, strokes - 1);
            seen[groups[s]] = true;
            if (groups[s] > highest) highest = groups[s];
        }
        for (int32_t g = 0; g <= highest; g++)
            assert_true(seen[g]);
    }
}

static void bad_strokes_and_groups_are_refused(void **state) {
    (void)state;
    static InkGroup groups[INK_MAX_GROUPS];
    const float bad[] = {0.0f, NAN, 0.0f, 1.0f}, good[] = {0.0f, 0.0f, 0.0f, 1.0f};
    const int32_t two_points = 2, negative = -1;
    int32_t order[1], count, chosen[4], found;
    assert_int_equal(ink_group_candidates(bad, &two_points, 1, order, groups, &count),
                     INK_BAD_ARGUMENT);
    assert_int_equal(ink_group_candidates(good, &negative, 1, order, groups, &count),
                     INK_BAD_ARGUMENT);
    assert_int_equal(ink_group_candidates(good, &two_points, -1, order, groups, &count),
                     INK_BAD_ARGUMENT);
    assert_int_equal(ink_group_candidates(good, &two_points, 0, order, groups, &count), INK_OK);
    assert_int_equal(count, 0);
    const InkGroup gaps[] = {{0, 1, 0, INK_GLYPH_DIGIT, 0.0f, 0.0f},
                             {2, 1, 0, INK_GLYPH_DIGIT, 0.0f, 0.0f}};
    assert_int_equal(ink_group_choose(gaps, 2, 3, chosen, &found), INK_BAD_ARGUMENT);
    const InkGroup outside = {0, 5, 0, INK_GLYPH_DIGIT, 0.0f, 0.0f};
    assert_int_equal(ink_group_choose(&outside, 1, 4, chosen, &found), INK_BAD_ARGUMENT);
    assert_int_equal(ink_group_choose(&outside, 1, 0, chosen, &found), INK_OK);
    assert_int_equal(found, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_strokes_of_a_digit_stay_together),
        cmocka_unit_test(neighbors_are_separated),
        cmocka_unit_test(size_and_place_on_the_pad_do_not_matter),
        cmocka_unit_test(ones_are_separated),
        cmocka_unit_test(digits_are_read_from_left_to_right),
        cmocka_unit_test(a_bar_added_last_joins_its_digit),
        cmocka_unit_test(lines_are_read_from_top_to_bottom),
        cmocka_unit_test(the_loops_of_an_eight_are_not_two_lines),
        cmocka_unit_test(minus_and_point_are_told_from_digits),
        cmocka_unit_test(a_minus_close_to_its_digit_is_not_a_part_of_it),
        cmocka_unit_test(a_point_close_to_its_digits_is_not_a_part_of_them),
        cmocka_unit_test(a_point_may_lie_under_the_bar_of_a_seven),
        cmocka_unit_test(a_comma_is_a_point),
        cmocka_unit_test(a_plus_stands_between_its_digits),
        cmocka_unit_test(a_dot_in_a_zero_is_a_part_of_it),
        cmocka_unit_test(the_network_decides_between_candidates),
        cmocka_unit_test(doubt_grows_as_confidence_falls),
        cmocka_unit_test(one_group_always_has_all_strokes),
        cmocka_unit_test(touching_digits_are_cut_where_they_are_thinnest),
        cmocka_unit_test(strokes_without_points_stay_with_their_neighbors),
        cmocka_unit_test(any_strokes_can_be_grouped),
        cmocka_unit_test(bad_strokes_and_groups_are_refused),
    };
    return cmocka_run_group_tests_name("group", tests, NULL, NULL);
}
