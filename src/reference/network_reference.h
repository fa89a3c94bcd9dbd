/* A complete network as plain loops, written to be read: forward, loss, backward, update. The rest
 * of src/ does the same thing faster, and the tests train the two side by side. src/README.md walks
 * through it. */
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

/* One layer, with the state it keeps for the sample being processed. The caller allocates every
 * array and keeps the shapes consistent. */
typedef struct {
    InkReferenceKind kind;
    InkReferenceShape in, out;        /* dense: in is flattened, out is 1 x 1 x units */
    int32_t size;                     /* side of the kernel (conv) or the window (maxpool) */
    int32_t padding;                  /* conv: width of the border of zeros around the image */
    int32_t weight_count, bias_count; /* 0 for layers without parameters */
    double *weights;                  /* dense: [in][out]; conv: [size][size][in][out channels] */
    double *bias;                     /* [out channels] */
    double *dweights, *dbias;         /* gradients of the loss, summed over the minibatch */
    double *y;                        /* [out]: the output for the current sample */
    double *dx;                       /* [in]: the gradient of the loss with respect to the input */
} InkReferenceLayer;

/* Runs one sample through the layers, leaving the logits in the last layer's y. */
void ink_reference_forward(const InkReferenceLayer *layers, int32_t count, const double *x);

/* Softmax followed by cross entropy with the label. Returns the loss in nats and writes its
 * gradient to dlogits[classes]. */
double ink_reference_loss(const double *logits, int32_t classes, int32_t label, double *dlogits);

/* Backpropagates dlogits for the sample x that was last run forward. Overwrites every dx and adds
 * the sample's gradients to every dweights and dbias. */
void ink_reference_backward(const InkReferenceLayer *layers, int32_t count, const double *x,
                            const double *dlogits);

/* One step of gradient descent on images[batch][in] with labels[batch]. dlogits is scratch space
 * for one sample. Returns the mean loss before the step. */
double ink_reference_step(const InkReferenceLayer *layers, int32_t count, const double *images,
                          const uint8_t *labels, int32_t batch, double learning_rate,
                          double *dlogits);

#endif
