/* Convolution and its gradients as plain loops: read this before conv2d.c, which is tested against
 * it. Shapes and names match conv2d.c, except that there is no padding: the caller adds the border
 * of zeros to x. */
#ifndef INK_CONV2D_REFERENCE_H
#define INK_CONV2D_REFERENCE_H

#include <stdint.h>

/* x[height][width][in], w[size][size][in][out]; the output has height - size + 1 rows and
 * width - size + 1 columns. */
typedef struct {
    int32_t height, width, in, size, out;
} InkConv2dShape;

/* y = bias + w convolved over x, for one sample. */
void ink_conv2d_reference(InkConv2dShape shape, const float *x, const float *w, const float *bias,
                          float *y);

/* Adds the gradients of one sample to dx, dw, and dbias. */
void ink_conv2d_backward_reference(InkConv2dShape shape, const float *x, const float *w,
                                   const float *dy, float *dx, float *dw, float *dbias);

#endif
