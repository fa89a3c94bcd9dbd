/* Groups blobs of ink into marks: digits made of one or more blobs. */
#ifndef INK_MARK_H
#define INK_MARK_H

#include "inkling/photo.h"
#include "photo/blob.h"

/* Groups blobs into marks; does not set their lines. width and height are the picture's.
 * marks: room for INK_MAX_MARKS; *mark_count: the number found.
 * owners[blob]: the mark that a blob belongs to, or -1 if it is not writing: specks, the edges of
 * the paper, ruled lines, frames. Errors: INK_NO_MEMORY. */
InkStatus ink_marks_find(const InkBlob *blobs, int32_t blob_count, int32_t width, int32_t height,
                         InkMark *marks, int32_t *owners, int32_t *mark_count);

/* Sorts count marks (at most INK_MAX_MARKS) into reading order and sets their lines. slope: that of
 * the lines. cells[count]: where they stand in tables; each row of a table is a line. order[i]: the
 * previous index of mark i. Returns the number of lines. */
int32_t ink_marks_order(InkMark *marks, int32_t count, float slope, const InkCell *cells,
                        int32_t *order);

/* The slope of lines of writing, in pixels down per pixel to the right, from the directions to
 * each mark's nearest neighbor, for marks in any order. 0 if there are too few to tell, or if too
 * few of them agree. */
float ink_marks_direction(const InkMark *marks, int32_t count);

/* The slope of the lines, in pixels down per pixel to the right: the median over all steps from a
 * mark to the next one in its line. Marks must be in reading order. 0 if there are too few to
 * tell. */
float ink_marks_slope(const InkMark *marks, int32_t count);

#endif
