#include "ink/image.h"
#include "inkling/ink.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The largest accepted image at 16 bits in each of four channels, plus a filter byte per row. */
enum { LARGEST_BLOCK = INK_MAX_IMAGE_SIDE * (8 * INK_MAX_IMAGE_SIDE + 1) };

/* On damaged files the decoder returns memory it never wrote. Zero-fill it, so that the result
 * depends on the file alone. */
static void *bounded_realloc(void *block, size_t old_size, size_t size) {
    if (size > LARGEST_BLOCK) return NULL;
    uint8_t *grown = realloc(block, size);
    if (grown && size > old_size) memset(grown + old_size, 0, size - old_size);
    return grown;
}

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#define STBI_MAX_DIMENSIONS (1 << 16)
/* Caps every allocation of the decoder at the size of the largest accepted image, so that a file
 * that unpacks to more than its header says fails instead of exhausting memory. */
#define STBI_MALLOC(size) bounded_realloc(NULL, 0, size)
#define STBI_REALLOC_SIZED(block, old_size, size) bounded_realloc(block, old_size, size)
#define STBI_REALLOC(block, size) bounded_realloc(block, size, size)
#define STBI_FREE(block) free(block)
#define STBI_ASSERT(condition) ((void)0) /* aborting would kill the visitor's tab */
#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#endif
#include <stb_image.h>
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

static const uint8_t png_signature[8] = {137, 'P', 'N', 'G', 13, 10, 26, 10};

InkStatus ink_image_measure(const uint8_t *png, size_t size, int32_t *height, int32_t *width) {
    int channels;
    if (size < sizeof png_signature || size > INT_MAX - 1024) return INK_BAD_PNG;
    if (memcmp(png, png_signature, sizeof png_signature) != 0) return INK_BAD_PNG;
    if (!stbi_info_from_memory(png, (int)size, width, height, &channels)) return INK_BAD_PNG;
    return INK_OK;
}

static uint32_t read_u32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Copies a PNG, working around two bugs of the decoder. It reads uninitialized memory for colors
 * beyond the end of a short palette, so the palette is padded with black to 256 entries. And it
 * adds to a null pointer for an empty IDAT chunk, so those are dropped. A truncated last chunk is
 * dropped, too. Returns NULL if out of memory. */
static uint8_t *copy_for_decoder(const uint8_t *png, size_t size, size_t *copy_size) {
    enum { FRAME = 12, COLORS = 256 * 3 };
    uint8_t *copy = malloc(size + COLORS);
    if (!copy) return NULL;
    size_t at = sizeof png_signature, to = at;
    bool palette = false;
    memcpy(copy, png, at);
    while (size - at >= FRAME) {
        size_t length = read_u32(png + at);
        if (length > size - at - FRAME) break;
        const uint8_t *chunk = png + at, *type = chunk + 4;
        at += FRAME + length;
        if (length == 0 && !memcmp(type, "IDAT", 4)) continue;
        memcpy(copy + to, chunk, FRAME + length);
        if (!palette && !memcmp(type, "PLTE", 4) && length < COLORS && length % 3 == 0) {
            copy[to + 2] = COLORS >> 8;
            copy[to + 3] = COLORS & 255;
            /* The decoder ignores checksums. */
            memset(copy + to + 8 + length, 0, COLORS - length + 4);
            to += COLORS - length;
            palette = true; /* the copy has room to pad only one */
        }
        to += FRAME + length;
    }
    *copy_size = to;
    return copy;
}

InkStatus ink_image_decode(const uint8_t *png, size_t size, uint8_t **pixels, int32_t *height,
                           int32_t *width) {
    *pixels = NULL;
    InkStatus status = ink_image_measure(png, size, height, width);
    if (status != INK_OK) return status;
    int channels;
    size_t copy_size;
    uint8_t *copy = copy_for_decoder(png, size, &copy_size);
    if (!copy) return INK_NO_MEMORY;
    *pixels = stbi_load_from_memory(copy, (int)copy_size, width, height, &channels, 1);
    free(copy);
    return *pixels ? INK_OK : INK_BAD_PNG;
}

static const uint8_t jpeg_start[3] = {0xff, 0xd8, 0xff};

/* Looks for an end-of-image marker: the decoder fills in missing data silently, so a truncated JPEG
 * would pass for a whole one. */
static bool jpeg_ends(const uint8_t *file, size_t size) {
    for (size_t i = size - 1; i > size / 2; i--) {
        if (file[i - 1] == 0xff && file[i] == 0xd9) return true;
    }
    return false;
}

/* Whether every Huffman table has at most 256 codes. stb_image 2.27 writes past the end of
 * its own table otherwise. Walks segments exactly as the decoder does. */
static bool jpeg_tables_fit(const uint8_t *file, size_t size) {
    enum { DHT = 0xc4, TABLE = 17, CODES = 256 };
    for (size_t at = sizeof jpeg_start - 1; at + 4 <= size;) {
        uint8_t marker = file[at + 1];
        if (file[at] != 0xff || marker == 0xff) {
            at++;
            continue;
        }
        if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd9)) { /* no length field */
            at += 2;
            continue;
        }
        size_t length = (size_t)file[at + 2] << 8 | file[at + 3], left = size - at - 2;
        if (marker == DHT) {
            if (length < 2 || length > left) return false;
            const uint8_t *table = file + at + 4;
            for (size_t rest = length - 2; rest > 0;) {
                size_t codes = 0;
                if (rest < TABLE) return false;
                for (int32_t i = 1; i < TABLE; i++)
                    codes += table[i];
                if (codes > CODES || codes > rest - TABLE) return false;
                table += TABLE + codes;
                rest -= TABLE + codes;
            }
        }
        at += 2 + (length < left ? length : left);
    }
    return true;
}

static bool is_too_large(uint32_t width, uint32_t height) {
    const uint32_t max_pixels = INK_MAX_IMAGE_SIDE * INK_MAX_IMAGE_SIDE;
    return width > STBI_MAX_DIMENSIONS || height > STBI_MAX_DIMENSIONS ||
           (uint64_t)width * height > max_pixels;
}

InkStatus ink_image_measure_picture(const uint8_t *file, size_t size, int32_t *height,
                                    int32_t *width, int32_t *channels) {
    bool png = size >= sizeof png_signature && !memcmp(file, png_signature, sizeof png_signature);
    bool jpeg = size >= sizeof jpeg_start && !memcmp(file, jpeg_start, sizeof jpeg_start);
    if (!png && !jpeg) return INK_NOT_A_PICTURE;
    if (size > INT_MAX - 1024) return INK_PICTURE_TOO_LARGE;
    if (png && size >= 24) { /* the decoder would report only "damaged" */
        uint32_t wide = read_u32(file + 16), high = read_u32(file + 20);
        if (is_too_large(wide, high)) return INK_PICTURE_TOO_LARGE;
    }
    if (jpeg && (!jpeg_ends(file, size) || !jpeg_tables_fit(file, size))) return INK_BAD_PICTURE;
    if (!stbi_info_from_memory(file, (int)size, width, height, channels)) return INK_BAD_PICTURE;
    if (is_too_large((uint32_t)*width, (uint32_t)*height)) return INK_PICTURE_TOO_LARGE;
    return INK_OK;
}

/* Why decoding failed. The decoder does not say, so this checks whether the memory it needs at
 * once, the filtered rows and the decoded pixels, could have been allocated. */
static InkStatus decode_failure(const uint8_t *file, size_t size, int32_t height, int32_t width,
                                int32_t channels) {
    size_t bytes = stbi_is_16_bit_from_memory(file, (int)size) ? 2 : 1;
    void *needed = malloc(2 * bytes * (size_t)height * (size_t)width * (size_t)channels);
    free(needed);
    return needed ? INK_BAD_PICTURE : INK_NO_MEMORY;
}

InkStatus ink_image_decode_channels(const uint8_t *file, size_t size, uint8_t **pixels,
                                    int32_t *height, int32_t *width, int32_t *channels) {
    *pixels = NULL;
    InkStatus status = ink_image_measure_picture(file, size, height, width, channels);
    if (status != INK_OK) return status;
    uint8_t *copy = NULL;
    if (file[0] == png_signature[0]) {
        copy = copy_for_decoder(file, size, &size);
        if (!copy) return INK_NO_MEMORY;
    }
    *pixels = stbi_load_from_memory(copy ? copy : file, (int)size, width, height, channels, 0);
    if (!*pixels) status = decode_failure(copy ? copy : file, size, *height, *width, *channels);
    free(copy);
    return status;
}

void ink_image_free(uint8_t *pixels) {
    stbi_image_free(pixels);
}
