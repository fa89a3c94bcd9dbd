/* Groups marks into lines and puts them into reading order. Lines run in the direction that is most
 * frequent from a mark to its neighbor, as in the document spectrum (O'Gorman, "The Document
 * Spectrum for Page Layout Analysis", 1993). */
#include "base/minmax.h"
#include "photo/mark.h"

#include <math.h>
#include <stdlib.h>

enum {
    MIN_STEPS = 4,   /* steps between neighboring marks needed to estimate the slope */
    NEIGHBOR = 3,    /* heights: neighbors are nearer */
    UNLIKE = 2,      /* and at most twice as tall or as small */
    MOST_STEEP = 50, /* degrees: lines slope less, */
    STEEP = 20       /* and rarely this much: 3 of 4 neighbors must agree then, not 2 */
};

/* Neighbors agree on a direction within this angle, in radians. */
#define AGREE 0.18f

#define PI 3.14159265f

typedef struct {
    InkMark mark;
    int32_t index; /* original index */
    InkCell cell;
    int32_t height; /* of its center, along the slope */
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

static bool same_row(const Placed *a, const Placed *b) {
    return a->cell.table == b->cell.table && a->cell.row == b->cell.row;
}

/* The line whose last mark is nearest to this one in height; `lines` if none is near enough. */
static int32_t nearest_line(const Placed *placed, const Placed *const *lasts, int32_t lines) {
    int32_t best = lines, nearest = INT32_MAX;
    for (int32_t line = 0; line < lines; line++) {
        if (!same_row(placed, lasts[line])) continue;
        int32_t off = abs(lasts[line]->height - placed->height);
        int32_t own = height_of(&placed->mark), other = height_of(&lasts[line]->mark);
        /* Digits may stand anywhere in their cells; much farther apart, a rule was missed. */
        int32_t scale = placed->cell.table >= 0 ? 1 : 2;
        if (scale * off > ink_max(own, other) || off >= nearest) continue;
        nearest = off;
        best = line;
    }
    return best;
}

int32_t ink_marks_order(InkMark *marks, int32_t count, float slope, const InkCell *cells,
                        int32_t *order) {
    Placed placed[INK_MAX_MARKS];
    const Placed *firsts[INK_MAX_MARKS], *lasts[INK_MAX_MARKS];
    int32_t numbers[INK_MAX_MARKS] = {0}, lines = 0;
    for (int32_t i = 0; i < count; i++) {
        float x = 0.5f * (float)(marks[i].left + marks[i].right);
        placed[i] =
            (Placed){marks[i], i, cells[i], center_y(&marks[i]) - (int32_t)lroundf(slope * x)};
    }
    qsort(placed, (size_t)count, sizeof *placed, by_left);
    for (int32_t i = 0; i < count; i++) {
        Placed *own = &placed[i];
        int32_t line = own->mark.line = nearest_line(own, lasts, lines);
        if (line == lines) firsts[lines++] = own;
        lasts[line] = own;
    }
    /* Number lines by the height of their first mark. */
    for (int32_t line = 0; line < lines; line++) {
        for (int32_t other = 0; other < lines; other++) {
            int32_t above = firsts[other]->height - firsts[line]->height;
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

/* The direction from a mark to its nearest neighbor on the right, in radians; false if it has none.
 */
static bool to_neighbor(const InkMark *marks, int32_t count, int32_t own, float *angle) {
    float nearest = 0.0f;
    bool found = false;
    for (int32_t i = 0; i < count; i++) {
        int32_t low = height_of(&marks[own]), high = height_of(&marks[i]);
        float right =
            0.5f * (float)(marks[i].left + marks[i].right - marks[own].left - marks[own].right);
        float down = (float)(center_y(&marks[i]) - center_y(&marks[own]));
        float away = hypotf(right, down);
        if (i == own || right <= 0.0f ||
            fabsf(atan2f(down, right)) * 180.0f > (float)MOST_STEEP * PI || high > UNLIKE * low ||
            low > UNLIKE * high || away > (float)(NEIGHBOR * (low > high ? low : high)) ||
            (found && away >= nearest))
            continue;
        nearest = away;
        *angle = atan2f(down, right);
        found = true;
    }
    return found;
}

float ink_marks_direction(const InkMark *marks, int32_t count) {
    float angles[INK_MAX_MARKS];
    int32_t steps = 0, most = 0, first = 0;
    for (int32_t i = 0; i < count; i++)
        steps += to_neighbor(marks, count, i, &angles[steps]);
    qsort(angles, (size_t)steps, sizeof *angles, by_value);
    for (int32_t from = 0; from < steps; from++) {
        int32_t to = from;
        while (to < steps && angles[to] - angles[from] <= 2.0f * AGREE)
            to++;
        if (to - from <= most) continue;
        most = to - from;
        first = from;
    }
    if (most < MIN_STEPS || 2 * most < steps) return 0.0f;
    float angle = angles[first + most / 2];
    if (fabsf(angle) * 180.0f > (float)STEEP * PI && 4 * most < 3 * steps) return 0.0f;
    return tanf(angle);
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
