/* From the strokes of a number to its digits. */
#ifndef INKLING_GROUP_H
#define INKLING_GROUP_H

#include "inkling/base.h"

enum {
    INK_MAX_GROUP_STROKES = 64, /* drawings with more strokes are taken for a single digit */
    INK_MAX_GROUPS = 512        /* candidates returned per drawing */
};

typedef enum { INK_GLYPH_DIGIT = 0, INK_GLYPH_MINUS = 1, INK_GLYPH_POINT = 2 } InkGlyph;

/* Strokes that may form a digit, a minus, or a decimal point or comma (INK_GLYPH_POINT). */
typedef struct {
    int32_t first, count; /* its strokes: order[first] to order[first + count - 1] */
    int32_t line;         /* line of text, from the top, 0 first */
    int32_t glyph;        /* an InkGlyph */
    float gap;            /* to the ink on its left in the line, relative to the height of the line;
                             negative where they cross, INFINITY at the start of a line */
    float cost;           /* how unlikely the geometry is, in nats; 0 and up */
} InkGroup;

/* Proposes how strokes may be grouped into digits. points, stroke_points, and stroke_count as for
 * ink_raster_strokes. order: room for stroke_count; gets the strokes in reading order: lines from
 * top to bottom, each from left to right. groups: room for INK_MAX_GROUPS; *count: the number
 * proposed. A group is a run of `order`; every stroke is in several. Its cost covers what geometry
 * can tell: how far apart its strokes are, how far it reaches into the group on its left, how its
 * size and shape compare with the line's. Strokes that cross near the middle of each other, such as
 * the bar of a 7 or the slash of a 0, are always proposed together. One group always contains all
 * strokes. Whether a group looks like a digit is for a network to say: add ink_group_doubt of its
 * answer to the cost of each INK_GLYPH_DIGIT, then call ink_group_choose. Errors: those of
 * ink_raster_strokes. */
INK_API InkStatus ink_group_candidates(const float *points, const int32_t *stroke_points,
                                       int32_t stroke_count, int32_t *order, InkGroup *groups,
                                       int32_t *count);

/* What a network's answer to a group's image adds to its cost, in nats: 0 if it is certain.
 * probabilities[classes], as from ink_network_predict. */
INK_API float ink_group_doubt(const float *probabilities, int32_t classes);

/* Chooses the groups with the lowest total cost that contain each stroke once (dynamic programming
 * over `order`). chosen: room for stroke_count; gets indices into groups[count], in reading order;
 * *chosen_count: how many. Errors: INK_BAD_ARGUMENT if the groups do not cover all strokes, or one
 * is out of range. */
INK_API InkStatus ink_group_choose(const InkGroup *groups, int32_t count, int32_t stroke_count,
                                   int32_t *chosen, int32_t *chosen_count);

/* Finds where to cut a drawing that may be two touching digits: *x is the middle of the column with
 * the least ink near its center. If a network is sure of the strokes on either side but not of the
 * whole, they are two digits; ink_page_piece serves photographs in the same way. Errors: those of
 * ink_raster_strokes, and INK_BAD_ARGUMENT if there are no points. */
INK_API InkStatus ink_group_cut(const float *points, const int32_t *stroke_points,
                                int32_t stroke_count, float *x);

/* Groups strokes by geometry alone. group_of: room for stroke_count; gets the group of each stroke,
 * counted from 0 in reading order. Errors: those of ink_group_candidates. */
INK_API InkStatus ink_group_strokes(const float *points, const int32_t *stroke_points,
                                    int32_t stroke_count, int32_t *group_of);

#endif
