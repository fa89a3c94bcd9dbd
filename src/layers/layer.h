/* What every kind of layer offers. A new kind is one file here that fills an InkLayerKind, and one
 * line in the list INK_LAYER_KINDS; nothing else knows which kinds there are.
 *
 * A training step has two halves. In the first, samples are independent of each other: they run
 * forward through all layers, and the gradients of the loss with respect to what the layers passed
 * on (dy, dx) run backward. In the second, the weights are independent of each other: each gathers
 * its gradient over the samples. Threads share out samples first, then weights, and never write
 * the same number, so that results do not depend on how many there are.
 *
 * A layer may rely on this:
 * - Its scratch is zero before the first pass, and nobody else ever writes to it. What a layer
 * never writes there, such as the frame of zeros around a convolution's input, stays zero.
 * - backward and backward_parameters follow a forward for the same minibatch, with the same x and
 *   the y it gave, without another forward in between: they may use what that forward left in
 *   scratch. Of a forward that was for prediction, they are asked when a network is inspected.
 * - forward and backward see a sample's part of y, dy and scratch by themselves, part by part and
 *   maybe on several threads; prepare and backward_parameters come when all parts are done. */
#ifndef INK_LAYER_H
#define INK_LAYER_H

#include "base/rng.h"
#include "inkling/layers.h"
#include "layers/c_source.h"
#include "layers/layer_text.h"
#include "layers/onnx_graph.h"
#include "layers/shape.h"

/* Which part of a minibatch a call works on. */
typedef struct {
    int32_t batch;       /* samples in the minibatch */
    int32_t first, last; /* first half of a step: samples first to last - 1 */
    int32_t part, parts; /* second half: share number `part` of `parts` of the weights */
    bool training;       /* false when predicting */
    uint32_t seed;       /* for layers that draw at random while training; new in every step */
} InkPass;

typedef struct InkLayer InkLayer;
typedef struct InkLayerKind InkLayerKind;

/* Some of a layer's parameters, as a tensor in a file: "weight", [sides[0]][sides[1]]... */
typedef struct {
    const char *name;
    int32_t side_count;
    int64_t sides[4];
} InkLayerTensor;
enum { INK_MAX_LAYER_TENSORS = 2 };

/* What writes files is left out of the build that only reads. */
#ifdef INK_READER
#define INK_UNLESS_READER(function) (1 ? NULL : (function))
#else
#define INK_UNLESS_READER(function) (function)
#endif

struct InkLayerKind {
    InkLayerKindInfo info;

    /* ---- as text, behind the kind's word ---- */

    /* Reads the numbers into spec, which is zero but for its type; returns whether they can be
     * read. ink_layer_parse does where they stand in their order, apart by spaces. */
    bool (*parse)(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec);
    /* Writes them, from the space before them on, as snprintf does; parse reads the same again. */
    int (*format)(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room);

    /* ---- at work ---- */

    /* Sets output, parameter_count and scratch_size. The numbers of spec are in the ranges of info;
     * whether they go with each other and with input is for the layer to check. */
    InkStatus (*configure)(InkLayer *layer);
    /* Sets the parameters to their starting values. NULL for a layer without parameters. */
    void (*initialize)(const InkLayer *layer, InkRng *rng);
    /* Called once before a pass, by one thread: what all samples need, such as the weights in
     * another order. May be NULL. */
    void (*prepare)(const InkLayer *layer);
    /* y[batch][output] from x[batch][input], for the samples of the pass. */
    void (*forward)(const InkLayer *layer, const InkPass *pass, const float *x, float *y);
    /* dx from dy, the gradients of the loss with respect to x and y, for the samples of the pass.
     * The first layer is not asked for it. */
    void (*backward)(const InkLayer *layer, const InkPass *pass, const float *x, const float *y,
                     const float *dy, float *dx);
    /* Adds scale times the gradient of the parameters, summed over the whole minibatch, to
     * onto[parameter_count], for the weights of the pass. With its part of the network's gradients
     * for onto and scale 1 that is the gradient; with its parameters and -learning_rate it is a
     * whole step of gradient descent in one. NULL for a layer without parameters. */
    void (*backward_parameters)(const InkLayer *layer, const InkPass *pass, const float *x,
                                const float *dy, float *onto, float scale);

    /* ---- in files; see ink_layer_lacks ---- */

    /* Names the parameters: tensors one behind the other, together parameter_count. Returns how
     * many. spec and input: as configure had them. NULL for a layer without parameters. */
    int32_t (*tensors)(const InkLayerSpec *spec, InkShape input,
                       InkLayerTensor tensors[INK_MAX_LAYER_TENSORS]);
    /* Adds what the layer does in prediction to a graph. */
    void (*to_onnx)(const InkLayer *layer, InkOnnxGraph *graph);
    /* For C: the function that the calls of all layers of this kind go to, or NULL; the layer's
     * parameters as arrays, NULL for a layer without; and the call for one layer. */
    const char *c_function;
    void (*to_c_arrays)(const InkLayer *layer, InkCSource *to);
    void (*to_c)(const InkLayer *layer, InkCSource *to);
};

struct InkLayer {
    const InkLayerKind *kind;
    InkLayerSpec spec;
    InkShape input, output;
    int32_t index; /* its place in the network */
    int32_t max_batch;
    int32_t parameter_count;
    int64_t scratch_size; /* floats of memory the layer keeps for itself */
    float *parameters;    /* this layer's part of the network's one array */
    float *y;             /* [max_batch][output] */
    float *dy;            /* [max_batch][output] */
    float *scratch;       /* [scratch_size] */
};

/* The kind of an InkLayerType; NULL if there is none. */
const InkLayerKind *ink_layer_kind_of(int32_t type);

/* Checks spec against the ranges of its kind and against input, and configures the layer. */
InkStatus ink_layer_configure(InkLayer *layer);

/* What an InkLayerKind has to fill for a purpose, and does not: "to_onnx"; NULL if nothing. */
typedef enum { INK_FOR_TEXT, INK_FOR_MODEL, INK_FOR_ONNX, INK_FOR_C } InkLayerPurpose;
const char *ink_layer_lacks(const InkLayerKind *kind, bool has_parameters, InkLayerPurpose purpose);

/* parse and format for kinds whose numbers stand in their order, apart by spaces: "maxpool 2". */
bool ink_layer_parse(const InkLayerKind *kind, InkText *text, InkLayerSpec *spec);
int ink_layer_format(const InkLayerKind *kind, const InkLayerSpec *spec, char *text, size_t room);

/* A number of a kind, by the field of InkLayerSpec: INK_WHOLE(size, .start = 2, .min = 2, ...) */
#define INK_WHOLE(field, ...)                                                                      \
    { .name = #field, .offset = offsetof(InkLayerSpec, field), .is_whole = 1, __VA_ARGS__ }
#define INK_SHARE(field, ...)                                                                      \
    { .name = #field, .offset = offsetof(InkLayerSpec, field), __VA_ARGS__ }

#define INK_LAYER_KIND(NAME, number, kind) extern const InkLayerKind kind;
INK_LAYER_KINDS(INK_LAYER_KIND)
#undef INK_LAYER_KIND

#endif
