/* Bars of shadow across the paper, as of blinds or the frame of a window. */
#ifndef INK_SHADOW_H
#define INK_SHADOW_H

#include "inkling/base.h"

/* Whether the paper has wide dark bars: shadows, or very thick strokes. closed and narrow, [cells]:
 * brightness without any dark bars, and without narrow ones. on_sheet[cells]: 0 around the paper.
 */
bool ink_shadow_suspected(const uint8_t *closed, const uint8_t *narrow, const uint8_t *on_sheet,
                          size_t cells);

/* What is dark in a picture. */
typedef struct {
    int64_t area;    /* pixels */
    int64_t outline; /* pairs of neighbors of which one is dark */
} InkDark;

InkDark ink_shadow_measure(const int16_t *contrast, int32_t width, int32_t height);

/* Whether the bars are shadows, from what is dark with and without them: there is nothing left but
 * thin strokes. Of thick ones, hardly anything would be left, or a part, and of texture, most.
 * cell: side of a cell, in pixels; strokes are not wider than a few. */
bool ink_shadow_confirmed(InkDark with, InkDark without, int32_t cell);

#endif
