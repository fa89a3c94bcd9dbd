/* Turns pictures as people save them into samples: finds the ink and normalizes its framing. */
#include "ink/image.h"
#include "ink/normalize.h"
#include "inkling/ink.h"

#include <stdlib.h>
#include <string.h>

enum {
    WHITE = 255,
    GRAIN_DEVIATIONS = 4, /* median absolute deviations from the paper that are still grain */
    MIN_PEAK = 192,       /* minimum peak of a picture whose pixels are kept as they are */
    MIN_BOX = 17          /* MNIST's digits span 20 pixels; lossy saving can fade the edges */
};

/* One channel of a picture, and whether its ink is lighter than its paper. */
typedef struct {
    uint8_t *values;
    size_t count;
    bool light_ink;
} Plane;

static bool is_transparent(const uint8_t *pixels, size_t count, int32_t channels) {
    size_t clear = 0;
    for (size_t i = 0; i < count; i++)
        clear += pixels[i * (size_t)channels + (size_t)channels - 1] < 128;
    return clear > count / 2;
}

/* The luma of a pixel composited on white, with the weights of JPEG (BT.601). */
static uint8_t brightness(const uint8_t *pixel, int32_t channels) {
    int32_t gray =
        channels < 3 ? pixel[0] : (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) >> 8;
    if (channels % 2) return (uint8_t)gray;
    int32_t alpha = pixel[channels - 1];
    return (uint8_t)((gray * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE);
}

/* The median of a histogram of `total` values. */
static int32_t median(const uint32_t counts[256], uint64_t total) {
    uint64_t below = 0;
    for (int32_t value = 0; value < 256; value++) {
        below += counts[value];
        if (2 * below >= total) return value;
    }
    return WHITE;
}

/* The paper's brightness. Paper is whatever lies on its side of `middle`, halfway between the
 * darkest and the lightest value. */
typedef struct {
    int32_t middle, paper, grain;
} Paper;

static Paper find_paper(Plane *plane, bool detect) {
    uint32_t counts[256] = {0};
    for (size_t i = 0; i < plane->count; i++)
        counts[plane->values[i]]++;
    int32_t darkest = 0, lightest = WHITE;
    while (!counts[darkest])
        darkest++;
    while (!counts[lightest])
        lightest--;
    int32_t middle = (darkest + lightest) / 2;
    uint64_t dark = 0;
    for (int32_t value = 0; value <= middle; value++)
        dark += counts[value];
    /* A picture of a single shade is blank paper. */
    if (detect) plane->light_ink = darkest == lightest ? darkest < 128 : 2 * dark > plane->count;

    uint32_t own[256] = {0}, deviations[256] = {0};
    uint64_t total = plane->light_ink ? dark : plane->count - dark;
    if (total == 0) { /* a single shade counts as dark: it is all paper */
        return (Paper){middle, middle, 0};
    }
    for (int32_t value = 0; value < 256; value++)
        if ((value <= middle) == plane->light_ink) own[value] = counts[value];
    int32_t paper = median(own, total);
    for (int32_t value = 0; value < 256; value++)
        deviations[abs(value - paper)] += own[value];
    return (Paper){middle, paper, GRAIN_DEVIATIONS * median(deviations, total)};
}

/* Replaces brightness by ink; returns the strongest ink. */
static int32_t extract_ink(Plane *plane, Paper found) {
    uint8_t ink[256];
    for (int32_t value = 0; value < 256; value++) {
        int32_t above = plane->light_ink ? value - found.paper : found.paper - value;
        ink[value] = above > found.grain ? (uint8_t)(above - found.grain) : 0;
    }
    int32_t strongest = 0;
    for (size_t i = 0; i < plane->count; i++) {
        plane->values[i] = ink[plane->values[i]];
        if (plane->values[i] > strongest) strongest = plane->values[i];
    }
    return strongest;
}

/* Whether 28x28 ink is already sized and centered like an MNIST digit. */
static bool is_mnist_framed(const uint8_t ink[INK_PIXELS], int32_t strongest) {
    int32_t top = INK_SIDE, left = INK_SIDE, bottom = 0, right = 0;
    int32_t mass = 0, rows = 0, columns = 0;
    for (int32_t row = 0; row < INK_SIDE; row++) {
        for (int32_t column = 0; column < INK_SIDE; column++) {
            int32_t value = ink[row * INK_SIDE + column];
            mass += value;
            rows += value * (2 * row - INK_SIDE + 1);
            columns += value * (2 * column - INK_SIDE + 1);
            if (value * INK_FAINT <= strongest) continue;
            if (row < top) top = row;
            if (column < left) left = column;
            if (column >= right) right = column + 1;
            bottom = row + 1;
        }
    }
    int32_t high = bottom - top, wide = right - left, longer = high > wide ? high : wide;
    /* Distances are doubled, because the center lies between two pixels. */
    return longer >= MIN_BOX && longer <= INK_BOX && abs(rows) <= 2 * mass &&
           abs(columns) <= 2 * mass;
}

static bool can_keep_pixels(const uint8_t *ink, int32_t strongest, Paper found, int32_t framing) {
    if (framing != INK_FRAMING_DETECT) return framing == INK_FRAMING_KEEP;
    bool clean = found.grain == 0 && (found.paper == 0 || found.paper == WHITE);
    return clean && strongest >= MIN_PEAK && is_mnist_framed(ink, strongest);
}

static InkStatus frame_ink(Plane plane, Paper found, int32_t framing, uint8_t sample[INK_PIXELS],
                           InkPictureInfo *info) {
    int32_t strongest = extract_ink(&plane, found);
    info->blank = strongest == 0;
    memset(sample, 0, INK_PIXELS);
    if (info->blank) return INK_OK;
    if (info->width == INK_SIDE && info->height == INK_SIDE &&
        can_keep_pixels(plane.values, strongest, found, framing)) {
        info->kept = 1;
        memcpy(sample, plane.values, INK_PIXELS);
        return INK_OK;
    }
    float image[INK_PIXELS];
    InkStatus status = ink_image_fit(plane.values, info->width, info->height, image);
    for (int32_t i = 0; status == INK_OK && i < INK_PIXELS; i++)
        sample[i] = (uint8_t)(image[i] * (float)WHITE + 0.5f);
    return status;
}

static bool side_is_valid(int32_t side) {
    return side >= 1 && side <= INK_MAX_IMAGE_SIDE;
}

InkStatus ink_picture_sample(const uint8_t *pixels, int32_t width, int32_t height, int32_t channels,
                             int32_t polarity, int32_t framing, uint8_t sample[INK_PIXELS],
                             InkPictureInfo *info) {
    *info = (InkPictureInfo){width, height};
    if (!side_is_valid(width) || !side_is_valid(height) || channels < 1 || channels > 4 ||
        polarity < INK_POLARITY_DETECT || polarity > INK_POLARITY_LIGHT ||
        framing < INK_FRAMING_DETECT || framing > INK_FRAMING_FIT) {
        return INK_BAD_ARGUMENT;
    }
    size_t count = (size_t)width * (size_t)height;
    bool has_alpha = channels % 2 == 0;
    bool alpha =
        has_alpha && (polarity == INK_POLARITY_ALPHA ||
                      (polarity == INK_POLARITY_DETECT && is_transparent(pixels, count, channels)));
    /* Most pictures fit on the stack. */
    uint8_t small[4 * INK_PIXELS];
    uint8_t *values = count <= sizeof small ? small : malloc(count);
    if (!values) return INK_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pixel = pixels + i * (size_t)channels;
        values[i] = alpha ? pixel[channels - 1] : brightness(pixel, channels);
    }
    Plane plane = {values, count, .light_ink = alpha || polarity == INK_POLARITY_LIGHT};
    bool detect = !alpha && polarity != INK_POLARITY_DARK && polarity != INK_POLARITY_LIGHT;
    Paper found = find_paper(&plane, detect);
    info->polarity = alpha             ? INK_POLARITY_ALPHA
                     : plane.light_ink ? INK_POLARITY_LIGHT
                                       : INK_POLARITY_DARK;
    InkStatus status = frame_ink(plane, found, framing, sample, info);
    if (values != small) free(values);
    return status;
}

InkStatus ink_picture_read(const uint8_t *file, size_t size, int32_t polarity, int32_t framing,
                           uint8_t sample[INK_PIXELS], InkPictureInfo *info) {
    uint8_t *pixels;
    int32_t width = 0, height = 0, channels = 0;
    *info = (InkPictureInfo){0};
    InkStatus status = ink_image_decode_channels(file, size, &pixels, &height, &width, &channels);
    if (status != INK_OK) return status;
    if (!side_is_valid(width) || !side_is_valid(height))
        status = INK_PICTURE_TOO_LARGE;
    else
        status =
            ink_picture_sample(pixels, width, height, channels, polarity, framing, sample, info);
    ink_image_free(pixels);
    return status;
}

InkStatus ink_picture_gray(const uint8_t *file, size_t size, uint8_t *gray, size_t room,
                           int32_t *width, int32_t *height) {
    uint8_t *pixels;
    int32_t channels = 0;
    *width = *height = 0;
    InkStatus status = ink_image_measure_picture(file, size, height, width, &channels);
    size_t count = (size_t)*width * (size_t)*height;
    if (status != INK_OK || !gray) return status;
    if (room < count) return INK_BAD_ARGUMENT;
    status = ink_image_decode_channels(file, size, &pixels, height, width, &channels);
    if (status != INK_OK) return status;
    for (size_t i = 0; i < count; i++)
        gray[i] = brightness(pixels + i * (size_t)channels, channels);
    ink_image_free(pixels);
    return INK_OK;
}
