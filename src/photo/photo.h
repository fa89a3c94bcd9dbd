/* The state of a photographed page. */
#ifndef INK_PAGE_H
#define INK_PAGE_H

#include "inkling/photo.h"

struct InkPage {
    int32_t width, height;
    uint8_t *ink;    /* [height][width], see ink_paper_remove */
    int32_t *labels; /* [height][width]: 1 + the pixel's mark; 0 for none */
    bool light_ink;
    int32_t count;
    InkMark marks[INK_MAX_MARKS];
};

#endif
