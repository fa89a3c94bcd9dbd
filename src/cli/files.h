/* Files, and what the command line says. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "inkling.h"

/* Says what is wrong and what to do, and ends: this is a program of its own, not the core. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Fails unless the status is INK_OK. */
void check(InkStatus status, const char *what);

/* A whole file in a new block, or NULL if there is none; "-" is the standard input. */
uint8_t *read_file(const char *path, size_t *size);

/* The same, or fails. */
uint8_t *need_file(const char *path, size_t *size);

/* Writes to a file beside it first, so that a file that was there is lost only when the new one is
 * whole; "-" is the standard output. */
void write_file(const char *path, const uint8_t *bytes, size_t size);

/* Text as a JSON string, to the standard output. */
void print_json_string(const char *text);

#endif
