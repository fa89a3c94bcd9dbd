/* The interface that every kind of layer implements. A new kind is one file in this folder that
 * fills an InkLayerKind, plus one line in INK_LAYER_KINDS; nothing else knows which kinds exist.
 *
 * A training step has two halves. In the first, samples are independent of each other: each runs
 * forward through all layers, and then the gradients of the loss with respect to the layers'
 * outputs (dy, dx) run backward. In the second, weights are independent of each other: each one
 * sums its gradient over the samples. Threads split the samples first, then the weights, and never
 * write the same value, so the number of threads does not affect the results.
 *
 * A layer that looks across the minibatch interrupts the first half: no sample passes it, in either
 * direction, before all of them have arrived, and gather and settle have been called.
 *
 * A layer may rely on the following:
 * - Its scratch memory is zero before the first pass, and nobody else ever writes to it. Whatever
 *   the layer itself never writes, such as the border of zeros around a convolution's input, stays
 *   zero.
 * - backward and backward_parameters follow a forward pass of the same minibatch, with the same x
 *   and the resulting y, and no other forward pass in between, so they may use what it left in
 *   scratch. When a network is inspected, they also follow a forward pass that was for prediction.
 * - A call of forward or backward touches only its own samples' part of y, dy, and scratch; calls
 *   for different samples may run on different threads. All parts of prepare are done before the
 *   first of them, and all of them before backward_parameters. */
#ifndef INK_LAYER_H
#define INK_LAYER_H

#include "base/rng.h"
#include "inkling/layers.h"
#include "layers/c_source.h"
#include "layers/layer_text.h"
#include "layers/onnx_graph.h"
#include "layers/shape.h"

/* Takes the finished gradients of `count` consecutive parameters, which start at `parameters` in
 * the network's array. Called once for every parameter that has a gradient, on any thread. */
typedef void InkTakeGradients(void *context, float *parameters, const float *gradients,
                              int32_t count);

/* The part of a minibatch that a call works on. */
typedef struct {
    int32_t batch;       /* samples in the minibatch */
    int32_t first, last; /* first half of a step: samples first to last - 1 */
    int32_t part, parts; /* second half of a step: part number `part` of `parts` of the weights */
    bool training;       /* false when predicting */
    bool learning;       /* second half: weights change, so running averages follow */
    uint32_t seed;       /* for layers that draw random numbers in training; new in every step */
    InkTakeGradients *take; /* second half: see backward_parameters; may be NULL */
    void *context;          /* for take */
} InkPass;

typedef struct InkLayer InkLayer;
typedef struct InkLayerKind InkLayerKind;

/* Some of a layer's parameters as a tensor in a file: "weight", [sides[0]][sides[1]]... */
typedef struct {
    const char *name;
    int32_t side_count;
    int64_t sides[4];
} InkLayerTensor;
enum { INK_MAX_LAYER_TENSORS = 4 };

/* The reader build cannot write files, so it omits the functions that do. They are still named, so
 * that no compiler calls them unused. */
#ifdef INK_READER
#define INK_UNLESS_READER(function) (1 ? NULL : (function))
#else
#define INK_UNLESS_READER(function) (function)
#endif

struct InkLayerKind {
    InkLayerKindInfo info;

    /* ---- as text, after the kind's word ---- */

    /* Parses the numbers into spec, which is zero except for its type. Returns false on a syntax
     * error. ink_layer_parse handles the usual case: numbers in order, separated by spaces. */
    bool (*parse)(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec);
    /* Prints them like snprintf, including the space in front, so that parse reads them back. */
    int (*format)(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room);

    /* ---- computation ---- */

    /* Sets output, parameter_count, and scratch_size. The numbers in spec are already within the
     * ranges in info; the layer checks whether they fit each other and the input. */
    InkStatus (*configure)(InkLayer *layer);
    /* Sets the parameters to their initial values. NULL for a layer without parameters. */
    void (*initialize)(const InkLayer *layer, InkRng *rng);
    /* Called before a pass, for work shared by all samples, such as reordering the weights. Does
     * part number `part` of `parts`; the others may run on different threads. May be NULL. */
    void (*prepare)(const InkLayer *layer, int32_t part, int32_t parts);
    /* Computes y[batch][output] from x[batch][input], for the samples of the pass. */
    void (*forward)(const InkLayer *layer, const InkPass *pass, const float *x, float *y);
    /* Computes dx from dy, the gradients of the loss with respect to x and y, for the samples of
     * the pass. Not called for the first layer in training. */
    void (*backward)(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx);
    /* For layers that look across the minibatch in training; NULL for all others, and both NULL or
     * neither. gather takes from x (if dy is NULL) or from x and dy what the layer needs to know of
     * the samples of the pass, each by itself. settle combines all of them, on one thread, in an
     * order that does not depend on how the samples were split. Then forward (or backward) is
     * called. Never called in prediction. */
    void (*gather)(const InkLayer *layer, const InkPass *pass, const float *x, const float *dy);
    void (*settle)(const InkLayer *layer, int32_t batch, bool is_backward);
    /* Adds scale times the gradient of the parameters, summed over the whole minibatch, to
     * onto[parameter_count], for the weights of the pass. If onto is the layer's part of the
     * network's gradients and scale is 1, that is the gradient; if onto is the parameters
     * themselves and scale is -learning_rate, it is a complete step of gradient descent. NULL for a
     * layer without parameters.
     * If pass->take is not NULL, hands the gradients to it instead, in blocks small enough to stay
     * in a nearby cache, so that an optimizer need not fetch them from memory again. onto is then
     * the layer's part of the network's gradients, to use as scratch memory. ink_layer_give does
     * either. */
    void (*backward_parameters)(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale);

    /* ---- in files; see ink_layer_lacks ---- */

    /* Describes the parameters as tensors, stored back to back, that make up parameter_count: the
     * weights, then anything else, then "bias", with one value per output channel. Returns how many
     * there are. spec and input are those that configure saw. NULL for a layer without parameters.
     */
    int32_t (*tensors)(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]);
    /* Appends what the layer does in prediction to a graph. */
    void (*to_onnx)(const InkLayer *layer, InkOnnxGraph *graph);
    /* C export: the source of the function that all layers of this kind call, or NULL; the layer's
     * parameters as arrays, NULL for a layer without parameters; and the call for one layer. */
    const char *c_function;
    void (*to_c_arrays)(const InkLayer *layer, InkCSource *to);
    void (*to_c)(const InkLayer *layer, InkCSource *to);
};

struct InkLayer {
    const InkLayerKind *kind;
    InkLayerSpec spec;
    InkShape input, output;
    int32_t index; /* position in the network */
    int32_t max_batch;
    int32_t samples; /* of the pass that prepare is for */
    bool training;   /* whether it goes backward, too */
    int32_t parameter_count;
    int64_t scratch_size; /* floats of memory private to the layer */
    float *parameters;    /* this layer's part of the network's parameters */
    float *y;             /* [max_batch][output] */
    float *dy;            /* [max_batch][output] */
    float *scratch;       /* [scratch_size] */
};

/* For backward_parameters: hands over the gradients of `count` parameters from number `first` on,
 * or adds them to onto, as the pass asks. */
static inline void ink_layer_give(const InkLayer *layer, const InkPass *pass, int32_t first,
                                  const float *gradients, int32_t count, float *onto, float scale) {
    if (pass->take) {
        pass->take(pass->context, layer->parameters + first, gradients, count);
        return;
    }
    for (int32_t i = 0; i < count; i++)
        onto[first + i] += scale * gradients[i];
}

/* The kind for an InkLayerType; NULL if there is none. */
const InkLayerKind *ink_layer_kind_of(int32_t type);

/* Checks spec against the ranges of its kind and against the input, then configures the layer.
 * Returns INK_BAD_ARGUMENT for a number out of range, or the error of the kind's configure. */
InkStatus ink_layer_configure(InkLayer *layer);

/* The first field that an InkLayerKind needs for a purpose but leaves NULL, such as "to_onnx"; NULL
 * if none is missing. */
typedef enum { INK_FOR_TEXT, INK_FOR_MODEL, INK_FOR_ONNX, INK_FOR_C } InkLayerPurpose;
const char *ink_layer_lacks(const InkLayerKind *kind, bool has_parameters, InkLayerPurpose purpose);

/* parse and format for kinds whose numbers are in order, separated by spaces: "maxpool 2". */
bool ink_layer_parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec);
int ink_layer_format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room);

/* configure for kinds whose output has the shape of the input. */
InkStatus ink_layer_keep_shape(InkLayer *layer);

/* to_c for kinds that change values in place, in a function inkling_<name>(x, count). */
void ink_layer_in_place_to_c(const InkLayer *layer, InkCSource *to);

/* c_function and to_c for kinds that scale and shift each channel in prediction, by the arrays w
 * and b. */
extern const char ink_layer_channels_c[];
void ink_layer_channels_to_c(const InkLayer *layer, InkCSource *to);

/* Describes one number of a kind, by its field: INK_INTEGER(size, .start = 2, .min = 2, ...) */
#define INK_INTEGER(field, ...)                                                                    \
    { .name = #field, .offset = offsetof(InkLayerSpec, field), .is_whole = 1, __VA_ARGS__ }
#define INK_FRACTION(field, ...)                                                                   \
    { .name = #field, .offset = offsetof(InkLayerSpec, field), __VA_ARGS__ }

#define INK_LAYER_KIND(NAME, number, kind) extern const InkLayerKind kind;
INK_LAYER_KINDS(INK_LAYER_KIND)
#undef INK_LAYER_KIND

#endif
