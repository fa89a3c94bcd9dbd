/* Finds the lines of a picture that may be rules. */
#ifndef INK_CHAINS_H
#define INK_CHAINS_H

#include "photo/paper.h"
#include "photo/rules.h"

#include <stddef.h>

enum { INK_RULE_FAINT = INK_PAPER_LINE / 2 /* rules may be fainter than writing */ };

/* The ink seen along one direction: along is x for rules across the page and y for upright ones. */
typedef struct {
    uint8_t *ink;
    int32_t length, depth; /* pixels along and across */
    size_t step_along, step_across;
    bool upright;
    int32_t longer; /* side of the picture */
} InkView;

InkView ink_view(uint8_t *ink, int32_t width, int32_t height, bool upright);

static inline uint8_t *ink_view_pixel(const InkView *view, int32_t along, int32_t across) {
    return view->ink + (size_t)along * view->step_along + (size_t)across * view->step_across;
}

static inline bool ink_view_inked(const InkView *view, int32_t along, int32_t across) {
    return across >= 0 && across < view->depth &&
           *ink_view_pixel(view, along, across) >= INK_RULE_FAINT;
}

/* Appends to rules the lines of one direction that may be rules, at most INK_MAX_RULES / 2. Errors:
 * INK_NO_MEMORY. */
InkStatus ink_chains_find(const InkView *view, InkRules *rules);

#endif
