/* The state of a photographed page. */
#ifndef INK_PAGE_H
#define INK_PAGE_H

#include "inkling/photo.h"
#include "photo/mark.h"
#include "photo/rules.h"
#include "photo/sheet.h"

struct InkPage {
    int32_t width, height;
    uint8_t *ink;    /* [height][width], see ink_paper_remove */
    int32_t *labels; /* [height][width]: 1 + the pixel's mark; 0 for none */
    InkSheet sheet;  /* the part of the photograph that was read */
    bool light_ink;
    int32_t taken_width, taken_height;
    float angle;       /* by which it has been rotated since, in radians, clockwise */
    InkRules rules;    /* in pixels of the photograph, rotated by */
    float ruled_angle; /* this angle */
    uint8_t *ruled;    /* [taken_height][taken_width]: the ink with its rules, if they are tilted */
    float slope;
    InkDoubt doubt;
    int32_t count;
    InkMark marks[INK_MAX_MARKS];
    InkCell cells[INK_MAX_MARKS];
};

#endif
