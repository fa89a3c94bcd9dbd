/* What writing and reading model files share. */
#ifndef INK_MODEL_FILE_H
#define INK_MODEL_FILE_H

#include "base/bytes.h"
#include "inkling/network.h"
#include "layers/layer.h"

/* What the metadata of every model says. */
#define INK_MODEL_FORMAT "inkling"
#define INK_MODEL_DIGITS "0123456789"

/* The note that says what the outputs stand for, a line for each. */
#define INK_MODEL_NAMES "class_names"
#define INK_MODEL_INPUT "28x28 ink, 0 to 1: strokes fitted into 20x20, centred by mass (as MNIST)"

/* What calibration can come to, see evaluate.c, and some room. */

/* Room for the shape of any tensor as text. */
enum { INK_TENSOR_ROOM = 64, INK_MAX_TENSORS = INK_MAX_LAYER_TENSORS * INK_MAX_LAYERS + 1 };

/* A tensor that a network has. */
typedef struct {
    char name[INK_TENSOR_ROOM];
    int64_t shape[4];
    int32_t sides;
    int64_t count; /* of its numbers */
} InkTensor;

/* What the note "classes" says of so many outputs. */
enum { INK_CLASSES_ROOM = 16 };
void ink_model_classes_text(int32_t classes, char text[INK_CLASSES_ROOM]);

/* Whether there is a line for each output. */
bool ink_model_names_fit(const char *names, int32_t classes);

/* The tensors of all layers, in the order of the parameters, and how many. info: as
 * ink_layers_check tells it. Errors: INK_UNFINISHED_LAYER. */
InkStatus ink_model_tensors(const InkLayerSpec *layers, const InkLayerInfo *info,
                            int32_t layer_count, InkTensor tensors[INK_MAX_TENSORS],
                            int32_t *tensor_count);

/* What the optimizer remembers, as a tensor. */
InkTensor ink_model_memory_tensor(int32_t rule, int64_t parameters);

/* How a trainer's settings are written, one note each. */
typedef enum { INK_FIELD_FLOAT, INK_FIELD_INT, INK_FIELD_SEED } InkFieldType;
typedef struct {
    const char *name; /* behind "training." */
    InkFieldType type;
    size_t offset; /* in InkTrainerSettings */
} InkTrainingField;
extern const InkTrainingField ink_training_fields[];
extern const int32_t ink_training_field_count;

/* The nearest half-precision number (IEEE 754 binary16), and the value of one. */
uint16_t ink_half(float value);
float ink_from_half(uint16_t half);

#endif
