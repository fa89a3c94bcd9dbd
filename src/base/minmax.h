/* Minimum, maximum, and range. */
#ifndef INK_MINMAX_H
#define INK_MINMAX_H

#include <stdbool.h>
#include <stdint.h>

static inline int32_t ink_min(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static inline int32_t ink_max(int32_t a, int32_t b) {
    return a > b ? a : b;
}

/* Whether value is from 0 to limit; NaN never is. */
static inline bool ink_in_range(float value, float limit) {
    return value >= 0.0f && value <= limit;
}

#endif
