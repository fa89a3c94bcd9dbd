/* The shapes that the pen can draw. */
#ifndef INK_STYLE_DIGITS_H
#define INK_STYLE_DIGITS_H

#include "styles/style_pen.h"

void ink_pen_low_digit(InkPen *pen, int32_t digit);  /* 0 to 4 */
void ink_pen_high_digit(InkPen *pen, int32_t digit); /* 5 to 9 */
void ink_pen_outlier(InkPen *pen);

static inline void ink_pen_digit(InkPen *pen, int32_t digit) {
    if (digit < 5) {
        ink_pen_low_digit(pen, digit);
    } else {
        ink_pen_high_digit(pen, digit);
    }
}

#endif
