/* What every kind of layer must provide, and what happens if it does not. */
#include "test.h"

#include "network/network_inside.h"

static void every_kind_is_complete(void **state) {
    (void)state;
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKindInfo *info = ink_layer_kind(i);
        const InkLayerKind *kind = ink_layer_kind_of(info->type);
        assert_ptr_equal(&kind->info, info);
        assert_non_null(kind->configure);
        assert_non_null(kind->forward);
        assert_non_null(kind->backward);
        for (int32_t purpose = INK_FOR_TEXT; purpose <= INK_FOR_C; purpose++) {
            const char *lacks = ink_layer_lacks(kind, kind->initialize != NULL, purpose);
            if (lacks) fail_msg("%s lacks %s", info->word, lacks);
        }
    }
    assert_null(ink_layer_kind(-1));
    assert_null(ink_layer_kind(ink_layer_kind_count()));
    assert_null(ink_layer_kind_of(0));
    assert_string_equal(ink_layer_lacks(NULL, false, INK_FOR_TEXT), "kind");
}

/* web/inkling/layers.js splits a layer's parameters into weights and a bias for each channel. */
static void parameters_end_in_biases(void **state) {
    (void)state;
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKindInfo *info = ink_layer_kind(i);
        const InkLayerKind *kind = ink_layer_kind_of(info->type);
        if (!kind->tensors) continue;
        InkLayerSpec layers[INK_MAX_LAYERS];
        InkLayerInfo sizes[INK_MAX_LAYERS];
        int32_t count;
        ink_layers_parse(info->examples, layers, &count);
        ink_layers_check(layers, 1, sizes); /* as a last layer it may not fit, but it has a size */
        InkLayerTensor tensors[INK_MAX_LAYER_TENSORS];
        int32_t last = kind->tensors(&layers[0], (InkShape){28, 28, 1}, tensors) - 1;
        assert_in_range(last, 1, INK_MAX_LAYER_TENSORS - 1);
        assert_string_equal(tensors[last].name, "bias");
        assert_int_equal(tensors[last].side_count, 1);
        assert_int_equal(tensors[last].sides[0], sizes[0].channels);
    }
}

/* Kind numbers are part of the API and must never change. */
static void kind_numbers_are_stable(void **state) {
    (void)state;
    const struct {
        int32_t type;
        const char *name, *word;
    } expected[] = {{1, "dense", "dense"},
                    {2, "relu", "relu"},
                    {3, "conv2d", "conv"},
                    {4, "maxpool", "maxpool"},
                    {5, "dropout", "dropout"}};
    for (int32_t i = 0; i < COUNT(expected); i++) {
        const InkLayerKindInfo *info = &ink_layer_kind_of(expected[i].type)->info;
        assert_string_equal(info->name, expected[i].name);
        assert_string_equal(info->word, expected[i].word);
    }
}

/* Examples parse as their own kind and work in front of a dense layer. */
static void examples_work(void **state) {
    (void)state;
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKindInfo *info = ink_layer_kind(i);
        InkLayerSpec layers[INK_MAX_LAYERS];
        int32_t count;
        assert_int_equal(ink_layers_parse(info->examples, layers, &count), INK_OK);
        char text[INK_MAX_LAYERS_TEXT];
        assert_int_equal(ink_layers_format(layers, count, text, sizeof text), INK_OK);
        assert_string_equal(text, info->examples);
        for (int32_t l = 0; l < count; l++) {
            assert_int_equal(layers[l].type, info->type);
            const InkLayerSpec pair[] = {layers[l], {.type = INK_LAYER_DENSE, .units = 10}};
            InkLayerInfo sizes[2];
            assert_int_equal(ink_layers_check(pair, 2, sizes), INK_OK);
        }
    }
}

/* Ranges are enforced at both ends. */
static void ranges_are_enforced(void **state) {
    (void)state;
    for (int32_t i = 0; i < ink_layer_kind_count(); i++) {
        const InkLayerKindInfo *info = ink_layer_kind(i);
        InkLayerSpec layers[INK_MAX_LAYERS];
        int32_t count;
        ink_layers_parse(info->examples, layers, &count);
        for (int32_t n = 0; n < info->number_count; n++) {
            const InkLayerNumber *number = &info->numbers[n];
            assert_true(number->min <= number->start && number->start <= number->max);
            const float outside[] = {number->min - 1.0f, number->max + 1.0f};
            for (int32_t end = 0; end < 2; end++) {
                if (outside[end] == 0.0f && number->can_be_zero) continue;
                InkLayerSpec pair[] = {layers[0], {.type = INK_LAYER_DENSE, .units = 10}};
                InkLayerInfo sizes[2];
                char *field = (char *)&pair[0] + number->offset;
                int32_t whole = (int32_t)outside[end];
                memcpy(field, number->is_whole ? (void *)&whole : (void *)&outside[end], 4);
                assert_int_equal(ink_layers_check(pair, 2, sizes), INK_BAD_ARGUMENT);
            }
        }
    }
}

static void no_arrays(const InkLayer *layer, InkCSource *to) {
    (void)layer, (void)to;
}

/* A network with an unfinished kind of layer: no exporter skips it silently. */
static void unfinished_kinds_are_named(void **state) {
    (void)state;
    const InkLayerSpec specs[] = {{.type = INK_LAYER_RELU}, {.type = INK_LAYER_DENSE, .units = 10}};
    InkNetwork *network;
    assert_int_equal(ink_network_create(&network, specs, COUNT(specs), 1), INK_OK);
    assert_null(ink_export_obstacle(network, INK_EXPORT_ONNX));
    InkLayerKind fake = {.info = {99, "fake", "fake layer", "fake layer", 0, NULL},
                         .parse = ink_layer_parse,
                         .format = ink_layer_format};
    network->layers[0].kind = &fake;
    uint8_t *bytes;
    size_t size;
    assert_int_equal(ink_export_onnx(network, &bytes, &size), INK_UNFINISHED_LAYER);
    assert_null(bytes);
    assert_int_equal(ink_export_header(network, INK_INT8, &bytes, &size), INK_UNFINISHED_LAYER);
    assert_null(bytes);
    assert_string_equal(ink_export_obstacle(network, INK_EXPORT_ONNX), "fake layer");
    assert_string_equal(ink_export_obstacle(network, INK_EXPORT_HEADER), "fake layer");
    assert_null(ink_export_obstacle(network, INK_EXPORT_MODEL));
    assert_null(ink_export_obstacle(network, 3));

    /* With parameters, for which it has no tensor names and no arrays. */
    network->layers[0].parameter_count = 1;
    fake.to_c = no_arrays;
    assert_int_equal(ink_export_header(network, INK_INT8, &bytes, &size), INK_UNFINISHED_LAYER);
    assert_int_equal(ink_model_write(network, NULL, NULL, 0, false, &bytes, &size),
                     INK_UNFINISHED_LAYER);
    assert_string_equal(ink_export_obstacle(network, INK_EXPORT_MODEL), "fake layer");
    assert_true(strlen(ink_status_message(INK_UNFINISHED_LAYER)) > 20);
    ink_network_free(network);
}

/* Weights so small that their scale would be subnormal or 0: they quantize to zero. */
static void tiny_weights_in_8_bits(void **state) {
    (void)state;
    for (int32_t i = 0; i < 3; i++) {
        const float tiny[] = {1e-44f, 2.7e-43f, 1e-40f};
        const float w[] = {tiny[i], -tiny[i]};
        InkCSource to = {.int8 = true};
        ink_c_weights(&to, 0, w, 2, 1);
        ink_bytes_print(&to.file, "%c", 0);
        assert_false(to.file.failed);
        assert_non_null(strstr((char *)to.file.bytes, "    0, 0,"));
        free(to.file.bytes);
    }
    InkCSource none = {.int8 = true};
    ink_c_weights(&none, 0, NULL, 2, 0); /* a layer without units */
    assert_true(none.file.failed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_complete),  cmocka_unit_test(parameters_end_in_biases),
        cmocka_unit_test(kind_numbers_are_stable), cmocka_unit_test(examples_work),
        cmocka_unit_test(ranges_are_enforced),     cmocka_unit_test(unfinished_kinds_are_named),
        cmocka_unit_test(tiny_weights_in_8_bits),
    };
    return cmocka_run_group_tests_name("kinds of layers", tests, NULL, NULL);
}
