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

/* With decay a constant at each call site. */
static inline __attribute__((always_inline)) void adamw(const InkUpdate *u, float decay,
                                                        float *restrict w, const float *restrict g,
                                                        float *restrict m, float *restrict v,
                                                        int32_t count) {
    float beta1 = u->beta1, beta2 = u->beta2, rate = u->rate, scale_v = u->scale_v;
    float epsilon = u->epsilon, tiny = u->tiny;
    for (int32_t i = 0; i < count; i++) {
        float first = flush_below(tiny, beta1 * m[i] + (1.0f - beta1) * g[i]);
        float second = beta2 * v[i] + (1.0f - beta2) * g[i] * g[i];
        if (second < tiny) second = 0.0f; /* it is never negative */
        m[i] = first;
        v[i] = second;
        float change = rate * first / (sqrtf(second * scale_v) + epsilon);
        if (decay != 0.0f) change += decay * w[i];
        w[i] -= change;
    }
}

/* Bias correction: m and v start at zero and are too small at first. The correction factors are the
 * same for all weights, so the one for m is folded into the rate. */
InkUpdate ink_optimizer_begin(const InkOptimizerSettings *settings, float rate, int64_t step) {
    InkUpdate update = {.rule = settings->rule,
                        .rate = rate,
                        .decay = rate * settings->weight_decay,
                        .beta1 = settings->momentum,
                        .beta2 = settings->beta2,
                        .epsilon = EPSILON,
                        .tiny = TINY};
    if (settings->rule == INK_ADAMW) {
        update.rate = (float)(rate / (1.0 - pow(settings->momentum, (double)step)));
        update.scale_v = (float)(1.0 / (1.0 - pow(settings->beta2, (double)step)));
    }
    return update;
}

void ink_optimizer_update(const InkUpdate *update, float *w, const float *gradients, float *first,
                          float *second, int32_t count) {
    switch (update->rule) {
    case INK_MOMENTUM: momentum(update, w, gradients, first, count); break;
    case INK_ADAMW:
        if (update->decay == 0.0f)
            adamw(update, 0.0f, w, gradients, first, second, count);
        else
            adamw(update, update->decay, w, gradients, first, second, count);
        break;
    default: sgd(update, w, gradients, count); break;
    }
}
