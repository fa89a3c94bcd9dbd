#include "base/rng.h"

#include <math.h>

InkRng ink_rng(uint32_t seed, uint32_t stream) {
    InkRng rng = {0, ((uint64_t)stream << 1) | 1};
    ink_rng_u32(&rng);
    rng.state += seed;
    ink_rng_u32(&rng);
    return rng;
}

uint32_t ink_rng_u32(InkRng *rng) {
    uint64_t old = rng->state;
    rng->state = old * 6364136223846793005u + rng->increment;
    uint32_t xorshifted = (uint32_t)(((old >> 18) ^ old) >> 27);
    uint32_t rotation = (uint32_t)(old >> 59);
    return (xorshifted >> rotation) | (xorshifted << ((32 - rotation) & 31));
}

uint32_t ink_rng_mix(uint32_t seed, uint32_t number) {
    InkRng rng = ink_rng(seed, number);
    return ink_rng_u32(&rng);
}

float ink_rng_uniform(InkRng *rng) {
    return (float)(ink_rng_u32(rng) >> 8) * (1.0f / 16777216.0f);
}

uint32_t ink_rng_below(InkRng *rng, uint32_t bound) {
    /* Rejecting the lowest 2^32 mod bound values makes every remainder equally likely. */
    uint32_t threshold = (0u - bound) % bound;
    for (;;) {
        uint32_t draw = ink_rng_u32(rng);
        if (draw >= threshold) return draw % bound;
    }
}

float ink_rng_normal(InkRng *rng) {
    /* Box-Muller. The first uniform is in (0, 1], so that its logarithm is finite. */
    const float unit = 1.0f / 16777216.0f;
    float u = (float)((ink_rng_u32(rng) >> 8) + 1) * unit;
    float v = (float)(ink_rng_u32(rng) >> 8) * unit;
    return sqrtf(-2.0f * logf(u)) * cosf(6.28318531f * v);
}

void ink_rng_shuffle(InkRng *rng, uint32_t *values, int32_t count) {
    for (int32_t i = count - 1; i > 0; i--) {
        uint32_t j = ink_rng_below(rng, (uint32_t)i + 1);
        uint32_t swapped = values[i];
        values[i] = values[j];
        values[j] = swapped;
    }
}
