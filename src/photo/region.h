/* The paper in a photograph, wherever what it lies on is rougher, or as even but of other
 * brightness. */
#ifndef INK_REGION_H
#define INK_REGION_H

#include "inkling/base.h"

/* Finds the largest even region of brightness[rows][columns], where writing doesn't count. If it is
 * about convex, and neither small nor all there is, sets found, and on_sheet[rows][columns] to 1
 * within its convex hull and 0 elsewhere. Errors: INK_NO_MEMORY. */
InkStatus ink_region_find(const uint8_t *brightness, int32_t rows, int32_t columns,
                          uint8_t *on_sheet, bool *found);

#endif
