/* Pen strokes and pictures to images. */
#ifndef INKLING_INK_H
#define INKLING_INK_H

#include "inkling/base.h"

enum {
    INK_MAX_STROKE_POINTS = 1000000, /* points in a drawing */
    INK_MAX_IMAGE_SIDE = 4096        /* height and width of a picture to be fitted */
};

/* Draws pen strokes as the 28x28 ink that the network sees.
 * points: x, y pairs, y down, in units of the pad's side (about 0 to 1; outside is fine).
 * stroke_points: how many points each of the stroke_count strokes has.
 * The strokes are fitted into 20x20 pixels, keeping their aspect, whatever their size and place,
 * and centred by mass in 28x28, as MNIST was made (LeCun, Cortes and Burges,
 * "The MNIST database of handwritten digits"). No points at all leave the image blank.
 * Errors: INK_BAD_ARGUMENT for a coordinate that is not finite or beyond +-1000, or for more
 * than INK_MAX_STROKE_POINTS points. */
INK_API InkStatus ink_raster_strokes(const float *points, const int32_t *stroke_points,
                                     int32_t stroke_count, float image[INK_PIXELS]);

/* Fits a grey picture, such as a scan, a photograph or a large drawing, as MNIST's digits are.
 * pixels[height][width]: 255 for full ink, 0 for blank paper; each side 1 to INK_MAX_IMAGE_SIDE.
 * The smallest upright rectangle around all pixels with more than a sixteenth of the strongest ink
 * is scaled, keeping its aspect, so that its longer side is 20 pixels, and centred by mass in
 * 28x28. Each new pixel is the mean of the area it covers, fractions of pixels included, when
 * the picture shrinks and when it grows. Then the strongest ink is made 1, as in MNIST, which gives
 * faint scans and lines that were thinned to grey their contrast back. How wide the lines come out
 * depends on the picture: they stay as they are, be they thinner or wider than MNIST's.
 * No ink leaves the image blank. Errors: INK_BAD_ARGUMENT for a side out of range. */
INK_API InkStatus ink_image_fit(const uint8_t *pixels, int32_t width, int32_t height,
                                float image[INK_PIXELS]);

/* Which values of a picture are ink. */
typedef enum {
    INK_POLARITY_DETECT = 0,
    INK_POLARITY_ALPHA = 1, /* what is not transparent; of a picture without alpha, as detected */
    INK_POLARITY_DARK = 2,  /* dark ink on light paper */
    INK_POLARITY_LIGHT = 3  /* light ink on dark paper */
} InkPolarity;

/* Where the ink of a picture goes. */
typedef enum {
    INK_FRAMING_DETECT = 0, /* kept where it is as MNIST's are, fitted otherwise */
    INK_FRAMING_KEEP = 1,   /* 28x28 as it is; pictures of other sizes are fitted all the same */
    INK_FRAMING_FIT = 2     /* ink_image_fit */
} InkFraming;

typedef struct {
    int32_t width, height; /* of the picture */
    int32_t polarity;      /* the InkPolarity that its ink was read with */
    int32_t kept;          /* 1: its pixels are the sample's, 0: they were fitted */
    int32_t blank;         /* 1: there is no ink; the sample is blank */
} InkPictureInfo;

/* Reads a picture as a sample of a dataset: 255 for full ink, 0 for blank paper.
 * pixels[height][width][channels]: grey, grey and alpha, RGB or RGBA; each side 1 to
 * INK_MAX_IMAGE_SIDE.
 * Detection takes the alpha channel for ink when most of the picture is transparent; otherwise the
 * picture lies on white, and whichever of dark and light there is more of is paper. The paper's own
 * shade, and four times its grain (median absolute deviation), are taken away.
 * Of 28x28 pixels with a clean paper, whose ink is at most 20 pixels wide and high, 17 or more one
 * way, and has its centre of mass within a pixel of the middle, every value is kept as it is.
 * Errors: INK_BAD_ARGUMENT for a number out of range, INK_NO_MEMORY. */
INK_API InkStatus ink_picture_sample(const uint8_t *pixels, int32_t width, int32_t height,
                                     int32_t channels, int32_t polarity, int32_t framing,
                                     uint8_t sample[INK_PIXELS], InkPictureInfo *info);

/* The same from a PNG or JPEG file. Other errors: INK_NOT_A_PICTURE, INK_BAD_PICTURE, and
 * INK_PICTURE_TOO_LARGE, which is said before anything is decoded. */
INK_API InkStatus ink_picture_read(const uint8_t *file, size_t size, int32_t polarity,
                                   int32_t framing, uint8_t sample[INK_PIXELS],
                                   InkPictureInfo *info);

/* Decodes a PNG or JPEG, such as a sprite sheet, to grey: 0 for black, 255 for white, on white
 * where it is transparent. A side may be to 65,536, and there may be as many pixels as in a square
 * of INK_MAX_IMAGE_SIDE. grey: room for `room` values, which must be height x width or more; with
 * NULL the picture is only measured, not decoded: damage behind its header is not seen then. Errors
 * as of ink_picture_read, INK_NO_MEMORY; INK_BAD_ARGUMENT when there is
 * not room enough. */
INK_API InkStatus ink_picture_grey(const uint8_t *file, size_t size, uint8_t *grey, size_t room,
                                   int32_t *width, int32_t *height);

#endif
