/* Thresholds are relative to the size of the writing, as a photograph may be taken from any
 * distance. */
#include "photo/mark.h"
#include "base/minmax.h"

#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846

enum {
    MIN_SIDE = 5,  /* pixels; smaller writing is illegible */
    LONG = 3,      /* a line is at least 1/3 as long as the picture, */
    THIN = 40,     /* and fills less than 1/40 of the square on its longer side */
    SPECK = 5,     /* a speck is smaller than 1/5 of the typical height in both directions */
    SLIVER = 8,    /* strokes of writing are at most this many times as long as wide, */
    PATCH = 80,    /* and fill at most this % of their box */
    GIANT = 3,     /* heights of the writing: slivers and patches larger than this are no digits */
    FRAGMENT = 65, /* % of the larger part's height below which a part is a fragment */
    UNDER = 40,    /* % of a fragment's width that overlaps the rest of the digit horizontally */
    WITHIN = 80,   /* % of the narrower part's width that full-height parts must overlap by */
    NEAR = 25,     /* % of the height: the widest gap between parts of a digit */
    WHOLE = 140,   /* % of the larger part's height: anything taller or wider is two digits */
    FLAT = 3,      /* width to height ratio of a dash */
    SLENDER = 3,   /* a bar is this many times as long as it is thick, */
    LYING = 35,    /* and lies within this many degrees of horizontal */
    BESIDE = 3,    /* heights: how far from a brace its lines may be */
    SPANNED = 60,  /* % of its height that the marks in its lines are smaller than */
    SPANNING = 3,  /* marks beside it */
    INSIDE = 3,    /* parts that a frame encloses */
    RING = 125,    /* % of the typical height: a ring around a digit is at least this high, */
    ENCIRCLED = 40 /* and the digit at least this % of it; two that high are no part of a 0 */
};

/* A blob, and the mark it ends up in. */
typedef struct Part {
    InkMark mark;             /* bounding box, including merged parts */
    int32_t area;             /* of the blob alone, in pixels */
    InkBlob ink;              /* area and moments, including merged parts */
    struct Part *merged_into; /* the part it was merged into; NULL if none */
    int32_t mark_index;       /* index of its mark; -1 for none */
    bool frame;               /* encloses other writing, or spans several lines of it */
} Part;

static int32_t height_of(const Part *part) {
    return part->mark.bottom - part->mark.top;
}

static int32_t width_of(const Part *part) {
    return part->mark.right - part->mark.left;
}

/* Parts that are otherwise equal keep the order of their blobs: qsort sorts ties differently from
 * one C library to the next. */
static int by_blob(const Part *first, const Part *second) {
    return (first > second) - (first < second);
}

static int by_height(const void *a, const void *b) {
    const Part *first = *(Part *const *)a, *second = *(Part *const *)b;
    int difference = height_of(first) - height_of(second);
    return difference ? difference : by_blob(first, second);
}

static int by_left(const void *a, const void *b) {
    const Part *first = *(Part *const *)a, *second = *(Part *const *)b;
    int difference = first->mark.left - second->mark.left;
    if (!difference) difference = first->mark.top - second->mark.top;
    return difference ? difference : by_blob(first, second);
}

/* The functions below filter a list of `count` parts in place and return its new length. */

/* Drops parts cut off by the picture's edge, unless all of them are. */
static int32_t drop_edges(Part **list, int32_t count, int32_t width, int32_t height) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        const InkMark *mark = &list[i]->mark;
        bool cut =
            mark->left == 0 || mark->top == 0 || mark->right == width || mark->bottom == height;
        if (cut || ink_max(height_of(list[i]), width_of(list[i])) < MIN_SIDE) continue;
        Part *inner = list[i];
        list[i] = list[kept];
        list[kept++] = inner;
    }
    return kept ? kept : count;
}

/* Drops long lines: page edges, rules, table borders. If nothing else is left, one may be a 1. */
static int32_t drop_lines(Part **list, int32_t count, int32_t picture_side) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t side = ink_max(height_of(list[i]), width_of(list[i]));
        bool thin = (int64_t)THIN * list[i]->area < (int64_t)side * side;
        if (LONG * side < picture_side || !thin) list[kept++] = list[i];
    }
    return kept ? kept : count;
}

/* Whether a part looks like a stroke of writing, rather than a sliver or a patch at an edge. */
static bool like_writing(const Part *part) {
    int32_t height = height_of(part), width = width_of(part);
    int64_t box = (int64_t)height * width;
    return ink_max(height, width) <= SLIVER * ink_min(height, width) &&
           100 * (int64_t)part->area <= PATCH * box;
}

static bool like_digit(const Part *part) {
    return like_writing(part) && !part->frame;
}

/* The median height, weighted by the square of the height, so that many specks do not outweigh a
 * few digits. Slivers, patches, and frames do not count, unless there is nothing else. The list
 * must be sorted by height. */
static int32_t typical_height(Part *const *list, int32_t count) {
    for (int32_t all = 0; all < 2; all++) {
        double total = 0.0, below = 0.0;
        for (int32_t i = 0; i < count; i++)
            if (all || like_digit(list[i]))
                total += (double)height_of(list[i]) * height_of(list[i]);
        for (int32_t i = 0; i < count && total > 0.0; i++) {
            if (!all && !like_digit(list[i])) continue;
            below += (double)height_of(list[i]) * height_of(list[i]);
            if (2.0 * below >= total) return height_of(list[i]);
        }
    }
    return 0;
}

/* Drops specks, and slivers and patches that are much larger than the writing. */
static int32_t drop_specks(Part **list, int32_t count) {
    qsort(list, (size_t)count, sizeof(*list), by_height);
    int32_t typical = typical_height(list, count), kept = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t side = ink_max(height_of(list[i]), width_of(list[i]));
        if (side < MIN_SIDE || SPECK * side < typical) continue;
        if (side > GIANT * typical && !like_writing(list[i])) continue;
        list[kept++] = list[i];
    }
    return kept;
}

/* Keeps the tallest. The list must be sorted by height. */
static int32_t drop_surplus(Part **list, int32_t count) {
    int32_t over = count - INK_MAX_MARKS;
    for (int32_t i = 0; over > 0 && i < INK_MAX_MARKS; i++)
        list[i] = list[over + i];
    return ink_min(count, INK_MAX_MARKS);
}

static bool encloses(const Part *outer, const Part *inner) {
    const InkMark *a = &outer->mark, *b = &inner->mark;
    return outer != inner && a->left <= b->left && a->top <= b->top && a->right >= b->right &&
           a->bottom >= b->bottom;
}

/* Whether a part is around another that is not much smaller. */
static bool encircles(const Part *outer, const Part *inner) {
    return encloses(outer, inner) && 100 * height_of(inner) >= ENCIRCLED * height_of(outer);
}

/* Whether a part has the shape of a ring around one digit, as people number lists. A 0 is no larger
 * than its neighbors, and holds at most a small stroke. */
static bool like_ring(const Part *part, int32_t typical) {
    return 100 * height_of(part) >= RING * typical && 2 * width_of(part) > height_of(part) &&
           2 * height_of(part) > width_of(part);
}

/* Drops frames around other writing, such as the grid of a table. Finds all of them before dropping
 * any: compacting the list while still counting in it would count some parts twice. */
static int32_t drop_frames(Part **list, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        for (int32_t j = 0; j < count; j++)
            list[i]->frame = list[i]->frame || encircles(list[i], list[j]);
    int32_t typical = typical_height(list, count);
    for (int32_t i = 0; i < count; i++) {
        int32_t inside = 0, encircled = 0;
        for (int32_t j = 0; j < count; j++) {
            inside += encloses(list[i], list[j]);
            encircled += encircles(list[i], list[j]);
        }
        list[i]->frame =
            inside >= INSIDE || encircled > 1 || (encircled == 1 && like_ring(list[i], typical));
    }
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++)
        if (!list[i]->frame) list[kept++] = list[i];
    return kept;
}

/* Whether the ink is a bar that lies rather than stands: a minus sign, or half of an equals sign.
 * Its axes are those of the ellipse with the same second moments. */
static bool is_bar(const InkBlob *ink) {
    double area = ink->area, x = ink->x / area, y = ink->y / area;
    double xx = ink->xx / area - x * x, yy = ink->yy / area - y * y, xy = ink->xy / area - x * y;
    double middle = 0.5 * (xx + yy), half = sqrt(0.25 * (xx - yy) * (xx - yy) + xy * xy);
    if (middle + half < (double)(SLENDER * SLENDER) * (middle - half)) return false;
    double tilt = fabs(0.5 * atan2(2.0 * xy, xx - yy)); /* of the long axis, from horizontal */
    return tilt * 180.0 < (double)LYING * PI;
}

static int32_t drop_dashes(Part **list, int32_t count) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        bool flat = width_of(list[i]) >= FLAT * height_of(list[i]);
        if (!flat && !is_bar(&list[i]->ink)) list[kept++] = list[i];
    }
    return kept;
}

/* Whether one mark lies within the height of another, near it, and is much smaller. */
static bool beside(const Part *tall, const Part *small) {
    const InkMark *a = &tall->mark, *b = &small->mark;
    int32_t height = height_of(tall), middle = (b->top + b->bottom) / 2;
    int32_t gap = ink_max(a->left, b->left) - ink_min(a->right, b->right);
    return tall != small && middle > a->top && middle < a->bottom && gap < BESIDE * height &&
           100 * height_of(small) < SPANNED * height && SPECK * height_of(small) > height;
}

/* Drops marks that stand beside two lines of others: braces, brackets, dividing lines. */
static int32_t drop_spanning(Part **list, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int32_t lowest_top = INT32_MIN, highest_bottom = INT32_MAX, neighbors = 0;
        for (int32_t j = 0; j < count; j++) {
            if (!beside(list[i], list[j])) continue;
            neighbors++;
            lowest_top = ink_max(lowest_top, list[j]->mark.top);
            highest_bottom = ink_min(highest_bottom, list[j]->mark.bottom);
        }
        list[i]->frame = neighbors >= SPANNING && highest_bottom <= lowest_top;
    }
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++)
        if (!list[i]->frame) list[kept++] = list[i];
    return kept;
}

/* Whether two parts belong to one digit: a detached bar, such as that of a 5, or overlapping
 * strokes. */
static bool same_digit(const Part *a, const Part *b) {
    const Part *large = height_of(a) >= height_of(b) ? a : b, *small = large == a ? b : a;
    const InkMark *one = &a->mark, *other = &b->mark;
    bool fragment = 100 * height_of(small) < FRAGMENT * height_of(large);
    /* The bar of a narrow 5 may be wider than the rest is tall. */
    int32_t size = height_of(large);
    if (fragment) size = ink_max(size, ink_min(width_of(small), 5 * size / 4));
    int32_t gap = ink_max(one->top, other->top) - ink_min(one->bottom, other->bottom);
    int32_t whole = ink_max(one->bottom, other->bottom) - ink_min(one->top, other->top);
    int32_t across = ink_max(one->right, other->right) - ink_min(one->left, other->left);
    if (100 * whole > WHOLE * size || 100 * across > WHOLE * size || 100 * gap > NEAR * size)
        return false;
    int32_t beside = ink_min(one->right, other->right) - ink_max(one->left, other->left);
    int32_t narrow = ink_min(width_of(a), width_of(b));
    return fragment ? 100 * beside >= UNDER * narrow : gap < 0 && 100 * beside >= WITHIN * narrow;
}

static void merge(Part *whole, Part *part) {
    InkMark *to = &whole->mark;
    to->left = ink_min(to->left, part->mark.left);
    to->top = ink_min(to->top, part->mark.top);
    to->right = ink_max(to->right, part->mark.right);
    to->bottom = ink_max(to->bottom, part->mark.bottom);
    InkBlob *sum = &whole->ink, *more = &part->ink;
    sum->area += more->area;
    sum->x += more->x;
    sum->y += more->y;
    sum->xx += more->xx;
    sum->xy += more->xy;
    sum->yy += more->yy;
    part->merged_into = whole;
}

/* Merges parts into digits until nothing more can be merged. */
static int32_t merge_parts(Part **list, int32_t count) {
    for (int32_t before = count + 1; count < before;) {
        before = count;
        qsort(list, (size_t)count, sizeof(*list), by_left);
        int32_t kept = 0;
        for (int32_t i = 0; i < before; i++) {
            Part *whole = NULL;
            for (int32_t j = kept - 1; j >= 0 && !whole; j--)
                if (same_digit(list[j], list[i])) whole = list[j];
            if (whole)
                merge(whole, list[i]);
            else
                list[kept++] = list[i];
        }
        count = kept;
    }
    return count;
}

static int32_t mark_of(const Part *part) {
    while (part->merged_into)
        part = part->merged_into;
    return part->mark_index;
}

InkStatus ink_marks_find(const InkBlob *blobs, int32_t blob_count, int32_t width, int32_t height,
                         InkMark *marks, int32_t *owners, int32_t *mark_count) {
    *mark_count = 0;
    if (blob_count == 0) return INK_OK;
    Part *parts = malloc((size_t)blob_count * sizeof *parts);
    Part **list = malloc((size_t)blob_count * sizeof *list);
    if (!parts || !list) {
        free(parts);
        free(list);
        return INK_NO_MEMORY;
    }
    for (int32_t i = 0; i < blob_count; i++) {
        const InkBlob *blob = &blobs[i];
        parts[i] = (Part){{blob->left, blob->top, blob->right, blob->bottom, 0},
                          blob->area,
                          *blob,
                          NULL,
                          -1,
                          false};
        list[i] = &parts[i];
    }
    int32_t count = drop_edges(list, blob_count, width, height);
    count = drop_lines(list, count, ink_max(width, height));
    count = drop_specks(list, count);
    count = drop_surplus(list, count);
    count = drop_frames(list, count);
    count = merge_parts(list, count);
    count = drop_dashes(list, count);
    count = drop_spanning(list, count);
    for (int32_t i = 0; i < count; i++) {
        marks[i] = list[i]->mark;
        list[i]->mark_index = i;
    }
    for (int32_t i = 0; i < blob_count; i++)
        owners[i] = mark_of(&parts[i]);
    *mark_count = count;
    free(parts);
    free(list);
    return INK_OK;
}
