/* The products against their definitions, in double precision, on awkward shapes. */
#include "test.h"

#include "matmul.h"

static const int32_t shapes[][3] = {{1, 1, 1}, {1, 3, 7},   {3, 1, 5},    {7, 13, 3},
                                    {5, 7, 1}, {2, 29, 31}, {17, 64, 10}, {32, 784, 13}};

enum { MAX = 32 * 784 };

static float x[MAX], w[MAX], dy[MAX], result[MAX];

/* Fills the inputs; a third of x is zero, as blank paper is. */
static void fill(InkRng *rng, int32_t m, int32_t k, int32_t n) {
    test_fill(rng, x, m * k);
    for (int32_t i = 0; i < m * k; i += 3)
        x[i] = 0.0f;
    test_fill(rng, w, k * n);
    test_fill(rng, dy, m * n);
}

static void forward(void **state) {
    (void)state;
    InkRng rng = ink_rng(1, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t m = shapes[s][0], k = shapes[s][1], n = shapes[s][2];
        fill(&rng, m, k, n);
        for (int32_t i = 0; i < m * n; i++)
            result[i] = 2.0f;
        ink_matmul(result, x, w, m, k, n);
        for (int32_t row = 0; row < m; row++) {
            for (int32_t j = 0; j < n; j++) {
                double sum = 2.0; /* the product is added to what is there */
                for (int32_t i = 0; i < k; i++)
                    sum += (double)x[row * k + i] * w[i * n + j];
                assert_close(result[row * n + j], sum, 1e-5);
            }
        }
    }
}

static void weight_gradient(void **state) {
    (void)state;
    InkRng rng = ink_rng(2, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t m = shapes[s][0], k = shapes[s][1], n = shapes[s][2];
        fill(&rng, m, k, n);
        for (int32_t i = 0; i < k * n; i++)
            result[i] = -1.0f;
        ink_matmul_weight_gradient(result, x, dy, m, k, n);
        for (int32_t i = 0; i < k; i++) {
            for (int32_t j = 0; j < n; j++) {
                double sum = -1.0;
                for (int32_t b = 0; b < m; b++)
                    sum += (double)x[b * k + i] * dy[b * n + j];
                assert_close(result[i * n + j], sum, 1e-5);
            }
        }
    }
}

static void input_gradient(void **state) {
    (void)state;
    InkRng rng = ink_rng(3, 0);
    for (int32_t s = 0; s < COUNT(shapes); s++) {
        int32_t m = shapes[s][0], k = shapes[s][1], n = shapes[s][2];
        fill(&rng, m, k, n);
        for (int32_t i = 0; i < m * k; i++)
            result[i] = NAN; /* everything is overwritten */
        ink_matmul_input_gradient(result, dy, w, m, k, n);
        for (int32_t b = 0; b < m; b++) {
            for (int32_t i = 0; i < k; i++) {
                double sum = 0.0;
                for (int32_t j = 0; j < n; j++)
                    sum += (double)dy[b * n + j] * w[i * n + j];
                assert_close(result[b * k + i], sum, 1e-5);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forward),
        cmocka_unit_test(weight_gradient),
        cmocka_unit_test(input_gradient),
    };
    return cmocka_run_group_tests_name("matmul", tests, NULL, NULL);
}
