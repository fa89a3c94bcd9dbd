/* A test bench for a single layer: runs it forward, and checks its gradients numerically. */
#ifndef LAYER_BENCH_H
#define LAYER_BENCH_H

#include "test.h"

#include "layers/layer.h"

enum { BENCH_BATCH = 3, BENCH_SIZE = 256, BENCH_PARAMETERS = 2048, BENCH_PARTS = 3 };

typedef struct {
    InkLayer layer;
    float scratch[64 * BENCH_BATCH * BENCH_SIZE];
    float parameters[BENCH_PARAMETERS], gradients[BENCH_PARAMETERS];
    float x[BENCH_BATCH * BENCH_SIZE], y[BENCH_BATCH * BENCH_SIZE];
    float weight[BENCH_BATCH * BENCH_SIZE]; /* the "loss" is sum weight y, so dy is weight */
    float dx[BENCH_BATCH * BENCH_SIZE];
    int32_t inputs, outputs;
} Bench;

static const InkPass bench_pass = {
    .batch = BENCH_BATCH, .last = BENCH_BATCH, .parts = 1, .training = true, .seed = 5};

static inline void bench_set_up(Bench *bench, const InkLayerKind *kind, InkLayerSpec spec,
                                InkShape input) {
    memset(bench, 0, sizeof *bench);
    /* As for a large minibatch, so that layers prepare all that they can. */
    bench->layer = (InkLayer){.kind = kind,
                              .spec = spec,
                              .input = input,
                              .max_batch = BENCH_BATCH,
                              .samples = INK_MAX_BATCH,
                              .training = true};
    assert_int_equal(ink_layer_configure(&bench->layer), INK_OK);
    bench->layer.parameters = bench->parameters;
    bench->layer.scratch = bench->scratch;
    assert_true(bench->layer.scratch_size <= COUNT(bench->scratch));
    bench->inputs = BENCH_BATCH * ink_shape_size(input);
    bench->outputs = BENCH_BATCH * ink_shape_size(bench->layer.output);
    assert_true(bench->layer.parameter_count <= BENCH_PARAMETERS);
    InkRng rng = ink_rng(11, 0);
    if (kind->initialize) kind->initialize(&bench->layer, &rng);
    test_fill(&rng, bench->parameters, bench->layer.parameter_count);
    /* All inputs differ, so that no step of a numeric gradient changes which one is the largest,
     * and stay away from a ReLU's kink, where there is no gradient. */
    uint32_t order[BENCH_BATCH * BENCH_SIZE];
    for (int32_t i = 0; i < bench->inputs; i++)
        order[i] = (uint32_t)i;
    ink_rng_shuffle(&rng, order, bench->inputs);
    for (int32_t i = 0; i < bench->inputs; i++) {
        float value = -1.0f + 2.0f * ((float)order[i] + 0.5f) / (float)bench->inputs;
        bench->x[i] = value + (value < 0.0f ? -0.05f : 0.05f);
    }
    test_fill(&rng, bench->weight, bench->outputs);
}

/* What comes before forward, and with dy before backward. */
static inline void bench_meet(Bench *bench, const float *dy) {
    const InkLayerKind *kind = bench->layer.kind;
    if (!kind->gather) return;
    kind->gather(&bench->layer, &bench_pass, bench->x, dy);
    kind->settle(&bench->layer, BENCH_BATCH, dy != NULL);
}

/* Whether a parameter is a running average, which has no gradient. */
static inline bool is_average(const InkLayer *layer, int32_t parameter) {
    InkLayerTensor tensors[INK_MAX_LAYER_TENSORS];
    int32_t count = layer->kind->tensors(&layer->spec, layer->input, tensors);
    for (int32_t i = 0; i < count; i++) {
        int64_t size = 1;
        for (int32_t side = 0; side < tensors[i].side_count; side++)
            size *= tensors[i].sides[side];
        if (parameter < size) return strncmp(tensors[i].name, "running", 7) == 0;
        parameter -= (int32_t)size;
    }
    fail();
    return false;
}

/* In parts, the last one first: threads run them in any order. */
static inline void bench_prepare(const InkLayer *layer) {
    for (int32_t part = BENCH_PARTS - 1; part >= 0 && layer->kind->prepare; part--)
        layer->kind->prepare(layer, part, BENCH_PARTS);
}

static inline double bench_loss(Bench *bench) {
    bench_prepare(&bench->layer);
    bench_meet(bench, NULL);
    bench->layer.kind->forward(&bench->layer, &bench_pass, bench->x, bench->y);
    double loss = 0.0;
    for (int32_t i = 0; i < bench->outputs; i++)
        loss += (double)bench->weight[i] * bench->y[i];
    return loss;
}

static inline double bench_numeric_gradient(Bench *bench, float *value) {
    const float step = 2e-3f;
    float original = *value;
    *value = original + step;
    double above = bench_loss(bench);
    *value = original - step;
    double below = bench_loss(bench);
    *value = original;
    return (above - below) / (2.0 * step);
}

/* Calls backward_parameters, split into `parts`. */
static inline void bench_gradients(Bench *bench, float *onto, float scale, int32_t parts) {
    for (int32_t part = 0; part < parts && bench->layer.kind->backward_parameters; part++) {
        InkPass share = bench_pass;
        share.part = part;
        share.parts = parts;
        bench->layer.kind->backward_parameters(&bench->layer, &share, bench->x, bench->weight, onto,
                                               scale);
    }
}

/* Takes gradients that are handed over, and counts how often. */
typedef struct {
    const float *parameters;
    float taken[BENCH_PARAMETERS];
    int32_t times[BENCH_PARAMETERS];
} BenchTaken;

static inline void bench_take(void *context, float *parameters, const float *gradients,
                              int32_t count) {
    BenchTaken *to = context;
    for (int32_t i = 0; i < count; i++) {
        ptrdiff_t at = parameters - to->parameters + i;
        assert_in_range(at, 0, BENCH_PARAMETERS - 1);
        to->taken[at] = gradients[i];
        to->times[at]++;
    }
}

/* backward_parameters hands over the same gradients as it adds, each of them once. */
static inline void check_taking(Bench *bench, const float *gradients, int32_t parts) {
    static BenchTaken taken;
    taken = (BenchTaken){.parameters = bench->layer.parameters};
    float scratch[BENCH_PARAMETERS];
    for (int32_t i = 0; i < BENCH_PARAMETERS; i++)
        scratch[i] = 9.0f; /* left over from another minibatch */
    for (int32_t part = 0; part < parts && bench->layer.kind->backward_parameters; part++) {
        InkPass share = bench_pass;
        share.part = part;
        share.parts = parts;
        share.take = bench_take;
        share.context = &taken;
        bench->layer.kind->backward_parameters(&bench->layer, &share, bench->x, bench->weight,
                                               scratch, 1.0f);
    }
    int32_t count = bench->layer.parameter_count;
    assert_memory_equal(taken.taken, gradients, sizeof(float) * (size_t)count);
    for (int32_t i = 0; i < count; i++)
        assert_int_equal(taken.times[i], is_average(&bench->layer, i) ? 0 : 1);
}

/* Checks backward and backward_parameters of one layer against numeric gradients. zeros: how many
 * of every 8 inputs are zero. */
static inline void check_layer(const InkLayerKind *kind, InkLayerSpec spec, InkShape input,
                               int32_t zeros) {
    static Bench bench;
    bench_set_up(&bench, kind, spec, input);
    for (int32_t i = 0; i < bench.inputs; i++) {
        if (i % 8 < zeros) bench.x[i] = 0.0f;
    }
    bench_loss(&bench);
    bench_meet(&bench, bench.weight);
    kind->backward(&bench.layer, &bench_pass, bench.x, bench.y, bench.weight, bench.dx);
    bench_gradients(&bench, bench.gradients, 1.0f, 1);
    int32_t count = bench.layer.parameter_count;
    /* Gradients are accumulated, scaled, and do not depend on the number of parts. */
    float sums[BENCH_PARAMETERS], parts[BENCH_PARAMETERS] = {0};
    memcpy(sums, bench.gradients, sizeof sums);
    bench_gradients(&bench, sums, -0.5f, 1);
    bench_gradients(&bench, parts, 1.0f, 3);
    for (int32_t i = 0; i < count; i++)
        assert_close(sums[i], 0.5 * bench.gradients[i], 1e-6);
    assert_memory_equal(parts, bench.gradients, sizeof(float) * (size_t)count);
    check_taking(&bench, bench.gradients, 1);
    check_taking(&bench, bench.gradients, 3);

    for (int32_t i = 0; i < bench.inputs; i++) {
        assert_close(bench.dx[i], bench_numeric_gradient(&bench, &bench.x[i]), 1e-3);
    }
    for (int32_t i = 0; i < count; i++) {
        assert_close(bench.gradients[i], bench_numeric_gradient(&bench, &bench.parameters[i]),
                     1e-3);
    }
}

/* Runs the single layer described by a text on one sample: y from x. Returns its output shape. */
static inline InkShape run_layer(const char *text, InkShape input, const float *x, float *y) {
    static Bench bench;
    InkLayerSpec specs[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse(text, specs, &count), INK_OK);
    assert_int_equal(count, 1);
    bench_set_up(&bench, ink_layer_kind_of(specs[0].type), specs[0], input);
    const InkPass one = {.batch = 1, .last = 1, .parts = 1};
    bench_prepare(&bench.layer);
    bench.layer.kind->forward(&bench.layer, &one, x, y);
    return bench.layer.output;
}

/* check_layer for the single layer described by a text. */
static inline void check_gradients(const char *text, InkShape input) {
    InkLayerSpec specs[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse(text, specs, &count), INK_OK);
    assert_int_equal(count, 1);
    check_layer(ink_layer_kind_of(specs[0].type), specs[0], input, 0);
}

#endif
