/* Training, evaluation and calibration. */
#ifndef INKLING_TRAINING_H
#define INKLING_TRAINING_H

#include "inkling/dataset.h"
#include "inkling/network.h"

enum { INK_MAX_EPOCHS = 100000 };

/* ---- optimizer ---- */

typedef enum {
    INK_SGD = 0,      /* w -= rate g */
    INK_MOMENTUM = 1, /* v = momentum v + g;  w -= rate v */
    INK_ADAMW = 2     /* Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019 */
} InkRule;

typedef enum {
    INK_CONSTANT = 0,
    INK_COSINE = 1,   /* down to peak / 10,000 along half a cosine */
    INK_ONE_CYCLE = 2 /* from peak / 25 up to the peak, then down to peak / 250,000 (Smith and
                         Topin, "Super-Convergence", 2018; shape as in PyTorch's OneCycleLR) */
} InkSchedule;

typedef struct {
    int32_t rule;       /* an InkRule */
    float momentum;     /* of INK_MOMENTUM, and beta1 of INK_ADAMW; 0 to 0.999 */
    float beta2;        /* of INK_ADAMW; 0 to 0.9999 */
    float weight_decay; /* decoupled, for every rule: w -= rate weight_decay w; 0 to 1 */
    int32_t schedule;   /* an InkSchedule */
    float warm_up;      /* share of all steps in which the rate rises from peak / 25 to the peak,
                           whatever the schedule; 0 to 0.9 */
} InkOptimizerSettings;

/* ---- trainer ---- */

typedef struct InkTrainer InkTrainer;

typedef struct {
    float learning_rate;  /* at the peak of its schedule; above 0, at most 100 */
    int32_t batch_size;   /* 1 to the network's max_batch */
    int32_t sample_count; /* originals to train on: the first so many of the dataset */
    int32_t chunk;        /* see ink_trainer_create; 0: the whole epoch is one chunk */
    int32_t epochs; /* that the schedule is made for, 1 to INK_MAX_EPOCHS; training can go on */
    uint32_t seed;  /* of the order in which samples are drawn, and of all that is random */
    int32_t augmentation; /* an InkAugmentation */
    InkDistortion distortion;
    InkMixture mixture;
    InkOptimizerSettings optimizer;
    float label_smoothing; /* share of the target that goes to all classes alike, 0 to 0.5 */
} InkTrainerSettings;

/* A trainer draws minibatches from the dataset in an order that depends on the seed alone and
 * updates the network by stochastic gradient descent. Network and dataset stay the caller's and
 * must outlive it.
 *
 * The first epoch shuffles inside consecutive chunks of `chunk` originals only, so that it can
 * start when the first chunk is here and gives the same losses however slowly the rest arrives.
 * Later epochs shuffle everything. The last minibatch of an epoch may be smaller.
 *
 * fonts: where mixture.lettered, and half of mixture.strange, are drawn from: images with a label
 * 0 to 9, or INK_NO_CLASS for what is no digit. NULL: there are none; those shares stay originals,
 * or are drawn by rule. */
INK_API InkStatus ink_trainer_create(InkTrainer **trainer, InkNetwork *network,
                                     const InkDataset *dataset, const InkDataset *fonts,
                                     const InkTrainerSettings *settings);
INK_API void ink_trainer_free(InkTrainer *trainer);

/* Can change while training: the peak of the schedule, and the epochs it is made for. */
INK_API InkStatus ink_trainer_set_learning_rate(InkTrainer *trainer, float learning_rate);
INK_API InkStatus ink_trainer_set_epochs(InkTrainer *trainer, int32_t epochs);

/* What the trainer was made with, and what was changed since. */
INK_API const InkTrainerSettings *ink_trainer_settings(const InkTrainer *trainer);

/* The learning rate of the next minibatch. */
INK_API float ink_trainer_learning_rate(const InkTrainer *trainer);

/* What the optimizer remembers between steps: so many numbers, to be kept with the parameters by
 * whoever wants to go on later exactly as now. */
INK_API float *ink_trainer_memory(InkTrainer *trainer);
INK_API int32_t ink_trainer_memory_size(const InkTrainer *trainer);

/* Writes a sample as the network sees it in an epoch: distorted, shifted or replaced. sample: below
 * ink_trainer_epoch_size, as in ink_augment_versions. INK_WAITING: it is not in the dataset yet. */
INK_API InkStatus ink_trainer_preview(const InkTrainer *trainer, int32_t epoch, int32_t sample,
                                      float image[INK_PIXELS]);

/* Trains on one minibatch. INK_WAITING: its samples are not in the dataset yet, nothing was
 * done. INK_DIVERGED: the loss is not finite, INK_UNKNOWN_CLASS: the network has no output for one
 * of the labels; the weights were left as they were. */
INK_API InkStatus ink_trainer_step(InkTrainer *trainer, InkBatchResult *result);

/* Where training stands: whole epochs done, and samples done in the present one. Seeking to a
 * place that was read here goes on exactly as the first run did. */
INK_API int32_t ink_trainer_epoch(const InkTrainer *trainer);
INK_API int32_t ink_trainer_position(const InkTrainer *trainer);
INK_API int32_t ink_trainer_epoch_size(const InkTrainer *trainer);
INK_API InkStatus ink_trainer_seek(InkTrainer *trainer, int32_t epoch, int32_t position);

/* ---- evaluation ---- */

typedef struct {
    int32_t count;
    int32_t correct;
    double loss_sum;                                     /* divide by count for the mean, in nats */
    int32_t confusion[INK_MAX_CLASSES][INK_MAX_CLASSES]; /* [label][answer] */
} InkEvaluation;

/* Adds images first to first + count - 1 to the evaluation; start with one that is all zero.
 * In parts or at once, the result is the same. What is of no class counts neither way.
 * Errors, here and below: INK_BAD_ARGUMENT for images that are not there, INK_UNKNOWN_CLASS for a
 * label that the network has no output for; then nothing was looked at. */
INK_API InkStatus ink_evaluate(InkNetwork *network, const InkDataset *dataset, int32_t first,
                               int32_t count, InkEvaluation *evaluation);

/* For images first to first + count - 1 each, into arrays of count: the answer, its probability at
 * the network's temperature, and the loss in nats, which knows no temperature. For what is of no
 * class the answer to learn is "any", as in training. */
INK_API InkStatus ink_evaluate_each(InkNetwork *network, const InkDataset *dataset, int32_t first,
                                    int32_t count, uint8_t *answers, float *probabilities,
                                    float *losses);

/* Sets the temperature at which the answers to images first to first + count - 1, which should not
 * have been trained on, are the most probable (Guo et al., "On Calibration of Modern Neural
 * Networks", 2017). */
INK_API InkStatus ink_calibrate(InkNetwork *network, const InkDataset *dataset, int32_t first,
                                int32_t count);

#endif
