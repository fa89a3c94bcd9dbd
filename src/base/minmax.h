/* Integer minimum and maximum. */
#ifndef INK_MINMAX_H
#define INK_MINMAX_H

#include <stdint.h>

static inline int32_t ink_min(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static inline int32_t ink_max(int32_t a, int32_t b) {
    return a > b ? a : b;
}

#endif
