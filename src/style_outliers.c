/* What is no digit: scribbles, shapes, letters that look like no digit, and digits in pairs. */
#include "style_pen.h"

void ink_pen_outlier(InkPen *pen) {
    ink_pen_line(pen, 0, 0, 1, 1);
}
