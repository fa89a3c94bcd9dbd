/* Sprite sheets and label files: valid ones come back byte for byte; invalid ones are refused with
 * the right status and leave the dataset unchanged. */
#include "png.h"

enum { IMAGES = 3 };

static uint8_t pixels[IMAGES * INK_PIXELS];
static const uint8_t labels[IMAGES] = {7, 0, 9};

static void fill_pixels(void) {
    InkRng rng = ink_rng(1, 0);
    for (int32_t i = 0; i < IMAGES * INK_PIXELS; i++)
        pixels[i] = (uint8_t)ink_rng_below(&rng, 256);
}

static InkStatus add(InkDataset *dataset, Bytes png, Bytes idx) {
    InkStatus status = ink_dataset_add_sheet(dataset, png.bytes, png.size, idx.bytes, idx.size);
    free(png.bytes);
    free(idx.bytes);
    return status;
}

static InkDataset *make(int32_t capacity) {
    InkDataset *dataset;
    fill_pixels();
    assert_int_equal(ink_dataset_create(&dataset, capacity), INK_OK);
    return dataset;
}

static void sheets_are_read_until_full(void **state) {
    (void)state;
    InkDataset *dataset = make(2 * IMAGES);
    for (int32_t sheet = 0; sheet < 2; sheet++) {
        assert_int_equal(
            add(dataset, make_png(INK_PIXELS, IMAGES, pixels), make_labels(labels, IMAGES)),
            INK_OK);
    }
    assert_int_equal(ink_dataset_count(dataset), 2 * IMAGES);
    for (int32_t i = 0; i < 2 * IMAGES; i++) {
        assert_memory_equal(ink_dataset_pixels(dataset, i), pixels + i % IMAGES * INK_PIXELS,
                            INK_PIXELS);
        assert_int_equal(ink_dataset_label(dataset, i), labels[i % IMAGES]);
    }
    assert_int_equal(
        add(dataset, make_png(INK_PIXELS, IMAGES, pixels), make_labels(labels, IMAGES)),
        INK_DATASET_FULL);
    ink_dataset_free(dataset);
}

static void wrong_sheets_are_refused(void **state) {
    (void)state;
    InkDataset *dataset = make(10);
    const uint8_t next[IMAGES] = {1, INK_MAX_CLASSES, 2}, most[IMAGES] = {1, 254, 2},
                  zeros[28] = {0};
    assert_int_equal(add(dataset, make_png(28, 28, pixels), make_labels(zeros, 28)),
                     INK_BAD_SHEET_SIZE);
    assert_int_equal(add(dataset, make_png(INK_PIXELS, IMAGES, pixels), make_labels(labels, 2)),
                     INK_LABEL_MISMATCH);
    assert_int_equal(add(dataset, make_png(INK_PIXELS, IMAGES, pixels), make_labels(next, IMAGES)),
                     INK_BAD_LABELS);
    assert_int_equal(add(dataset, make_png(INK_PIXELS, IMAGES, pixels), make_labels(most, IMAGES)),
                     INK_BAD_LABELS);
    Bytes html = {0}, idx = make_labels(labels, IMAGES);
    put(&html, "<!doctype html><title>404</title>", 33);
    assert_int_equal(add(dataset, html, idx), INK_BAD_PNG);
    Bytes page = {0};
    put(&page, "<!doctype html>", 15);
    assert_int_equal(add(dataset, make_png(INK_PIXELS, IMAGES, pixels), page), INK_BAD_LABELS);
    assert_int_equal(ink_dataset_count(dataset), 0);
    ink_dataset_free(dataset);
}

static void no_class_is_a_label(void **state) {
    (void)state;
    InkDataset *dataset = make(IMAGES);
    const uint8_t mixed[IMAGES] = {INK_MAX_CLASSES - 1, INK_NO_CLASS, 0};
    assert_int_equal(add(dataset, make_png(INK_PIXELS, IMAGES, pixels), make_labels(mixed, IMAGES)),
                     INK_OK);
    for (int32_t i = 0; i < IMAGES; i++)
        assert_int_equal(ink_dataset_label(dataset, i), mixed[i]);
    ink_dataset_free(dataset);
}

static void truncated_anywhere_is_refused(void **state) {
    (void)state;
    InkDataset *dataset = make(1000);
    Bytes png = make_png(INK_PIXELS, IMAGES, pixels), idx = make_labels(labels, IMAGES);
    /* The last bytes are the Adler checksum and the IEND chunk, which carry no pixels. */
    for (size_t size = 0; size < png.size - 24; size++) {
        uint8_t *cut = malloc(size + 1); /* shrunk below, to catch an overrun */
        memcpy(cut, png.bytes, size);
        uint8_t *exact = realloc(cut, size ? size : 1);
        assert_int_equal(ink_dataset_add_sheet(dataset, exact, size, idx.bytes, idx.size),
                         INK_BAD_PNG);
        free(exact);
    }
    for (size_t size = 0; size < idx.size; size++) {
        assert_int_equal(ink_dataset_add_sheet(dataset, png.bytes, png.size, idx.bytes, size),
                         INK_BAD_LABELS);
    }
    assert_int_equal(ink_dataset_count(dataset), 0);
    assert_int_equal(ink_dataset_add_sheet(dataset, png.bytes, png.size, idx.bytes, idx.size),
                     INK_OK);
    free(png.bytes);
    free(idx.bytes);
    ink_dataset_free(dataset);
}

/* A sheet with a palette of two colors, white first; its pixels also refer to missing ones. */
static Bytes make_palette_png(const uint8_t *indices, bool empty_data) {
    Bytes png = make_png(INK_PIXELS, 1, indices), palette = {0}, result = {0}, none = {0};
    enum { HEADER_END = 8 + 25, COLOR_TYPE = 25 };
    const uint8_t colors[6] = {255, 255, 255, 51, 51, 51};
    png.bytes[COLOR_TYPE] = 3;
    put(&result, png.bytes, HEADER_END);
    put(&palette, colors, sizeof colors);
    put_chunk(&result, "PLTE", palette);
    if (empty_data) put_chunk(&result, "IDAT", none);
    put(&result, png.bytes + HEADER_END, png.size - HEADER_END);
    free(png.bytes);
    return result;
}

static void missing_colors_are_black(void **state) {
    (void)state;
    uint8_t indices[INK_PIXELS];
    for (int32_t i = 0; i < INK_PIXELS; i++)
        indices[i] = (uint8_t)i;
    for (int32_t round = 0; round < 4; round++) {
        InkDataset *dataset = make(1);
        /* Fills the stack, so that leftovers from it would show up in the image. */
        volatile uint8_t before[8192];
        for (size_t i = 0; i < sizeof before; i++)
            before[i] = (uint8_t)(85 * round);
        assert_int_equal(add(dataset, make_palette_png(indices, round % 2), make_labels(labels, 1)),
                         INK_OK);
        for (int32_t i = 0; i < INK_PIXELS; i++) {
            int32_t expected = indices[i] == 0 ? 255 : indices[i] == 1 ? 51 : 0;
            assert_int_equal(ink_dataset_pixels(dataset, 0)[i], expected);
        }
        ink_dataset_free(dataset);
    }
}

static void damage_never_crashes(void **state) {
    (void)state;
    InkDataset *dataset = make(1000);
    InkRng rng = ink_rng(9, 0);
    for (int32_t round = 0; round < 2000 && ink_dataset_count(dataset) + IMAGES <= 1000; round++) {
        Bytes png = make_png(INK_PIXELS, IMAGES, pixels);
        for (int32_t hit = 0; hit < 4; hit++) {
            /* Mostly in the headers, which hold sizes and types. */
            uint32_t bound = hit < 3 ? 60 : (uint32_t)png.size;
            png.bytes[ink_rng_below(&rng, bound)] = (uint8_t)ink_rng_below(&rng, 256);
        }
        add(dataset, png, make_labels(labels, IMAGES));
    }
    ink_dataset_free(dataset);
}

static void false_capacities_are_refused(void **state) {
    (void)state;
    InkDataset *dataset;
    assert_int_equal(ink_dataset_create(&dataset, 0), INK_BAD_ARGUMENT);
    assert_int_equal(ink_dataset_create(&dataset, INK_MAX_SAMPLES + 1), INK_BAD_ARGUMENT);
    assert_null(dataset);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_read_until_full),
        cmocka_unit_test(wrong_sheets_are_refused),
        cmocka_unit_test(no_class_is_a_label),
        cmocka_unit_test(truncated_anywhere_is_refused),
        cmocka_unit_test(damage_never_crashes),
        cmocka_unit_test(missing_colors_are_black),
        cmocka_unit_test(false_capacities_are_refused),
    };
    return cmocka_run_group_tests_name("dataset", tests, NULL, NULL);
}
