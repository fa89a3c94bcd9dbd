/* From pen strokes and pictures to 28x28 images. */
#ifndef INKLING_INK_H
#define INKLING_INK_H

#include "inkling/base.h"

enum {
    INK_MAX_STROKE_POINTS = 1000000, /* points in a drawing */
    INK_MAX_IMAGE_SIDE = 4096        /* width and height of a picture */
};

/* Rasterizes pen strokes into the 28x28 image that the network sees. points: x, y pairs, y down, in
 * units of the pad's side (about 0 to 1, but may lie outside). stroke_points: the number of points
 * in each of the stroke_count strokes. Whatever their size and position, the strokes are scaled
 * into 20x20 pixels, keeping their aspect ratio, and centered by mass in 28x28, as MNIST was made
 * (LeCun, Cortes, and Burges, "The MNIST database of handwritten digits"). Without points the image
 * is blank. Errors: INK_BAD_ARGUMENT for a coordinate that is not finite or beyond +-1000, a
 * negative count, or more than INK_MAX_STROKE_POINTS points. */
INK_API InkStatus ink_raster_strokes(const float *points, const int32_t *stroke_points,
                                     int32_t stroke_count, float image[INK_PIXELS]);

/* Fits a grayscale picture, such as a scan, a photograph, or a large drawing, the way MNIST's
 * digits were fitted. pixels[height][width]: 255 for full ink, 0 for blank paper; each side 1 to
 * INK_MAX_IMAGE_SIDE. The bounding box of all pixels with more than a sixteenth of the strongest
 * ink is scaled, keeping its aspect ratio, so that its longer side is 20 pixels, and centered by
 * mass in 28x28. Each new pixel is the area-weighted mean of the source pixels it covers, both when
 * shrinking and when enlarging. Contrast is then stretched until the strongest ink is 1, as in
 * MNIST, which restores faint scans and thin lines blurred to gray. Stroke width is not normalized:
 * it may come out thinner or wider than in MNIST. A picture without ink gives a blank image.
 * Errors: INK_BAD_ARGUMENT for a side out of range. */
INK_API InkStatus ink_image_fit(const uint8_t *pixels, int32_t width, int32_t height,
                                float image[INK_PIXELS]);

/* Which pixel values count as ink. */
typedef enum {
    INK_POLARITY_DETECT = 0,
    INK_POLARITY_ALPHA = 1, /* opaque pixels; without an alpha channel, the same as DETECT */
    INK_POLARITY_DARK = 2,  /* dark ink on light paper */
    INK_POLARITY_LIGHT = 3  /* light ink on dark paper */
} InkPolarity;

/* How the ink is placed in the sample. */
typedef enum {
    INK_FRAMING_DETECT = 0, /* unchanged if it is framed like MNIST already, fitted otherwise */
    INK_FRAMING_KEEP = 1,   /* 28x28 pictures unchanged; other sizes are fitted anyway */
    INK_FRAMING_FIT = 2     /* ink_image_fit */
} InkFraming;

typedef struct {
    int32_t width, height; /* of the picture */
    int32_t polarity;      /* the InkPolarity that was used */
    int32_t kept;          /* 1: pixels copied unchanged, 0: fitted */
    int32_t blank;         /* 1: no ink was found and the sample is blank */
} InkPictureInfo;

/* Converts a picture to a dataset sample: 255 for full ink, 0 for blank paper.
 * pixels[height][width][channels]: gray, gray and alpha, RGB, or RGBA; each side 1 to
 * INK_MAX_IMAGE_SIDE. Detection uses the alpha channel as ink if most of the picture is
 * transparent. Otherwise the picture is composited on white, and whichever of dark and light covers
 * more pixels is paper. The paper's shade plus four times its grain (median absolute deviation) is
 * subtracted. A 28x28 picture on clean paper is copied unchanged if its ink is at most 20 pixels
 * wide and high, at least 17 pixels along one side, and has its center of mass within a pixel of
 * the middle. Errors: INK_BAD_ARGUMENT for a value out of range, INK_NO_MEMORY. */
INK_API InkStatus ink_picture_sample(const uint8_t *pixels, int32_t width, int32_t height,
                                     int32_t channels, int32_t polarity, int32_t framing,
                                     uint8_t sample[INK_PIXELS], InkPictureInfo *info);

/* The same for a PNG or JPEG file. Additional errors: INK_NOT_A_PICTURE, INK_BAD_PICTURE, and
 * INK_PICTURE_TOO_LARGE, which is detected before decoding. */
INK_API InkStatus ink_picture_read(const uint8_t *file, size_t size, int32_t polarity,
                                   int32_t framing, uint8_t sample[INK_PIXELS],
                                   InkPictureInfo *info);

/* Decodes a PNG or JPEG, such as a sprite sheet, to grayscale: 0 for black, 255 for white,
 * composited on white where it is transparent. A side may be up to 65,536 pixels, and the area up
 * to that of a square of INK_MAX_IMAGE_SIDE. gray has room for `room` values, which must be at
 * least height x width. If gray is NULL, only the header is read, to set width and height; damage
 * after it goes unnoticed. Errors: those of ink_picture_read, INK_NO_MEMORY, and INK_BAD_ARGUMENT
 * if there is not enough room. */
INK_API InkStatus ink_picture_gray(const uint8_t *file, size_t size, uint8_t *gray, size_t room,
                                   int32_t *width, int32_t *height);

#endif
