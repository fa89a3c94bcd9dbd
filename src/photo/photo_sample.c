/* Turns the digits of a page into samples: crops them, widens thin strokes, and normalizes them. */
#include "ink/thinnest.h"
#include "inkling/ink.h"
#include "photo/paper.h"
#include "photo/photo.h"

#include <stdlib.h>
#include <string.h>

enum {
    MIN_STROKE = 10,     /* strokes thinner than 1/10 of the digit's size are widened */
    MIN_SPLIT_WIDTH = 4, /* pixels; narrower marks are not split */
    STEP = 3,            /* 3-4 chamfer distance: a pixel is 3 wide (Borgefors, 1986), */
    DIAGONAL = 4         /* and 4 diagonally */
};

/* The ink of one mark, with a margin to grow into. */
typedef struct {
    int32_t width, height, margin;
    uint8_t *ink;
    uint16_t *distance; /* chamfer distance to the nearest ink */
} Crop;

/* Copies the pixels that belong to the mark, leaving out neighbors that reach into its box. */
static void copy_ink(const InkPage *page, int32_t number, const InkMark *mark, Crop *crop) {
    memset(crop->ink, 0, (size_t)crop->width * (size_t)crop->height);
    for (int32_t y = mark->top; y < mark->bottom; y++) {
        for (int32_t x = mark->left; x < mark->right; x++) {
            size_t at = (size_t)y * (size_t)page->width + x;
            if (page->labels[at] != number + 1) continue;
            crop->ink[(size_t)(y - mark->top + crop->margin) * (size_t)crop->width + x -
                      mark->left + crop->margin] = page->ink[at];
        }
    }
}

/* The mean stroke width: twice the area over the perimeter. */
static float stroke_width(const Crop *crop) {
    int64_t area = 0, outline = 0;
    for (int32_t y = 1; y < crop->height - 1; y++) {
        const uint8_t *row = crop->ink + (size_t)y * (size_t)crop->width;
        for (int32_t x = 1; x < crop->width - 1; x++) {
            if (!row[x]) continue;
            area++;
            outline += !row[x - 1] + !row[x + 1] + !row[x - crop->width] + !row[x + crop->width];
        }
    }
    return outline ? 2.0f * (float)area / (float)outline : 0.0f;
}

static void relax(uint16_t *distance, uint32_t other) {
    if (other < *distance) *distance = (uint16_t)other;
}

/* Two-pass chamfer distance transform. */
static void distance_transform(const Crop *crop) {
    int32_t width = crop->width, height = crop->height;
    size_t count = (size_t)width * (size_t)height;
    memset(crop->distance, 0xff, count * sizeof *crop->distance); /* infinity */
    for (size_t i = 0; i < count; i++)
        if (crop->ink[i]) crop->distance[i] = 0;
    for (int32_t y = 1; y < height; y++) {
        uint16_t *row = crop->distance + (size_t)y * (size_t)width, *above = row - width;
        for (int32_t x = 1; x < width - 1; x++) {
            relax(&row[x], (uint32_t)row[x - 1] + STEP);
            relax(&row[x], (uint32_t)above[x] + STEP);
            relax(&row[x], (uint32_t)above[x - 1] + DIAGONAL);
            relax(&row[x], (uint32_t)above[x + 1] + DIAGONAL);
        }
    }
    for (int32_t y = height - 2; y >= 0; y--) {
        uint16_t *row = crop->distance + (size_t)y * (size_t)width, *below = row + width;
        for (int32_t x = width - 2; x > 0; x--) {
            relax(&row[x], (uint32_t)row[x + 1] + STEP);
            relax(&row[x], (uint32_t)below[x] + STEP);
            relax(&row[x], (uint32_t)below[x - 1] + DIAGONAL);
            relax(&row[x], (uint32_t)below[x + 1] + DIAGONAL);
        }
    }
}

/* Widens strokes by this many pixels on each side. */
static void widen(const Crop *crop, float by) {
    distance_transform(crop);
    size_t count = (size_t)crop->width * (size_t)crop->height;
    float reach = by + 0.5f; /* antialiased over one pixel around the edge */
    for (size_t i = 0; i < count; i++) {
        float left = reach - (float)crop->distance[i] / (float)STEP;
        if (left <= 0.0f) continue;
        uint8_t ink = left >= 1.0f ? INK_PAPER_FULL : (uint8_t)(left * (float)INK_PAPER_FULL);
        if (ink > crop->ink[i]) crop->ink[i] = ink;
    }
}

/* Crops the mark's ink in a box of the page, widens thin strokes, and fits it to the input. */
static InkStatus fit_mark(const InkPage *page, int32_t mark, const InkMark *place,
                          float image[INK_PIXELS]) {
    int32_t width = place->right - place->left, height = place->bottom - place->top;
    int32_t longer = width > height ? width : height;
    int32_t margin = 2 + longer / (2 * MIN_STROKE);
    Crop crop = {width + 2 * margin, height + 2 * margin, margin};
    size_t count = (size_t)crop.width * (size_t)crop.height;
    crop.ink = malloc(count);
    crop.distance = malloc(count * sizeof *crop.distance);
    InkStatus status = crop.ink && crop.distance ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) {
        copy_ink(page, mark, place, &crop);
        float thin = (float)longer / (float)MIN_STROKE - stroke_width(&crop);
        if (thin > 0.0f) widen(&crop, thin / 2.0f);
        status = ink_image_fit(crop.ink, crop.width, crop.height, image);
    }
    free(crop.ink);
    free(crop.distance);
    return status;
}

InkStatus ink_page_sample(const InkPage *page, int32_t mark, float image[INK_PIXELS]) {
    if (mark < 0 || mark >= page->count) return INK_BAD_ARGUMENT;
    return fit_mark(page, mark, &page->marks[mark], image);
}

typedef struct {
    const InkPage *page;
    int32_t mark;
} MarkInk;

/* The mark's total ink in a column of its box. */
static int32_t column_ink(const void *of, int32_t column) {
    const InkPage *page = ((const MarkInk *)of)->page;
    int32_t mark = ((const MarkInk *)of)->mark, sum = 0;
    for (int32_t y = page->marks[mark].top; y < page->marks[mark].bottom; y++) {
        size_t at = (size_t)y * (size_t)page->width + page->marks[mark].left + column;
        if (page->labels[at] == mark + 1) sum += page->ink[at];
    }
    return sum;
}

/* Shrinks a box to the bounding box of the mark's ink in it. */
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
    if (width < MIN_SPLIT_WIDTH) return INK_BAD_ARGUMENT;
    const MarkInk ink = {page, mark};
    int32_t best = whole->left + ink_thinnest(&ink, width, column_ink);
    halves[0] = halves[1] = *whole;
    halves[0].right = halves[1].left = best;
    InkStatus status = INK_OK;
    for (int32_t half = 0; half < 2 && status == INK_OK; half++) {
        halves[half] = trim(page, mark, halves[half]);
        status = fit_mark(page, mark, &halves[half], images + half * INK_PIXELS);
    }
    return status;
}
