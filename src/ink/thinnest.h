/* Where two touching digits are cut: shared by photographs and pen strokes. */
#ifndef INK_THINNEST_H
#define INK_THINNEST_H

#include "inkling/base.h"

/* The amount of ink in a column of `of`, from 0 to its width - 1. */
typedef int32_t (*InkColumn)(const void *of, int32_t column);

/* The column with the least ink in the middle half; of equals, the one nearest to the center. The
 * width is at least 1. */
int32_t ink_thinnest(const void *of, int32_t width, InkColumn ink);

#endif
