/* Groups the strokes of a number into digits. Lengths are relative to the height of the writing. */
#include "inkling/group.h"
#include "base/minmax.h"
#include "ink/strokes.h"
#include "ink/thinnest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    GRID = 48,    /* columns and rows in which a cut is looked for */
    ROWS = 24,    /* bands in which the gap between neighbors is measured */
    MAX_PARTS = 4 /* atoms in a digit */
};

static const float TINY = 1e-6f; /* instead of dividing by 0 */

/* Parts that cross: the center of the narrower one lies in the middle of the wider one, */
static const float CENTRAL = 0.2f;
/* and they share height, or one is a bar this close to the other. */
static const float SHARED = 0.3f, BAR = 0.4f, NEAR_BAR = 0.2f;

/* Parts at least this tall, relative to the tallest, start lines. Others belong to the nearest. */
static const float TALL = 0.45f;
/* Parts of a line share this much of the height of the shorter one. */
static const float SAME_LINE = 0.3f;

/* Parts of a digit may be this far apart; farther costs more, up to a limit. */
static const float JOIN_GAP = 0.03f, JOIN_LIMIT = 0.35f, JOIN_COST = 15.0f;
/* What it costs to join two parts side by side like neighboring digits: as tall as each other, and
 * with little overlap. (The two strokes of an open 4 begin and end at different heights.) */
static const float SIDE_COST = 4.0f, SIDE_OFF = 0.5f, SIDE_LEVEL = 0.75f, SIDE_OVERLAP = 0.25f;
/* The same for two parts one above the other, if both are this tall for their width. (The loops of
 * an 8 are not.) */
static const float STACK_COST = 4.0f, STACK_WIDE = 1.0f, STACK_TALL = 1.3f;
/* The cost of each additional digit, and of a gap narrower than SPLIT_GAP. */
static const float SPLIT_COST = 2.0f, SPLIT_GAP = 0.06f, OVERLAP_COST = 15.0f;
/* Lines keep this distance. */
static const float LINE_GAP = 0.3f;
/* The cost of being only a part of the drawing: most drawings are single digits. */
static const float NUMBER_COST = 1.5f;
/* Digits are about as tall as the line and not wider than tall. */
static const float SHORT = 0.7f, SHORT_COST = 8.0f, WIDE = 1.0f, WIDE_COST = 5.0f;
/* What it costs more to call a stroke a minus than a digit, and less to call it a point. */
static const float MINUS_COST = 0.25f, POINT_GAIN = 1.0f;
/* How much more distance costs if the part is a speck, and may be a point. */
static const float SPECK_COST = 2.0f;
/* What it costs to join a minus with what begins to the right of it: no digit has such a stroke. */
static const float SIGN_COST = 4.0f;
/* What it costs to join what stands between two digits with one of them: a point whose ink is this
 * far from both and this close to the baseline (higher up, it may be the bar of a 7), or an
 * operator this far from both and this far inside the line. */
static const float BETWEEN_COST = 8.0f, POINT_GAP = 0.02f, BASE = 0.2f, SIGN_GAP = 0.05f,
                   INSIDE = 0.15f;
/* The largest comma, and its width relative to its own height. */
static const float COMMA_TALL = 0.4f, COMMA_WIDE = 1.2f;
static const float POINT_SIZE = 0.18f, LOW = 0.4f, MINUS_HEIGHT = 0.2f, MINUS_WIDTH = 0.15f;

/* Groups that cost more than this are not proposed. */
static const float HOPELESS = 14.0f;

/* A network's doubts: the weight of its surprise, and the share below which it is not sure. */
static const float DOUBT_WEIGHT = 2.0f, UNSURE = 0.6f, UNSURE_COST = 1.5f;

typedef struct {
    float left, top, right, bottom;
} Box;

/* United with any box, it gives that box. */
static const Box NOWHERE = {INFINITY, INFINITY, -INFINITY, -INFINITY};

/* Strokes that are never separated. */
typedef struct {
    Box box;
    float place; /* from left to right */
    int32_t line;
    int32_t first, count; /* in order */
    float left[ROWS], right[ROWS];
} Atom;

typedef struct {
    const float *points;
    Box boxes[INK_MAX_GROUP_STROKES];
    int32_t starts[INK_MAX_GROUP_STROKES], lengths[INK_MAX_GROUP_STROKES];
    int32_t atom_of[INK_MAX_GROUP_STROKES];
    Atom atoms[INK_MAX_GROUP_STROKES];
    int32_t count, atom_count;
} Drawing;

static float width_of(const Box *box) {
    return box->right - box->left;
}

static float height_of(const Box *box) {
    return box->bottom - box->top;
}

/* 0 up to `from`, 1 from `to`, and linear between them. */
static float ramp(float x, float from, float to) {
    return fminf(fmaxf((x - from) / (to - from), 0.0f), 1.0f);
}

static float middle_of(const Box *box) {
    return (box->left + box->right) / 2.0f;
}

static Box united(const Box *a, const Box *b) {
    return (Box){fminf(a->left, b->left), fminf(a->top, b->top), fmaxf(a->right, b->right),
                 fmaxf(a->bottom, b->bottom)};
}

/* Negative where the boxes overlap. */
static float gap_x(const Box *a, const Box *b) {
    return fmaxf(a->left, b->left) - fminf(a->right, b->right);
}

static float gap_y(const Box *a, const Box *b) {
    return fmaxf(a->top, b->top) - fminf(a->bottom, b->bottom);
}

static Box box_of(const float *points, int32_t count) {
    Box box = NOWHERE;
    for (int32_t i = 0; i < count; i++) {
        float x = points[2 * i], y = points[2 * i + 1];
        box = united(&box, &(Box){x, y, x, y});
    }
    return box;
}

static void read_strokes(Drawing *drawing, const float *points, const int32_t *stroke_points,
                         int32_t stroke_count) {
    int32_t start = 0, first = 0;
    drawing->points = points;
    drawing->count = stroke_count;
    while (first + 1 < stroke_count && stroke_points[first] == 0)
        first++;
    /* A stroke without points stays with the one before it, or with the first that has any. */
    Box box = stroke_points[first] > 0 ? box_of(points, stroke_points[first]) : (Box){0};
    for (int32_t s = 0; s < stroke_count; s++) {
        if (stroke_points[s] > 0) box = box_of(points + 2 * start, stroke_points[s]);
        drawing->boxes[s] = box;
        drawing->starts[s] = start;
        drawing->lengths[s] = stroke_points[s];
        start += stroke_points[s];
    }
}

/* Whether one part crosses the other near its middle, or is its bar. */
static bool crossing(const Box *a, const Box *b, float size) {
    const Box *wide = width_of(a) >= width_of(b) ? a : b, *narrow = wide == a ? b : a;
    float at = middle_of(narrow) - wide->left, margin = CENTRAL * width_of(wide);
    if (at < margin || at > width_of(wide) - margin) return false;
    float shorter = fminf(height_of(a), height_of(b)), taller = fmaxf(height_of(a), height_of(b));
    float gap = gap_y(a, b);
    if (shorter < BAR * taller) return gap < NEAR_BAR * size;
    return gap < -SHARED * shorter;
}

static bool is_speck(const Box *box, float height) {
    return fmaxf(width_of(box), height_of(box)) < POINT_SIZE * height;
}

/* Whether a part lies on the baseline like a decimal point, or hangs from it like a comma. */
static bool is_mark(const Box *box, float baseline, float height) {
    float from_base = (box->top - baseline) / height, tall = height_of(box) / height;
    if (is_speck(box, height)) return fabsf(from_base + tall) <= BASE;
    return tall < COMMA_TALL && width_of(box) < COMMA_WIDE * height_of(box) &&
           fabsf(from_base) <= BASE && from_base + tall / 2.0f > -POINT_GAP;
}

/* 1 if a speck is to the right of the ink at a tall stroke's foot, such as a decimal point under
 * the bar of a 7, -1 if it is to the left of it, and 0 otherwise. */
static int32_t side_of(const Drawing *drawing, int32_t speck, int32_t stroke, float size) {
    const Box *dot = &drawing->boxes[speck], *tall = &drawing->boxes[stroke];
    if (!is_mark(dot, tall->bottom, size) || height_of(tall) < TALL * size) return 0;
    float gap = POINT_GAP * size, left = INFINITY, right = -INFINITY;
    float low = dot->bottom + gap, high = fminf(dot->top, tall->bottom) - gap;
    const float *points = drawing->points + 2 * drawing->starts[stroke];
    for (int32_t i = 1; i < drawing->lengths[stroke]; i++) {
        const float *to = points + 2 * i, *from = to - 2;
        float top = fmaxf(fminf(from[1], to[1]), high), foot = fminf(fmaxf(from[1], to[1]), low);
        if (top > foot) continue;
        float slope = to[1] == from[1] ? 0.0f : (to[0] - from[0]) / (to[1] - from[1]);
        float one = from[0] + slope * (top - from[1]);
        float other = to[1] == from[1] ? to[0] : from[0] + slope * (foot - from[1]);
        left = fminf(left, fminf(one, other));
        right = fmaxf(right, fmaxf(one, other));
    }
    if (left > right) return 0;
    return (right < dot->left - gap) - (left > dot->right + gap);
}

/* Places the atoms by their middles, and points and commas on their side of a tall atom. */
static void place_atoms(Drawing *drawing, float size) {
    for (int32_t i = 0; i < drawing->atom_count; i++)
        drawing->atoms[i].place = middle_of(&drawing->atoms[i].box);
    for (int32_t mark = 0; mark < drawing->count; mark++) {
        if (drawing->atoms[drawing->atom_of[mark]].count > 1) continue;
        for (int32_t stroke = 0; stroke < drawing->count; stroke++) {
            int32_t side = side_of(drawing, mark, stroke, size);
            float *place = &drawing->atoms[drawing->atom_of[mark]].place;
            float middle = middle_of(&drawing->atoms[drawing->atom_of[stroke]].box);
            if (side > 0) *place = fmaxf(*place, middle + POINT_GAP * size);
            if (side < 0) *place = fminf(*place, middle - POINT_GAP * size);
        }
    }
}

/* Merges the strokes that cross into atoms. */
static void find_atoms(Drawing *drawing, float size) {
    for (int32_t s = 0; s < drawing->count; s++)
        drawing->atom_of[s] = s;
    for (int32_t a = 0; a < drawing->count; a++) {
        for (int32_t b = 0; b < a; b++) {
            int32_t one = drawing->atom_of[a], other = drawing->atom_of[b];
            int32_t from = ink_max(one, other), to = ink_min(one, other);
            if (from == to || !crossing(&drawing->boxes[a], &drawing->boxes[b], size)) continue;
            if (side_of(drawing, a, b, size) || side_of(drawing, b, a, size)) continue;
            for (int32_t s = 0; s <= a; s++)
                if (drawing->atom_of[s] == from) drawing->atom_of[s] = to;
        }
    }
    int32_t numbers[INK_MAX_GROUP_STROKES];
    drawing->atom_count = 0;
    for (int32_t s = 0; s < drawing->count; s++) {
        int32_t root = drawing->atom_of[s];
        if (root == s) {
            numbers[s] = drawing->atom_count;
            drawing->atoms[drawing->atom_count++] = (Atom){.box = drawing->boxes[s], .line = -1};
        }
        Atom *atom = &drawing->atoms[numbers[root]];
        atom->box = united(&atom->box, &drawing->boxes[s]);
        atom->count++;
        drawing->atom_of[s] = numbers[root];
    }
    place_atoms(drawing, size);
}

static float distance(const Box *a, const Box *b) {
    return fmaxf(gap_x(a, b), 0.0f) + fmaxf(gap_y(a, b), 0.0f);
}

/* Gives each atom a line; returns their number. */
static int32_t find_lines(Drawing *drawing, float tallest) {
    int32_t lines = 0;
    for (int32_t placed = 0; placed < drawing->atom_count; placed++) {
        /* From the tallest to the shortest. */
        Atom *atom = NULL;
        for (int32_t i = 0; i < drawing->atom_count; i++) {
            Atom *other = &drawing->atoms[i];
            if (other->line < 0 && (!atom || height_of(&other->box) > height_of(&atom->box)))
                atom = other;
        }
        if (!atom) break; /* never: every turn places one atom */
        bool tall = height_of(&atom->box) >= TALL * tallest;
        float nearest = INFINITY;
        for (int32_t i = 0; i < drawing->atom_count; i++) {
            const Atom *other = &drawing->atoms[i];
            if (other->line < 0) continue;
            float shared = -gap_y(&atom->box, &other->box) /
                           fmaxf(fminf(height_of(&atom->box), height_of(&other->box)), TINY);
            if (tall && shared < SAME_LINE) continue;
            float away = distance(&atom->box, &other->box);
            if (away >= nearest) continue;
            nearest = away;
            atom->line = other->line;
        }
        if (atom->line < 0) atom->line = lines++;
    }
    return lines;
}

static bool comes_before(const Atom *a, const Atom *b) {
    if (a->line != b->line) return a->line < b->line;
    return a->place < b->place;
}

/* Numbers the lines from top to bottom, by the middle of all their parts. */
static void sort_lines(Drawing *drawing, int32_t lines) {
    Box boxes[INK_MAX_GROUP_STROKES];
    int32_t numbers[INK_MAX_GROUP_STROKES] = {0};
    for (int32_t line = 0; line < lines; line++) {
        boxes[line] = NOWHERE;
        for (int32_t i = 0; i < drawing->atom_count; i++)
            if (drawing->atoms[i].line == line)
                boxes[line] = united(&boxes[line], &drawing->atoms[i].box);
    }
    for (int32_t line = 0; line < lines; line++) {
        for (int32_t other = 0; other < lines; other++) {
            float above =
                boxes[other].top + boxes[other].bottom - boxes[line].top - boxes[line].bottom;
            numbers[line] += above < 0.0f || (above == 0.0f && other < line);
        }
    }
    for (int32_t i = 0; i < drawing->atom_count; i++)
        drawing->atoms[i].line = numbers[drawing->atoms[i].line];
}

/* Sorts the atoms, and their strokes into `order`. */
static void put_in_order(Drawing *drawing, int32_t *order) {
    for (int32_t i = 0; i < drawing->atom_count; i++) {
        Atom atom = drawing->atoms[i];
        atom.first = i; /* for now, its index before sorting */
        int32_t place = i;
        for (; place > 0 && comes_before(&atom, &drawing->atoms[place - 1]); place--)
            drawing->atoms[place] = drawing->atoms[place - 1];
        drawing->atoms[place] = atom;
    }
    int32_t next = 0;
    for (int32_t i = 0; i < drawing->atom_count; i++) {
        int32_t was = drawing->atoms[i].first;
        drawing->atoms[i].first = next;
        for (int32_t s = 0; s < drawing->count; s++)
            if (drawing->atom_of[s] == was) order[next++] = s;
    }
}

static void widen(Atom *atom, int32_t row, float x) {
    row = ink_max(ink_min(row, ROWS - 1), 0);
    atom->left[row] = fminf(atom->left[row], x);
    atom->right[row] = fmaxf(atom->right[row], x);
}

/* Measures where an atom begins and ends in each of ROWS bands from top to bottom. */
static void measure_rows(const Drawing *drawing, Atom *atom, const int32_t *order, float top,
                         float height) {
    for (int32_t row = 0; row < ROWS; row++) {
        atom->left[row] = INFINITY;
        atom->right[row] = -INFINITY;
    }
    float per_row = height / (float)ROWS;
    for (int32_t k = atom->first; k < atom->first + atom->count; k++) {
        const float *points = drawing->points + 2 * drawing->starts[order[k]];
        for (int32_t i = 0; i < drawing->lengths[order[k]]; i++) {
            const float *to = points + 2 * i, *from = i ? to - 2 : to;
            float rows = ceilf(fabsf(to[1] - from[1]) / per_row);
            int32_t steps = rows <= 4.0f * (float)ROWS ? (int32_t)rows : 4 * ROWS;
            for (int32_t step = 0; step <= steps; step++) {
                float t = steps > 0 ? (float)step / (float)steps : 1.0f;
                float y = from[1] + t * (to[1] - from[1]);
                widen(atom, (int32_t)((y - top) / per_row), from[0] + t * (to[0] - from[0]));
            }
        }
    }
}

/* The narrowest gap between two atoms in the bands that both reach, or in adjacent ones; negative
 * where they cross. INFINITY if they share no band. */
static float gap_between(const Atom *left, const Atom *right) {
    float gap = INFINITY;
    for (int32_t row = 0; row < ROWS; row++) {
        for (int32_t other = row > 0 ? row - 1 : 0; other <= row + 1 && other < ROWS; other++)
            gap = fminf(gap, right->left[other] - left->right[row]);
    }
    return gap;
}

/* The gap between an atom and everything before it in its line; INFINITY for the first. */
static float gap_before(const Atom *atoms, int32_t line_start, int32_t at, float height) {
    float gap = INFINITY;
    for (int32_t before = line_start; before < at; before++)
        gap = fminf(gap, gap_between(&atoms[before], &atoms[at]));
    return gap / height;
}

/* The cost of starting a digit at an atom of the line that begins at `line_start`. */
static float split_cost(const Atom *atoms, int32_t line_start, int32_t at, float gap) {
    if (at == line_start) {
        if (at == 0) return 0.0f;
        Box above = atoms[at - 1].box, below = atoms[at].box;
        float size = fminf(height_of(&above), height_of(&below));
        float close = LINE_GAP - gap_y(&above, &below) / fmaxf(size, TINY);
        return SPLIT_COST + (close > 0.0f ? OVERLAP_COST * close : 0.0f);
    }
    float close = SPLIT_GAP - gap;
    return SPLIT_COST + (close > 0.0f ? OVERLAP_COST * close : 0.0f);
}

static float gap_cost(float gap) {
    return gap > JOIN_GAP ? JOIN_COST * (gap - JOIN_GAP) : 0.0f;
}

/* What it costs to join two neighbors of a line. */
static float join_cost(const Box *left, const Box *right, float gap, float height) {
    Box both = united(left, right);
    float shared = -gap_y(left, right) / fmaxf(height_of(&both), TINY);
    float level = ramp(shared, SIDE_OFF, SIDE_LEVEL);
    bool speck = is_speck(left, height) || is_speck(right, height);
    return (speck ? SPECK_COST : 1.0f) * gap_cost(gap) +
           SIDE_COST * level * ramp(gap, -SIDE_OVERLAP, 0.0f);
}

static float tallness(const Box *box) {
    return height_of(box) / fmaxf(width_of(box), TINY);
}

/* What it costs to join two parts that are one above the other, and look like two lines. */
static float stack_cost(const Box *upper, const Box *lower, float gap) {
    float tall = fminf(tallness(upper), tallness(lower));
    return gap_cost(gap) + STACK_COST * ramp(tall, STACK_WIDE, STACK_TALL);
}

typedef struct {
    Box box;
    int32_t start;  /* its first atom */
    float height;   /* of its tallest part */
    float baseline; /* the bottom of its tall parts */
} Line;

static bool is_point(const Box *box, const Line *line) {
    return is_mark(box, line->baseline, line->height) ||
           (is_speck(box, line->height) && box->top > line->box.bottom - LOW * line->height);
}

/* Whether a part is at the middle height of its line. */
static bool is_inside(const Box *box, const Line *line) {
    float margin = INSIDE * line->height;
    return box->top > line->box.top + margin && box->bottom < line->box.bottom - margin;
}

/* Whether an atom stands between digits like a decimal point or an operator, and touches none. */
static bool is_between(const Drawing *drawing, int32_t at, const Line *line) {
    const Atom *atoms = drawing->atoms, *sign = &atoms[at];
    float height = line->height;
    bool point = is_mark(&sign->box, line->baseline, height);
    if (!point && !is_inside(&sign->box, line)) return false;
    bool left = false, right = false;
    for (int32_t i = line->start; i < drawing->atom_count && atoms[i].line == sign->line; i++) {
        const Atom *other = &atoms[i];
        if (i == at) continue;
        if (point) {
            float gap = i < at ? gap_between(other, sign) : gap_between(sign, other);
            if (gap <= POINT_GAP * height) return false;
        } else if (!is_inside(&other->box, line)) { /* not a part of the same operator */
            if (gap_x(&other->box, &sign->box) <= SIGN_GAP * height) return false;
        }
        bool tall = height_of(&other->box) >= TALL * height;
        left |= tall && i < at;
        right |= tall && i > at;
    }
    return left && right;
}

static bool is_minus(const Box *box, const Line *line) {
    float height = line->height;
    float middle = ((box->top + box->bottom) / 2.0f - line->box.top) / height;
    return height_of(box) < MINUS_HEIGHT * height && width_of(box) > MINUS_WIDTH * height &&
           width_of(box) > 2.0f * height_of(box) && middle > 0.25f && middle < 0.75f;
}

static Line find_line(const Drawing *drawing, int32_t number) {
    Line line = {.box = NOWHERE, .start = -1, .height = TINY, .baseline = -INFINITY};
    for (int32_t i = 0; i < drawing->atom_count; i++) {
        if (drawing->atoms[i].line != number) continue;
        if (line.start < 0) line.start = i;
        line.box = united(&line.box, &drawing->atoms[i].box);
        line.height = fmaxf(line.height, height_of(&drawing->atoms[i].box));
    }
    for (int32_t i = 0; i < drawing->atom_count; i++) {
        const Atom *atom = &drawing->atoms[i];
        if (atom->line == number && height_of(&atom->box) >= TALL * line.height)
            line.baseline = fmaxf(line.baseline, atom->box.bottom);
    }
    return line;
}

typedef struct {
    InkGroup *groups;
    int32_t count;
} Proposals;

static void propose(Proposals *to, const Atom *first, const Atom *last, InkGlyph glyph, float gap,
                    float cost) {
    if (to->count == INK_MAX_GROUPS) return;
    to->groups[to->count++] = (InkGroup){
        first->first, last->first + last->count - first->first, first->line, glyph, gap, cost};
}

/* Proposes the groups that begin with an atom. */
static void propose_from(const Drawing *drawing, int32_t at, const Line *line, Proposals *to) {
    int32_t line_start = line->start;
    float height = line->height;
    const Atom *atoms = drawing->atoms, *from = &atoms[at];
    float before = gap_before(atoms, line_start, at, height);
    float split = split_cost(atoms, line_start, at, before);
    bool sign = is_minus(&from->box, line);
    if (at == 0) split += NUMBER_COST;
    if (at > line_start && is_point(&from->box, line))
        propose(to, from, from, INK_GLYPH_POINT, before, split - POINT_GAIN);
    else if (sign)
        propose(to, from, from, INK_GLYPH_MINUS, before, split + MINUS_COST);
    Box box = from->box;
    float joins = 0.0f;
    for (int32_t last = at; last < drawing->atom_count; last++) {
        const Atom *part = &atoms[last];
        Box whole_box = united(&box, &part->box);
        float gap = gap_x(&box, &part->box) / height;
        if (part->line != from->line) {
            if (gap > 0.0f || last > at + 1) return;
            height = height_of(&whole_box);
            gap = gap_y(&box, &part->box) / height;
            joins += stack_cost(&box, &part->box, gap);
        } else if (last > at) {
            joins += join_cost(&box, &part->box, gap, height);
            if (sign && last == at + 1 && gap > 0.0f) joins += SIGN_COST;
            if (is_between(drawing, last, line) || is_between(drawing, last - 1, line))
                joins += BETWEEN_COST;
        }
        if (gap > JOIN_LIMIT) return;
        box = whole_box;
        float tall = height_of(&box) / height, wide = width_of(&box) / height;
        float cost = split + joins;
        if (tall < SHORT) cost += SHORT_COST * (SHORT - tall);
        if (wide > WIDE) cost += WIDE_COST * (wide - WIDE);
        bool whole = at == 0 && last == drawing->atom_count - 1;
        if (whole) cost -= NUMBER_COST;
        if (whole || last == at || (last < at + MAX_PARTS && cost < HOPELESS))
            propose(to, from, part, INK_GLYPH_DIGIT, before, cost);
    }
}

static void propose_all(Drawing *drawing, const int32_t *order, Proposals *to) {
    Line line = {0};
    for (int32_t at = 0; at < drawing->atom_count; at++) {
        int32_t number = drawing->atoms[at].line;
        if (at == 0 || drawing->atoms[at - 1].line != number) {
            line = find_line(drawing, number);
            for (int32_t i = at; i < drawing->atom_count && drawing->atoms[i].line == number; i++)
                measure_rows(drawing, &drawing->atoms[i], order, line.box.top,
                             fmaxf(height_of(&line.box), TINY));
        }
        propose_from(drawing, at, &line, to);
    }
}

InkStatus ink_group_candidates(const float *points, const int32_t *stroke_points,
                               int32_t stroke_count, int32_t *order, InkGroup *groups,
                               int32_t *count) {
    *count = 0;
    int32_t point_count;
    InkStatus status = ink_strokes_check(points, stroke_points, stroke_count, &point_count);
    if (status != INK_OK || stroke_count == 0) return status;
    for (int32_t s = 0; s < stroke_count; s++)
        order[s] = s;
    bool whole = false;
    int32_t atoms = 1;
    if (stroke_count > 1 && stroke_count <= INK_MAX_GROUP_STROKES) {
        Drawing *drawing = malloc(sizeof *drawing);
        if (!drawing) return INK_NO_MEMORY;
        read_strokes(drawing, points, stroke_points, stroke_count);
        float tallest = 0.0f, longest = 0.0f;
        for (int32_t s = 0; s < stroke_count; s++) {
            tallest = fmaxf(tallest, height_of(&drawing->boxes[s]));
            longest = fmaxf(longest, width_of(&drawing->boxes[s]));
        }
        find_atoms(drawing, fmaxf(tallest, longest / 2.0f));
        sort_lines(drawing, find_lines(drawing, tallest));
        put_in_order(drawing, order);
        Proposals proposals = {groups, 0};
        propose_all(drawing, order, &proposals);
        *count = proposals.count;
        atoms = drawing->atom_count;
        free(drawing);
        for (int32_t i = 0; i < *count; i++)
            whole |= groups[i].count == stroke_count && groups[i].glyph == INK_GLYPH_DIGIT;
    }
    if (!whole) {
        float cost = HOPELESS * (float)(atoms - 1);
        if (*count == INK_MAX_GROUPS) --*count;
        groups[(*count)++] = (InkGroup){0, stroke_count, 0, INK_GLYPH_DIGIT, INFINITY, cost};
    }
    return INK_OK;
}

float ink_group_doubt(const float *probabilities, int32_t classes) {
    float most = 0.0f;
    for (int32_t c = 0; c < classes; c++)
        most = fmaxf(most, probabilities[c]);
    return -DOUBT_WEIGHT * logf(fmaxf(most, TINY)) + (most < UNSURE ? UNSURE_COST : 0.0f);
}

InkStatus ink_group_choose(const InkGroup *groups, int32_t count, int32_t stroke_count,
                           int32_t *chosen, int32_t *chosen_count) {
    *chosen_count = 0;
    if (stroke_count < 0) return INK_BAD_ARGUMENT;
    if (stroke_count == 0) return INK_OK;
    size_t places = (size_t)stroke_count + 1;
    /* calloc, because a 32-bit size_t can't hold any number of bytes. */
    float *costs = calloc(places, sizeof *costs);
    int32_t *lasts = calloc(places, sizeof *lasts);
    InkStatus status = costs && lasts ? INK_OK : INK_NO_MEMORY;
    for (int32_t i = 0; i < count && status == INK_OK; i++) {
        const InkGroup *group = &groups[i];
        if (group->first < 0 || group->count < 1 || group->first > stroke_count - group->count)
            status = INK_BAD_ARGUMENT;
    }
    if (status == INK_OK) {
        /* costs[place]: the cheapest way to cover the strokes before that place. */
        costs[0] = 0.0f;
        for (size_t place = 1; place < places; place++) {
            costs[place] = INFINITY;
            for (int32_t i = 0; i < count; i++) {
                const InkGroup *group = &groups[i];
                if ((size_t)group->first + (size_t)group->count != place) continue;
                float cost = costs[group->first] + group->cost;
                if (cost >= costs[place]) continue;
                costs[place] = cost;
                lasts[place] = i;
            }
        }
        if (!(costs[stroke_count] < INFINITY)) status = INK_BAD_ARGUMENT;
    }
    if (status == INK_OK) {
        for (int32_t place = stroke_count; place > 0; place = groups[lasts[place]].first)
            ++*chosen_count;
        int32_t next = *chosen_count;
        for (int32_t place = stroke_count; place > 0; place = groups[lasts[place]].first)
            chosen[--next] = lasts[place];
    }
    free(costs);
    free(lasts);
    return status;
}

/* Which cells of a grid over a drawing have ink. */
typedef struct {
    bool inked[GRID][GRID]; /* [column][row] */
} Grid;

static int32_t column_cells(const void *of, int32_t column) {
    const Grid *grid = of;
    int32_t count = 0;
    for (int32_t row = 0; row < GRID; row++)
        count += grid->inked[column][row];
    return count;
}

static int32_t cell_of(float coordinate, float start, float size) {
    return ink_max(ink_min((int32_t)((coordinate - start) / size * (float)GRID), GRID - 1), 0);
}

InkStatus ink_group_cut(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                        float *x) {
    int32_t point_count;
    InkStatus status = ink_strokes_check(points, stroke_points, stroke_count, &point_count);
    if (status != INK_OK) return status;
    if (point_count == 0) return INK_BAD_ARGUMENT;
    Box box = box_of(points, point_count);
    float width = fmaxf(width_of(&box), TINY), height = fmaxf(height_of(&box), TINY);
    Grid grid = {0};
    for (int32_t s = 0; s < stroke_count; s++) {
        for (int32_t i = 0; i < stroke_points[s]; i++, points += 2) {
            const float *from = i ? points - 2 : points;
            for (int32_t step = 0; step <= 2 * GRID; step++) {
                float t = (float)step / (float)(2 * GRID);
                float px = from[0] + t * (points[0] - from[0]);
                float py = from[1] + t * (points[1] - from[1]);
                grid.inked[cell_of(px, box.left, width)][cell_of(py, box.top, height)] = true;
            }
        }
    }
    *x = box.left + width * ((float)ink_thinnest(&grid, GRID, column_cells) + 0.5f) / (float)GRID;
    return INK_OK;
}

InkStatus ink_group_strokes(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                            int32_t *group_of) {
    if (stroke_count <= 0) return stroke_count < 0 ? INK_BAD_ARGUMENT : INK_OK;
    InkGroup *groups = malloc(INK_MAX_GROUPS * sizeof *groups);
    int32_t *order = calloc((size_t)stroke_count, sizeof *order);
    int32_t *chosen = calloc((size_t)stroke_count, sizeof *chosen);
    int32_t count = 0, chosen_count = 0;
    InkStatus status = groups && order && chosen ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK)
        status = ink_group_candidates(points, stroke_points, stroke_count, order, groups, &count);
    if (status == INK_OK)
        status = ink_group_choose(groups, count, stroke_count, chosen, &chosen_count);
    for (int32_t i = 0; i < chosen_count && status == INK_OK; i++) {
        const InkGroup *group = &groups[chosen[i]];
        for (int32_t k = group->first; k < group->first + group->count; k++)
            group_of[order[k]] = i;
    }
    free(groups);
    free(order);
    free(chosen);
    return status;
}
