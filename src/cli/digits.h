/* Loads datasets and pictures. */
#ifndef CLI_DIGITS_H
#define CLI_DIGITS_H

#include "inkling.h"

/* The training set, the test set, and images of handwriting fonts, which may be empty.
 * Accepts a folder with one of these layouts, tried in this order:
 *   - sheets written by data/make.mjs: train-00.png with train-00-labels.idx1, test-..., styles-...
 *   - idx files: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-... (or with dots)
 *   - folders train and test, each with class folders 0 to 9 (and "other" for non-digits) of PNGs
 *     and JPEGs
 *   - such class folders alone; every tenth picture is held out for the test set
 * Fails if it finds none. */
typedef struct {
    InkDataset *train, *test, *fonts;
} Digits;
/* whole: only the test set is wanted; if there is none, it is all of the images. */
Digits read_digits(const char *folder, bool whole);
void free_digits(Digits *digits);

/* Calls use(context, path) for each PNG and JPEG in a folder, by name; returns their number. */
size_t for_pictures(const char *folder, void (*use)(void *, const char *), void *context);

bool is_folder(const char *path);

/* The length of the first PNG in a concatenation of PNGs, or size if it has no end. */
size_t png_length(const uint8_t *bytes, size_t size);

/* Turns a PNG or JPEG into network input. Detects polarity and framing, as the page does. */
InkStatus read_picture(const uint8_t *file, size_t size, float image[INK_PIXELS]);

#endif
