/* ink_image_fit on gray pictures of any size. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    uint16_t width;
    if (!take(&bytes, &size, &width, sizeof width)) return 0;
    width %= 5000;
    int32_t height = width ? (int32_t)(size / width) : 0;
    size_t count = (size_t)width * (size_t)height;
    uint8_t *pixels = malloc(count ? count : 1);
    if (!pixels) return 0;
    memcpy(pixels, bytes, count);
    float image[INK_PIXELS];
    InkStatus status = ink_image_fit(pixels, width, height, image);
    PROMISE((status == INK_OK) == (width >= 1 && width <= INK_MAX_IMAGE_SIDE && height >= 1 &&
                                   height <= INK_MAX_IMAGE_SIDE));
    if (status == INK_OK) promise_image(image);
    free(pixels);
    return 0;
}
