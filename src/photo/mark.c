/* All sizes here are relative to the writing itself: a photograph may be taken from near or far. */
#include "photo/mark.h"
#include "base/minmax.h"

#include <stdlib.h>

enum {
    LEAST_SIDE = 5, /* pixels: smaller writing can't be read */
    LONG = 3,       /* lines are a third as long as the picture, */
    THIN = 40,      /* and have less ink than a fortieth of the square over them */
    SPECK = 5,      /* less than a fifth of the usual height each way is no writing */
    FRAGMENT = 65,  /* % of the height of what it belongs to: a part, such as the flag of a 5 */
    UNDER = 40,     /* % of a fragment's width that lies over or under the rest of the digit */
    WITHIN = 80,    /* % of the narrower one's width, where parts stand side by side */
    NEAR = 25,      /* % of the height: the widest gap between parts of a digit */
    WHOLE = 140,    /* % of the larger part's height: what is higher or wider is two digits */
    FLAT = 3,       /* times as wide as high is a dash */
    INSIDE = 3      /* marks inside another one make it a frame */
};

/* A blob, and what became of it. */
typedef struct Part {
    InkMark mark;      /* with the parts that joined it */
    int32_t area;      /* of the blob itself, in pixels */
    struct Part *into; /* the part that it joined; NULL while it is one of its own */
    int32_t number;    /* of its mark; -1 for none */
    bool frame;        /* it is a frame around other writing */
} Part;

static int32_t high(const Part *part) {
    return part->mark.bottom - part->mark.top;
}

static int32_t wide(const Part *part) {
    return part->mark.right - part->mark.left;
}

static int by_height(const void *a, const void *b) {
    return high(*(Part *const *)a) - high(*(Part *const *)b);
}

static int by_left(const void *a, const void *b) {
    const InkMark *first = &(*(Part *const *)a)->mark, *second = &(*(Part *const *)b)->mark;
    return first->left != second->left ? first->left - second->left : first->top - second->top;
}

/* The lists below are of `count` parts; each function returns how many are left in it. */

/* What is cut off by the picture's edge, unless all is. */
static int32_t leave_out_edges(Part **list, int32_t count, int32_t width, int32_t height) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        const InkMark *mark = &list[i]->mark;
        bool cut =
            mark->left == 0 || mark->top == 0 || mark->right == width || mark->bottom == height;
        if (cut || ink_max(high(list[i]), wide(list[i])) < LEAST_SIDE) continue;
        Part *inner = list[i];
        list[i] = list[kept];
        list[kept++] = inner;
    }
    return kept ? kept : count;
}

/* Long lines: the edges of a page, rules, the frame of a table. One that is all there is may be
 * a 1. */
static int32_t leave_out_lines(Part **list, int32_t count, int32_t picture_side) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t side = ink_max(high(list[i]), wide(list[i]));
        bool thin = (int64_t)THIN * list[i]->area < (int64_t)side * side;
        if (LONG * side < picture_side || !thin) list[kept++] = list[i];
    }
    return kept ? kept : count;
}

/* The height that half of the writing has or stays below. A part counts by its square, so that many
 * specks do not outweigh a few digits. The list is sorted by height. */
static int32_t usual_height(Part *const *list, int32_t count) {
    double total = 0.0, below = 0.0;
    for (int32_t i = 0; i < count; i++)
        total += (double)high(list[i]) * high(list[i]);
    for (int32_t i = 0; i < count; i++) {
        below += (double)high(list[i]) * high(list[i]);
        if (2.0 * below >= total) return high(list[i]);
    }
    return 0;
}

static int32_t leave_out_specks(Part **list, int32_t count) {
    qsort(list, (size_t)count, sizeof(*list), by_height);
    int32_t usual = usual_height(list, count), kept = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t side = ink_max(high(list[i]), wide(list[i]));
        if (side >= LEAST_SIDE && SPECK * side >= usual) list[kept++] = list[i];
    }
    return kept;
}

/* The list is sorted by height: the tallest stay. */
static int32_t leave_out_too_many(Part **list, int32_t count) {
    int32_t over = count - INK_MAX_MARKS;
    for (int32_t i = 0; over > 0 && i < INK_MAX_MARKS; i++)
        list[i] = list[over + i];
    return ink_min(count, INK_MAX_MARKS);
}

static bool holds(const Part *outer, const Part *inner) {
    const InkMark *a = &outer->mark, *b = &inner->mark;
    return outer != inner && a->left <= b->left && a->top <= b->top && a->right >= b->right &&
           a->bottom >= b->bottom;
}

/* Frames around other writing, such as the lines of a table. All are found before any is left out:
 * dropping parts from a list that is still counted would count some of them twice. */
static int32_t leave_out_frames(Part **list, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int32_t inside = 0;
        for (int32_t j = 0; j < count; j++)
            inside += holds(list[i], list[j]);
        list[i]->frame = inside >= INSIDE;
    }
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++)
        if (!list[i]->frame) list[kept++] = list[i];
    return kept;
}

static int32_t leave_out_dashes(Part **list, int32_t count) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++)
        if (wide(list[i]) < FLAT * high(list[i])) list[kept++] = list[i];
    return kept;
}

/* Whether two parts are of one digit: a bar over the rest of it, or strokes side by side. */
static bool belong(const Part *a, const Part *b) {
    const Part *large = high(a) >= high(b) ? a : b, *small = large == a ? b : a;
    const InkMark *one = &a->mark, *other = &b->mark;
    bool fragment = 100 * high(small) < FRAGMENT * high(large);
    /* The flag of a narrow 5 may be wider than the rest is high. */
    int32_t size = high(large);
    if (fragment) size = ink_max(size, ink_min(wide(small), 5 * size / 4));
    int32_t gap = ink_max(one->top, other->top) - ink_min(one->bottom, other->bottom);
    int32_t whole = ink_max(one->bottom, other->bottom) - ink_min(one->top, other->top);
    int32_t across = ink_max(one->right, other->right) - ink_min(one->left, other->left);
    if (100 * whole > WHOLE * size || 100 * across > WHOLE * size || 100 * gap > NEAR * size)
        return false;
    int32_t beside = ink_min(one->right, other->right) - ink_max(one->left, other->left);
    int32_t narrow = ink_min(wide(a), wide(b));
    return fragment ? 100 * beside >= UNDER * narrow : gap < 0 && 100 * beside >= WITHIN * narrow;
}

static void join(Part *whole, Part *part) {
    InkMark *to = &whole->mark;
    to->left = ink_min(to->left, part->mark.left);
    to->top = ink_min(to->top, part->mark.top);
    to->right = ink_max(to->right, part->mark.right);
    to->bottom = ink_max(to->bottom, part->mark.bottom);
    part->into = whole;
}

/* Joins parts to digits, until there is nothing more to join. */
static int32_t join_parts(Part **list, int32_t count) {
    for (int32_t before = count + 1; count < before;) {
        before = count;
        qsort(list, (size_t)count, sizeof(*list), by_left);
        int32_t kept = 0;
        for (int32_t i = 0; i < before; i++) {
            Part *whole = NULL;
            for (int32_t j = kept - 1; j >= 0 && !whole; j--)
                if (belong(list[j], list[i])) whole = list[j];
            if (whole)
                join(whole, list[i]);
            else
                list[kept++] = list[i];
        }
        count = kept;
    }
    return count;
}

static int32_t number_of(const Part *part) {
    while (part->into)
        part = part->into;
    return part->number;
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
        parts[i] = (Part){
            {blob->left, blob->top, blob->right, blob->bottom, 0}, blob->area, NULL, -1, false};
        list[i] = &parts[i];
    }
    int32_t count = leave_out_edges(list, blob_count, width, height);
    count = leave_out_lines(list, count, ink_max(width, height));
    count = leave_out_specks(list, count);
    count = leave_out_too_many(list, count);
    count = leave_out_frames(list, count);
    count = join_parts(list, count);
    count = leave_out_dashes(list, count);
    for (int32_t i = 0; i < count; i++) {
        marks[i] = list[i]->mark;
        list[i]->number = i;
    }
    for (int32_t i = 0; i < blob_count; i++)
        owners[i] = number_of(&parts[i]);
    *mark_count = count;
    free(parts);
    free(list);
    return INK_OK;
}
