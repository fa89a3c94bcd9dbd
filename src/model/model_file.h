/* Shared by the reader and the writer of model files. */
#ifndef INK_MODEL_FILE_H
#define INK_MODEL_FILE_H

#include "base/bytes.h"
#include "inkling/network.h"
#include "layers/layer.h"

/* Values in the metadata of every model. */
#define INK_MODEL_FORMAT "inkling"
#define INK_MODEL_DIGITS "0123456789"

/* The note that names the classes, one per line. */
#define INK_MODEL_NAMES "class_names"
/* British spelling, because it is in every saved file. */
#define INK_MODEL_INPUT "28x28 ink, 0 to 1: strokes fitted into 20x20, centred by mass (as MNIST)"

/* Room for the name of any tensor. */
enum { INK_TENSOR_ROOM = 64, INK_MAX_TENSORS = INK_MAX_LAYER_TENSORS * INK_MAX_LAYERS + 1 };

/* The name and shape of a tensor in a network. */
typedef struct {
    char name[INK_TENSOR_ROOM];
    int64_t shape[4];
    int32_t rank;
    int64_t count; /* values */
} InkTensor;

/* The value of the note "classes" for this many classes. */
enum { INK_CLASSES_ROOM = 16 };
void ink_model_classes_text(int32_t classes, char text[INK_CLASSES_ROOM]);

/* Whether there is exactly one line per class. */
bool ink_model_names_fit(const char *names, int32_t classes);

/* Lists the tensors of all layers, in the order of the parameters. info: from ink_layers_check.
 * Errors: INK_UNFINISHED_LAYER. */
InkStatus ink_model_tensors(const InkLayerSpec *layers, const InkLayerInfo *info,
                            int32_t layer_count, InkTensor tensors[INK_MAX_TENSORS],
                            int32_t *tensor_count);

/* The optimizer's state as a tensor. */
InkTensor ink_model_memory_tensor(int32_t rule, int64_t parameters);

/* Trainer settings are written as one note each. */
typedef enum { INK_FIELD_FLOAT, INK_FIELD_INT, INK_FIELD_SEED } InkFieldType;
typedef struct {
    const char *name; /* without the prefix "training." */
    InkFieldType type;
    size_t offset; /* in InkTrainerSettings */
} InkTrainingField;
extern const InkTrainingField ink_training_fields[];
extern const int32_t ink_training_field_count;

/* Conversion to and from half precision (IEEE 754 binary16). */
uint16_t ink_half(float value);
float ink_from_half(uint16_t half);

#endif
