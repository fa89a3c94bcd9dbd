/* Finds and samples the marks of an arbitrary photograph, before and after it is rotated. */
#include "fuzz.h"

#include <math.h>

/* A mark's pieces lie within it and have some of its ink. */
static void check_pieces(const InkPage *page, int32_t number, const InkMark *mark) {
    int32_t middle = (mark->left + mark->right + 1) / 2;
    const int32_t columns[3][2] = {
        {mark->left, mark->right}, {mark->left, middle}, {middle - 1, mark->right}};
    for (int32_t i = 0; i < 3; i++) {
        int32_t from = columns[i][0], to = columns[i][1], area;
        InkMark piece;
        float image[INK_PIXELS];
        PROMISE(ink_page_piece(page, number, from, to, &piece, &area, image) == INK_OK);
        PROMISE(area >= (i == 0) && area <= (to - from) * (mark->bottom - mark->top));
        PROMISE(from <= piece.left && piece.left < piece.right && piece.right <= to);
        PROMISE(mark->top <= piece.top && piece.top < piece.bottom && piece.bottom <= mark->bottom);
        promise_image(image);
    }
}

static void check_marks(const InkPage *page, int32_t width, int32_t height) {
    const InkMark *marks = ink_page_marks(page);
    const InkCell *cells = ink_page_cells(page);
    int32_t found = ink_page_mark_count(page);
    PROMISE(found >= 0 && found <= INK_MAX_MARKS);
    PROMISE((found > 0) == (ink_page_doubt(page) == INK_DOUBT_NONE));
    float image[INK_PIXELS], slope = ink_page_slope(page);
    PROMISE(slope == slope);
    for (int32_t i = 0; i < found; i++) {
        PROMISE(marks[i].left >= 0 && marks[i].left < marks[i].right && marks[i].right <= width);
        PROMISE(marks[i].top >= 0 && marks[i].top < marks[i].bottom && marks[i].bottom <= height);
        PROMISE(i == 0 ? marks[i].line == 0
                       : marks[i].line - marks[i - 1].line == 0 ||
                             marks[i].line - marks[i - 1].line == 1);
        PROMISE((cells[i].table < 0) == (cells[i].row < 0));
        PROMISE((cells[i].table < 0) == (cells[i].column < 0));
        PROMISE(ink_page_sample(page, i, image) == INK_OK);
        promise_image(image);
        check_pieces(page, i, &marks[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    uint8_t width, turn;
    if (!take(&bytes, &size, &width, 1) || !take(&bytes, &size, &turn, 1)) return 0;
    int32_t height = width ? (int32_t)(size / width) : 0;
    size_t count = (size_t)width * (size_t)height;
    uint8_t *gray = malloc(count ? count : 1);
    if (!gray) return 0;
    memcpy(gray, bytes, count);
    InkPage *page;
    InkStatus status = ink_page_read(&page, gray, width, height);
    free(gray);
    PROMISE((status == INK_OK) == (width >= 1 && height >= 1 && height <= INK_MAX_PAGE_SIDE));
    if (status != INK_OK) return 0;
    check_marks(page, width, height);
    float angle = ((float)turn - 128.0f) / 41.0f; /* -3.12 to 3.1 */
    PROMISE(ink_page_rotate(page, angle) == INK_OK);
    float across = fabsf(cosf(angle)), down = fabsf(sinf(angle));
    check_marks(page, (int32_t)lroundf((float)width * across + (float)height * down),
                (int32_t)lroundf((float)width * down + (float)height * across));
    PROMISE(ink_page_rotate(page, 4.0f) == INK_BAD_ARGUMENT);
    ink_page_free(page);
    return 0;
}
