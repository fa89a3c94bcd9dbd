/* Turns the digits of a page into samples: crops them, widens thin strokes, and normalizes them. */
#include "base/minmax.h"
#include "inkling/ink.h"
#include "photo/blob.h"
#include "photo/paper.h"
#include "photo/photo.h"

#include <stdlib.h>
#include <string.h>

enum {
    MIN_STROKE = 10, /* strokes thinner than 1/10 of the digit's size are widened */
    STEP = 3,        /* 3-4 chamfer distance: a pixel is 3 wide (Borgefors, 1986), */
    DIAGONAL = 4     /* and 4 diagonally */
};

/* The ink of one mark, with a margin to grow into. */
typedef struct {
    int32_t width, height, margin;
    uint8_t *ink;
    uint16_t *distance; /* chamfer distance to the nearest ink */
} Crop;

/* Copies the pixels in a box that belong to the mark, leaving out neighbors that reach into it. */
static void copy_ink(const InkPage *page, int32_t mark, const InkMark *box, uint8_t *to,
                     int32_t stride) {
    for (int32_t y = box->top; y < box->bottom; y++) {
        for (int32_t x = box->left; x < box->right; x++) {
            size_t at = (size_t)y * (size_t)page->width + (size_t)x;
            if (page->labels[at] != mark + 1) continue;
            to[(size_t)(y - box->top) * (size_t)stride + (size_t)(x - box->left)] = page->ink[at];
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

/* Which of the blobs of a mark's piece are kept; NULL for a whole mark. */
typedef struct {
    const int32_t *labels; /* of the pixels in the piece's columns, as wide as those */
    const uint8_t *kept;   /* by label */
    int32_t left, top, width;
} Filter;

static void drop_ink(const Filter *filter, const InkMark *box, uint8_t *ink, int32_t stride) {
    for (int32_t y = box->top; y < box->bottom; y++) {
        for (int32_t x = box->left; x < box->right; x++) {
            size_t at =
                (size_t)(y - filter->top) * (size_t)filter->width + (size_t)(x - filter->left);
            if (!filter->kept[filter->labels[at]])
                ink[(size_t)(y - box->top) * (size_t)stride + (size_t)(x - box->left)] = 0;
        }
    }
}

/* Crops the mark's ink in a box of the page, widens thin strokes, and fits it to the input. */
static InkStatus fit_mark(const InkPage *page, int32_t mark, const InkMark *box,
                          const Filter *filter, float image[INK_PIXELS]) {
    int32_t width = box->right - box->left, height = box->bottom - box->top;
    int32_t longer = ink_max(width, height);
    int32_t margin = 2 + longer / (2 * MIN_STROKE);
    Crop crop = {width + 2 * margin, height + 2 * margin, margin};
    size_t count = (size_t)crop.width * (size_t)crop.height;
    crop.ink = calloc(count, 1);
    crop.distance = malloc(count * sizeof *crop.distance);
    InkStatus status = crop.ink && crop.distance ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) {
        uint8_t *inside = crop.ink + (size_t)margin * (size_t)crop.width + margin;
        copy_ink(page, mark, box, inside, crop.width);
        if (filter) drop_ink(filter, box, inside, crop.width);
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
    return fit_mark(page, mark, &page->marks[mark], NULL, image);
}

/* Decides which blobs belong to a piece: what reaches over from a neighbor touches a cut and is
 * smaller than the rest. Returns their number of pixels and bounding box. */
static int32_t keep_blobs(const InkBlob *blobs, int32_t count, bool cut_left, bool cut_right,
                          const InkMark *box, uint8_t *kept, InkMark *bounds) {
    int32_t largest = 0, area = 0, width = box->right - box->left;
    for (int32_t i = 1; i < count; i++)
        if (blobs[i].area > blobs[largest].area) largest = i;
    for (int32_t i = 0; i < count; i++) {
        const InkBlob *blob = &blobs[i];
        bool over = (cut_left && blob->left == 0) || (cut_right && blob->right == width);
        kept[i + 1] = i == largest || !over;
        if (!kept[i + 1]) continue;
        InkMark found = {box->left + blob->left, box->top + blob->top, box->left + blob->right,
                         box->top + blob->bottom, box->line};
        if (area == 0) *bounds = found;
        bounds->left = ink_min(bounds->left, found.left);
        bounds->top = ink_min(bounds->top, found.top);
        bounds->right = ink_max(bounds->right, found.right);
        bounds->bottom = ink_max(bounds->bottom, found.bottom);
        area += blob->area;
    }
    return area;
}

InkStatus ink_page_piece(const InkPage *page, int32_t mark, int32_t from, int32_t to,
                         InkMark *piece, int32_t *area, float image[INK_PIXELS]) {
    if (mark < 0 || mark >= page->count) return INK_BAD_ARGUMENT;
    InkMark box = page->marks[mark];
    if (from < box.left || to > box.right || from >= to) return INK_BAD_ARGUMENT;
    bool cut_left = from > box.left, cut_right = to < box.right;
    box.left = from;
    box.right = to;
    *piece = box;
    *area = 0;
    memset(image, 0, INK_PIXELS * sizeof *image);
    int32_t width = to - from, height = box.bottom - box.top, count = 0;
    size_t pixels = (size_t)width * (size_t)height;
    uint8_t *ink = calloc(pixels, 1), *kept = NULL;
    int32_t *labels = malloc(pixels * sizeof *labels);
    InkBlob *blobs = NULL;
    InkStatus status = ink && labels ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) {
        copy_ink(page, mark, &box, ink, width);
        status = ink_blobs_find(ink, width, height, 1, labels, &blobs, &count);
    }
    if (status == INK_OK && count > 0) {
        kept = calloc((size_t)count + 1, 1);
        status = kept ? INK_OK : INK_NO_MEMORY;
    }
    if (status == INK_OK && count > 0) {
        *area = keep_blobs(blobs, count, cut_left, cut_right, &box, kept, piece);
        const Filter filter = {labels, kept, box.left, box.top, width};
        status = fit_mark(page, mark, piece, &filter, image);
    }
    free(ink);
    free(labels);
    free(blobs);
    free(kept);
    return status;
}
