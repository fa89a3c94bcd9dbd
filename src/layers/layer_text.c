#include "layers/layer_text.h"

#include <stdio.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

void ink_text_skip_spaces(InkText *text) {
    while (is_space(*text->at))
        text->at++;
}

bool ink_text_word(InkText *text, const char *wanted) {
    ink_text_skip_spaces(text);
    InkText rest = *text;
    for (; *wanted; wanted++) {
        if (*wanted == ' ') {
            if (!is_space(*rest.at)) return false;
            ink_text_skip_spaces(&rest);
        } else if (*rest.at++ != *wanted) {
            return false;
        }
    }
    if (*rest.at >= 'a' && *rest.at <= 'z') return false;
    *text = rest;
    return true;
}

bool ink_text_symbol(InkText *text, char wanted) {
    ink_text_skip_spaces(text);
    if (*text->at != wanted) return false;
    text->at++;
    return true;
}

bool ink_text_integer(InkText *text, int32_t *value) {
    ink_text_skip_spaces(text);
    const char *start = text->at;
    *value = 0;
    for (; *text->at >= '0' && *text->at <= '9'; text->at++) {
        if (text->at - start >= 6) return false;
        *value = *value * 10 + (*text->at - '0');
    }
    return text->at > start;
}

bool ink_text_fraction(InkText *text, float *value) {
    ink_text_skip_spaces(text);
    bool zero = false;
    int32_t digits = 0; /* after the point */
    double numerator = 0.0, denominator = 1.0;
    for (; *text->at == '0'; text->at++)
        zero = true;
    if (*text->at == '.') {
        text->at++;
        for (; *text->at >= '0' && *text->at <= '9'; text->at++) {
            if (digits++ >= INK_FRACTION_DIGITS) continue;
            numerator = 10.0 * numerator + (*text->at - '0');
            denominator *= 10.0;
        }
    }
    *value = (float)(numerator / denominator);
    return zero || digits > 0;
}

void ink_text_print_fraction(float value, char text[INK_FRACTION_ROOM]) {
    float read_back = -1.0f;
    for (int digits = 1; digits <= INK_FRACTION_DIGITS && read_back != value; digits++) {
        snprintf(text, INK_FRACTION_ROOM, "%.*f", digits, (double)value);
        InkText reader = {text};
        if (!ink_text_fraction(&reader, &read_back)) return;
    }
}
