/* Starting values of weights. */
#ifndef INK_INITIALIZE_H
#define INK_INITIALIZE_H

#include "base/rng.h"

/* w[inputs][outputs], then bias[outputs]: weights normal with variance 2 / inputs, biases zero
 * (He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", 2015). inputs: how many values each
 * output is the sum of. */
void ink_initialize_he(float *parameters, int32_t inputs, int32_t outputs, InkRng *rng);

#endif
