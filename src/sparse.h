/* Products that leave blank ink out. Four fifths of a digit's pixels are zero; an InkEntry stands
 * for each of the others. */
#ifndef INK_SPARSE_H
#define INK_SPARSE_H

#include <stdint.h>

typedef struct {
    int32_t index;
    float value;
} InkEntry;

/* Writes an entry for each value of x[count] that is not zero, in order; returns how many.
 * entries has room for count. */
int32_t ink_sparse_list(const float *x, int32_t count, InkEntry *entries);

/* out[n] += sum over the entries of value matrix[index][n], each sum beginning with out. */
void ink_sparse_add(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n);

/* out[n] += scale (sum over the entries of value matrix[index][n]). */
void ink_sparse_add_scaled(float *out, float scale, const InkEntry *entries, int32_t count,
                           const float *matrix, int32_t n);

#endif
