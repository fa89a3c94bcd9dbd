/* A block of bytes that grows, for what is written to files. */
#ifndef INK_BYTES_H
#define INK_BYTES_H

#include "inkling/base.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty one; once memory has run out, it takes no more. */
typedef struct {
    uint8_t *bytes;
    size_t length, room;
    bool failed;
} InkBytes;

void ink_bytes_add(InkBytes *to, const void *bytes, size_t count);

/* Text as printf writes it, without a null at its end. */
__attribute__((format(printf, 2, 3))) void ink_bytes_print(InkBytes *to, const char *format, ...);

/* The lowest `count` bytes of a value, little-endian; count: 1 to 8. */
void ink_bytes_number(InkBytes *to, uint64_t value, int32_t count);
void ink_bytes_floats(InkBytes *to, const float *values, int64_t count);

/* Gives the bytes to the caller, whose they are then, or INK_NO_MEMORY and nothing. */
InkStatus ink_bytes_finish(InkBytes *from, uint8_t **bytes, size_t *size);

#endif
