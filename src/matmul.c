#include "matmul.h"

/* In the first two products the innermost loop runs along a row of w and y, which lie in order in
 * memory, and x[row][i] is one number for the whole loop. Four fifths of a digit is blank paper
 * and half of what a ReLU passes on is zero: such an x adds nothing, so its row is left out. */

void ink_matmul(float *restrict y, const float *restrict x, const float *restrict w, int32_t m,
                int32_t k, int32_t n) {
    for (int32_t row = 0; row < m; row++) {
        for (int32_t i = 0; i < k; i++) {
            float value = x[(size_t)row * k + i];
            if (value == 0.0f) continue;
            for (int32_t j = 0; j < n; j++) {
                y[(size_t)row * n + j] += value * w[(size_t)i * n + j];
            }
        }
    }
}

void ink_matmul_weight_gradient(float *restrict dw, const float *restrict x,
                                const float *restrict dy, int32_t m, int32_t k, int32_t n) {
    for (int32_t row = 0; row < m; row++) {
        for (int32_t i = 0; i < k; i++) {
            float value = x[(size_t)row * k + i];
            if (value == 0.0f) continue;
            for (int32_t j = 0; j < n; j++) {
                dw[(size_t)i * n + j] += value * dy[(size_t)row * n + j];
            }
        }
    }
}

void ink_matmul_input_gradient(float *restrict dx, const float *restrict dy,
                               const float *restrict w, int32_t m, int32_t k, int32_t n) {
    for (int32_t row = 0; row < m; row++) {
        for (int32_t i = 0; i < k; i++) {
            float sum = 0.0f;
            for (int32_t j = 0; j < n; j++) {
                sum += dy[(size_t)row * n + j] * w[(size_t)i * n + j];
            }
            dx[(size_t)row * k + i] = sum;
        }
    }
}
