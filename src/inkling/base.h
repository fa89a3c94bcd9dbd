/* What everything else is said in: images, classes, and how calls end. */
#ifndef INKLING_BASE_H
#define INKLING_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the WebAssembly module exports; the reader build lists its exports in the Makefile. */
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
    INK_NO_CLASS = 255                /* the label of what is none of them, such as a scribble */
};

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
    INK_UNKNOWN_CLASS,    /* a label that the network has no output for */
    INK_UNFINISHED_LAYER  /* a kind of layer lacks what is asked of it, see ink_export_obstacle */
} InkStatus;

/* A sentence for people that says what is wrong and what to do. Never NULL. */
INK_API const char *ink_status_message(InkStatus status);

/* Frees a block that a function of the core made for its caller, such as a file. NULL is fine. */
INK_API void ink_bytes_free(uint8_t *bytes);

#endif
