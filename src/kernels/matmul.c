/* All three products are the same one: c[r][j] = sum over p of a(r, p) b(p, j). They differ only in
 * how a and b are laid out in memory.
 *
 * The fast version computes c in tiles of 4 rows by 8 columns, small enough for the 32 sums to stay
 * in eight registers while p runs, so that each loaded value is used four or eight times. Eight
 * columns of b are first packed into a contiguous panel, which stays in the L1 cache for all rows
 * of c; columns past the last are zero. */
#include "kernels/matmul.h"
#include "base/parallel.h"
#include "kernels/tile.h"

#include <string.h>

enum { ROWS = INK_TILE_ROWS, COLUMNS = INK_TILE_COLUMNS, DEPTH = INK_MATMUL_MAX_BATCH };

/* A strided matrix: element (r, p) is at data[r * row + p * column]. */
typedef struct {
    const float *data;
    ptrdiff_t row, column;
} View;

/* Adds a times panel to a tile of c, rows x columns (at most 4 x 8; rows is a constant at every
 * call site, so that the loops unroll):
 *     start_from_c:  c += a panel          each sum starts from the value in c
 *     otherwise:     c += scale (a panel)  each sum starts from zero */
static inline __attribute__((always_inline)) void tile(float *c, ptrdiff_t c_row, View a,
                                                       const float *panel, int32_t depth,
                                                       int32_t rows, int32_t columns,
                                                       bool start_from_c, float scale) {
    InkTile sums;
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        const float *from = c + r * c_row;
        bool full = columns == COLUMNS;
        sums[r][0] = !start_from_c ? ink_splat4(0.0f)
                     : full        ? ink_load4(from)
                                   : ink_load_some(from, columns);
        sums[r][1] = !start_from_c ? ink_splat4(0.0f)
                     : full        ? ink_load4(from + INK_LANES)
                                   : ink_load_some(from + INK_LANES, columns - INK_LANES);
    }
    const float *at[ROWS];
    INK_UNROLL for (int32_t r = 0; r < rows; r++) at[r] = a.data + r * a.row;
    ink_tile_add(sums, at, a.column, panel, depth, rows);
    INK_UNROLL for (int32_t r = 0; r < rows; r++) {
        float *to = c + r * c_row;
        InkF32x4 left = sums[r][0], right = sums[r][1];
        if (columns == COLUMNS) {
            if (!start_from_c) {
                left = ink_load4(to) + scale * left;
                right = ink_load4(to + INK_LANES) + scale * right;
            }
            ink_store4(to, left);
            ink_store4(to + INK_LANES, right);
        } else {
            if (!start_from_c) {
                left = ink_load_some(to, columns) + scale * left;
                right = ink_load_some(to + INK_LANES, columns - INK_LANES) + scale * right;
            }
            ink_store_some(to, left, columns);
            ink_store_some(to + INK_LANES, right, columns - INK_LANES);
        }
    }
}

/* Packs up to 8 columns of b into panel[depth][8], zero-padded. */
static void pack(float *panel, View b, int32_t depth, int32_t columns) {
    int32_t p = 0;
#ifndef INK_READER /* short rather than fast */
    if (columns == COLUMNS && b.row == 1) {
        /* Here the columns of b are contiguous: blocks of 4 x 4 are transposed in registers. */
        for (; p + INK_LANES <= depth; p += INK_LANES, panel += INK_LANES * COLUMNS) {
            INK_UNROLL for (int32_t j = 0; j < COLUMNS; j += INK_LANES) {
                const float *from = b.data + p + j * b.column;
                InkF32x4 block[INK_LANES];
                INK_UNROLL for (int32_t i = 0; i < INK_LANES; i++) block[i] =
                    ink_load4(from + i * b.column);
                ink_transpose4(block);
                INK_UNROLL for (int32_t i = 0; i < INK_LANES; i++)
                    ink_store4(panel + i * COLUMNS + j, block[i]);
            }
        }
    }
#endif
    for (; p < depth; p++, panel += COLUMNS) {
        const float *from = b.data + p * b.row;
        if (columns == COLUMNS && b.column == 1) {
            memcpy(panel, from, sizeof(float) * COLUMNS);
            continue;
        }
        for (int32_t j = 0; j < COLUMNS; j++)
            panel[j] = j < columns ? from[j * b.column] : 0.0f;
    }
}

/* Columns j to j + 7 of c, or as many as there are, += a panel, in tiles of all rows. */
static inline __attribute__((always_inline)) void
column_of_tiles(float *c, View a, const float *panel, int32_t rows, int32_t depth, int32_t j,
                int32_t columns, bool start_from_c, float scale) {
    int32_t wide = columns - j < COLUMNS ? columns - j : COLUMNS;
    int32_t r = 0;
    for (; r + ROWS <= rows; r += ROWS, a.data += ROWS * a.row) {
        tile(c + (ptrdiff_t)r * columns + j, columns, a, panel, depth, ROWS, wide, start_from_c,
             scale);
    }
    for (; r < rows; r++, a.data += a.row) {
        tile(c + (ptrdiff_t)r * columns + j, columns, a, panel, depth, 1, wide, start_from_c,
             scale);
    }
}

/* c[rows][columns] += a[rows][depth] b[depth][columns]. */
static inline __attribute__((always_inline)) void product(float *c, View a, View b, int32_t rows,
                                                          int32_t depth, int32_t columns,
                                                          bool start_from_c, float scale) {
    float panel[DEPTH * COLUMNS];
    for (int32_t done = 0; done < depth; done += DEPTH) {
        int32_t deep = depth - done < DEPTH ? depth - done : DEPTH;
        View rest = {a.data + done * a.column, a.row, a.column};
        for (int32_t j = 0; j < columns; j += COLUMNS) {
            int32_t wide = columns - j < COLUMNS ? columns - j : COLUMNS;
            pack(panel, (View){b.data + done * b.row + j * b.column, b.row, b.column}, deep, wide);
            column_of_tiles(c, rest, panel, rows, deep, j, columns, start_from_c, scale);
        }
    }
}

static int32_t panel_count(int32_t columns) {
    return (columns + COLUMNS - 1) / COLUMNS;
}

int64_t ink_panels_size(int32_t rows, int32_t columns) {
    return (int64_t)rows * panel_count(columns) * COLUMNS;
}

static void pack_part(float *panels, View b, int32_t rows, int32_t columns, int32_t part,
                      int32_t parts) {
    int32_t last = ink_share(panel_count(columns), part + 1, parts);
    for (int32_t i = ink_share(panel_count(columns), part, parts); i < last; i++) {
        int32_t j = i * COLUMNS, wide = columns - j < COLUMNS ? columns - j : COLUMNS;
        pack(panels + (ptrdiff_t)rows * j, (View){b.data + j * b.column, b.row, b.column}, rows,
             wide);
    }
}

void ink_pack_panels(float *panels, const float *w, int32_t k, int32_t n, int32_t part,
                     int32_t parts) {
    pack_part(panels, (View){w, n, 1}, k, n, part, parts);
}

void ink_pack_transposed_panels(float *panels, const float *w, int32_t k, int32_t n, int32_t part,
                                int32_t parts) {
    pack_part(panels, (View){w, 1, n}, n, k, part, parts);
}

void ink_matmul_panels(float *y, const float *x, const float *panels, int32_t m, int32_t k,
                       int32_t n) {
    for (int32_t j = 0; j < n; j += COLUMNS, panels += (ptrdiff_t)k * COLUMNS) {
        /* Only as deep as stays in the L1 cache for all rows. */
        for (int32_t done = 0; done < k; done += DEPTH) {
            column_of_tiles(y, (View){x + done, k, 1}, panels + (ptrdiff_t)done * COLUMNS, m,
                            k - done < DEPTH ? k - done : DEPTH, j, n, true, 1.0f);
        }
    }
}

void ink_matmul(float *y, const float *x, const float *w, int32_t m, int32_t k, int32_t n) {
    product(y, (View){x, k, 1}, (View){w, n, 1}, m, k, n, true, 1.0f);
}

void ink_matmul_input_gradient(float *dx, const float *dy, const float *w, int32_t m, int32_t k,
                               int32_t n) {
    memset(dx, 0, sizeof(float) * (size_t)m * (size_t)k);
    product(dx, (View){dy, n, 1}, (View){w, 1, n}, m, n, k, true, 1.0f);
}

void ink_matmul_update(float *w, const float *x, const float *dy, float scale, int32_t m, int32_t k,
                       int32_t n, int32_t first, int32_t last) {
    product(w + (ptrdiff_t)first * n, (View){x + first, 1, k}, (View){dy, n, 1}, last - first, m, n,
            false, scale);
}

/* ---- the reference ---- */

void ink_matmul_reference(float *y, const float *x, const float *w, int32_t m, int32_t k,
                          int32_t n) {
    for (int32_t row = 0; row < m; row++) {
        for (int32_t i = 0; i < k; i++) {
            for (int32_t j = 0; j < n; j++) {
                y[(size_t)row * n + j] += x[(size_t)row * k + i] * w[(size_t)i * n + j];
            }
        }
    }
}

void ink_matmul_input_gradient_reference(float *dx, const float *dy, const float *w, int32_t m,
                                         int32_t k, int32_t n) {
    for (int32_t row = 0; row < m; row++) {
        for (int32_t i = 0; i < k; i++) {
            float sum = 0.0f;
            for (int32_t j = 0; j < n; j++) {
                sum += dy[(size_t)row * n + j] * w[(size_t)i * n + j];
            }
            dx[(size_t)row * k + i] = sum;
        }
    }
}

void ink_matmul_update_reference(float *w, const float *x, const float *dy, float scale, int32_t m,
                                 int32_t k, int32_t n, int32_t first, int32_t last) {
    for (int32_t i = first; i < last; i++) {
        for (int32_t j = 0; j < n; j++) {
            float sum = 0.0f;
            for (int32_t row = 0; row < m; row++) {
                sum += x[(size_t)row * k + i] * dy[(size_t)row * n + j];
            }
            w[(size_t)i * n + j] += scale * sum;
        }
    }
}
