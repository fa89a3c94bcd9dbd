/* Files, errors, and output. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "inkling.h"

/* Prints an error, which should say what to do about it, and exits with status 1. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for a wrong command line, with status 2. */
_Noreturn void fail_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Calls work(context), and returns false if that called fail(), which does not exit then. Releases
 * what until_end() and hold() hold. */
bool attempt(void (*work)(void *), void *context);

/* Calls release(object) at the end of the current attempt. Outside of one, the object lives until
 * the program ends. */
void hold(void *object, void (*release)(void *object));

/* The same for a block from malloc, which it returns. Fails if the block is NULL. */
void *until_end(void *block);

/* Releases a held object now. */
void release_now(const void *object);

/* Fails unless the status is INK_OK. */
void check(InkStatus status, const char *what);

/* Reads a whole file into a new block; NULL if it can't be opened. "-" is standard input. */
uint8_t *read_file(const char *path, size_t *size);

/* Like read_file, but fails instead of returning NULL. */
uint8_t *read_file_or_fail(const char *path, size_t *size);

/* Writes a file atomically, by renaming a temporary one: an existing file is replaced only once the
 * new one is complete. "-" is standard output. */
void write_file(const char *path, const uint8_t *bytes, size_t size);

/* Fails unless write_file could write there now. Leaves nothing behind. */
void require_writable(const char *path);

/* Prints text to standard output as a JSON string. */
void print_json_string(const char *text);

#endif
