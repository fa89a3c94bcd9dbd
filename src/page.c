/* A photographed page: the paper taken away, its digits found, each framed as the network sees it.
 */
#include "blob.h"
#include "mark.h"
#include "paper.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEAST_STROKE = 10, /* strokes of less than a tenth of a digit's size are drawn wider */
    STEP = 3,          /* a pixel's width in chamfer distances (Borgefors 1986) */
    DIAGONAL = 4
};

struct InkPage {
    int32_t width, height;
    uint8_t *ink;    /* [height][width] */
    int32_t *labels; /* [height][width]: 1 + the mark that a pixel is of; 0 for none */
    bool light_ink;
    int32_t count;
    InkMark marks[INK_MAX_MARKS];
};

/* From the blob of each pixel to its mark. */
static InkStatus find_marks(InkPage *page, const InkBlob *blobs, int32_t blob_count) {
    int32_t *owners = malloc((size_t)blob_count * sizeof *owners + 1);
    if (!owners) return INK_NO_MEMORY;
    InkStatus status = ink_marks_find(blobs, blob_count, page->width, page->height, page->marks,
                                      owners, &page->count);
    if (status == INK_OK) {
        int32_t order[INK_MAX_MARKS], places[INK_MAX_MARKS];
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

InkStatus ink_page_read(InkPage **page, const uint8_t *grey, int32_t width, int32_t height) {
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
        status = ink_paper_remove(grey, width, height, made->ink, &made->light_ink);
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

/* A piece of the page with the ink of one mark, and room around it to grow. */
typedef struct {
    int32_t width, height, margin;
    uint8_t *ink;
    uint16_t *away; /* from the nearest ink, in chamfer distances */
} Piece;

/* Copies the mark's ink; soft edges beside it are its own too. */
static void cut(const InkPage *page, int32_t number, Piece *piece) {
    const InkMark *mark = &page->marks[number];
    memset(piece->ink, 0, (size_t)piece->width * (size_t)piece->height);
    for (int32_t y = mark->top; y < mark->bottom; y++) {
        for (int32_t x = mark->left; x < mark->right; x++) {
            size_t at = (size_t)y * (size_t)page->width + x;
            if (page->labels[at] != number + 1) continue;
            piece->ink[(size_t)(y - mark->top + piece->margin) * (size_t)piece->width + x -
                       mark->left + piece->margin] = page->ink[at];
        }
    }
}

/* The width of a mark's strokes: twice its area, for each pixel of its outline. */
static float stroke_width(const Piece *piece) {
    int64_t area = 0, outline = 0;
    for (int32_t y = 1; y < piece->height - 1; y++) {
        const uint8_t *row = piece->ink + (size_t)y * (size_t)piece->width;
        for (int32_t x = 1; x < piece->width - 1; x++) {
            if (!row[x]) continue;
            area++;
            outline += !row[x - 1] + !row[x + 1] + !row[x - piece->width] + !row[x + piece->width];
        }
    }
    return outline ? 2.0f * (float)area / (float)outline : 0.0f;
}

static void nearer(uint16_t *away, uint32_t other) {
    if (other < *away) *away = (uint16_t)other;
}

/* How far each pixel is from ink, in two passes over its neighbours. */
static void measure_distances(const Piece *piece) {
    int32_t width = piece->width, height = piece->height;
    size_t count = (size_t)width * (size_t)height;
    for (size_t i = 0; i < count; i++)
        piece->away[i] = piece->ink[i] ? 0 : UINT16_MAX;
    for (int32_t y = 1; y < height; y++) {
        uint16_t *row = piece->away + (size_t)y * (size_t)width, *above = row - width;
        for (int32_t x = 1; x < width - 1; x++) {
            nearer(&row[x], (uint32_t)row[x - 1] + STEP);
            nearer(&row[x], (uint32_t)above[x] + STEP);
            nearer(&row[x], (uint32_t)above[x - 1] + DIAGONAL);
            nearer(&row[x], (uint32_t)above[x + 1] + DIAGONAL);
        }
    }
    for (int32_t y = height - 2; y >= 0; y--) {
        uint16_t *row = piece->away + (size_t)y * (size_t)width, *below = row + width;
        for (int32_t x = width - 2; x > 0; x--) {
            nearer(&row[x], (uint32_t)row[x + 1] + STEP);
            nearer(&row[x], (uint32_t)below[x] + STEP);
            nearer(&row[x], (uint32_t)below[x - 1] + DIAGONAL);
            nearer(&row[x], (uint32_t)below[x + 1] + DIAGONAL);
        }
    }
}

/* Draws strokes wider by so many pixels on each side. */
static void widen(const Piece *piece, float by) {
    measure_distances(piece);
    size_t count = (size_t)piece->width * (size_t)piece->height;
    float reach = by + 0.5f; /* half a pixel further, they are half covered */
    for (size_t i = 0; i < count; i++) {
        float left = reach - (float)piece->away[i] / (float)STEP;
        if (left <= 0.0f) continue;
        uint8_t ink = left >= 1.0f ? INK_PAPER_FULL : (uint8_t)(left * (float)INK_PAPER_FULL);
        if (ink > piece->ink[i]) piece->ink[i] = ink;
    }
}

InkStatus ink_page_sample(const InkPage *page, int32_t mark, float image[INK_PIXELS]) {
    if (mark < 0 || mark >= page->count) return INK_BAD_ARGUMENT;
    const InkMark *place = &page->marks[mark];
    int32_t width = place->right - place->left, height = place->bottom - place->top;
    int32_t longer = width > height ? width : height;
    int32_t margin = 2 + longer / (2 * LEAST_STROKE);
    Piece piece = {width + 2 * margin, height + 2 * margin, margin};
    size_t count = (size_t)piece.width * (size_t)piece.height;
    piece.ink = malloc(count);
    piece.away = malloc(count * sizeof *piece.away);
    InkStatus status = piece.ink && piece.away ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) {
        cut(page, mark, &piece);
        float thin = (float)longer / (float)LEAST_STROKE - stroke_width(&piece);
        if (thin > 0.0f) widen(&piece, thin / 2.0f);
        status = ink_image_fit(piece.ink, piece.width, piece.height, image);
    }
    free(piece.ink);
    free(piece.away);
    return status;
}
