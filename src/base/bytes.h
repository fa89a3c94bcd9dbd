/* A growable byte buffer, used by everything that writes files. */
#ifndef INK_BYTES_H
#define INK_BYTES_H

#include "inkling/base.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A zeroed InkBytes is empty. Errors are sticky: once an allocation fails, later writes are ignored
 * and ink_bytes_finish reports it. */
typedef struct {
    uint8_t *bytes;
    size_t length, capacity;
    bool failed;
} InkBytes;

void ink_bytes_add(InkBytes *to, const void *bytes, size_t count);

/* Appends printf-formatted text, without the terminating NUL. */
__attribute__((format(printf, 2, 3))) void ink_bytes_print(InkBytes *to, const char *format, ...);

/* Appends the low `count` (1 to 8) bytes of value, little-endian. */
void ink_bytes_number(InkBytes *to, uint64_t value, int32_t count);

/* Appends 32-bit floats, little-endian. */
void ink_bytes_floats(InkBytes *to, const float *values, int64_t count);

/* Transfers ownership of the bytes to the caller, who frees them with ink_bytes_free, and resets
 * `from`. Returns INK_NO_MEMORY, and no bytes, if an allocation failed along the way. */
InkStatus ink_bytes_finish(InkBytes *from, uint8_t **bytes, size_t *size);

#endif
