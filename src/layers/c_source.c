#include "layers/c_source.h"
#include "inkling/layers.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

void ink_c_floats(InkCSource *to, const char *name, int32_t layer, const float *values,
                  int32_t count) {
    ink_bytes_print(&to->file,
                    "static const float inkling_%s%" PRId32 "[%" PRId32 "] INKLING_FLASH = {", name,
                    layer, count);
    for (int32_t i = 0; i < count; i++)
        ink_bytes_print(&to->file, "%s%.8ef,", i % 6 ? " " : "\n    ", (double)values[i]);
    ink_bytes_print(&to->file, "\n};\n");
}

/* Symmetric 8-bit quantization, one scale per output: w = scale[output] q, q in -127 to 127. */
static void int8_weights(InkCSource *to, int32_t layer, const float *w, int32_t inputs,
                         int32_t outputs) {
    float scales[INK_MAX_UNITS] = {0};
    for (int32_t o = 0; o < outputs; o++) {
        float largest = 0.0f;
        for (int32_t i = 0; i < inputs; i++)
            largest = fmaxf(largest, fabsf(w[(size_t)i * (size_t)outputs + (size_t)o]));
        /* A subnormal scale would be inexact or zero; weights this small are as good as zero. */
        scales[o] = largest >= 127.0f * FLT_MIN ? largest / 127.0f : 1.0f;
    }
    int32_t count = inputs * outputs;
    ink_bytes_print(&to->file,
                    "static const signed char inkling_w%" PRId32 "[%" PRId32 "] INKLING_FLASH = {",
                    layer, count);
    for (int32_t i = 0; i < count; i++) {
        ink_bytes_print(&to->file, "%s%d,", i % 20 ? " " : "\n    ",
                        (int)roundf(w[i] / scales[i % outputs]));
    }
    ink_bytes_print(&to->file, "\n};\n");
    ink_c_floats(to, "s", layer, scales, outputs);
}

void ink_c_weights(InkCSource *to, int32_t layer, const float *w, int32_t inputs, int32_t outputs) {
    if (outputs < 1 || outputs > INK_MAX_UNITS)
        to->file.failed = true;
    else if (to->int8)
        int8_weights(to, layer, w, inputs, outputs);
    else
        ink_c_floats(to, "w", layer, w, inputs * outputs);
}

void ink_c_arrays(InkCSource *to, int32_t layer) {
    ink_bytes_print(&to->file, "inkling_w%" PRId32 ", ", layer);
    if (to->int8) ink_bytes_print(&to->file, "inkling_s%" PRId32 ", ", layer);
    ink_bytes_print(&to->file, "inkling_b%" PRId32, layer);
}

void ink_c_code(InkCSource *to, const char *code) {
    for (; *code; code++) {
        if (*code != '$') {
            ink_bytes_add(&to->file, code, 1);
            continue;
        }
        switch (*++code) {
        case 'K': ink_bytes_print(&to->file, "%s", to->kind); break;
        case 'T': ink_bytes_print(&to->file, "%s", to->int8 ? "signed char" : "float"); break;
        case 'P': ink_bytes_print(&to->file, "%s", to->int8 ? "const float *s, " : ""); break;
        case 'S':
            ink_bytes_print(&to->file, "%s", to->int8 ? " * INKLING_FLOAT(&s[o])" : "");
            break;
        case 'W':
            ink_bytes_print(&to->file, "%s", to->int8 ? "INKLING_INT8" : "INKLING_FLOAT");
            break;
        case 'X': ink_bytes_print(&to->file, "%s", to->ink ? "inkling_pixel" : "float"); break;
        case 'I': ink_bytes_print(&to->file, "%s", to->ink ? "INKLING_INK" : ""); break;
        case 'N': ink_bytes_print(&to->file, "%s", to->ink ? "_ink" : ""); break;
        default: return;
        }
    }
}

static const char *place(char text[40], int32_t first) {
    snprintf(text, 40, first ? "memory + %" PRId32 : "memory", first);
    return text;
}

const char *ink_c_values(InkCSource *to) {
    if (to->size == 0) {
        ink_bytes_print(&to->file,
                        "    for (i = 0; i < %d; i++)\n"
                        "        memory[i] = INKLING_INK(image[i]);\n",
                        INK_PIXELS);
        to->size = INK_PIXELS;
        if (to->needed < INK_PIXELS) to->needed = INK_PIXELS;
    }
    return place(to->values, to->at_end ? to->room - to->size : 0);
}

const char *ink_c_variant(InkCSource *to) {
    if (to->size > 0) return "";
    to->reads_image = true;
    return "_ink";
}

const char *ink_c_input(InkCSource *to) {
    return to->size > 0 ? ink_c_values(to) : "image";
}

const char *ink_c_output(InkCSource *to, int32_t size) {
    if (to->needed < to->size + size) to->needed = to->size + size;
    bool at_end = to->size > 0 && !to->at_end;
    return place(to->target, at_end ? to->room - size : 0);
}

void ink_c_swap(InkCSource *to, int32_t size) {
    to->at_end = to->size > 0 && !to->at_end;
    to->size = size;
}
