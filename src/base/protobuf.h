/* A minimal protocol buffer writer, enough for ONNX. A message is a sequence of fields, each a tag
 * (field number and wire type) followed by a value; a nested message is a length-delimited field
 * (https://protobuf.dev/programming-guides/encoding). */
#ifndef INK_PROTOBUF_H
#define INK_PROTOBUF_H

#include "base/bytes.h"

void ink_proto_number(InkBytes *to, int32_t field, int64_t value);
void ink_proto_float(InkBytes *to, int32_t field, float value);
void ink_proto_bytes(InkBytes *to, int32_t field, const void *bytes, size_t size);
void ink_proto_text(InkBytes *to, int32_t field, const char *text);

/* Appends a finished message as a field, and frees it. */
void ink_proto_message(InkBytes *to, int32_t field, InkBytes *message);

#endif
