/* A table is a group of rules that cross each other. A mark's row is the number of rules above it,
 * its column the number of upright rules to its left. */
#include "photo/table.h"
#include "base/minmax.h"
#include "photo/turn.h"

#include <math.h>
#include <stdlib.h>

enum {
    MIN_ACROSS = 2, /* rules in each direction that a table has at least */
    MIN_RULES = 5,  /* and in all: two cells */
    PART = 3,       /* a rule that counts runs through at least 1/3 of its table */
    MIN_CELL = 5,   /* pixels; closer rules are one, */
    NARROW = 40     /* and those closer than 40 % of a mark's height */
};

/* The rules of one direction in a table, at a place. */
typedef struct {
    float centers[INK_MAX_RULES];
    int32_t count;
} Crossed;

static int by_value(const void *a, const void *b) {
    float first = *(const float *)a, second = *(const float *)b;
    return (first > second) - (first < second);
}

/* Numbers the groups of rules that touch each other. */
static int32_t number_tables(const InkRules *rules, int32_t *tables) {
    int32_t count = 0;
    for (int32_t i = 0; i < rules->count; i++)
        tables[i] = -1;
    for (int32_t i = 0; i < rules->count; i++) {
        int32_t stack[INK_MAX_RULES], depth = 0;
        if (tables[i] >= 0) continue;
        tables[i] = count;
        stack[depth++] = i;
        while (depth > 0) {
            int32_t at = stack[--depth];
            for (int32_t j = 0; j < rules->count; j++) {
                if (tables[j] >= 0 || !ink_rules_touch(&rules->list[at], &rules->list[j])) continue;
                tables[j] = count;
                stack[depth++] = j;
            }
        }
        count++;
    }
    return count;
}

/* Where the straight line through a rule's ends is. */
static float chord(const InkRule *rule, float along) {
    int32_t last = rule->to - rule->from - 1;
    if (along >= (float)rule->from && along < (float)rule->to) return ink_rule_center(rule, along);
    float slope = (rule->centers[last] - rule->centers[0]) / (float)ink_max(last, 1);
    return rule->centers[0] + slope * (along - (float)rule->from);
}

/* Lists the rules of one direction at a place along them, each once. */
static void cross(const InkRules *rules, const int32_t *tables, int32_t table, bool upright,
                  float along, float closest, Crossed *crossed) {
    int32_t from = INT32_MAX, to = INT32_MIN;
    for (int32_t i = 0; i < rules->count; i++) {
        if (tables[i] != table || rules->list[i].upright != upright) continue;
        from = ink_min(from, rules->list[i].from);
        to = ink_max(to, rules->list[i].to);
    }
    float all[INK_MAX_RULES];
    int32_t count = 0;
    crossed->count = 0;
    if (along < (float)from || along > (float)to) return;
    for (int32_t i = 0; i < rules->count; i++) {
        const InkRule *rule = &rules->list[i];
        bool here = along >= (float)rule->from && along < (float)rule->to;
        if (tables[i] == table && rule->upright == upright &&
            (here || PART * (rule->to - rule->from) >= to - from))
            all[count++] = chord(rule, along);
    }
    qsort(all, (size_t)count, sizeof *all, by_value);
    for (int32_t i = 0; i < count; i++)
        if (crossed->count == 0 || all[i] - crossed->centers[crossed->count - 1] > closest)
            crossed->centers[crossed->count++] = all[i];
}

/* How many centers are before a place; -1 if it is not between two of them. */
static int32_t place_between(const Crossed *crossed, float place) {
    int32_t before = 0;
    while (before < crossed->count && crossed->centers[before] < place)
        before++;
    return before == 0 || before == crossed->count ? -1 : before - 1;
}

void ink_table_cells(const InkRules *rules, int32_t width, int32_t height, const InkMark *marks,
                     int32_t count, float angle, int32_t turned_width, int32_t turned_height,
                     InkCell *cells) {
    int32_t tables[INK_MAX_RULES], sizes[INK_MAX_RULES][2] = {{0}};
    int32_t groups = number_tables(rules, tables), number = 0;
    for (int32_t i = 0; i < count; i++)
        cells[i] = (InkCell){-1, -1, -1};
    for (int32_t i = 0; i < rules->count; i++)
        sizes[tables[i]][rules->list[i].upright]++;
    for (int32_t table = 0; table < groups; table++) {
        const int32_t *size = sizes[table];
        if (ink_min(size[0], size[1]) < MIN_ACROSS || size[0] + size[1] < MIN_RULES) continue;
        bool any = false;
        for (int32_t i = 0; i < count; i++) {
            const InkMark *mark = &marks[i];
            float x = 0.5f * (float)(mark->left + mark->right);
            float y = 0.5f * (float)(mark->top + mark->bottom);
            float closest =
                fmaxf((float)MIN_CELL, (float)(NARROW * (mark->bottom - mark->top)) / 100.0f);
            Crossed crossed;
            ink_turn_back(width, height, angle, turned_width, turned_height, &x, &y);
            cross(rules, tables, table, false, x, closest, &crossed);
            int32_t row = place_between(&crossed, y);
            cross(rules, tables, table, true, y, closest, &crossed);
            int32_t column = place_between(&crossed, x);
            if (row < 0 || column < 0 || cells[i].table >= 0) continue;
            cells[i] = (InkCell){number, row, column};
            any = true;
        }
        number += any;
    }
}

bool ink_table_slope(const InkRules *rules, float *slope) {
    float slopes[INK_MAX_RULES];
    int32_t count = 0;
    for (int32_t i = 0; i < rules->count; i++) {
        const InkRule *rule = &rules->list[i];
        int32_t touches = 0, last = rule->to - rule->from - 1;
        for (int32_t j = 0; j < rules->count; j++)
            touches += ink_rules_touch(rule, &rules->list[j]);
        if (rule->upright || touches < MIN_ACROSS || last < 1) continue;
        slopes[count++] = (rule->centers[last] - rule->centers[0]) / (float)last;
    }
    if (count < MIN_ACROSS) return false;
    qsort(slopes, (size_t)count, sizeof *slopes, by_value);
    *slope = slopes[count / 2];
    return true;
}
