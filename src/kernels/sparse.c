#include "kernels/sparse.h"
#include "base/simd.h"

#include <stddef.h>

int32_t ink_sparse_list(const float *x, int32_t count, InkEntry *entries) {
    int32_t found = 0;
    int32_t i = 0;
    for (; i + 2 * INK_LANES <= count; i += 2 * INK_LANES) {
        if (ink_all_zero(x + i)) continue;
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

/* What the sums start from, and where they go. */
typedef enum {
    FROM_OUT,    /* out = out + the entries, in that order */
    SCALED_ONTO, /* out += scale (sum of the entries) */
    INSTEAD      /* out = sum of the entries */
} Target;

/* Accumulates a block of sums, rows x vectors (at most 10), kept in registers across all entries.
 * target, rows and vectors are constants at every call site. */
static inline __attribute__((always_inline)) void
add_block(float *out, ptrdiff_t out_row, Target target, float scale, const InkEntry *entries,
          int32_t count, const float *m, ptrdiff_t row, ptrdiff_t step, int32_t rows,
          int32_t vectors) {
    InkF32x4 sums[10];
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
            sums[r * vectors + v] = target == FROM_OUT
                                        ? ink_load4(out + r * out_row + v * INK_LANES)
                                        : ink_splat4(0.0f);
        }
    }
    for (const InkEntry *end = entries + count; entries < end; entries++) {
        const float *from = m + entries->index * step;
        InkF32x4 value = ink_splat4(entries->value);
        INK_UNROLL for (int32_t r = 0; r < rows; r++) {
            INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
                sums[r * vectors + v] = ink_muladd4(
                    value, ink_load4(from + r * row + v * INK_LANES), sums[r * vectors + v]);
            }
        }
    }
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
            float *to = out + r * out_row + v * INK_LANES;
            InkF32x4 sum = sums[r * vectors + v];
            ink_store4(to, target == SCALED_ONTO ? ink_load4(to) + scale * sum : sum);
        }
    }
}

/* A single row of any width. */
static inline __attribute__((always_inline)) void add(float *out, Target target, float scale,
                                                      const InkEntry *entries, int32_t count,
                                                      const float *m, ptrdiff_t step,
                                                      int32_t width) {
    int32_t j = 0;
    for (; j + 8 * INK_LANES <= width; j += 8 * INK_LANES)
        add_block(out + j, 0, target, scale, entries, count, m + j, 0, step, 1, 8);
    for (; j + 4 * INK_LANES <= width; j += 4 * INK_LANES)
        add_block(out + j, 0, target, scale, entries, count, m + j, 0, step, 1, 4);
    for (; j + 2 * INK_LANES <= width; j += 2 * INK_LANES)
        add_block(out + j, 0, target, scale, entries, count, m + j, 0, step, 1, 2);
    for (; j + INK_LANES <= width; j += INK_LANES)
        add_block(out + j, 0, target, scale, entries, count, m + j, 0, step, 1, 1);
    for (; j < width; j++) {
        float sum = target == FROM_OUT ? out[j] : 0.0f;
        for (int32_t e = 0; e < count; e++)
            sum += entries[e].value * m[entries[e].index * step + j];
        out[j] = target == SCALED_ONTO ? out[j] + scale * sum : sum;
    }
}

void ink_sparse_add(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n) {
    add(out, FROM_OUT, 1.0f, entries, count, matrix, n, n);
}

void ink_sparse_sum(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n) {
    add(out, INSTEAD, 1.0f, entries, count, matrix, n, n);
}

void ink_sparse_add_scaled(float *out, float scale, const InkEntry *entries, int32_t count,
                           const float *matrix, int32_t n) {
    add(out, SCALED_ONTO, scale, entries, count, matrix, n, n);
}

void ink_sparse_add_rows(float *out, int32_t rows, int32_t width, const InkEntry *entries,
                         int32_t count, const float *m, int32_t row, int32_t step) {
    /* The kernel sizes typical of a first convolution, whose rows are too short to be worth a pass
     * each. */
    if (rows == 5 && width == 2 * INK_LANES) {
        add_block(out, width, FROM_OUT, 1.0f, entries, count, m, row, step, 5, 2);
    } else if (rows == 3 && width == INK_LANES) {
        add_block(out, width, FROM_OUT, 1.0f, entries, count, m, row, step, 3, 1);
    } else {
        for (int32_t r = 0; r < rows; r++) {
            add(out + (ptrdiff_t)r * width, FROM_OUT, 1.0f, entries, count, m + (ptrdiff_t)r * row,
                step, width);
        }
    }
}
