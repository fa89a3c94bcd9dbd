/* The innermost loop of matrix products and convolutions: a tile of 4 rows by 8 columns of sums,
 * small enough to stay in eight registers. */
#ifndef INK_TILE_H
#define INK_TILE_H

#include "base/simd.h"

#include <stddef.h>
#include <stdint.h>

enum { INK_TILE_ROWS = 4, INK_TILE_COLUMNS = 2 * INK_LANES };

typedef InkF32x4 InkTile[INK_TILE_ROWS][2];

/* Loads the first count (at most 4) of four values; the rest are zero. */
static inline InkF32x4 ink_load_some(const float *from, int32_t count) {
    float values[INK_LANES] = {0};
    for (int32_t i = 0; i < count && i < INK_LANES; i++)
        values[i] = from[i];
    return ink_load4(values);
}

/* Stores the first count (at most 4) of four values. */
static inline void ink_store_some(float *to, InkF32x4 value, int32_t count) {
    float values[INK_LANES];
    ink_store4(values, value);
    for (int32_t i = 0; i < count && i < INK_LANES; i++)
        to[i] = values[i];
}

/* sums[r][j] += sum over p < depth of rows_at[r][p * step] panel[p][j], with panel[depth][8].
 * Advancing one pointer per row is cheaper than recomputing addresses. rows, at most 4, is a
 * constant at every call site. */
static inline __attribute__((always_inline)) void ink_tile_add(InkTile sums,
                                                               const float *const *rows_at,
                                                               ptrdiff_t step, const float *panel,
                                                               int32_t depth, int32_t rows) {
    const float *at[INK_TILE_ROWS];
    INK_UNROLL for (int32_t r = 0; r < rows; r++) at[r] = rows_at[r];
    const float *end = panel + (ptrdiff_t)depth * INK_TILE_COLUMNS;
    for (; panel < end; panel += INK_TILE_COLUMNS) {
        InkF32x4 left = ink_load4(panel);
        InkF32x4 right = ink_load4(panel + INK_LANES);
        INK_UNROLL for (int32_t r = 0; r < rows; r++) {
            InkF32x4 value = ink_splat4(*at[r]);
            at[r] += step;
            sums[r][0] = ink_muladd4(value, left, sums[r][0]);
            sums[r][1] = ink_muladd4(value, right, sums[r][1]);
        }
    }
}

#endif
