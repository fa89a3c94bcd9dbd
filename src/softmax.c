#include "softmax.h"

#include <math.h>
#include <stddef.h>

/* exp overflows above 88, so the largest logit is subtracted first: the quotient is the same. */

void ink_softmax_forward(const float *logits, float *probabilities, float *log_sums, int32_t batch,
                         int32_t classes) {
    for (int32_t b = 0; b < batch; b++) {
        const float *z = logits + (size_t)b * classes;
        float *p = probabilities + (size_t)b * classes;
        float largest = z[ink_argmax(z, classes)];
        float sum = 0.0f;
        for (int32_t c = 0; c < classes; c++) {
            p[c] = expf(z[c] - largest);
            sum += p[c];
        }
        for (int32_t c = 0; c < classes; c++)
            p[c] /= sum;
        if (log_sums) log_sums[b] = logf(sum) + largest;
    }
}

void ink_softmax_cross_entropy_backward(const float *probabilities, const uint8_t *labels,
                                        float share, float *dlogits, int32_t batch,
                                        int32_t classes) {
    for (int32_t b = 0; b < batch; b++) {
        for (int32_t c = 0; c < classes; c++) {
            float wanted = c == labels[b] ? 1.0f : 0.0f;
            dlogits[(size_t)b * classes + c] =
                share * (probabilities[(size_t)b * classes + c] - wanted);
        }
    }
}

int32_t ink_argmax(const float *row, int32_t classes) {
    int32_t best = 0;
    for (int32_t c = 1; c < classes; c++) {
        if (row[c] > row[best]) best = c;
    }
    return best;
}
