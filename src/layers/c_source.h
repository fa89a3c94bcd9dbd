/* The C source of an exported network, as layers append to it. Its inkling_predict alternates
 * between two arrays, a and b; the pointer x refers to the one with the current values. A layer
 * either writes to the other array, or works in place. */
#ifndef INK_C_SOURCE_H
#define INK_C_SOURCE_H

#include "base/bytes.h"

typedef struct {
    InkBytes file;
    bool int8;        /* 8-bit weights, with one scale per output */
    bool values_in_b; /* x points to b, not a */
} InkCSource;

/* Appends code, expanding $T to the type of the weights, $P to the parameter that passes their
 * scales, and $S to the factor that scales the sum of output o. */
void ink_c_code(InkCSource *to, const char *code);

/* Appends w[inputs][outputs] of a layer as the array inkling_w0 (for layer 0) and, with 8-bit
 * weights, its scales as inkling_s0. outputs: 1 to INK_MAX_UNITS. */
void ink_c_weights(InkCSource *to, int32_t layer, const float *w, int32_t inputs, int32_t outputs);

/* Appends other values as a float array, such as inkling_b0 for the name "b" and layer 0. */
void ink_c_floats(InkCSource *to, const char *name, int32_t layer, const float *values,
                  int32_t count);

/* Appends the layer's arrays as call arguments: "inkling_w0, inkling_b0". */
void ink_c_arrays(InkCSource *to, int32_t layer);

/* The name of the array that x points to, and of the other one. */
const char *ink_c_values(const InkCSource *to);
const char *ink_c_other(const InkCSource *to);

/* Points x at the other array, after a call that wrote to it. */
void ink_c_swap(InkCSource *to);

#endif
