#include "sparse.h"
#include "simd.h"

#include <stdbool.h>
#include <stddef.h>

int32_t ink_sparse_list(const float *x, int32_t count, InkEntry *entries) {
    int32_t found = 0;
    int32_t i = 0;
    for (; i + 2 * INK_LANES <= count; i += 2 * INK_LANES) {
        /* Most of the paper is blank: eight at a time are passed over. */
        uint64_t bits[INK_LANES];
        memcpy(bits, x + i, sizeof bits);
        if ((bits[0] | bits[1] | bits[2] | bits[3]) == 0) continue;
        for (int32_t j = i; j < i + 2 * INK_LANES; j++) {
            entries[found] = (InkEntry){j, x[j]};
            found += x[j] != 0.0f;
        }
    }
    for (; i < count; i++) {
        entries[found] = (InkEntry){i, x[i]};
        found += x[i] != 0.0f;
    }
    return found;
}

/* width vectors of columns, kept in registers over all entries; width is a constant wherever this
 * is called. */
static inline __attribute__((always_inline)) void add_columns(float *out, bool onto_out,
                                                              float scale, const InkEntry *entries,
                                                              int32_t count, const float *matrix,
                                                              ptrdiff_t n, int32_t width) {
    InkF32x4 sums[8];
    INK_UNROLL for (int32_t v = 0; v < width; v++) {
        sums[v] = onto_out ? ink_load4(out + v * INK_LANES) : ink_splat4(0.0f);
    }
    for (const InkEntry *end = entries + count; entries < end; entries++) {
        const float *row = matrix + entries->index * n;
        InkF32x4 value = ink_splat4(entries->value);
        INK_UNROLL for (int32_t v = 0; v < width; v++) {
            sums[v] = ink_muladd4(value, ink_load4(row + v * INK_LANES), sums[v]);
        }
    }
    INK_UNROLL for (int32_t v = 0; v < width; v++) {
        float *to = out + v * INK_LANES;
        ink_store4(to, onto_out ? sums[v] : ink_load4(to) + scale * sums[v]);
    }
}

static inline __attribute__((always_inline)) void add(float *out, bool onto_out, float scale,
                                                      const InkEntry *entries, int32_t count,
                                                      const float *matrix, int32_t n) {
    int32_t j = 0;
    for (; j + 8 * INK_LANES <= n; j += 8 * INK_LANES) {
        add_columns(out + j, onto_out, scale, entries, count, matrix + j, n, 8);
    }
    for (; j + INK_LANES <= n; j += INK_LANES) {
        add_columns(out + j, onto_out, scale, entries, count, matrix + j, n, 1);
    }
    for (; j < n; j++) {
        float sum = onto_out ? out[j] : 0.0f;
        for (int32_t e = 0; e < count; e++) {
            sum += entries[e].value * matrix[(ptrdiff_t)entries[e].index * n + j];
        }
        out[j] = onto_out ? sum : out[j] + scale * sum;
    }
}

void ink_sparse_add(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n) {
    add(out, true, 1.0f, entries, count, matrix, n);
}

void ink_sparse_add_scaled(float *out, float scale, const InkEntry *entries, int32_t count,
                           const float *matrix, int32_t n) {
    add(out, false, scale, entries, count, matrix, n);
}
