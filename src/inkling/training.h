/* Training, evaluation, and calibration. */
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
    INK_COSINE = 1,   /* half a cosine down to peak / 10,000 */
    INK_ONE_CYCLE = 2 /* up from peak / 25, then down to peak / 250,000 (Smith and Topin,
                         "Super-Convergence", 2018; shape as in PyTorch's OneCycleLR) */
} InkSchedule;

typedef struct {
    int32_t rule;       /* an InkRule */
    float momentum;     /* momentum of INK_MOMENTUM, beta1 of INK_ADAMW; 0 to 0.999 */
    float beta2;        /* of INK_ADAMW; 0 to 0.9999 */
    float weight_decay; /* decoupled, for every rule: w -= rate weight_decay w; 0 to 1 */
    int32_t schedule;   /* an InkSchedule */
    float warm_up; /* share of all steps in which the rate rises from peak / 25 to the peak, for any
                      schedule; 0 to 0.9 */
} InkOptimizerSettings;

/* ---- trainer ---- */

typedef struct InkTrainer InkTrainer;

typedef struct {
    float learning_rate;  /* at the peak of the schedule; above 0, at most INK_MAX_LEARNING_RATE */
    int32_t batch_size;   /* 1 to the network's max_batch */
    int32_t sample_count; /* originals to train on, from the start of the dataset */
    int32_t chunk;        /* see ink_trainer_create; 0 makes the whole epoch one chunk */
    int32_t epochs; /* length of the schedule, 1 to INK_MAX_EPOCHS; training may run past it */
    uint32_t seed;  /* for the order of samples and everything else that is random */
    int32_t augmentation; /* an InkAugmentation */
    InkDistortion distortion;
    InkMixture mixture;
    InkOptimizerSettings optimizer;
    float label_smoothing; /* share of the target spread evenly over all classes, 0 to 0.5 */
} InkTrainerSettings;

/* Creates a trainer, which draws minibatches from a dataset in an order that depends only on the
 * seed, and updates a network with them. The caller keeps ownership of network and datasets, which
 * must outlive the trainer.
 *
 * The first epoch shuffles only within consecutive chunks of `chunk` originals, so that it can
 * start when the first chunk has arrived, and gives the same losses however slowly the rest
 * arrives. Later epochs shuffle everything. The last minibatch of an epoch may be smaller.
 *
 * fonts: the source of mixture.lettered and of half of mixture.strange: images labeled 0 to 9, or
 * INK_NO_CLASS for images of anything else. All must have arrived. If it is NULL, those shares stay
 * originals, or are synthetic.
 *
 * Errors: INK_BAD_ARGUMENT for a setting out of range, INK_NO_MEMORY. */
INK_API InkStatus ink_trainer_create(InkTrainer **trainer, InkNetwork *network,
                                     const InkDataset *dataset, const InkDataset *fonts,
                                     const InkTrainerSettings *settings);
INK_API void ink_trainer_free(InkTrainer *trainer);

/* Settings that can change during training: the peak of the schedule, and its length in epochs.
 * Errors: INK_BAD_ARGUMENT for a value out of range. */
INK_API InkStatus ink_trainer_set_learning_rate(InkTrainer *trainer, float learning_rate);
INK_API InkStatus ink_trainer_set_epochs(InkTrainer *trainer, int32_t epochs);

/* The settings the trainer was created with, including later changes. */
INK_API const InkTrainerSettings *ink_trainer_settings(const InkTrainer *trainer);

/* The learning rate of the next minibatch. */
INK_API float ink_trainer_learning_rate(const InkTrainer *trainer);

/* The optimizer's state, memory_size floats. To resume exactly from here later, save it with the
 * parameters. */
INK_API float *ink_trainer_memory(InkTrainer *trainer);
INK_API int32_t ink_trainer_memory_size(const InkTrainer *trainer);

/* Writes a sample as the network sees it in an epoch: distorted, shifted, or replaced. sample: 0 to
 * ink_trainer_epoch_size - 1, numbered as in ink_augment_versions. Its distortion is its own, but
 * training may use that of another one in the minibatch, without the faintest ink: see
 * InkDistortion. Errors: INK_BAD_ARGUMENT; INK_WAITING if it has not arrived in the dataset yet. */
INK_API InkStatus ink_trainer_preview(const InkTrainer *trainer, int32_t epoch, int32_t sample,
                                      float image[INK_PIXELS]);

/* Trains on one minibatch. INK_WAITING: some of its samples have not arrived in the dataset yet,
 * and nothing was done. INK_DIVERGED: the loss is not finite. INK_UNKNOWN_CLASS: the network has no
 * output for one of the labels. INK_BAD_ARGUMENT: past the last epoch, INT32_MAX. In all these
 * cases the weights are unchanged. */
INK_API InkStatus ink_trainer_step(InkTrainer *trainer, InkBatchResult *result);

/* The position in training: completed epochs, and samples done in the current one. Seeking to a
 * saved position continues exactly as the original run did. Errors: INK_BAD_ARGUMENT for a position
 * outside an epoch. */
INK_API int32_t ink_trainer_epoch(const InkTrainer *trainer);
INK_API int32_t ink_trainer_position(const InkTrainer *trainer);
INK_API int32_t ink_trainer_epoch_size(const InkTrainer *trainer);
INK_API InkStatus ink_trainer_seek(InkTrainer *trainer, int32_t epoch, int32_t position);

/* ---- evaluation ---- */

typedef struct {
    int32_t count;
    int32_t correct;
    double loss_sum;                                     /* divide by count for the mean, in nats */
    int32_t confusion[INK_MAX_CLASSES][INK_MAX_CLASSES]; /* [label][predicted class] */
} InkEvaluation;

/* Adds images first to first + count - 1 to an evaluation, which must start zeroed. Evaluating in
 * parts gives the same result as all at once. Samples labeled INK_NO_CLASS are not counted. Errors,
 * here and below: INK_BAD_ARGUMENT for images out of range, INK_UNKNOWN_CLASS for a label that the
 * network has no output for; nothing is evaluated then. */
INK_API InkStatus ink_evaluate(InkNetwork *network, const InkDataset *dataset, int32_t first,
                               int32_t count, InkEvaluation *evaluation);

/* Evaluates images first to first + count - 1 one by one, into arrays of length count: the
 * predicted class, its probability at the network's temperature, and the loss in nats, regardless
 * of temperature. For the label INK_NO_CLASS the target is uniform, as in training. */
INK_API InkStatus ink_evaluate_each(InkNetwork *network, const InkDataset *dataset, int32_t first,
                                    int32_t count, uint8_t *answers, float *probabilities,
                                    float *losses);

/* Temperature calibration: sets the temperature, from 0.1 to 10, that minimizes the cross entropy
 * of images first to first + count - 1, at least one, which should be held out from training (Guo
 * et al., "On Calibration of Modern Neural Networks", 2017). Also INK_NO_MEMORY. */
INK_API InkStatus ink_calibrate(InkNetwork *network, const InkDataset *dataset, int32_t first,
                                int32_t count);

#endif
