#include "training/optimizer.h"

#include <math.h>

/* ---- settings ---- */

/* False for what is not a number, too. */
static bool is_within(float value, float most) {
    return value >= 0.0f && value <= most;
}

bool ink_optimizer_is_valid(const InkOptimizerSettings *settings) {
    return settings->rule >= INK_SGD && settings->rule <= INK_ADAMW &&
           settings->schedule >= INK_CONSTANT && settings->schedule <= INK_ONE_CYCLE &&
           is_within(settings->momentum, 0.999f) && is_within(settings->beta2, 0.9999f) &&
           is_within(settings->weight_decay, 1.0f) && is_within(settings->warm_up, 0.9f);
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

/* The peak is so many times the rate that a warm-up starts with, and that training ends with. */
static const double START_DIVISOR = 25.0;
static const double COSINE_DIVISOR = 1e4;
static const double ONE_CYCLE_DIVISOR = 25.0 * 1e4;

/* From one rate to another along half a cosine: share 0 is from, 1 is to. */
static double glide(double from, double to, double share) {
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
        return (float)(one_cycle ? glide(start, peak, share) : start + (peak - start) * share);
    }
    if (settings->schedule == INK_CONSTANT || last <= top) return peak;
    double end = peak / (one_cycle ? ONE_CYCLE_DIVISOR : COSINE_DIVISOR);
    return (float)glide(peak, end, (now - top) / (last - top));
}

/* ---- rules ---- */

/* Keeps AdamW from dividing by zero where there was no gradient yet. */
static const float EPSILON = 1e-8f;

/* What is remembered fades away where no gradient comes any more, and ends as numbers below 1e-38,
 * with which many processors are several times slower. So it ends here: this little moves no
 * weight. */
static const float DUST = 1e-30f;

static inline float dusted(float value) {
    return fabsf(value) < DUST ? 0.0f : value;
}

/* The loops below are plain, and no array overlaps another, so that the compiler handles several
 * weights at once. decay: rate times weight decay. */

static void sgd(float rate, float decay, float *restrict w, const float *restrict g,
                int32_t count) {
    for (int32_t i = 0; i < count; i++)
        w[i] -= rate * g[i] + decay * w[i];
}

static void momentum(float rate, float decay, float keep, float *restrict w,
                     const float *restrict g, float *restrict v, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        v[i] = dusted(keep * v[i] + g[i]);
        w[i] -= rate * v[i] + decay * w[i];
    }
}

/* m and v start at zero and so are too small in the first steps. What they have to be divided by
 * is the same for all weights: m's divisor goes into the rate. */
static void adamw(const InkOptimizerSettings *settings, float rate, float decay, int64_t step,
                  float *restrict w, const float *restrict g, float *restrict m, float *restrict v,
                  int32_t count) {
    float beta1 = settings->momentum, beta2 = settings->beta2;
    float rate_m = (float)(rate / (1.0 - pow(beta1, (double)step)));
    float scale_v = (float)(1.0 / (1.0 - pow(beta2, (double)step)));
    for (int32_t i = 0; i < count; i++) {
        m[i] = dusted(beta1 * m[i] + (1.0f - beta1) * g[i]);
        v[i] = dusted(beta2 * v[i] + (1.0f - beta2) * g[i] * g[i]);
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
