/* Model files: values are as close as 16 bits allow, and bytes are where the header says. */
#include "test.h"

#include "base/rng.h"
#include "model/model_file.h"

/* The value of a half-precision number that is not NaN, from the definition of binary16. */
static float value_of(uint16_t half) {
    int32_t exponent = half >> 10 & 31, fraction = half & 1023;
    float value = INFINITY;
    if (exponent == 0)
        value = ldexpf((float)fraction, -24);
    else if (exponent < 31)
        value = ldexpf((float)(1024 + fraction), exponent - 25);
    return half & 0x8000 ? -value : value;
}

static void halves_round_trip(void **state) {
    (void)state;
    for (uint32_t half = 0; half < 0x10000; half++) {
        if ((half & 0x7fff) > 0x7c00) continue; /* NaN */
        assert_int_equal(ink_half(value_of((uint16_t)half)), half);
    }
}

static void all_halves_are_read(void **state) {
    (void)state;
    for (uint32_t half = 0; half < 0x10000; half++) {
        if ((half & 0x7fff) > 0x7c00)
            assert_true(isnan(ink_from_half((uint16_t)half)));
        else
            assert_true(ink_from_half((uint16_t)half) == value_of((uint16_t)half));
    }
}

static void halves_are_the_nearest_or_even(void **state) {
    (void)state;
    /* Between neighboring values, including infinity, which rounds as if it were 65536. */
    for (uint32_t half = 0; half < 0x7c00; half++) {
        float low = value_of((uint16_t)half);
        float high = half == 0x7bff ? 65536.0f : value_of((uint16_t)(half + 1));
        float middle = (low + high) / 2.0f; /* exact: a float has bits to spare */
        uint32_t even = half + (half & 1);
        assert_int_equal(ink_half(middle), even);
        assert_int_equal(ink_half(-middle), even | 0x8000);
        assert_int_equal(ink_half(nextafterf(middle, 0.0f)), half);
        assert_int_equal(ink_half(nextafterf(middle, INFINITY)), half + 1);
    }
}

static void halves_underflow_and_overflow(void **state) {
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
    /* A NaN stays NaN even if its only fraction bits are too low to survive. */
    uint32_t bits = 0xff800001;
    float small_nan;
    memcpy(&small_nan, &bits, sizeof small_nan);
    nan = ink_half(small_nan);
    assert_true((nan & 0xfc00) == 0xfc00 && (nan & 0x3ff) != 0);
}

/* ---- files -------------------------------------------------------------------------------- */

#define LAYERS "conv 5x5x3, relu, maxpool 2, conv 3x3x4 same, relu, dropout 0.5, dense 10"

/* A network and the file it was written to. header is a NUL-terminated copy. */
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
    assert_int_equal(ink_model_write(written.network, NULL, notes, note_count, half, &written.bytes,
                                     &written.size),
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
    ink_bytes_free(written.bytes);
    free(written.header);
}

static uint32_t little_endian(const uint8_t *bytes, int32_t count) {
    uint32_t value = 0;
    for (int32_t i = 0; i < count; i++)
        value |= (uint32_t)bytes[i] << (8 * i);
    return value;
}

static void all_values_are_stored(void **state) {
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

/* The range of a tensor's data according to the header. */
static void read_offsets(const char *header, const char *name, const char *type, const char *shape,
                         long *first, long *last) {
    char start[128];
    snprintf(start, sizeof start, "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[",
             name, type, shape);
    const char *at = strstr(header, start);
    if (!at) fail_msg("%s is not in %s", start, header);
    assert_int_equal(sscanf(at + strlen(start), "%ld,%ld]}", first, last), 2);
}

static void tensors_are_contiguous(void **state) {
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

static void notes_are_in_the_metadata(void **state) {
    (void)state;
    const InkModelNote notes[] = {{"odd \"name\"", "a\"b\\c\nd \xc3\xa4 \xf0\x9f\x96\x8b"}};
    Written written = write_model(true, notes, COUNT(notes));
    const char *start = "{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"" LAYERS
                        "\",\"temperature\":\"1\",\"input\":\"";
    assert_memory_equal(written.header, start, strlen(start));
    assert_non_null(strstr(written.header, "\"classes\":\"0123456789\""));
    InkModel *model;
    assert_int_equal(ink_model_read(&model, written.bytes, written.size), INK_OK);
    assert_int_equal(ink_model_note_count(model), 6);
    assert_string_equal(ink_model_note_name(model, 5), notes[0].name);
    assert_string_equal(ink_model_note_value(model, 5), notes[0].value);
    assert_string_equal(ink_model_note(model, "classes"), "0123456789");
    assert_null(ink_model_note(model, "absent"));
    assert_null(ink_model_training(model));
    ink_model_free(model);
    /* Headers of any length are padded. */
    for (int32_t length = 0; length < 8; length++) {
        char value[8] = {0};
        memset(value, 'x', (size_t)length);
        const InkModelNote note = {"note", value};
        discard(write_model(true, &note, 1));
    }
    discard(written);
}

static void invalid_notes_are_refused(void **state) {
    (void)state;
    Written written = write_model(false, NULL, 0);
    const InkModelNote wrong[][2] = {
        {{"layers", "dense 10"}, {"b", ""}},
        {{"a", ""}, {"a", ""}},
        {{"a", "\xff"}, {"b", ""}},
        {{"\xc0\x80", ""}, {"b", ""}},
        {{"a", "\xed\xa0\x80"}, {"b", ""}},
        {{"training.epoch", "1"}, {"b", ""}},
        {{"a", NULL}, {"b", ""}},
        {{"temperature", "1"}, {"b", ""}},
    };
    uint8_t *bytes;
    size_t size;
    for (int32_t i = 0; i < COUNT(wrong); i++) {
        assert_int_equal(ink_model_write(written.network, NULL, wrong[i], 2, false, &bytes, &size),
                         INK_BAD_ARGUMENT);
        assert_null(bytes);
    }
    char *long_text = malloc(INK_MAX_MODEL_HEADER + 1);
    memset(long_text, '"', INK_MAX_MODEL_HEADER);
    long_text[INK_MAX_MODEL_HEADER] = 0;
    const InkModelNote long_note = {"a", long_text + INK_MAX_MODEL_HEADER / 3};
    assert_int_equal(ink_model_write(written.network, NULL, &long_note, 1, false, &bytes, &size),
                     INK_BAD_ARGUMENT);
    free(long_text);
    discard(written);
}

static void unrepresentable_weights_are_refused(void **state) {
    (void)state;
    Written written = write_model(false, NULL, 0);
    const float wrong[] = {NAN, INFINITY, -INFINITY, 70000.0f};
    for (int32_t i = 0; i < COUNT(wrong); i++) {
        uint8_t *bytes;
        size_t size;
        ink_network_parameters(written.network)[17] = wrong[i];
        assert_int_equal(ink_model_write(written.network, NULL, NULL, 0, true, &bytes, &size),
                         INK_MODEL_NOT_FINITE);
        if (i == 3) continue; /* 70000 is representable in 32 bits */
        assert_int_equal(ink_model_write(written.network, NULL, NULL, 0, false, &bytes, &size),
                         INK_MODEL_NOT_FINITE);
    }
    discard(written);
}

static void files_round_trip(void **state) {
    (void)state;
    for (int32_t half = 0; half < 2; half++) {
        Written written = write_model(half, NULL, 0);
        InkModel *model;
        assert_int_equal(ink_model_read(&model, written.bytes, written.size), INK_OK);
        assert_string_equal(ink_model_layers(model), LAYERS);
        InkNetwork *network;
        assert_int_equal(ink_model_network(model, 2, &network), INK_OK);
        int32_t count = ink_network_parameter_count(network);
        assert_int_equal(count, ink_network_parameter_count(written.network));
        for (int32_t i = 0; i < count; i++) {
            float original = ink_network_parameters(written.network)[i];
            float expected = half ? value_of(ink_half(original)) : original;
            assert_true(ink_network_parameters(network)[i] == expected);
        }
        ink_network_free(network);
        ink_model_free(model);
        discard(written);
    }
}

/* ---- resuming training -------------------------------------------------------------------- */

static InkDataset *digits(void) {
    InkDataset *dataset;
    assert_int_equal(ink_dataset_create(&dataset, 50), INK_OK);
    InkRng rng = ink_rng(3, 4);
    for (int32_t i = 0; i < 50; i++) {
        uint8_t image[INK_PIXELS], label = (uint8_t)(i % 10);
        for (int32_t p = 0; p < INK_PIXELS; p++)
            image[p] = (uint8_t)ink_rng_below(&rng, 256);
        assert_int_equal(ink_dataset_add_images(dataset, image, &label, 1), INK_OK);
    }
    return dataset;
}

static void steps(InkTrainer *trainer, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        InkBatchResult result;
        assert_int_equal(ink_trainer_step(trainer, &result), INK_OK);
    }
}

/* Trains 20 steps; after `stop` of them everything is freed and restored from a file. */
static void resume_after(int32_t stop, int32_t rule, InkDataset *dataset) {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t count;
    assert_int_equal(
        ink_layers_parse("conv 5x5x2, relu, maxpool 2, dropout 0.3, dense 10", layers, &count),
        INK_OK);
    InkTrainerSettings settings = {.learning_rate = 0.0123f,
                                   .batch_size = 8,
                                   .sample_count = 50,
                                   .epochs = 3,
                                   .seed = 4000000000u,
                                   .augmentation = INK_AUGMENT_DISTORT,
                                   .distortion = {.shift = 1, .rotation = 7.3f, .elastic = 0.7f},
                                   .mixture = {.drawn = 0.2f, .strange = 0.1f},
                                   .optimizer = {.rule = rule,
                                                 .momentum = 0.9f,
                                                 .beta2 = 0.99f,
                                                 .weight_decay = 0.01f,
                                                 .schedule = INK_ONE_CYCLE,
                                                 .warm_up = 0.3f},
                                   .label_smoothing = 0.1f};
    InkNetwork *uninterrupted, *network;
    InkTrainer *trainer;
    assert_int_equal(ink_network_create(&uninterrupted, layers, count, 8), INK_OK);
    ink_network_initialize(uninterrupted, 5);
    assert_int_equal(ink_trainer_create(&trainer, uninterrupted, dataset, NULL, &settings), INK_OK);
    steps(trainer, 20);
    ink_trainer_free(trainer);

    assert_int_equal(ink_network_create(&network, layers, count, 8), INK_OK);
    ink_network_initialize(network, 5);
    assert_int_equal(ink_trainer_create(&trainer, network, dataset, NULL, &settings), INK_OK);
    steps(trainer, stop);
    uint8_t *bytes;
    size_t size;
    assert_int_equal(ink_model_write(network, trainer, NULL, 0, true, &bytes, &size),
                     INK_BAD_ARGUMENT); /* 16 bits would not resume exactly */
    assert_int_equal(ink_model_write(network, trainer, NULL, 0, false, &bytes, &size), INK_OK);
    ink_trainer_free(trainer);
    ink_network_free(network);

    InkModel *model;
    assert_int_equal(ink_model_read(&model, bytes, size), INK_OK);
    ink_bytes_free(bytes);
    assert_non_null(ink_model_training(model));
    assert_memory_equal(ink_model_training(model), &settings, sizeof settings);
    assert_int_equal(ink_model_network(model, 8, &network), INK_OK);
    assert_int_equal(
        ink_trainer_create(&trainer, network, dataset, NULL, ink_model_training(model)), INK_OK);
    assert_int_equal(ink_model_resume(model, trainer), INK_OK);
    steps(trainer, 20 - stop);
    assert_memory_equal(ink_network_parameters(network), ink_network_parameters(uninterrupted),
                        sizeof(float) * (size_t)ink_network_parameter_count(network));
    ink_trainer_free(trainer);
    ink_model_free(model);
    ink_network_free(network);
    ink_network_free(uninterrupted);
}

static void training_resumes_bit_for_bit(void **state) {
    (void)state;
    InkDataset *dataset = digits();
    for (int32_t rule = INK_SGD; rule <= INK_ADAMW; rule++) {
        for (int32_t stop = 0; stop < 20; stop += rule == INK_ADAMW ? 1 : 6)
            resume_after(stop, rule, dataset);
    }
    ink_dataset_free(dataset);
}

/* Training may run past the epochs that were planned, which are at most INK_MAX_EPOCHS. */
static void any_epoch_is_saved(void **state) {
    (void)state;
    InkDataset *dataset = digits();
    Written written = write_model(false, NULL, 0);
    const InkTrainerSettings settings = {
        .learning_rate = 0.1f, .batch_size = 1, .sample_count = 1, .epochs = 1};
    const int32_t epochs[] = {0, INK_MAX_EPOCHS, INK_MAX_EPOCHS + 1, INT32_MAX};
    InkTrainer *trainer;
    assert_int_equal(ink_trainer_create(&trainer, written.network, dataset, NULL, &settings),
                     INK_OK);
    for (int32_t i = 0; i < COUNT(epochs); i++) {
        uint8_t *bytes;
        size_t size;
        InkModel *model;
        assert_int_equal(ink_trainer_seek(trainer, epochs[i], 0), INK_OK);
        assert_int_equal(ink_model_write(written.network, trainer, NULL, 0, false, &bytes, &size),
                         INK_OK);
        assert_int_equal(ink_model_read(&model, bytes, size), INK_OK);
        assert_int_equal(ink_model_epoch(model), epochs[i]);
        ink_model_free(model);
        ink_bytes_free(bytes);
    }
    ink_trainer_free(trainer);
    ink_dataset_free(dataset);
    discard(written);
}

/* ---- hostile files ------------------------------------------------------------------------ */

#define DENSE "{\"format\":\"inkling\",\"layers\":\"dense 10\"}"
#define WEIGHT "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[784,10],\"data_offsets\":[0,31360]}"
#define BIAS "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[31360,31400]}"
enum { DENSE_BYTES = 31400 };

/* Reads a file with this header and `data` zero bytes, in a block of exactly that size. */
static InkStatus read_file(const char *header, size_t length, size_t data) {
    size_t size = 8 + length + data;
    uint8_t *bytes = calloc(size, 1);
    for (int32_t i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)length >> (8 * i));
    memcpy(bytes + 8, header, length);
    InkModel *model;
    InkStatus status = ink_model_read(&model, bytes, size);
    assert_true((status == INK_OK) == (model != NULL));
    ink_model_free(model);
    free(bytes);
    return status;
}

static void false_headers_are_refused(void **state) {
    (void)state;
    const struct {
        const char *header;
        InkStatus status;
    } files[] = {
        {"{\"__metadata__\":" DENSE "," WEIGHT "," BIAS "}", INK_OK},
        {"{" BIAS ",\"__metadata__\":" DENSE " ,\n" WEIGHT "}   ", INK_OK},
        /* not JSON, or not what the format requires */
        {"{", INK_MODEL_HEADER},
        {"{}", INK_MODEL_HEADER},
        {"[[[[[[[[[[[[[[[[", INK_NOT_A_MODEL},
        {"{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}", INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT "," BIAS "}}", INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT "," BIAS ",}", INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT " " BIAS "}", INK_MODEL_HEADER},
        {"{\"__metadata__\":null," WEIGHT "," BIAS "}", INK_MODEL_HEADER},
        {"{\"__metadata__\":{\"format\":7}," WEIGHT "," BIAS "}", INK_MODEL_HEADER},
        /* duplicate names */
        {"{\"__metadata__\":" DENSE "," WEIGHT "," WEIGHT "," BIAS "}", INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE ",\"__metadata__\":" DENSE "," WEIGHT "," BIAS "}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"format\":\"inkling\","
         "\"layers\":\"dense 10\"}," WEIGHT "," BIAS "}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"dtype\":\"F32\","
         "\"shape\":[10],\"data_offsets\":[31360,31400]}}",
         INK_MODEL_HEADER},
        /* strings */
        {"{\"__metadata__\":{\"format\":\"inkling\",\"x\":\"\\u0000\"}," WEIGHT "," BIAS "}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"x\":\"\\ud800\"}," WEIGHT "," BIAS "}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"x\":\"\xff\"}," WEIGHT "," BIAS "}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":{\"format\":\"ink\\u006cing\",\"layers\":\"dense\\u002010\","
         "\"x\":\"\\ud83d\\ude00\\n\"}," WEIGHT "," BIAS "}",
         INK_OK},
        /* tensors */
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F64\",\"shape\":[10],"
         "\"data_offsets\":[31360,31400]}}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[-10],"
         "\"data_offsets\":[31360,31400]}}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1e1],"
         "\"data_offsets\":[31360,31400]}}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10]}}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10],"
         "\"data_offsets\":[31360,31400,1]}}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\","
         "\"shape\":[1,1,1,1,10],\"data_offsets\":[31360,31400]}}",
         INK_MODEL_HEADER},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10],"
         "\"data_offsets\":[31360,9999999999999999]}}",
         INK_MODEL_HEADER},
        /* sizes */
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10],"
         "\"data_offsets\":[31360,999999999999999]}}",
         INK_MODEL_SIZES},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10],"
         "\"data_offsets\":[31320,31360]}}",
         INK_MODEL_SIZES},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\",\"shape\":[10],"
         "\"data_offsets\":[31400,31360]}}",
         INK_MODEL_SIZES},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F16\",\"shape\":[10],"
         "\"data_offsets\":[31360,31400]}}",
         INK_MODEL_SIZES},
        {"{\"__metadata__\":" DENSE "," WEIGHT ",\"0.bias\":{\"dtype\":\"F32\","
         "\"shape\":[999999999999999,999999999999999,10],\"data_offsets\":[31360,31400]}}",
         INK_MODEL_SIZES},
        {"{\"__metadata__\":" DENSE "," WEIGHT "}", INK_MODEL_SIZES},
        /* not ours */
        {"{" WEIGHT "," BIAS "}", INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"pt\"}," WEIGHT "," BIAS "}", INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\"}," WEIGHT "," BIAS "}", INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\","
         "\"classes\":\"abc\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\","
         "\"temperature\":\"nan\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\","
         "\"training.epoch\":\"1\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"relu, dense 10\"}," WEIGHT "," BIAS
         "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 9\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 37\"}," WEIGHT "," BIAS "}",
         INK_BAD_LAYERS},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\","
         "\"classes\":\"10\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\","
         "\"classes\":\"26\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\","
         "\"class_names\":\"A\\nB\\nC\\nD\\nE\\nF\\nG\\nH\\nI\"}," WEIGHT "," BIAS "}",
         INK_FOREIGN_MODEL},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dense 10\",\"classes\":"
         "\"0123456789\",\"class_names\":\"A\\nB\\nC\\nD\\nE\\nF\\nG\\nH\\nI\\n\"}," WEIGHT "," BIAS
         "}",
         INK_OK},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"dence\"}," WEIGHT "," BIAS "}",
         INK_BAD_LAYER_TEXT},
        {"{\"__metadata__\":{\"format\":\"inkling\",\"layers\":\"conv 9x9x256 pad 8, conv 9x9x256 "
         "pad 8, dense 4096, dense 10\"}," WEIGHT "," BIAS "}",
         INK_NO_MEMORY},
    };
    for (int32_t i = 0; i < COUNT(files); i++) {
        InkStatus status = read_file(files[i].header, strlen(files[i].header), DENSE_BYTES);
        if (status != files[i].status) {
            fail_msg("%d instead of %d: %s", (int)status, (int)files[i].status, files[i].header);
        }
    }
}

static void numbers_that_are_not_finite_are_refused(void **state) {
    (void)state;
    const uint32_t wrong[] = {0x7fc00000, 0x7f800001, 0x7f800000, 0xff800000};
    for (int32_t i = 0; i < COUNT(wrong); i++) {
        Written written = write_model(false, NULL, 0);
        memcpy(written.bytes + written.size - 4, &wrong[i], 4);
        InkModel *model;
        assert_int_equal(ink_model_read(&model, written.bytes, written.size), INK_MODEL_NOT_FINITE);
        assert_null(model);
        discard(written);
    }
}

static void every_wrong_length_is_refused(void **state) {
    (void)state;
    Written written = write_model(true, NULL, 0);
    for (size_t size = 0; size < written.size; size += size < 2000 ? 1 : 977) {
        uint8_t *copy = malloc(size + 1); /* shrunk below, to catch an overrun */
        uint8_t *cut = realloc(copy, size ? size : 1);
        memcpy(cut, written.bytes, size);
        InkModel *model;
        assert_int_not_equal(ink_model_read(&model, cut, size), INK_OK);
        assert_null(model);
        free(cut);
    }
    const uint64_t lengths[] = {
        0, 1, INK_MAX_MODEL_HEADER, INK_MAX_MODEL_HEADER + 1, 1ull << 32, 1ull << 63, UINT64_MAX};
    for (int32_t i = 0; i < COUNT(lengths); i++) {
        for (int32_t b = 0; b < 8; b++)
            written.bytes[b] = (uint8_t)(lengths[i] >> (8 * b));
        InkModel *model;
        assert_int_not_equal(ink_model_read(&model, written.bytes, written.size), INK_OK);
    }
    discard(written);
}

static void random_corruption_is_harmless(void **state) {
    (void)state;
    InkRng rng = ink_rng(11, 0);
    int32_t read = 0;
    for (int32_t round = 0; round < 4000; round++) {
        Written written = write_model(round % 2, NULL, 0);
        size_t header = (size_t)(written.data - written.bytes);
        for (uint32_t changes = 1 + ink_rng_below(&rng, 3); changes > 0; changes--)
            written.bytes[ink_rng_below(&rng, (uint32_t)header)] =
                (uint8_t)ink_rng_below(&rng, 256);
        InkModel *model;
        if (ink_model_read(&model, written.bytes, written.size) == INK_OK) {
            for (int32_t i = 0; i < ink_model_parameter_count(model); i++)
                assert_true(isfinite(ink_model_parameters(model)[i]));
            read++;
        }
        ink_model_free(model);
        discard(written);
    }
    assert_true(read < 2000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_round_trip),
        cmocka_unit_test(all_halves_are_read),
        cmocka_unit_test(halves_are_the_nearest_or_even),
        cmocka_unit_test(halves_underflow_and_overflow),
        cmocka_unit_test(all_values_are_stored),
        cmocka_unit_test(tensors_are_contiguous),
        cmocka_unit_test(notes_are_in_the_metadata),
        cmocka_unit_test(invalid_notes_are_refused),
        cmocka_unit_test(unrepresentable_weights_are_refused),
        cmocka_unit_test(files_round_trip),
        cmocka_unit_test(training_resumes_bit_for_bit),
        cmocka_unit_test(any_epoch_is_saved),
        cmocka_unit_test(false_headers_are_refused),
        cmocka_unit_test(numbers_that_are_not_finite_are_refused),
        cmocka_unit_test(every_wrong_length_is_refused),
        cmocka_unit_test(random_corruption_is_harmless),
    };
    return cmocka_run_group_tests_name("model file", tests, NULL, NULL);
}
