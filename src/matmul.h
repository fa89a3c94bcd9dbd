/* Matrix products, all row-major. These plain loops are the reference: whatever is made faster
 * later is tested against them. */
#ifndef INK_MATMUL_H
#define INK_MATMUL_H

#include <stddef.h>
#include <stdint.h>

/* y[m][n] += x[m][k] w[k][n] */
void ink_matmul(float *restrict y, const float *restrict x, const float *restrict w, int32_t m,
                int32_t k, int32_t n);

/* dw[k][n] += x[m][k]^T dy[m][n] */
void ink_matmul_weight_gradient(float *restrict dw, const float *restrict x,
                                const float *restrict dy, int32_t m, int32_t k, int32_t n);

/* dx[m][k] = dy[m][n] w[k][n]^T */
void ink_matmul_input_gradient(float *restrict dx, const float *restrict dy,
                               const float *restrict w, int32_t m, int32_t k, int32_t n);

#endif
