/* Photographs of pages: what counts as ink, how marks are put together, ordered and framed. */
#include "test.h"

#include "photo/paper.h"

enum { WIDE = 400, HIGH = 300, SIDES = WIDE * HIGH };

typedef struct {
    int32_t left, top, right, bottom;
} Box;

/* Paper of one shade, with a little grain. */
static void lay_paper(uint8_t *grey, int32_t shade) {
    InkRng rng = ink_rng(1, 0);
    for (int32_t i = 0; i < SIDES; i++)
        grey[i] = (uint8_t)(shade + (int32_t)ink_rng_below(&rng, 5) - 2);
}

static void fill(uint8_t *grey, Box box, int32_t shade) {
    for (int32_t y = box.top; y < box.bottom; y++)
        memset(grey + y * WIDE + box.left, shade, (size_t)(box.right - box.left));
}

/* The outline of a box, 4 pixels wide: a zero. */
static void outline(uint8_t *grey, Box box, int32_t shade) {
    fill(grey, (Box){box.left, box.top, box.right, box.top + 4}, shade);
    fill(grey, (Box){box.left, box.bottom - 4, box.right, box.bottom}, shade);
    fill(grey, (Box){box.left, box.top, box.left + 4, box.bottom}, shade);
    fill(grey, (Box){box.right - 4, box.top, box.right, box.bottom}, shade);
}

static InkPage *read_page(const uint8_t *grey, int32_t width, int32_t height) {
    /* Exactly as large as it is, so that a read past its end is seen. */
    size_t size = (size_t)width * (size_t)height;
    uint8_t *copy = malloc(size);
    memcpy(copy, grey, size);
    InkPage *page;
    assert_int_equal(ink_page_read(&page, copy, width, height), INK_OK);
    free(copy);
    return page;
}

static void assert_mark(const InkPage *page, int32_t number, Box box, int32_t line) {
    const InkMark *mark = ink_page_marks(page) + number;
    assert_in_range(mark->left, box.left - 1, box.left + 1);
    assert_in_range(mark->top, box.top - 1, box.top + 1);
    assert_in_range(mark->right, box.right - 1, box.right + 1);
    assert_in_range(mark->bottom, box.bottom - 1, box.bottom + 1);
    assert_int_equal(mark->line, line);
}

static const Box ZEROS[] = {{40, 40, 70, 90}, {100, 44, 130, 94}, {60, 150, 90, 200}};

static void test_digits_are_found_in_reading_order(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    for (int32_t light = 0; light < 2; light++) {
        lay_paper(grey, light ? 40 : 210);
        for (int32_t i = COUNT(ZEROS) - 1; i >= 0; i--)
            outline(grey, ZEROS[i], light ? 220 : 30);
        InkPage *page = read_page(grey, WIDE, HIGH);
        assert_int_equal(ink_page_has_light_ink(page), light);
        assert_int_equal(ink_page_mark_count(page), 3);
        for (int32_t i = 0; i < 3; i++)
            assert_mark(page, i, ZEROS[i], i == 2);
        ink_page_free(page);
    }
}

static void test_shade_and_shadows_are_no_ink(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    lay_paper(grey, 210);
    for (int32_t i = 0; i < COUNT(ZEROS); i++)
        outline(grey, ZEROS[i], 60);
    for (int32_t y = 0; y < HIGH; y++) {
        for (int32_t x = 0; x < WIDE;
             x++) { /* darker to the right, and darker still behind an edge */
            double light = (1.0 - 0.5 * x / WIDE) * (x + y > 420 ? 0.6 : 1.0);
            grey[y * WIDE + x] = (uint8_t)(grey[y * WIDE + x] * light);
        }
    }
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    ink_page_free(page);
}

static void test_blank_paper_has_no_marks(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    for (int32_t shade = 10; shade <= 240; shade += 46) {
        lay_paper(grey, shade);
        InkPage *page = read_page(grey, WIDE, HIGH);
        assert_int_equal(ink_page_mark_count(page), 0);
        assert_true(ink_page_slope(page) == 0.0f);
        ink_page_free(page);
    }
    for (int32_t side = 1; side <= 9; side += 4) { /* hardly a picture at all */
        InkPage *page = read_page(grey, side, 10 - side);
        assert_int_equal(ink_page_mark_count(page), 0);
        ink_page_free(page);
    }
}

static void test_parts_make_a_digit(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    lay_paper(grey, 210);
    fill(grey, (Box){45, 40, 85, 45}, 30); /* the flag of a 5, apart from the rest of it */
    outline(grey, (Box){40, 52, 75, 100}, 30);
    outline(grey, (Box){110, 40, 140, 100},
            30); /* a bar under a digit of the next column: no part */
    fill(grey, (Box){112, 130, 138, 136}, 30);
    fill(grey, (Box){200, 70, 206, 100}, 30); /* a 4 of two strokes */
    fill(grey, (Box){200, 95, 232, 100}, 30);
    fill(grey, (Box){222, 40, 227, 92}, 30);
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    assert_mark(page, 0, (Box){40, 40, 85, 100}, 0);
    assert_mark(page, 1, (Box){110, 40, 140, 100}, 0);
    assert_mark(page, 2, (Box){200, 40, 232, 100}, 0);
    ink_page_free(page);
}

static void test_what_is_no_writing_is_left_out(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    lay_paper(grey, 210);
    outline(grey, ZEROS[0], 30);
    outline(grey, ZEROS[1], 30);
    outline(grey, (Box){200, 44, 230, 94}, 30);
    outline(grey, (Box){20, 20, 260, 120}, 30); /* a frame around them */
    fill(grey, (Box){300, 60, 303, 63}, 30);    /* a speck */
    fill(grey, (Box){0, 240, 30, 280}, 30);     /* cut off */
    fill(grey, (Box){40, 260, 100, 266}, 30);   /* a dash */
    for (int32_t x = 120; x < 390; x++)
        fill(grey, (Box){x, 270 + x / 40, x + 1, 272 + x / 40}, 30);
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    ink_page_free(page);

    /* A digit that fills its picture is all there is. */
    uint8_t small[20 * 20];
    memset(small, 210, sizeof small);
    for (int32_t y = 0; y < 20; y++)
        memset(small + y * 20 + 8, 30, 4);
    page = read_page(small, 20, 20);
    assert_int_equal(ink_page_mark_count(page), 1);
    ink_page_free(page);
}

/* Marks are looked at from the lowest to the tallest. One that is kept right after a frame was left
 * out must not count twice for the ring around it. */
static void test_a_ring_around_two_digits_stays_beside_a_frame(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    lay_paper(grey, 210);
    outline(grey, (Box){20, 20, 200, 70}, 30); /* a frame around three low digits */
    for (int32_t i = 0; i < 3; i++)
        outline(grey, (Box){40 + 50 * i, 32, 58 + 50 * i, 58}, 30);
    outline(grey, (Box){230, 20, 360, 122}, 30); /* a ring around two taller ones */
    for (int32_t i = 0; i < 2; i++)
        outline(grey, (Box){250 + 50 * i, 40, 275 + 50 * i, 100}, 30);
    InkPage *page = read_page(grey, WIDE, HIGH);
    int32_t rings = 0, frames = 0;
    for (int32_t i = 0; i < ink_page_mark_count(page); i++) {
        const InkMark *mark = ink_page_marks(page) + i;
        rings += mark->right - mark->left > 120 && mark->bottom - mark->top > 90;
        frames += mark->right - mark->left > 170;
    }
    assert_int_equal(rings, 1);
    assert_int_equal(frames, 0);
    ink_page_free(page);
}

static void test_lines_may_fall(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    lay_paper(grey, 210);
    for (int32_t line = 0; line < 2; line++) {
        for (int32_t i = 0; i < 7; i++) {
            int32_t left = 30 + 48 * i, top = 40 + 90 * line + 8 * i;
            outline(grey, (Box){left, top, left + 28, top + 48}, 30);
        }
    }
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 14);
    for (int32_t i = 0; i < 14; i++)
        assert_int_equal(ink_page_marks(page)[i].line, i / 7);
    assert_close(ink_page_slope(page), 8.0 / 48.0, 0.02);
    ink_page_free(page);
}

/* How many pixels of a row have at least half ink. */
static int32_t width_of_row(const float *row) {
    int32_t width = 0;
    for (int32_t x = 0; x < INK_SIDE; x++)
        width += row[x] >= 0.5f;
    return width;
}

static void test_samples_are_framed_without_their_neighbours(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    float image[INK_PIXELS];
    lay_paper(grey, 210);
    outline(grey, (Box){40, 40, 100, 140}, 30);
    fill(grey, (Box){66, 60, 72, 120}, 30); /* its box lies within the other's */
    outline(grey, (Box){200, 40, 250, 140}, 30);
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 2); /* what lies inside is a part */
    assert_int_equal(ink_page_sample(page, 1, image), INK_OK);
    int32_t rows = 0;
    for (int32_t y = 0; y < INK_SIDE; y++)
        rows += width_of_row(image + y * INK_SIDE) > 0;
    assert_in_range(rows, 19, 21);
    for (int32_t i = 0; i < INK_PIXELS; i++)
        assert_true(image[i] >= 0.0f && image[i] <= 1.0f);
    assert_int_equal(ink_page_sample(page, -1, image), INK_BAD_ARGUMENT);
    assert_int_equal(ink_page_sample(page, 2, image), INK_BAD_ARGUMENT);
    ink_page_free(page);
}

static void test_thin_strokes_are_drawn_wider(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    float image[INK_PIXELS];
    lay_paper(grey, 210);
    fill(grey, (Box){100, 40, 103, 240}, 30); /* a seventieth of its height: 0.3 of 20 pixels */
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 1);
    assert_int_equal(ink_page_sample(page, 0, image), INK_OK);
    assert_in_range(width_of_row(image + 14 * INK_SIDE), 2, 3);
    ink_page_free(page);
}

static void test_a_mark_has_halves(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    float images[2 * INK_PIXELS], alone[INK_PIXELS];
    InkMark halves[2];
    lay_paper(grey, 210);
    outline(grey, (Box){40, 40, 80, 100}, 30);
    fill(grey, (Box){80, 70, 90, 74}, 30); /* two zeros that hang together */
    outline(grey, (Box){90, 40, 130, 100}, 30);
    outline(grey, (Box){200, 40, 240, 100}, 30);
    fill(grey, (Box){300, 40, 303, 100}, 30);
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    assert_int_equal(ink_page_halves(page, 0, halves, images), INK_OK);
    assert_in_range(halves[0].right, 80, 90);
    assert_in_range(halves[1].left, 80, 90);
    assert_int_equal(halves[1].right, ink_page_marks(page)[0].right);
    assert_int_equal(ink_page_sample(page, 1, alone), INK_OK);
    float off = 0.0f;
    for (int32_t i = 0; i < INK_PIXELS; i++)
        off += fabsf(images[i] - alone[i]);
    assert_true(off < 60.0f); /* a zero with a bit of the bridge */
    assert_int_equal(ink_page_halves(page, 2, halves, images), INK_BAD_ARGUMENT);
    assert_int_equal(ink_page_halves(page, 3, halves, images), INK_BAD_ARGUMENT);
    ink_page_free(page);
}

static void test_bad_sizes_are_refused(void **state) {
    (void)state;
    const uint8_t grey[1] = {0};
    InkPage *page;
    const int32_t sizes[][2] = {
        {0, 1}, {1, 0}, {-1, 1}, {INK_MAX_PAGE_SIDE + 1, 1}, {1, INK_MAX_PAGE_SIDE + 1}};
    for (int32_t i = 0; i < COUNT(sizes); i++) {
        assert_int_equal(ink_page_read(&page, grey, sizes[i][0], sizes[i][1]), INK_BAD_ARGUMENT);
        assert_null(page);
    }
    ink_page_free(NULL);
}

static void test_of_very_many_marks_the_tallest_stay(void **state) {
    (void)state;
    static uint8_t grey[SIDES];
    lay_paper(grey, 210);
    int32_t made = 0;
    for (int32_t y = 8; y + 14 < HIGH; y += 16)
        for (int32_t x = 8; x + 6 < WIDE; x += 8, made++)
            fill(grey, (Box){x, y, x + 3, y + (made % 2 ? 12 : 9)}, 30);
    assert_true(made > INK_MAX_MARKS);
    InkPage *page = read_page(grey, WIDE, HIGH);
    assert_in_range(ink_page_mark_count(page), INK_MAX_MARKS / 2, INK_MAX_MARKS);
    ink_page_free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_are_found_in_reading_order),
        cmocka_unit_test(test_shade_and_shadows_are_no_ink),
        cmocka_unit_test(test_blank_paper_has_no_marks),
        cmocka_unit_test(test_parts_make_a_digit),
        cmocka_unit_test(test_what_is_no_writing_is_left_out),
        cmocka_unit_test(test_a_ring_around_two_digits_stays_beside_a_frame),
        cmocka_unit_test(test_lines_may_fall),
        cmocka_unit_test(test_samples_are_framed_without_their_neighbours),
        cmocka_unit_test(test_thin_strokes_are_drawn_wider),
        cmocka_unit_test(test_a_mark_has_halves),
        cmocka_unit_test(test_bad_sizes_are_refused),
        cmocka_unit_test(test_of_very_many_marks_the_tallest_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
