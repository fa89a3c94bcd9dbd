/* Four floats at a time. GCC and Clang turn these vectors into SSE, NEON or WebAssembly SIMD. */
#ifndef INK_SIMD_H
#define INK_SIMD_H

#include <stdint.h>
#include <string.h>

typedef float InkF32x4 __attribute__((vector_size(16)));
typedef int32_t InkMask4 __attribute__((vector_size(16))); /* all bits set, or none, in each lane */

enum { INK_LANES = 4 };

/* Loads and stores need no alignment: memcpy of 16 bytes is one instruction. */
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

/* The smaller and the larger of each pair of lanes. */
static inline InkF32x4 ink_min4(InkF32x4 a, InkF32x4 b) {
    return ink_select4(a < b, a, b);
}

static inline InkF32x4 ink_max4(InkF32x4 a, InkF32x4 b) {
    return ink_select4(a < b, b, a);
}

/* a b + c. The relaxed build rounds once where the processor can (FMA); the portable one rounds
 * the product and the sum, the same on every machine. */
static inline InkF32x4 ink_muladd4(InkF32x4 a, InkF32x4 b, InkF32x4 c) {
#ifdef __wasm_relaxed_simd__
    return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
    return a * b + c;
#endif
}

/* For small loops over registers: an accumulator array stays in registers only when every index
 * is known. */
#ifdef __clang__
#define INK_UNROLL _Pragma("clang loop unroll(full)")
#else
#define INK_UNROLL _Pragma("GCC unroll 16")
#endif

#endif
