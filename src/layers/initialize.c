#include "layers/initialize.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

void ink_initialize_he(float *parameters, int32_t inputs, int32_t outputs, InkRng *rng) {
    int32_t weights = inputs * outputs;
    float deviation = sqrtf(2.0f / (float)inputs);
    for (int32_t i = 0; i < weights; i++)
        parameters[i] = deviation * ink_rng_normal(rng);
    memset(parameters + weights, 0, sizeof(float) * (size_t)outputs);
}
