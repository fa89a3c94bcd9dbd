/* Finding the digits on a photographed page. */
#ifndef INKLING_PHOTO_H
#define INKLING_PHOTO_H

#include "inkling/base.h"

enum {
    INK_MAX_PAGE_SIDE = 3072, /* width and height of a photographed page */
    INK_MAX_MARKS = 500       /* digits returned per page */
};

/* A photographed page and the digits found on it. */
typedef struct InkPage InkPage;

/* A digit on a page, or something that looks like one: its bounding box in pixels. */
typedef struct {
    int32_t left, top, right, bottom; /* half-open: right and bottom are exclusive */
    int32_t line;                     /* line of text, from the top, 0 first */
} InkMark;

/* Why a page has no digits, as far as its ink tells. */
typedef enum {
    INK_DOUBT_NONE = 0, /* it has some */
    INK_DOUBT_FAINT,    /* nothing stands out from the paper */
    INK_DOUBT_SMALL,    /* the writing is too small to read */
    INK_DOUBT_BUSY,     /* the paper, or what it lies on, is full of texture */
    INK_DOUBT_OTHER     /* there is something, but no writing: rules, edges, frames */
} InkDoubt;

/* Where a mark stands in a table. */
typedef struct {
    int32_t table, row, column; /* counted from 0; -1 outside of tables */
} InkCell;

/* Finds the digits on a photograph of a page, regardless of paper shade, grain, and lighting.
 * gray[height][width]: 0 black, 255 white; each side 1 to INK_MAX_PAGE_SIDE. The page keeps no
 * reference to it. If a bright sheet lies on something darker, only the sheet is read. The local
 * brightness of the paper is estimated and subtracted; strong noise is smoothed before. Writing may
 * be dark or light, as on a blackboard: whichever strokes are stronger. Ruled lines, tables, and
 * grids are erased. The parts of a digit are joined, and digits grouped into lines, or rows of a
 * table. Specks, dashes, frames, braces, and marks cut off by the photograph's edge are dropped
 * (unless nothing else is left); of more than INK_MAX_MARKS marks the tallest are kept. Touching
 * digits form a single mark: see ink_page_piece. Errors: INK_BAD_ARGUMENT for a side out of range,
 * INK_NO_MEMORY. */
INK_API InkStatus ink_page_read(InkPage **page, const uint8_t *gray, int32_t width, int32_t height);

/* The same for the whole photograph: what looks like the surroundings of a sheet may be paper in
 * deep shadow. The digits that a network is sure of tell which reading is right. If bars of shadow
 * cross a sheet, this is the reading of all of it: the other one may be of the part between two. */
INK_API InkStatus ink_page_read_whole(InkPage **page, const uint8_t *gray, int32_t width,
                                      int32_t height);

/* Whether the photograph showed more than a sheet of paper, and only the sheet was read. */
INK_API bool ink_page_is_sheet(const InkPage *page);

INK_API void ink_page_free(InkPage *page);

/* The digits in reading order: lines from top to bottom, each from left to right. */
INK_API int32_t ink_page_mark_count(const InkPage *page);
INK_API const InkMark *ink_page_marks(const InkPage *page);

/* The cell of each digit, in the same order. Rows and columns are counted between the table's
 * rules. */
INK_API const InkCell *ink_page_cells(const InkPage *page);

/* Why nothing was found. */
INK_API InkDoubt ink_page_doubt(const InkPage *page);

/* Whether the ink is lighter than the paper. */
INK_API bool ink_page_has_light_ink(const InkPage *page);

/* The slope of the lines, in pixels down per pixel to the right, within about +-1; 0 if there is
 * too little text to tell. If the page has rules, and they are clearly tilted, theirs. A page
 * rotated back by its arc tangent is easier to read. */
INK_API float ink_page_slope(const InkPage *page);

/* Rotates the page about its center and finds its digits anew, on a page as large as the bounding
 * box of the photograph rotated by all angles so far: |width cos| + |height sin| wide and |width
 * sin| + |height cos| high, rounded. Tilted rules are found and erased anew, too. Ink cut off by
 * the photograph's edge is left out. angle: in radians, clockwise, -pi to pi. On INK_NO_MEMORY the
 * page may have no digits. Errors: INK_BAD_ARGUMENT for an angle out of range, INK_NO_MEMORY. */
INK_API InkStatus ink_page_rotate(InkPage *page, float angle);

/* A digit as the network sees it, fitted as by ink_image_fit; strokes thinner than a tenth of its
 * size, as from a ballpoint pen, are thickened. Errors: INK_BAD_ARGUMENT if there is no such mark,
 * INK_NO_MEMORY. */
INK_API InkStatus ink_page_sample(const InkPage *page, int32_t mark, float image[INK_PIXELS]);

/* Cuts out the columns `from` to `to`, exclusive, of a mark of touching digits: a network tells
 * which pieces are digits. What reaches over from a neighbor is left out. piece: its bounding box.
 * area: its ink, in pixels. image: as from ink_page_sample, blank if there is no ink. Errors:
 * INK_BAD_ARGUMENT if there is no such mark or the columns are not within its box; INK_NO_MEMORY.
 */
INK_API InkStatus ink_page_piece(const InkPage *page, int32_t mark, int32_t from, int32_t to,
                                 InkMark *piece, int32_t *area, float image[INK_PIXELS]);

#endif
