/* Products that skip zeros: four fifths of a digit's pixels are blank, and most gradients that a
 * max pooling layer passes back are zero. A sparse vector is a list of InkEntry, one per nonzero
 * value, in index order so that sums accumulate in the same order as in the plain loops. */
#ifndef INK_SPARSE_H
#define INK_SPARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    int32_t index;
    float value;
} InkEntry;

/* Whether all eight values are zero, as they usually are on blank paper. */
static inline bool ink_all_zero(const float x[8]) {
    uint64_t bits[4];
    memcpy(bits, x, sizeof bits);
    return (bits[0] | bits[1] | bits[2] | bits[3]) == 0;
}

/* Lists the nonzero values of x[count], in order, and returns how many there are. entries needs
 * room for count. */
int32_t ink_sparse_list(const float *x, int32_t count, InkEntry *entries);

/* out[n] += sum over the entries of value matrix[index][n]. Each sum starts from out. */
void ink_sparse_add(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n);

/* out[n] = sum over the entries of value matrix[index][n]; zero if there are none. */
void ink_sparse_sum(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n);

/* out[n] += scale (sum over the entries of value matrix[index][n]). */
void ink_sparse_add_scaled(float *out, float scale, const InkEntry *entries, int32_t count,
                           const float *matrix, int32_t n);

/* to += sum over the entries of value patch, in that order. Each patch is [rows][width], and starts
 * at m[index]. Rows are to_row and patch_row apart, and width is a multiple of 4. */
void ink_sparse_add_patches(float *to, ptrdiff_t to_row, int32_t rows, int32_t width,
                            const InkEntry *entries, int32_t count, const float *m,
                            ptrdiff_t patch_row);

#endif
