/* Pen strokes as callers pass them. */
#ifndef INK_STROKES_H
#define INK_STROKES_H

#include "inkling/ink.h"

/* Checks strokes as described at ink_raster_strokes, and counts their points. Errors:
 * INK_BAD_ARGUMENT. */
InkStatus ink_strokes_check(const float *points, const int32_t *stroke_points, int32_t stroke_count,
                            int32_t *point_count);

#endif
