#include "reference/conv2d_reference.h"

void ink_conv2d_reference(InkConv2dShape s, const float *x, const float *w, const float *bias,
                          float *y) {
    for (int32_t r = 0; r + s.size <= s.height; r++) {
        for (int32_t c = 0; c + s.size <= s.width; c++) {
            for (int32_t o = 0; o < s.out; o++) {
                float sum = bias[o];
                for (int32_t i = 0; i < s.size; i++) {
                    for (int32_t j = 0; j < s.size; j++) {
                        for (int32_t k = 0; k < s.in; k++) {
                            sum += x[((r + i) * s.width + c + j) * s.in + k] *
                                   w[((i * s.size + j) * s.in + k) * s.out + o];
                        }
                    }
                }
                *y++ = sum;
            }
        }
    }
}

void ink_conv2d_backward_reference(InkConv2dShape s, const float *x, const float *w,
                                   const float *dy, float *dx, float *dw, float *dbias) {
    for (int32_t r = 0; r + s.size <= s.height; r++) {
        for (int32_t c = 0; c + s.size <= s.width; c++) {
            for (int32_t o = 0; o < s.out; o++, dy++) {
                dbias[o] += *dy;
                for (int32_t i = 0; i < s.size; i++) {
                    for (int32_t j = 0; j < s.size; j++) {
                        for (int32_t k = 0; k < s.in; k++) {
                            int32_t input = ((r + i) * s.width + c + j) * s.in + k;
                            int32_t weight = ((i * s.size + j) * s.in + k) * s.out + o;
                            dx[input] += *dy * w[weight];
                            dw[weight] += *dy * x[input];
                        }
                    }
                }
            }
        }
    }
}
