/* The digits on a photographed page. */
#ifndef INKLING_PHOTO_H
#define INKLING_PHOTO_H

#include "inkling/base.h"

enum {
    INK_MAX_PAGE_SIDE = 3072, /* height and width of a photographed page */
    INK_MAX_MARKS = 500       /* digits that are found on a page */
};

/* A photographed page and the digits that stand on it. */
typedef struct InkPage InkPage;

/* A digit on a page, or what looks like one: where it is, in the photograph's pixels. */
typedef struct {
    int32_t left, top, right, bottom; /* right and bottom lie outside */
    int32_t line;                     /* of the page, from the top, 0 first */
} InkMark;

/* Finds the digits on a photograph of a page, whatever its shade, its grain and its light.
 * grey[height][width]: 0 black, 255 white; each side 1 to INK_MAX_PAGE_SIDE. It is not needed
 * any more afterwards.
 * The paper's brightness is estimated from place to place and taken away; dark ink or light, as on
 * a blackboard, whichever stands out from it is writing. Parts of a digit are put together, digits
 * into lines. Specks, dashes, frames, and what the photograph's edge cuts off are left out (unless
 * there is nothing else); of more than INK_MAX_MARKS the tallest stay. Digits that touch each other
 * are one mark: see ink_page_halves. Errors: INK_BAD_ARGUMENT for a side out of range,
 * INK_NO_MEMORY. */
INK_API InkStatus ink_page_read(InkPage **page, const uint8_t *grey, int32_t width, int32_t height);
INK_API void ink_page_free(InkPage *page);

/* The digits in reading order: lines from the top, each from the left. */
INK_API int32_t ink_page_mark_count(const InkPage *page);
INK_API const InkMark *ink_page_marks(const InkPage *page);

/* Whether ink is lighter than paper. */
INK_API bool ink_page_has_light_ink(const InkPage *page);

/* How far lines fall, in pixels down for a pixel to the right, at most +-1 or so; 0 where there is
 * too little to tell. A photograph that is turned back by the arc tangent of it can be read better.
 */
INK_API float ink_page_slope(const InkPage *page);

/* A digit as the network sees it, as of ink_image_fit; strokes of less than a tenth of its size, as
 * of a ballpoint pen, are drawn wider. Errors: INK_BAD_ARGUMENT when there is no such mark,
 * INK_NO_MEMORY. */
INK_API InkStatus ink_page_sample(const InkPage *page, int32_t mark, float image[INK_PIXELS]);

/* A mark cut in two where it is thinnest near its middle: two digits that touch each other, if a
 * network is sure of both and not of the whole. images: [2][INK_PIXELS], as of
 * ink_page_sample. Errors: INK_BAD_ARGUMENT when there is no such mark, or it is narrower than 4
 * pixels; INK_NO_MEMORY. */
INK_API InkStatus ink_page_halves(const InkPage *page, int32_t mark, InkMark halves[2],
                                  float images[2 * INK_PIXELS]);

#endif
