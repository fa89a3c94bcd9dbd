/* The products against their plain references, to the last bit, and the references against their
 * definitions in double precision, on awkward shapes. */
#include "test.h"

#include "kernels/matmul.h"
#include "kernels/sparse.h"

static const int32_t shapes[][3] = {{1, 1, 1},   {1, 3, 7},     {3, 1, 5},    {7, 13, 3},
                                    {5, 7, 1},   {2, 29, 31},   {17, 64, 10}, {8, 16, 24},
                                    {4, 600, 8}, {32, 784, 13}, {33, 97, 131}};

enum { MAX = 32 * 784, PARTS = 3 };

static float x[MAX], w[MAX], dy[MAX], result[MAX], reference[MAX];

/* Fills the inputs; a third of x is zero, like blank paper. */
static void fill(InkRng *rng, int32_t m, int32_t k, int32_t n) {
    assert_true(m * k <= MAX && k * n <= MAX && m * n <= MAX);
    test_fill(rng, x, m * k);
    for (int32_t i = 0; i < m * k; i += 3)
        x[i] = 0.0f;
    test_fill(rng, w, k * n);
    test_fill(rng, dy, m * n);
    test_fill(rng, result, MAX);
    memcpy(reference, result, sizeof result);
}

static void products_match_plain_loops(void **state) {
    (void)state;
    InkRng rng = ink_rng(1, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t m = shapes[s][0], k = shapes[s][1], n = shapes[s][2];
        fill(&rng, m, k, n);
        static float before[MAX];
        memcpy(before, result, sizeof before);
        ink_matmul(result, x, w, m, k, n);
        ink_matmul_reference(reference, x, w, m, k, n);
        assert_memory_equal(result, reference, sizeof result);
        static float panels[2 * MAX], again[MAX];
        assert_true(ink_panels_size(k, n) <= COUNT(panels));
        memcpy(again, before, sizeof again);
        for (int32_t part = 0; part < PARTS; part++)
            ink_pack_panels(panels, w, k, n, part, PARTS);
        ink_matmul_panels(again, x, panels, m, k, n);
        assert_memory_equal(again, reference, sizeof again);
        for (int32_t row = 0; row < m; row++) {
            for (int32_t j = 0; j < n; j++) {
                double sum = before[row * n + j]; /* the product is added to the old value */
                for (int32_t i = 0; i < k; i++)
                    sum += (double)x[row * k + i] * w[i * n + j];
                assert_close(reference[row * n + j], sum, 1e-5);
            }
        }
    }
}

static void input_gradients_match_plain_loops(void **state) {
    (void)state;
    InkRng rng = ink_rng(3, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t m = shapes[s][0], k = shapes[s][1], n = shapes[s][2];
        fill(&rng, m, k, n);
        ink_matmul_input_gradient(result, dy, w, m, k, n); /* overwrites its output */
        ink_matmul_input_gradient_reference(reference, dy, w, m, k, n);
        assert_memory_equal(result, reference, sizeof result);
        static float panels[2 * MAX], again[MAX];
        assert_true(ink_panels_size(n, k) <= COUNT(panels));
        memset(again, 0, sizeof again);
        for (int32_t part = 0; part < PARTS; part++)
            ink_pack_transposed_panels(panels, w, k, n, part, PARTS);
        ink_matmul_panels(again, dy, panels, m, n, k);
        assert_memory_equal(again, reference, sizeof(float) * (size_t)(m * k));
        for (int32_t b = 0; b < m; b++) {
            for (int32_t i = 0; i < k; i++) {
                double sum = 0.0;
                for (int32_t j = 0; j < n; j++)
                    sum += (double)dy[b * n + j] * w[i * n + j];
                assert_close(reference[b * k + i], sum, 1e-5);
            }
        }
    }
}

static void updates_match_plain_loops(void **state) {
    (void)state;
    InkRng rng = ink_rng(2, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t m = shapes[s][0], k = shapes[s][1], n = shapes[s][2];
        fill(&rng, m, k, n);
        int32_t first = k / 3, last = k - k / 4;
        memcpy(result, w, sizeof w);
        memcpy(reference, w, sizeof w);
        /* Splitting the rows does not change the result. */
        ink_matmul_update(result, x, dy, -0.3f, m, k, n, 0, first);
        ink_matmul_update(result, x, dy, -0.3f, m, k, n, first, last);
        ink_matmul_update_reference(reference, x, dy, -0.3f, m, k, n, 0, last);
        assert_memory_equal(result, reference, sizeof result);
        for (int32_t i = 0; i < last; i++) {
            for (int32_t j = 0; j < n; j++) {
                double sum = 0.0;
                for (int32_t b = 0; b < m; b++)
                    sum += (double)x[b * k + i] * dy[b * n + j];
                assert_close(reference[i * n + j], w[i * n + j] - 0.3 * sum, 1e-5);
            }
        }
        for (int32_t i = last * n; i < k * n; i++)
            assert_true(result[i] == w[i]);
    }
}

static void skipping_zeros_changes_nothing(void **state) {
    (void)state;
    static InkEntry entries[MAX];
    InkRng rng = ink_rng(4, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t k = shapes[s][1], n = shapes[s][2];
        fill(&rng, 1, k, n);
        int32_t count = ink_sparse_list(x, k, entries), found = 0;
        for (int32_t i = 0; i < k; i++) {
            if (x[i] == 0.0f) continue;
            assert_int_equal(entries[found].index, i);
            assert_true(entries[found++].value == x[i]);
        }
        assert_int_equal(count, found);
        ink_sparse_add(result, entries, count, w, n);
        ink_matmul_reference(reference, x, w, 1, k, n);
        assert_memory_equal(result, reference, sizeof result);
        /* The same sum, scaled: x as one column, w as the rows it multiplies. */
        ink_sparse_add_scaled(result, -0.7f, entries, count, w, n);
        ink_matmul_update_reference(reference, x, w, -0.7f, k, 1, n, 0, 1);
        assert_memory_equal(result, reference, sizeof result);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_match_plain_loops),
        cmocka_unit_test(input_gradients_match_plain_loops),
        cmocka_unit_test(updates_match_plain_loops),
        cmocka_unit_test(skipping_zeros_changes_nothing),
    };
    return cmocka_run_group_tests_name("matmul", tests, NULL, NULL);
}
