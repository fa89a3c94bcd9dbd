/* Photos of pages. */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "inkling.h"

typedef struct {
    InkMark mark;
    int32_t digit;
    float probabilities[INK_CLASSES];
} PageDigit;

/* Returns the digits on a PNG or JPEG of a page, in reading order, held until_end(). The page is
 * scaled down to what the core accepts, and rotated until its lines are level. Fails if the picture
 * can't be read. */
PageDigit *read_page(const char *name, const uint8_t *file, size_t size, InkNetwork *network,
                     int32_t *count);

#endif
