#include "photo/shadow.h"
#include "photo/contrast.h"

enum {
    SHADOW = 85,    /* percent of the paper's brightness; a shadow is darker, */
    STROKE = 35,    /* but brighter than this; strokes mostly are not */
    BARS = 3,       /* percent of the paper that bars of shadow cover at least */
    DARK = 64,      /* contrast, of 255 */
    LEFT = 33,      /* percent of the outline that is left without bars of shadow, */
    MOST_LEFT = 30, /* percent of the area, at most, */
    THIN = 12       /* and the mean width of its strokes, in tenths of a cell */
};

bool ink_shadow_suspected(const uint8_t *closed, const uint8_t *narrow, const uint8_t *on_sheet,
                          size_t cells) {
    int32_t bars = 0, all = 0;
    for (size_t i = 0; i < cells; i++) {
        if (!on_sheet[i]) continue;
        all++;
        int32_t brightness = 100 * narrow[i];
        bars += brightness < SHADOW * closed[i] && brightness > STROKE * closed[i];
    }
    return 100 * bars > BARS * all;
}

/* Whether the edge of something dark runs between two neighbors. */
static bool is_edge(int16_t one, int16_t other) {
    return one != INK_OFF_SHEET && other != INK_OFF_SHEET && (one >= DARK) != (other >= DARK);
}

InkDark ink_shadow_measure(const int16_t *contrast, int32_t width, int32_t height) {
    InkDark dark = {0};
    for (int32_t y = 0; y < height; y++) {
        const int16_t *row = contrast + (size_t)y * (size_t)width;
        for (int32_t x = 0; x < width; x++) {
            dark.area += row[x] >= DARK;
            if (x > 0) dark.outline += is_edge(row[x - 1], row[x]);
            if (y > 0) dark.outline += is_edge(row[x - width], row[x]);
        }
    }
    return dark;
}

bool ink_shadow_confirmed(InkDark with, InkDark without, int32_t cell) {
    /* The mean width of strokes is twice their area over their outline. */
    return 100 * without.outline >= LEFT * with.outline &&
           100 * without.area <= MOST_LEFT * with.area &&
           10 * 2 * without.area <= THIN * without.outline * cell;
}
