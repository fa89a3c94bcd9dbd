/* Digits from files. */
#ifndef CLI_DIGITS_H
#define CLI_DIGITS_H

#include "inkling.h"

/* train: what to train on; test: what to measure with; fonts: of handwriting fonts, may be empty.
 * In a folder there may be, looked for in this order:
 *   - sheets as data/make.mjs writes them: train-00.png with train-00-labels.idx1, test-...,
 * styles-...
 *   - idx files: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-... (or with dots)
 *   - folders train and test with folders 0 to 9 (and "other" for what is no digit) of PNGs
 *   - folders 0 to 9 of PNGs; every tenth PNG of each is for the test.
 * Fails when there is nothing. */
typedef struct {
    InkDataset *train, *test, *fonts;
} Digits;
Digits read_digits(const char *folder);
void free_digits(Digits *digits);

/* The next PNG of many that stand one behind the other: its bytes, or all that are left. */
size_t png_length(const uint8_t *bytes, size_t size);

/* A PNG or JPEG as the network sees it: polarity and framing are detected, as on the page. */
InkStatus read_picture(const uint8_t *file, size_t size, float image[INK_PIXELS]);

#endif
