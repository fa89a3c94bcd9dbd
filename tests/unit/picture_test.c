/* Pictures as samples: where their ink is, how it is framed, and which ones are refused. */
#include "png.h"

static const int32_t DETECT = INK_POLARITY_DETECT;

/* A thick upright stroke with gray edges, framed like MNIST's digits: rows 4 to 23. */
static void draw_framed(uint8_t ink[INK_PIXELS]) {
    memset(ink, 0, INK_PIXELS);
    for (int32_t row = 4; row < 24; row++) {
        ink[row * INK_SIDE + 12] = 90;
        ink[row * INK_SIDE + 13] = 255;
        ink[row * INK_SIDE + 14] = 255;
        ink[row * INK_SIDE + 15] = 90;
    }
}

/* A PNG of any color type; pixels[height][row_bytes]; palette may be empty. */
static Bytes make_kind(uint32_t width, uint32_t height, uint8_t depth, uint8_t type,
                       const uint8_t *pixels, size_t row_bytes, Bytes palette) {
    Bytes png = {0}, header = {0}, data = {0}, none = {0};
    put(&png, "\x89PNG\r\n\x1a\n", 8);
    put_u32(&header, width);
    put_u32(&header, height);
    const uint8_t rest[5] = {depth, type};
    put(&header, rest, sizeof rest);
    put_chunk(&png, "IHDR", header);
    if (palette.size) put_chunk(&png, "PLTE", palette);
    put(&data, "\x78\x01", 2);
    uint16_t size = (uint16_t)(row_bytes + 1);
    for (uint32_t y = 0; pixels && y < height; y++) {
        const uint8_t block[] = {y == height - 1, (uint8_t)size,         (uint8_t)(size >> 8),
                                 (uint8_t)~size,  (uint8_t)(~size >> 8), 0};
        put(&data, block, sizeof block);
        put(&data, pixels + y * row_bytes, row_bytes);
    }
    put_u32(&data, 0);
    put_chunk(&png, "IDAT", data);
    put_chunk(&png, "IEND", none);
    return png;
}

static InkStatus read_png(Bytes png, int32_t polarity, int32_t framing, uint8_t *sample,
                          InkPictureInfo *info) {
    /* An exact-size copy, so that a read past its end is caught. */
    uint8_t *copy = malloc(png.size);
    memcpy(copy, png.bytes, png.size);
    InkStatus status = ink_picture_read(copy, png.size, polarity, framing, sample, info);
    free(copy);
    free(png.bytes);
    return status;
}

static void ink_is_found_in_alpha_dark_or_light(void **state) {
    (void)state;
    uint8_t ink[INK_PIXELS], rgba[INK_PIXELS * 4], gray[INK_PIXELS], sample[INK_PIXELS];
    InkPictureInfo info;
    draw_framed(ink);
    for (int32_t i = 0; i < INK_PIXELS; i++) {
        memset(rgba + 4 * i, 0, 3); /* black ink, in the alpha channel */
        rgba[4 * i + 3] = ink[i];
        gray[i] = 255 - ink[i];
    }
    Bytes none = {0};
    Bytes alpha = make_kind(28, 28, 8, 6, rgba, 28 * 4, none);
    assert_int_equal(read_png(alpha, DETECT, 0, sample, &info), INK_OK);
    assert_int_equal(info.polarity, INK_POLARITY_ALPHA);
    assert_int_equal(info.kept, 1);
    assert_memory_equal(sample, ink, INK_PIXELS);

    assert_int_equal(read_png(make_png(28, 28, gray), DETECT, 0, sample, &info), INK_OK);
    assert_int_equal(info.polarity, INK_POLARITY_DARK);
    assert_memory_equal(sample, ink, INK_PIXELS);

    assert_int_equal(read_png(make_png(28, 28, ink), DETECT, 0, sample, &info), INK_OK);
    assert_int_equal(info.polarity, INK_POLARITY_LIGHT);
    assert_memory_equal(sample, ink, INK_PIXELS);

    for (int32_t i = 0; i < INK_PIXELS; i++) { /* opaque: same as without alpha */
        memset(rgba + 4 * i, gray[i], 3);
        rgba[4 * i + 3] = 255;
    }
    Bytes opaque = make_kind(28, 28, 8, 6, rgba, 28 * 4, none);
    assert_int_equal(read_png(opaque, DETECT, 0, sample, &info), INK_OK);
    assert_int_equal(info.polarity, INK_POLARITY_DARK);
    for (int32_t i = 0; i < INK_PIXELS; i++)
        assert_in_range(sample[i] + 1, ink[i], ink[i] + 2);
}

static void polarity_and_framing_can_be_set(void **state) {
    (void)state;
    uint8_t ink[INK_PIXELS], sample[INK_PIXELS];
    InkPictureInfo info;
    draw_framed(ink);
    assert_int_equal(
        ink_picture_sample(ink, 28, 28, 1, INK_POLARITY_DARK, INK_FRAMING_KEEP, sample, &info),
        INK_OK);
    assert_int_equal(info.polarity, INK_POLARITY_DARK);
    assert_int_equal(sample[0], 255 - 0); /* paper counts as ink */
    assert_int_equal(sample[14 * INK_SIDE + 13], 0);

    /* Ink in a corner: kept on request, fitted otherwise. */
    uint8_t corner[INK_PIXELS] = {0};
    for (int32_t row = 0; row < 6; row++)
        corner[row * INK_SIDE + 2] = 255;
    ink_picture_sample(corner, 28, 28, 1, DETECT, INK_FRAMING_KEEP, sample, &info);
    assert_int_equal(info.kept, 1);
    assert_memory_equal(sample, corner, INK_PIXELS);
    ink_picture_sample(corner, 28, 28, 1, DETECT, INK_FRAMING_DETECT, sample, &info);
    assert_int_equal(info.kept, 0);
    int32_t rows = 0;
    for (int32_t row = 0; row < INK_SIDE; row++)
        rows += sample[row * INK_SIDE + 14] > 0;
    assert_int_equal(rows, 20);

    draw_framed(ink);
    ink_picture_sample(ink, 28, 28, 1, DETECT, INK_FRAMING_FIT, sample, &info);
    assert_int_equal(info.kept, 0);
}

static void grainy_paper_is_not_ink(void **state) {
    (void)state;
    enum { SIDE = 90 };
    static uint8_t picture[SIDE * SIDE];
    InkRng rng = ink_rng(3, 0);
    for (int32_t i = 0; i < SIDE * SIDE; i++) /* in shadow: darker than middle gray */
        picture[i] = (uint8_t)test_uniform(&rng, 104.0f, 117.0f);
    for (int32_t row = 20; row < 60; row++)
        for (int32_t column = 30; column < 36; column++)
            picture[row * SIDE + column] = 25;
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    assert_int_equal(ink_picture_sample(picture, SIDE, SIDE, 1, DETECT, 0, sample, &info), INK_OK);
    assert_int_equal(info.polarity, INK_POLARITY_DARK);
    int32_t inked = 0;
    for (int32_t i = 0; i < INK_PIXELS; i++)
        inked += sample[i] > 0;
    assert_in_range(inked, 20 * 3, 20 * 5); /* 3 pixels wide, 20 high, and no specks */
}

static void blank_paper_is_reported(void **state) {
    (void)state;
    static const uint8_t shades[] = {0, 128, 255};
    for (int32_t s = 0; s < COUNT(shades); s++) {
        for (int32_t polarity = 0; polarity <= INK_POLARITY_LIGHT; polarity++) {
            uint8_t paper[INK_PIXELS], sample[INK_PIXELS];
            memset(paper, shades[s], sizeof paper);
            InkPictureInfo info;
            InkStatus status = ink_picture_sample(paper, 28, 28, 1, polarity, 0, sample, &info);
            assert_int_equal(status, INK_OK);
            assert_int_equal(info.blank, 1);
        }
    }
}

static void numbers_out_of_range_are_refused(void **state) {
    (void)state;
    uint8_t pixel[4] = {0}, sample[INK_PIXELS];
    InkPictureInfo info;
    assert_int_equal(ink_picture_sample(pixel, 0, 1, 1, 0, 0, sample, &info), INK_BAD_ARGUMENT);
    assert_int_equal(ink_picture_sample(pixel, 1, 4097, 1, 0, 0, sample, &info), INK_BAD_ARGUMENT);
    assert_int_equal(ink_picture_sample(pixel, 1, 1, 5, 0, 0, sample, &info), INK_BAD_ARGUMENT);
    assert_int_equal(ink_picture_sample(pixel, 1, 1, 1, 4, 0, sample, &info), INK_BAD_ARGUMENT);
    assert_int_equal(ink_picture_sample(pixel, 1, 1, 1, 0, -1, sample, &info), INK_BAD_ARGUMENT);
    assert_int_equal(ink_picture_sample(pixel, 1, 1, 4, 0, 0, sample, &info), INK_OK);
}

static void every_truncation_is_refused(void **state) {
    (void)state;
    uint8_t ink[INK_PIXELS], sample[INK_PIXELS];
    InkPictureInfo info;
    draw_framed(ink);
    Bytes whole = make_png(28, 28, ink);
    for (size_t size = 0; size + 20 < whole.size; size++) { /* the rest is a checksum and IEND */
        Bytes part = {0};
        put(&part, whole.bytes, size);
        InkStatus status = read_png(part, 0, 0, sample, &info);
        assert_int_equal(status, size < 8 ? INK_NOT_A_PICTURE : INK_BAD_PICTURE);
    }
    free(whole.bytes);
}

static void huge_headers_are_refused_before_decoding(void **state) {
    (void)state;
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    Bytes none = {0};
    static const uint32_t sides[][2] = {
        {30000, 30000}, {0x7fffffff, 0x7fffffff}, {0xffffffff, 1}, {1, 100000}, {5000, 5000}};
    for (int32_t i = 0; i < COUNT(sides); i++) {
        Bytes png = make_kind(sides[i][0], sides[i][1], 8, 6, NULL, 0, none);
        assert_int_equal(read_png(png, 0, 0, sample, &info), INK_PICTURE_TOO_LARGE);
    }
    Bytes empty = make_kind(0, 10, 8, 6, NULL, 0, none);
    assert_int_equal(read_png(empty, 0, 0, sample, &info), INK_BAD_PICTURE);
}

static void text_is_not_a_picture(void **state) {
    (void)state;
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    const char *texts[] = {"", "GIF89a", "These are my digits.\n", "\x89PNG\n\n\n\n"};
    for (int32_t i = 0; i < COUNT(texts); i++) {
        Bytes text = {0};
        put(&text, texts[i], strlen(texts[i]) + 1);
        assert_int_equal(read_png(text, 0, 0, sample, &info), INK_NOT_A_PICTURE);
    }
    Bytes cut = {0};
    put(&cut, "\xff\xd8\xff\xe0 this JPEG ends here", 25);
    assert_int_equal(read_png(cut, 0, 0, sample, &info), INK_BAD_PICTURE);
}

static void a_huffman_table_with_too_many_codes_is_refused(void **state) {
    (void)state;
    uint8_t jpeg[4200] = {0xff, 0xd8, 0xff, 0xc4, 0x10, 0x03}; /* a table of 16 x 255 codes */
    memset(jpeg + 7, 255, 16);
    jpeg[sizeof jpeg - 2] = 0xff;
    jpeg[sizeof jpeg - 1] = 0xd9;
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    assert_int_equal(ink_picture_read(jpeg, sizeof jpeg, 0, 0, sample, &info), INK_BAD_PICTURE);
}

static void colors_past_the_palette_are_black(void **state) {
    (void)state;
    uint8_t indices[INK_PIXELS] = {0}, first[INK_PIXELS], again[INK_PIXELS];
    for (int32_t row = 4; row < 24; row++)
        indices[row * INK_SIDE + 14] = 200; /* the palette has one color */
    InkPictureInfo info;
    for (int32_t i = 0; i < 2; i++) {
        Bytes palette = {0};
        put(&palette, "\xff\xff\xff", 3);
        Bytes png = make_kind(28, 28, 8, 3, indices, 28, palette);
        assert_int_equal(read_png(png, 0, INK_FRAMING_KEEP, i ? again : first, &info), INK_OK);
    }
    assert_int_equal(info.polarity, INK_POLARITY_DARK);
    assert_int_equal(first[10 * INK_SIDE + 14], 255);
    assert_int_equal(first[10 * INK_SIDE + 15], 0);
    assert_memory_equal(first, again, INK_PIXELS);
}

static void random_corruption_is_harmless(void **state) {
    (void)state;
    uint8_t ink[INK_PIXELS], sample[INK_PIXELS];
    InkPictureInfo info;
    draw_framed(ink);
    Bytes whole = make_png(28, 28, ink);
    InkRng rng = ink_rng(1, 2);
    for (int32_t i = 0; i < 4000; i++) {
        Bytes damaged = {0};
        put(&damaged, whole.bytes, whole.size);
        for (int32_t k = 0; k < 3; k++)
            damaged.bytes[8 + ink_rng_u32(&rng) % (i % 2 ? 60 : whole.size - 8)] =
                (uint8_t)ink_rng_u32(&rng);
        read_png(damaged, 0, 0, sample, &info);
    }
    free(whole.bytes);
}

static void sheets_are_measured_and_decoded(void **state) {
    (void)state;
    uint8_t pixels[6] = {0, 50, 100, 150, 200, 255}, gray[6];
    int32_t width, height;
    Bytes png = make_png(3, 2, pixels);
    assert_int_equal(ink_picture_gray(png.bytes, png.size, NULL, 0, &width, &height), INK_OK);
    assert_int_equal(width, 3);
    assert_int_equal(height, 2);
    assert_int_equal(ink_picture_gray(png.bytes, png.size, gray, 5, &width, &height),
                     INK_BAD_ARGUMENT);
    assert_int_equal(ink_picture_gray(png.bytes, png.size, gray, 6, &width, &height), INK_OK);
    assert_memory_equal(gray, pixels, 6);
    free(png.bytes);
}

/* Measuring reads only the header; damage after it is found by decoding. */
static void measuring_does_not_decode(void **state) {
    (void)state;
    int32_t width, height;
    uint8_t gray[100 * 50];
    Bytes none = {0}, png = make_kind(100, 50, 8, 0, NULL, 100, none); /* no pixels at all */
    assert_int_equal(ink_picture_gray(png.bytes, png.size, NULL, 0, &width, &height), INK_OK);
    assert_int_equal(width, 100);
    assert_int_equal(height, 50);
    assert_int_equal(ink_picture_gray(png.bytes, png.size, gray, sizeof gray, &width, &height),
                     INK_BAD_PICTURE);
    free(png.bytes);
}

/* A scan of 4000 x 3000 pixels with 16 bits per channel unpacks to 72 MB. Each row, with its filter
 * byte, is one stored block. */
static void large_pictures_with_16_bits_are_read(void **state) {
    (void)state;
    enum { HIGH = 3000, WIDE = 4000, ROW = WIDE * 6, BLOCK = 6 + ROW };
    Bytes png = {0}, header = {0}, none = {0};
    Bytes data = {calloc(1, 2 + (size_t)HIGH * BLOCK + 4), 2 + (size_t)HIGH * BLOCK + 4};
    assert_non_null(data.bytes);
    memcpy(data.bytes, "\x78\x01", 2);
    for (int32_t row = 0; row < HIGH; row++) {
        uint8_t *block = data.bytes + 2 + (size_t)row * BLOCK;
        uint16_t size = ROW + 1;
        const uint8_t head[] = {row == HIGH - 1, (uint8_t)size, (uint8_t)(size >> 8),
                                (uint8_t)~size, (uint8_t)(~size >> 8)};
        memcpy(block, head, sizeof head);
        memset(block + 6, 255, ROW);
        if (row >= 500 && row < 2500) memset(block + 6 + ROW / 2, 0, 6 * 200);
    }
    put(&png, "\x89PNG\r\n\x1a\n", 8);
    put_u32(&header, WIDE);
    put_u32(&header, HIGH);
    put(&header, "\x10\x02\x00\x00\x00", 5);
    put_chunk(&png, "IHDR", header);
    put_chunk(&png, "IDAT", data);
    put_chunk(&png, "IEND", none);
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    assert_int_equal(read_png(png, 0, 0, sample, &info), INK_OK);
    assert_int_equal(info.width, WIDE);
    assert_int_equal(info.polarity, INK_POLARITY_DARK);
    assert_false(info.blank);
}

static void images_are_added_to_a_dataset(void **state) {
    (void)state;
    static uint8_t images[3 * INK_PIXELS];
    images[INK_PIXELS] = 7;
    InkDataset *dataset;
    assert_int_equal(ink_dataset_create(&dataset, 3), INK_OK);
    const uint8_t labels[] = {1, INK_NO_CLASS, 3}, bad[] = {0, INK_MAX_CLASSES};
    assert_int_equal(ink_dataset_add_images(dataset, images, bad, 2), INK_BAD_LABELS);
    assert_int_equal(ink_dataset_count(dataset), 0);
    assert_int_equal(ink_dataset_add_images(dataset, images, labels, 2), INK_OK);
    assert_int_equal(ink_dataset_add_images(dataset, images, labels, 2), INK_DATASET_FULL);
    assert_int_equal(ink_dataset_add_images(dataset, images, labels, -1), INK_BAD_ARGUMENT);
    assert_int_equal(ink_dataset_count(dataset), 2);
    assert_int_equal(ink_dataset_pixels(dataset, 1)[0], 7);
    assert_int_equal(ink_dataset_label(dataset, 1), INK_NO_CLASS);
    ink_dataset_free(dataset);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ink_is_found_in_alpha_dark_or_light),
        cmocka_unit_test(polarity_and_framing_can_be_set),
        cmocka_unit_test(grainy_paper_is_not_ink),
        cmocka_unit_test(blank_paper_is_reported),
        cmocka_unit_test(numbers_out_of_range_are_refused),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(huge_headers_are_refused_before_decoding),
        cmocka_unit_test(text_is_not_a_picture),
        cmocka_unit_test(a_huffman_table_with_too_many_codes_is_refused),
        cmocka_unit_test(colors_past_the_palette_are_black),
        cmocka_unit_test(random_corruption_is_harmless),
        cmocka_unit_test(sheets_are_measured_and_decoded),
        cmocka_unit_test(measuring_does_not_decode),
        cmocka_unit_test(large_pictures_with_16_bits_are_read),
        cmocka_unit_test(images_are_added_to_a_dataset),
    };
    return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
