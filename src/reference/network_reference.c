#include "reference/network_reference.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static int32_t size_of(InkReferenceShape shape) {
    return shape.height * shape.width * shape.channels;
}

/* The index of one channel of a pixel. */
static int32_t at(InkReferenceShape shape, int32_t row, int32_t column, int32_t channel) {
    return (row * shape.width + column) * shape.channels + channel;
}

/* ---- dense: y[o] = bias[o] + sum over i of x[i] w[i][o] ---- */

static void dense_forward(const InkReferenceLayer *l, const double *x) {
    int32_t in = size_of(l->in), out = size_of(l->out);
    for (int32_t o = 0; o < out; o++) {
        l->y[o] = l->bias[o];
        for (int32_t i = 0; i < in; i++)
            l->y[o] += x[i] * l->weights[i * out + o];
    }
}

/* w[i][o] affects y[o] alone, in proportion to x[i]: d y[o] / d w[i][o] = x[i]. x[i] affects every
 * y[o], in proportion to w[i][o], so its gradient is a sum over o. */
static void dense_backward(const InkReferenceLayer *l, const double *x, const double *dy) {
    int32_t in = size_of(l->in), out = size_of(l->out);
    for (int32_t o = 0; o < out; o++) {
        l->dbias[o] += dy[o];
        for (int32_t i = 0; i < in; i++) {
            l->dweights[i * out + o] += x[i] * dy[o];
            l->dx[i] += l->weights[i * out + o] * dy[o];
        }
    }
}

/* ---- conv: a small dense layer slid over the image, with the same weights everywhere ---- */

/* The input pixel under row i, column j of the kernel placed at one output; -1 in the padding,
 * whose zeros contribute nothing. */
static int32_t under(const InkReferenceLayer *l, int32_t row, int32_t column, int32_t i,
                     int32_t j) {
    int32_t r = row + i - l->padding, c = column + j - l->padding;
    bool inside = r >= 0 && r < l->in.height && c >= 0 && c < l->in.width;
    return inside ? at(l->in, r, c, 0) : -1;
}

/* y[o] = bias[o] + sum over i, j, k of x[under (i, j)][k] w[i][j][k][o], at one output pixel. */
static void conv_forward_at(const InkReferenceLayer *l, const double *x, int32_t row,
                            int32_t column) {
    double *y = l->y + at(l->out, row, column, 0), *w = l->weights;
    for (int32_t o = 0; o < l->out.channels; o++)
        y[o] = l->bias[o];
    for (int32_t i = 0; i < l->size; i++)
        for (int32_t j = 0; j < l->size; j++) {
            int32_t pixel = under(l, row, column, i, j);
            for (int32_t k = 0; k < l->in.channels; k++, w += l->out.channels)
                for (int32_t o = 0; pixel >= 0 && o < l->out.channels; o++)
                    y[o] += x[pixel + k] * w[o];
        }
}

/* The same loops. For every product x w that went into y[o], each factor receives the other one
 * times dy[o]. A weight is used at every output pixel, so its gradient sums over all of them. */
static void conv_backward_at(const InkReferenceLayer *l, const double *x, const double *dy,
                             int32_t row, int32_t column) {
    double *w = l->weights, *dw = l->dweights;
    dy += at(l->out, row, column, 0);
    for (int32_t o = 0; o < l->out.channels; o++)
        l->dbias[o] += dy[o];
    for (int32_t i = 0; i < l->size; i++)
        for (int32_t j = 0; j < l->size; j++) {
            int32_t pixel = under(l, row, column, i, j);
            for (int32_t k = 0; k < l->in.channels;
                 k++, w += l->out.channels, dw += l->out.channels)
                for (int32_t o = 0; pixel >= 0 && o < l->out.channels; o++) {
                    dw[o] += x[pixel + k] * dy[o];
                    l->dx[pixel + k] += w[o] * dy[o];
                }
        }
}

/* ---- max pooling: keeps the largest value of each window, channel by channel ---- */

/* The index in x of the largest value in a window; the first one if several are equal. */
static int32_t largest(const InkReferenceLayer *l, const double *x, int32_t row, int32_t column,
                       int32_t channel) {
    int32_t best = at(l->in, row * l->size, column * l->size, channel);
    for (int32_t i = 0; i < l->size; i++)
        for (int32_t j = 0; j < l->size; j++) {
            int32_t here = at(l->in, row * l->size + i, column * l->size + j, channel);
            if (x[here] > x[best]) best = here;
        }
    return best;
}

/* Only the value that was kept affects the loss, so it receives the whole gradient. */
static void maxpool_at(const InkReferenceLayer *l, const double *x, const double *dy, int32_t row,
                       int32_t column) {
    for (int32_t k = 0; k < l->out.channels; k++) {
        int32_t from = largest(l, x, row, column, k), to = at(l->out, row, column, k);
        if (dy)
            l->dx[from] += dy[to];
        else
            l->y[to] = x[from];
    }
}

/* ---- ReLU: y = max(x, 0), so dx = dy where x > 0, and 0 elsewhere ---- */

static void relu_at(const InkReferenceLayer *l, const double *x, const double *dy, int32_t row,
                    int32_t column) {
    for (int32_t k = 0; k < l->out.channels; k++) {
        int32_t here = at(l->out, row, column, k);
        double *to = dy ? l->dx : l->y;
        to[here] = x[here] <= 0.0 ? 0.0 : dy ? dy[here] : x[here];
    }
}

/* ---- a layer, output pixel by output pixel; a dense layer has one ---- */

static void layer_forward(const InkReferenceLayer *l, const double *x) {
    for (int32_t row = 0; row < l->out.height; row++)
        for (int32_t column = 0; column < l->out.width; column++)
            switch (l->kind) {
            case INK_REFERENCE_DENSE: dense_forward(l, x); break;
            case INK_REFERENCE_CONV: conv_forward_at(l, x, row, column); break;
            case INK_REFERENCE_MAXPOOL: maxpool_at(l, x, NULL, row, column); break;
            case INK_REFERENCE_RELU: relu_at(l, x, NULL, row, column); break;
            }
}

static void layer_backward(const InkReferenceLayer *l, const double *x, const double *dy) {
    for (int32_t i = 0; i < size_of(l->in); i++)
        l->dx[i] = 0.0;
    for (int32_t row = 0; row < l->out.height; row++)
        for (int32_t column = 0; column < l->out.width; column++)
            switch (l->kind) {
            case INK_REFERENCE_DENSE: dense_backward(l, x, dy); break;
            case INK_REFERENCE_CONV: conv_backward_at(l, x, dy, row, column); break;
            case INK_REFERENCE_MAXPOOL: maxpool_at(l, x, dy, row, column); break;
            case INK_REFERENCE_RELU: relu_at(l, x, dy, row, column); break;
            }
}

/* ---- the network ---- */

void ink_reference_forward(const InkReferenceLayer *layers, int32_t count, const double *x) {
    for (int32_t l = 0; l < count; x = layers[l].y, l++)
        layer_forward(&layers[l], x);
}

double ink_reference_loss(const double *logits, int32_t classes, int32_t label, double *dlogits) {
    double top = logits[0], sum = 0.0;
    for (int32_t c = 1; c < classes; c++)
        top = fmax(top, logits[c]);
    for (int32_t c = 0; c < classes; c++)
        sum += exp(logits[c] - top); /* minus top: exp cannot overflow, and the factor cancels */
    for (int32_t c = 0; c < classes; c++)
        dlogits[c] = exp(logits[c] - top) / sum - (c == label); /* probability minus target */
    return log(sum) - (logits[label] - top);                    /* -log p[label] */
}

void ink_reference_backward(const InkReferenceLayer *layers, int32_t count, const double *x,
                            const double *dlogits) {
    for (int32_t l = count - 1; l >= 0; dlogits = layers[l].dx, l--)
        layer_backward(&layers[l], l > 0 ? layers[l - 1].y : x, dlogits);
}

double ink_reference_step(const InkReferenceLayer *layers, int32_t count, const double *images,
                          const uint8_t *labels, int32_t batch, double learning_rate,
                          double *dlogits) {
    const InkReferenceLayer *last = &layers[count - 1];
    double loss = 0.0;
    /* Gradients start at zero: they belong to this minibatch and these weights only. */
    for (int32_t l = 0; l < count; l++) {
        for (int32_t i = 0; i < layers[l].weight_count; i++)
            layers[l].dweights[i] = 0.0;
        for (int32_t i = 0; i < layers[l].bias_count; i++)
            layers[l].dbias[i] = 0.0;
    }
    for (int32_t b = 0; b < batch; b++, images += size_of(layers->in)) {
        ink_reference_forward(layers, count, images);
        loss += ink_reference_loss(last->y, size_of(last->out), labels[b], dlogits);
        ink_reference_backward(layers, count, images, dlogits);
    }
    /* Step against the mean gradient of the samples. */
    for (int32_t l = 0; l < count; l++) {
        for (int32_t i = 0; i < layers[l].weight_count; i++)
            layers[l].weights[i] -= learning_rate * layers[l].dweights[i] / batch;
        for (int32_t i = 0; i < layers[l].bias_count; i++)
            layers[l].bias[i] -= learning_rate * layers[l].dbias[i] / batch;
    }
    return loss / batch;
}
