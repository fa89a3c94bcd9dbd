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
