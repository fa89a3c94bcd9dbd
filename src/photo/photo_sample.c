/* Digits of a page as the network sees them: cut out, thin lines drawn wider, framed. */
#include "inkling/ink.h"
#include "photo/paper.h"
#include "photo/photo.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEAST_STROKE = 10, /* strokes of less than a tenth of a digit's size are drawn wider */
    LEAST_WIDTH = 4,   /* pixels: what is narrower has no halves */
    STEP = 3,          /* a pixel's width in chamfer distances (Borgefors 1986) */
    DIAGONAL = 4
};

/* A piece of the page with the ink of one mark, and room around it to grow. */
typedef struct {
    int32_t width, height, margin;
    uint8_t *ink;
    uint16_t *away; /* from the nearest ink, in chamfer distances */
} Piece;

/* Copies what a place of the page has of a mark's ink, and nothing of its neighbours'. */
static void copy_ink(const InkPage *page, int32_t number, const InkMark *mark, Piece *piece) {
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
    memset(piece->away, 0xff, count * sizeof *piece->away); /* as far as can be */
    for (size_t i = 0; i < count; i++)
        if (piece->ink[i]) piece->away[i] = 0;
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

/* What a place of the page has of a mark's ink, as the network sees it. */
static InkStatus frame(const InkPage *page, int32_t mark, const InkMark *place,
                       float image[INK_PIXELS]) {
    int32_t width = place->right - place->left, height = place->bottom - place->top;
    int32_t longer = width > height ? width : height;
    int32_t margin = 2 + longer / (2 * LEAST_STROKE);
    Piece piece = {width + 2 * margin, height + 2 * margin, margin};
    size_t count = (size_t)piece.width * (size_t)piece.height;
    piece.ink = malloc(count);
    piece.away = malloc(count * sizeof *piece.away);
    InkStatus status = piece.ink && piece.away ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) {
        copy_ink(page, mark, place, &piece);
        float thin = (float)longer / (float)LEAST_STROKE - stroke_width(&piece);
        if (thin > 0.0f) widen(&piece, thin / 2.0f);
        status = ink_image_fit(piece.ink, piece.width, piece.height, image);
    }
    free(piece.ink);
    free(piece.away);
    return status;
}

InkStatus ink_page_sample(const InkPage *page, int32_t mark, float image[INK_PIXELS]) {
    if (mark < 0 || mark >= page->count) return INK_BAD_ARGUMENT;
    return frame(page, mark, &page->marks[mark], image);
}

/* How much ink of a mark stands in a column of the page. */
static int32_t column_ink(const InkPage *page, int32_t mark, int32_t x) {
    int32_t sum = 0;
    for (int32_t y = page->marks[mark].top; y < page->marks[mark].bottom; y++) {
        size_t at = (size_t)y * (size_t)page->width + x;
        if (page->labels[at] == mark + 1) sum += page->ink[at];
    }
    return sum;
}

/* The place of a half, without the blank paper over and under it. */
static InkMark trim(const InkPage *page, int32_t mark, InkMark place) {
    InkMark trimmed = {place.right, place.bottom, place.left, place.top, place.line};
    for (int32_t y = place.top; y < place.bottom; y++) {
        for (int32_t x = place.left; x < place.right; x++) {
            if (page->labels[(size_t)y * (size_t)page->width + x] != mark + 1) continue;
            if (x < trimmed.left) trimmed.left = x;
            if (x >= trimmed.right) trimmed.right = x + 1;
            if (y < trimmed.top) trimmed.top = y;
            trimmed.bottom = y + 1;
        }
    }
    return trimmed;
}

InkStatus ink_page_halves(const InkPage *page, int32_t mark, InkMark halves[2],
                          float images[2 * INK_PIXELS]) {
    if (mark < 0 || mark >= page->count) return INK_BAD_ARGUMENT;
    const InkMark *whole = &page->marks[mark];
    int32_t width = whole->right - whole->left;
    if (width < LEAST_WIDTH) return INK_BAD_ARGUMENT;
    /* The thinnest place of the middle half, the nearest to the middle of those that are alike. */
    int32_t middle = whole->left + width / 2, best = middle, least = INT32_MAX;
    for (int32_t step = 0; step <= width / 4; step++) {
        for (int32_t side = -1; side <= 1; side += 2) {
            int32_t ink = column_ink(page, mark, middle + side * step);
            if (ink >= least) continue;
            least = ink;
            best = middle + side * step;
        }
    }
    halves[0] = halves[1] = *whole;
    halves[0].right = halves[1].left = best;
    InkStatus status = INK_OK;
    for (int32_t half = 0; half < 2 && status == INK_OK; half++) {
        halves[half] = trim(page, mark, halves[half]);
        status = frame(page, mark, &halves[half], images + half * INK_PIXELS);
    }
    return status;
}
