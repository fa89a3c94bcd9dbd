#include "image.h"

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#define STBI_MAX_DIMENSIONS (1 << 16)
#define STBI_ASSERT(condition) ((void)0) /* an abort would take the visitor's tab with it */
#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#endif
#include "stb_image.h"
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

static const uint8_t png_signature[8] = {137, 'P', 'N', 'G', 13, 10, 26, 10};

InkStatus ink_image_measure(const uint8_t *png, size_t size, int32_t *height, int32_t *width) {
    int channels;
    if (size < sizeof png_signature || size > INT_MAX) return INK_BAD_PNG;
    if (memcmp(png, png_signature, sizeof png_signature) != 0) return INK_BAD_PNG;
    if (!stbi_info_from_memory(png, (int)size, width, height, &channels)) return INK_BAD_PNG;
    return INK_OK;
}

InkStatus ink_image_decode(const uint8_t *png, size_t size, uint8_t **pixels, int32_t *height,
                           int32_t *width) {
    *pixels = NULL;
    InkStatus status = ink_image_measure(png, size, height, width);
    if (status != INK_OK) return status;
    int channels;
    *pixels = stbi_load_from_memory(png, (int)size, width, height, &channels, 1);
    return *pixels ? INK_OK : INK_BAD_PNG;
}

void ink_image_free(uint8_t *pixels) {
    stbi_image_free(pixels);
}
