/* Values on a coarse grid over a photograph. */
#ifndef INK_GRID_H
#define INK_GRID_H

#include "inkling/base.h"

/* Replaces each of values[rows][columns] with the largest (or smallest) value within `reach` rows
 * and columns: a dilation (or erosion) by a square. scratch is as large as values. */
void ink_grid_spread(uint8_t *values, uint8_t *scratch, int32_t rows, int32_t columns, bool largest,
                     int32_t reach);

/* Changes the value of a cell, and of all equal cells 4-connected to it, to another. stack: room
 * for an entry per cell. Returns how many changed. */
int32_t ink_grid_flood(uint8_t *values, int32_t *stack, int32_t rows, int32_t columns, int32_t cell,
                       uint8_t to);

#endif
