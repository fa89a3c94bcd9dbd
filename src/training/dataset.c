/* Labeled images as bytes: images[capacity][INK_PIXELS], labels[capacity]. */
#include "training/dataset.h"
#include "ink/image.h"

#include <stdlib.h>
#include <string.h>

struct InkDataset {
    int32_t capacity, count;
    uint8_t *labels;  /* [capacity], in the same block, after the images */
    uint8_t images[]; /* [capacity][INK_PIXELS] */
};

InkStatus ink_dataset_create(InkDataset **out, int32_t capacity) {
    *out = NULL;
    if (capacity < 1 || capacity > INK_MAX_SAMPLES) return INK_BAD_ARGUMENT;
    size_t image_bytes = (size_t)capacity * INK_PIXELS;
    InkDataset *dataset = malloc(sizeof *dataset + image_bytes + (size_t)capacity);
    if (!dataset) return INK_NO_MEMORY;
    dataset->capacity = capacity;
    dataset->count = 0;
    dataset->labels = dataset->images + image_bytes;
    *out = dataset;
    return INK_OK;
}

void ink_dataset_free(InkDataset *dataset) {
    free(dataset);
}

static bool is_label(uint8_t label) {
    return label < INK_MAX_CLASSES || label == INK_NO_CLASS;
}

/* Checks an idx1-ubyte file: 00 00 08 01, the label count as a 32-bit big-endian number, then the
 * labels. */
static InkStatus check_labels(const uint8_t *file, size_t size, int32_t wanted) {
    enum { HEADER = 8 };
    static const uint8_t magic[4] = {0, 0, 8, 1};
    if (size < HEADER || memcmp(file, magic, sizeof magic) != 0) return INK_BAD_LABELS;
    uint32_t count =
        (uint32_t)file[4] << 24 | (uint32_t)file[5] << 16 | (uint32_t)file[6] << 8 | file[7];
    if (size - HEADER != count) return INK_BAD_LABELS;
    for (size_t i = HEADER; i < size; i++) {
        if (!is_label(file[i])) return INK_BAD_LABELS;
    }
    return count == (uint32_t)wanted ? INK_OK : INK_LABEL_MISMATCH;
}

InkStatus ink_dataset_add_sheet(InkDataset *dataset, const uint8_t *png, size_t png_size,
                                const uint8_t *labels, size_t labels_size) {
    int32_t height, width;
    InkStatus status = ink_image_measure(png, png_size, &height, &width);
    if (status != INK_OK) return status;
    if (width != INK_PIXELS) return INK_BAD_SHEET_SIZE;
    if (height > dataset->capacity - dataset->count) return INK_DATASET_FULL;
    status = check_labels(labels, labels_size, height);
    if (status != INK_OK) return status;

    uint8_t *pixels;
    status = ink_image_decode(png, png_size, &pixels, &height, &width);
    if (status != INK_OK) return status;
    memcpy(dataset->images + (size_t)dataset->count * INK_PIXELS, pixels,
           (size_t)height * INK_PIXELS);
    memcpy(dataset->labels + dataset->count, labels + labels_size - height, (size_t)height);
    dataset->count += height;
    ink_image_free(pixels);
    return INK_OK;
}

InkStatus ink_dataset_add_images(InkDataset *dataset, const uint8_t *images, const uint8_t *labels,
                                 int32_t count) {
    if (count < 0) return INK_BAD_ARGUMENT;
    if (count > dataset->capacity - dataset->count) return INK_DATASET_FULL;
    for (int32_t i = 0; i < count; i++) {
        if (!is_label(labels[i])) return INK_BAD_LABELS;
    }
    memcpy(dataset->images + (size_t)dataset->count * INK_PIXELS, images,
           (size_t)count * INK_PIXELS);
    memcpy(dataset->labels + dataset->count, labels, (size_t)count);
    dataset->count += count;
    return INK_OK;
}

int32_t ink_dataset_count(const InkDataset *dataset) {
    return dataset->count;
}

int32_t ink_dataset_capacity(const InkDataset *dataset) {
    return dataset->capacity;
}

const uint8_t *ink_dataset_pixels(const InkDataset *dataset, int32_t index) {
    return dataset->images + (size_t)index * INK_PIXELS;
}

const uint8_t *ink_dataset_labels(const InkDataset *dataset) {
    return dataset->labels;
}

uint8_t ink_dataset_label(const InkDataset *dataset, int32_t index) {
    return dataset->labels[index];
}
