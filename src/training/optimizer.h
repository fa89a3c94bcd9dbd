/* From gradients to new weights: the rules, and the learning rates of a whole training. */
#ifndef INK_OPTIMIZER_H
#define INK_OPTIMIZER_H

#include "inkling/training.h"

/* Whether every setting is in its documented range; one that is not a number is not. All zero is
 * valid: plain SGD at a constant rate. */
bool ink_optimizer_is_valid(const InkOptimizerSettings *settings);

/* How many numbers a rule remembers for each parameter: none, v, or m and v. */
int32_t ink_optimizer_slots(int32_t rule);

/* The learning rate of step number `step`, 0 and up, of a training that is planned to take `steps`,
 * 1 and up; peak: the highest rate, 1e-30 or more. It is above 0, and from the last planned step on
 * it stays what it is.
 * Every warm-up starts at peak / 25 and reaches the peak after warm_up * steps - 1 steps, as
 * PyTorch's OneCycleLR does: along half a cosine in one cycle, else in a straight line. */
float ink_schedule_rate(const InkOptimizerSettings *settings, float peak, int64_t step,
                        int64_t steps);

/* One step of the rule for weights first to last - 1 of w[count] and their gradients[count].
 * state[slots][count]: what the rule remembers, all zero before the first step.
 * step: 1 for the first step since then. Weights do not depend on each other: in parts and at
 * once, the result is the same. */
void ink_optimizer_update(const InkOptimizerSettings *settings, float rate, int64_t step, float *w,
                          const float *gradients, float *state, int32_t count, int32_t first,
                          int32_t last);

#endif
