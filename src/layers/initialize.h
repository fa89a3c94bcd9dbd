/* Weight initialization. */
#ifndef INK_INITIALIZE_H
#define INK_INITIALIZE_H

#include "base/rng.h"

/* He initialization of w[inputs][outputs], bias[outputs]: weights are normal with variance 2 /
 * inputs, biases zero (He, Zhang, Ren, and Sun, "Delving Deep into Rectifiers", 2015). inputs is
 * the fan-in of each output. */
void ink_initialize_he(float *parameters, int32_t inputs, int32_t outputs, InkRng *rng);

#endif
