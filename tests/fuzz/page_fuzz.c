/* Finds and samples the marks of an arbitrary photograph. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    uint8_t width;
    if (!take(&bytes, &size, &width, 1)) return 0;
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
    const InkMark *marks = ink_page_marks(page);
    int32_t found = ink_page_mark_count(page);
    PROMISE(found >= 0 && found <= INK_MAX_MARKS);
    float images[2 * INK_PIXELS], slope = ink_page_slope(page);
    PROMISE(slope == slope);
    for (int32_t i = 0; i < found; i++) {
        PROMISE(marks[i].left >= 0 && marks[i].left < marks[i].right && marks[i].right <= width);
        PROMISE(marks[i].top >= 0 && marks[i].top < marks[i].bottom && marks[i].bottom <= height);
        PROMISE(i == 0 ? marks[i].line == 0
                       : marks[i].line - marks[i - 1].line == 0 ||
                             marks[i].line - marks[i - 1].line == 1);
        PROMISE(ink_page_sample(page, i, images) == INK_OK);
        promise_image(images);
        InkMark halves[2];
        if (ink_page_halves(page, i, halves, images) != INK_OK) continue;
        promise_image(images);
        promise_image(images + INK_PIXELS);
    }
    ink_page_free(page);
    return 0;
}
