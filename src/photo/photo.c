/* Reads a photographed page: removes the paper, finds blobs of ink, and groups them into digits. */
#include "photo/photo.h"
#include "base/minmax.h"
#include "photo/blob.h"
#include "photo/mark.h"
#include "photo/noise.h"
#include "photo/paper.h"
#include "photo/rules.h"
#include "photo/table.h"
#include "photo/turn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUSY = 2000,  /* blobs: more than on any page of writing */
    SMALLEST = 10 /* pixels; smaller digits are illegible */
};

/* Half a turn, in radians. */
#define MOST_TURN 3.1416f

/* Ink this near to the edge of the photograph is cut off, in pixels. */
#define EDGE 1.0f

/* Lines of marks that stray from the rules by more than this, in radians, are not trusted: a few
 * marks, such as those of an equation, are above each other by chance. */
#define ASTRAY 0.1f

/* Rules tilted by more than this, in radians, are found whole only once the page is straight. */
#define TILTED 0.045f

/* Sorts the marks into reading order, in lines that may slope and in rows of tables. */
static void order_marks(InkPage *page, int32_t *order) {
    InkCell cells[INK_MAX_MARKS];
    float since = page->angle - page->ruled_angle;
    int32_t ruled_width, ruled_height;
    ink_turn_size(page->taken_width, page->taken_height, page->ruled_angle, &ruled_width,
                  &ruled_height);
    ink_table_cells(&page->rules, ruled_width, ruled_height, page->marks, page->count, since,
                    page->width, page->height, cells);
    float slope = ink_marks_direction(page->marks, page->count);
    ink_marks_order(page->marks, page->count, slope, cells, order);
    for (int32_t i = 0; i < page->count; i++)
        page->cells[i] = cells[order[i]];
    page->slope = ink_marks_slope(page->marks, page->count);
    /* In a table, the rules tell more than the digits do. */
    int32_t in_table = 0;
    for (int32_t i = 0; i < page->count; i++)
        in_table += cells[i].table >= 0;
    float ruled, tilt;
    if (2 * in_table > page->count && ink_table_slope(&page->rules, &ruled))
        page->slope = tanf(atanf(ruled) + since);
    else if (ink_rules_tilt(&page->rules, &tilt) &&
             (page->ruled || fabsf(tilt + since - atanf(page->slope)) > ASTRAY))
        page->slope = tanf(tilt + since);
}

/* Why there are no marks among the blobs. */
static InkDoubt doubt_of(const InkBlob *blobs, int32_t count) {
    int32_t largest = 0;
    for (int32_t i = 0; i < count; i++) {
        const InkBlob *blob = &blobs[i];
        largest = ink_max(largest, ink_max(blob->right - blob->left, blob->bottom - blob->top));
    }
    return count == 0           ? INK_DOUBT_FAINT
           : count > BUSY       ? INK_DOUBT_BUSY
           : largest < SMALLEST ? INK_DOUBT_SMALL
                                : INK_DOUBT_OTHER;
}

static bool is_cut_off(const InkPage *page, const InkBlob *blob) {
    return blob->left == 0 || blob->top == 0 || blob->right == page->width ||
           blob->bottom == page->height;
}

/* Groups blobs into marks and relabels each pixel from its blob to its mark. */
static InkStatus group_blobs(InkPage *page, const InkBlob *blobs, int32_t blob_count) {
    int32_t *owners = malloc((size_t)blob_count * sizeof *owners + 1);
    if (!owners) return INK_NO_MEMORY;
    InkStatus status = ink_marks_find(blobs, blob_count, page->width, page->height, page->marks,
                                      owners, &page->count);
    if (status == INK_OK) {
        page->doubt = page->count ? INK_DOUBT_NONE : doubt_of(blobs, blob_count);
        int32_t order[INK_MAX_MARKS], places[INK_MAX_MARKS] = {0};
        order_marks(page, order);
        for (int32_t i = 0; i < page->count; i++)
            places[order[i]] = i;
        size_t count = (size_t)page->width * (size_t)page->height;
        for (size_t i = 0; i < count; i++) {
            if (!page->labels[i]) continue;
            int32_t blob = page->labels[i] - 1, owner = owners[blob];
            page->labels[i] = owner < 0 ? 0 : 1 + places[owner];
            /* Erased now: once the page is rotated, its edge is no longer the photograph's. */
            if (owner < 0 && is_cut_off(page, &blobs[blob])) page->ink[i] = 0;
        }
    }
    free(owners);
    return status;
}

/* Finds the marks of the page's ink. */
static InkStatus find_marks(InkPage *page) {
    InkBlob *blobs = NULL;
    int32_t blob_count = 0;
    InkStatus status = ink_blobs_find(page->ink, page->width, page->height, INK_PAPER_LINE,
                                      page->labels, &blobs, &blob_count);
    if (status == INK_OK) status = group_blobs(page, blobs, blob_count);
    free(blobs);
    return status;
}

/* Whether a place in the photograph is at its edge or at that of the paper. */
static bool is_at_edge(const InkPage *page, float x, float y) {
    if (x < EDGE || y < EDGE || x > (float)page->taken_width - 1.0f - EDGE ||
        y > (float)page->taken_height - 1.0f - EDGE)
        return true;
    for (int32_t corner = 0; corner < 4; corner++) {
        float right = corner % 2 ? EDGE : -EDGE, down = corner / 2 ? EDGE : -EDGE;
        if (!ink_sheet_covers(&page->sheet, (int32_t)(x + right), (int32_t)(y + down))) return true;
    }
    return false;
}

/* Erases blobs that reach the edge of the photograph or of the paper, unless all do. */
static InkStatus erase_cut_off(InkPage *page) {
    InkBlob *blobs = NULL;
    int32_t count = 0, cut_count = 0;
    InkStatus status = ink_blobs_find(page->ink, page->width, page->height, INK_PAPER_LINE,
                                      page->labels, &blobs, &count);
    free(blobs);
    if (status != INK_OK) return status;
    bool *cut = calloc((size_t)count + 1, sizeof *cut);
    if (!cut) return INK_NO_MEMORY;
    size_t pixels = (size_t)page->width * (size_t)page->height;
    for (size_t i = 0; i < pixels; i++) {
        if (!page->labels[i] || cut[page->labels[i]]) continue;
        const size_t column = i % (size_t)page->width, row = i / (size_t)page->width;
        float x = (float)column, y = (float)row;
        ink_turn_back(page->taken_width, page->taken_height, page->angle, page->width, page->height,
                      &x, &y);
        cut[page->labels[i]] = is_at_edge(page, x, y);
        cut_count += cut[page->labels[i]];
    }
    for (size_t i = 0; i < pixels && cut_count < count; i++)
        if (page->labels[i] && cut[page->labels[i]]) page->ink[i] = 0;
    free(cut);
    return INK_OK;
}

/* Removes the rules of a page; keeps its ink with them if they are tilted. */
static InkStatus remove_rules(InkPage *page) {
    size_t count = (size_t)page->width * (size_t)page->height;
    page->ruled = malloc(count);
    if (!page->ruled) return INK_NO_MEMORY;
    memcpy(page->ruled, page->ink, count);
    InkStatus status = ink_rules_remove(page->ink, page->width, page->height, &page->rules);
    float tilt;
    ink_rules_tilt(&page->rules, &tilt);
    if (fabsf(tilt) > TILTED) return status;
    free(page->ruled);
    page->ruled = NULL;
    return status;
}

static InkStatus remove_paper(InkPage *page, const uint8_t *gray, bool sheet) {
    ink_sheet_free(&page->sheet);
    return ink_paper_remove(gray, page->width, page->height, !sheet, page->ink, &page->sheet,
                            &page->light_ink);
}

/* Reads a photograph without strong noise. */
static InkStatus read_smooth(InkPage **page, const uint8_t *gray, int32_t width, int32_t height,
                             bool sheet) {
    size_t count = (size_t)width * (size_t)height;
    InkPage *made = calloc(1, sizeof *made);
    if (!made) return INK_NO_MEMORY;
    made->width = made->taken_width = width;
    made->height = made->taken_height = height;
    made->ink = malloc(count);
    made->labels = malloc(count * sizeof *made->labels);
    InkStatus status = made->ink && made->labels ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) status = remove_paper(made, gray, sheet);
    if (status == INK_OK) status = remove_rules(made);
    if (status == INK_OK && made->sheet.on) status = erase_cut_off(made);
    if (status == INK_OK) status = find_marks(made);
    if (status == INK_OK && made->count == 0 && made->rules.count == 1) {
        /* A single line and nothing else may be a 1. */
        ink_rules_free(&made->rules);
        status = remove_paper(made, gray, sheet);
        if (status == INK_OK) status = find_marks(made);
    }
    if (status == INK_OK)
        *page = made;
    else
        ink_page_free(made);
    return status;
}

static InkStatus read_page(InkPage **page, const uint8_t *gray, int32_t width, int32_t height,
                           bool sheet) {
    *page = NULL;
    if (width < 1 || width > INK_MAX_PAGE_SIDE || height < 1 || height > INK_MAX_PAGE_SIDE) {
        return INK_BAD_ARGUMENT;
    }
    uint8_t *smooth;
    InkStatus status = ink_noise_reduce(gray, width, height, &smooth);
    if (status == INK_OK) status = read_smooth(page, smooth ? smooth : gray, width, height, sheet);
    free(smooth);
    return status;
}

InkStatus ink_page_read(InkPage **page, const uint8_t *gray, int32_t width, int32_t height) {
    return read_page(page, gray, width, height, true);
}

InkStatus ink_page_read_whole(InkPage **page, const uint8_t *gray, int32_t width, int32_t height) {
    return read_page(page, gray, width, height, false);
}

InkStatus ink_page_rotate(InkPage *page, float angle) {
    if (!(fabsf(angle) <= MOST_TURN)) return INK_BAD_ARGUMENT;
    /* Of all turns together, so that the page does not grow with each of them. */
    int32_t width, height;
    ink_turn_size(page->taken_width, page->taken_height, page->angle + angle, &width, &height);
    size_t count = (size_t)width * (size_t)height;
    uint8_t *ink = malloc(count);
    int32_t *labels = malloc(count * sizeof *labels);
    if (!ink || !labels) {
        free(ink);
        free(labels);
        return INK_NO_MEMORY;
    }
    float tilt;
    ink_rules_tilt(&page->rules, &tilt);
    bool straightens = page->ruled && fabsf(tilt + angle) < fabsf(tilt);
    if (straightens)
        ink_turn(page->ruled, page->taken_width, page->taken_height, angle, ink, width, height);
    else
        ink_turn(page->ink, page->width, page->height, angle, ink, width, height);
    free(page->ink);
    free(page->labels);
    page->ink = ink;
    page->labels = labels;
    page->width = width;
    page->height = height;
    page->angle += angle;
    page->count = 0;
    /* Only once: the page is now as straight as its rules can tell. */
    free(page->ruled);
    page->ruled = NULL;
    InkStatus status = INK_OK;
    if (straightens) {
        ink_rules_free(&page->rules);
        page->ruled_angle = page->angle;
        status = ink_rules_remove(page->ink, width, height, &page->rules);
        if (status == INK_OK) status = erase_cut_off(page);
    }
    return status == INK_OK ? find_marks(page) : status;
}

void ink_page_free(InkPage *page) {
    if (!page) return;
    free(page->ink);
    free(page->labels);
    free(page->ruled);
    ink_rules_free(&page->rules);
    ink_sheet_free(&page->sheet);
    free(page);
}

int32_t ink_page_mark_count(const InkPage *page) {
    return page->count;
}

const InkMark *ink_page_marks(const InkPage *page) {
    return page->marks;
}

const InkCell *ink_page_cells(const InkPage *page) {
    return page->cells;
}

InkDoubt ink_page_doubt(const InkPage *page) {
    return page->doubt;
}

bool ink_page_is_sheet(const InkPage *page) {
    return page->sheet.on != NULL;
}

bool ink_page_has_light_ink(const InkPage *page) {
    return page->light_ink;
}

float ink_page_slope(const InkPage *page) {
    return page->slope;
}
