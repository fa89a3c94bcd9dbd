/* Tables: which row and column a mark stands in. */
#ifndef INK_TABLE_H
#define INK_TABLE_H

#include "photo/mark.h"
#include "photo/rules.h"

/* The cells of tables made of rules that cross each other, in a picture of width x height. marks:
 * in pixels of that picture rotated by angle, as by ink_turn, to turned_width x turned_height.
 * cells[count]: set. Double rules and those in several pieces count once. */
void ink_table_cells(const InkRules *rules, int32_t width, int32_t height, const InkMark *marks,
                     int32_t count, float angle, int32_t turned_width, int32_t turned_height,
                     InkCell *cells);

/* The median slope of the rules across the page that meet others in a table; false for none. */
bool ink_table_slope(const InkRules *rules, float *slope);

#endif
