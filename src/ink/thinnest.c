#include "ink/thinnest.h"

int32_t ink_thinnest(const void *of, int32_t width, InkColumn ink) {
    int32_t middle = width / 2, best = middle, least = INT32_MAX;
    for (int32_t step = 0; step <= width / 4; step++) {
        for (int32_t side = -1; side <= 1; side += 2) {
            int32_t amount = ink(of, middle + side * step);
            if (amount >= least) continue;
            least = amount;
            best = middle + side * step;
        }
    }
    return best;
}
