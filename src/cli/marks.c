/* Tells digits from other marks, as web/photo/digits-only.js, odd.js, slashes.js, and upright.js
 * do; letters.c is letters.js. */
#include "marks.h"
#include "files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float SURE = 0.6f;
/* Below this probability of any class, a mark isn't a digit. */
static const float NO_DIGIT = 0.2f;
/* Letters are often less probable than this, digits rarely. */
static const float LIKELY = 0.9f;
/* The smallest aspect ratio and width, in pixels, of digits that touch. */
static const double WIDE = 0.9;
enum { LEAST_WIDTH = 12 };

void classify(InkNetwork *network, const float image[INK_PIXELS], PageDigit *read) {
    check(ink_network_predict(network, image, 1, read->probabilities), "prediction");
    read->digit = 0;
    for (int32_t i = 1; i < INK_CLASSES; i++) {
        if (read->probabilities[i] > sureness(read)) read->digit = i;
    }
}

float sureness(const PageDigit *read) {
    return read->probabilities[read->digit];
}

/* ---- collecting ---- */

Mark *add_mark(Marks *marks) {
    if (marks->count == marks->room) {
        int32_t room = 2 * marks->room + 64;
        Mark *grown = realloc(marks->all, (size_t)room * sizeof *grown);
        if (!grown) fail("not enough memory");
        marks->all = grown;
        marks->room = room;
    }
    return &marks->all[marks->count++];
}

static void free_marks(void *held) {
    Marks *marks = held;
    free(marks->all);
    free(marks);
}

Marks *marks_of(const InkPage *page, InkNetwork *network) {
    /* After this many wide marks that aren't touching digits, the page must hold words. */
    enum { WORDS = 16 };
    Marks *marks = calloc(1, sizeof *marks);
    if (!marks) fail("not enough memory");
    hold(marks, free_marks);
    int32_t failed = 0;
    for (int32_t i = 0; i < ink_page_mark_count(page); i++) {
        Mark mark = {.read = {.mark = ink_page_marks(page)[i]}, .cell = ink_page_cells(page)[i]};
        check(ink_page_sample(page, i, mark.image), "page");
        classify(network, mark.image, &mark.read);
        int32_t width = mark.read.mark.right - mark.read.mark.left;
        int32_t height = mark.read.mark.bottom - mark.read.mark.top;
        bool wide = width >= WIDE * height && width >= LEAST_WIDTH;
        if (wide && sureness(&mark.read) < SURE && failed < WORDS) {
            if (take_apart(page, i, network, &mark, marks)) continue;
            failed++;
        }
        *add_mark(marks) = mark;
    }
    return marks;
}

/* ---- digits only ---- */

static int32_t height_of(const Mark *mark) {
    return mark->read.mark.bottom - mark->read.mark.top;
}

static int32_t width_of(const Mark *mark) {
    return mark->read.mark.right - mark->read.mark.left;
}

static bool in_cell(const Mark *mark) {
    return mark->cell.table >= 0;
}

static bool no_letter(const Mark *mark) {
    return !mark->is_letter;
}

static bool no_scribble(const Mark *mark) {
    return !mark->is_letter && sureness(&mark->read) >= NO_DIGIT;
}

static bool digit_in_cell(const Mark *mark) {
    return mark->is_digit && in_cell(mark) && no_scribble(mark);
}

static bool no_one(const Mark *mark) {
    return mark->is_digit && mark->read.digit != 1;
}

static bool likely_digit(const Mark *mark) {
    return mark->is_digit && sureness(&mark->read) >= LIKELY;
}

static int ascending(const void *a, const void *b) {
    int32_t first, second;
    memcpy(&first, a, sizeof first);
    memcpy(&second, b, sizeof second);
    return (first > second) - (first < second);
}

/* The median height of marks of a kind, and in *some their number. 0 if there are none. */
static int32_t median_height(const Mark *marks, int32_t count, bool (*of_kind)(const Mark *),
                             int32_t *some) {
    int32_t *heights = malloc(((size_t)count + 1) * sizeof *heights), found = 0, median = 0;
    if (!heights) fail("not enough memory");
    for (int32_t i = 0; i < count; i++) {
        if (of_kind(&marks[i])) heights[found++] = height_of(&marks[i]);
    }
    qsort(heights, (size_t)found, sizeof *heights, ascending);
    if (found > 0) median = heights[found / 2];
    free(heights);
    *some = found;
    return median;
}

static int32_t less_sure(const Mark *run, int32_t count, float limit) {
    int32_t sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += !run[i].is_letter && sureness(&run[i].read) < limit;
    return sum;
}

/* The marks of a run that don't stand in words. */
static int32_t count_others(const Mark *run, int32_t count) {
    int32_t others = 0;
    for (int32_t i = 0; i < count; i++)
        others += !run[i].is_letter;
    return others;
}

static int32_t largest(const float values[INK_SIDE]) {
    int32_t best = 0;
    for (int32_t i = 1; i < INK_SIDE; i++) {
        if (values[i] > values[best]) best = i;
    }
    return best;
}

/* Whether a mark is a plus sign: two straight bars that cross. */
static bool is_cross(const Mark *mark) {
    /* How far bars reach from their middle, across and along, and the share of ink in them. */
    enum { BAR = 2, ARM = 5, UP = 0, DOWN, LEFT, RIGHT };
    static const double IN_BARS = 0.9;
    float rows[INK_SIDE] = {0}, columns[INK_SIDE] = {0};
    for (int32_t i = 0; i < INK_PIXELS; i++) {
        rows[i / INK_SIDE] += mark->image[i];
        columns[i % INK_SIDE] += mark->image[i];
    }
    int32_t row = largest(rows), column = largest(columns), arms[4] = {0};
    double all = 0.0, bars = 0.0;
    for (int32_t i = 0; i < INK_PIXELS; i++) {
        int32_t down = i / INK_SIDE - row, right = i % INK_SIDE - column;
        double ink = (double)mark->image[i];
        all += ink;
        if (abs(down) > BAR && abs(right) > BAR) continue;
        bars += ink;
        if (ink < 0.5) continue;
        if (abs(right) <= BAR) {
            if (-down > arms[UP]) arms[UP] = -down;
            if (down > arms[DOWN]) arms[DOWN] = down;
        }
        if (abs(down) <= BAR) {
            if (-right > arms[LEFT]) arms[LEFT] = -right;
            if (right > arms[RIGHT]) arms[RIGHT] = right;
        }
    }
    bool long_enough = true;
    for (int32_t i = 0; i < 4; i++)
        long_enough = long_enough && arms[i] >= ARM;
    return bars >= IN_BARS * all && long_enough;
}

/* The number of cells in a row of a table that a run stands in; 1 outside of tables. */
static int32_t count_cells(const Mark *run, int32_t count) {
    int32_t cells = 0;
    for (int32_t i = 0; i < count; i++) {
        bool known = run[i].is_letter;
        for (int32_t j = 0; j < i; j++)
            known = known || (!run[j].is_letter && run[j].cell.column == run[i].cell.column);
        cells += !known;
    }
    return cells;
}

/* Whether a run of marks without wide gaps is words. */
static bool is_words(const Mark *run, int32_t count) {
    /* A run of at least WORDS marks, with this share of scribbles, is words: equations are shorter.
     * One of at least TEXT marks is, with this share of marks that aren't likely to be digits.
     * Words in a table fill its cells: on average, each holds CROWDED marks. */
    enum { WORDS = 8, TEXT = 12, CROWDED = 4 };
    static const double WORD_SHARE = 0.4;
    int32_t others = count_others(run, count);
    if (others < CROWDED * count_cells(run, count)) return false;
    double limit = WORD_SHARE * others;
    return (others >= WORDS && less_sure(run, count, NO_DIGIT) >= limit) ||
           (others >= TEXT && less_sure(run, count, LIKELY) >= limit);
}

/* How low and how tall text beside tables may be, relative to the digits in them. */
static const double LEAST_ALIKE = 0.6, MOST_ALIKE = 1.6;

/* Whether a run is other text than the digits in tables. */
static bool is_other_text(const Mark *run, int32_t count, int32_t table_height) {
    if (in_cell(run)) return false;
    int32_t some, height = median_height(run, count, no_letter, &some);
    return less_sure(run, count, SURE) > 0 || height < LEAST_ALIKE * table_height ||
           height > MOST_ALIKE * table_height;
}

/* Sets is_digit in a run that isn't words. lowest: the height of the lowest digits in cells. */
static void keep_digits_of(Mark *run, int32_t count, double lowest) {
    /* Dots and accents are lower than this share of the typical height. */
    static const double DOT = 0.35;
    /* Among at least AMONG marks, most of them sure, one of their size may be a digit after all,
     * and so may digits that touch and could not be cut. */
    enum { AMONG = 4 };
    static const double MOSTLY = 0.7, LEAST_SIZE = 0.75, MOST_SIZE = 1.35, TOUCHING = 1.2;
    int32_t some, typical = median_height(run, count, no_scribble, &some);
    int32_t others = count_others(run, count);
    bool among = others >= AMONG && others - less_sure(run, count, SURE) >= MOSTLY * others;
    for (int32_t i = 0; i < count; i++) {
        Mark *mark = &run[i];
        int32_t height = height_of(mark);
        bool wide = width_of(mark) >= TOUCHING * height;
        bool same_size = height >= LEAST_SIZE * typical && height <= MOST_SIZE * typical;
        mark->is_digit = !mark->is_letter && height >= DOT * typical &&
                         (in_cell(mark) ? height >= lowest : !is_cross(mark)) &&
                         (no_scribble(mark) || ((among || wide) && same_size));
    }
}

/* ---- odd ones ---- */

/* The gap between two marks, across and down; negative where they overlap. */
static void gap_between(const Mark *a, const Mark *b, int32_t *across, int32_t *down) {
    const InkMark *first = &a->read.mark, *second = &b->read.mark;
    *across =
        first->left < second->left ? second->left - first->right : first->left - second->right;
    *down = first->top < second->top ? second->top - first->bottom : first->top - second->bottom;
}

static bool is_too_wide(const Mark *mark) {
    /* Of 1,000 digits that people write, 995 are at most this wide, relative to their height. */
    static const double widest[] = {1.55, 1, 1.8, 1.35, 1.25, 1.65, 1.25, 1.45, 1.35, 1.1};
    /* A photo may show digits this much wider. A stroke as wide as LYING isn't a 1. */
    static const double STRETCHED = 1.05, LYING = 1.15;
    static const float CLEAR = 0.95f;
    int32_t digit = mark->read.digit;
    double ratio = (double)width_of(mark) / height_of(mark);
    return (digit == 1 && ratio > LYING) ||
           (sureness(&mark->read) < CLEAR && ratio > STRETCHED * widest[digit]);
}

/* Whether a stroke is much taller than the other digits of its line, as an edge or a fold is. */
static bool is_too_tall(const Marks *marks, const Mark *mark) {
    enum { FEW = 2 };
    static const double TALL = 1.7;
    if (mark->read.digit != 1) return false;
    const Mark *line = mark, *end = marks->all + marks->count;
    while (line > marks->all && line[-1].read.mark.line == mark->read.mark.line)
        line--;
    int32_t count = 0, others;
    while (line + count < end && line[count].read.mark.line == mark->read.mark.line)
        count++;
    int32_t height = median_height(line, count, no_one, &others);
    return others >= FEW && height_of(mark) > TALL * height;
}

/* Whether a mark hangs from its line, as the letter y does. */
static bool hangs(const Marks *marks, const Mark *mark) {
    static const double NEXT = 1.5, LOW = 0.35;
    static const float CLEARER = 0.99f;
    if (sureness(&mark->read) >= CLEARER) return false;
    int32_t neighbors = 0;
    for (int32_t i = 0; i < marks->count; i++) {
        const Mark *other = &marks->all[i];
        int32_t across, down;
        if (other == mark || !likely_digit(other)) continue;
        gap_between(mark, other, &across, &down);
        if (down >= 0 || across >= NEXT * height_of(mark)) continue;
        double low = LOW * height_of(mark);
        if (mark->read.mark.top - other->read.mark.top < low ||
            mark->read.mark.bottom - other->read.mark.bottom < low)
            return false;
        neighbors++;
    }
    return neighbors > 0;
}

/* Whether all likely digits are further away than ALONE of their typical heights. */
static bool is_alone(const Marks *marks, const Mark *mark, int32_t height) {
    enum { ALONE = 4 };
    for (int32_t i = 0; i < marks->count; i++) {
        const Mark *other = &marks->all[i];
        int32_t across, down;
        if (other == mark || !likely_digit(other)) continue;
        gap_between(mark, other, &across, &down);
        if (across <= ALONE * height && down <= ALONE * height) return false;
    }
    return true;
}

static bool is_alone_on_its_line(const Marks *marks, const Mark *mark) {
    int32_t same = 0;
    for (int32_t i = 0; i < marks->count; i++)
        same += marks->all[i].is_digit && marks->all[i].read.mark.line == mark->read.mark.line;
    return same == 1;
}

/* Drops digits that would be odd ones: letters in equations, creases, and corners of the paper. */
static void drop_odd(Marks *marks, bool equations) {
    /* Among this many likely digits, a low mark alone on its line is a speck, and a 1 whose height
     * differs is an edge or a crease. In equations and by themselves, digits need at least the
     * probability DOUBTFUL. */
    enum { ENOUGH = 8 };
    static const double SPECK = 0.4, LEAST_STROKE = 0.7, MOST_STROKE = 1.5;
    static const float DOUBTFUL = 0.8f;
    int32_t likely, height = median_height(marks->all, marks->count, likely_digit, &likely);
    if (likely == 0) return;
    bool *odd = until_end(calloc((size_t)marks->count, sizeof *odd));
    for (int32_t i = 0; i < marks->count; i++) {
        const Mark *mark = &marks->all[i];
        if (!mark->is_digit || in_cell(mark)) continue;
        double relative = (double)height_of(mark) / height;
        bool stroke = mark->read.digit == 1 && (relative < LEAST_STROKE || relative > MOST_STROKE);
        bool speck =
            likely >= ENOUGH && (relative < SPECK || stroke) && is_alone_on_its_line(marks, mark);
        bool doubtful =
            sureness(&mark->read) < DOUBTFUL && (equations || is_alone(marks, mark, height));
        odd[i] = speck || doubtful || is_too_wide(mark) || is_too_tall(marks, mark) ||
                 hangs(marks, mark);
    }
    for (int32_t i = 0; i < marks->count; i++) {
        if (odd[i]) marks->all[i].is_digit = false;
    }
}

/* The number of marks in the run that starts here: a line, or its part up to a wide gap. */
static int32_t run_length(const Mark *run, int32_t count) {
    enum { GAP = 2 };
    int32_t length = 1;
    for (; length < count; length++) {
        const Mark *last = &run[length - 1], *mark = &run[length];
        int32_t gap = mark->read.mark.left - last->read.mark.right;
        int32_t tallest = height_of(mark) > height_of(last) ? height_of(mark) : height_of(last);
        if (mark->read.mark.line != last->read.mark.line || mark->cell.table != last->cell.table ||
            gap >= GAP * tallest)
            break;
    }
    return length;
}

/* Sets is_digit of all marks in a run. */
static void set_digits(Mark *run, int32_t count, bool digits) {
    for (int32_t i = 0; i < count; i++)
        run[i].is_digit = digits;
}

/* ---- slashes ---- */

/* How far a straight stroke leans to the right, in radians. Returns false if a mark is none. */
static bool find_lean(const Mark *mark, double *lean) {
    static const double STRAIGHT = 0.15;
    double all = 0.0, x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    if (!mark->is_digit || mark->read.digit != 1) return false;
    for (int32_t i = 0; i < INK_PIXELS; i++) {
        double ink = (double)mark->image[i], row = i / INK_SIDE, column = i % INK_SIDE;
        all += ink;
        x += ink * column;
        y += ink * row;
        xx += ink * column * column;
        yy += ink * row * row;
        xy += ink * column * row;
    }
    xx = xx / all - x / all * (x / all);
    yy = yy / all - y / all * (y / all);
    xy = xy / all - x / all * (y / all);
    double longer = hypot(xx - yy, 2.0 * xy);
    *lean = 0.5 * atan2(-2.0 * xy, yy - xx);
    return xx + yy - longer <= STRAIGHT * STRAIGHT * (xx + yy + longer);
}

/* Whether a run looks like dates or fractions: between slashes there are one or two digits, or the
 * four of a year before the first or after the last. */
static bool is_plausible(const Mark *run, int32_t count, const bool *slash) {
    enum { MOST = 2, YEAR = 4 };
    int32_t pieces = 1;
    for (int32_t i = 0; i < count; i++)
        pieces += slash[i];
    int32_t piece = 0, length = 0;
    for (int32_t i = 0; i <= count; i++) {
        if (i < count && !slash[i]) {
            length += run[i].is_digit;
            continue;
        }
        bool at_end = piece == 0 || piece == pieces - 1;
        if (length == 0 || (length > MOST && !(length == YEAR && at_end && pieces > 2)))
            return false;
        piece++;
        length = 0;
    }
    return pieces > 1;
}

/* Drops 1s that are slashes: they lean more, and are taller than the digits around them. */
static void drop_slashes(Marks *marks) {
    /* What leans as 1s do that are no taller than digits is one of them, up to ALIKE radians. */
    static const double LEANS = 0.2, TALL = 1.08, LEANS_MUCH = 0.35, AS_TALL = 1.02, ALIKE = 0.09;
    size_t room = (size_t)marks->count + 1;
    bool *stroke = until_end(calloc(room, sizeof *stroke));
    bool *slash = until_end(calloc(room, sizeof *slash));
    double *leans = until_end(calloc(room, sizeof *leans));
    double *tall = until_end(calloc(room, sizeof *tall));
    int32_t some, length;
    for (int32_t at = 0; at < marks->count; at += length) {
        const Mark *run = &marks->all[at];
        length = run_length(run, marks->count - at);
        int32_t height = median_height(run, length, no_one, &some);
        for (int32_t i = at; i < at + length; i++) {
            stroke[i] = height > 0 && find_lean(&marks->all[i], &leans[i]);
            if (stroke[i]) tall[i] = (double)height_of(&marks->all[i]) / height;
        }
    }
    for (int32_t i = 0; i < marks->count; i++) {
        slash[i] = stroke[i] && !in_cell(&marks->all[i]) &&
                   ((leans[i] >= LEANS && tall[i] >= TALL) ||
                    (leans[i] >= LEANS_MUCH && tall[i] >= AS_TALL));
        for (int32_t j = 0; j < marks->count && slash[i]; j++)
            slash[i] = !(stroke[j] && tall[j] < AS_TALL && fabs(leans[j] - leans[i]) < ALIKE);
    }
    for (int32_t at = 0; at < marks->count; at += length) {
        Mark *run = &marks->all[at];
        length = run_length(run, marks->count - at);
        if (!is_plausible(run, length, &slash[at])) continue;
        for (int32_t i = 0; i < length; i++)
            if (slash[at + i]) run[i].is_digit = false;
    }
}

void keep_digits(Marks *marks) {
    /* With a table of at least this many digits, other text must be about as tall as they are. A
     * page of equations has at least one plus sign per this many digits. */
    enum { TABLE = 8, DIGITS_A_PLUS = 30 };
    int32_t in_tables, crosses = 0, digits = 0, length;
    for (int32_t i = 0; i < marks->count; i++)
        crosses += !in_cell(&marks->all[i]) && is_cross(&marks->all[i]);
    /* In equations, letters stand alone, or beside digits. */
    if (crosses == 0) find_letters(marks);
    for (int32_t at = 0; at < marks->count; at += length) {
        Mark *run = &marks->all[at];
        length = run_length(run, marks->count - at);
        set_digits(run, length, !is_words(run, length));
    }
    int32_t height = median_height(marks->all, marks->count, digit_in_cell, &in_tables);
    if (in_tables < TABLE) height = 0;
    for (int32_t at = 0; at < marks->count; at += length) {
        Mark *run = &marks->all[at];
        length = run_length(run, marks->count - at);
        if (!run->is_digit) continue;
        if (height > 0 && is_other_text(run, length, height))
            set_digits(run, length, false);
        else
            keep_digits_of(run, length, LEAST_ALIKE * height);
    }
    for (int32_t i = 0; i < marks->count; i++)
        digits += marks->all[i].is_digit;
    drop_odd(marks, crosses > 0 && crosses * DIGITS_A_PLUS >= digits);
    drop_slashes(marks);
}

/* ---- whole pages ---- */

/* Every mark that is left out counts against a reading: beside the paper, or on its side, much more
 * is no digit. */
static const double LEFT_OUT = 0.25;

/* How many more digits are likely than are not. */
static int32_t likely_digits(const Marks *marks) {
    int32_t score = 0;
    for (int32_t i = 0; i < marks->count; i++) {
        const PageDigit *read = &marks->all[i].read;
        if (!marks->all[i].is_digit) continue;
        /* 1s count for nothing: edges and texture look like them. */
        score += sureness(read) < LIKELY ? -1 : read->digit != 1;
    }
    return score;
}

static int32_t count_left_out(const Marks *marks) {
    int32_t count = 0;
    for (int32_t i = 0; i < marks->count; i++)
        count += !marks->all[i].is_digit;
    return count;
}

bool is_better(const Marks *whole, const Marks *sheet) {
    /* But text beside digits is no reason to lose them: of a whole photo, no more than this counts.
     */
    static const double MOST_LEFT_OUT = 4.0;
    double least = LEFT_OUT * (count_left_out(whole) - count_left_out(sheet));
    if (least > MOST_LEFT_OUT) least = MOST_LEFT_OUT;
    if (least < 0.0 || count_left_out(sheet) == sheet->count) least = 0.0;
    return likely_digits(whole) > likely_digits(sheet) + least;
}

/* Turns an image clockwise. */
static void turn_image(float image[INK_PIXELS]) {
    float from[INK_PIXELS];
    memcpy(from, image, sizeof from);
    for (int32_t row = 0; row < INK_SIDE; row++) {
        for (int32_t column = 0; column < INK_SIDE; column++)
            image[column * INK_SIDE + INK_SIDE - 1 - row] = from[row * INK_SIDE + column];
    }
}

/* How well a mark reads after each number of quarter turns. */
static void read_turned(InkNetwork *network, const Mark *mark, float reads[QUARTERS]) {
    float image[INK_PIXELS];
    memcpy(image, mark->image, sizeof image);
    for (int32_t turns = 0; turns < QUARTERS; turns++) {
        PageDigit read;
        classify(network, image, &read);
        reads[turns] = sureness(&read);
        turn_image(image);
    }
}

/* 1 for a mark that reads well only as it is, -1 for one that reads well only turned. */
static int32_t vote(InkNetwork *network, const Mark *mark) {
    static const float CLEAR = 0.9f, UNCLEAR = 0.6f;
    float reads[QUARTERS], other = 0.0f;
    read_turned(network, mark, reads);
    for (int32_t turns = 1; turns < QUARTERS; turns++)
        other = fmaxf(other, reads[turns]);
    return (reads[0] >= CLEAR && other < UNCLEAR) - (reads[0] < UNCLEAR && other >= CLEAR);
}

double page_score(const Marks *marks, InkNetwork *network, bool *clear) {
    /* This share of the digits must show which side is up: letters upside down look like digits,
     * too. */
    static const double SHOWING = 0.5;
    int32_t shown = likely_digits(marks), left_out = count_left_out(marks), letters = 0;
    for (int32_t i = 0; i < marks->count; i++) {
        if (marks->all[i].is_digit) shown += vote(network, &marks->all[i]);
        letters += marks->all[i].is_letter;
    }
    *clear = shown >= SHOWING * (marks->count - left_out);
    /* Words stand in lines only the right way up. */
    return shown - LEFT_OUT * (left_out - letters);
}

bool is_upright(const Marks *marks, double score) {
    /* So large a share of marks are likely digits only if the photo is upright. */
    static const double UPRIGHT = 0.7;
    return score >= UPRIGHT * marks->count;
}

int32_t turns_to_try(const Marks *marks, InkNetwork *network, int32_t turns[QUARTERS]) {
    /* Fewer marks than LEAST may be anything; ENOUGH of them tell. A turn is tried if at least this
     * many marks as a share of those that may be digits now may be after it. */
    enum { LEAST = 3, ENOUGH = 120 };
    static const float WELL = 0.95f;
    static const double RIVAL = 0.6;
    if (marks->count < LEAST) return 0;
    int32_t sure[QUARTERS] = {0}, count = 0;
    int32_t step = marks->count / ENOUGH > 1 ? marks->count / ENOUGH : 1;
    for (int32_t i = 0; i < marks->count; i += step) {
        float reads[QUARTERS];
        read_turned(network, &marks->all[i], reads);
        for (int32_t turn = 0; turn < QUARTERS; turn++)
            sure[turn] += reads[turn] >= WELL;
    }
    for (int32_t turn = 1; turn < QUARTERS; turn++) {
        if (sure[0] >= LEAST && sure[turn] < RIVAL * sure[0]) continue;
        /* The likeliest first. */
        int32_t place = count++;
        for (; place > 0 && sure[turns[place - 1]] < sure[turn]; place--)
            turns[place] = turns[place - 1];
        turns[place] = turn;
    }
    return count;
}
