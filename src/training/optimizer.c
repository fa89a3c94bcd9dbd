#include "training/optimizer.h"

#include <math.h>

/* ---- settings ---- */

/* False for NaN. */
static bool in_range(float value, float limit) {
    return value >= 0.0f && value <= limit;
}

bool ink_optimizer_is_valid(const InkOptimizerSettings *settings) {
    return settings->rule >= INK_SGD && settings->rule <= INK_ADAMW &&
           settings->schedule >= INK_CONSTANT && settings->schedule <= INK_ONE_CYCLE &&
           in_range(settings->momentum, 0.999f) && in_range(settings->beta2, 0.9999f) &&
           in_range(settings->weight_decay, 1.0f) && in_range(settings->warm_up, 0.9f);
}

int32_t ink_optimizer_slots(int32_t rule) {
    switch (rule) {
    case INK_MOMENTUM: return 1;
    case INK_ADAMW: return 2;
    default: return 0;
    }
}

/* ---- schedules ---- */

static const double PI = 3.14159265358979323846;

/* Warm-up starts at peak / START_DIVISOR; the other divisors give the final rates. */
static const double START_DIVISOR = 25.0;
static const double COSINE_DIVISOR = 1e4;
static const double ONE_CYCLE_DIVISOR = 25.0 * 1e4;

/* Cosine annealing: `from` at share 0, `to` at share 1. */
static double cosine_anneal(double from, double to, double share) {
    return to + (from - to) * 0.5 * (1.0 + cos(PI * share));
}

float ink_schedule_rate(const InkOptimizerSettings *settings, float peak, int64_t step,
                        int64_t steps) {
    bool one_cycle = settings->schedule == INK_ONE_CYCLE;
    double last = (double)(steps - 1), now = fmin((double)step, last);
    double top = fmax((double)settings->warm_up * (double)steps - 1.0, 0.0);
    double start = peak / START_DIVISOR;
    if (now < top) {
        double share = now / top;
        return (float)(one_cycle ? cosine_anneal(start, peak, share)
                                 : start + (peak - start) * share);
    }
    if (settings->schedule == INK_CONSTANT || last <= top) return peak;
    double end = peak / (one_cycle ? ONE_CYCLE_DIVISOR : COSINE_DIVISOR);
    return (float)cosine_anneal(peak, end, (now - top) / (last - top));
}

/* ---- rules ---- */

/* Keeps AdamW from dividing by zero where there has been no gradient yet. */
static const float EPSILON = 1e-8f;

/* Where gradients stop, the moments decay into subnormals (below 1e-38), which slow many processors
 * down several times. Flush them to zero well before; values this small do not move a weight. */
static const float TINY = 1e-30f;

static inline float flush_tiny(float value) {
    return fabsf(value) < TINY ? 0.0f : value;
}

/* The loops below are kept simple, over non-overlapping arrays, so that they vectorize.
 * decay: rate times weight decay. */

static void sgd(float rate, float decay, float *restrict w, const float *restrict g,
                int32_t count) {
    for (int32_t i = 0; i < count; i++)
        w[i] -= rate * g[i] + decay * w[i];
}

static void momentum(float rate, float decay, float keep, float *restrict w,
                     const float *restrict g, float *restrict v, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        v[i] = flush_tiny(keep * v[i] + g[i]);
        w[i] -= rate * v[i] + decay * w[i];
    }
}

/* Bias correction: m and v start at zero and are too small at first. The correction factors are the
 * same for all weights, so that of m is folded into the rate. */
static void adamw(const InkOptimizerSettings *settings, float rate, float decay, int64_t step,
                  float *restrict w, const float *restrict g, float *restrict m, float *restrict v,
                  int32_t count) {
    float beta1 = settings->momentum, beta2 = settings->beta2;
    float rate_m = (float)(rate / (1.0 - pow(beta1, (double)step)));
    float scale_v = (float)(1.0 / (1.0 - pow(beta2, (double)step)));
    for (int32_t i = 0; i < count; i++) {
        m[i] = flush_tiny(beta1 * m[i] + (1.0f - beta1) * g[i]);
        v[i] = flush_tiny(beta2 * v[i] + (1.0f - beta2) * g[i] * g[i]);
        w[i] -= rate_m * m[i] / (sqrtf(v[i] * scale_v) + EPSILON) + decay * w[i];
    }
}

void ink_optimizer_update(const InkOptimizerSettings *settings, float rate, int64_t step, float *w,
                          const float *gradients, float *state, int32_t count, int32_t first,
                          int32_t last) {
    float decay = rate * settings->weight_decay;
    int32_t own = last - first;
    w += first;
    gradients += first;
    switch (settings->rule) {
    case INK_MOMENTUM:
        momentum(rate, decay, settings->momentum, w, gradients, state + first, own);
        break;
    case INK_ADAMW:
        adamw(settings, rate, decay, step, w, gradients, state + first, state + count + first, own);
        break;
    default: sgd(rate, decay, w, gradients, own); break;
    }
}
