/* Included by every C test. Each test file is a program of its own. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rng.h"
#include "inkling.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

/* Fails unless a is within tolerance of b: absolute for small numbers, relative for large ones. */
#define assert_close(a, b, tolerance)                                                              \
    do {                                                                                           \
        double close_a = (a), close_b = (b);                                                       \
        double allowed = (tolerance)*fmax(1.0, fmax(fabs(close_a), fabs(close_b)));                \
        if (!(fabs(close_a - close_b) <= allowed)) {                                               \
            fail_msg("%s is %.9g, not within %g of %.9g", #a, close_a, (double)(tolerance),        \
                     close_b);                                                                     \
        }                                                                                          \
    } while (0)

static inline float test_uniform(InkRng *rng, float low, float high) {
    return low + (high - low) * (float)ink_rng_u32(rng) / 4294967296.0f;
}

static inline void test_fill(InkRng *rng, float *values, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        values[i] = test_uniform(rng, -1.0f, 1.0f);
}

#endif
