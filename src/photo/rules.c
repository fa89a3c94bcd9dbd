/* Which lines are rules: those that are long, or support each other as a grid or a form does. They
 * are erased, except where strokes cross them. */
#include "photo/rules.h"
#include "base/minmax.h"
#include "photo/chains.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHORT_RATIO = 15, /* a rule of a grid is this many times as long as thick */
    LONG = 3,         /* a rule on its own is at least 1/3 of the longer side, */
    LONG_RATIO = 60,  /* and this many times as long as thick: no pen draws such a 1 */
    GRID_RULES = 5,   /* rules that cross each other make a grid: two boxes side by side */
    ALIKE = 20,       /* %: the sides of a form's boxes differ by less */
    MIN_TILTED = 3    /* rules that show how a page is tilted */
};

/* Rules are tilted alike if their angles differ by less than this, in radians. */
#define SAME_TILT 0.07f

float ink_rule_center(const InkRule *rule, float along) {
    int32_t at = (int32_t)lroundf(along) - rule->from;
    return rule->centers[ink_max(0, ink_min(at, rule->to - rule->from - 1))];
}

static bool within(const InkRule *rule, float along, float slack) {
    return along >= (float)rule->from - slack && along <= (float)rule->to + slack;
}

bool ink_rules_touch(const InkRule *a, const InkRule *b) {
    if (a->upright == b->upright) return false;
    float along_b = ink_rule_center(a, 0.5f * (float)(a->from + a->to));
    float along_a = ink_rule_center(b, along_b);
    along_b = ink_rule_center(a, along_a);
    along_a = ink_rule_center(b, along_b);
    return within(a, along_a, 4.0f + 2.0f * b->thickness) &&
           within(b, along_b, 4.0f + 2.0f * a->thickness);
}

static bool stands_alone(const InkRule *rule, int32_t longer) {
    int32_t length = rule->to - rule->from;
    return LONG * length >= longer && (float)length >= (float)LONG_RATIO * rule->thickness;
}

/* Which rules touch each other. */
typedef struct {
    uint8_t *touch; /* [count][count] */
    int32_t count;
    int32_t degrees[INK_MAX_RULES]; /* how many others each rule touches */
    int32_t sizes[INK_MAX_RULES];   /* how many are connected with it, itself included */
} Net;

static void measure_net(const InkRules *rules, Net *net) {
    int32_t count = net->count = rules->count;
    for (int32_t i = 0; i < count; i++) {
        net->degrees[i] = net->sizes[i] = 0;
        for (int32_t j = 0; j < count; j++) {
            bool touch = ink_rules_touch(&rules->list[i], &rules->list[j]);
            net->touch[i * count + j] = touch;
            net->degrees[i] += touch;
        }
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t group[INK_MAX_RULES] = {i}, size = 1;
        if (net->sizes[i]) continue;
        net->sizes[i] = 1;
        for (int32_t at = 0; at < size; at++) {
            for (int32_t j = 0; j < count; j++) {
                if (net->sizes[j] || !net->touch[group[at] * count + j]) continue;
                net->sizes[j] = 1;
                group[size++] = j;
            }
        }
        for (int32_t at = 0; at < size; at++)
            net->sizes[group[at]] = size;
    }
}

static bool in_box(const Net *net, int32_t i) {
    return net->sizes[i] == 4 && net->degrees[i] == 2;
}

/* Whether a rule is a side of a box, and there is another box like it: a single one may be a 0. */
static bool in_form(const InkRules *rules, const Net *net, int32_t i) {
    int32_t alike = 0, length = rules->list[i].to - rules->list[i].from;
    if (!in_box(net, i)) return false;
    for (int32_t j = 0; j < net->count; j++) {
        int32_t other = rules->list[j].to - rules->list[j].from;
        alike += in_box(net, j) && rules->list[j].upright == rules->list[i].upright &&
                 100 * abs(other - length) <= ALIKE * length;
    }
    return alike >= 4;
}

/* Whether a rule is long, or crosses at least two long ones, or belongs to a grid or to a form. */
static bool is_rule(const InkRules *rules, const Net *net, int32_t i, int32_t longer) {
    const InkRule *rule = &rules->list[i];
    bool slender = (float)(rule->to - rule->from) >= (float)SHORT_RATIO * rule->thickness;
    int32_t long_ones = 0;
    for (int32_t j = 0; j < net->count; j++)
        long_ones += net->touch[i * net->count + j] && stands_alone(&rules->list[j], longer);
    return stands_alone(rule, longer) || (slender && long_ones >= 2) ||
           (slender && net->degrees[i] >= 2 && net->sizes[i] >= GRID_RULES) ||
           in_form(rules, net, i);
}

/* Drops lines that are no rules, until all that are left support each other. */
static InkStatus keep_rules(InkRules *rules, int32_t longer) {
    Net net;
    net.touch = malloc((size_t)rules->count * (size_t)rules->count + 1);
    if (!net.touch) return INK_NO_MEMORY;
    for (int32_t before = rules->count + 1; rules->count < before;) {
        before = rules->count;
        measure_net(rules, &net);
        bool keep[INK_MAX_RULES];
        for (int32_t i = 0; i < before; i++)
            keep[i] = is_rule(rules, &net, i, longer);
        rules->count = 0;
        for (int32_t i = 0; i < before; i++) {
            if (keep[i])
                rules->list[rules->count++] = rules->list[i];
            else
                free(rules->list[i].centers);
        }
    }
    free(net.touch);
    return INK_OK;
}

/* Erases a rule at one position, unless a stroke crosses it there. */
static void erase_at(const InkView *view, int32_t along, int32_t center, float thickness) {
    int32_t from = center, slack = (int32_t)(0.5f * thickness) + 1;
    for (int32_t step = 1; step <= slack && !ink_view_inked(view, along, from); step++)
        from = ink_view_inked(view, along, center - step) ? center - step : center + step;
    if (!ink_view_inked(view, along, from)) return;
    int32_t to = from + 1;
    while (ink_view_inked(view, along, from - 1))
        from--;
    while (ink_view_inked(view, along, to))
        to++;
    if ((float)(to - from) > 1.6f * thickness + 1.5f) {
        int32_t top = center - slack, bottom = center + slack + 1;
        if (from < top && to > bottom) return; /* a stroke crosses */
        /* A stroke touches from one side. */
        from = ink_max(from, top);
        to = ink_min(to, bottom);
    }
    for (int32_t across = from; across < to; across++)
        *ink_view_pixel(view, along, across) = 0;
}

/* Erases what is left where two rules cross. */
static void erase_crossing(uint8_t *ink, int32_t width, int32_t height, const InkRule *flat,
                           const InkRule *upright) {
    float y = ink_rule_center(flat, upright->centers[0]);
    float x = ink_rule_center(upright, y);
    y = ink_rule_center(flat, x);
    float wide = upright->thickness + 2.0f, high = flat->thickness + 2.0f;
    int32_t left = ink_max((int32_t)(x - wide), 0), right = ink_min((int32_t)(x + wide), width - 1);
    int32_t top = ink_max((int32_t)(y - high), 0),
            bottom = ink_min((int32_t)(y + high), height - 1);
    for (int32_t row = top; row <= bottom && left <= right; row++)
        memset(ink + (size_t)row * (size_t)width + left, 0, (size_t)(right - left) + 1);
}

InkStatus ink_rules_remove(uint8_t *ink, int32_t width, int32_t height, InkRules *rules) {
    rules->count = 0;
    rules->list = malloc(INK_MAX_RULES * sizeof *rules->list);
    InkStatus status = rules->list ? INK_OK : INK_NO_MEMORY;
    for (int32_t upright = 0; upright < 2 && status == INK_OK; upright++) {
        InkView view = ink_view(ink, width, height, upright);
        status = ink_chains_find(&view, rules);
    }
    if (status == INK_OK) status = keep_rules(rules, ink_max(width, height));
    if (status != INK_OK) {
        ink_rules_free(rules);
        return status;
    }
    for (int32_t i = 0; i < rules->count; i++) {
        const InkRule *rule = &rules->list[i];
        InkView view = ink_view(ink, width, height, rule->upright);
        for (int32_t along = rule->from; along < rule->to; along++)
            erase_at(&view, along, (int32_t)lroundf(rule->centers[along - rule->from]),
                     rule->thickness);
        for (int32_t j = 0; j < rules->count && !rule->upright; j++)
            if (ink_rules_touch(rule, &rules->list[j]))
                erase_crossing(ink, width, height, rule, &rules->list[j]);
    }
    return INK_OK;
}

typedef struct {
    float angle;
    int32_t length;
} Tilt;

static int by_angle(const void *a, const void *b) {
    float first = ((const Tilt *)a)->angle, second = ((const Tilt *)b)->angle;
    return (first > second) - (first < second);
}

bool ink_rules_tilt(const InkRules *rules, float *tilt) {
    Tilt tilts[INK_MAX_RULES];
    int32_t total = 0, below = 0, agreeing = 0, median = 0;
    for (int32_t i = 0; i < rules->count; i++) {
        const InkRule *rule = &rules->list[i];
        int32_t length = rule->to - rule->from;
        float slope = (rule->centers[length - 1] - rule->centers[0]) / (float)length;
        tilts[i] = (Tilt){atanf(rule->upright ? -slope : slope), length};
        total += length;
    }
    *tilt = 0.0f;
    if (rules->count < MIN_TILTED) return false;
    qsort(tilts, (size_t)rules->count, sizeof *tilts, by_angle);
    for (int32_t i = 0; i < rules->count && 2 * below < total; i++) {
        below += tilts[i].length;
        median = i;
    }
    for (int32_t i = 0; i < rules->count; i++)
        if (fabsf(tilts[i].angle - tilts[median].angle) <= SAME_TILT) agreeing += tilts[i].length;
    if (2 * agreeing <= total) return false;
    *tilt = tilts[median].angle;
    return true;
}

void ink_rules_free(InkRules *rules) {
    for (int32_t i = 0; i < rules->count; i++)
        free(rules->list[i].centers);
    free(rules->list);
    *rules = (InkRules){0, NULL};
}
