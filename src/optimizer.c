#include "optimizer.h"

static void sgd_update(const InkOptimizerSettings *settings, float *restrict parameters,
                       const float *restrict gradients, float *state, int32_t count, int64_t step) {
    (void)state, (void)step;
    for (int32_t i = 0; i < count; i++) {
        parameters[i] -= settings->learning_rate * gradients[i];
    }
}

const InkOptimizerKind ink_sgd = {.state_per_parameter = 0, .update = sgd_update};
