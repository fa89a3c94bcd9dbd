/* The marks of a page, and which of them are digits. The same rules as in web/photo. */
#ifndef CLI_MARKS_H
#define CLI_MARKS_H

#include "page.h"

typedef struct {
    PageDigit read; /* where it is, and the digit it looks most like */
    InkCell cell;
    float image[INK_PIXELS];
    bool is_digit;
    bool is_letter; /* stands in a word */
} Mark;

typedef struct {
    Mark *all; /* in reading order */
    int32_t count, room;
} Marks;

/* Reads an image: sets the probabilities and the most probable digit. */
void classify(InkNetwork *network, const float image[INK_PIXELS], PageDigit *read);

/* The probability of a mark's digit. */
float sureness(const PageDigit *read);

/* Appends a mark, and returns it. */
Mark *add_mark(Marks *marks);

/* The marks of a page; those of digits that touch are cut. Held until_end(). */
Marks *marks_of(const InkPage *page, InkNetwork *network);

/* Appends the digits that a mark of a page consists of; false if it doesn't look like several. */
bool take_apart(const InkPage *page, int32_t index, InkNetwork *network, const Mark *mark,
                Marks *to);

/* Sets is_letter of each mark. */
void find_letters(Marks *marks);

/* Sets is_digit of each mark. */
void keep_digits(Marks *marks);

/* Clears is_digit of printed digits among handwritten ones. */
void leave_out_print(Marks *marks);

/* Whether the whole photo reads better than a sheet in it, from marks that keep_digits() has seen.
 */
bool is_better(const Marks *whole, const Marks *sheet);

enum { QUARTERS = 4 };

/* How well a page reads, and whether only this way up. clear: whether most of its digits show that.
 */
double page_score(const Marks *marks, InkNetwork *network, bool *clear);

/* Whether a page with this score reads so well that it must be upright. */
bool is_upright(const Marks *marks, double score);

/* The quarter turns, clockwise, after which the page may read better, the likeliest first. Returns
 * how many. */
int32_t turns_to_try(const Marks *marks, InkNetwork *network, int32_t turns[QUARTERS]);

#endif
