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

/* What one step does to every weight. */
typedef struct {
    int32_t rule;
    float rate, decay; /* decay: rate times weight decay */
    float beta1, beta2, epsilon;
} InkUpdate;

/* step: 1 for the first step. */
InkUpdate ink_optimizer_begin(const InkOptimizerSettings *settings, float rate, int64_t step);

/* Updates w[count] from gradients[count]. first and second, [count] each: the moments that the rule
 * keeps, all zero before the first step, or NULL. Weights are independent of each other, so a step
 * can be split into ranges and run in parallel. */
void ink_optimizer_update(const InkUpdate *update, float *w, const float *gradients, float *first,
                          float *second, int32_t count);

#endif
