/* Finds and removes ruled lines: notebook rules, margins, tables, grids, and forms. */
#ifndef INK_RULES_H
#define INK_RULES_H

#include "inkling/base.h"

enum { INK_MAX_RULES = 512 };

/* A printed or drawn straight line, or one that follows the bend of the page. */
typedef struct {
    bool upright;    /* runs down the page, not across it */
    int32_t from;    /* extent along x, or along y if upright, in pixels */
    int32_t to;      /* exclusive */
    float thickness; /* in pixels */
    float *centers;  /* [to - from]: y of its middle, or x if upright */
} InkRule;

typedef struct {
    int32_t count;
    InkRule *list;
} InkRules;

/* Erases ruled lines from ink[height][width], as from ink_paper_remove. Strokes that cross a line
 * or touch it stay. rules: the lines found, for the caller to release with ink_rules_free; empty on
 * error. Errors: INK_NO_MEMORY. */
InkStatus ink_rules_remove(uint8_t *ink, int32_t width, int32_t height, InkRules *rules);
void ink_rules_free(InkRules *rules);

/* Finds the angle that most rules are tilted by, in radians, clockwise; false and 0 if there are
 * few or they do not agree. */
bool ink_rules_tilt(const InkRules *rules, float *tilt);

/* The middle of a rule at a position along it; beyond its ends, that of the end. */
float ink_rule_center(const InkRule *rule, float along);

/* Whether two rules cross or meet. */
bool ink_rules_touch(const InkRule *a, const InkRule *b);

#endif
