/* A C header as layers add to it. Its inkling_predict has two arrays, a and b, and a pointer x to
 * the one with the values so far; a layer writes to the other one, or works in place. */
#ifndef INK_C_SOURCE_H
#define INK_C_SOURCE_H

#include "base/bytes.h"

typedef struct {
    InkBytes file;
    bool int8;        /* weights as 8 bits, with a scale for each output */
    bool values_in_b; /* where x points to: b or a */
} InkCSource;

/* Code in which $T stands for the type of the weights, $P for the parameter with their scales, and
 * $S for the scale that a sum for output o is multiplied with. */
void ink_c_code(InkCSource *to, const char *code);

/* w[inputs][outputs] of a layer as the array inkling_w0, and for 8 bits its scales as inkling_s0;
 * outputs: 1 to INK_MAX_UNITS. */
void ink_c_weights(InkCSource *to, int32_t layer, const float *w, int32_t inputs, int32_t outputs);

/* Other values as an array: inkling_b0 for the name "b". */
void ink_c_floats(InkCSource *to, const char *name, int32_t layer, const float *values,
                  int32_t count);

/* The names of the arrays for weights and for "b" as arguments: "inkling_w0, inkling_b0". */
void ink_c_arrays(InkCSource *to, int32_t layer);

/* The array that x points to, and the other one. */
const char *ink_c_values(const InkCSource *to);
const char *ink_c_other(const InkCSource *to);

/* After a call that wrote to the other one: x points to that. */
void ink_c_swap(InkCSource *to);

#endif
