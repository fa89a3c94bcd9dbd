/* A whole network in plain loops, written to be read: forward, loss, backward, update. The rest of
 * src/ does the same, faster, and the tests train the two side by side. src/README.md walks through
 * it. */
#ifndef INK_NETWORK_REFERENCE_H
#define INK_NETWORK_REFERENCE_H

#include <stdint.h>

typedef enum {
    INK_REFERENCE_DENSE,
    INK_REFERENCE_CONV,
    INK_REFERENCE_MAXPOOL,
    INK_REFERENCE_RELU
} InkReferenceKind;

/* Images are [height][width][channels]. */
typedef struct {
    int32_t height, width, channels;
} InkReferenceShape;

/* One layer, and what it remembers of the sample that is going through. The caller provides every
 * array and keeps the shapes consistent. */
typedef struct {
    InkReferenceKind kind;
    InkReferenceShape in, out;        /* dense: in is read as one row, out is 1 x 1 x units */
    int32_t size;                     /* conv: side of the kernel; maxpool: side of the window */
    int32_t padding;                  /* conv: rows and columns of zeros around the image */
    int32_t weight_count, bias_count; /* 0 for a layer that has none */
    double *weights;                  /* dense: [in][out]; conv: [size][size][in][out channels] */
    double *bias;                     /* [out channels] */
    double *dweights, *dbias;         /* d loss / d each of them, summed over the minibatch */
    double *y;                        /* [out]: what it made of the sample */
    double *dx;                       /* [in]: d loss / d its input */
} InkReferenceLayer;

/* Runs one sample through the layers. Afterwards the last layer's y holds the logits. */
void ink_reference_forward(const InkReferenceLayer *layers, int32_t count, const double *x);

/* Softmax and cross entropy with the label, in nats. dlogits[classes]: d loss / d logits. */
double ink_reference_loss(const double *logits, int32_t classes, int32_t label, double *dlogits);

/* From d loss / d logits back to x, which has just gone forward. Overwrites every dx, and adds the
 * sample's gradients to every dweights and dbias. */
void ink_reference_backward(const InkReferenceLayer *layers, int32_t count, const double *x,
                            const double *dlogits);

/* One step of gradient descent on images[batch][in] and their labels. dlogits: room for one sample.
 * Returns the mean loss before the step. */
double ink_reference_step(const InkReferenceLayer *layers, int32_t count, const double *images,
                          const uint8_t *labels, int32_t batch, double learning_rate,
                          double *dlogits);

#endif
