#include "layers/softmax.h"

#include <math.h>

/* expf overflows above 88, so the largest logit is subtracted first; the quotient is the same. */

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

float ink_cross_entropy(const float *logits, float log_sum, uint8_t label, int32_t classes,
                        float smoothing) {
    float sum = 0.0f;
    for (int32_t c = 0; c < classes; c++)
        sum += ink_target(label, c, classes, smoothing) * (log_sum - logits[c]);
    return sum;
}

void ink_softmax_cross_entropy_backward(const float *probabilities, const uint8_t *labels,
                                        float smoothing, float share, float *dlogits, int32_t batch,
                                        int32_t classes) {
    for (int32_t b = 0; b < batch; b++) {
        uint8_t label = labels[b];
        for (int32_t c = 0; c < classes; c++) {
            float target = ink_target(label, c, classes, smoothing);
            dlogits[(size_t)b * classes + c] =
                share * (probabilities[(size_t)b * classes + c] - target);
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
