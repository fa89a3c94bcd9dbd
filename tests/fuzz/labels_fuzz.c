/* A label file of arbitrary bytes, with a sprite sheet whose size depends on the first byte; then
 * the same bytes as labels of images in memory. */
#include "../unit/png.h"
#include "fuzz.h"

enum { CAPACITY = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const uint8_t pixels[(CAPACITY + 1) * INK_PIXELS];
    uint8_t images;
    if (!take(&bytes, &size, &images, 1)) return 0;
    /* Some sheets exceed the capacity, and some have the wrong width. */
    int32_t high = 1 + images % (CAPACITY + 1), wide = images < 250 ? INK_PIXELS : INK_SIDE;
    Bytes png = make_png(wide, high, pixels);
    InkDataset *dataset;
    if (ink_dataset_create(&dataset, CAPACITY) == INK_OK) {
        InkStatus status = ink_dataset_add_sheet(dataset, png.bytes, png.size, bytes, size);
        int32_t count = ink_dataset_count(dataset);
        PROMISE(count == (status == INK_OK ? high : 0));
        PROMISE(status != INK_OK || (wide == INK_PIXELS && high <= CAPACITY));
        for (int32_t i = 0; i < count; i++) {
            uint8_t label = ink_dataset_label(dataset, i);
            PROMISE(label < INK_MAX_CLASSES || label == INK_NO_CLASS);
        }
        int32_t more = size < CAPACITY ? (int32_t)size : CAPACITY;
        status = ink_dataset_add_images(dataset, pixels, bytes, more);
        PROMISE(ink_dataset_count(dataset) == count + (status == INK_OK ? more : 0));
        ink_dataset_free(dataset);
    }
    free(png.bytes);
    return 0;
}
