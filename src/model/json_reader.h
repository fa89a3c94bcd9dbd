/* A strict pull parser for the subset of JSON found in model file headers. The caller drives it, so
 * there is no recursion and no input can nest too deeply. Each function reads one token and returns
 * whether it was there; after a failure the parser must not be used further. */
#ifndef INK_JSON_READER_H
#define INK_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint8_t *at, *end;
} InkJson;

/* Reads one of { } [ ] , : after any whitespace. Not finding it is not a failure: nothing is
 * consumed and another token can be tried. */
bool ink_json_symbol(InkJson *json, char symbol);

/* Reads a string into text[room], unescaped and NUL-terminated; never longer than it is in JSON,
 * quotes included. Rejects invalid UTF-8, control characters, and \u0000. */
bool ink_json_string(InkJson *json, char *text, size_t room);

/* Reads a non-negative integer of at most 15 digits. */
bool ink_json_whole(InkJson *json, int64_t *value);

/* Whether only whitespace is left. */
bool ink_json_done(InkJson *json);

/* The length in bytes of the UTF-8 character at text, or 0 if it is invalid. */
size_t ink_utf8_length(const uint8_t *text, const uint8_t *end);

#endif
