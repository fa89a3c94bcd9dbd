/* How gradients change the parameters. A new update rule is one more InkOptimizerKind. */
#ifndef INK_OPTIMIZER_H
#define INK_OPTIMIZER_H

#include <stdint.h>

typedef struct {
    float learning_rate;
} InkOptimizerSettings;

typedef struct {
    int32_t state_per_parameter; /* floats the rule remembers for each parameter */
    /* state[count][state_per_parameter] starts at zero; step counts from 0. */
    void (*update)(const InkOptimizerSettings *settings, float *parameters, const float *gradients,
                   float *state, int32_t count, int64_t step);
} InkOptimizerKind;

/* Stochastic gradient descent: w -= learning_rate dw. */
extern const InkOptimizerKind ink_sgd;

#endif
