/* Matrix products on row-major data, each with the plain reference it is tested against. In the
 * portable build both add in the same order, so that their results agree to the last bit. */
#ifndef INK_MATMUL_H
#define INK_MATMUL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INK_MATMUL_MAX_BATCH = 512 }; /* largest m for ink_matmul_update */

/* y[m][n] += x[m][k] w[k][n] */
void ink_matmul(float *y, const float *x, const float *w, int32_t m, int32_t k, int32_t n);

/* dx[m][k] = dy[m][n] w[k][n]^T */
void ink_matmul_input_gradient(float *dx, const float *dy, const float *w, int32_t m, int32_t k,
                               int32_t n);

/* Rows first to last - 1 of w[k][n] += scale x[m][k]^T dy[m][n]. With scale 1 it accumulates a
 * weight gradient; with scale -learning_rate it is a complete step of gradient descent, which saves
 * a second pass over the weights. m is at most INK_MATMUL_MAX_BATCH. */
void ink_matmul_update(float *w, const float *x, const float *dy, float scale, int32_t m, int32_t k,
                       int32_t n, int32_t first, int32_t last);

/* A matrix w[k][n] or its transpose in the order that products read it: [columns / 8, rounded
 * up][rows][8], with zeros past the last column. Packed once, it serves any number of products;
 * ink_matmul packs as it goes, which takes as long as the product of a few rows. Threads may pack
 * one part each. */
int64_t ink_panels_size(int32_t rows, int32_t columns); /* in floats */
void ink_pack_panels(float *panels, const float *w, int32_t k, int32_t n, int32_t part,
                     int32_t parts);
void ink_pack_transposed_panels(float *panels, const float *w, int32_t k, int32_t n, int32_t part,
                                int32_t parts);

/* ink_matmul with packed w. */
void ink_matmul_panels(float *y, const float *x, const float *panels, int32_t m, int32_t k,
                       int32_t n);

/* The same products as plain loops. */
void ink_matmul_reference(float *y, const float *x, const float *w, int32_t m, int32_t k,
                          int32_t n);
void ink_matmul_input_gradient_reference(float *dx, const float *dy, const float *w, int32_t m,
                                         int32_t k, int32_t n);
void ink_matmul_update_reference(float *w, const float *x, const float *dy, float scale, int32_t m,
                                 int32_t k, int32_t n, int32_t first, int32_t last);

#endif
