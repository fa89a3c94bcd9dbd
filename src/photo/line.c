/* Groups marks into lines and puts them into reading order. */
#include "photo/mark.h"

#include <math.h>
#include <stdlib.h>

enum { MIN_STEPS = 4 }; /* steps between neighboring marks needed to estimate the slope */

typedef struct {
    InkMark mark;
    int32_t index; /* original index */
} Placed;

static int32_t center_y(const InkMark *mark) {
    return (mark->top + mark->bottom) / 2;
}

static int32_t height_of(const InkMark *mark) {
    return mark->bottom - mark->top;
}

static int by_left(const void *a, const void *b) {
    const Placed *first = a, *second = b;
    if (first->mark.left != second->mark.left) return first->mark.left - second->mark.left;
    return first->index - second->index;
}

static int by_line(const void *a, const void *b) {
    const Placed *first = a, *second = b;
    if (first->mark.line != second->mark.line) return first->mark.line - second->mark.line;
    return by_left(a, b);
}

/* The line whose last mark is nearest to this one in height; `lines` if none is near enough. */
static int32_t nearest_line(const InkMark *mark, const InkMark *const *lasts, int32_t lines) {
    int32_t best = lines, nearest = INT32_MAX;
    for (int32_t line = 0; line < lines; line++) {
        int32_t off = abs(center_y(lasts[line]) - center_y(mark));
        int32_t taller =
            height_of(lasts[line]) > height_of(mark) ? height_of(lasts[line]) : height_of(mark);
        if (2 * off > taller || off >= nearest) continue;
        nearest = off;
        best = line;
    }
    return best;
}

int32_t ink_marks_order(InkMark *marks, int32_t count, int32_t *order) {
    Placed placed[INK_MAX_MARKS] = {0};
    const InkMark *firsts[INK_MAX_MARKS], *lasts[INK_MAX_MARKS];
    int32_t numbers[INK_MAX_MARKS] = {0}, lines = 0;
    for (int32_t i = 0; i < count; i++)
        placed[i] = (Placed){marks[i], i};
    qsort(placed, (size_t)count, sizeof *placed, by_left);
    for (int32_t i = 0; i < count; i++) {
        InkMark *mark = &placed[i].mark;
        mark->line = nearest_line(mark, lasts, lines);
        if (mark->line == lines) firsts[lines++] = mark;
        lasts[mark->line] = mark;
    }
    /* Number lines by the height of their first mark. */
    for (int32_t line = 0; line < lines; line++) {
        numbers[line] = 0;
        for (int32_t other = 0; other < lines; other++) {
            int32_t above = center_y(firsts[other]) - center_y(firsts[line]);
            numbers[line] += above < 0 || (above == 0 && other < line);
        }
    }
    for (int32_t i = 0; i < count; i++)
        placed[i].mark.line = numbers[placed[i].mark.line];
    qsort(placed, (size_t)count, sizeof *placed, by_line);
    for (int32_t i = 0; i < count; i++) {
        marks[i] = placed[i].mark;
        order[i] = placed[i].index;
    }
    return lines;
}

static int by_value(const void *a, const void *b) {
    float first = *(const float *)a, second = *(const float *)b;
    return (first > second) - (first < second);
}

float ink_marks_slope(const InkMark *marks, int32_t count) {
    float slopes[INK_MAX_MARKS];
    int32_t steps = 0;
    for (int32_t i = 1; i < count; i++) {
        const InkMark *from = &marks[i - 1], *to = &marks[i];
        int32_t right = to->left + to->right - from->left - from->right;
        if (from->line != to->line || right <= 0) continue;
        /* Digits stand on the line, so their bottoms follow it. */
        slopes[steps++] = 2.0f * (float)(to->bottom - from->bottom) / (float)right;
    }
    if (steps < MIN_STEPS) return 0.0f;
    qsort(slopes, (size_t)steps, sizeof *slopes, by_value);
    return slopes[steps / 2];
}
