/* The C source of an exported network, as layers append to it. The first layer reads the image. The
 * others work in one array, whose two ends hold the values of a layer and of the next: a layer
 * either writes to the other end, or works in place. */
#ifndef INK_C_SOURCE_H
#define INK_C_SOURCE_H

#include "base/bytes.h"

typedef struct {
    InkBytes file;
    bool int8;        /* 8-bit weights, with one scale per output */
    const char *kind; /* for ink_c_code: the name of the kind of layer */
    bool ink;         /* likewise: the function takes the image */
    bool reads_image; /* a call with ink_c_variant takes the image */
    bool at_end;      /* the current values are at the end of the array, not at its start */
    int32_t size;     /* how many values there are; 0: still those of the image */
    int32_t room;     /* of the array, in floats */
    int32_t needed;   /* the room that was needed so far */
    char values[40], target[40];
} InkCSource;

/* Appends code, expanding $T to the type of the weights, $W to what reads one at a place, $P to the
 * parameter that passes their scales, $S to the factor that scales the sum of output o, and $K to
 * the name of the kind. What may come first in a network also has $X for the type of its input, $I
 * for what makes ink of a value of it, and $N at the end of its name. */
void ink_c_code(InkCSource *to, const char *code);

/* Appends w[inputs][outputs] of a layer as the array inkling_w0 (for layer 0) and, with 8-bit
 * weights, its scales as inkling_s0. outputs: 1 to INK_MAX_UNITS. */
void ink_c_weights(InkCSource *to, int32_t layer, const float *w, int32_t inputs, int32_t outputs);

/* Appends other values as a float array, such as inkling_b0 for the name "b" and layer 0. */
void ink_c_floats(InkCSource *to, const char *name, int32_t layer, const float *values,
                  int32_t count);

/* Appends the layer's arrays as call arguments: "inkling_w0, inkling_b0". */
void ink_c_arrays(InkCSource *to, int32_t layer);

/* The current values, for a function that changes them in place. Copies the image first. */
const char *ink_c_values(InkCSource *to);

/* For a function that writes elsewhere: the end of its name, its input, and the place for `size`
 * values. ink_c_swap then makes them the current values. */
const char *ink_c_variant(InkCSource *to);
const char *ink_c_input(InkCSource *to);
const char *ink_c_output(InkCSource *to, int32_t size);
void ink_c_swap(InkCSource *to, int32_t size);

#endif
