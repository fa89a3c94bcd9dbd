/* Inkling: a neural network from scratch that learns handwritten digits, and other small pictures
 * of up to INK_MAX_CLASSES kinds.
 *
 * This is the whole public face of the core. Handles are opaque, nothing here prints, exits or
 * aborts, and every function that can fail returns an InkStatus.
 *
 * Conventions: f32, row-major, batch first. An image is INK_SIDE x INK_SIDE values of ink, 0 for
 * blank paper and 1 for full ink, top row first. Gradients are means over the minibatch. All
 * randomness comes from a seed the caller gives: the same seed, data and settings give the same
 * losses, bit for bit, on every machine that runs the WebAssembly build. */
#ifndef INKLING_H
#define INKLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the WebAssembly module exports; that of the page, which only reads, names a few itself. */
#if defined(__wasm__) && !defined(INK_READER)
#define INK_API __attribute__((used))
#else
#define INK_API
#endif

enum {
    INK_SIDE = 28,                    /* height and width of an image */
    INK_PIXELS = INK_SIDE * INK_SIDE, /* values in an image */
    INK_CLASSES = 10,                 /* the digits 0 to 9 */
    INK_MIN_CLASSES = 2,              /* that a network tells apart: the size of its last layer */
    INK_MAX_CLASSES = 36,             /* enough for 0 to 9 and A to Z */
    INK_NO_CLASS = 255,               /* the label of what is none of them, such as a scribble */
    INK_MAX_LAYERS = 32,              /* layers in a network */
    INK_MAX_UNITS = 4096,             /* units of a dense layer */
    INK_MAX_CHANNELS = 256,           /* output channels of a convolution */
    INK_MAX_KERNEL = 9,               /* side of a convolution's kernel */
    INK_MAX_WINDOW = 8,               /* side of a pooling window */
    INK_MAX_BATCH = 512,              /* samples in a minibatch */
    INK_MAX_SAMPLES = 1000000,        /* images in a dataset */
    INK_MAX_EPOCH_SAMPLES = 16000000, /* images in an epoch, augmented ones included */
    INK_MAX_LEARNING_RATE = 100,
    INK_MAX_EPOCHS = 100000,
    INK_MAX_STROKE_POINTS = 1000000, /* points in a drawing */
    INK_MAX_MODEL_HEADER = 1 << 20,  /* bytes of a model file's header */
    INK_MAX_MODEL_NOTES = 128,       /* lines of a model file's metadata */
    INK_MAX_IMAGE_SIDE = 4096,       /* height and width of a picture to be fitted */
    INK_MAX_PAGE_SIDE = 3072,        /* height and width of a photographed page */
    INK_MAX_MARKS = 500              /* digits that are found on a page */
};

/* ---- status ------------------------------------------------------------------------------- */

typedef enum {
    INK_OK = 0,
    INK_WAITING,      /* not an error: the next minibatch needs samples that are not here yet */
    INK_BAD_ARGUMENT, /* a value outside its documented range */
    INK_NO_MEMORY,
    INK_BAD_LAYERS,     /* the list of layers does not make a network */
    INK_BAD_PNG,        /* damaged, truncated or not a PNG */
    INK_BAD_SHEET_SIZE, /* a PNG, but not one image of 28x28 in each row */
    INK_BAD_LABELS,     /* damaged, truncated or not an idx1 label file */
    INK_LABEL_MISMATCH, /* as many labels as images are needed */
    INK_DATASET_FULL,
    INK_BAD_LAYER_TEXT,
    INK_TOO_SMALL,     /* a kernel or window is larger than the image that comes to it */
    INK_DIVERGED,      /* the loss is not finite; the weights were left as they were */
    INK_NOT_A_PICTURE, /* neither a PNG nor a JPEG */
    INK_BAD_PICTURE,   /* a PNG or JPEG that is damaged or truncated */
    INK_PICTURE_TOO_LARGE,
    INK_NOT_A_MODEL,      /* not a safetensors file at all */
    INK_MODEL_HEADER,     /* its header is not what the format asks for */
    INK_MODEL_SIZES,      /* cut off, or its numbers do not fill what the header says */
    INK_FOREIGN_MODEL,    /* a safetensors file, but of no network that can be made here */
    INK_MODEL_NOT_FINITE, /* holds a weight that is not a finite number */
    INK_UNKNOWN_CLASS     /* a label that the network has no output for */
} InkStatus;

/* A sentence for people that says what is wrong and what to do. Never NULL. */
INK_API const char *ink_status_message(InkStatus status);

/* ---- strokes and pictures to images ------------------------------------------------------- */

/* Draws pen strokes as the 28x28 ink that the network sees.
 * points: x, y pairs, y down, in units of the pad's side (about 0 to 1; outside is fine).
 * stroke_points: how many points each of the stroke_count strokes has.
 * The strokes are fitted into 20x20 pixels, keeping their aspect, whatever their size and place,
 * and centred by mass in 28x28, as MNIST was made (LeCun, Cortes and Burges,
 * "The MNIST database of handwritten digits"). No points at all leave the image blank.
 * Errors: INK_BAD_ARGUMENT for a coordinate that is not finite or beyond +-1000, or for more
 * than INK_MAX_STROKE_POINTS points. */
INK_API InkStatus ink_raster_strokes(const float *points, const int32_t *stroke_points,
                                     int32_t stroke_count, float image[INK_PIXELS]);

/* Fits a grey picture, such as a scan, a photograph or a large drawing, as MNIST's digits are.
 * pixels[height][width]: 255 for full ink, 0 for blank paper; each side 1 to INK_MAX_IMAGE_SIDE.
 * The smallest upright rectangle around all pixels with more than a sixteenth of the strongest ink
 * is scaled, keeping its aspect, so that its longer side is 20 pixels, and centred by mass in
 * 28x28. Each new pixel is the mean of the area it covers, fractions of pixels included, when
 * the picture shrinks and when it grows. Then the strongest ink is made 1, as in MNIST, which gives
 * faint scans and lines that were thinned to grey their contrast back. How wide the lines come out
 * depends on the picture: they stay as they are, be they thinner or wider than MNIST's.
 * No ink leaves the image blank. Errors: INK_BAD_ARGUMENT for a side out of range. */
INK_API InkStatus ink_image_fit(const uint8_t *pixels, int32_t width, int32_t height,
                                float image[INK_PIXELS]);

/* Which values of a picture are ink. */
typedef enum {
    INK_POLARITY_DETECT = 0,
    INK_POLARITY_ALPHA = 1, /* what is not transparent; of a picture without alpha, as detected */
    INK_POLARITY_DARK = 2,  /* dark ink on light paper */
    INK_POLARITY_LIGHT = 3  /* light ink on dark paper */
} InkPolarity;

/* Where the ink of a picture goes. */
typedef enum {
    INK_FRAMING_DETECT = 0, /* kept where it is as MNIST's are, fitted otherwise */
    INK_FRAMING_KEEP = 1,   /* 28x28 as it is; pictures of other sizes are fitted all the same */
    INK_FRAMING_FIT = 2     /* ink_image_fit */
} InkFraming;

typedef struct {
    int32_t width, height; /* of the picture */
    int32_t polarity;      /* the InkPolarity that its ink was read with */
    int32_t kept;          /* 1: its pixels are the sample's, 0: they were fitted */
    int32_t blank;         /* 1: there is no ink; the sample is blank */
} InkPictureInfo;

/* Reads a picture as a sample of a dataset: 255 for full ink, 0 for blank paper.
 * pixels[height][width][channels]: grey, grey and alpha, RGB or RGBA; each side 1 to
 * INK_MAX_IMAGE_SIDE.
 * Detection takes the alpha channel for ink when most of the picture is transparent; otherwise the
 * picture lies on white, and whichever of dark and light there is more of is paper. The paper's own
 * shade, and four times its grain (median absolute deviation), are taken away.
 * Of 28x28 pixels with a clean paper, whose ink is at most 20 pixels wide and high, 17 or more one
 * way, and has its centre of mass within a pixel of the middle, every value is kept as it is.
 * Errors: INK_BAD_ARGUMENT for a number out of range, INK_NO_MEMORY. */
INK_API InkStatus ink_picture_sample(const uint8_t *pixels, int32_t width, int32_t height,
                                     int32_t channels, int32_t polarity, int32_t framing,
                                     uint8_t sample[INK_PIXELS], InkPictureInfo *info);

/* The same from a PNG or JPEG file. Other errors: INK_NOT_A_PICTURE, INK_BAD_PICTURE, and
 * INK_PICTURE_TOO_LARGE, which is said before anything is decoded. */
INK_API InkStatus ink_picture_read(const uint8_t *file, size_t size, int32_t polarity,
                                   int32_t framing, uint8_t sample[INK_PIXELS],
                                   InkPictureInfo *info);

/* Decodes a PNG or JPEG, such as a sprite sheet, to grey: 0 for black, 255 for white, on white
 * where it is transparent. A side may be to 65,536, and there may be as many pixels as in a square
 * of INK_MAX_IMAGE_SIDE. grey: room for `room` values, which must be height x width or more; with
 * NULL the picture is only measured. Errors as of ink_picture_read; INK_BAD_ARGUMENT when there is
 * not room enough. */
INK_API InkStatus ink_picture_grey(const uint8_t *file, size_t size, uint8_t *grey, size_t room,
                                   int32_t *width, int32_t *height);

/* ---- pages -------------------------------------------------------------------------------- */

/* A photographed page and the digits that stand on it. */
typedef struct InkPage InkPage;

/* A digit on a page, or what looks like one: where it is, in the photograph's pixels. */
typedef struct {
    int32_t left, top, right, bottom; /* right and bottom lie outside */
    int32_t line;                     /* of the page, from the top, 0 first */
} InkMark;

/* Finds the digits on a photograph of a page, whatever its shade, its grain and its light.
 * grey[height][width]: 0 black, 255 white; each side 1 to INK_MAX_PAGE_SIDE. It is not needed
 * any more afterwards.
 * The paper's brightness is estimated from place to place and taken away; dark ink or light, as on
 * a blackboard, whichever stands out from it is writing. Parts of a digit are put together, digits
 * into lines. Specks, dashes, frames, and what the photograph's edge cuts off are left out (unless
 * there is nothing else); of more than INK_MAX_MARKS the tallest stay. Digits that touch each other
 * are one mark: see ink_page_halves. Errors: INK_BAD_ARGUMENT for a side out of range,
 * INK_NO_MEMORY. */
INK_API InkStatus ink_page_read(InkPage **page, const uint8_t *grey, int32_t width, int32_t height);
INK_API void ink_page_free(InkPage *page);

/* The digits in reading order: lines from the top, each from the left. */
INK_API int32_t ink_page_mark_count(const InkPage *page);
INK_API const InkMark *ink_page_marks(const InkPage *page);

/* Whether ink is lighter than paper. */
INK_API bool ink_page_has_light_ink(const InkPage *page);

/* How far lines fall, in pixels down for a pixel to the right, at most +-1 or so; 0 where there is
 * too little to tell. A photograph that is turned back by the arc tangent of it can be read better.
 */
INK_API float ink_page_slope(const InkPage *page);

/* A digit as the network sees it, as of ink_image_fit; strokes of less than a tenth of its size, as
 * of a ballpoint pen, are drawn wider. Errors: INK_BAD_ARGUMENT when there is no such mark,
 * INK_NO_MEMORY. */
INK_API InkStatus ink_page_sample(const InkPage *page, int32_t mark, float image[INK_PIXELS]);

/* A mark cut in two where it is thinnest near its middle: two digits that touch each other, if a
 * network is sure of both and not of the whole. images: [2][INK_PIXELS], as of
 * ink_page_sample. Errors: INK_BAD_ARGUMENT when there is no such mark, or it is narrower than 4
 * pixels; INK_NO_MEMORY. */
INK_API InkStatus ink_page_halves(const InkPage *page, int32_t mark, InkMark halves[2],
                                  float images[2 * INK_PIXELS]);

/* ---- dataset ------------------------------------------------------------------------------ */

typedef struct InkDataset InkDataset;

/* An empty dataset with room for capacity (1 to INK_MAX_SAMPLES) labelled images. */
INK_API InkStatus ink_dataset_create(InkDataset **dataset, int32_t capacity);
INK_API void ink_dataset_free(InkDataset *dataset);

/* Appends a sprite sheet: a PNG of INK_PIXELS x n pixels, one image a row, bright ink on black,
 * and its labels as an idx1-ubyte file of n labels below INK_MAX_CLASSES, or INK_NO_CLASS.
 * On an error nothing is added. */
INK_API InkStatus ink_dataset_add_sheet(InkDataset *dataset, const uint8_t *png, size_t png_size,
                                        const uint8_t *labels, size_t labels_size);

/* Appends count images[count][INK_PIXELS], 255 for full ink, fitted as the network sees them, and
 * their labels, below INK_MAX_CLASSES, or INK_NO_CLASS. On an error nothing is added:
 * INK_BAD_LABELS, INK_DATASET_FULL, INK_BAD_ARGUMENT. */
INK_API InkStatus ink_dataset_add_images(InkDataset *dataset, const uint8_t *images,
                                         const uint8_t *labels, int32_t count);

INK_API int32_t ink_dataset_count(const InkDataset *dataset);

/* The INK_PIXELS bytes (255: full ink) and the label of image index; index < count. */
INK_API const uint8_t *ink_dataset_pixels(const InkDataset *dataset, int32_t index);
INK_API uint8_t ink_dataset_label(const InkDataset *dataset, int32_t index);

/* ---- augmentation ------------------------------------------------------------------------- */

typedef enum {
    INK_AUGMENT_NONE = 0,
    /* One original and twelve shifts, 1 to 3 pixels left, right, up and down: an epoch over
     * 1,000 originals has 13,000 samples. */
    INK_AUGMENT_SHIFTS = 1,
    INK_AUGMENT_DISTORT = 2 /* each original afresh in every epoch, as InkDistortion says */
} InkAugmentation;

/* How many versions of each original an epoch holds: 1 or 13; 0 for an unknown augmentation. */
INK_API int32_t ink_augment_versions(InkAugmentation augmentation);

/* How far each sample is distorted, afresh every time it is drawn. Each number is the most that
 * happens; what happens is drawn between its negative and it. All zero: nothing. */
typedef struct {
    float shift;     /* pixels, right and down; 0 to 8 */
    float rotation;  /* degrees; 0 to 90 */
    float scale;     /* share, of width and height each; 0 to 0.5 */
    float shear;     /* pixels sideways for a pixel up; 0 to 1 */
    float elastic;   /* pixels that the paper is stretched from place to place; 0 to 4 */
    float thickness; /* pixels that lines become wider or narrower; 0 to 2 */
} InkDistortion;

/* What takes the place of an original now and then: each number is the share of samples, and all of
 * them together are at most 1. All of them are about digits: for a network of other than
 * INK_CLASSES outputs they must be 0. */
typedef struct {
    float drawn;    /* digits drawn by rule, in ways that MNIST's writers did not write */
    float lettered; /* digits of handwriting fonts */
    float strange;  /* scribbles and letters, which are no digit: the answer to learn is "any" */
} InkMixture;

/* ---- threads ------------------------------------------------------------------------------ */

/* A pool shares out the work of networks that were given it. Results do not depend on how many
 * threads serve. In a build without threads the pool is NULL, and does everything on one. */
typedef struct InkPool InkPool;

INK_API InkStatus ink_pool_create(InkPool **pool);

/* How many threads work: the caller's own, and those that serve, up to the limit. */
INK_API int32_t ink_pool_threads(const InkPool *pool);
INK_API void ink_pool_limit(InkPool *pool, int32_t threads);

/* For a thread that is to help: its number in the pool, 1 and up, or 0 when the pool is full. */
INK_API int32_t ink_pool_join(InkPool *pool);

/* Works for the pool until there has been nothing to do for some 50 microseconds. The helper should
 * then sleep until the first 32 bits of the pool are no longer the value that was returned, and
 * call this again. (The core does not sleep by itself: V8 11.3 loses local variables over a
 * memory.atomic.wait32 in its baseline compiler.) */
INK_API int32_t ink_pool_serve(InkPool *pool, int32_t part);

/* ---- network ------------------------------------------------------------------------------ */

typedef enum {
    INK_LAYER_DENSE = 1,
    INK_LAYER_RELU = 2,
    INK_LAYER_CONV2D = 3,
    INK_LAYER_MAXPOOL = 4,
    INK_LAYER_DROPOUT = 5
} InkLayerType;

/* One entry in the list of layers; what a type does not name is not looked at. */
typedef struct {
    int32_t type;
    int32_t units;   /* dense: outputs, to INK_MAX_UNITS; conv2d: channels, to INK_MAX_CHANNELS */
    int32_t size;    /* conv2d: side of the kernel, to INK_MAX_KERNEL;
                        maxpool: side of the window, 2 to INK_MAX_WINDOW */
    int32_t padding; /* conv2d: rows and columns of zeros put around the image, below size */
    float rate;      /* dropout: share of the values that is dropped, 0 to 0.9 */
} InkLayerSpec;

/* Reads a list such as "conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, relu, dropout 0.25, dense
 * 10": kernel height x width x channels, "same" for a padding that keeps the size (odd kernels
 * only), "pad 1" for another one. Errors: INK_BAD_LAYER_TEXT for a layer that can't be read: number
 * *layer_count, from 0; INK_BAD_LAYERS for too many. */
INK_API InkStatus ink_layers_parse(const char *text, InkLayerSpec layers[INK_MAX_LAYERS],
                                   int32_t *layer_count);

/* Writes such a list, which gives the same layers again when it is read, into text[room].
 * INK_MAX_LAYERS_TEXT is room for any. Errors: INK_BAD_LAYERS for a layer of no known type, or when
 * there is too little room. */
enum { INK_MAX_LAYERS_TEXT = 1024 };
INK_API InkStatus ink_layers_format(const InkLayerSpec *layers, int32_t layer_count, char *text,
                                    size_t room);

/* What a layer makes of what comes to it. */
typedef struct {
    int32_t height, width, channels; /* of its output; a dense layer's is 1 x 1 x units */
    int32_t parameters;
} InkLayerInfo;

/* Checks a list of layers, and tells the size of each in info[layer_count]. Where the list cannot
 * work, that is the layer whose info is all zero; when the last does not give INK_MIN_CLASSES to
 * INK_MAX_CLASSES values, all have one. */
INK_API InkStatus ink_layers_check(const InkLayerSpec *layers, int32_t layer_count,
                                   InkLayerInfo *info);

typedef struct InkNetwork InkNetwork;

/* Builds a network from INK_PIXELS inputs through layer_count layers to a logit for each class.
 * The weights are zero until ink_network_initialize or until they are written.
 * max_batch (1 to INK_MAX_BATCH): the largest minibatch it will be given.
 * Errors: INK_BAD_LAYERS when the last layer does not give INK_MIN_CLASSES to INK_MAX_CLASSES
 * values, INK_TOO_SMALL when a kernel or window does not fit, INK_BAD_ARGUMENT for a number out of
 * range. */
INK_API InkStatus ink_network_create(InkNetwork **network, const InkLayerSpec *layers,
                                     int32_t layer_count, int32_t max_batch);
INK_API void ink_network_free(InkNetwork *network);

/* How many classes it tells apart: the values of its last layer. Its labels are below that. */
INK_API int32_t ink_network_classes(const InkNetwork *network);

/* Lets a pool share the work of training and evaluation; NULL for one thread. */
INK_API void ink_network_set_pool(InkNetwork *network, InkPool *pool);

/* He initialisation: weights normal with variance 2 / inputs, biases zero (He, Zhang, Ren and
 * Sun, "Delving Deep into Rectifiers", 2015). */
INK_API void ink_network_initialize(InkNetwork *network, uint32_t seed);

/* All parameters in one array, layer by layer; a dense layer has w[in][out], then bias[out], a
 * convolution w[size][size][in][out], then bias[out].
 * The gradients of the last minibatch stand in an array of the same layout. */
INK_API float *ink_network_parameters(InkNetwork *network);
INK_API const float *ink_network_gradients(const InkNetwork *network);
INK_API int32_t ink_network_parameter_count(const InkNetwork *network);
INK_API int32_t ink_network_max_batch(const InkNetwork *network);

/* The network's own input buffer, x[max_batch][INK_PIXELS], for callers that want no copy. */
INK_API float *ink_network_input(InkNetwork *network);

/* Probabilities p[batch][classes] for x[batch][INK_PIXELS]; 1 <= batch <= max_batch. */
INK_API InkStatus ink_network_predict(InkNetwork *network, const float *x, int32_t batch,
                                      float *probabilities);

/* Divides the logits of ink_network_predict, so that its probabilities are as often right as they
 * say; above 0. Training does not know it. A new network has 1. */
INK_API void ink_network_set_temperature(InkNetwork *network, float temperature);
INK_API float ink_network_temperature(const InkNetwork *network);

typedef struct {
    float loss;      /* mean cross entropy over the minibatch, in nats */
    int32_t correct; /* samples whose most probable class was the label */
    int32_t count;   /* samples in the minibatch */
} InkBatchResult;

/* Forward and backward: fills the gradients of the mean loss; the weights stay as they are.
 * labels: each below the network's number of classes, or INK_NO_CLASS, for which the answer to
 * learn is "any". Errors: INK_UNKNOWN_CLASS for another label, INK_DIVERGED when the loss is not
 * finite. */
INK_API InkStatus ink_network_backpropagate(InkNetwork *network, const float *x,
                                            const uint8_t *labels, int32_t batch,
                                            InkBatchResult *result);

/* One step of stochastic gradient descent on a minibatch of the caller's:
 * backpropagation and w -= learning_rate dw in one. learning_rate: above 0, at most
 * INK_MAX_LEARNING_RATE. The array of gradients is left as it was. */
INK_API InkStatus ink_network_train_batch(InkNetwork *network, const float *x,
                                          const uint8_t *labels, int32_t batch, float learning_rate,
                                          InkBatchResult *result);

/* ---- optimizer ---------------------------------------------------------------------------- */

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

/* ---- training ----------------------------------------------------------------------------- */

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

/* ---- evaluation --------------------------------------------------------------------------- */

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

/* ---- inspection --------------------------------------------------------------------------- */

/* What a network says of one sample. */
typedef struct {
    float loss; /* cross entropy, in nats; it knows no temperature */
    /* Of the network's classes, behind which all is 0; the probabilities are at the network's
     * temperature, as ink_network_predict's. */
    float logits[INK_MAX_CLASSES];
    float probabilities[INK_MAX_CLASSES];
} InkTrace;

/* Forward and backward for one sample x[INK_PIXELS] with its label, a class: fills the network's
 * gradients, and keeps what ink_network_activation tells. No parameter changes, and dropout lets
 * everything pass, as in prediction. trace is written unless the argument is bad.
 * Errors: INK_BAD_ARGUMENT for another label, INK_NO_CLASS included; INK_DIVERGED when the loss is
 * not finite: then there are outputs, but no gradients. */
INK_API InkStatus ink_network_trace(InkNetwork *network, const float *x, uint8_t label,
                                    InkTrace *trace);

INK_API int32_t ink_network_layer_count(const InkNetwork *network);

/* A layer of a network, and what it did with the first sample of the last pass. Output and gradient
 * are [height][width][channels]; they stay where they are as long as the network lives, and keep
 * their values until its next pass: prediction, training, evaluation, trace or saliency. */
typedef struct {
    InkLayerSpec spec;
    InkLayerInfo info;
    int32_t first_parameter; /* where its parameters begin in the network's array of all */
    const float *output;
    const float *gradient; /* of the loss with respect to output */
} InkActivation;

/* Errors: INK_BAD_ARGUMENT when there is no such layer; they are counted from 0. */
INK_API InkStatus ink_network_activation(const InkNetwork *network, int32_t layer,
                                         InkActivation *activation);

/* How much the logit of a class rises with each pixel of x[INK_PIXELS]: its gradient
 * (Simonyan, Vedaldi and Zisserman, "Deep Inside Convolutional Networks", 2014). Dropout lets
 * everything pass, and of equal values in a pooling window, as on blank paper, the first takes the
 * whole gradient. The gradients of the parameters stay as they are; those of the outputs become
 * those of that logit. Errors: INK_BAD_ARGUMENT for another class. */
INK_API InkStatus ink_network_saliency(InkNetwork *network, const float *x, int32_t class,
                                       float gradient[INK_PIXELS]);

/* ---- model files -------------------------------------------------------------------------- */

/* A line of a model's metadata; UTF-8. */
typedef struct {
    const char *name, *value;
} InkModelNote;

/* Writes a network as a safetensors file into a new block, to be given back to ink_bytes_free.
 *
 * Tensors are named by layer, "0.weight" and "0.bias", with the shapes of ink_network_parameters;
 * half: 16 bits a number instead of 32. The metadata has "format" (inkling), "layers" as
 * ink_layers_parse reads them, "temperature", "input" (how ink becomes the network's input),
 * "classes", and the caller's notes, whose names must be others. "classes" is 0123456789 for ten
 * outputs, and for others how many there are, such as 26.
 *
 * What the outputs stand for, where that is not the digits, is a note of the caller's:
 * "class_names", a line for each output (a name holds no line feed).
 *
 * trainer: NULL, or the one that trains the network. Then all it takes to go on exactly from here
 * is in the file too, and half must be false: its settings as "training.learning_rate" and so on,
 * the place as "training.epoch" and "training.position", and what the optimizer remembers as the
 * tensor "optimizer.memory" [slots][parameters].
 *
 * Errors: INK_BAD_ARGUMENT for a note that is not UTF-8 or has a name that is taken, for too many
 * or too long ones, and for class_names that are not as many as the outputs; INK_MODEL_NOT_FINITE
 * for a weight that is not finite or has no 16-bit number.
 */
INK_API InkStatus ink_model_write(const InkNetwork *network, const InkTrainer *trainer,
                                  const InkModelNote *notes, int32_t note_count, bool half,
                                  uint8_t **bytes, size_t *size);
INK_API void ink_bytes_free(uint8_t *bytes);

/* What stands in a model file. */
typedef struct InkModel InkModel;

/* Reads a file of ink_model_write. Nothing in it is believed: every size, offset, shape, name and
 * number is checked, and nothing is allocated that the file is not large enough for.
 * Errors: INK_NOT_A_MODEL, INK_MODEL_HEADER, INK_MODEL_SIZES, INK_FOREIGN_MODEL,
 * INK_MODEL_NOT_FINITE, and those of ink_layers_parse and ink_layers_check. */
INK_API InkStatus ink_model_read(InkModel **model, const uint8_t *bytes, size_t size);
INK_API void ink_model_free(InkModel *model);

INK_API const char *ink_model_layers(const InkModel *model);
INK_API int32_t ink_model_classes(const InkModel *model);
INK_API float ink_model_temperature(const InkModel *model);
/* In the layout of ink_network_parameters. */
INK_API const float *ink_model_parameters(const InkModel *model);
INK_API int32_t ink_model_parameter_count(const InkModel *model);
/* All of the metadata, what ink_model_write added included; index < count. */
INK_API int32_t ink_model_note_count(const InkModel *model);
INK_API const char *ink_model_note_name(const InkModel *model, int32_t index);
INK_API const char *ink_model_note_value(const InkModel *model, int32_t index);
/* The value of a note by its name; NULL if there is none. */
INK_API const char *ink_model_note(const InkModel *model, const char *name);

/* How the network was trained and how far; NULL for a file that was written without a trainer. */
INK_API const InkTrainerSettings *ink_model_training(const InkModel *model);
INK_API int32_t ink_model_epoch(const InkModel *model);
INK_API int32_t ink_model_position(const InkModel *model);
INK_API const float *ink_model_memory(const InkModel *model);
INK_API int32_t ink_model_memory_size(const InkModel *model);

/* A network with the layers, parameters and temperature of the file. */
INK_API InkStatus ink_model_network(const InkModel *model, int32_t max_batch, InkNetwork **network);

/* Brings a trainer, made with the file's settings for its network, to where training stood.
 * Errors: INK_BAD_ARGUMENT when it is another optimizer's, or the place is not in an epoch. */
INK_API InkStatus ink_model_resume(const InkModel *model, InkTrainer *trainer);

/* ---- models for other programs ------------------------------------------------------------ */

/* An ONNX file (opset 13) into a new block, to be given back to ink_bytes_free. Input "image"
 * [batch][1][28][28], ink from 0 to 1; output "probabilities" [batch][classes], at the network's
 * temperature. Errors: INK_NO_MEMORY. */
INK_API InkStatus ink_export_onnx(const InkNetwork *network, uint8_t **bytes, size_t *size);

typedef enum {
    INK_FLOAT32 = 0,
    INK_INT8 = 1 /* weights as 8 bits, with a scale for each output; all else stays float */
} InkPrecision;

/* A C header of its own, C99 and C++, without a heap: weights, and
 * inkling_predict(const float image[784], float probabilities[10]), or as many as there are
 * classes. Into a new block, which ends
 * in no null; to be given back to ink_bytes_free. Errors: INK_BAD_ARGUMENT, INK_NO_MEMORY. */
INK_API InkStatus ink_export_header(const InkNetwork *network, int32_t precision, uint8_t **bytes,
                                    size_t *size);

#endif
