/* Trains many recipes on many seeds, to find which reaches an accuracy with the least work. Ideas
 * that the core does not have are tried here first, on the core's gradients.
 *
 *     search FOLDER PROCESSES SECONDS <jobs >results
 *
 * A job is a line of "key=value; key=value; ..."; usual_job has the keys and usual values. Each
 * prints "seed, accuracy, seconds of processor time, job", tab-separated. Jobs that have not begun
 * after SECONDS are left out. Accuracy is of the last HELD digits of the training set, which are
 * not trained on, or, with test=1, of the test set after training on everything. */
#include "../../src/cli/digits.h"
#include "../../src/cli/files.h"
#include "base/rng.h"
#include "network/network_inside.h"
#include "training/optimizer.h"

#include <math.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HELD = 10000, MAX_BATCH = 256, MAX_JOBS = 100000, MAX_LINE = 1024, MAX_TEXT = 256 };

/* rate 100 leaves the most digits in a gradient read off as a difference of weights. */
#define PROBE 100.0f

typedef struct {
    char layers[MAX_TEXT], rule[MAX_TEXT], schedule[MAX_TEXT], init[MAX_TEXT];
    double rate, beta1, beta2, decay, warm, smooth, vary, drawn, lettered, strange, target, ema;
    double bias;  /* factor of the rate for biases */
    double out;   /* factor of the rate for the last layer */
    double scale; /* of orthogonal steps */
    int batch, samples, seed, test, chunk;
} Job;

static const Job usual_job = {.rule = "adamw",
                              .schedule = "one-cycle",
                              .init = "he",
                              .rate = 0.006,
                              .beta1 = 0.9,
                              .beta2 = 0.99,
                              .warm = 0.2,
                              .target = 1,
                              .bias = 1,
                              .out = 1,
                              .scale = 0.2,
                              .batch = 32,
                              .samples = 60000,
                              .seed = 1};

typedef enum { TEXT, NUMBER, WHOLE } Kind;

static const struct {
    const char *name;
    Kind kind;
    size_t at;
} fields[] = {
    {"layers", TEXT, offsetof(Job, layers)},       {"rule", TEXT, offsetof(Job, rule)},
    {"schedule", TEXT, offsetof(Job, schedule)},   {"init", TEXT, offsetof(Job, init)},
    {"rate", NUMBER, offsetof(Job, rate)},         {"beta1", NUMBER, offsetof(Job, beta1)},
    {"beta2", NUMBER, offsetof(Job, beta2)},       {"decay", NUMBER, offsetof(Job, decay)},
    {"warm", NUMBER, offsetof(Job, warm)},         {"smooth", NUMBER, offsetof(Job, smooth)},
    {"vary", NUMBER, offsetof(Job, vary)},         {"drawn", NUMBER, offsetof(Job, drawn)},
    {"lettered", NUMBER, offsetof(Job, lettered)}, {"strange", NUMBER, offsetof(Job, strange)},
    {"target", NUMBER, offsetof(Job, target)},     {"ema", NUMBER, offsetof(Job, ema)},
    {"bias", NUMBER, offsetof(Job, bias)},         {"out", NUMBER, offsetof(Job, out)},
    {"scale", NUMBER, offsetof(Job, scale)},       {"batch", WHOLE, offsetof(Job, batch)},
    {"samples", WHOLE, offsetof(Job, samples)},    {"seed", WHOLE, offsetof(Job, seed)},
    {"test", WHOLE, offsetof(Job, test)},          {"chunk", WHOLE, offsetof(Job, chunk)},
};

static void set_field(Job *job, const char *name, const char *value) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(name, fields[i].name) != 0) continue;
        char *field = (char *)job + fields[i].at;
        if (fields[i].kind == TEXT) snprintf(field, MAX_TEXT, "%s", value);
        if (fields[i].kind == NUMBER) *(double *)(void *)field = strtod(value, NULL);
        if (fields[i].kind == WHOLE) *(int *)(void *)field = (int)strtol(value, NULL, 10);
        return;
    }
    fail("unknown key %s", name);
}

static void parse_job(const char *line, Job *job) {
    *job = usual_job;
    char copy[MAX_LINE], *rest = copy;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *part; (part = strsep(&rest, ";\n"));) {
        while (*part == ' ')
            part++;
        char *value = strchr(part, '=');
        if (!value) continue;
        *value++ = '\0';
        set_field(job, part, value);
    }
}

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double wall_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ---- initialization from data ---- */

/* Layer by layer: shifts and scales the weights so that every channel of the output has mean 0 and
 * deviation `target` over some training images (Salimans and Kingma, "Weight Normalization", 2016).
 */
static void initialize_from_data(InkNetwork *network, const InkDataset *dataset, double target) {
    enum { COUNT = 256 };
    float *x = ink_network_input(network);
    for (int32_t b = 0; b < COUNT; b++) {
        const uint8_t *pixels = ink_dataset_pixels(dataset, b);
        for (int32_t i = 0; i < INK_PIXELS; i++)
            x[b * INK_PIXELS + i] = (float)pixels[i] / 255.0f;
    }
    InkPass pass = {.batch = COUNT, .first = 0, .last = COUNT, .parts = 1};
    for (int32_t l = 0; l < network->layer_count; l++) {
        InkLayer *layer = &network->layers[l];
        if (layer->parameter_count == 0) continue;
        ink_network_prepare(network, COUNT, false);
        ink_network_forward(network, &pass, x);
        int32_t channels = layer->output.channels, size = ink_shape_size(layer->output);
        int32_t weights = layer->parameter_count - channels;
        for (int32_t k = 0; k < channels; k++) {
            double sum = 0, square = 0, count = 0;
            for (int32_t i = k; i < COUNT * size; i += channels, count++) {
                sum += (double)layer->y[i];
                square += (double)layer->y[i] * (double)layer->y[i];
            }
            double mean = sum / count, deviation = sqrt(square / count - mean * mean);
            float factor = (float)(target / (deviation + 1e-8));
            for (int32_t i = k; i < weights; i += channels)
                layer->parameters[i] *= factor;
            layer->parameters[weights + k] -= (float)mean * factor;
        }
    }
}

/* ---- orthogonal steps ---- */

enum { MAX_SIDE = 256 };

/* c[n][n] = a[n][n] b[n][n] */
static void multiply(float *c, const float *a, const float *b, int32_t n) {
    memset(c, 0, sizeof *c * (size_t)n * (size_t)n);
    for (int32_t i = 0; i < n; i++) {
        for (int32_t k = 0; k < n; k++) {
            float value = a[i * n + k];
            for (int32_t j = 0; j < n; j++)
                c[i * n + j] += value * b[k * n + j];
        }
    }
}

/* Replaces g[rows][columns] by about the nearest orthogonal matrix: Newton-Schulz iterations with
 * the coefficients of Jordan et al., "Muon", 2024, on the smaller Gram matrix. */
static void orthogonalize(float *g, int32_t rows, int32_t columns) {
    static float gram[MAX_SIDE * MAX_SIDE], p[MAX_SIDE * MAX_SIDE], a[MAX_SIDE * MAX_SIDE],
        b[MAX_SIDE * MAX_SIDE], next[MAX_SIDE * MAX_SIDE];
    bool tall = rows >= columns;
    int32_t n = tall ? columns : rows;
    double norm = 1e-14;
    for (int32_t i = 0; i < rows * columns; i++)
        norm += (double)g[i] * (double)g[i];
    float shrink = (float)(1.0 / sqrt(norm));
    for (int32_t i = 0; i < rows * columns; i++)
        g[i] *= shrink;
    memset(gram, 0, sizeof *gram * (size_t)(n * n));
    if (tall) {
        for (int32_t r = 0; r < rows; r++)
            for (int32_t i = 0; i < n; i++)
                for (int32_t j = 0; j < n; j++)
                    gram[i * n + j] += g[r * columns + i] * g[r * columns + j];
    } else {
        for (int32_t i = 0; i < n; i++)
            for (int32_t j = 0; j < n; j++)
                for (int32_t c = 0; c < columns; c++)
                    gram[i * n + j] += g[i * columns + c] * g[j * columns + c];
    }
    memset(p, 0, sizeof *p * (size_t)(n * n));
    for (int32_t i = 0; i < n; i++)
        p[i * n + i] = 1.0f;
    for (int32_t round = 0; round < 5; round++) {
        multiply(b, p, p, n);
        multiply(a, b, gram, n);
        multiply(b, a, a, n);
        for (int32_t i = 0; i < n * n; i++)
            b[i] = -4.7750f * a[i] + 2.0315f * b[i];
        for (int32_t i = 0; i < n; i++)
            b[i * n + i] += 3.4445f;
        multiply(next, b, p, n);
        memcpy(p, next, sizeof *p * (size_t)(n * n));
    }
    float row[MAX_SIDE];
    if (tall) {
        for (int32_t r = 0; r < rows; r++) {
            memset(row, 0, sizeof *row * (size_t)n);
            for (int32_t i = 0; i < n; i++)
                for (int32_t j = 0; j < n; j++)
                    row[j] += g[r * columns + i] * p[i * n + j];
            memcpy(g + r * columns, row, sizeof *row * (size_t)n);
        }
    } else {
        for (int32_t c = 0; c < columns; c++) {
            for (int32_t i = 0; i < n; i++) {
                row[i] = 0;
                for (int32_t j = 0; j < n; j++)
                    row[i] += p[i * n + j] * g[j * columns + c];
            }
            for (int32_t i = 0; i < n; i++)
                g[i * columns + c] = row[i];
        }
    }
}

/* ---- a run ---- */

typedef struct {
    InkNetwork *network;
    int32_t count;
    float *w, *g, *m, *v, *average, *u;
} State;

static void adam(const Job *job, State *s, double rate, int64_t step, int32_t first,
                 int32_t count) {
    double c1 = 1 - pow(job->beta1, (double)step), c2 = 1 - pow(job->beta2, (double)step);
    bool nesterov = strcmp(job->rule, "nadam") == 0;
    float b1 = (float)job->beta1, b2 = (float)job->beta2, r = (float)rate;
    float decay = (float)(rate * job->decay);
    for (int32_t i = first; i < first + count; i++) {
        s->m[i] = b1 * s->m[i] + (1 - b1) * s->g[i];
        s->v[i] = b2 * s->v[i] + (1 - b2) * s->g[i] * s->g[i];
        float m = nesterov ? b1 * s->m[i] + (1 - b1) * s->g[i] : s->m[i];
        s->w[i] -= r * (m / (float)c1) / (sqrtf(s->v[i] / (float)c2) + 1e-8f) + decay * s->w[i];
    }
}

static void update(const Job *job, State *s, double rate, int64_t step) {
    int32_t at = 0;
    for (int32_t l = 0; l < s->network->layer_count; l++) {
        const InkLayer *layer = &s->network->layers[l];
        int32_t all = layer->parameter_count;
        if (all == 0) continue;
        int32_t columns = layer->output.channels, weights = all - columns;
        bool last = l == s->network->layer_count - 1;
        double here = last ? rate * job->out : rate;
        if (strncmp(job->rule, "muon", 4) == 0 && weights > 0 && !(last && job->rule[4] == 'a')) {
            int32_t rows = weights / columns;
            float beta = (float)job->beta1;
            for (int32_t i = at; i < at + weights; i++) {
                s->m[i] = beta * s->m[i] + s->g[i];
                s->u[i] = s->g[i] + beta * s->m[i];
            }
            orthogonalize(s->u + at, rows, columns);
            float size = (float)(here * job->scale * sqrt(rows > columns ? rows : columns));
            float decay = (float)(here * job->decay);
            for (int32_t i = at; i < at + weights; i++)
                s->w[i] -= size * s->u[i] + decay * s->w[i];
        } else {
            adam(job, s, here, step, at, weights);
        }
        adam(job, s, rate * job->bias, step, at + weights, columns);
        at += all;
    }
}

static double rate_at(const Job *job, int64_t step, int64_t steps) {
    if (strcmp(job->schedule, "linear") == 0) {
        double top = job->warm * (double)steps, now = (double)step + 0.5;
        return job->rate * (now < top ? now / top : ((double)steps - now) / ((double)steps - top));
    }
    InkOptimizerSettings settings = {
        .schedule = strcmp(job->schedule, "one-cycle") == 0 ? INK_ONE_CYCLE : INK_COSINE,
        .warm_up = (float)job->warm};
    return (double)ink_schedule_rate(&settings, (float)job->rate, step, steps);
}

static void run(const Digits *digits, const Job *job, const char *line) {
    double started = processor_seconds();
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    InkNetwork *network;
    InkTrainer *trainer;
    check(ink_layers_parse(job->layers, layers, &layer_count), job->layers);
    check(ink_network_create(&network, layers, layer_count, MAX_BATCH), job->layers);
    ink_network_initialize(network, (uint32_t)job->seed);
    if (strcmp(job->init, "data") == 0) initialize_from_data(network, digits->train, job->target);
    float vary = (float)job->vary;
    int32_t all = ink_dataset_count(digits->train);
    InkTrainerSettings settings = {
        .learning_rate = PROBE,
        .batch_size = job->batch,
        .sample_count = job->test ? all : all - HELD,
        .epochs = 1000,
        .chunk = job->chunk,
        .seed = (uint32_t)job->seed,
        .augmentation = vary > 0 ? INK_AUGMENT_DISTORT : INK_AUGMENT_NONE,
        .distortion = {vary, 10 * vary, 0.1f * vary, 0.15f * vary, 2 * vary, 0.6f * vary},
        .mixture = {(float)job->drawn, (float)job->lettered, (float)job->strange},
        .label_smoothing = (float)job->smooth};
    check(ink_trainer_create(&trainer, network, digits->train, digits->fonts, &settings), line);
    int32_t count = ink_network_parameter_count(network);
    State s = {.network = network, .count = count, .w = ink_network_parameters(network)};
    float **arrays[] = {&s.g, &s.m, &s.v, &s.average, &s.u};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        *arrays[i] = calloc((size_t)count, sizeof(float));
    float *before = calloc((size_t)count, sizeof(float));
    int64_t steps = job->samples / job->batch;
    double weight = 0;
    bool bad = false;
    for (int64_t step = 0; step < steps && !bad; step++) {
        InkBatchResult result;
        memcpy(before, s.w, sizeof(float) * (size_t)count);
        bad = ink_trainer_step(trainer, &result) != INK_OK;
        for (int32_t i = 0; i < count; i++)
            s.g[i] = (before[i] - s.w[i]) / PROBE;
        memcpy(s.w, before, sizeof(float) * (size_t)count);
        update(job, &s, rate_at(job, step, steps), step + 1);
        if (job->ema > 0 && step > steps / 2) {
            /* ema: the share of the run over which the average reaches. */
            double keep = 1 - 1 / (job->ema * (double)steps);
            weight = keep * weight + 1 - keep;
            for (int32_t i = 0; i < count; i++)
                s.average[i] = (float)(keep * (double)s.average[i] + (1 - keep) * (double)s.w[i]);
        }
    }
    if (weight > 0) {
        for (int32_t i = 0; i < count; i++)
            s.w[i] = (float)((double)s.average[i] / weight);
    }
    double seconds = processor_seconds() - started;
    InkEvaluation evaluation = {0};
    if (job->test)
        ink_evaluate(network, digits->test, 0, ink_dataset_count(digits->test), &evaluation);
    else
        ink_evaluate(network, digits->train, all - HELD, HELD, &evaluation);
    char text[MAX_LINE + 100];
    int length = snprintf(text, sizeof text, "%d\t%.2f\t%.2f\t%s\n", job->seed,
                          bad ? 0.0 : 100.0 * evaluation.correct / evaluation.count, seconds, line);
    if (write(STDOUT_FILENO, text, (size_t)length) < 0) exit(1);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(*arrays[i]);
    free(before);
    ink_trainer_free(trainer);
    ink_network_free(network);
}

int main(int argc, char **argv) {
    if (argc != 4) fail_usage("usage: search FOLDER PROCESSES SECONDS <jobs >results");
    double end = wall_seconds() + atof(argv[3]);
    Digits digits = read_digits(argv[1], false);
    static char *lines[MAX_JOBS];
    static char line[MAX_LINE];
    int count = 0;
    while (count < MAX_JOBS && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line && *line != '#') lines[count++] = strdup(line);
    }
    atomic_int *next =
        mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int processes = atoi(argv[2]);
    for (int p = 0; p < processes; p++) {
        if (fork() != 0) continue;
        for (int i; (i = atomic_fetch_add(next, 1)) < count && wall_seconds() < end;) {
            Job job;
            parse_job(lines[i], &job);
            run(&digits, &job, lines[i]);
        }
        return 0;
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
