/* Paper is brighter than what it lies on: splits the picture at Otsu's threshold (Otsu, "A
 * Threshold Selection Method from Gray-Level Histograms", 1979), and keeps the large bright regions
 * if their edges are sharp. The edge of a shadow is sharp, too, but less deep; light that falls off
 * isn't sharp. */
#include "photo/sheet.h"
#include "base/minmax.h"
#include "photo/grid.h"
#include "photo/region.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEVELS = 256,
    DARKER = 75,   /* % of the paper's brightness: surroundings are darker than this */
    SMALLEST = 50, /* a sheet covers at least 1/50 of the picture */
    INSIDE = 2,    /* cells between the two places whose brightness is compared at an edge */
    STEP = 85,     /* % of the brightness inside: an edge with less outside is sharp */
    SHARP = 50     /* % of the edge that must be sharp */
};

typedef struct {
    const uint8_t *brightness;
    int32_t rows, columns;
    uint8_t *kinds; /* of each cell, see Kind */
    int32_t *stack;
} Map;

/* What is known about a cell. */
typedef enum { DARK, BRIGHT, SHEET, TRIED, OUTSIDE } Kind;

/* The threshold that separates the values best: the variance between both sides is largest. Returns
 * false if the darker side is not much darker. */
static bool split(const Map *map, int32_t *threshold) {
    uint32_t counts[LEVELS] = {0};
    int32_t cells = map->rows * map->columns;
    double total = 0.0;
    for (int32_t i = 0; i < cells; i++) {
        counts[map->brightness[i]]++;
        total += map->brightness[i];
    }
    double best = 0.0, below = 0.0, sum = 0.0, dark = 0.0, bright = 0.0;
    for (int32_t level = 0; level < LEVELS - 1; level++) {
        below += counts[level];
        sum += (double)level * counts[level];
        double above = (double)cells - below;
        if (below == 0.0 || above == 0.0) continue;
        double low = sum / below, high = (total - sum) / above;
        double between = below * above * (high - low) * (high - low);
        if (between <= best) continue;
        best = between;
        dark = low;
        bright = high;
        *threshold = level;
    }
    return best > 0.0 && 100.0 * dark < (double)DARKER * bright;
}

static int32_t flood(Map *map, int32_t cell, Kind to) {
    return ink_grid_flood(map->kinds, map->stack, map->rows, map->columns, cell, (uint8_t)to);
}

/* Marks the large bright regions as sheets, and whatever the border of the picture reaches around
 * them as outside; dark islands within a sheet are ink. */
static int32_t find_regions(Map *map, int32_t threshold) {
    int32_t cells = map->rows * map->columns, sheets = 0;
    for (int32_t i = 0; i < cells; i++)
        map->kinds[i] = map->brightness[i] > threshold ? BRIGHT : DARK;
    for (int32_t i = 0; i < cells; i++) {
        if (map->kinds[i] != BRIGHT) continue;
        if ((int64_t)SMALLEST * flood(map, i, TRIED) < cells) continue;
        flood(map, i, SHEET);
        sheets++;
    }
    for (int32_t i = 0; i < cells; i++)
        if (map->kinds[i] != SHEET) map->kinds[i] = DARK;
    for (int32_t i = 0; i < cells; i++) {
        int32_t row = i / map->columns, column = i % map->columns;
        bool border = row == 0 || row == map->rows - 1 || column == 0 || column == map->columns - 1;
        if (border && map->kinds[i] == DARK) flood(map, i, OUTSIDE);
    }
    return sheets;
}

/* Whether most of the edge between sheets and surroundings is sharp. */
static bool is_sharp(const Map *map) {
    int64_t edge = 0, sharp = 0;
    for (int32_t row = 0; row < map->rows; row++) {
        for (int32_t column = 0; column < map->columns; column++) {
            if (map->kinds[row * map->columns + column] != SHEET) continue;
            for (int32_t side = 0; side < 4; side++) {
                int32_t x = side == 0 ? 1 : side == 1 ? -1 : 0;
                int32_t y = side == 2 ? 1 : side == 3 ? -1 : 0;
                int32_t beside = (row + y) * map->columns + column + x;
                if (row + y < 0 || row + y >= map->rows || column + x < 0 ||
                    column + x >= map->columns || map->kinds[beside] != OUTSIDE)
                    continue;
                int32_t in_row = ink_max(0, ink_min(row - y, map->rows - 1));
                int32_t in_column = ink_max(0, ink_min(column - x, map->columns - 1));
                int32_t out_row = ink_max(0, ink_min(row + INSIDE * y, map->rows - 1));
                int32_t out_column = ink_max(0, ink_min(column + INSIDE * x, map->columns - 1));
                edge++;
                sharp += 100 * map->brightness[out_row * map->columns + out_column] <
                         STEP * map->brightness[in_row * map->columns + in_column];
            }
        }
    }
    return edge > 0 && 100 * sharp >= SHARP * edge;
}

/* Whether a cell or one of its neighbors is outside: the edge runs through it. */
static bool at_edge(const Map *map, int32_t row, int32_t column) {
    int32_t top = ink_max(row - 1, 0), bottom = ink_min(row + 1, map->rows - 1);
    int32_t left = ink_max(column - 1, 0), right = ink_min(column + 1, map->columns - 1);
    for (int32_t y = top; y <= bottom; y++)
        for (int32_t x = left; x <= right; x++)
            if (map->kinds[y * map->columns + x] == OUTSIDE) return true;
    return false;
}

/* Finds what is brighter than most of the photograph. */
static InkStatus find_bright(const uint8_t *brightness, int32_t rows, int32_t columns,
                             uint8_t *on_sheet) {
    size_t cells = (size_t)rows * (size_t)columns;
    memset(on_sheet, 1, cells);
    Map map = {brightness, rows, columns, malloc(cells), malloc(cells * sizeof(int32_t))};
    int32_t threshold = 0;
    InkStatus status = map.kinds && map.stack ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK && split(&map, &threshold) && find_regions(&map, threshold) > 0 &&
        is_sharp(&map)) {
        for (int32_t row = 0; row < rows; row++)
            for (int32_t column = 0; column < columns; column++)
                on_sheet[row * columns + column] = !at_edge(&map, row, column);
    }
    free(map.kinds);
    free(map.stack);
    return status;
}

InkStatus ink_sheet_find(const uint8_t *brightness, int32_t rows, int32_t columns,
                         uint8_t *on_sheet) {
    bool found;
    InkStatus status = ink_region_find(brightness, rows, columns, on_sheet, &found);
    if (status != INK_OK || found) return status;
    return find_bright(brightness, rows, columns, on_sheet);
}

bool ink_sheet_covers(const InkSheet *sheet, int32_t x, int32_t y) {
    if (!sheet->on) return true;
    int32_t row = ink_max(0, ink_min(y / sheet->cell, sheet->rows - 1));
    int32_t column = ink_max(0, ink_min(x / sheet->cell, sheet->columns - 1));
    return sheet->on[row * sheet->columns + column] != 0;
}

void ink_sheet_free(InkSheet *sheet) {
    free(sheet->on);
    sheet->on = NULL;
}
