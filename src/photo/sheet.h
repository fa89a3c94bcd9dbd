/* Finds the sheet of paper in a photograph that also shows what it lies on. */
#ifndef INK_SHEET_H
#define INK_SHEET_H

#include "inkling/base.h"

/* Where in a photograph the paper is. */
typedef struct {
    int32_t cell;          /* side of a cell of the photograph, in pixels */
    int32_t rows, columns; /* of cells */
    uint8_t *on; /* [rows][columns]: 1 where there is paper, 0 elsewhere; NULL if it fills all */
} InkSheet;

/* Whether there is paper at a pixel of the photograph. */
bool ink_sheet_covers(const InkSheet *sheet, int32_t x, int32_t y);
void ink_sheet_free(InkSheet *sheet);

/* Finds the sheets of paper on a coarse picture: brightness[rows][columns], the local brightness of
 * the paper or of what lies around it. on_sheet[rows][columns]: set to 1 where there is paper and 0
 * elsewhere; all 1 if no sheet stands out: neither an even, convex one, nor one against darker
 * surroundings, from which it is separated by a sharp edge. Errors: INK_NO_MEMORY. */
InkStatus ink_sheet_find(const uint8_t *brightness, int32_t rows, int32_t columns,
                         uint8_t *on_sheet);

#endif
