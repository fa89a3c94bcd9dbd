/* Images, classes, and status codes, shared by all public headers. */
#ifndef INKLING_BASE_H
#define INKLING_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exported by the WebAssembly module. The reader build has a shorter list, in the Makefile. */
#if defined(__wasm__) && !defined(INK_READER)
#define INK_API __attribute__((used))
#else
#define INK_API
#endif

enum {
    INK_SIDE = 28,                    /* width and height of an image */
    INK_PIXELS = INK_SIDE * INK_SIDE, /* values per image */
    INK_CLASSES = 10,                 /* the digits 0 to 9 */
    INK_MIN_CLASSES = 2,              /* fewest classes a network can have */
    INK_MAX_CLASSES = 36, /* most classes a network can have: enough for 0 to 9 and A to Z */
    INK_NO_CLASS = 255    /* the label of a sample that belongs to no class, such as a scribble */
};

typedef enum {
    INK_OK = 0,
    INK_WAITING,      /* not an error: the next minibatch needs samples that have not arrived yet */
    INK_BAD_ARGUMENT, /* an argument outside its documented range */
    INK_NO_MEMORY,
    INK_BAD_LAYERS,        /* the list of layers does not form a valid network */
    INK_BAD_PNG,           /* damaged, truncated, or not a PNG */
    INK_BAD_SHEET_SIZE,    /* a PNG, but not 784 pixels wide with one 28x28 image per row */
    INK_BAD_LABELS,        /* damaged, truncated, or not an idx1 label file */
    INK_LABEL_MISMATCH,    /* label and image counts differ */
    INK_DATASET_FULL,      /* more samples than the dataset was created for */
    INK_BAD_LAYER_TEXT,    /* a layer that cannot be parsed */
    INK_TOO_SMALL,         /* a kernel or window is larger than the layer's input */
    INK_DIVERGED,          /* the loss is not finite; the weights were left unchanged */
    INK_NOT_A_PICTURE,     /* neither a PNG nor a JPEG */
    INK_BAD_PICTURE,       /* a PNG or JPEG that is damaged or truncated */
    INK_PICTURE_TOO_LARGE, /* more pixels than INK_MAX_IMAGE_SIDE squared, or too long a side */
    INK_NOT_A_MODEL,       /* not a safetensors file */
    INK_MODEL_HEADER,      /* its header does not follow the format */
    INK_MODEL_SIZES,       /* truncated, or the data does not match the header */
    INK_FOREIGN_MODEL,     /* a safetensors file, but not of a network that Inkling can build */
    INK_MODEL_NOT_FINITE,  /* contains a weight that is not finite */
    INK_UNKNOWN_CLASS,     /* a label for which the network has no output */
    INK_UNFINISHED_LAYER /* a kind of layer does not support this format, see ink_export_obstacle */
} InkStatus;

/* A user-facing sentence that says what is wrong and what to do about it. Static; never NULL. */
INK_API const char *ink_status_message(InkStatus status);

/* Frees a block that the core returned to the caller, such as a model file. NULL is allowed. */
INK_API void ink_bytes_free(uint8_t *bytes);

#endif
