/* A label file that is any bytes at all, with a sprite sheet of as many images as its first byte
 * says. */
#include "../unit/png.h"
#include "fuzz.h"

enum { CAPACITY = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const uint8_t pixels[CAPACITY * INK_PIXELS];
    uint8_t images;
    if (!take(&bytes, &size, &images, 1)) return 0;
    Bytes png = make_png(INK_PIXELS, 1 + images % CAPACITY, pixels);
    InkDataset *dataset;
    if (ink_dataset_create(&dataset, CAPACITY) == INK_OK) {
        InkStatus status = ink_dataset_add_sheet(dataset, png.bytes, png.size, bytes, size);
        int32_t count = ink_dataset_count(dataset);
        PROMISE(count == (status == INK_OK ? 1 + images % CAPACITY : 0));
        for (int32_t i = 0; i < count; i++)
            PROMISE(ink_dataset_label(dataset, i) <= INK_CLASSES);
        ink_dataset_free(dataset);
    }
    free(png.bytes);
    return 0;
}
