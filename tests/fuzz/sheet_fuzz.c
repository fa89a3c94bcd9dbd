/* A sprite sheet of arbitrary bytes, with matching labels. */
#include "fuzz.h"
#include "ink/image.h"

enum { CAPACITY = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    /* As many labels as the header declares rows, so that the pixels get decoded. */
    uint8_t labels[8 + CAPACITY] = {0, 0, 8, 1};
    uint32_t height = size > 23 ? bytes[23] : 0;
    if (height > CAPACITY) height = CAPACITY;
    labels[7] = (uint8_t)height;
    InkDataset *dataset;
    if (ink_dataset_create(&dataset, CAPACITY) != INK_OK) return 0;
    InkStatus status = ink_dataset_add_sheet(dataset, bytes, size, labels, 8 + height);
    PROMISE(ink_dataset_count(dataset) == (status == INK_OK ? (int32_t)height : 0));
    /* A second read must match: the pixels must not depend on uninitialized memory. */
    if (status == INK_OK && 2 * height <= CAPACITY) {
        PROMISE(ink_dataset_add_sheet(dataset, bytes, size, labels, 8 + height) == INK_OK);
        PROMISE(!memcmp(ink_dataset_pixels(dataset, 0),
                        ink_dataset_pixels(dataset, (int32_t)height), height * INK_PIXELS));
    }
    ink_dataset_free(dataset);
    return 0;
}
