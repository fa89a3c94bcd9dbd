/* Networks as files: our own, and those of other programs. */
#ifndef INKLING_MODEL_H
#define INKLING_MODEL_H

#include "inkling/training.h"

enum {
    INK_MAX_MODEL_HEADER = 1 << 20, /* bytes of a model file's header */
    INK_MAX_MODEL_NOTES = 128       /* lines of a model file's metadata */
};

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

/* Whether a name is that of a note that ink_model_write adds itself, and callers may not. */
INK_API bool ink_model_note_is_reserved(const char *name);

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

/* ---- for other programs ---- */

/* The word of the first kind of layer in a network that can't be written to a format; NULL when
 * all can. Then functions that write it give INK_UNFINISHED_LAYER. */
typedef enum { INK_EXPORT_MODEL = 0, INK_EXPORT_ONNX = 1, INK_EXPORT_HEADER = 2 } InkExportFormat;
INK_API const char *ink_export_obstacle(const InkNetwork *network, int32_t format);

/* An ONNX file (opset 13) into a new block, to be given back to ink_bytes_free. Input "image"
 * [batch][1][28][28], ink from 0 to 1; output "probabilities" [batch][classes], at the network's
 * temperature. Errors: INK_NO_MEMORY, INK_UNFINISHED_LAYER. */
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
