/* What fuzz targets share. libFuzzer calls LLVMFuzzerTestOneInput with bytes it made up; whatever
 * they are, the core must answer with a status: no crash, no leak, no undefined behaviour. */
#ifndef FUZZ_H
#define FUZZ_H

#include "inkling.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What a result promises; the sanitizers report the trap. */
#define PROMISE(condition) ((condition) ? (void)0 : __builtin_trap())

/* Takes count bytes off the front; false when there are not so many. */
static inline bool take(const uint8_t **bytes, size_t *size, void *to, size_t count) {
    if (*size < count) return false;
    memcpy(to, *bytes, count);
    *bytes += count;
    *size -= count;
    return true;
}

/* Images are ink from 0 to 1. */
static inline void promise_image(const float *image) {
    for (int32_t i = 0; i < INK_PIXELS; i++)
        PROMISE(image[i] >= 0.0f && image[i] <= 1.0f);
}

#endif
