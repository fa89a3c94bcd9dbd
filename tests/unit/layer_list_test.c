/* Lists of layers as text, and the shapes they produce. */
#include "test.h"

#include "base/rng.h"

static void reads_every_kind_of_layer(void **state) {
    (void)state;
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse(" conv 5x5x8,relu , maxpool 2,\n conv 3x3x16 same, relu, "
                                      "dropout .25, dense 10 ",
                                      layers, &count),
                     INK_OK);
    assert_int_equal(count, 7);
    assert_int_equal(layers[0].type, INK_LAYER_CONV2D);
    assert_int_equal(layers[0].size, 5);
    assert_int_equal(layers[0].units, 8);
    assert_int_equal(layers[0].padding, 0);
    assert_int_equal(layers[1].type, INK_LAYER_RELU);
    assert_int_equal(layers[2].type, INK_LAYER_MAXPOOL);
    assert_int_equal(layers[2].size, 2);
    assert_int_equal(layers[3].padding, 1);
    assert_int_equal(layers[5].type, INK_LAYER_DROPOUT);
    assert_close(layers[5].rate, 0.25, 1e-6);
    assert_int_equal(layers[6].type, INK_LAYER_DENSE);
    assert_int_equal(layers[6].units, 10);
}

static void the_layer_that_cannot_be_parsed_is_reported(void **state) {
    (void)state;
    const struct {
        const char *text;
        int32_t index;
    } cases[] = {{"", 0},
                 {"dense", 0},
                 {"dense ten", 0},
                 {"densely 10", 0},
                 {"dense 10,", 1},
                 {"dense 10, , relu", 1},
                 {"dense 12345678901234567890", 0},
                 {"relu, conv 5x3x8", 1},
                 {"relu, conv 4x4x8 same", 1},
                 {"relu, relu, maxpool", 2},
                 {"dropout 1", 0},
                 {"dropout -0.5", 0},
                 {"relu relu", 1},
                 {"relu 6", 1},
                 {"relu66", 1},
                 {"DENSE 10", 0}};
    for (int32_t i = 0; i < COUNT(cases); i++) {
        InkLayerSpec layers[INK_MAX_LAYERS];
        int32_t count;
        assert_int_equal(ink_layers_parse(cases[i].text, layers, &count), INK_BAD_LAYER_TEXT);
        assert_int_equal(count, cases[i].index);
    }
}

static void too_many_layers_are_refused(void **state) {
    (void)state;
    char text[8 * (INK_MAX_LAYERS + 1)] = "relu";
    for (int32_t i = 0; i < INK_MAX_LAYERS; i++)
        strcat(text, ", relu");
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse(text, layers, &count), INK_BAD_LAYERS);
}

/* Checks a list; *reported is the number of layers whose size is reported. */
static InkStatus check(const char *text, InkLayerInfo *info, int32_t *reported) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(ink_layers_parse(text, layers, &count), INK_OK);
    InkStatus status = ink_layers_check(layers, count, info);
    for (*reported = 0; *reported < count && info[*reported].height > 0; ++*reported) {
    }
    return status;
}

static void sizes_and_parameters(void **state) {
    (void)state;
    InkLayerInfo info[INK_MAX_LAYERS];
    int32_t reported;
    assert_int_equal(check("conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, maxpool 5, dense 10",
                           info, &reported),
                     INK_OK);
    assert_int_equal(reported, 6);
    const InkLayerInfo expected[] = {{24, 24, 8, 208},   {24, 24, 8, 0}, {12, 12, 8, 0},
                                     {12, 12, 16, 1168}, {2, 2, 16, 0},  {1, 1, 10, 650}};
    assert_memory_equal(info, expected, sizeof expected);
}

static void the_first_bad_layer_is_identified(void **state) {
    (void)state;
    InkLayerInfo info[INK_MAX_LAYERS];
    int32_t reported;
    assert_int_equal(check("conv 9x9x8, maxpool 8, conv 9x9x8, dense 10", info, &reported),
                     INK_TOO_SMALL);
    assert_int_equal(reported, 2);
    assert_int_equal(check("maxpool 8, maxpool 8, dense 10", info, &reported), INK_TOO_SMALL);
    assert_int_equal(reported, 1);
    assert_int_equal(check("dense 37", info, &reported), INK_BAD_LAYERS);
    assert_int_equal(reported, 1);
    assert_int_equal(check("dense 1", info, &reported), INK_BAD_LAYERS);
    assert_int_equal(check("dense 12", info, &reported), INK_OK);
    assert_int_equal(check("conv 3x3x257, dense 10", info, &reported), INK_BAD_ARGUMENT);
    assert_int_equal(reported, 0);
    assert_int_equal(check("dropout 0.95, dense 10", info, &reported), INK_BAD_ARGUMENT);
    assert_int_equal(check("maxpool 1, dense 10", info, &reported), INK_BAD_ARGUMENT);
}

static void lists_round_trip(void **state) {
    (void)state;
    static const char *const lists[] = {
        "dense 10",
        "conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, relu, dropout 0.25, dense 10",
        "conv 4x4x2 pad 3, conv 5x5x2 pad 1, conv 1x1x256, dropout 0.0, dropout 0.123, dense 4096",
    };
    for (int32_t i = 0; i < COUNT(lists); i++) {
        InkLayerSpec layers[INK_MAX_LAYERS];
        int32_t count;
        char text[INK_MAX_LAYERS_TEXT];
        assert_int_equal(ink_layers_parse(lists[i], layers, &count), INK_OK);
        assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
        assert_string_equal(text, lists[i]);
        for (size_t room = 0; room <= strlen(text); room++)
            assert_int_equal(ink_layers_format(layers, count, text, room), INK_BAD_LAYERS);
    }
    InkLayerSpec odd = {.type = INK_LAYER_DROPOUT};
    InkRng rng = ink_rng(1, 1);
    for (int32_t i = 0; i < 10000; i++) {
        InkLayerSpec again[INK_MAX_LAYERS];
        int32_t count;
        char text[64];
        odd.rate = 0.001f + 0.899f * ink_rng_uniform(&rng);
        assert_int_equal(ink_layers_format(&odd, 1, text, sizeof text), INK_OK);
        assert_int_equal(ink_layers_parse(text, again, &count), INK_OK);
        assert_true(again[0].rate == odd.rate);
    }
    const char *const fine[] = {"leaky relu 0.0000012345678", "leaky relu 0.000000000000001",
                                "leaky relu 0.1234567890123456789"};
    for (int32_t i = 0; i < COUNT(fine); i++) {
        InkLayerSpec layers[INK_MAX_LAYERS], again[INK_MAX_LAYERS];
        int32_t count;
        char text[64];
        assert_int_equal(ink_layers_parse(fine[i], layers, &count), INK_OK);
        assert_true(layers[0].rate > 0.0f);
        assert_int_equal(ink_layers_format(layers, 1, text, sizeof text), INK_OK);
        assert_int_equal(ink_layers_parse(text, again, &count), INK_OK);
        assert_true(again[0].rate == layers[0].rate);
    }
    odd.type = 77;
    char text[64];
    assert_int_equal(ink_layers_format(&odd, 1, text, sizeof text), INK_BAD_LAYERS);
    assert_int_equal(ink_layers_format(&odd, 0, text, sizeof text), INK_BAD_LAYERS);
}

/* As many of the longest entries as a network can have. */
static void the_longest_list_has_room(void **state) {
    (void)state;
    const InkLayerSpec longest = {
        .type = INK_LAYER_NORMALIZE, .rate = 1.2345e-9f, .deviation = 0.12345678f, .inverted = 1};
    InkLayerSpec layers[INK_MAX_LAYERS], again[INK_MAX_LAYERS];
    for (int32_t l = 0; l < INK_MAX_LAYERS; l++)
        layers[l] = longest;
    char text[INK_MAX_LAYERS_TEXT];
    int32_t count;
    assert_int_equal(ink_layers_format(layers, INK_MAX_LAYERS, text, sizeof text), INK_OK);
    assert_int_equal(ink_layers_parse(text, again, &count), INK_OK);
    assert_int_equal(count, INK_MAX_LAYERS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_of_layer),
        cmocka_unit_test(the_layer_that_cannot_be_parsed_is_reported),
        cmocka_unit_test(too_many_layers_are_refused),
        cmocka_unit_test(sizes_and_parameters),
        cmocka_unit_test(the_first_bad_layer_is_identified),
        cmocka_unit_test(lists_round_trip),
        cmocka_unit_test(the_longest_list_has_room),
    };
    return cmocka_run_group_tests_name("layer list", tests, NULL, NULL);
}
