/* Reads a photographed page: removes the paper, finds blobs of ink, and groups them into digits. */
#include "photo/photo.h"
#include "photo/blob.h"
#include "photo/mark.h"
#include "photo/paper.h"

#include <stdlib.h>

/* Groups blobs into marks and relabels each pixel from its blob to its mark. */
static InkStatus find_marks(InkPage *page, const InkBlob *blobs, int32_t blob_count) {
    int32_t *owners = malloc((size_t)blob_count * sizeof *owners + 1);
    if (!owners) return INK_NO_MEMORY;
    InkStatus status = ink_marks_find(blobs, blob_count, page->width, page->height, page->marks,
                                      owners, &page->count);
    if (status == INK_OK) {
        int32_t order[INK_MAX_MARKS], places[INK_MAX_MARKS] = {0};
        ink_marks_order(page->marks, page->count, order);
        for (int32_t i = 0; i < page->count; i++)
            places[order[i]] = i;
        size_t count = (size_t)page->width * (size_t)page->height;
        for (size_t i = 0; i < count; i++) {
            int32_t owner = page->labels[i] ? owners[page->labels[i] - 1] : -1;
            page->labels[i] = owner < 0 ? 0 : 1 + places[owner];
        }
    }
    free(owners);
    return status;
}

InkStatus ink_page_read(InkPage **page, const uint8_t *gray, int32_t width, int32_t height) {
    *page = NULL;
    if (width < 1 || width > INK_MAX_PAGE_SIDE || height < 1 || height > INK_MAX_PAGE_SIDE) {
        return INK_BAD_ARGUMENT;
    }
    size_t count = (size_t)width * (size_t)height;
    InkPage *made = calloc(1, sizeof *made);
    if (!made) return INK_NO_MEMORY;
    made->width = width;
    made->height = height;
    made->ink = malloc(count);
    made->labels = malloc(count * sizeof *made->labels);
    InkBlob *blobs = NULL;
    int32_t blob_count = 0;
    InkStatus status = made->ink && made->labels ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK)
        status = ink_paper_remove(gray, width, height, made->ink, &made->light_ink);
    if (status == INK_OK)
        status = ink_blobs_find(made->ink, width, height, INK_PAPER_LINE, made->labels, &blobs,
                                &blob_count);
    if (status == INK_OK) status = find_marks(made, blobs, blob_count);
    free(blobs);
    if (status == INK_OK)
        *page = made;
    else
        ink_page_free(made);
    return status;
}

void ink_page_free(InkPage *page) {
    if (!page) return;
    free(page->ink);
    free(page->labels);
    free(page);
}

int32_t ink_page_mark_count(const InkPage *page) {
    return page->count;
}

const InkMark *ink_page_marks(const InkPage *page) {
    return page->marks;
}

bool ink_page_has_light_ink(const InkPage *page) {
    return page->light_ink;
}

float ink_page_slope(const InkPage *page) {
    return ink_marks_slope(page->marks, page->count);
}
