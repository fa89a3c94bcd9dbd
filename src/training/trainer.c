/* Minibatches and epochs. */
#include "base/parallel.h"
#include "base/rng.h"
#include "network/network.h"
#include "styles/style.h"
#include "training/augment.h"
#include "training/dataset.h"
#include "training/distort.h"
#include "training/optimizer.h"

#include <stdlib.h>

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
    uint32_t order[]; /* [epoch_size] */
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

static bool is_fraction(float value) {
    return value >= 0.0f && value <= 1.0f;
}

/* Shares that add up to 1, such as 0.27, 0.66, and 0.07, may add up to a little more as floats. */
static bool is_mixture(InkMixture mix) {
    return is_fraction(mix.drawn) && is_fraction(mix.lettered) && is_fraction(mix.strange) &&
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

static void distort(const InkTrainer *trainer, InkRng *rng, const uint8_t *pixels, float *image) {
    ink_distort(&trainer->settings.distortion, rng, pixels, image);
}

/* Writes a distorted font image, one of the `count` from `first` on; returns its label. */
static uint8_t write_font(const InkTrainer *trainer, InkRng *rng, int32_t first, int32_t count,
                          float *image) {
    int32_t index = trainer->font_order[first + (int32_t)ink_rng_below(rng, (uint32_t)count)];
    distort(trainer, rng, ink_dataset_pixels(trainer->fonts, index), image);
    return ink_dataset_label(trainer->fonts, index);
}

/* Draws whether a sample is replaced. If so, writes the replacement and returns its label, else
 * returns -1. */
static int32_t draw_replacement(const InkTrainer *trainer, InkRng *rng, float *image) {
    InkMixture mix = trainer->settings.mixture;
    float drawn = ink_rng_uniform(rng);
    if (drawn >= mix.drawn + mix.lettered + mix.strange) return -1;
    InkDrawing drawing;
    if (drawn < mix.drawn) {
        int32_t digit = (int32_t)ink_rng_below(rng, INK_CLASSES);
        ink_style_draw_digit(rng, digit, &drawing);
        ink_style_image(rng, &drawing, image);
        return digit;
    }
    if (drawn < mix.drawn + mix.lettered) {
        if (trainer->font_digits == 0) return -1;
        return write_font(trainer, rng, 0, trainer->font_digits, image);
    }
    if (trainer->font_others > 0 && ink_rng_below(rng, 2) == 0)
        return write_font(trainer, rng, trainer->font_digits, trainer->font_others, image);
    ink_style_draw_outlier(rng, &drawing);
    ink_style_image(rng, &drawing, image);
    return INK_NO_CLASS;
}

/* Writes a sample as network input; returns its label. */
static uint8_t write_sample(const InkTrainer *trainer, int32_t epoch, uint32_t sample,
                            float *image) {
    const InkTrainerSettings *settings = &trainer->settings;
    int32_t original = (int32_t)(sample / (uint32_t)trainer->versions);
    int32_t version = (int32_t)(sample % (uint32_t)trainer->versions);
    const uint8_t *pixels = ink_dataset_pixels(trainer->dataset, original);
    InkRng rng = sample_rng(trainer, epoch, sample);
    int32_t label = draw_replacement(trainer, &rng, image);
    if (label >= 0) return (uint8_t)label;
    if (settings->augmentation == INK_AUGMENT_DISTORT) {
        distort(trainer, &rng, pixels, image);
    } else {
        ink_augment((InkAugmentation)settings->augmentation, version, pixels, image);
    }
    return ink_dataset_label(trainer->dataset, original);
}

InkStatus ink_trainer_preview(const InkTrainer *trainer, int32_t epoch, int32_t sample,
                              float image[INK_PIXELS]) {
    if (epoch < 0 || sample < 0 || sample >= trainer->epoch_size) return INK_BAD_ARGUMENT;
    if (sample / trainer->versions >= ink_dataset_count(trainer->dataset)) return INK_WAITING;
    write_sample(trainer, epoch, (uint32_t)sample, image);
    return INK_OK;
}

/* Writes the next minibatch into the network's input. */
static void assemble_batch(void *context, int32_t part, int32_t parts) {
    InkTrainer *trainer = context;
    float *x = ink_network_input(trainer->network);
    int32_t batch = next_batch_size(trainer), last = ink_share(batch, part + 1, parts);
    for (int32_t b = ink_share(batch, part, parts); b < last; b++) {
        uint32_t sample = trainer->order[trainer->position + b];
        trainer->labels[b] =
            write_sample(trainer, trainer->epoch, sample, x + (size_t)b * INK_PIXELS);
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
    ink_pool_run(ink_network_pool(trainer->network), batch, assemble_batch, trainer);
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
