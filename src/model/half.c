/* Half precision (IEEE 754 binary16). */
#include "model/model_file.h"

#include <math.h>
#include <string.h>

/* Rounds to nearest, ties to even; overflows to infinity. */
uint16_t ink_half(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint32_t sign = bits >> 16 & 0x8000;
    bits &= 0x7fffffff;
    if (bits > 0x7f800000) return (uint16_t)(sign | 0x7e00);  /* NaN */
    if (bits >= 0x47800000) return (uint16_t)(sign | 0x7c00); /* 65536 and up */
    if (bits < 0x38800000) { /* below 2^-14: subnormal, a multiple of 2^-24 */
        float magnitude;
        memcpy(&magnitude, &bits, sizeof magnitude);
        float scaled = magnitude * 16777216.0f;
        uint32_t whole = (uint32_t)scaled;
        float rest = scaled - (float)whole;
        if (rest > 0.5f || (rest == 0.5f && whole & 1)) whole++;
        return (uint16_t)(sign | whole);
    }
    bits += 0xfff + (bits >> 13 & 1);
    return (uint16_t)(sign | (bits - 0x38000000) >> 13);
}

float ink_from_half(uint16_t half) {
    int32_t exponent = half >> 10 & 31, fraction = half & 1023;
    float value;
    if (exponent == 31)
        value = fraction ? NAN : INFINITY;
    else if (exponent == 0)
        value = ldexpf((float)fraction, -24);
    else
        value = ldexpf((float)(1024 + fraction), exponent - 25);
    return half & 0x8000 ? -value : value;
}
