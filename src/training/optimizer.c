#include "training/optimizer.h"

#include "base/minmax.h"
#include "base/simd.h"

#include <math.h>
#include <string.h>

/* ---- settings ---- */

bool ink_optimizer_is_valid(const InkOptimizerSettings *settings) {
    return settings->rule >= INK_SGD && settings->rule <= INK_ADAMW &&
           settings->schedule >= INK_CONSTANT && settings->schedule <= INK_ONE_CYCLE &&
           ink_in_range(settings->momentum, 0.999f) && ink_in_range(settings->beta2, 0.9999f) &&
           ink_in_range(settings->weight_decay, 1.0f) && ink_in_range(settings->warm_up, 0.9f);
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
 * down several times. Stop them well before: momentum is flushed to zero, and AdamW's moments end
 * near TINY, as it is added to every gradient. Values this small do not move a weight. */
static const float TINY = 1e-30f;

static inline float flush_below(float tiny, float value) {
    return fabsf(value) < tiny ? 0.0f : value;
}

/* The loops below are kept simple, over non-overlapping arrays, so that they vectorize. */

static void sgd(const InkUpdate *u, float *restrict w, const float *restrict g, int32_t count) {
    float rate = u->rate, decay = u->decay;
    for (int32_t i = 0; i < count; i++)
        w[i] -= rate * g[i] + decay * w[i];
}

static void momentum(const InkUpdate *u, float *restrict w, const float *restrict g,
                     float *restrict v, int32_t count) {
    float rate = u->rate, decay = u->decay, keep = u->beta1;
    for (int32_t i = 0; i < count; i++) {
        v[i] = flush_below(TINY, keep * v[i] + g[i]);
        w[i] -= rate * v[i] + decay * w[i];
    }
}

/* AdamW's constants in every lane, loaded once. */
typedef struct {
    InkF32x4 beta1, rest1, beta2, rest2, tiny, rate, epsilon, decay;
} Adam;

/* Four weights, gradients, and moments. */
static inline void adamw4(Adam a, bool decays, float *w, const float *gradients, float *first,
                          float *second) {
    InkF32x4 g = ink_load4(gradients), weights = ink_load4(w);
    InkF32x4 m = ink_muladd4(a.beta1, ink_load4(first), ink_muladd4(a.rest1, g, a.tiny));
    InkF32x4 v = ink_muladd4(a.beta2, ink_load4(second), ink_muladd4(a.rest2 * g, g, a.tiny));
    ink_store4(first, m);
    ink_store4(second, v);
    InkF32x4 change = a.rate * m / (ink_sqrt4(v) + a.epsilon);
    if (decays) change = ink_muladd4(a.decay, weights, change);
    ink_store4(w, weights - change);
}

/* Fewer than four are treated as four, so that a weight changes in the same way wherever a thread's
 * share ends. */
static inline void adamw(const InkUpdate *u, bool decays, float *w, const float *g, float *m,
                         float *v, int32_t count) {
    const Adam a = {ink_splat4(u->beta1),   ink_splat4(1.0f - u->beta1),
                    ink_splat4(u->beta2),   ink_splat4(1.0f - u->beta2),
                    ink_splat4(TINY),       ink_splat4(u->rate),
                    ink_splat4(u->epsilon), ink_splat4(u->decay)};
    int32_t i = 0;
    for (; i + INK_LANES <= count; i += INK_LANES)
        adamw4(a, decays, w + i, g + i, m + i, v + i);
    if (i == count) return;
    float last[4][INK_LANES] = {{0.0f}};
    size_t bytes = sizeof(float) * (size_t)(count - i);
    memcpy(last[0], w + i, bytes);
    memcpy(last[1], g + i, bytes);
    memcpy(last[2], m + i, bytes);
    memcpy(last[3], v + i, bytes);
    adamw4(a, decays, last[0], last[1], last[2], last[3]);
    memcpy(w + i, last[0], bytes);
    memcpy(m + i, last[2], bytes);
    memcpy(v + i, last[3], bytes);
}

/* Bias correction: m and v start at zero and are too small at first. The correction factors are the
 * same for all weights, so they are folded into the rate and epsilon. */
InkUpdate ink_optimizer_begin(const InkOptimizerSettings *settings, float rate, int64_t step) {
    InkUpdate update = {.rule = settings->rule,
                        .rate = rate,
                        .decay = rate * settings->weight_decay,
                        .beta1 = settings->momentum,
                        .beta2 = settings->beta2};
    if (settings->rule == INK_ADAMW) {
        double scale = sqrt(1.0 - pow(settings->beta2, (double)step));
        update.rate = (float)(rate * scale / (1.0 - pow(settings->momentum, (double)step)));
        update.epsilon = (float)(EPSILON * scale);
    }
    return update;
}

void ink_optimizer_update(const InkUpdate *update, float *w, const float *gradients, float *first,
                          float *second, int32_t count) {
    switch (update->rule) {
    case INK_MOMENTUM: momentum(update, w, gradients, first, count); break;
    case INK_ADAMW:
        if (update->decay == 0.0f)
            adamw(update, false, w, gradients, first, second, count);
        else
            adamw(update, true, w, gradients, first, second, count);
        break;
    default: sgd(update, w, gradients, count); break;
    }
}
