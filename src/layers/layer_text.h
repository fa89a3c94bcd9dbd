/* A scanner for lists of layers. Each function skips leading spaces and returns whether it found
 * what it looks for; if not, the position is unspecified unless noted. */
#ifndef INK_LAYER_TEXT_H
#define INK_LAYER_TEXT_H

#include "inkling/base.h"

typedef struct {
    const char *at; /* the rest of the text, NUL-terminated */
} InkText;

void ink_text_skip_spaces(InkText *text);

/* Matches a whole word, or several separated by spaces; does not move if they are not next. */
bool ink_text_word(InkText *text, const char *wanted);
bool ink_text_symbol(InkText *text, char wanted);

/* An integer of at most six digits. */
bool ink_text_integer(InkText *text, int32_t *value);

/* A fraction below 1: 0.25, .25, or 0. Digits after the first INK_FRACTION_DIGITS are ignored. */
enum { INK_FRACTION_DIGITS = 15 };
bool ink_text_fraction(InkText *text, float *value);

/* Prints a fraction with the fewest digits that read back as the same float, which exist for
 * every float that ink_text_fraction returns. */
enum { INK_FRACTION_ROOM = 24 };
void ink_text_print_fraction(float value, char text[INK_FRACTION_ROOM]);

#endif
