#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `count` more bytes. */
static bool reserve(InkBytes *to, size_t count) {
    if (to->failed) return false;
    if (count <= to->capacity - to->length) return true;
    size_t wanted = to->length + count;
    uint8_t *grown =
        count > SIZE_MAX / 4 || wanted > SIZE_MAX / 4 ? NULL : realloc(to->bytes, 2 * wanted);
    if (!grown) {
        to->failed = true;
        return false;
    }
    to->bytes = grown;
    to->capacity = 2 * wanted;
    return true;
}

void ink_bytes_add(InkBytes *to, const void *bytes, size_t count) {
    if (count == 0 || !reserve(to, count)) return;
    memcpy(to->bytes + to->length, bytes, count);
    to->length += count;
}

void ink_bytes_print(InkBytes *to, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int needed = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (needed < 0) to->failed = true;
    if (needed < 0 || !reserve(to, (size_t)needed + 1)) return;
    va_start(arguments, format);
    vsnprintf((char *)to->bytes + to->length, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    to->length += (size_t)needed;
}

void ink_bytes_number(InkBytes *to, uint64_t value, int32_t count) {
    uint8_t bytes[8];
    for (int32_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)(value >> (8 * i));
    ink_bytes_add(to, bytes, (size_t)count);
}

void ink_bytes_floats(InkBytes *to, const float *values, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, values + i, sizeof bits);
        ink_bytes_number(to, bits, 4);
    }
}

InkStatus ink_bytes_finish(InkBytes *from, uint8_t **bytes, size_t *size) {
    InkBytes done = *from;
    *from = (InkBytes){0};
    *bytes = NULL;
    *size = 0;
    if (done.failed) {
        free(done.bytes);
        return INK_NO_MEMORY;
    }
    *bytes = done.bytes;
    *size = done.length;
    return INK_OK;
}
