/* A small seeded generator: PCG32 (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation", 2014). Handed down as an argument,
 * never global, so that a seed decides everything. */
#ifndef INK_RNG_H
#define INK_RNG_H

#include <stdint.h>

typedef struct {
    uint64_t state;
    uint64_t increment;
} InkRng;

/* Generators of one seed with different streams are independent of each other. */
InkRng ink_rng(uint32_t seed, uint32_t stream);

uint32_t ink_rng_u32(InkRng *rng);

/* A seed made of two numbers, such as a seed and an epoch. */
uint32_t ink_rng_mix(uint32_t seed, uint32_t number);

/* Uniform from 0 to below 1. */
float ink_rng_uniform(InkRng *rng);

/* Uniform in 0 to bound - 1, without bias; bound > 0. */
uint32_t ink_rng_below(InkRng *rng, uint32_t bound);

/* Standard normal. */
float ink_rng_normal(InkRng *rng);

/* Puts values[0 .. count - 1] in random order (Fisher and Yates). */
void ink_rng_shuffle(InkRng *rng, uint32_t *values, int32_t count);

#endif
