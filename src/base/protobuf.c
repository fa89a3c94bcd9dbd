#include "base/protobuf.h"

#include <stdlib.h>
#include <string.h>

enum { VARINT = 0, LENGTH = 2, FIXED32 = 5 }; /* kinds of fields */

/* Seven bits a byte, the lowest first. */
static void varint(InkBytes *to, uint64_t value) {
    for (; value >= 128; value >>= 7)
        ink_bytes_number(to, (value & 127) | 128, 1);
    ink_bytes_number(to, value, 1);
}

static void key(InkBytes *to, int32_t field, int32_t kind) {
    varint(to, (uint64_t)(field << 3 | kind));
}

void ink_proto_number(InkBytes *to, int32_t field, int64_t value) {
    key(to, field, VARINT);
    varint(to, (uint64_t)value);
}

void ink_proto_float(InkBytes *to, int32_t field, float value) {
    key(to, field, FIXED32);
    ink_bytes_floats(to, &value, 1);
}

void ink_proto_bytes(InkBytes *to, int32_t field, const void *bytes, size_t size) {
    key(to, field, LENGTH);
    varint(to, size);
    ink_bytes_add(to, bytes, size);
}

void ink_proto_text(InkBytes *to, int32_t field, const char *text) {
    ink_proto_bytes(to, field, text, strlen(text));
}

void ink_proto_message(InkBytes *to, int32_t field, InkBytes *message) {
    ink_proto_bytes(to, field, message->bytes, message->length);
    to->failed |= message->failed;
    free(message->bytes);
    *message = (InkBytes){0};
}
