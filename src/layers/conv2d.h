/* What the files of the convolution share: the layout of its scratch memory, and its passes. Start
 * at conv2d.c. */
#ifndef INK_CONV2D_H
#define INK_CONV2D_H

#include "kernels/sparse.h"
#include "layers/layer.h"

/* The layout of the scratch memory. Kernel rows are padded to whole vectors: whatever is read past
 * their end meets zero weights, or sums that are never used. */
typedef struct {
    int32_t size, in, out, padding, stride;
    int32_t height, width;             /* of the padded input */
    int32_t row;                       /* floats in a row of the padded input: width * in */
    int32_t out_width, positions;      /* outputs per row, and in total, of each channel */
    int32_t kernel_row, kernel_stride; /* floats in a kernel row, size * in, and in a padded one */
    int32_t sample;    /* floats in a padded input, including those read past its end */
    float *padded;     /* [max_batch][sample]: x with a border of zeros; NULL if x itself will do */
    float *padded_dx;  /* [max_batch][sample]: its gradient; likewise */
    float *panels;     /* [out / 8][size * kernel_row][8]: weights in tile order */
    float *transposed; /* [out][size][kernel_stride]: weights for dx */
    float *dw;         /* [out][size][kernel_stride]: their gradients over the minibatch */
    InkEntry *entries; /* [out][positions] */
    InkEntry *ink;     /* [max_batch][pixels]: see ink_conv_follows_ink */
    int32_t *inked;    /* [max_batch]: how many entries of ink there are */
} InkConvPlan;

/* Computes the layout. If floats is NULL, points it into the layer's scratch memory; otherwise only
 * counts how many floats it needs. */
InkConvPlan ink_conv_plan(const InkLayer *layer, int64_t *floats);

/* Whether this is a first convolution of a usual shape. Most of what it sees is blank paper, so it
 * goes from each pixel with ink to the outputs that see it. */
bool ink_conv_follows_ink(const InkLayer *layer);

/* The padded input of sample b. */
static inline const float *ink_conv_padded(const InkConvPlan *p, const float *x, int32_t b) {
    return p->padded ? p->padded + (ptrdiff_t)b * p->sample : x + (ptrdiff_t)b * p->height * p->row;
}

/* The offset in the padded input of the kernel's upper left corner at a position. */
static inline int32_t ink_conv_corner(const InkConvPlan *p, int32_t position) {
    return p->stride * (position / p->out_width * p->row + position % p->out_width * p->in);
}

/* The index of a sample's ink entries is their place in the padded image: row << 16 | column. */
static inline int32_t ink_conv_row(const InkEntry *ink) {
    return ink->index >> 16;
}

static inline int32_t ink_conv_column(const InkEntry *ink) {
    return ink->index & 0xffff;
}

/* See InkLayerKind. */
void ink_conv_prepare(const InkLayer *layer, int32_t part, int32_t parts);
void ink_conv_forward(const InkLayer *layer, const InkPass *pass, const float *x, float *y);
void ink_conv_backward(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                       const float *dy, float *dx);
void ink_conv_backward_parameters(const InkLayer *layer, const InkPass *pass, const float *x,
                                  const float *dy, float *onto, float scale);

#endif
