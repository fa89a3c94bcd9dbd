#include "base/protobuf.h"

#include <stdlib.h>
#include <string.h>

enum { VARINT = 0, LENGTH_DELIMITED = 2, FIXED32 = 5 }; /* wire types */

/* Base-128 varint: seven bits per byte, low bits first. */
static void put_varint(InkBytes *to, uint64_t value) {
    for (; value >= 128; value >>= 7)
        ink_bytes_number(to, (value & 127) | 128, 1);
    ink_bytes_number(to, value, 1);
}

static void tag(InkBytes *to, int32_t field, int32_t wire_type) {
    put_varint(to, (uint64_t)(field << 3 | wire_type));
}

void ink_proto_number(InkBytes *to, int32_t field, int64_t value) {
    tag(to, field, VARINT);
    put_varint(to, (uint64_t)value);
}

void ink_proto_float(InkBytes *to, int32_t field, float value) {
    tag(to, field, FIXED32);
    ink_bytes_floats(to, &value, 1);
}

void ink_proto_bytes(InkBytes *to, int32_t field, const void *bytes, size_t size) {
    tag(to, field, LENGTH_DELIMITED);
    put_varint(to, size);
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
