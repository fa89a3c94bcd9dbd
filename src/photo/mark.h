/* Blobs of ink to marks: digits of one or more parts. */
#ifndef INK_MARK_H
#define INK_MARK_H

#include "inkling/photo.h"
#include "photo/blob.h"

/* Sorts blobs into marks, whose lines are not known yet. marks: room for INK_MAX_MARKS;
 * *mark_count: how many. owners[blob]: the mark that a blob is part of, or -1 for what is no
 * writing: specks, the edges of the paper, ruled lines, frames. width and height are the picture's.
 * Errors: INK_NO_MEMORY. */
InkStatus ink_marks_find(const InkBlob *blobs, int32_t blob_count, int32_t width, int32_t height,
                         InkMark *marks, int32_t *owners, int32_t *mark_count);

/* Puts count marks (to INK_MAX_MARKS) into reading order, and sets their lines. order[i]: the place
 * at which mark i was. Returns how many lines there are. */
int32_t ink_marks_order(InkMark *marks, int32_t count, int32_t *order);

/* How far the lines of marks in reading order fall, in pixels down for a pixel to the right: the
 * median of all steps from a mark to the next of its line. 0 where there are too few to tell. */
float ink_marks_slope(const InkMark *marks, int32_t count);

#endif
