#include "strokes.h"
#include "files.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON ---- */

static const char *skip_space(const char *text) {
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

/* Skips a character that must come next. */
static const char *expect(const char *name, const char *text, char wanted) {
    text = skip_space(text);
    if (*text != wanted)
        fail("%s: expected strokes as JSON, [[[x, y], ...], ...]; '%c' is missing", name, wanted);
    return skip_space(text + 1);
}

static const char *read_coordinate(const char *name, const char *text, float *to) {
    char *end;
    *to = strtof(text, &end);
    if (end == text) fail("%s: expected a coordinate at \"%.20s\"", name, text);
    return end;
}

bool is_drawing(const uint8_t *bytes, size_t size) {
    size_t at = 0;
    while (at < size && isspace(bytes[at]))
        at++;
    return at < size && bytes[at] == '[';
}

Drawing read_drawing(const char *name, const uint8_t *bytes, size_t size) {
    char *copy = until_end(malloc(size + 1));
    /* A point takes at least six characters, "[0,0],", and a stroke two. */
    Drawing drawing = {.points = until_end(malloc((size / 2 + 1) * sizeof(float))),
                       .lengths = until_end(malloc((size / 2 + 1) * sizeof(int32_t)))};
    memcpy(copy, bytes, size);
    copy[size] = '\0';
    float *point = drawing.points;
    const char *text = expect(name, copy, '[');
    while (*text != ']') {
        if (drawing.strokes > 0) text = expect(name, text, ',');
        int32_t length = 0;
        for (text = expect(name, text, '['); *text != ']'; length++, point += 2) {
            if (length > 0) text = expect(name, text, ',');
            text = read_coordinate(name, expect(name, text, '['), &point[0]);
            text = read_coordinate(name, expect(name, text, ','), &point[1]);
            text = expect(name, text, ']');
        }
        text = expect(name, text, ']');
        drawing.lengths[drawing.strokes++] = length;
    }
    if (*skip_space(text + 1)) fail("%s: there is more after the strokes", name);
    return drawing;
}

/* ---- reading ---- */

/* An empty drawing with room for the strokes of another. */
static Drawing room_for(const Drawing *drawing) {
    size_t points = 0;
    for (int32_t s = 0; s < drawing->strokes; s++)
        points += (size_t)drawing->lengths[s];
    return (Drawing){.points = until_end(malloc((2 * points + 1) * sizeof(float))),
                     .lengths = until_end(malloc((size_t)drawing->strokes * sizeof(int32_t) + 1))};
}

/* Copies some of a drawing's strokes, in the order drawn. */
static void pick(const Drawing *drawing, const int32_t *places, int32_t count, Drawing *picked) {
    const float *from = drawing->points;
    float *to = picked->points;
    picked->strokes = 0;
    for (int32_t s = 0; s < drawing->strokes; s++) {
        size_t values = 2 * (size_t)drawing->lengths[s];
        for (int32_t i = 0; i < count; i++) {
            if (places[i] != s) continue;
            memcpy(to, from, values * sizeof *to);
            to += values;
            picked->lengths[picked->strokes++] = drawing->lengths[s];
        }
        from += values;
    }
}

void read_whole(const Drawing *drawing, InkNetwork *network, float *probabilities) {
    float image[INK_PIXELS];
    check(ink_raster_strokes(drawing->points, drawing->lengths, drawing->strokes, image),
          "strokes");
    check(ink_network_predict(network, image, 1, probabilities), "strokes");
}

/* part: room for the group's strokes. */
static void read_group(const Drawing *drawing, const int32_t *order, const InkGroup *group,
                       Drawing *part, InkNetwork *network, float *probabilities) {
    pick(drawing, order + group->first, group->count, part);
    read_whole(part, network, probabilities);
}

int32_t read_glyphs(const Drawing *drawing, InkNetwork *network, DrawnGlyph *glyphs) {
    int32_t count = 0, found = 0;
    size_t strokes = (size_t)drawing->strokes;
    InkGroup *groups = until_end(malloc(INK_MAX_GROUPS * sizeof *groups));
    int32_t *order = until_end(malloc(strokes * sizeof *order + 1));
    int32_t *chosen = until_end(malloc(strokes * sizeof *chosen + 1));
    Drawing part = room_for(drawing);
    check(ink_group_candidates(drawing->points, drawing->lengths, drawing->strokes, order, groups,
                               &count),
          "strokes");
    for (int32_t i = 0; i < count; i++) {
        if (groups[i].glyph != INK_GLYPH_DIGIT) continue;
        float probabilities[INK_CLASSES];
        read_group(drawing, order, &groups[i], &part, network, probabilities);
        groups[i].cost += ink_group_doubt(probabilities, INK_CLASSES);
    }
    check(ink_group_choose(groups, count, drawing->strokes, chosen, &found), "strokes");
    for (int32_t i = 0; i < found; i++) {
        const InkGroup *group = &groups[chosen[i]];
        glyphs[i].glyph = group->glyph;
        glyphs[i].line = group->line;
        read_group(drawing, order, group, &part, network, glyphs[i].probabilities);
    }
    return found;
}
