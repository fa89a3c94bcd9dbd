/* Four floats at a time, as GCC and Clang vector extensions: they compile to SSE, NEON, or
 * WebAssembly SIMD. */
#ifndef INK_SIMD_H
#define INK_SIMD_H

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef float InkF32x4 __attribute__((vector_size(16)));
typedef int32_t InkMask4 __attribute__((vector_size(16))); /* each lane all ones or all zeros */
typedef int32_t InkI32x4 __attribute__((vector_size(16)));
typedef int16_t InkI16x8 __attribute__((vector_size(16)));

enum { INK_LANES = 4 };

/* Unaligned: the 16-byte memcpy compiles to a single instruction. */
static inline InkF32x4 ink_load4(const float *from) {
    InkF32x4 value;
    memcpy(&value, from, sizeof value);
    return value;
}

static inline void ink_store4(float *to, InkF32x4 value) {
    memcpy(to, &value, sizeof value);
}

static inline InkF32x4 ink_splat4(float value) {
    return (InkF32x4){value, value, value, value};
}

/* a where the mask is set, else 0. */
static inline InkF32x4 ink_keep4(InkMask4 mask, InkF32x4 a) {
    return (InkF32x4)(mask & (InkMask4)a);
}

/* a where the mask is set, else b. */
static inline InkF32x4 ink_select4(InkMask4 mask, InkF32x4 a, InkF32x4 b) {
    return (InkF32x4)((mask & (InkMask4)a) | (~mask & (InkMask4)b));
}

/* Lane by lane. If they are equal or either is NaN, ink_min4 gives b, and ink_max4 gives a. */
static inline InkF32x4 ink_min4(InkF32x4 a, InkF32x4 b) {
#ifdef __wasm_simd128__
    return __builtin_wasm_pmin_f32x4(b, a);
#else
    return ink_select4(a < b, a, b);
#endif
}

static inline InkF32x4 ink_max4(InkF32x4 a, InkF32x4 b) {
#ifdef __wasm_simd128__
    return __builtin_wasm_pmax_f32x4(a, b);
#else
    return ink_select4(a < b, b, a);
#endif
}

/* The least or the greatest of the four, in every lane. */
static inline InkF32x4 ink_least(InkF32x4 a) {
    a = ink_min4(a, (InkF32x4){a[2], a[3], a[0], a[1]});
    return ink_min4(a, (InkF32x4){a[1], a[0], a[3], a[2]});
}

static inline InkF32x4 ink_greatest(InkF32x4 a) {
    a = ink_max4(a, (InkF32x4){a[2], a[3], a[0], a[1]});
    return ink_max4(a, (InkF32x4){a[1], a[0], a[3], a[2]});
}

/* A bit for each lane that is not zero, from the lowest bit up. */
static inline uint32_t ink_nonzero4(InkF32x4 a) {
    InkMask4 mask = a != ink_splat4(0.0f);
#ifdef __wasm_simd128__
    return __builtin_wasm_bitmask_i32x4(mask);
#else
    return (uint32_t)((mask[0] & 1) | (mask[1] & 2) | (mask[2] & 4) | (mask[3] & 8));
#endif
}

/* rows[r][c] becomes rows[c][r]. */
static inline void ink_transpose4(InkF32x4 rows[4]) {
    InkF32x4 a = rows[0], b = rows[1], c = rows[2], d = rows[3];
    InkF32x4 ab = {a[0], b[0], a[1], b[1]}, ab_high = {a[2], b[2], a[3], b[3]};
    InkF32x4 cd = {c[0], d[0], c[1], d[1]}, cd_high = {c[2], d[2], c[3], d[3]};
    rows[0] = (InkF32x4){ab[0], ab[1], cd[0], cd[1]};
    rows[1] = (InkF32x4){ab[2], ab[3], cd[2], cd[3]};
    rows[2] = (InkF32x4){ab_high[0], ab_high[1], cd_high[0], cd_high[1]};
    rows[3] = (InkF32x4){ab_high[2], ab_high[3], cd_high[2], cd_high[3]};
}

/* Rounds down; exact for numbers below 2^31. */
static inline InkF32x4 ink_floor4(InkF32x4 a) {
#ifdef __wasm_simd128__
    return __builtin_wasm_floor_f32x4(a);
#else
    InkF32x4 whole = __builtin_convertvector(__builtin_convertvector(a, InkMask4), InkF32x4);
    return whole - ink_keep4(whole > a, ink_splat4(1.0f));
#endif
}

/* A loop over the lanes, which native compilers turn into one instruction, too. */
static inline InkF32x4 ink_sqrt4(InkF32x4 a) {
#ifdef __wasm_simd128__
    return __builtin_wasm_sqrt_f32x4(a);
#else
    InkF32x4 roots;
    for (int i = 0; i < INK_LANES; i++)
        roots[i] = sqrtf(a[i]);
    return roots;
#endif
}

/* a * b + c. The relaxed build rounds once on processors with FMA; the portable build rounds both
 * the product and the sum, so that every machine gives the same bits. */
static inline InkF32x4 ink_muladd4(InkF32x4 a, InkF32x4 b, InkF32x4 c) {
#ifdef __wasm_relaxed_simd__
    return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
    return a * b + c;
#endif
}

/* Products lane by lane, added in pairs. */
static inline InkI32x4 ink_dot8(InkI16x8 a, InkI16x8 b) {
#if defined(__wasm_simd128__)
    return __builtin_wasm_dot_s_i32x4_i16x8(a, b);
#elif defined(__SSE2__)
    return (InkI32x4)__builtin_ia32_pmaddwd128(a, b);
#else
    InkI32x4 sums;
    for (int i = 0; i < INK_LANES; i++)
        sums[i] = a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1];
    return sums;
#endif
}

/* For short loops over registers: an accumulator array stays in registers only if every index is a
 * compile-time constant. */
#ifdef __clang__
#define INK_UNROLL _Pragma("clang loop unroll(full)")
#else
#define INK_UNROLL _Pragma("GCC unroll 16")
#endif

#endif
