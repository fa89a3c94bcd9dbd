/* Writes the simplest possible PNG: 8-bit grayscale, unfiltered, uncompressed. Checksums are left
 * 0, since the decoder does not check them. */
#ifndef TEST_PNG_H
#define TEST_PNG_H

#include "test.h"

typedef struct {
    uint8_t *bytes;
    size_t size;
} Bytes;

static inline void put(Bytes *out, const void *bytes, size_t size) {
    out->bytes = realloc(out->bytes, out->size + size);
    memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
}

static inline void put_u32(Bytes *out, uint32_t value) {
    const uint8_t big_endian[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16),
                                  (uint8_t)(value >> 8), (uint8_t)value};
    put(out, big_endian, sizeof big_endian);
}

static inline void put_chunk(Bytes *out, const char type[4], Bytes body) {
    put_u32(out, (uint32_t)body.size);
    put(out, type, 4);
    if (body.size) put(out, body.bytes, body.size);
    put_u32(out, 0);
    free(body.bytes);
}

static inline Bytes make_png(int32_t width, int32_t height, const uint8_t *pixels) {
    Bytes png = {0}, header = {0}, data = {0}, none = {0};
    put(&png, "\x89PNG\r\n\x1a\n", 8);
    put_u32(&header, (uint32_t)width);
    put_u32(&header, (uint32_t)height);
    put(&header, "\x08\x00\x00\x00\x00", 5);
    put_chunk(&png, "IHDR", header);
    put(&data, "\x78\x01", 2);
    uint16_t row = (uint16_t)(width + 1);
    for (int32_t y = 0; y < height; y++) {
        const uint8_t block[] = {y == height - 1, (uint8_t)row,         (uint8_t)(row >> 8),
                                 (uint8_t)~row,   (uint8_t)(~row >> 8), 0};
        put(&data, block, sizeof block);
        put(&data, pixels + (size_t)y * (size_t)width, (size_t)width);
    }
    put_u32(&data, 0);
    put_chunk(&png, "IDAT", data);
    put_chunk(&png, "IEND", none);
    return png;
}

static inline Bytes make_labels(const uint8_t *labels, uint32_t count) {
    Bytes file = {0};
    put_u32(&file, 0x00000801);
    put_u32(&file, count);
    put(&file, labels, count);
    return file;
}

#endif
