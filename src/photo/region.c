/* Paper is even: its brightness changes little from cell to cell, even in bad light, and steps at
 * its edges. Where these fade, a region of even cells leaks out; an erosion closes such gaps, the
 * wider the further it reaches. */
#include "photo/region.h"
#include "base/minmax.h"
#include "photo/grid.h"

#include <stdlib.h>
#include <string.h>

enum {
    STROKE = 2,    /* cells: strokes up to twice as wide don't count */
    STEP = 10,     /* %: the brightness of neighbors on paper differs by less */
    NARROW = 32,   /* gaps narrower than 2/32 of the shorter side are closed; */
    WIDE = 8,      /* if that doesn't do, up to 2/8 */
    SMALLEST = 20, /* a sheet covers at least 1/20 of the photograph, */
    LARGEST = 95,  /* and at most this %, */
    CONVEX = 92,   /* and this % of its convex hull; */
    EDGE = 2       /* cells at its edge are left out */
};

/* A cell is outside of all regions, or in the one that is looked at, or in one that was. */
typedef enum { OUTSIDE, INSIDE, SEEN } Kind;

/* A point between cells. */
typedef struct {
    int32_t x, y;
} Point;

typedef struct {
    int32_t rows, columns;
    uint8_t *brightness; /* without strokes */
    uint8_t *kinds;
    uint8_t *even; /* the kinds of all cells before any is eroded */
    uint8_t *scratch;
    int32_t *stack;
    Point *left, *right; /* of the convex hull, from its top to its bottom */
} Map;

static int32_t flood(Map *map, int32_t cell, Kind to) {
    return ink_grid_flood(map->kinds, map->stack, map->rows, map->columns, cell, (uint8_t)to);
}

/* Keeps the largest region. */
static void keep_largest(Map *map) {
    int32_t cells = map->rows * map->columns, largest = 0, start = 0;
    for (int32_t i = 0; i < cells; i++) {
        if (map->kinds[i] != INSIDE) continue;
        int32_t size = flood(map, i, SEEN);
        if (size <= largest) continue;
        largest = size;
        start = i;
    }
    if (largest > 0) flood(map, start, INSIDE);
    for (int32_t i = 0; i < cells; i++)
        map->kinds[i] = map->kinds[i] == INSIDE ? INSIDE : OUTSIDE;
}

/* Fills holes: what is outside without reaching the photograph's border. Returns the size of the
 * region. */
static int32_t fill_holes(Map *map) {
    int32_t cells = map->rows * map->columns, count = 0;
    for (int32_t i = 0; i < cells; i++) {
        int32_t row = i / map->columns, column = i % map->columns;
        bool border = row == 0 || row == map->rows - 1 || column == 0 || column == map->columns - 1;
        if (border && map->kinds[i] == OUTSIDE) flood(map, i, SEEN);
    }
    for (int32_t i = 0; i < cells; i++) {
        map->kinds[i] = map->kinds[i] == SEEN ? OUTSIDE : INSIDE;
        count += map->kinds[i] == INSIDE;
    }
    return count;
}

/* Marks even cells as inside, and the others as outside. */
static void find_even(Map *map) {
    size_t cells = (size_t)map->rows * (size_t)map->columns;
    uint8_t *most = map->kinds, *least = map->brightness;
    ink_grid_spread(least, map->scratch, map->rows, map->columns, true, STROKE);
    ink_grid_spread(least, map->scratch, map->rows, map->columns, false, STROKE);
    memcpy(most, least, cells);
    ink_grid_spread(most, map->scratch, map->rows, map->columns, true, 1);
    ink_grid_spread(least, map->scratch, map->rows, map->columns, false, 1);
    for (size_t i = 0; i < cells; i++)
        map->even[i] = 100 * (most[i] - least[i]) < STEP * most[i] ? INSIDE : OUTSIDE;
}

/* Adds a point below the others to a chain that bends to one side only. */
static int32_t extend(Point *chain, int32_t count, Point point, int32_t side) {
    while (count >= 2) {
        Point a = chain[count - 2], b = chain[count - 1];
        int32_t turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
        if (side * turn > 0) break;
        count--;
    }
    chain[count++] = point;
    return count;
}

/* Where a chain is at half a row. */
static float chain_at(const Point *chain, int32_t count, int32_t row) {
    int32_t next = 1;
    while (next + 1 < count && chain[next].y <= row)
        next++;
    Point a = chain[next - 1], b = chain[next];
    return (float)a.x + (float)(b.x - a.x) * ((float)(row - a.y) + 0.5f) / (float)(b.y - a.y);
}

/* Marks the cells within the convex hull of the region. Returns how many. */
static int32_t fill_hull(const Map *map, uint8_t *on_sheet) {
    int32_t lefts = 0, rights = 0, count = 0, top = 0, bottom = 0;
    for (int32_t row = 0; row < map->rows; row++) {
        const uint8_t *kinds = map->kinds + row * map->columns;
        int32_t first = 0, last = map->columns - 1;
        while (first <= last && kinds[first] != INSIDE)
            first++;
        while (last > first && kinds[last] != INSIDE)
            last--;
        if (first > last) continue;
        if (lefts == 0) top = row;
        bottom = row + 1;
        for (int32_t y = row; y <= row + 1; y++) {
            lefts = extend(map->left, lefts, (Point){first, y}, -1);
            rights = extend(map->right, rights, (Point){last + 1, y}, 1);
        }
    }
    memset(on_sheet, 0, (size_t)map->rows * (size_t)map->columns);
    for (int32_t row = top; row < bottom; row++) {
        float from = chain_at(map->left, lefts, row), to = chain_at(map->right, rights, row);
        for (int32_t column = 0; column < map->columns; column++) {
            float middle = (float)column + 0.5f;
            on_sheet[row * map->columns + column] = middle >= from && middle <= to;
            count += middle >= from && middle <= to;
        }
    }
    return count;
}

static bool find(Map *map, uint8_t *on_sheet) {
    int32_t rows = map->rows, columns = map->columns, cells = rows * columns;
    find_even(map);
    for (int32_t part = NARROW; part >= WIDE; part /= 2) {
        int32_t reach = ink_max(ink_min(rows, columns) / part, 1);
        memcpy(map->kinds, map->even, (size_t)cells);
        ink_grid_spread(map->kinds, map->scratch, rows, columns, false, reach);
        keep_largest(map);
        /* Cells beside the edge aren't even, either. */
        ink_grid_spread(map->kinds, map->scratch, rows, columns, true, reach + 1);
        int32_t size = fill_holes(map), hull = fill_hull(map, on_sheet);
        if (SMALLEST * size >= cells && 100 * size >= CONVEX * hull &&
            100 * hull <= LARGEST * cells)
            return true;
    }
    return false;
}

InkStatus ink_region_find(const uint8_t *brightness, int32_t rows, int32_t columns,
                          uint8_t *on_sheet, bool *found) {
    size_t cells = (size_t)rows * (size_t)columns;
    *found = false;
    uint8_t *values = malloc(4 * cells);
    int32_t *stack = malloc(cells * sizeof *stack);
    Point *points = malloc(4 * (size_t)rows * sizeof *points);
    InkStatus status = values && stack && points ? INK_OK : INK_NO_MEMORY;
    if (status == INK_OK) {
        Map map = {rows,
                   columns,
                   values,
                   values + cells,
                   values + 2 * cells,
                   values + 3 * cells,
                   stack,
                   points,
                   points + 2 * rows};
        memcpy(values, brightness, cells);
        *found = find(&map, on_sheet);
        /* The edge runs through the outermost cells. */
        if (*found) ink_grid_spread(on_sheet, map.scratch, rows, columns, false, EDGE);
    }
    free(values);
    free(stack);
    free(points);
    return status;
}
