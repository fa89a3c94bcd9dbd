/* Minibatches, epochs and evaluation. */
#include "augment.h"
#include "dataset.h"
#include "inkling.h"
#include "network.h"
#include "parallel.h"
#include "rng.h"
#include "softmax.h"

#include <stdlib.h>

/* An epoch is a list of samples. A sample is an original and one of its versions, kept as
 * original * versions + version, so that a chunk of originals is a run of samples. */
struct InkTrainer {
    InkNetwork *network;
    const InkDataset *dataset;
    InkTrainerSettings settings;
    int32_t versions, epoch_size;
    int32_t epoch, position;
    uint8_t labels[INK_MAX_BATCH];
    uint32_t order[]; /* [epoch_size] */
};

/* The order of an epoch depends on the seed and the epoch's number alone. */
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

InkStatus ink_trainer_create(InkTrainer **out, InkNetwork *network, const InkDataset *dataset,
                             const InkTrainerSettings *settings) {
    *out = NULL;
    int32_t versions = ink_augment_versions((InkAugmentation)settings->augmentation);
    int64_t epoch_size = (int64_t)settings->sample_count * versions;
    if (versions == 0 || !ink_learning_rate_is_valid(settings->learning_rate) ||
        settings->batch_size < 1 || settings->batch_size > ink_network_max_batch(network) ||
        settings->sample_count < 1 || settings->sample_count > ink_dataset_capacity(dataset) ||
        settings->chunk < 0 || epoch_size > INK_MAX_EPOCH_SAMPLES) {
        return INK_BAD_ARGUMENT;
    }
    InkTrainer *trainer = calloc(1, sizeof *trainer + sizeof(uint32_t) * (size_t)epoch_size);
    if (!trainer) return INK_NO_MEMORY;
    trainer->network = network;
    trainer->dataset = dataset;
    trainer->settings = *settings;
    trainer->versions = versions;
    trainer->epoch_size = (int32_t)epoch_size;
    shuffle_epoch(trainer);
    *out = trainer;
    return INK_OK;
}

void ink_trainer_free(InkTrainer *trainer) {
    free(trainer);
}

InkStatus ink_trainer_set_learning_rate(InkTrainer *trainer, float learning_rate) {
    if (!ink_learning_rate_is_valid(learning_rate)) return INK_BAD_ARGUMENT;
    trainer->settings.learning_rate = learning_rate;
    return INK_OK;
}

static int32_t next_batch(const InkTrainer *trainer) {
    int32_t left = trainer->epoch_size - trainer->position;
    return left < trainer->settings.batch_size ? left : trainer->settings.batch_size;
}

static int32_t original_of(const InkTrainer *trainer, int32_t b) {
    return (int32_t)(trainer->order[trainer->position + b] / (uint32_t)trainer->versions);
}

/* Puts the next minibatch into the network's input. */
static void assemble(void *context, int32_t part, int32_t parts) {
    InkTrainer *trainer = context;
    float *x = ink_network_input(trainer->network);
    int32_t batch = next_batch(trainer), last = ink_share(batch, part + 1, parts);
    for (int32_t b = ink_share(batch, part, parts); b < last; b++) {
        int32_t original = original_of(trainer, b);
        uint32_t sample = trainer->order[trainer->position + b];
        ink_augment((InkAugmentation)trainer->settings.augmentation,
                    (int32_t)(sample % (uint32_t)trainer->versions),
                    ink_dataset_pixels(trainer->dataset, original), x + (size_t)b * INK_PIXELS);
        trainer->labels[b] = ink_dataset_label(trainer->dataset, original);
    }
}

InkStatus ink_trainer_step(InkTrainer *trainer, InkBatchResult *result) {
    int32_t batch = next_batch(trainer);
    for (int32_t b = 0; b < batch; b++) {
        if (original_of(trainer, b) >= ink_dataset_count(trainer->dataset)) return INK_WAITING;
    }
    ink_pool_run(ink_network_pool(trainer->network), assemble, trainer);
    InkStatus status =
        ink_network_train_batch(trainer->network, ink_network_input(trainer->network),
                                trainer->labels, batch, trainer->settings.learning_rate, result);
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

InkStatus ink_evaluate(InkNetwork *network, const InkDataset *dataset, int32_t first, int32_t count,
                       InkEvaluation *evaluation) {
    if (first < 0 || count < 0 || count > ink_dataset_count(dataset) - first) {
        return INK_BAD_ARGUMENT;
    }
    float *x = ink_network_input(network), log_sum, probabilities[INK_CLASSES];
    int32_t max_batch = ink_network_max_batch(network);
    for (int32_t done = 0; done < count;) {
        int32_t batch = count - done < max_batch ? count - done : max_batch;
        for (int32_t b = 0; b < batch; b++) {
            ink_augment(INK_AUGMENT_NONE, 0, ink_dataset_pixels(dataset, first + done + b),
                        x + (size_t)b * INK_PIXELS);
        }
        const float *logits = ink_network_logits(network, x, batch);
        for (int32_t b = 0; b < batch; b++, logits += INK_CLASSES) {
            uint8_t label = ink_dataset_label(dataset, first + done + b);
            int32_t answer = ink_argmax(logits, INK_CLASSES);
            evaluation->count++;
            evaluation->correct += answer == label;
            ink_softmax_forward(logits, probabilities, &log_sum, 1, INK_CLASSES);
            evaluation->loss_sum +=
                (double)ink_cross_entropy(logits, log_sum, label, INK_CLASSES, 0.0f);
            evaluation->confusion[label][answer]++;
        }
        done += batch;
    }
    return INK_OK;
}
