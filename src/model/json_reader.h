/* The little JSON that the header of a model file is made of: read strictly and from left to right,
 * without recursion, so that nothing can be too deep. Each function reads one thing and says
 * whether it stood there; after a false, the reader is of no use. */
#ifndef INK_JSON_READER_H
#define INK_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint8_t *at, *end;
} InkJson;

/* One of { } [ ] , : after any white space. A symbol that does not come next is no error: it is not
 * read, and something else may be. */
bool ink_json_symbol(InkJson *json, char symbol);

/* A string, unescaped, with a null behind it, to text[room]; no longer than it was with its quotes.
 * Refused: what is not UTF-8, control characters, and a null that was escaped. */
bool ink_json_string(InkJson *json, char *text, size_t room);

/* A whole number of at most 15 digits, 0 and up. */
bool ink_json_whole(InkJson *json, int64_t *value);

/* Nothing but white space is left. */
bool ink_json_done(InkJson *json);

/* The bytes of the character that begins at text, or 0 if that is not UTF-8. */
size_t ink_utf8_length(const uint8_t *text, const uint8_t *end);

#endif
