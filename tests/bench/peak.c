/* Peak multiply-add throughput with all operands in registers, and the throughput of the matrix
 * products at the shapes of the first layer. Called by peak.js in Chromium. Each function returns
 * the number of floating-point operations it performed. */
#include "base/rng.h"
#include "base/simd.h"
#include "kernels/matmul.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { BATCH = 64, INPUTS = 784, OUTPUTS = 128, SUMS_MAX = 12 };

static float x[BATCH * INPUTS], w[INPUTS * OUTPUTS], y[BATCH * OUTPUTS];
static volatile float keep; /* keeps the loops from being optimized away */

EXPORT(peak_prepare) void peak_prepare(void) {
    InkRng rng = ink_rng(1, 0);
    for (int i = 0; i < BATCH * INPUTS; i++)
        x[i] = (float)ink_rng_below(&rng, 256) / 255.0f;
    for (int i = 0; i < INPUTS * OUTPUTS; i++)
        w[i] = 0.05f * ink_rng_normal(&rng);
}

/* Independent chains of multiply-adds. How many hide the latency best without spilling registers
 * depends on the processor, hence two variants. */
static inline double chains(int turns, int count) {
    InkF32x4 sums[SUMS_MAX];
    INK_UNROLL
    for (int i = 0; i < SUMS_MAX; i++)
        sums[i] = ink_splat4((float)i);
    const InkF32x4 factor = ink_splat4(0.999f), term = ink_splat4(1e-3f);
    for (int turn = 0; turn < turns; turn++) {
        INK_UNROLL
        for (int i = 0; i < SUMS_MAX; i++)
            if (i < count) sums[i] = ink_muladd4(sums[i], factor, term);
    }
    InkF32x4 total = sums[0];
    INK_UNROLL
    for (int i = 1; i < SUMS_MAX; i++)
        total += sums[i];
    keep = total[0] + total[1] + total[2] + total[3];
    return 2.0 * (INK_LANES * count) * turns;
}

EXPORT(peak_chains_8) double peak_chains_8(int turns) {
    return chains(turns, 8);
}

EXPORT(peak_chains_12) double peak_chains_12(int turns) {
    return chains(turns, 12);
}

EXPORT(peak_forward) double peak_forward(int turns) {
    for (int turn = 0; turn < turns; turn++)
        ink_matmul(y, x, w, BATCH, INPUTS, OUTPUTS);
    /* ink_matmul accumulates into y; keep it from overflowing. */
    for (int i = 0; i < BATCH * OUTPUTS; i++)
        y[i] = 1e-3f;
    return 2.0 * (BATCH * INPUTS * OUTPUTS) * turns;
}

EXPORT(peak_update) double peak_update(int turns) {
    for (int turn = 0; turn < turns; turn++)
        ink_matmul_update(w, x, y, -1e-9f, BATCH, INPUTS, OUTPUTS, 0, INPUTS);
    return 2.0 * (BATCH * INPUTS * OUTPUTS) * turns;
}
