/* Protocol buffers, as ONNX files are made of: a message is a list of fields, each its number and
 * kind, then the value; a message within a message is a field of bytes
 * (https://protobuf.dev/programming-guides/encoding). */
#ifndef INK_PROTOBUF_H
#define INK_PROTOBUF_H

#include "base/bytes.h"

void ink_proto_number(InkBytes *to, int32_t field, int64_t value);
void ink_proto_float(InkBytes *to, int32_t field, float value);
void ink_proto_bytes(InkBytes *to, int32_t field, const void *bytes, size_t size);
void ink_proto_text(InkBytes *to, int32_t field, const char *text);

/* Adds a finished message, and frees it. */
void ink_proto_message(InkBytes *to, int32_t field, InkBytes *message);

#endif
