#include "photo/contrast.h"
#include "base/minmax.h"
#include "photo/paper.h"

#include <stdlib.h>
#include <string.h>

enum {
    GRAIN = 6,   /* median absolute deviations that are still grain: about 4 sigma */
    SOFTER = 60, /* percent; steps in which broken strokes are made stronger */
    WHOLE = 97   /* percent; outlines that shrink below this have joined broken strokes */
};

/* Histograms count contrast plus ZERO, up to LAST. */
enum { ZERO = INK_MOST_CONTRAST, LAST = 2 * INK_MOST_CONTRAST };

/* A percentile of the histogram's values from first to last. */
static int32_t percentile(const uint32_t *counts, int32_t first, int32_t last, uint64_t percent) {
    uint64_t total = 0, below = 0;
    for (int32_t value = first; value <= last; value++)
        total += counts[value];
    for (int32_t value = first; value <= last; value++) {
        below += counts[value];
        if (100 * below >= percent * total) return value;
    }
    return last;
}

/* Counts a pair of neighbors for the lines that pass between them. */
static void count_pair(int16_t one, int16_t other, int32_t *lengths) {
    if (one == INK_OFF_SHEET || other == INK_OFF_SHEET) return;
    lengths[ink_min(one, other) + ZERO + 1]++;
    lengths[ink_max(one, other) + ZERO + 1]--;
}

/* The length of all outlines of ink, for each contrast at which ink may begin. */
static void measure_outlines(const int16_t *contrast, int32_t width, int32_t height,
                             int32_t lengths[LAST + 2]) {
    memset(lengths, 0, (LAST + 2) * sizeof *lengths);
    for (int32_t y = 0; y < height; y++) {
        const int16_t *row = contrast + (size_t)y * (size_t)width;
        for (int32_t x = 0; x + 1 < width; x++)
            count_pair(row[x], row[x + 1], lengths);
        for (int32_t x = 0; y > 0 && x < width; x++)
            count_pair(row[x], row[x - width], lengths);
    }
    for (int32_t value = 1; value <= LAST; value++)
        lengths[value] += lengths[value - 1];
}

/* The contrast at which writing begins if this contrast is full ink. */
static int32_t line_of(int32_t strong) {
    return strong * INK_PAPER_LINE / INK_PAPER_FULL;
}

/* Lowers the contrast of full ink while that joins broken strokes. Otherwise, it would only widen
 * strokes, or add the rules of the paper. */
static int32_t join_strokes(const int16_t *contrast, int32_t width, int32_t height, int32_t level,
                            int32_t grain, int32_t strong) {
    int32_t lengths[LAST + 2];
    measure_outlines(contrast, width, height, lengths);
    for (;;) {
        int32_t weaker = strong * SOFTER / 100;
        if (line_of(weaker) < grain) return strong;
        int64_t before = lengths[level + line_of(strong)], after = lengths[level + line_of(weaker)];
        if (100 * after >= WHOLE * before) return strong;
        strong = weaker;
    }
}

void ink_contrast_to_ink(const int16_t *contrast, int32_t width, int32_t height, uint8_t *ink) {
    size_t count = (size_t)width * (size_t)height;
    uint32_t counts[LAST + 1] = {0}, deviations[LAST + 1] = {0};
    for (size_t i = 0; i < count; i++)
        if (contrast[i] != INK_OFF_SHEET) counts[contrast[i] + ZERO]++;
    int32_t level = percentile(counts, 0, LAST, 50);
    for (int32_t value = 0; value <= LAST; value++)
        deviations[ink_min(abs(value - level), LAST)] += counts[value];
    int32_t grain = ink_max(GRAIN * percentile(deviations, 0, LAST, 50), INK_LEAST_CONTRAST);
    memset(ink, 0, count);
    int32_t threshold = level + grain;
    if (threshold >= LAST) return;
    uint64_t above = 0;
    for (int32_t value = threshold + 1; value <= LAST; value++)
        above += counts[value];
    if (above == 0) return;
    int32_t strong = percentile(counts, threshold + 1, LAST, 95) - level;
    /* Keep grain below INK_PAPER_LINE. */
    if (strong * INK_PAPER_LINE < grain * INK_PAPER_FULL)
        strong = grain * INK_PAPER_FULL / INK_PAPER_LINE;
    strong = join_strokes(contrast, width, height, level, grain, strong);
    for (size_t i = 0; i < count; i++) {
        if (contrast[i] == INK_OFF_SHEET) continue;
        int32_t own = contrast[i] + ZERO - level;
        ink[i] = (uint8_t)ink_max(ink_min(own * INK_PAPER_FULL / strong, INK_PAPER_FULL), 0);
    }
}
