/* Rules, schedules, and ranges of the optimizers. tests/golden compares the numbers with NumPy. */
#include "test.h"

#include "training/optimizer.h"

static const InkOptimizerSettings usual = {
    .rule = INK_ADAMW, .momentum = 0.9f, .beta2 = 0.999f, .weight_decay = 0.01f};

/* ---- settings ---- */

static void ranges_are_checked(void **state) {
    (void)state;
    const InkOptimizerSettings plain = {0};
    assert_true(ink_optimizer_is_valid(&plain));
    assert_true(ink_optimizer_is_valid(&usual));

    const struct {
        size_t offset;
        float most, above;
    } fields[] = {
        {offsetof(InkOptimizerSettings, momentum), 0.999f, 0.9995f},
        {offsetof(InkOptimizerSettings, beta2), 0.9999f, 1.0f},
        {offsetof(InkOptimizerSettings, weight_decay), 1.0f, 1.001f},
        {offsetof(InkOptimizerSettings, warm_up), 0.9f, 0.91f},
    };
    for (int32_t f = 0; f < COUNT(fields); f++) {
        const float refused[] = {fields[f].above, -1e-6f, NAN, INFINITY, -INFINITY};
        InkOptimizerSettings settings = usual;
        float *field = (float *)((char *)&settings + fields[f].offset);
        *field = fields[f].most;
        assert_true(ink_optimizer_is_valid(&settings));
        *field = 0.0f;
        assert_true(ink_optimizer_is_valid(&settings));
        for (int32_t i = 0; i < COUNT(refused); i++) {
            *field = refused[i];
            assert_false(ink_optimizer_is_valid(&settings));
        }
    }
    for (int32_t i = -1; i <= 3; i++) {
        InkOptimizerSettings settings = usual;
        settings.rule = i;
        assert_int_equal(ink_optimizer_is_valid(&settings), i >= 0 && i <= 2);
        settings = usual;
        settings.schedule = i;
        assert_int_equal(ink_optimizer_is_valid(&settings), i >= 0 && i <= 2);
    }
}

static void slots_of_each_rule(void **state) {
    (void)state;
    assert_int_equal(ink_optimizer_slots(INK_SGD), 0);
    assert_int_equal(ink_optimizer_slots(INK_MOMENTUM), 1);
    assert_int_equal(ink_optimizer_slots(INK_ADAMW), 2);
}

/* ---- schedules ---- */

enum { STEPS = 100 };

static const float PEAK = 0.5f;

static float rate_at(InkSchedule schedule, float warm_up, int64_t step) {
    InkOptimizerSettings settings = {.schedule = schedule, .warm_up = warm_up};
    return ink_schedule_rate(&settings, PEAK, step, STEPS);
}

/* Checks that the rate rises (direction 1) or falls (-1) with each step from first to last. */
static void check_slope(InkSchedule schedule, float warm_up, int32_t first, int32_t last,
                        int32_t direction) {
    for (int32_t step = first; step < last; step++) {
        float change = rate_at(schedule, warm_up, step + 1) - rate_at(schedule, warm_up, step);
        if (!(change * (float)direction > 0.0f)) {
            fail_msg("schedule %d, step %d: the rate changes by %g", schedule, step, change);
        }
    }
}

static void a_constant_schedule_is_constant(void **state) {
    (void)state;
    for (int32_t step = 0; step < 2 * STEPS; step++)
        assert_true(rate_at(INK_CONSTANT, 0.0f, step) == PEAK);
    check_slope(INK_CONSTANT, 0.25f, 0, 24, 1);
    for (int32_t step = 24; step < 2 * STEPS; step++)
        assert_true(rate_at(INK_CONSTANT, 0.25f, step) == PEAK);
    /* Linear warm-up from peak / 25. */
    assert_close(rate_at(INK_CONSTANT, 0.25f, 0), PEAK / 25, 1e-7);
    assert_close(rate_at(INK_CONSTANT, 0.25f, 12), (PEAK + PEAK / 25) / 2, 1e-7);
}

static void schedules_fall_to_almost_zero(void **state) {
    (void)state;
    const struct {
        InkSchedule schedule;
        double end;
    } cases[] = {{INK_COSINE, PEAK / 1e4}, {INK_ONE_CYCLE, PEAK / 25e4}};
    for (int32_t i = 0; i < COUNT(cases); i++) {
        InkSchedule schedule = cases[i].schedule;
        double end = cases[i].end;
        assert_true(rate_at(schedule, 0.0f, 0) == PEAK);
        check_slope(schedule, 0.0f, 0, STEPS - 1, -1);
        assert_true(rate_at(schedule, 0.25f, 24) == PEAK);
        assert_close(rate_at(schedule, 0.25f, 0), PEAK / 25, 1e-7);
        assert_close(rate_at(schedule, 0.25f, 12), (PEAK + PEAK / 25) / 2, 1e-7);
        check_slope(schedule, 0.25f, 0, 24, 1);
        check_slope(schedule, 0.25f, 24, STEPS - 1, -1);
        /* Halfway down, midway between steps 24 and 99. */
        double middle = 0.5 * ((double)rate_at(schedule, 0.25f, 61) + rate_at(schedule, 0.25f, 62));
        assert_close(middle, (PEAK + end) / 2, 1e-6);
        for (int64_t step = STEPS - 1; step < INT64_MAX / 10; step = 10 * step) {
            float rate = rate_at(schedule, 0.25f, step);
            assert_true(rate > 0.0f);
            assert_close(rate / end, 1.0, 1e-6);
        }
    }
}

/* One cycle warms up along half a cosine, the others linearly. */
static void warm_ups_differ(void **state) {
    (void)state;
    double start = PEAK / 25, quarter = (1 - cos(acos(-1.0) / 4)) / 2;
    assert_close(rate_at(INK_COSINE, 0.25f, 6), start + (PEAK - start) / 4, 1e-7);
    assert_close(rate_at(INK_ONE_CYCLE, 0.25f, 6), start + (PEAK - start) * quarter, 1e-7);
}

static void rates_of_short_runs_are_in_range(void **state) {
    (void)state;
    const float warm_ups[] = {0.0f, 0.1f, 0.3f, 0.5f, 0.9f};
    for (int32_t schedule = INK_CONSTANT; schedule <= INK_ONE_CYCLE; schedule++) {
        for (int32_t w = 0; w < COUNT(warm_ups); w++) {
            InkOptimizerSettings settings = {.schedule = schedule, .warm_up = warm_ups[w]};
            for (int32_t steps = 1; steps <= 12; steps++) {
                for (int32_t step = 0; step < 15; step++) {
                    float rate = ink_schedule_rate(&settings, PEAK, step, steps);
                    assert_true(rate > 0.0f && rate <= PEAK);
                }
            }
            assert_true(ink_schedule_rate(&settings, PEAK, 0, 1) == PEAK);
        }
    }
}

/* ---- rules ---- */

enum { WEIGHTS = 101, SLOTS = 2 };

/* Updates weights first to last - 1 of w[count]. remembered: the moments of all, or NULL. */
static void update_range(const InkOptimizerSettings *settings, float rate, int32_t step, float *w,
                         const float *gradients, float *remembered, int32_t count, int32_t first,
                         int32_t last) {
    InkUpdate update = ink_optimizer_begin(settings, rate, step);
    ink_optimizer_update(&update, w + first, gradients + first,
                         remembered ? remembered + first : NULL,
                         remembered ? remembered + count + first : NULL, last - first);
}

static void parts_are_the_same_as_all_at_once(void **state) {
    (void)state;
    for (int32_t rule = INK_SGD; rule <= INK_ADAMW; rule++) {
        InkOptimizerSettings settings = usual;
        settings.rule = rule;
        float whole[WEIGHTS], parts[WEIGHTS], gradients[WEIGHTS];
        float whole_state[SLOTS * WEIGHTS] = {0}, parts_state[SLOTS * WEIGHTS] = {0};
        InkRng rng = ink_rng(31, (uint32_t)rule);
        test_fill(&rng, whole, WEIGHTS);
        memcpy(parts, whole, sizeof whole);
        for (int32_t step = 1; step <= 10; step++) {
            const int32_t ends[] = {0, 1, 1, 8, 45, WEIGHTS};
            test_fill(&rng, gradients, WEIGHTS);
            update_range(&settings, 0.1f, step, whole, gradients, whole_state, WEIGHTS, 0, WEIGHTS);
            for (int32_t i = COUNT(ends) - 1; i > 0; i--) {
                update_range(&settings, 0.1f, step, parts, gradients, parts_state, WEIGHTS,
                             ends[i - 1], ends[i]);
            }
        }
        assert_memory_equal(whole, parts, sizeof whole);
        assert_memory_equal(whole_state, parts_state, sizeof whole_state);
        /* Slots that a rule does not use are left alone. */
        for (int32_t i = ink_optimizer_slots(rule) * WEIGHTS; i < SLOTS * WEIGHTS; i++)
            assert_true(whole_state[i] == 0.0f);
    }
}

static void only_its_own_weights_change(void **state) {
    (void)state;
    float w[8] = {0}, gradients[8], remembered[SLOTS * 8] = {0};
    for (int32_t i = 0; i < 8; i++)
        gradients[i] = 1.0f;
    update_range(&usual, 0.1f, 1, w, gradients, remembered, 8, 3, 6);
    for (int32_t i = 0; i < 8; i++)
        assert_int_equal(w[i] != 0.0f, i >= 3 && i < 6);
}

/* Single steps, computed by hand. */
static void first_steps_are_those_by_hand(void **state) {
    (void)state;
    const float gradient = 2.0f;
    float w = 1.0f, remembered[SLOTS] = {0};
    InkOptimizerSettings settings = {.rule = INK_SGD};
    update_range(&settings, 0.1f, 1, &w, &gradient, NULL, 1, 0, 1);
    assert_close(w, 0.8, 1e-6);

    settings = (InkOptimizerSettings){.rule = INK_MOMENTUM, .momentum = 0.5f};
    w = 1.0f;
    update_range(&settings, 0.1f, 1, &w, &gradient, remembered, 1, 0, 1);
    assert_close(w, 0.8, 1e-6);
    update_range(&settings, 0.1f, 2, &w, &gradient, remembered, 1, 0, 1);
    assert_close(w, 0.5, 1e-6);

    /* AdamW's bias correction: under a constant gradient, each step equals the rate. */
    remembered[0] = 0.0f;
    w = 1.0f;
    settings = usual;
    settings.weight_decay = 0.0f;
    for (int32_t step = 1; step <= 5; step++) {
        update_range(&settings, 0.1f, step, &w, &gradient, remembered, 1, 0, 1);
        assert_close(w, 1.0 - 0.1 * step, 1e-5);
    }
}

static void quadratic_is_minimized(void **state) {
    (void)state;
    for (int32_t rule = INK_SGD; rule <= INK_ADAMW; rule++) {
        enum { DIMENSIONS = 6, QUADRATIC_STEPS = 400 };
        InkOptimizerSettings settings = {.rule = rule,
                                         .momentum = 0.9f,
                                         .beta2 = 0.99f,
                                         .schedule = INK_ONE_CYCLE,
                                         .warm_up = 0.2f};
        float w[DIMENSIONS] = {0}, gradients[DIMENSIONS], remembered[SLOTS * DIMENSIONS] = {0};
        for (int32_t step = 0; step < QUADRATIC_STEPS; step++) {
            /* sum of curvature / 2 (w - goal)^2, with goals 1, -2, 3, ... */
            for (int32_t i = 0; i < DIMENSIONS; i++) {
                float goal = (float)(i % 2 ? -i - 1 : i + 1), curvature = 0.3f + 0.2f * (float)i;
                gradients[i] = curvature * (w[i] - goal);
            }
            float rate = ink_schedule_rate(&settings, 0.3f, step, QUADRATIC_STEPS);
            update_range(&settings, rate, step + 1, w, gradients, remembered, DIMENSIONS, 0,
                         DIMENSIONS);
        }
        for (int32_t i = 0; i < DIMENSIONS; i++)
            assert_close(w[i], i % 2 ? -i - 1 : i + 1, 1e-3);
    }
}

static void weight_decay_shrinks(void **state) {
    (void)state;
    for (int32_t rule = INK_SGD; rule <= INK_ADAMW; rule++) {
        InkOptimizerSettings settings = usual;
        settings.rule = rule;
        settings.weight_decay = 0.5f;
        float w[2] = {3.0f, -4.0f}, remembered[SLOTS * 2] = {0};
        const float gradients[2] = {0.0f, 0.0f};
        for (int32_t step = 1; step <= 20; step++)
            update_range(&settings, 0.1f, step, w, gradients, remembered, 2, 0, 2);
        assert_close(w[0], 3.0 * pow(0.95, 20), 1e-5);
        assert_close(w[1], -4.0 * pow(0.95, 20), 1e-5);
        /* Without weight decay, nothing moves. */
        settings.weight_decay = 0.0f;
        float before = w[0];
        update_range(&settings, 0.1f, 21, w, gradients, remembered, 2, 0, 2);
        assert_true(w[0] == before);
    }
}

static void old_gradients_decay_to_almost_nothing(void **state) {
    (void)state;
    for (int32_t rule = INK_MOMENTUM; rule <= INK_ADAMW; rule++) {
        InkOptimizerSettings settings = {.rule = rule, .momentum = 0.9f, .beta2 = 0.9f};
        float w = 0.0f, remembered[SLOTS] = {0};
        for (int32_t step = 1; step <= 2000; step++) {
            float gradient = step == 1 ? 1.0f : 0.0f;
            update_range(&settings, 0.1f, step, &w, &gradient, remembered, 1, 0, 1);
        }
        for (int32_t i = 0; i < SLOTS; i++) {
            assert_true(fabsf(remembered[i]) < 1e-25f);
            assert_true(fpclassify(remembered[i]) != FP_SUBNORMAL);
        }
        assert_true(isfinite(w) && w < 0.0f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_checked),
        cmocka_unit_test(slots_of_each_rule),
        cmocka_unit_test(a_constant_schedule_is_constant),
        cmocka_unit_test(schedules_fall_to_almost_zero),
        cmocka_unit_test(warm_ups_differ),
        cmocka_unit_test(rates_of_short_runs_are_in_range),
        cmocka_unit_test(parts_are_the_same_as_all_at_once),
        cmocka_unit_test(only_its_own_weights_change),
        cmocka_unit_test(first_steps_are_those_by_hand),
        cmocka_unit_test(quadratic_is_minimized),
        cmocka_unit_test(weight_decay_shrinks),
        cmocka_unit_test(old_gradients_decay_to_almost_nothing),
    };
    return cmocka_run_group_tests_name("optimizer", tests, NULL, NULL);
}
