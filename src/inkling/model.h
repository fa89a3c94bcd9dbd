/* Saving networks, loading them, and exporting them to other programs. */
#ifndef INKLING_MODEL_H
#define INKLING_MODEL_H

#include "inkling/training.h"

enum {
    INK_MAX_MODEL_HEADER = 1 << 20, /* bytes of a model file's header */
    INK_MAX_MODEL_NOTES = 128       /* entries in a model file's metadata */
};

/* An entry of a model's metadata, in UTF-8. */
typedef struct {
    const char *name, *value;
} InkModelNote;

/* Writes a network as a safetensors file to a new block. Free it with ink_bytes_free.
 *
 * Tensors are named by layer, "0.weight" and "0.bias", with the shapes of ink_network_parameters.
 * half stores 16-bit instead of 32-bit floats. The metadata contains "format" (inkling), "layers"
 * in the syntax of ink_layers_parse, "temperature", "input" (how ink is encoded as input),
 * "classes", and the caller's notes, whose names must differ from these. "classes" is 0123456789
 * for ten outputs, otherwise the number of outputs, such as 26.
 *
 * If the outputs are not the ten digits, the caller can label them with the note "class_names": one
 * name per output, separated by line feeds.
 *
 * trainer: NULL, or the trainer of this network. In that case the file also contains everything
 * needed to resume exactly here, and half must be false: the settings as "training.learning_rate"
 * and so on, the position as "training.epoch" and "training.position", and the optimizer's state as
 * the tensor "optimizer.memory" [slots][parameters].
 *
 * Errors: INK_BAD_ARGUMENT for a note that is not UTF-8, whose name is reserved or repeated, for
 * too many notes or too long ones, and for class_names that do not match the number of outputs;
 * INK_MODEL_NOT_FINITE for a weight that is not finite, or not representable in 16 bits;
 * INK_NO_MEMORY; INK_UNFINISHED_LAYER. */
INK_API InkStatus ink_model_write(const InkNetwork *network, const InkTrainer *trainer,
                                  const InkModelNote *notes, int32_t note_count, bool half,
                                  uint8_t **bytes, size_t *size);

/* The contents of a model file. */
typedef struct InkModel InkModel;

/* Reads a file written by ink_model_write. The file is not trusted: every size, offset, shape,
 * name, and number is validated, and nothing is allocated that the file is too short to fill.
 * Errors: INK_NOT_A_MODEL, INK_MODEL_HEADER, INK_MODEL_SIZES, INK_FOREIGN_MODEL,
 * INK_MODEL_NOT_FINITE, INK_NO_MEMORY, and those of ink_layers_parse and ink_layers_check. */
INK_API InkStatus ink_model_read(InkModel **model, const uint8_t *bytes, size_t size);
INK_API void ink_model_free(InkModel *model);

INK_API const char *ink_model_layers(const InkModel *model);
INK_API int32_t ink_model_classes(const InkModel *model);
INK_API float ink_model_temperature(const InkModel *model);
/* In the layout of ink_network_parameters. */
INK_API const float *ink_model_parameters(const InkModel *model);
INK_API int32_t ink_model_parameter_count(const InkModel *model);
/* All metadata, including what ink_model_write adds; 0 <= index < count. */
INK_API int32_t ink_model_note_count(const InkModel *model);
INK_API const char *ink_model_note_name(const InkModel *model, int32_t index);
INK_API const char *ink_model_note_value(const InkModel *model, int32_t index);
/* The value of a note, by name; NULL if there is none. */
INK_API const char *ink_model_note(const InkModel *model, const char *name);

/* Whether a note name is reserved for ink_model_write, so that callers cannot use it. */
INK_API bool ink_model_note_is_reserved(const char *name);

/* How the network was trained, and how far. ink_model_training is NULL for a file written without a
 * trainer. ink_model_memory is the optimizer's state, see ink_trainer_memory. */
INK_API const InkTrainerSettings *ink_model_training(const InkModel *model);
INK_API int32_t ink_model_epoch(const InkModel *model);
INK_API int32_t ink_model_position(const InkModel *model);
INK_API const float *ink_model_memory(const InkModel *model);
INK_API int32_t ink_model_memory_size(const InkModel *model);

/* Creates a network with the layers, parameters, and temperature of the file. Errors: those of
 * ink_network_create. */
INK_API InkStatus ink_model_network(const InkModel *model, int32_t max_batch, InkNetwork **network);

/* Restores a trainer, created for the file's network with the file's settings, to where training
 * stopped. Errors: INK_BAD_ARGUMENT if the optimizer does not match, or the position is not within
 * an epoch. */
INK_API InkStatus ink_model_resume(const InkModel *model, InkTrainer *trainer);

/* ---- export to other programs ---- */

/* The keyword of the first kind of layer in a network that cannot be written in a format, for which
 * the functions below return INK_UNFINISHED_LAYER; NULL if all can. */
typedef enum { INK_EXPORT_MODEL = 0, INK_EXPORT_ONNX = 1, INK_EXPORT_HEADER = 2 } InkExportFormat;
INK_API const char *ink_export_obstacle(const InkNetwork *network, int32_t format);

/* Writes an ONNX file (opset 13) to a new block. Free it with ink_bytes_free. Input "image"
 * [batch][1][28][28], ink from 0 to 1; output "probabilities" [batch][classes], at the network's
 * temperature. Errors: INK_NO_MEMORY, INK_UNFINISHED_LAYER. */
INK_API InkStatus ink_export_onnx(const InkNetwork *network, uint8_t **bytes, size_t *size);

typedef enum {
    INK_FLOAT32 = 0,
    INK_INT8 = 1 /* 8-bit weights, with one scale per output; everything else stays float */
} InkPrecision;

/* Writes a self-contained C header (C99 and C++, no heap) with the weights and
 * inkling_predict(const inkling_pixel image[784], float probabilities[classes]), to a new block
 * that is not NUL-terminated. A pixel is a float, or with INKLING_BYTES a byte. Free it with
 * ink_bytes_free. Errors: INK_BAD_ARGUMENT, INK_NO_MEMORY, INK_UNFINISHED_LAYER. */
INK_API InkStatus ink_export_header(const InkNetwork *network, int32_t precision, uint8_t **bytes,
                                    size_t *size);

#endif
