/* Arbitrary bytes read as a PNG or JPEG, with every polarity and framing. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    uint8_t way;
    if (!take(&bytes, &size, &way, 1)) return 0;
    /* Skip large pictures, which are slow. */
    int32_t width, height;
    InkStatus measured = ink_picture_gray(bytes, size, NULL, 0, &width, &height);
    if (measured == INK_OK && (int64_t)width * height > 1 << 20) return 0;
    uint8_t sample[INK_PIXELS], again[INK_PIXELS];
    InkPictureInfo info;
    InkStatus status = ink_picture_read(bytes, size, way % 4, way / 4 % 3, sample, &info);
    if (status == INK_OK) {
        PROMISE(info.width == width && info.height == height);
        /* A second read must match: the sample must not depend on uninitialized memory. */
        PROMISE(ink_picture_read(bytes, size, way % 4, way / 4 % 3, again, &info) == INK_OK);
        PROMISE(!memcmp(sample, again, sizeof sample));
    }
    return 0;
}
