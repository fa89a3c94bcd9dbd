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

/* Accumulates a block of sums, at most 8 vectors, kept in registers across all entries. target and
 * vectors are constants at every call site. */
static inline __attribute__((always_inline)) void add_block(float *out, Target target, float scale,
                                                            const InkEntry *entries, int32_t count,
                                                            const float *m, ptrdiff_t step,
                                                            int32_t vectors) {
    InkF32x4 sums[8];
    INK_UNROLL for (int32_t v = 0; v < vectors; v++) sums[v] =
        target == FROM_OUT ? ink_load4(out + v * INK_LANES) : ink_splat4(0.0f);
    for (const InkEntry *end = entries + count; entries < end; entries++) {
        const float *from = m + entries->index * step;
        InkF32x4 value = ink_splat4(entries->value);
        INK_UNROLL for (int32_t v = 0; v < vectors; v++) sums[v] =
            ink_muladd4(value, ink_load4(from + v * INK_LANES), sums[v]);
    }
    INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
        float *to = out + v * INK_LANES;
        ink_store4(to, target == SCALED_ONTO ? ink_load4(to) + scale * sums[v] : sums[v]);
    }
}

/* A row of any width. */
static inline __attribute__((always_inline)) void add(float *out, Target target, float scale,
                                                      const InkEntry *entries, int32_t count,
                                                      const float *m, int32_t width) {
    int32_t j = 0;
    for (; j + 8 * INK_LANES <= width; j += 8 * INK_LANES)
        add_block(out + j, target, scale, entries, count, m + j, width, 8);
    for (; j + 4 * INK_LANES <= width; j += 4 * INK_LANES)
        add_block(out + j, target, scale, entries, count, m + j, width, 4);
    for (; j + 2 * INK_LANES <= width; j += 2 * INK_LANES)
        add_block(out + j, target, scale, entries, count, m + j, width, 2);
    for (; j + INK_LANES <= width; j += INK_LANES)
        add_block(out + j, target, scale, entries, count, m + j, width, 1);
    /* Lane by lane, so that the build that fuses the sums above fuses these as well: which columns
     * are left over must not show in the bits. */
    for (; j < width; j++) {
        InkF32x4 sum = ink_splat4(target == FROM_OUT ? out[j] : 0.0f);
        for (int32_t e = 0; e < count; e++) {
            InkF32x4 from = ink_splat4(m[(ptrdiff_t)entries[e].index * width + j]);
            sum = ink_muladd4(ink_splat4(entries[e].value), from, sum);
        }
        out[j] = target == SCALED_ONTO ? out[j] + scale * sum[0] : sum[0];
    }
}

void ink_sparse_add(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n) {
    add(out, FROM_OUT, 1.0f, entries, count, matrix, n);
}

void ink_sparse_sum(float *out, const InkEntry *entries, int32_t count, const float *matrix,
                    int32_t n) {
    add(out, INSTEAD, 1.0f, entries, count, matrix, n);
}

void ink_sparse_add_scaled(float *out, float scale, const InkEntry *entries, int32_t count,
                           const float *matrix, int32_t n) {
    add(out, SCALED_ONTO, scale, entries, count, matrix, n);
}

/* The first `count` terms. count, at most 4, and vectors, of which a row is a multiple, are
 * constants at every call site. */
static inline __attribute__((always_inline)) void
add_terms(float *to, ptrdiff_t to_row, int32_t rows, int32_t width, const InkEntry *entries,
          int32_t count, const float *m, ptrdiff_t patch_row, int32_t vectors) {
    InkF32x4 values[4];
    const float *patches[4];
    INK_UNROLL for (int32_t t = 0; t < count; t++) {
        values[t] = ink_splat4(entries[t].value);
        patches[t] = m + entries[t].index;
    }
    to_row -= width;
    patch_row -= width;
    int32_t step = vectors * INK_LANES;
    for (int32_t r = 0; r < rows; r++) {
        for (const float *end = to + width; to < end; to += step) {
            /* One vector at a time needs few registers: a compiler can't move a load before a
             * store that might change it. */
            INK_UNROLL for (int32_t v = 0; v < vectors; v++) {
                InkF32x4 sum = ink_load4(to + v * INK_LANES);
                INK_UNROLL for (int32_t t = 0; t < count; t++) {
                    sum = ink_muladd4(values[t], ink_load4(patches[t] + v * INK_LANES), sum);
                }
                ink_store4(to + v * INK_LANES, sum);
            }
            INK_UNROLL for (int32_t t = 0; t < count; t++) patches[t] += step;
        }
        to += to_row;
        INK_UNROLL for (int32_t t = 0; t < count; t++) patches[t] += patch_row;
    }
}

static inline __attribute__((always_inline)) void
add_patches(float *to, ptrdiff_t to_row, int32_t rows, int32_t width, const InkEntry *entries,
            int32_t count, const float *m, ptrdiff_t patch_row, int32_t vectors) {
    for (; count >= 4; count -= 4, entries += 4)
        add_terms(to, to_row, rows, width, entries, 4, m, patch_row, vectors);
    if (count >= 2) {
        add_terms(to, to_row, rows, width, entries, 2, m, patch_row, vectors);
        count -= 2;
        entries += 2;
    }
    if (count > 0) add_terms(to, to_row, rows, width, entries, 1, m, patch_row, vectors);
}

void ink_sparse_add_patches(float *to, ptrdiff_t to_row, int32_t rows, int32_t width,
                            const InkEntry *entries, int32_t count, const float *m,
                            ptrdiff_t patch_row) {
    int32_t vectors = width / INK_LANES;
#ifdef INK_READER /* short rather than fast */
    vectors = 1;
#endif
    if (vectors % 6 == 0)
        add_patches(to, to_row, rows, width, entries, count, m, patch_row, 6);
    else if (vectors % 5 == 0)
        add_patches(to, to_row, rows, width, entries, count, m, patch_row, 5);
    else if (vectors % 3 == 0)
        add_patches(to, to_row, rows, width, entries, count, m, patch_row, 3);
    else if (vectors % 2 == 0)
        add_patches(to, to_row, rows, width, entries, count, m, patch_row, 2);
    else
        add_patches(to, to_row, rows, width, entries, count, m, patch_row, 1);
}
