/* Separates ink from photographed paper. */
#ifndef INK_PAPER_H
#define INK_PAPER_H

#include "inkling/base.h"
#include "photo/sheet.h"

enum {
    INK_PAPER_FULL = 255, /* full ink: as strong as most of the writing */
    INK_PAPER_LINE = 102  /* threshold of writing; anything below is grain or shading */
};

/* Removes the paper from a photograph, whatever its shade, grain, and lighting.
 * gray[height][width]: 0 is black, 255 is white; each side 1 to INK_MAX_PAGE_SIDE.
 * ink[height][width]: 0 for paper, INK_PAPER_FULL for full ink; all 0 if nothing stands out.
 * sheet: where the paper is, to be released with ink_sheet_free; ink is found only there. whole:
 * find it everywhere, except around a sheet that bars of shadow cross. light_ink: whether the
 * writing is light on dark, as on a blackboard. Errors: INK_NO_MEMORY. */
InkStatus ink_paper_remove(const uint8_t *gray, int32_t width, int32_t height, bool whole,
                           uint8_t *ink, InkSheet *sheet, bool *light_ink);

#endif
