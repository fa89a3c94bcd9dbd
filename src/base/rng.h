/* A small seeded generator: PCG32 (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation", 2014). It is passed as an argument
 * and never global, so that the seed alone determines every result. */
#ifndef INK_RNG_H
#define INK_RNG_H

#include <stdint.h>

typedef struct {
    uint64_t state;
    uint64_t increment;
} InkRng;

/* Streams of the same seed are independent of each other. */
InkRng ink_rng(uint32_t seed, uint32_t stream);

uint32_t ink_rng_u32(InkRng *rng);

/* Derives a new seed from two numbers, such as a seed and an epoch. */
uint32_t ink_rng_mix(uint32_t seed, uint32_t number);

/* Uniform in [0, 1). */
float ink_rng_uniform(InkRng *rng);

/* Uniform in [0, bound), without modulo bias; bound > 0. */
uint32_t ink_rng_below(InkRng *rng, uint32_t bound);

/* Standard normal. */
float ink_rng_normal(InkRng *rng);

/* Shuffles values[0 .. count - 1] in place (Fisher-Yates). */
void ink_rng_shuffle(InkRng *rng, uint32_t *values, int32_t count);

#endif
