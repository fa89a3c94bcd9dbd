/* Update rules and learning rate schedules. */
#ifndef INK_OPTIMIZER_H
#define INK_OPTIMIZER_H

#include "inkling/training.h"

/* Whether every setting is in its documented range; NaN never is. All zero is valid: plain SGD at a
 * constant rate. */
bool ink_optimizer_is_valid(const InkOptimizerSettings *settings);

/* The number of state values a rule has per parameter: none, v, or m and v. */
int32_t ink_optimizer_slots(int32_t rule);

/* The learning rate at `step` (0 and up) of a run planned for `steps` (1 and up). peak: the highest
 * rate, at least 1e-30. Always positive; constant from the last planned step on.
 * Warm-up starts at peak / 25 and reaches the peak after warm_up * steps - 1 steps, like PyTorch's
 * OneCycleLR: along half a cosine for one-cycle, linearly for the other schedules. */
float ink_schedule_rate(const InkOptimizerSettings *settings, float peak, int64_t step,
                        int64_t steps);

/* Updates weights first to last - 1 of w[count] from gradients[count].
 * state[slots][count]: the moments, all zero before the first step. step: 1 for the first step.
 * Weights are independent of each other, so a step can be split into ranges and run in parallel. */
void ink_optimizer_update(const InkOptimizerSettings *settings, float rate, int64_t step, float *w,
                          const float *gradients, float *state, int32_t count, int32_t first,
                          int32_t last);

#endif
