/* Photographed paper: what is ink on it. */
#ifndef INK_PAPER_H
#define INK_PAPER_H

#include "inkling/base.h"

enum {
    INK_PAPER_FULL = 255, /* ink as strong as most of the writing */
    INK_PAPER_LINE =
        102 /* from here on a pixel belongs to the writing; below are grain and shade */
};

/* Takes the paper away from a photograph, whatever its shade, its grain and how it is lit.
 * grey[height][width]: 0 black, 255 white; sides of 1 to INK_MAX_PAGE_SIDE.
 * ink[height][width]: 0 for paper, INK_PAPER_FULL for full ink; all 0 where nothing stands out.
 * light_ink: whether it is light on dark, as on a blackboard. Errors: INK_NO_MEMORY. */
InkStatus ink_paper_remove(const uint8_t *grey, int32_t width, int32_t height, uint8_t *ink,
                           bool *light_ink);

#endif
