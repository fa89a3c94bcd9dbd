#include "photo/grid.h"
#include "base/minmax.h"

#include <string.h>

/* Separable: along the rows, then along the columns. */
void ink_grid_spread(uint8_t *values, uint8_t *scratch, int32_t rows, int32_t columns, bool largest,
                     int32_t reach) {
    for (int32_t pass = 0; pass < 2; pass++) {
        int32_t last = (pass ? rows : columns) - 1, stride = pass ? columns : 1;
        for (int32_t row = 0; row < rows; row++) {
            for (int32_t column = 0; column < columns; column++) {
                int32_t own = row * columns + column, place = pass ? row : column;
                int32_t from = ink_max(place - reach, 0), to = ink_min(place + reach, last);
                uint8_t best = values[own];
                for (int32_t other = from; other <= to; other++) {
                    uint8_t value = values[own + (other - place) * stride];
                    if (largest ? value > best : value < best) best = value;
                }
                scratch[own] = best;
            }
        }
        memcpy(values, scratch, (size_t)rows * (size_t)columns);
    }
}

int32_t ink_grid_flood(uint8_t *values, int32_t *stack, int32_t rows, int32_t columns, int32_t cell,
                       uint8_t to) {
    uint8_t from = values[cell];
    int32_t depth = 0, count = 0;
    stack[depth++] = cell;
    values[cell] = to;
    while (depth > 0) {
        int32_t at = stack[--depth], row = at / columns, column = at % columns;
        const int32_t neighbors[4] = {row > 0 ? at - columns : -1,
                                      row + 1 < rows ? at + columns : -1, column > 0 ? at - 1 : -1,
                                      column + 1 < columns ? at + 1 : -1};
        count++;
        for (int32_t i = 0; i < 4; i++) {
            if (neighbors[i] < 0 || values[neighbors[i]] != from) continue;
            values[neighbors[i]] = to;
            stack[depth++] = neighbors[i];
        }
    }
    return count;
}
