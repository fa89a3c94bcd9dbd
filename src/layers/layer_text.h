/* Reading the words and numbers of a list of layers. Each function skips the spaces before, and
 * returns whether what it reads stands next; if not, the text may be left anywhere. */
#ifndef INK_LAYER_TEXT_H
#define INK_LAYER_TEXT_H

#include "inkling/base.h"

typedef struct {
    const char *at; /* what is left, to the null at its end */
} InkText;

void ink_text_skip_spaces(InkText *text);

/* A whole word, or several; text is left where it was if they are not next. */
bool ink_text_word(InkText *text, const char *wanted);
bool ink_text_symbol(InkText *text, char wanted);

/* A whole number of at most six digits. */
bool ink_text_whole(InkText *text, int32_t *value);

/* 0.25, .25 or 0: a share below 1. */
bool ink_text_share(InkText *text, float *value);

/* Writes a share with as few digits as give the same one when they are read; room for any. */
enum { INK_SHARE_ROOM = 24 };
void ink_text_from_share(float value, char text[INK_SHARE_ROOM]);

#endif
