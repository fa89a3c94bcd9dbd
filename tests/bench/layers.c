/* The speed of single layers, and of the two other parts of a training step: AdamW and distortion.
 * Called by layers.mjs in Node.js, for one or several builds in turn. */
#include "base/rng.h"
#include "layers/layer.h"
#include "training/distort.h"
#include "training/optimizer.h"

#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))

enum { BATCH = 64, TEXT = 64, DIGITS = 64 };

/* Which of the incoming gradients are not zero. */
enum { ALL_GRADIENTS, BEHIND_RELU, BEHIND_POOLING };

static InkLayer layer;
static float *memory, *x, *dx, *gradients, *moments;
static double useful; /* floating-point operations that a batch needs in each backward pass */
static uint8_t digits[DIGITS][INK_PIXELS];
static char text[TEXT];

EXPORT(layers_text) char *layers_text(void) {
    return text;
}

/* Rings of ink, which cover a fifth of the paper, as digits do. */
static void draw_ring(InkRng *rng, uint8_t *pixels) {
    float wide = 4.0f + 3.0f * ink_rng_uniform(rng), tall = 6.0f + 4.0f * ink_rng_uniform(rng);
    float at_x = 12.5f + 2.0f * ink_rng_uniform(rng), at_y = 12.5f + 2.0f * ink_rng_uniform(rng);
    for (int32_t i = 0; i < INK_PIXELS; i++) {
        float right = ((float)(i % INK_SIDE) - at_x) / wide;
        float down = ((float)(i / INK_SIDE) - at_y) / tall;
        float off = right * right + down * down - 1.0f;
        off = off < 0.0f ? -off : off;
        pixels[i] = off < 0.5f ? (uint8_t)(255.0f * (1.0f - off)) : 0;
    }
}

/* Sets up the layer described by layers_text for an input of side x side x channels, and returns
 * how many operations a forward pass takes. */
EXPORT(layers_open)
double layers_open(int32_t side_y, int32_t side_x, int32_t channels, int32_t above) {
    InkRng rng = ink_rng(1, 0);
    for (int32_t i = 0; i < DIGITS; i++)
        draw_ring(&rng, digits[i]);
    InkLayerSpec specs[INK_MAX_LAYERS];
    int32_t count;
    if (ink_layers_parse(text, specs, &count) != INK_OK || count != 1) return 0.0;
    layer = (InkLayer){.kind = ink_layer_kind_of(specs[0].type),
                       .spec = specs[0],
                       .input = {side_y, side_x, channels},
                       .max_batch = BATCH};
    if (ink_layer_configure(&layer) != INK_OK) return 0.0;
    size_t in = (size_t)ink_shape_size(layer.input), out = (size_t)ink_shape_size(layer.output);
    size_t weights = (size_t)layer.parameter_count;
    free(memory);
    memory = calloc(2 * BATCH * (in + out) + 4 * weights + (size_t)layer.scratch_size + 64,
                    sizeof(float));
    if (!memory) return 0.0;
    x = memory;
    dx = x + BATCH * in;
    layer.y = dx + BATCH * in;
    layer.dy = layer.y + BATCH * out;
    layer.parameters = layer.dy + BATCH * out;
    gradients = layer.parameters + weights;
    moments = gradients + weights;
    layer.scratch = moments + 2 * weights;
    layer.kind->initialize(&layer, &rng);
    for (size_t i = 0; i < BATCH * in; i++) {
        x[i] = in == INK_PIXELS ? (float)digits[i / in][i % in] / 255.0f : ink_rng_uniform(&rng);
        if (in != INK_PIXELS && ink_rng_uniform(&rng) < 0.3f) x[i] = 0.0f;
    }
    size_t nonzero = 0;
    for (size_t i = 0; i < BATCH * out; i++) {
        float share = above == BEHIND_RELU ? 0.5f : 1.0f;
        if (above == BEHIND_POOLING) {
            size_t wide = (size_t)layer.output.width, deep = (size_t)layer.output.channels;
            size_t c = i / deep % wide, r = i % out / deep / wide;
            size_t window = (i / out * 4096 + r / 2 * 64 + c / 2) * 512 + i % deep;
            InkRng of_window = ink_rng(2, (uint32_t)window);
            uint32_t largest = ink_rng_below(&of_window, 4);
            share = largest == r % 2 * 2 + c % 2 && ink_rng_below(&of_window, 10) < 8 ? 1.0f : 0.0f;
        }
        if (ink_rng_uniform(&rng) < share) layer.dy[i] = ink_rng_normal(&rng) * 0.01f;
        nonzero += layer.dy[i] != 0.0f;
    }
    double inputs = (double)(layer.parameter_count - layer.output.channels) / layer.output.channels;
    useful = 2.0 * inputs * (double)nonzero;
    return 2.0 * inputs * (double)(BATCH * out);
}

/* Operations of a backward pass, without those on zeros. */
EXPORT(layers_useful) double layers_useful(void) {
    return useful;
}

EXPORT(layers_parameters) int32_t layers_parameters(void) {
    return layer.parameter_count;
}

static InkPass everything(void) {
    return (InkPass){.batch = BATCH, .last = BATCH, .parts = 1, .training = true, .seed = 1};
}

/* Samples that run at a time, as when threads share the minibatch. */
static int32_t together = BATCH;

EXPORT(layers_together) void layers_together(int32_t samples) {
    together = samples;
}

EXPORT(layers_forward) void layers_forward(int32_t turns) {
    InkPass pass = everything();
    layer.samples = BATCH;
    layer.training = true;
    for (int32_t i = 0; i < turns; i++) {
        if (layer.kind->prepare) layer.kind->prepare(&layer, 0, 1);
        for (pass.first = 0; pass.first < BATCH; pass.first = pass.last) {
            pass.last = pass.first + together;
            layer.kind->forward(&layer, &pass, x, layer.y);
        }
    }
}

EXPORT(layers_backward) void layers_backward(int32_t turns) {
    InkPass pass = everything();
    for (int32_t i = 0; i < turns; i++) {
        for (pass.first = 0; pass.first < BATCH; pass.first = pass.last) {
            pass.last = pass.first + together;
            layer.kind->backward(&layer, &pass, x, layer.y, layer.dy, dx);
        }
    }
}

EXPORT(layers_gradient) void layers_gradient(int32_t turns) {
    InkPass pass = everything();
    for (int32_t i = 0; i < turns; i++)
        layer.kind->backward_parameters(&layer, &pass, x, layer.dy, gradients, 1e-6f);
}

static InkUpdate update;

static void take(void *context, float *parameters, const float *from, int32_t count) {
    (void)context;
    ptrdiff_t at = parameters - layer.parameters;
    ink_optimizer_update(&update, parameters, from, moments + at,
                         moments + layer.parameter_count + at, count);
}

/* The gradient together with AdamW. */
EXPORT(layers_step) void layers_step(int32_t turns) {
    const InkOptimizerSettings settings = {.rule = INK_ADAMW, .momentum = 0.9f, .beta2 = 0.999f};
    InkPass pass = everything();
    pass.take = take;
    update = ink_optimizer_begin(&settings, 1e-6f, 1000);
    for (int32_t i = 0; i < turns; i++)
        layer.kind->backward_parameters(&layer, &pass, x, layer.dy, gradients, 1.0f);
}

/* One AdamW step over all parameters per turn, from gradients that are there already. */
EXPORT(layers_adamw) void layers_adamw(int32_t turns) {
    const InkOptimizerSettings settings = {.rule = INK_ADAMW, .momentum = 0.9f, .beta2 = 0.999f};
    update = ink_optimizer_begin(&settings, 1e-6f, 1000);
    for (int32_t i = 0; i < turns; i++)
        take(NULL, layer.parameters, gradients, layer.parameter_count);
}

/* Distorts a batch of digits per turn. */
EXPORT(layers_distort) void layers_distort(int32_t turns) {
    const InkDistortion distortion = {
        .shift = 1, .rotation = 10, .scale = 0.1f, .shear = 0.15f, .elastic = 2, .thickness = 0.6f};
    for (int32_t i = 0; i < turns * BATCH; i += INK_DISTORT_TOGETHER) {
        InkRng rngs[INK_DISTORT_TOGETHER], *all[INK_DISTORT_TOGETHER];
        const uint8_t *from[INK_DISTORT_TOGETHER];
        float *to[INK_DISTORT_TOGETHER];
        for (int32_t j = 0; j < INK_DISTORT_TOGETHER; j++) {
            rngs[j] = ink_rng(1, (uint32_t)(i + j));
            all[j] = &rngs[j];
            from[j] = digits[(i + j) % DIGITS];
            to[j] = x + (ptrdiff_t)((i + j) % BATCH) * INK_PIXELS;
        }
        ink_distort_together(&distortion, all, INK_DISTORT_TOGETHER, from, to);
    }
}

/* A checksum of what each pass computes. */
EXPORT(layers_sum) uint32_t layers_sum(void) {
    memset(gradients, 0, sizeof(float) * (size_t)layer.parameter_count);
    InkRng rng = ink_rng(1, 0);
    layer.kind->initialize(&layer, &rng);
    layers_forward(1);
    layers_backward(1);
    layers_gradient(1);
    uint32_t sum = 0;
    size_t in = (size_t)ink_shape_size(layer.input), out = (size_t)ink_shape_size(layer.output);
    const uint32_t *parts[] = {(uint32_t *)layer.y, (uint32_t *)dx, (uint32_t *)gradients,
                               (uint32_t *)x};
    size_t sizes[] = {BATCH * out, BATCH * in, (size_t)layer.parameter_count, BATCH * in};
    for (int32_t p = 0; p < 4; p++) {
        for (size_t i = 0; i < sizes[p]; i++)
            sum = sum * 31 + parts[p][i];
    }
    return sum;
}
