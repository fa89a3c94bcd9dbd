/* Minibatches and epochs. */
#include "base/minmax.h"
#include "base/parallel.h"
#include "base/rng.h"
#include "network/network.h"
#include "styles/style.h"
#include "training/augment.h"
#include "training/dataset.h"
#include "training/distort.h"
#include "training/optimizer.h"

#include <stdlib.h>

/* Where a sample's image comes from. */
typedef enum { COPIED, DISTORTED, DRAWN } Source;

typedef struct {
    Source source;
    uint8_t label;
    InkRng rng;            /* for what is still to be drawn */
    const uint8_t *pixels; /* unless DRAWN */
    int32_t version;       /* if COPIED */
} Sample;

/* An epoch is a list of samples. A sample is a version of an original, encoded as
 * original * versions + version, so that a chunk of originals is a contiguous range of samples. */
struct InkTrainer {
    InkNetwork *network;
    const InkDataset *dataset, *fonts;
    InkTrainerSettings settings;
    int32_t versions, epoch_size;
    int32_t epoch, position;
    int32_t font_digits, font_others; /* how many font images are digits, and how many are not */
    int32_t *font_order;              /* [font_digits + font_others]: indices, digits first */
    float *memory;                    /* [slots][parameters], the optimizer's state */
    int32_t memory_size;
    uint8_t labels[INK_MAX_BATCH];
    Sample samples[INK_MAX_BATCH]; /* of the next minibatch */
    int32_t distorted;             /* how many of them are */
    int32_t places[INK_MAX_BATCH]; /* where they are in it, followed by where the others are */
    uint32_t order[];              /* [epoch_size] */
};

/* The order of an epoch depends only on the seed and the epoch number. */
static void shuffle_epoch(InkTrainer *trainer) {
    InkRng rng = ink_rng(trainer->settings.seed, (uint32_t)trainer->epoch);
    for (int32_t i = 0; i < trainer->epoch_size; i++)
        trainer->order[i] = (uint32_t)i;
    int32_t chunk = trainer->epoch_size;
    if (trainer->epoch == 0 && trainer->settings.chunk > 0) {
        int64_t samples = (int64_t)trainer->settings.chunk * trainer->versions;
        if (samples < chunk) chunk = (int32_t)samples;
    }
    for (int32_t first = 0; first < trainer->epoch_size; first += chunk) {
        int32_t left = trainer->epoch_size - first;
        ink_rng_shuffle(&rng, trainer->order + first, left < chunk ? left : chunk);
    }
}

/* Shares that add up to 1, such as 0.27, 0.66, and 0.07, may add up to a little more as floats. */
static bool is_mixture(InkMixture mix) {
    return ink_in_range(mix.drawn, 1.0f) && ink_in_range(mix.lettered, 1.0f) &&
           ink_in_range(mix.strange, 1.0f) &&
           mix.drawn + mix.lettered + mix.strange <= 1.0f + 1e-6f;
}

static bool settings_are_valid(const InkTrainerSettings *s, const InkNetwork *network,
                               const InkDataset *dataset) {
    InkMixture mix = s->mixture;
    return ink_learning_rate_is_valid(s->learning_rate) && s->batch_size >= 1 &&
           s->batch_size <= ink_network_max_batch(network) && s->sample_count >= 1 &&
           s->sample_count <= ink_dataset_capacity(dataset) && s->chunk >= 0 && s->epochs >= 1 &&
           s->epochs <= INK_MAX_EPOCHS && ink_distortion_is_valid(&s->distortion) &&
           is_mixture(mix) &&
           (ink_network_classes(network) == INK_CLASSES ||
            mix.drawn + mix.lettered + mix.strange == 0.0f) &&
           ink_optimizer_is_valid(&s->optimizer) && s->label_smoothing >= 0.0f &&
           s->label_smoothing <= 0.5f;
}

/* Partitions the font images into digits and others. */
static InkStatus partition_fonts(InkTrainer *trainer) {
    int32_t count = trainer->fonts ? ink_dataset_count(trainer->fonts) : 0;
    if (count == 0) return INK_OK;
    trainer->font_order = malloc(sizeof *trainer->font_order * (size_t)count);
    if (!trainer->font_order) return INK_NO_MEMORY;
    for (int32_t i = 0; i < count; i++) {
        if (ink_dataset_label(trainer->fonts, i) < INK_CLASSES)
            trainer->font_order[trainer->font_digits++] = i;
    }
    for (int32_t i = 0; i < count; i++) {
        if (ink_dataset_label(trainer->fonts, i) == INK_NO_CLASS)
            trainer->font_order[trainer->font_digits + trainer->font_others++] = i;
    }
    return INK_OK;
}

InkStatus ink_trainer_create(InkTrainer **out, InkNetwork *network, const InkDataset *dataset,
                             const InkDataset *fonts, const InkTrainerSettings *settings) {
    *out = NULL;
    int32_t versions = ink_augment_versions((InkAugmentation)settings->augmentation);
    int64_t epoch_size = (int64_t)settings->sample_count * versions;
    if (versions == 0 || epoch_size > INK_MAX_EPOCH_SAMPLES ||
        !settings_are_valid(settings, network, dataset)) {
        return INK_BAD_ARGUMENT;
    }
    InkTrainer *trainer = calloc(1, sizeof *trainer + sizeof(uint32_t) * (size_t)epoch_size);
    if (!trainer) return INK_NO_MEMORY;
    trainer->network = network;
    trainer->dataset = dataset;
    trainer->fonts = fonts;
    trainer->settings = *settings;
    trainer->versions = versions;
    trainer->epoch_size = (int32_t)epoch_size;
    trainer->memory_size =
        ink_optimizer_slots(settings->optimizer.rule) * ink_network_parameter_count(network);
    /* One more, so that the size is never zero, for which calloc may return NULL. */
    trainer->memory = calloc((size_t)trainer->memory_size + 1, sizeof(float));
    if (!trainer->memory || partition_fonts(trainer) != INK_OK) {
        ink_trainer_free(trainer);
        return INK_NO_MEMORY;
    }
    shuffle_epoch(trainer);
    *out = trainer;
    return INK_OK;
}

void ink_trainer_free(InkTrainer *trainer) {
    if (!trainer) return;
    free(trainer->memory);
    free(trainer->font_order);
    free(trainer);
}

InkStatus ink_trainer_set_learning_rate(InkTrainer *trainer, float learning_rate) {
    if (!ink_learning_rate_is_valid(learning_rate)) return INK_BAD_ARGUMENT;
    trainer->settings.learning_rate = learning_rate;
    return INK_OK;
}

InkStatus ink_trainer_set_epochs(InkTrainer *trainer, int32_t epochs) {
    if (epochs < 1 || epochs > INK_MAX_EPOCHS) return INK_BAD_ARGUMENT;
    trainer->settings.epochs = epochs;
    return INK_OK;
}

static int64_t steps_per_epoch(const InkTrainer *trainer) {
    int32_t batch = trainer->settings.batch_size;
    return (trainer->epoch_size + batch - 1) / batch;
}

/* The number of minibatches trained on so far. */
static int64_t steps_done(const InkTrainer *trainer) {
    return trainer->epoch * steps_per_epoch(trainer) +
           trainer->position / trainer->settings.batch_size;
}

float ink_trainer_learning_rate(const InkTrainer *trainer) {
    const InkTrainerSettings *settings = &trainer->settings;
    return ink_schedule_rate(&settings->optimizer, settings->learning_rate, steps_done(trainer),
                             steps_per_epoch(trainer) * settings->epochs);
}

const InkTrainerSettings *ink_trainer_settings(const InkTrainer *trainer) {
    return &trainer->settings;
}

float *ink_trainer_memory(InkTrainer *trainer) {
    return trainer->memory;
}

int32_t ink_trainer_memory_size(const InkTrainer *trainer) {
    return trainer->memory_size;
}

static int32_t next_batch_size(const InkTrainer *trainer) {
    int32_t left = trainer->epoch_size - trainer->position;
    return left < trainer->settings.batch_size ? left : trainer->settings.batch_size;
}

static int32_t original_of(const InkTrainer *trainer, int32_t b) {
    return (int32_t)(trainer->order[trainer->position + b] / (uint32_t)trainer->versions);
}

/* A sample's randomness depends only on the seed, the epoch, and the sample. */
static InkRng sample_rng(const InkTrainer *trainer, int32_t epoch, uint32_t sample) {
    return ink_rng(ink_rng_mix(trainer->settings.seed, (uint32_t)epoch), sample);
}

/* A font image, one of the `count` from `first` on. */
static Sample choose_font(const InkTrainer *trainer, InkRng rng, int32_t first, int32_t count) {
    int32_t index = trainer->font_order[first + (int32_t)ink_rng_below(&rng, (uint32_t)count)];
    return (Sample){.source = DISTORTED,
                    .label = ink_dataset_label(trainer->fonts, index),
                    .rng = rng,
                    .pixels = ink_dataset_pixels(trainer->fonts, index)};
}

/* Draws what a sample is replaced by, if it is; else returns its original. */
static Sample choose(const InkTrainer *trainer, int32_t epoch, uint32_t number) {
    const InkTrainerSettings *settings = &trainer->settings;
    InkMixture mix = settings->mixture;
    InkRng rng = sample_rng(trainer, epoch, number);
    float replaced = ink_rng_uniform(&rng);
    if (replaced < mix.drawn) {
        uint8_t digit = (uint8_t)ink_rng_below(&rng, INK_CLASSES);
        return (Sample){.source = DRAWN, .label = digit, .rng = rng};
    }
    if (replaced < mix.drawn + mix.lettered) {
        if (trainer->font_digits > 0) return choose_font(trainer, rng, 0, trainer->font_digits);
    } else if (replaced < mix.drawn + mix.lettered + mix.strange) {
        if (trainer->font_others > 0 && ink_rng_below(&rng, 2) == 0)
            return choose_font(trainer, rng, trainer->font_digits, trainer->font_others);
        return (Sample){.source = DRAWN, .label = INK_NO_CLASS, .rng = rng};
    }
    int32_t original = (int32_t)(number / (uint32_t)trainer->versions);
    return (Sample){.source = settings->augmentation == INK_AUGMENT_DISTORT ? DISTORTED : COPIED,
                    .label = ink_dataset_label(trainer->dataset, original),
                    .rng = rng,
                    .pixels = ink_dataset_pixels(trainer->dataset, original),
                    .version = (int32_t)(number % (uint32_t)trainer->versions)};
}

/* Writes a sample as network input. */
static void write_sample(const InkTrainer *trainer, Sample *sample, float *image) {
    InkDrawing drawing;
    switch (sample->source) {
    case COPIED:
        ink_augment((InkAugmentation)trainer->settings.augmentation, sample->version,
                    sample->pixels, image);
        return;
    case DISTORTED:
        ink_distort(&trainer->settings.distortion, &sample->rng, sample->pixels, image);
        return;
    case DRAWN:
        if (sample->label == INK_NO_CLASS)
            ink_style_draw_outlier(&sample->rng, &drawing);
        else
            ink_style_draw_digit(&sample->rng, sample->label, &drawing);
        ink_style_image(&sample->rng, &drawing, image);
        return;
    }
}

InkStatus ink_trainer_preview(const InkTrainer *trainer, int32_t epoch, int32_t sample,
                              float image[INK_PIXELS]) {
    if (epoch < 0 || sample < 0 || sample >= trainer->epoch_size) return INK_BAD_ARGUMENT;
    if (sample / trainer->versions >= ink_dataset_count(trainer->dataset)) return INK_WAITING;
    Sample chosen = choose(trainer, epoch, (uint32_t)sample);
    write_sample(trainer, &chosen, image);
    return INK_OK;
}

/* Draws what the next minibatch consists of. Which samples are distorted together depends on
 * nothing but the minibatch. */
static void choose_batch(InkTrainer *trainer) {
    int32_t batch = next_batch_size(trainer), distorted = 0, others = batch;
    for (int32_t b = 0; b < batch; b++) {
        uint32_t number = trainer->order[trainer->position + b];
        Sample chosen = choose(trainer, trainer->epoch, number);
        trainer->samples[b] = chosen;
        trainer->labels[b] = chosen.label;
        trainer->places[chosen.source == DISTORTED ? distorted++ : --others] = b;
    }
    trainer->distorted = distorted;
}

/* The number of groups of samples that are distorted together. */
static int32_t group_count(const InkTrainer *trainer) {
    return (trainer->distorted + INK_DISTORT_TOGETHER - 1) / INK_DISTORT_TOGETHER;
}

static void distort_group(InkTrainer *trainer, int32_t group) {
    InkRng *rngs[INK_DISTORT_TOGETHER];
    const uint8_t *pixels[INK_DISTORT_TOGETHER];
    float *images[INK_DISTORT_TOGETHER], *x = ink_network_input(trainer->network);
    int32_t first = ink_share(trainer->distorted, group, group_count(trainer)), count = 0;
    int32_t last = ink_share(trainer->distorted, group + 1, group_count(trainer));
    for (int32_t i = first; i < last; i++, count++) {
        int32_t b = trainer->places[i];
        rngs[count] = &trainer->samples[b].rng;
        pixels[count] = trainer->samples[b].pixels;
        images[count] = x + (size_t)b * INK_PIXELS;
    }
    ink_distort_together(&trainer->settings.distortion, rngs, count, pixels, images);
}

/* Writes the minibatch into the network's input: groups first, then the others one by one. */
static void assemble_batch(void *context, int32_t part, int32_t parts) {
    InkTrainer *trainer = context;
    float *x = ink_network_input(trainer->network);
    int32_t groups = group_count(trainer), distorted = trainer->distorted;
    int32_t pieces = groups + next_batch_size(trainer) - distorted;
    int32_t last = ink_share(pieces, part + 1, parts);
    for (int32_t i = ink_share(pieces, part, parts); i < last; i++) {
        if (i < groups) {
            distort_group(trainer, i);
            continue;
        }
        int32_t b = trainer->places[distorted + i - groups];
        write_sample(trainer, &trainer->samples[b], x + (size_t)b * INK_PIXELS);
    }
}

/* An optimizer step, which takes each gradient as soon as it is finished. */
typedef struct {
    InkUpdate update;
    const float *all_parameters;
    float *first, *second; /* the moments of all parameters, or NULL */
} OptimizerStep;

static void take_gradients(void *context, float *parameters, const float *gradients,
                           int32_t count) {
    const OptimizerStep *step = context;
    ptrdiff_t at = parameters - step->all_parameters;
    ink_optimizer_update(&step->update, parameters, gradients,
                         step->first ? step->first + at : NULL,
                         step->second ? step->second + at : NULL, count);
}

static InkStatus train_batch(InkTrainer *trainer, int32_t batch, InkBatchResult *result) {
    const InkTrainerSettings *settings = &trainer->settings;
    InkNetwork *network = trainer->network;
    const float *x = ink_network_input(network);
    int64_t step = steps_done(trainer);
    float rate = ink_trainer_learning_rate(trainer);
    InkStepOptions options = {.seed = ink_rng_mix(settings->seed, (uint32_t)step),
                              .smoothing = settings->label_smoothing};
    if (settings->optimizer.rule == INK_SGD && settings->optimizer.weight_decay == 0.0f)
        return ink_network_sgd_step(network, x, trainer->labels, batch, options, rate, result);
    int32_t slots = ink_optimizer_slots(settings->optimizer.rule);
    OptimizerStep work = {ink_optimizer_begin(&settings->optimizer, rate, step + 1),
                          ink_network_parameters(network), slots > 0 ? trainer->memory : NULL,
                          slots > 1 ? trainer->memory + ink_network_parameter_count(network)
                                    : NULL};
    return ink_network_take_gradients(network, x, trainer->labels, batch, options, take_gradients,
                                      &work, result);
}

InkStatus ink_trainer_step(InkTrainer *trainer, InkBatchResult *result) {
    if (trainer->epoch == INT32_MAX) return INK_BAD_ARGUMENT; /* the counter would overflow */
    int32_t batch = next_batch_size(trainer);
    for (int32_t b = 0; b < batch; b++) {
        if (original_of(trainer, b) >= ink_dataset_count(trainer->dataset)) return INK_WAITING;
    }
    choose_batch(trainer);
    int32_t pieces = group_count(trainer) + batch - trainer->distorted;
    ink_pool_run(ink_network_pool(trainer->network), pieces, assemble_batch, trainer);
    InkStatus status = train_batch(trainer, batch, result);
    if (status != INK_OK) return status;
    trainer->position += batch;
    if (trainer->position == trainer->epoch_size) {
        trainer->position = 0;
        trainer->epoch++;
        shuffle_epoch(trainer);
    }
    return INK_OK;
}

int32_t ink_trainer_epoch(const InkTrainer *trainer) {
    return trainer->epoch;
}

int32_t ink_trainer_position(const InkTrainer *trainer) {
    return trainer->position;
}

int32_t ink_trainer_epoch_size(const InkTrainer *trainer) {
    return trainer->epoch_size;
}

InkStatus ink_trainer_seek(InkTrainer *trainer, int32_t epoch, int32_t position) {
    if (epoch < 0 || position < 0 || position >= trainer->epoch_size) return INK_BAD_ARGUMENT;
    trainer->epoch = epoch;
    trainer->position = position;
    shuffle_epoch(trainer);
    return INK_OK;
}
