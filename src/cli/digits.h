/* Loads datasets and pictures. */
#ifndef CLI_DIGITS_H
#define CLI_DIGITS_H

#include "inkling.h"

/* The training set, the test set, and images of handwriting fonts, which may be empty.
 * Accepts a folder with one of these layouts, tried in this order:
 *   - sheets written by data/make.mjs: train-00.png with train-00-labels.idx1, test-..., styles-...
 *   - idx files: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-... (or with dots)
 *   - folders train and test, each with class folders 0 to 9 (and "other" for non-digits) of PNGs
 *   - class folders 0 to 9 of PNGs; every tenth PNG is held out for the test set
 * Fails if it finds none. */
typedef struct {
    InkDataset *train, *test, *fonts;
} Digits;
Digits read_digits(const char *folder);
void free_digits(Digits *digits);

/* The length of the first PNG in a concatenation of PNGs, or size if it has no end. */
size_t png_length(const uint8_t *bytes, size_t size);

/* Turns a PNG or JPEG into network input. Detects polarity and framing, as the page does. */
InkStatus read_picture(const uint8_t *file, size_t size, float image[INK_PIXELS]);

#endif
