/* Random numbers: the published ones of PCG32, and the distributions drawn from them. */
#include "test.h"

static void numbers_are_those_of_pcg32(void **state) {
    (void)state;
    /* The first numbers of PCG32 for seed 42 and stream 54, as printed by its author's demo. */
    const uint32_t expected[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                 0x83d2f293, 0xbfa4784b, 0xcbed606e};
    InkRng rng = ink_rng(42, 54);
    for (int32_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(ink_rng_u32(&rng), expected[i]);
    }
}

static void below_is_uniform(void **state) {
    (void)state;
    InkRng rng = ink_rng(1, 0);
    int32_t seen[7] = {0};
    for (int32_t i = 0; i < 70000; i++)
        seen[ink_rng_below(&rng, 7)]++;
    /* Each is binomial with mean 10,000 and standard deviation 93. */
    for (int32_t i = 0; i < 7; i++)
        assert_in_range(seen[i], 10000 - 465, 10000 + 465);
}

static void normal_has_its_moments(void **state) {
    (void)state;
    InkRng rng = ink_rng(3, 0);
    const int32_t count = 100000;
    double sum = 0, squares = 0, beyond = 0;
    for (int32_t i = 0; i < count; i++) {
        double x = ink_rng_normal(&rng);
        sum += x;
        squares += x * x;
        beyond += fabs(x) > 1.959964;
    }
    assert_close(sum / count, 0.0, 0.02);
    assert_close(squares / count, 1.0, 0.02);
    assert_close(beyond / count, 0.05, 0.004);
}

static void shuffle_keeps_everything(void **state) {
    (void)state;
    enum { N = 1000 };
    uint32_t values[N];
    for (uint32_t i = 0; i < N; i++)
        values[i] = i;
    InkRng rng = ink_rng(5, 0);
    ink_rng_shuffle(&rng, values, N);
    bool seen[N] = {false};
    int32_t in_place = 0;
    for (uint32_t i = 0; i < N; i++) {
        assert_in_range(values[i], 0, N - 1);
        assert_false(seen[values[i]]);
        seen[values[i]] = true;
        in_place += values[i] == i;
    }
    assert_true(in_place < 10);
}

static void shuffle_is_uniform(void **state) {
    (void)state;
    int32_t seen[6] = {0};
    InkRng rng = ink_rng(6, 0);
    for (int32_t round = 0; round < 60000; round++) {
        uint32_t values[3] = {0, 1, 2};
        ink_rng_shuffle(&rng, values, 3);
        seen[values[0] * 2 + (values[1] > values[2])]++;
    }
    for (int32_t i = 0; i < 6; i++)
        assert_in_range(seen[i], 10000 - 465, 10000 + 465);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_pcg32), cmocka_unit_test(below_is_uniform),
        cmocka_unit_test(normal_has_its_moments),     cmocka_unit_test(shuffle_keeps_everything),
        cmocka_unit_test(shuffle_is_uniform),
    };
    return cmocka_run_group_tests_name("rng", tests, NULL, NULL);
}
