/* Photographs of pages: what counts as ink, and how marks are joined, ordered, and framed. */
#include "test.h"

#include "base/minmax.h"
#include "photo/paper.h"
#include "photo/turn.h"

enum { WIDE = 400, HIGH = 300, SIDES = WIDE * HIGH };

typedef struct {
    int32_t left, top, right, bottom;
} Box;

/* Paper of uniform shade with a little grain. */
static void lay_paper(uint8_t *gray, int32_t shade) {
    InkRng rng = ink_rng(1, 0);
    for (int32_t i = 0; i < SIDES; i++)
        gray[i] = (uint8_t)(shade + (int32_t)ink_rng_below(&rng, 5) - 2);
}

static void fill(uint8_t *gray, Box box, int32_t shade) {
    for (int32_t y = box.top; y < box.bottom; y++)
        memset(gray + y * WIDE + box.left, shade, (size_t)(box.right - box.left));
}

/* The outline of a box, 4 pixels wide, stands for a zero. */
static void outline(uint8_t *gray, Box box, int32_t shade) {
    fill(gray, (Box){box.left, box.top, box.right, box.top + 4}, shade);
    fill(gray, (Box){box.left, box.bottom - 4, box.right, box.bottom}, shade);
    fill(gray, (Box){box.left, box.top, box.left + 4, box.bottom}, shade);
    fill(gray, (Box){box.right - 4, box.top, box.right, box.bottom}, shade);
}

static InkPage *read_page(const uint8_t *gray, int32_t width, int32_t height) {
    /* An exact-size copy, so that a read past its end is caught. */
    size_t size = (size_t)width * (size_t)height;
    uint8_t *copy = malloc(size);
    memcpy(copy, gray, size);
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

static void digits_are_found_in_reading_order(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    for (int32_t light = 0; light < 2; light++) {
        lay_paper(gray, light ? 40 : 210);
        for (int32_t i = COUNT(ZEROS) - 1; i >= 0; i--)
            outline(gray, ZEROS[i], light ? 220 : 30);
        InkPage *page = read_page(gray, WIDE, HIGH);
        assert_int_equal(ink_page_has_light_ink(page), light);
        assert_int_equal(ink_page_mark_count(page), 3);
        for (int32_t i = 0; i < 3; i++)
            assert_mark(page, i, ZEROS[i], i == 2);
        ink_page_free(page);
    }
}

static void shade_and_shadows_are_not_ink(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t i = 0; i < COUNT(ZEROS); i++)
        outline(gray, ZEROS[i], 60);
    for (int32_t y = 0; y < HIGH; y++) {
        for (int32_t x = 0; x < WIDE; x++) {
            /* Darker toward the right, and darker still past a diagonal edge. */
            double light = (1.0 - 0.5 * x / WIDE) * (x + y > 420 ? 0.6 : 1.0);
            gray[y * WIDE + x] = (uint8_t)(gray[y * WIDE + x] * light);
        }
    }
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    ink_page_free(page);
}

static void blank_paper_has_no_marks(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    for (int32_t shade = 10; shade <= 240; shade += 46) {
        lay_paper(gray, shade);
        InkPage *page = read_page(gray, WIDE, HIGH);
        assert_int_equal(ink_page_mark_count(page), 0);
        assert_true(ink_page_slope(page) == 0.0f);
        ink_page_free(page);
    }
    for (int32_t side = 1; side <= 9; side += 4) { /* degenerate sizes */
        InkPage *page = read_page(gray, side, 10 - side);
        assert_int_equal(ink_page_mark_count(page), 0);
        ink_page_free(page);
    }
}

static void parts_are_joined_to_digits(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    fill(gray, (Box){45, 40, 85, 45}, 30); /* the top bar of a 5, detached from the rest */
    outline(gray, (Box){40, 52, 75, 100}, 30);
    outline(gray, (Box){110, 40, 140, 100}, 30);
    fill(gray, (Box){112, 130, 138, 136}, 30); /* a bar below another digit: not a part of it */
    fill(gray, (Box){200, 70, 206, 100}, 30);  /* a 4 in two strokes */
    fill(gray, (Box){200, 95, 232, 100}, 30);
    fill(gray, (Box){222, 40, 227, 92}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    assert_mark(page, 0, (Box){40, 40, 85, 100}, 0);
    assert_mark(page, 1, (Box){110, 40, 140, 100}, 0);
    assert_mark(page, 2, (Box){200, 40, 232, 100}, 0);
    ink_page_free(page);
}

static void marks_that_are_not_digits_are_dropped(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    outline(gray, ZEROS[0], 30);
    outline(gray, ZEROS[1], 30);
    outline(gray, (Box){200, 44, 230, 94}, 30);
    outline(gray, (Box){20, 20, 260, 120}, 30); /* a frame around them */
    fill(gray, (Box){300, 60, 303, 63}, 30);    /* a speck */
    fill(gray, (Box){0, 240, 30, 280}, 30);     /* cut off by the edge */
    fill(gray, (Box){40, 260, 100, 266}, 30);   /* a dash */
    for (int32_t x = 120; x < 390; x++)
        fill(gray, (Box){x, 270 + x / 40, x + 1, 272 + x / 40}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    ink_page_free(page);

    /* A digit that fills its picture is kept: there is nothing else. */
    uint8_t small[20 * 20];
    memset(small, 210, sizeof small);
    for (int32_t y = 0; y < 20; y++)
        memset(small + y * 20 + 8, 30, 4);
    page = read_page(small, 20, 20);
    assert_int_equal(ink_page_mark_count(page), 1);
    ink_page_free(page);
}

/* Marks are filtered from the shortest to the tallest. A mark kept right after a frame was dropped
 * must not count twice for the ring around it. */
static void a_ring_around_two_digits_stays_beside_a_frame(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    outline(gray, (Box){20, 20, 200, 70}, 30); /* a frame around three short digits */
    for (int32_t i = 0; i < 3; i++)
        outline(gray, (Box){40 + 50 * i, 32, 58 + 50 * i, 58}, 30);
    outline(gray, (Box){230, 20, 360, 122}, 30); /* a ring around two taller ones */
    for (int32_t i = 0; i < 2; i++)
        outline(gray, (Box){250 + 50 * i, 50, 275 + 50 * i, 88}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
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

/* As people number lists. What a 0 encloses is no digit. */
static void rings_around_single_digits_are_dropped(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t i = 0; i < 5; i++)
        outline(gray, (Box){40 + 60 * i, 50, 68 + 60 * i, 98}, 30);
    fill(gray, (Box){170, 64, 178, 84}, 30); /* within the third */
    for (int32_t i = 0; i < 2; i++) {
        outline(gray, (Box){40 + 120 * i, 170, 120 + 120 * i, 250}, 30);
        outline(gray, (Box){66 + 120 * i, 186, 94 + 120 * i, 234}, 30);
    }
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 7);
    for (int32_t i = 0; i < 7; i++) {
        const InkMark *mark = ink_page_marks(page) + i;
        assert_true(mark->bottom - mark->top < 60);
    }
    ink_page_free(page);
}

static void lines_may_slope(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t line = 0; line < 2; line++) {
        for (int32_t i = 0; i < 7; i++) {
            int32_t left = 30 + 48 * i, top = 40 + 90 * line + 8 * i;
            outline(gray, (Box){left, top, left + 28, top + 48}, 30);
        }
    }
    InkPage *page = read_page(gray, WIDE, HIGH);
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

static void samples_are_framed_without_their_neighbors(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    float image[INK_PIXELS];
    lay_paper(gray, 210);
    outline(gray, (Box){40, 40, 100, 140}, 30);
    fill(gray, (Box){66, 60, 72, 120}, 30); /* its box lies inside the other's */
    outline(gray, (Box){200, 40, 250, 140}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 2); /* the inner bar is a part of the first */
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

static void thin_strokes_are_thickened(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    float image[INK_PIXELS];
    lay_paper(gray, 210);
    fill(gray, (Box){100, 40, 103, 240}, 30); /* 1/67 of its height: 0.3 pixels at a height of 20 */
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 1);
    assert_int_equal(ink_page_sample(page, 0, image), INK_OK);
    assert_in_range(width_of_row(image + 14 * INK_SIDE), 2, 3);
    ink_page_free(page);
}

static void marks_are_cut_into_pieces(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    float image[INK_PIXELS], alone[INK_PIXELS];
    InkMark piece;
    int32_t area, whole_area;
    lay_paper(gray, 210);
    outline(gray, (Box){40, 40, 80, 100}, 30);
    fill(gray, (Box){80, 70, 90, 74}, 30); /* a bridge between two zeros */
    outline(gray, (Box){90, 40, 130, 100}, 30);
    outline(gray, (Box){200, 40, 240, 100}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 2);
    InkMark both = ink_page_marks(page)[0];
    assert_int_equal(ink_page_piece(page, 0, both.left, both.right, &piece, &whole_area, image),
                     INK_OK);
    assert_memory_equal(&piece, &both, sizeof both);
    assert_int_equal(ink_page_piece(page, 0, both.left, 85, &piece, &area, image), INK_OK);
    assert_int_equal(piece.right, 85);
    assert_int_equal(piece.left, both.left);
    assert_in_range(area, 9 * whole_area / 20, 11 * whole_area / 20);
    assert_int_equal(ink_page_sample(page, 1, alone), INK_OK);
    float difference = 0.0f;
    for (int32_t i = 0; i < INK_PIXELS; i++)
        difference += fabsf(image[i] - alone[i]);
    assert_true(difference < 60.0f); /* the same zero, plus a bit of the bridge */
    ink_page_free(page);
}

static void a_piece_leaves_out_what_hangs_over(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    float image[INK_PIXELS];
    InkMark piece;
    int32_t area;
    lay_paper(gray, 210);
    fill(gray, (Box){40, 40, 44, 100}, 30); /* an L, whose foot reaches below the second stroke */
    fill(gray, (Box){44, 96, 90, 100}, 30);
    fill(gray, (Box){66, 40, 70, 90}, 30);
    fill(gray, (Box){40, 40, 70, 44}, 30); /* they touch at the top */
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 1);
    InkMark mark = ink_page_marks(page)[0];
    assert_int_equal(ink_page_piece(page, 0, 60, mark.right, &piece, &area, image), INK_OK);
    assert_in_range(piece.bottom, 89, 91);
    assert_in_range(piece.right, 69, 71);
    assert_int_equal(ink_page_piece(page, 0, mark.left - 1, 60, &piece, &area, image),
                     INK_BAD_ARGUMENT);
    assert_int_equal(ink_page_piece(page, 0, 60, 60, &piece, &area, image), INK_BAD_ARGUMENT);
    assert_int_equal(ink_page_piece(page, 0, 60, mark.right + 1, &piece, &area, image),
                     INK_BAD_ARGUMENT);
    assert_int_equal(ink_page_piece(page, 1, 60, 70, &piece, &area, image), INK_BAD_ARGUMENT);
    ink_page_free(page);
}

/* A grid of cells 60 x 60 with a zero in each but one, which touches the rule under it. */
static void draw_table(uint8_t *gray, int32_t rows, int32_t columns) {
    for (int32_t row = 0; row <= rows; row++)
        fill(gray, (Box){40, 40 + 60 * row, 42 + 60 * columns, 42 + 60 * row}, 60);
    for (int32_t column = 0; column <= columns; column++)
        fill(gray, (Box){40 + 60 * column, 40, 42 + 60 * column, 42 + 60 * rows}, 60);
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t column = 0; column < columns; column++) {
            int32_t left = 58 + 60 * column, top = 52 + 60 * row, low = row == 1 && column == 2;
            if (row == 0 && column == 1) continue;
            outline(gray, (Box){left, top, left + 24, top + (low ? 48 : 36)}, 30);
        }
    }
}

static void a_table_is_read_by_rows_and_columns(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    draw_table(gray, 3, 5);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 14);
    for (int32_t i = 0; i < 14; i++) {
        const InkCell *cell = ink_page_cells(page) + i;
        int32_t place = i == 0 ? 0 : i + 1; /* the second cell is empty */
        assert_int_equal(cell->table, 0);
        assert_int_equal(cell->row, place / 5);
        assert_int_equal(cell->column, place % 5);
        assert_int_equal(ink_page_marks(page)[i].line, cell->row);
    }
    ink_page_free(page);
}

static void strokes_stay_where_rules_cross_them(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t y = 70; y < HIGH; y += 40)
        fill(gray, (Box){0, y, WIDE, y + 2}, 90);
    outline(gray, (Box){100, 50, 130, 92}, 30);  /* crossed by a rule */
    outline(gray, (Box){160, 76, 190, 110}, 30); /* stands on one */
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 2);
    for (int32_t i = 0; i < 2; i++)
        assert_int_equal(ink_page_cells(page)[i].table, -1);
    assert_mark(page, 0, (Box){100, 50, 130, 92}, 0);
    /* The rule takes a pixel of what stands on it. */
    assert_mark(page, 1, (Box){160, 76, 190, 109}, ink_page_marks(page)[1].line);
    ink_page_free(page);
}

static void only_the_sheet_is_read(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 60);
    fill(gray, (Box){80, 60, 320, 240}, 220);
    outline(gray, (Box){120, 100, 150, 150}, 30);
    outline(gray, (Box){180, 100, 210, 150}, 30);
    outline(gray, (Box){20, 20, 44, 52}, 10); /* on the table */
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_true(ink_page_is_sheet(page));
    assert_int_equal(ink_page_mark_count(page), 2);
    ink_page_free(page);
    assert_int_equal(ink_page_read_whole(&page, gray, WIDE, HIGH), INK_OK);
    assert_false(ink_page_is_sheet(page));
    assert_int_equal(ink_page_mark_count(page), 3);
    ink_page_free(page);
}

static void a_sheet_may_be_darker_than_what_it_lies_on(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    const Box sheet = {20, 15, 360, 270}, digit = {180, 120, 220, 180};
    for (int32_t y = 0; y < HIGH; y++)
        for (int32_t x = 0; x < WIDE; x++)
            gray[y * WIDE + x] = (x / 25 + y / 25) % 2 ? 230 : 70;
    fill(gray, sheet, 150);
    outline(gray, digit, 40);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_true(ink_page_is_sheet(page));
    assert_int_equal(ink_page_mark_count(page), 1);
    assert_mark(page, 0, digit, 0);
    ink_page_free(page);
}

/* Its rules are erased once it is straight; what the photograph's edge cuts off stays out of it. */
static void a_tilted_table_is_straightened_by_its_rules(void **state) {
    (void)state;
    static uint8_t gray[SIDES], ink[SIDES];
    memset(gray, 255, sizeof gray);
    draw_table(gray, 3, 5);
    for (int32_t i = 0; i < SIDES; i++)
        gray[i] = (uint8_t)(255 - gray[i]);
    ink_turn(gray, WIDE, HIGH, 0.15f, ink, WIDE, HIGH);
    for (int32_t i = 0; i < SIDES; i++)
        gray[i] = (uint8_t)ink_max(210 - ink[i], 0);
    outline(gray, (Box){376, 100, WIDE, 150}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_float_equal(ink_page_slope(page), tanf(0.15f), 0.01f);
    assert_int_equal(ink_page_rotate(page, -atanf(ink_page_slope(page))), INK_OK);
    assert_int_equal(ink_page_mark_count(page), 14);
    for (int32_t i = 0; i < 14; i++) {
        int32_t place = i == 0 ? 0 : i + 1; /* the second cell is empty */
        assert_int_equal(ink_page_cells(page)[i].row, place / 5);
        assert_int_equal(ink_page_cells(page)[i].column, place % 5);
    }
    assert_float_equal(ink_page_slope(page), 0.0f, 0.02f);
    ink_page_free(page);
}

/* What the edge of the photograph cuts off is no digit, and does not become one when the page is
 * rotated and its edge moves away. */
static void cut_off_ink_stays_out_of_a_rotated_page(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t i = 0; i < COUNT(ZEROS); i++)
        outline(gray, ZEROS[i], 30);
    outline(gray, (Box){300, 0, 360, 80}, 30);
    outline(gray, (Box){350, 120, WIDE, 200}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 3);
    assert_int_equal(ink_page_rotate(page, 0.2f), INK_OK);
    assert_int_equal(ink_page_mark_count(page), 3);
    ink_page_free(page);
}

static void a_page_turns_back_where_it_was(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t i = 0; i < COUNT(ZEROS); i++)
        outline(gray, ZEROS[i], 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_rotate(page, 0.3f), INK_OK);
    assert_int_equal(ink_page_mark_count(page), 3);
    assert_int_equal(ink_page_rotate(page, -0.3f), INK_OK);
    assert_int_equal(ink_page_mark_count(page), 3);
    for (int32_t i = 0; i < 3; i++)
        assert_mark(page, i, ZEROS[i], i == 2);
    assert_int_equal(ink_page_rotate(page, 3.2f), INK_BAD_ARGUMENT);
    assert_int_equal(ink_page_rotate(page, NAN), INK_BAD_ARGUMENT);
    ink_page_free(page);
}

static void operators_and_braces_are_dropped(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    for (int32_t line = 0; line < 2; line++) {
        outline(gray, (Box){80, 50 + 90 * line, 110, 100 + 90 * line}, 30);
        fill(gray, (Box){130, 74 + 90 * line, 156, 79 + 90 * line}, 30); /* minus */
        outline(gray, (Box){180, 50 + 90 * line, 210, 100 + 90 * line}, 30);
        fill(gray, (Box){230, 66 + 90 * line, 256, 71 + 90 * line}, 30); /* equals */
        fill(gray, (Box){230, 80 + 90 * line, 256, 85 + 90 * line}, 30);
        outline(gray, (Box){280, 50 + 90 * line, 310, 100 + 90 * line}, 30);
    }
    fill(gray, (Box){40, 45, 46, 195}, 30); /* a bar beside both lines */
    fill(gray, (Box){46, 45, 56, 50}, 30);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_int_equal(ink_page_mark_count(page), 6);
    ink_page_free(page);
}

static void bad_sizes_are_refused(void **state) {
    (void)state;
    const uint8_t gray[1] = {0};
    InkPage *page;
    const int32_t sizes[][2] = {
        {0, 1}, {1, 0}, {-1, 1}, {INK_MAX_PAGE_SIDE + 1, 1}, {1, INK_MAX_PAGE_SIDE + 1}};
    for (int32_t i = 0; i < COUNT(sizes); i++) {
        assert_int_equal(ink_page_read(&page, gray, sizes[i][0], sizes[i][1]), INK_BAD_ARGUMENT);
        assert_null(page);
    }
    ink_page_free(NULL);
}

static void of_too_many_marks_the_tallest_stay(void **state) {
    (void)state;
    static uint8_t gray[SIDES];
    lay_paper(gray, 210);
    int32_t made = 0;
    for (int32_t y = 8; y + 14 < HIGH; y += 16)
        for (int32_t x = 8; x + 6 < WIDE; x += 8, made++)
            fill(gray, (Box){x, y, x + 3, y + (made % 2 ? 12 : 9)}, 30);
    assert_true(made > INK_MAX_MARKS);
    InkPage *page = read_page(gray, WIDE, HIGH);
    assert_in_range(ink_page_mark_count(page), INK_MAX_MARKS / 2, INK_MAX_MARKS);
    ink_page_free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_found_in_reading_order),
        cmocka_unit_test(shade_and_shadows_are_not_ink),
        cmocka_unit_test(blank_paper_has_no_marks),
        cmocka_unit_test(parts_are_joined_to_digits),
        cmocka_unit_test(marks_that_are_not_digits_are_dropped),
        cmocka_unit_test(a_ring_around_two_digits_stays_beside_a_frame),
        cmocka_unit_test(rings_around_single_digits_are_dropped),
        cmocka_unit_test(lines_may_slope),
        cmocka_unit_test(samples_are_framed_without_their_neighbors),
        cmocka_unit_test(thin_strokes_are_thickened),
        cmocka_unit_test(marks_are_cut_into_pieces),
        cmocka_unit_test(a_piece_leaves_out_what_hangs_over),
        cmocka_unit_test(a_table_is_read_by_rows_and_columns),
        cmocka_unit_test(strokes_stay_where_rules_cross_them),
        cmocka_unit_test(only_the_sheet_is_read),
        cmocka_unit_test(a_sheet_may_be_darker_than_what_it_lies_on),
        cmocka_unit_test(a_tilted_table_is_straightened_by_its_rules),
        cmocka_unit_test(cut_off_ink_stays_out_of_a_rotated_page),
        cmocka_unit_test(a_page_turns_back_where_it_was),
        cmocka_unit_test(operators_and_braces_are_dropped),
        cmocka_unit_test(bad_sizes_are_refused),
        cmocka_unit_test(of_too_many_marks_the_tallest_stay),
    };
    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
