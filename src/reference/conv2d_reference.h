/* Convolution and its gradients in plain loops: what conv2d.c does, to read first, and to test it
 * against. Shapes and names are those of conv2d.c; padding is left out, as a frame of zeros around
 * x. */
#ifndef INK_CONV2D_REFERENCE_H
#define INK_CONV2D_REFERENCE_H

#include <stdint.h>

/* x[height][width][in], w[size][size][in][out]; the output has height - size + 1 rows and
 * width - size + 1 columns. */
typedef struct {
    int32_t height, width, in, size, out;
} InkConv2dShape;

/* y = bias + x convolved with w, for one sample. */
void ink_conv2d_reference(InkConv2dShape shape, const float *x, const float *w, const float *bias,
                          float *y);

/* dx, dw and dbias += the gradients that one sample gives. */
void ink_conv2d_backward_reference(InkConv2dShape shape, const float *x, const float *w,
                                   const float *dy, float *dx, float *dw, float *dbias);

#endif
