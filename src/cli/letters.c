/* Tells words from numbers, as web/photo/letters.js does. One by one, many letters look like
 * digits; but not all letters of a word do, they differ in height, and the page has more of them.
 * Dynamic programming finds the most probable sequence of numbers, words, and signs in each line.
 */
#include "files.h"
#include "marks.h"

#include <math.h>
#include <stdlib.h>

/* What a mark stands in. A sign is one such as x or %. */
enum { NUMBER, WORD, SIGN, KINDS };

/* Of digits, of letters, and of signs, the shares that are read with at least each of these
 * probabilities. */
enum { NONE = 5, STEPS };
static const double least[STEPS] = {0.99, 0.95, 0.9, 0.6, 0.2, 0.0};
static const double digits[STEPS] = {0.9, 0.04, 0.015, 0.025, 0.01, 0.01};
static const double letters[STEPS] = {0.3, 0.1, 0.05, 0.1, 0.05, 0.4};
static const double signs[STEPS] = {0.02, 0.02, 0.02, 0.02, 0.1, 0.6};

/* How often letters look like each digit, relative to the average. */
static const double like[INK_CLASSES] = {2.2, 2.6, 0.9, 0.4, 0.5, 0.6, 1.1, 0.7, 0.3, 0.7};

static int32_t height_of(const Mark *mark) {
    return mark->read.mark.bottom - mark->read.mark.top;
}

static bool is_none(const Mark *mark) {
    return (double)sureness(&mark->read) < least[NONE - 1];
}

/* How well a mark fits each kind. */
static void find_fits(const Mark *mark, double fits[KINDS]) {
    /* Digits that touch look like none: of those that do, this share more are digits if they are
     * wide. */
    static const double TOUCHING = 0.05, WIDE = 1.2;
    int32_t step = 0, digit = mark->read.digit;
    while ((double)sureness(&mark->read) < least[step])
        step++;
    bool none = step == NONE;
    bool wide = mark->read.mark.right - mark->read.mark.left > WIDE * height_of(mark);
    /* Signs are often bars and crosses, which are read as 1s and 4s. */
    bool like_sign = !none && (digit == 1 || digit == 4);
    fits[NUMBER] = digits[step] + (none && wide ? TOUCHING : 0.0);
    fits[WORD] = letters[step] * (none ? 1.0 : like[digit]);
    fits[SIGN] = like_sign ? signs[NONE - 1] : signs[step];
}

static double density(double difference, double spread) {
    static const double OUTLIERS = 0.03, ANY = 1.2;
    double off = difference / spread;
    return (1.0 - OUTLIERS) / spread * exp(-0.5 * off * off) + OUTLIERS / ANY;
}

/* How likely each kind is after each kind of the mark before. share: of letters. */
static void find_changes(const Mark *before, const Mark *mark, double share,
                         double changes[KINDS][KINDS]) {
    /* How likely a mark is to be of the same kind as the one before, if they touch; at a gap of
     * WORD_GAP heights, chance decides. */
    static const double SAME = 0.97, WORD_GAP = 1.7, SAME_ROW = 0.6;
    /* How likely a sign follows a digit, and a sign; and a digit follows a sign. */
    static const double SIGN_NEXT = 0.06, SIGN_AGAIN = 0.01, DIGIT_AGAIN = 0.85;
    /* By how much, on a logarithmic scale, heights differ. */
    static const double OF_DIGITS = 0.18, OF_OTHERS = 0.4;
    int32_t high = height_of(mark) > height_of(before) ? height_of(mark) : height_of(before);
    double gap = (double)(mark->read.mark.left - before->read.mark.right) / high;
    double far = fmin(1.0, fmax(0.0, gap / WORD_GAP)), near = 1.0 - far * far;
    bool same_cell = mark->cell.column == before->cell.column;
    double same = same_cell ? 0.5 + (SAME - 0.5) * near : SAME_ROW;
    double to_word = 2.0 * (1.0 - same) * share, to_number = 2.0 * (1.0 - same) * (1.0 - share);
    double difference = log((double)height_of(mark) / height_of(before));
    double alike = density(difference, OF_DIGITS), any = density(difference, OF_OTHERS);
    changes[NUMBER][NUMBER] = (1.0 - to_word) * (1.0 - SIGN_NEXT) * alike;
    changes[NUMBER][WORD] = to_number * any;
    changes[NUMBER][SIGN] = DIGIT_AGAIN * any;
    changes[WORD][NUMBER] = to_word * any;
    changes[WORD][WORD] = (1.0 - to_number) * any;
    changes[WORD][SIGN] = (1.0 - DIGIT_AGAIN) * any;
    changes[SIGN][NUMBER] = SIGN_NEXT * any;
    changes[SIGN][WORD] = SIGN_NEXT * to_number * any;
    changes[SIGN][SIGN] = SIGN_AGAIN * any;
}

static int32_t largest(const double values[KINDS]) {
    int32_t best = 0;
    for (int32_t i = 1; i < KINDS; i++)
        if (values[i] > values[best]) best = i;
    return best;
}

/* Sets is_letter in a line to whether the most probable kind of each mark is WORD. befores: room
 * for the kind of the mark before each, by its own. */
static void find_kinds(Mark *line, int32_t count, double share, int32_t (*befores)[KINDS]) {
    static const double FIRST_SIGN = 0.03;
    const double first[KINDS] = {1.0 - share - FIRST_SIGN, share, FIRST_SIGN};
    double scores[KINDS], fits[KINDS];
    find_fits(&line[0], fits);
    for (int32_t kind = 0; kind < KINDS; kind++)
        scores[kind] = log(fits[kind] * first[kind]);
    for (int32_t i = 1; i < count; i++) {
        double changes[KINDS][KINDS], next[KINDS];
        find_fits(&line[i], fits);
        find_changes(&line[i - 1], &line[i], share, changes);
        for (int32_t kind = 0; kind < KINDS; kind++) {
            double ways[KINDS];
            for (int32_t before = 0; before < KINDS; before++)
                ways[before] = scores[before] + log(changes[kind][before] * fits[kind]);
            befores[i][kind] = largest(ways);
            next[kind] = ways[befores[i][kind]];
        }
        for (int32_t kind = 0; kind < KINDS; kind++)
            scores[kind] = next[kind];
    }
    int32_t kind = largest(scores);
    for (int32_t i = count - 1; i >= 0; i--) {
        line[i].is_letter = kind == WORD;
        if (i > 0) kind = befores[i][kind];
    }
}

/* Clears is_letter in words of one mark, and in those all of whose marks look like digits. */
static void keep_words(Mark *line, int32_t count) {
    int32_t length;
    for (int32_t at = 0; at < count; at += length) {
        int32_t none = 0;
        for (length = 0; at + length < count && line[at + length].is_letter; length++)
            none += is_none(&line[at + length]);
        for (int32_t i = at; i < at + length; i++)
            line[i].is_letter = none > 0 && length > 1;
        if (length == 0) length = 1;
    }
}

void find_letters(Marks *marks) {
    /* The share of letters: LETTERS times that of marks that look like no digit, within limits. */
    static const double LETTERS = 0.5, FEWEST = 0.02, MOST = 0.5;
    int32_t none = 0, length;
    for (int32_t i = 0; i < marks->count; i++)
        none += is_none(&marks->all[i]);
    double share = fmin(MOST, fmax(FEWEST, LETTERS * none / marks->count));
    int32_t(*befores)[KINDS] = until_end(malloc(((size_t)marks->count + 1) * sizeof *befores));
    for (int32_t at = 0; at < marks->count; at += length) {
        Mark *line = &marks->all[at];
        for (length = 1; at + length < marks->count; length++) {
            if (line[length].read.mark.line != line->read.mark.line ||
                line[length].cell.table != line->cell.table)
                break;
        }
        find_kinds(line, length, share, befores);
        keep_words(line, length);
    }
}
