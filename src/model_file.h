/* Networks as files that others can read. */
#ifndef INK_MODEL_FILE_H
#define INK_MODEL_FILE_H

#include "inkling.h"

/* A line of a model's metadata. */
typedef struct {
    const char *name, *value;
} InkModelNote;

/* Writes a network as a safetensors file into a new block, which is the caller's to free.
 * layers: what the network was made of; half: 16 bits a number instead of 32. Tensors are named by
 * layer, "0.weight" and "0.bias", with the shapes of ink_network_parameters. */
InkStatus ink_model_write(const InkNetwork *network, const InkLayerSpec *layers,
                          int32_t layer_count, const InkModelNote *notes, int32_t note_count,
                          bool half, uint8_t **bytes, size_t *size);

/* The nearest half-precision number (IEEE 754 binary16). */
uint16_t ink_half(float value);

#endif
