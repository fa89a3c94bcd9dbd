/* Reads numbers written with a pen. */
#ifndef CLI_STROKES_H
#define CLI_STROKES_H

#include "inkling.h"

/* A drawing: what ink_raster_strokes and ink_group_candidates take. */
typedef struct {
    float *points;
    int32_t *lengths, strokes;
} Drawing;

/* Whether a file looks like strokes in JSON rather than a picture. */
bool is_drawing(const uint8_t *bytes, size_t size);

/* Reads [[[x, y], ...], ...]: a list of strokes, each a list of points, y down, in any unit up to
 * 1000. Fails, naming the file, if it is anything else. The drawing is held until_end(). */
Drawing read_drawing(const char *name, const uint8_t *bytes, size_t size);

/* A digit, minus, or point of a drawing, and the answer to it. */
typedef struct {
    int32_t glyph; /* an InkGlyph */
    int32_t line;
    float probabilities[INK_CLASSES];
} DrawnGlyph;

/* Reads a drawing as a single one of the network's classes. */
void read_whole(const Drawing *drawing, InkNetwork *network, float *probabilities);

/* Groups a drawing into glyphs, at most one per stroke, and returns their number. The network's
 * classes must be the digits. */
int32_t read_glyphs(const Drawing *drawing, InkNetwork *network, DrawnGlyph *glyphs);

#endif
