/* The paper's own brightness is estimated in a coarse grid and taken away; what is left is ink
 * where it stands out from the grain. */
#include "photo/paper.h"
#include "base/minmax.h"

#include <stdlib.h>
#include <string.h>

enum {
    WHITE = 255,
    GRID = 256,         /* cells of paper along the longer side */
    SMALLEST_CELL = 4,  /* pixels */
    COARSE_GRID = 8,    /* cells in which ink is always less than paper */
    REACH = 12,         /* cells: strokes of less than twice this are bridged */
    DARKEST_PAPER = 16, /* what is darker has no shade to speak of */
    GRAIN = 6,          /* so many median deviations are still grain (4 standard deviations) */
    LEAST_CONTRAST = 12 /* of 255, to be ink at all */
};

/* Brightness of the paper, one value a cell. */
typedef struct {
    int32_t cell, rows, columns;
    uint8_t *values, *scratch;
} Grid;

static int32_t clamp(int32_t value, int32_t low, int32_t high) {
    return value < low ? low : value > high ? high : value;
}

/* Ink is the lesser part of any large piece of paper: of which sign are the larger deviations from
 * the mean? Tells by the third moment, over large cells, whether ink is lighter than paper. */
static bool find_light_ink(const uint8_t *grey, int32_t width, int32_t height) {
    int32_t cell = ink_max(SMALLEST_CELL, ink_max(width, height) / COARSE_GRID);
    double skew = 0.0;
    for (int32_t top = 0; top < height; top += cell) {
        for (int32_t left = 0; left < width; left += cell) {
            int32_t bottom = ink_min(top + cell, height), right = ink_min(left + cell, width);
            double sum = 0.0, cubes = 0.0;
            for (int32_t y = top; y < bottom; y++)
                for (int32_t x = left; x < right; x++)
                    sum += grey[(size_t)y * (size_t)width + x];
            double mean = sum / ((double)(bottom - top) * (right - left));
            for (int32_t y = top; y < bottom; y++) {
                for (int32_t x = left; x < right; x++) {
                    double off = grey[(size_t)y * (size_t)width + x] - mean;
                    cubes += off * off * off;
                }
            }
            skew += cubes;
        }
    }
    return skew > 0.0;
}

/* The value that a share of three quarters lies at or below: paper, where some of it is ink. */
static uint8_t upper_quarter(const uint32_t counts[256], uint32_t total) {
    uint32_t below = 0;
    for (int32_t value = 0; value < WHITE; value++) {
        below += counts[value];
        if (4 * (uint64_t)below >= 3 * (uint64_t)total) return (uint8_t)value;
    }
    return WHITE;
}

/* Each value becomes the largest (or smallest) of its neighbourhood: along rows, then columns. */
static void spread(Grid *grid, bool largest, int32_t reach) {
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t row = 0; row < grid->rows; row++) {
            for (int32_t column = 0; column < grid->columns; column++) {
                int32_t best = grid->values[row * grid->columns + column];
                for (int32_t step = -reach; step <= reach; step++) {
                    int32_t y = clamp(row + (pass ? step : 0), 0, grid->rows - 1);
                    int32_t x = clamp(column + (pass ? 0 : step), 0, grid->columns - 1);
                    int32_t value = grid->values[y * grid->columns + x];
                    best = largest ? ink_max(best, value) : ink_min(best, value);
                }
                grid->scratch[row * grid->columns + column] = (uint8_t)best;
            }
        }
        memcpy(grid->values, grid->scratch, (size_t)grid->rows * (size_t)grid->columns);
    }
}

static void measure(Grid *grid, const uint8_t *grey, int32_t width, int32_t height, int32_t flip) {
    for (int32_t row = 0; row < grid->rows; row++) {
        for (int32_t column = 0; column < grid->columns; column++) {
            int32_t bottom = ink_min((row + 1) * grid->cell, height);
            int32_t right = ink_min((column + 1) * grid->cell, width);
            uint32_t counts[256] = {0}, total = 0;
            for (int32_t y = row * grid->cell; y < bottom; y++) {
                for (int32_t x = column * grid->cell; x < right; x++, total++)
                    counts[grey[(size_t)y * (size_t)width + x] ^ flip]++;
            }
            grid->values[row * grid->columns + column] = upper_quarter(counts, total);
        }
    }
}

/* Where a pixel's middle lies between two cells' middles: the first of them, and the share of the
 * second in parts of twice a cell. */
typedef struct {
    int32_t first, second, share;
} Between;

static Between between(int32_t pixel, int32_t cell, int32_t cells) {
    int32_t place = 2 * pixel + 1 - cell; /* from the middle of cell 0, in half pixels */
    if (place <= 0) return (Between){0, 0, 0};
    int32_t first = place / (2 * cell);
    if (first >= cells - 1) return (Between){cells - 1, cells - 1, 0};
    return (Between){first, first + 1, place % (2 * cell)};
}

/* How much darker than its paper each pixel is, -WHITE to WHITE, in parts of the paper's
 * brightness: so a shadow does not make ink fainter. */
static void compare(const Grid *grid, const uint8_t *grey, int32_t width, int32_t height,
                    int32_t flip, int16_t *darker) {
    int32_t whole = 2 * grid->cell;
    for (int32_t y = 0; y < height; y++) {
        Between down = between(y, grid->cell, grid->rows);
        const uint8_t *upper = grid->values + down.first * grid->columns;
        const uint8_t *lower = grid->values + down.second * grid->columns;
        for (int32_t x = 0; x < width; x++, grey++, darker++) {
            Between right = between(x, grid->cell, grid->columns);
            int32_t above =
                upper[right.first] * (whole - right.share) + upper[right.second] * right.share;
            int32_t below =
                lower[right.first] * (whole - right.share) + lower[right.second] * right.share;
            int64_t paper = (int64_t)above * (whole - down.share) + (int64_t)below * down.share;
            int32_t bright = ink_max((int32_t)(paper / ((int64_t)whole * whole)), DARKEST_PAPER);
            *darker = (int16_t)clamp((bright - (*grey ^ flip)) * WHITE / bright, -WHITE, WHITE);
        }
    }
}

/* The value that so many in a hundred of the counted ones from `first` on lie at or below. */
static int32_t percentile(const uint32_t *counts, int32_t first, int32_t last, uint64_t percent) {
    uint64_t total = 0, below = 0;
    for (int32_t value = first; value <= last; value++)
        total += counts[value];
    for (int32_t value = first; value <= last; value++) {
        below += counts[value];
        if (100 * below >= percent * total) return value;
    }
    return last;
}

/* The paper's own level and grain are taken away; the strength of most of the writing is full ink.
 */
static void scale_ink(const int16_t *darker, size_t count, uint8_t *ink) {
    enum { ZERO = WHITE, LAST = 2 * WHITE };
    uint32_t counts[LAST + 1] = {0}, deviations[LAST + 1] = {0};
    for (size_t i = 0; i < count; i++)
        counts[darker[i] + ZERO]++;
    int32_t level = percentile(counts, 0, LAST, 50);
    for (int32_t value = 0; value <= LAST; value++)
        deviations[ink_min(abs(value - level), LAST)] += counts[value];
    int32_t grain = ink_max(GRAIN * percentile(deviations, 0, LAST, 50), LEAST_CONTRAST);
    memset(ink, 0, count);
    int32_t least = level + grain;
    if (least >= LAST) return;
    uint64_t above = 0;
    for (int32_t value = least + 1; value <= LAST; value++)
        above += counts[value];
    if (above == 0) return;
    int32_t strong = percentile(counts, least + 1, LAST, 95) - level;
    /* Grain never counts as writing. */
    if (strong * INK_PAPER_LINE < grain * INK_PAPER_FULL)
        strong = grain * INK_PAPER_FULL / INK_PAPER_LINE;
    for (size_t i = 0; i < count; i++) {
        int32_t own = darker[i] + ZERO - level;
        ink[i] = (uint8_t)clamp(own * INK_PAPER_FULL / strong, 0, INK_PAPER_FULL);
    }
}

InkStatus ink_paper_remove(const uint8_t *grey, int32_t width, int32_t height, uint8_t *ink,
                           bool *light_ink) {
    size_t count = (size_t)width * (size_t)height;
    int32_t cell = ink_max(SMALLEST_CELL, ink_max(width, height) / GRID);
    Grid grid = {cell, (height + cell - 1) / cell, (width + cell - 1) / cell};
    size_t cells = (size_t)grid.rows * (size_t)grid.columns;
    int16_t *darker = calloc(count, sizeof *darker);
    grid.values = malloc(2 * cells);
    if (!darker || !grid.values) {
        free(darker);
        free(grid.values);
        return INK_NO_MEMORY;
    }
    grid.scratch = grid.values + cells;
    *light_ink = find_light_ink(grey, width, height);
    int32_t flip = *light_ink ? WHITE : 0;
    measure(&grid, grey, width, height, flip);
    /* Dark cells between bright ones are strokes. Where bright paper ends, at a shadow or the
     * page's edge, the darker side counts for the cells on both sides of it. */
    spread(&grid, true, REACH);
    spread(&grid, false, REACH + 1);
    compare(&grid, grey, width, height, flip, darker);
    scale_ink(darker, count, ink);
    free(darker);
    free(grid.values);
    return INK_OK;
}
