/* Running out of memory. Every function that allocates is called again and again, each time with a
 * later allocation failing. It must report the failure, leak nothing (AddressSanitizer checks), and
 * succeed once nothing fails. The Makefile has the linker redirect malloc, calloc, and realloc
 * to the wrappers below. */
#include "png.h"
#include "test.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);

/* How many more allocations succeed before one fails; negative: no limit. */
static int32_t allowed = -1;
static bool failed;

static bool must_fail(void) {
    if (allowed < 0) return false;
    if (allowed-- > 0) return false;
    failed = true;
    return true;
}

void *__wrap_malloc(size_t size) {
    return must_fail() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return must_fail() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
    return must_fail() ? NULL : __real_realloc(block, size);
}

typedef struct {
    InkStatus (*run)(void *context);
    /* Whether it decodes a PNG. stb_image does not distinguish out of memory from damage, and
     * carries on if the buffer for its JPEG probe cannot be allocated. */
    bool decodes;
} Call;

/* Runs a call until none of its allocations fails; returns how many it makes. */
static int32_t with_failures(Call call, void *context) {
    for (int32_t n = 0; n < 1000; n++) {
        allowed = n;
        failed = false;
        InkStatus status = call.run(context);
        allowed = -1;
        if (!failed) {
            assert_int_equal(status, INK_OK);
            return n;
        }
        bool reported = status == INK_NO_MEMORY ||
                        (call.decodes &&
                         (status == INK_OK || status == INK_BAD_PNG || status == INK_BAD_PICTURE));
        if (!reported) fail_msg("allocation %d failed, and the status is %d", n, status);
    }
    fail_msg("it never stops allocating");
    return 0;
}

/* The data that the calls below work on. */
typedef struct {
    InkLayerSpec layers[INK_MAX_LAYERS];
    int32_t layer_count;
    InkNetwork *network;
    InkDataset *dataset;
    InkTrainer *trainer;
    Bytes png, labels, picture;
    uint8_t *model;
    size_t model_size;
} Fixture;

static InkTrainerSettings settings(void) {
    return (InkTrainerSettings){.learning_rate = 0.1f,
                                .batch_size = 2,
                                .sample_count = 4,
                                .epochs = 1,
                                .optimizer = {.rule = INK_ADAMW, .momentum = 0.9f, .beta2 = 0.99f}};
}

static InkStatus make_dataset(void *context) {
    Fixture *fixture = context;
    InkDataset *dataset;
    InkStatus status = ink_dataset_create(&dataset, 4);
    if (status != INK_OK) return status;
    status = ink_dataset_add_sheet(dataset, fixture->png.bytes, fixture->png.size,
                                   fixture->labels.bytes, fixture->labels.size);
    assert_int_equal(ink_dataset_count(dataset), status == INK_OK ? 4 : 0);
    ink_dataset_free(dataset);
    return status;
}

static InkStatus make_network(void *context) {
    Fixture *fixture = context;
    InkNetwork *network;
    InkStatus status = ink_network_create(&network, fixture->layers, fixture->layer_count, 4);
    ink_network_free(network);
    return status;
}

static InkStatus make_trainer(void *context) {
    Fixture *fixture = context;
    InkTrainer *trainer;
    const InkTrainerSettings made = settings();
    InkStatus status =
        ink_trainer_create(&trainer, fixture->network, fixture->dataset, fixture->dataset, &made);
    if (status == INK_OK) ink_trainer_free(trainer);
    return status;
}

static InkStatus evaluate_and_calibrate(void *context) {
    Fixture *fixture = context;
    InkEvaluation evaluation = {0};
    InkStatus status = ink_evaluate(fixture->network, fixture->dataset, 0, 4, &evaluation);
    return status == INK_OK ? ink_calibrate(fixture->network, fixture->dataset, 0, 4) : status;
}

static InkStatus write_model(void *context) {
    Fixture *fixture = context;
    const InkModelNote notes[] = {{"name", "seven \"and\" four"}};
    uint8_t *bytes;
    size_t size;
    InkStatus status =
        ink_model_write(fixture->network, fixture->trainer, notes, 1, false, &bytes, &size);
    if (status == INK_OK) ink_bytes_free(bytes);
    return status;
}

static InkStatus read_model(void *context) {
    Fixture *fixture = context;
    InkModel *model;
    InkNetwork *network = NULL;
    InkStatus status = ink_model_read(&model, fixture->model, fixture->model_size);
    if (status != INK_OK) return status;
    status = ink_model_network(model, 4, &network);
    ink_network_free(network);
    ink_model_free(model);
    return status;
}

static InkStatus export_onnx(void *context) {
    Fixture *fixture = context;
    uint8_t *bytes;
    size_t size;
    InkStatus status = ink_export_onnx(fixture->network, &bytes, &size);
    if (status == INK_OK) ink_bytes_free(bytes);
    return status;
}

static InkStatus export_headers(void *context) {
    Fixture *fixture = context;
    for (int32_t precision = INK_FLOAT32; precision <= INK_INT8; precision++) {
        uint8_t *bytes;
        size_t size;
        InkStatus status = ink_export_header(fixture->network, precision, &bytes, &size);
        if (status != INK_OK) return status;
        ink_bytes_free(bytes);
    }
    return INK_OK;
}

static InkStatus read_picture(void *context) {
    Fixture *fixture = context;
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    return ink_picture_read(fixture->picture.bytes, fixture->picture.size, INK_POLARITY_DETECT,
                            INK_FRAMING_DETECT, sample, &info);
}

static InkStatus decode_picture(void *context) {
    Fixture *fixture = context;
    static uint8_t gray[100 * 100];
    int32_t width, height;
    return ink_picture_gray(fixture->picture.bytes, fixture->picture.size, gray, sizeof gray,
                            &width, &height);
}

/* A network that could not grow works as before. */
static InkStatus reserve(void *context) {
    Fixture *fixture = context;
    InkNetwork *network;
    InkStatus status = ink_network_create(&network, fixture->layers, fixture->layer_count, 1);
    if (status != INK_OK) return status;
    for (int32_t batch = 2; batch <= 3 && status == INK_OK; batch++) {
        status = ink_network_reserve(network, batch);
        assert_int_equal(ink_network_max_batch(network), status == INK_OK ? batch : batch - 1);
    }
    float probabilities[INK_CLASSES];
    assert_int_equal(ink_network_predict(network, ink_network_input(network), 1, probabilities),
                     INK_OK);
    ink_network_free(network);
    return status;
}

static InkStatus group_strokes(void *context) {
    (void)context;
    const float points[] = {0.1f, 0.1f, 0.1f, 0.9f, 0.5f, 0.1f, 0.5f, 0.9f};
    const int32_t lengths[] = {2, 2};
    int32_t groups[2];
    return ink_group_strokes(points, lengths, 2, groups);
}

enum { PAGE_SIDE = 120 };

static InkStatus read_page(void *context) {
    (void)context;
    static uint8_t gray[PAGE_SIDE * PAGE_SIDE];
    memset(gray, 220, sizeof gray);
    for (int32_t row = 30; row < 90; row++) {
        for (int32_t column = 50; column < 58; column++)
            gray[row * PAGE_SIDE + column] = 20;
    }
    InkPage *page;
    float image[INK_PIXELS];
    InkMark piece;
    int32_t area;
    InkStatus status = ink_page_read(&page, gray, PAGE_SIDE, PAGE_SIDE);
    if (status != INK_OK) return status;
    assert_int_equal(ink_page_mark_count(page), 1);
    status = ink_page_sample(page, 0, image);
    InkMark mark = ink_page_marks(page)[0];
    if (status == INK_OK)
        status = ink_page_piece(page, 0, mark.left, mark.right - 1, &piece, &area, image);
    ink_page_free(page);
    return status;
}

/* A noisy photograph of a tilted table, which is straightened by its rules. */
static InkStatus straighten_table(void *context) {
    (void)context;
    enum { SIDE = 200, CELL = 40, CELLS = 4, THICK = 2, FIRST = 20, SLOPE = 10, NOISE = 61 };
    static uint8_t gray[SIDE * SIDE];
    InkRng rng = ink_rng(2, 0);
    for (int32_t y = 0; y < SIDE; y++) {
        for (int32_t x = 0; x < SIDE; x++) {
            int32_t down = y - x / SLOPE - FIRST / 2, right = x + y / SLOPE - FIRST;
            bool inside = down >= 0 && down < CELLS * CELL + THICK && right >= 0 &&
                          right < CELLS * CELL + THICK;
            down %= CELL;
            right %= CELL;
            bool digit = down > 12 && down < 32 && right > 18 && right < 23;
            bool inked = inside && (down < THICK || right < THICK || digit);
            int32_t noise = (int32_t)ink_rng_below(&rng, NOISE);
            gray[y * SIDE + x] = (uint8_t)((inked ? 20 : 180) + noise);
        }
    }
    InkPage *page;
    InkStatus status = ink_page_read(&page, gray, SIDE, SIDE);
    if (status != INK_OK) return status;
    assert_in_range((int32_t)(1000.0f * ink_page_slope(page)), 80, 120);
    status = ink_page_rotate(page, -atanf(ink_page_slope(page)));
    int32_t in_table = 0;
    for (int32_t i = 0; status == INK_OK && i < ink_page_mark_count(page); i++)
        in_table += ink_page_cells(page)[i].table == 0;
    if (status == INK_OK) assert_int_equal(in_table, CELLS * CELLS);
    ink_page_free(page);
    return status;
}

static void nothing_breaks_when_an_allocation_fails(void **state) {
    (void)state;
    static uint8_t pixels[4 * INK_PIXELS], picture[100 * 100];
    InkRng rng = ink_rng(1, 0);
    for (int32_t i = 0; i < COUNT(pixels); i++)
        pixels[i] = (uint8_t)ink_rng_below(&rng, 256);
    memset(picture, 255, sizeof picture);
    memset(picture + 3000, 0, 2000);
    const uint8_t labels[] = {3, 1, 4, 1};
    Fixture fixture = {.png = make_png(INK_PIXELS, 4, pixels),
                       .labels = make_labels(labels, 4),
                       .picture = make_png(100, 100, picture)};
    const InkTrainerSettings made = settings();
    assert_int_equal(
        ink_layers_parse("conv 3x3x4 same, relu, maxpool 2, dropout 0.1, dense 40, relu, dense 10",
                         fixture.layers, &fixture.layer_count),
        INK_OK);
    assert_int_equal(ink_network_create(&fixture.network, fixture.layers, fixture.layer_count, 4),
                     INK_OK);
    ink_network_initialize(fixture.network, 1);
    assert_int_equal(ink_dataset_create(&fixture.dataset, 4), INK_OK);
    assert_int_equal(ink_dataset_add_sheet(fixture.dataset, fixture.png.bytes, fixture.png.size,
                                           fixture.labels.bytes, fixture.labels.size),
                     INK_OK);
    assert_int_equal(
        ink_trainer_create(&fixture.trainer, fixture.network, fixture.dataset, NULL, &made),
        INK_OK);
    assert_int_equal(ink_model_write(fixture.network, fixture.trainer, NULL, 0, false,
                                     &fixture.model, &fixture.model_size),
                     INK_OK);

    const Call calls[] = {{make_dataset, true},
                          {make_network},
                          {reserve},
                          {make_trainer},
                          {evaluate_and_calibrate},
                          {write_model},
                          {read_model},
                          {export_onnx},
                          {export_headers},
                          {read_picture, true},
                          {decode_picture, true},
                          {group_strokes},
                          {read_page},
                          {straighten_table}};
    int32_t allocations = 0;
    for (int32_t i = 0; i < COUNT(calls); i++)
        allocations += with_failures(calls[i], &fixture);
    assert_true(allocations >= 40); /* otherwise the wrappers are not in use */

    ink_bytes_free(fixture.model);
    ink_trainer_free(fixture.trainer);
    ink_dataset_free(fixture.dataset);
    ink_network_free(fixture.network);
    free(fixture.png.bytes);
    free(fixture.labels.bytes);
    free(fixture.picture.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_breaks_when_an_allocation_fails)};
    return cmocka_run_group_tests_name("allocation", tests, NULL, NULL);
}
