/* Model files: every number as near as 16 bits can hold it, every byte where the header says. */
#include "test.h"

#include "model_file.h"

/* The value of a half-precision number that is no NaN, by the definition of binary16. */
static float value_of(uint16_t half) {
    int32_t exponent = half >> 10 & 31, fraction = half & 1023;
    float value = INFINITY;
    if (exponent == 0)
        value = ldexpf((float)fraction, -24);
    else if (exponent < 31)
        value = ldexpf((float)(1024 + fraction), exponent - 25);
    return half & 0x8000 ? -value : value;
}

static void halves_come_back(void **state) {
    (void)state;
    for (uint32_t half = 0; half < 0x10000; half++) {
        if ((half & 0x7fff) > 0x7c00) continue; /* NaN */
        assert_int_equal(ink_half(value_of((uint16_t)half)), half);
    }
}

static void the_nearest_is_taken_and_ties_go_to_even(void **state) {
    (void)state;
    /* Between each two neighbours, the infinite one included, which rounding sees as 65536. */
    for (uint32_t half = 0; half < 0x7c00; half++) {
        float low = value_of((uint16_t)half);
        float high = half == 0x7bff ? 65536.0f : value_of((uint16_t)(half + 1));
        float middle = (low + high) / 2.0f; /* exact: floats hold a bit more */
        uint32_t even = half + (half & 1);
        assert_int_equal(ink_half(middle), even);
        assert_int_equal(ink_half(-middle), even | 0x8000);
        assert_int_equal(ink_half(nextafterf(middle, 0.0f)), half);
        assert_int_equal(ink_half(nextafterf(middle, INFINITY)), half + 1);
    }
}

static void what_is_too_small_or_too_large(void **state) {
    (void)state;
    assert_int_equal(ink_half(0.0f), 0x0000);
    assert_int_equal(ink_half(-0.0f), 0x8000);
    assert_int_equal(ink_half(1e-45f), 0x0000);
    assert_int_equal(ink_half(-1e-30f), 0x8000);
    assert_int_equal(ink_half(65504.0f), 0x7bff); /* the largest */
    assert_int_equal(ink_half(65519.0f), 0x7bff);
    assert_int_equal(ink_half(65520.0f), 0x7c00);
    assert_int_equal(ink_half(3e38f), 0x7c00);
    assert_int_equal(ink_half(INFINITY), 0x7c00);
    assert_int_equal(ink_half(-INFINITY), 0xfc00);
    uint16_t nan = ink_half(NAN);
    assert_true((nan & 0x7c00) == 0x7c00 && (nan & 0x3ff) != 0);
    /* A NaN whose only bits are too far down to be kept stays one. */
    uint32_t bits = 0xff800001;
    float small_nan;
    memcpy(&small_nan, &bits, sizeof small_nan);
    nan = ink_half(small_nan);
    assert_true((nan & 0xfc00) == 0xfc00 && (nan & 0x3ff) != 0);
}

/* ---- files -------------------------------------------------------------------------------- */

#define LAYERS "conv 5x5x3, relu, maxpool 2, conv 3x3x4 same, relu, dropout 0.5, dense 10"

/* A network and the file it was written to; header points at a copy that ends in a null. */
typedef struct {
    InkNetwork *network;
    uint8_t *bytes;
    size_t size;
    char *header;
    const uint8_t *data;
} Written;

static Written write_model(bool half, const InkModelNote *notes, int32_t note_count) {
    Written written = {0};
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse(LAYERS, layers, &count), INK_OK);
    assert_int_equal(ink_network_create(&written.network, layers, count, 1), INK_OK);
    ink_network_initialize(written.network, 7);
    assert_int_equal(ink_model_write(written.network, layers, count, notes, note_count, half,
                                     &written.bytes, &written.size),
                     INK_OK);
    uint64_t length = 0;
    for (int32_t i = 0; i < 8; i++)
        length |= (uint64_t)written.bytes[i] << (8 * i);
    assert_true(length % 8 == 0);
    assert_true(8 + length <= written.size);
    written.header = calloc(length + 1, 1);
    memcpy(written.header, written.bytes + 8, length);
    written.data = written.bytes + 8 + length;
    return written;
}

static void discard(Written written) {
    ink_network_free(written.network);
    free(written.bytes);
    free(written.header);
}

static uint32_t little_endian(const uint8_t *bytes, int32_t count) {
    uint32_t value = 0;
    for (int32_t i = 0; i < count; i++)
        value |= (uint32_t)bytes[i] << (8 * i);
    return value;
}

static void all_numbers_come_back(void **state) {
    (void)state;
    for (int32_t half = 0; half < 2; half++) {
        Written written = write_model(half, NULL, 0);
        const float *parameters = ink_network_parameters(written.network);
        int32_t count = ink_network_parameter_count(written.network), width = half ? 2 : 4;
        assert_int_equal(written.data + (size_t)count * (size_t)width - written.bytes,
                         written.size);
        for (int32_t i = 0; i < count; i++) {
            uint32_t bits, stored = little_endian(written.data + (size_t)i * (size_t)width, width);
            memcpy(&bits, parameters + i, sizeof bits);
            assert_int_equal(stored, half ? ink_half(parameters[i]) : bits);
        }
        discard(written);
    }
}

/* Where a tensor's data begin and end according to the header. */
static void read_offsets(const char *header, const char *name, const char *type, const char *shape,
                         long *first, long *last) {
    char start[128];
    snprintf(start, sizeof start, "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[",
             name, type, shape);
    const char *at = strstr(header, start);
    if (!at) fail_msg("%s is not in %s", start, header);
    assert_int_equal(sscanf(at + strlen(start), "%ld,%ld]}", first, last), 2);
}

static void tensors_lie_one_behind_the_other(void **state) {
    (void)state;
    const struct {
        const char *name, *shape;
        long count;
    } tensors[] = {{"0.weight", "5,5,1,3", 75},  {"0.bias", "3", 3},
                   {"3.weight", "3,3,3,4", 108}, {"3.bias", "4", 4},
                   {"6.weight", "576,10", 5760}, {"6.bias", "10", 10}};
    for (int32_t half = 0; half < 2; half++) {
        Written written = write_model(half, NULL, 0);
        long end = 0;
        for (int32_t t = 0; t < COUNT(tensors); t++) {
            long first, last;
            read_offsets(written.header, tensors[t].name, half ? "F16" : "F32", tensors[t].shape,
                         &first, &last);
            assert_int_equal(first, end);
            assert_int_equal(last, first + tensors[t].count * (half ? 2 : 4));
            end = last;
        }
        assert_int_equal(written.data + end - written.bytes, written.size);
        discard(written);
    }
}

static void notes_stand_in_the_metadata(void **state) {
    (void)state;
    const InkModelNote notes[] = {{"layers", LAYERS}, {"odd", "a\"b\\c\nd"}};
    Written written = write_model(true, notes, COUNT(notes));
    const char *start = "{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"" LAYERS
                        "\",\"odd\":\"abcd\"},\"0.weight\":{";
    assert_memory_equal(written.header, start, strlen(start));
    /* Headers of every length are filled up. */
    for (int32_t length = 0; length < 8; length++) {
        char value[8] = {0};
        memset(value, 'x', (size_t)length);
        const InkModelNote note = {"note", value};
        discard(write_model(true, &note, 1));
    }
    discard(written);
}

static void layers_that_make_no_network_are_refused(void **state) {
    (void)state;
    InkLayerSpec layers[] = {{.type = INK_LAYER_DENSE, .units = 10}};
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, layers, 1, 1), INK_OK);
    uint8_t *bytes = (uint8_t *)layers;
    size_t size;
    layers[0].units = 9;
    assert_int_equal(ink_model_write(network, layers, 1, NULL, 0, true, &bytes, &size),
                     INK_BAD_LAYERS);
    assert_null(bytes);
    ink_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_come_back),
        cmocka_unit_test(the_nearest_is_taken_and_ties_go_to_even),
        cmocka_unit_test(what_is_too_small_or_too_large),
        cmocka_unit_test(all_numbers_come_back),
        cmocka_unit_test(tensors_lie_one_behind_the_other),
        cmocka_unit_test(notes_stand_in_the_metadata),
        cmocka_unit_test(layers_that_make_no_network_are_refused),
    };
    return cmocka_run_group_tests_name("model file", tests, NULL, NULL);
}
