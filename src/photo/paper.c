/* Estimates the brightness of the paper on a coarse grid and divides it out; whatever then stands
 * out from the grain is ink. */
#include "photo/paper.h"
#include "base/minmax.h"
#include "photo/contrast.h"
#include "photo/grid.h"
#include "photo/shadow.h"

#include <stdlib.h>
#include <string.h>

enum {
    WHITE = 255,
    GRID = 256,           /* cells along the longer side */
    MIN_CELL = 4,         /* pixels */
    STROKE_SAMPLES = 500, /* pixels looked at along the longer side to find strokes */
    NARROW_STROKE = 256,  /* strokes are looked for from 1/256 of the longer side */
    WIDE_STROKE = 16,     /* up to 1/16 */
    REACH = 12,           /* cells; strokes up to twice as wide are bridged */
    NARROW_REACH = 3,     /* the same where shadows have the width of strokes */
    LARGER = 140,         /* percent of a part of a sheet */
    DARKEST_PAPER = 16    /* lower bound of the divisor, as contrast on black is all noise */
};

/* Brightness of the paper, one value per cell. */
typedef struct {
    int32_t cell, rows, columns;
    uint8_t *values, *scratch;
    uint8_t *on_sheet;        /* 0 around the paper, see ink_sheet_find */
    uint8_t *closed, *narrow; /* values without strokes, and without narrow ones */
} Grid;

static int32_t clamp(int32_t value, int32_t low, int32_t high) {
    return value < low ? low : value > high ? high : value;
}

/* How much darker than both of its neighbors a pixel is; how much lighter, with flip. */
static double ridge(int32_t before, int32_t own, int32_t after, int32_t flip) {
    int32_t depth = ink_min(before ^ flip, after ^ flip) - (own ^ flip);
    return depth > INK_LEAST_CONTRAST ? (double)depth * depth : 0.0;
}

/* Whether the writing is lighter than the paper. Area does not tell: a dark desk may fill most of
 * the photograph. Strokes do: their pixels differ from those on both sides, at some distance, which
 * those at an edge don't, and strong ones outweigh any texture. */
static bool find_light_ink(const uint8_t *gray, int32_t width, int32_t height) {
    double sums[2] = {0.0, 0.0};
    int32_t longer = ink_max(width, height), stride = ink_max(longer / STROKE_SAMPLES, 1);
    for (int32_t part = NARROW_STROKE; part >= WIDE_STROKE; part /= 2) {
        int32_t away = ink_max(longer / part, 1);
        for (int32_t y = away; y < height - away; y += stride) {
            const uint8_t *row = gray + (size_t)y * (size_t)width;
            ptrdiff_t down = (ptrdiff_t)away * width;
            for (int32_t x = away; x < width - away; x += stride) {
                for (int32_t light = 0; light < 2; light++) {
                    int32_t flip = light ? WHITE : 0;
                    double across = ridge(row[x - away], row[x], row[x + away], flip);
                    double along = ridge(row[x - down], row[x], row[x + down], flip);
                    sums[light] += across > along ? across : along;
                }
            }
        }
    }
    return sums[1] > sums[0];
}

/* The upper quartile of a histogram: the brightness of the paper even where some of it is inked. */
static uint8_t upper_quartile(const uint32_t counts[256], uint32_t total) {
    uint32_t below = 0;
    for (int32_t value = 0; value < WHITE; value++) {
        below += counts[value];
        if (4 * (uint64_t)below >= 3 * (uint64_t)total) return (uint8_t)value;
    }
    return WHITE;
}

static void sample_paper(Grid *grid, const uint8_t *gray, int32_t width, int32_t height,
                         int32_t flip) {
    for (int32_t row = 0; row < grid->rows; row++) {
        for (int32_t column = 0; column < grid->columns; column++) {
            int32_t bottom = ink_min((row + 1) * grid->cell, height);
            int32_t right = ink_min((column + 1) * grid->cell, width);
            uint32_t counts[256] = {0}, total = 0;
            for (int32_t y = row * grid->cell; y < bottom; y++) {
                for (int32_t x = column * grid->cell; x < right; x++, total++)
                    counts[gray[(size_t)y * (size_t)width + x] ^ flip]++;
            }
            grid->values[row * grid->columns + column] = upper_quartile(counts, total);
        }
    }
}

/* Linear interpolation at a pixel center between two cell centers. share: the weight of the second
 * cell, out of twice the cell size. */
typedef struct {
    int32_t first, second, share;
} Interpolation;

static Interpolation interpolate(int32_t pixel, int32_t cell, int32_t cells) {
    int32_t place = 2 * pixel + 1 - cell; /* from the center of cell 0, in half pixels */
    if (place <= 0) return (Interpolation){0, 0, 0};
    int32_t first = place / (2 * cell);
    if (first >= cells - 1) return (Interpolation){cells - 1, cells - 1, 0};
    return (Interpolation){first, first + 1, place % (2 * cell)};
}

/* The contrast of each pixel, positive where it is darker than the paper, as a fraction of the
 * paper's brightness scaled to INK_MOST_CONTRAST. Being relative, it does not fade in shadow.
 * INK_OFF_SHEET around the paper. */
static void measure_contrast(const Grid *grid, const uint8_t *values, const uint8_t *gray,
                             int32_t width, int32_t height, int32_t flip, int16_t *contrast) {
    int32_t whole = 2 * grid->cell;
    for (int32_t y = 0; y < height; y++) {
        Interpolation down = interpolate(y, grid->cell, grid->rows);
        const uint8_t *upper = values + down.first * grid->columns;
        const uint8_t *lower = values + down.second * grid->columns;
        for (int32_t x = 0; x < width; x++, gray++, contrast++) {
            Interpolation right = interpolate(x, grid->cell, grid->columns);
            int32_t above =
                upper[right.first] * (whole - right.share) + upper[right.second] * right.share;
            int32_t below =
                lower[right.first] * (whole - right.share) + lower[right.second] * right.share;
            int64_t paper = (int64_t)above * (whole - down.share) + (int64_t)below * down.share;
            int32_t bright = ink_max((int32_t)(paper / ((int64_t)whole * whole)), DARKEST_PAPER);
            *contrast = INK_OFF_SHEET;
            if (!grid->on_sheet[y / grid->cell * grid->columns + x / grid->cell]) continue;
            int32_t darker = bright - (*gray ^ flip);
            *contrast = (int16_t)clamp(darker * INK_MOST_CONTRAST / bright, -INK_MOST_CONTRAST,
                                       INK_MOST_CONTRAST);
        }
    }
}

static size_t count_cells(const uint8_t *on, size_t cells) {
    size_t count = 0;
    for (size_t i = 0; i < cells; i++)
        count += on[i] != 0;
    return count;
}

/* A grayscale closing: dark cells between bright ones are strokes and take the brightness of the
 * paper around them. Eroding by more cells makes the darker side win on both sides of an edge, such
 * as that of a shadow or the page. */
static void close_gaps(const Grid *grid, const uint8_t *from, int32_t reach, int32_t more,
                       uint8_t *values) {
    memcpy(values, from, (size_t)grid->rows * (size_t)grid->columns);
    ink_grid_spread(values, grid->scratch, grid->rows, grid->columns, true, reach);
    ink_grid_spread(values, grid->scratch, grid->rows, grid->columns, false, reach + more);
}

/* Finds the sheet; if the whole picture is wanted, only one that is crossed by bars of shadow, as
 * of a window: what is found without closing them is a part of it. */
static InkStatus find_sheet(Grid *grid, bool whole, InkSheet *sheet) {
    size_t cells = (size_t)grid->rows * (size_t)grid->columns;
    InkStatus status = ink_sheet_find(grid->values, grid->rows, grid->columns, grid->on_sheet);
    size_t count = count_cells(grid->on_sheet, cells);
    if (status != INK_OK || count == cells) return status;
    if (whole) {
        close_gaps(grid, grid->values, REACH, 0, grid->closed);
        status = ink_sheet_find(grid->closed, grid->rows, grid->columns, grid->on_sheet);
        size_t larger = count_cells(grid->on_sheet, cells);
        bool crossed = larger < cells && 100 * larger > LARGER * count;
        if (!crossed) memset(grid->on_sheet, 1, cells);
        if (status != INK_OK || !crossed) return status;
    }
    *sheet = (InkSheet){grid->cell, grid->rows, grid->columns, malloc(cells)};
    if (!sheet->on) return INK_NO_MEMORY;
    memcpy(sheet->on, grid->on_sheet, cells);
    return INK_OK;
}

InkStatus ink_paper_remove(const uint8_t *gray, int32_t width, int32_t height, bool whole,
                           uint8_t *ink, InkSheet *sheet, bool *light_ink) {
    size_t count = (size_t)width * (size_t)height;
    int32_t cell = ink_max(MIN_CELL, ink_max(width, height) / GRID);
    Grid grid = {cell, (height + cell - 1) / cell, (width + cell - 1) / cell};
    size_t cells = (size_t)grid.rows * (size_t)grid.columns;
    int16_t *contrast = calloc(count, sizeof *contrast);
    grid.values = malloc(5 * cells);
    if (!contrast || !grid.values) {
        free(contrast);
        free(grid.values);
        return INK_NO_MEMORY;
    }
    grid.scratch = grid.values + cells;
    grid.on_sheet = grid.scratch + cells;
    grid.closed = grid.on_sheet + cells;
    grid.narrow = grid.closed + cells;
    *light_ink = find_light_ink(gray, width, height);
    int32_t flip = *light_ink ? WHITE : 0;
    sample_paper(&grid, gray, width, height, flip);
    InkStatus status = INK_OK;
    memset(grid.on_sheet, 1, cells);
    if (!*light_ink) status = find_sheet(&grid, whole, sheet);
    close_gaps(&grid, grid.values, REACH, 1, grid.closed);
    close_gaps(&grid, grid.values, NARROW_REACH, 1, grid.narrow);
    measure_contrast(&grid, grid.closed, gray, width, height, flip, contrast);
    if (ink_shadow_suspected(grid.closed, grid.narrow, grid.on_sheet, cells)) {
        InkDark with = ink_shadow_measure(contrast, width, height);
        measure_contrast(&grid, grid.narrow, gray, width, height, flip, contrast);
        InkDark without = ink_shadow_measure(contrast, width, height);
        if (!ink_shadow_confirmed(with, without, cell))
            measure_contrast(&grid, grid.closed, gray, width, height, flip, contrast);
    }
    ink_contrast_to_ink(contrast, width, height, ink);
    free(contrast);
    free(grid.values);
    return status;
}
