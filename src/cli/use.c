/* inkling eval, predict, export, and info: commands that use a model. */
#include "commands.h"
#include "digits.h"
#include "files.h"
#include "page.h"
#include "strokes.h"
#include "threads.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The format of another program's model, by its first bytes; NULL if unknown. */
static const char *foreign_format(const uint8_t *bytes, size_t size) {
    static const struct {
        const char *format;
        size_t at, length;
        const char *bytes;
    } known[] = {{"a Keras model (HDF5)", 0, 4, "\211HDF"},
                 {"a TensorFlow Lite model", 4, 4, "TFL3"},
                 {"a PyTorch or Keras model (zip)", 0, 4, "PK\003\004"},
                 /* Begins with the length of its header, which can be any byte. */
                 {"a model from another program (safetensors)", 8, 1, "{"},
                 {"a PyTorch model (pickle)", 0, 2, "\200\002"},
                 {"a pickled Python object", 0, 1, "\200"},
                 {"a TensorFlow.js model", 0, 1, "{"},
                 {"an ONNX model", 0, 1, "\010"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t end = known[i].at + known[i].length;
        if (size >= end && memcmp(bytes + known[i].at, known[i].bytes, known[i].length) == 0)
            return known[i].format;
    }
    return NULL;
}

InkModel *load_model(const Options *options) {
    if (options->file_count == 0) fail_usage("no model file given; see inkling help");
    const char *path = options->files[0];
    size_t size;
    uint8_t *bytes = read_file_or_fail(path, &size);
    InkModel *model;
    InkStatus status = ink_model_read(&model, bytes, size);
    if (status == INK_NOT_A_MODEL || status == INK_FOREIGN_MODEL || status == INK_MODEL_HEADER) {
        const char *format = foreign_format(bytes, size);
        if (format)
            fail("%s looks like %s; to convert it: npx inkling convert %s model.safetensors", path,
                 format, path);
    }
    check(status, path);
    free(bytes);
    return model;
}

static InkNetwork *create_network(const InkModel *model, const Options *options) {
    InkNetwork *network;
    check(ink_model_network(model, 64, &network), options->files[0]);
    return network;
}

InkNetwork *load_network(const Options *options) {
    InkModel *model = load_model(options);
    InkNetwork *network = create_network(model, options);
    ink_model_free(model);
    return network;
}

void require_digit_classes(const InkNetwork *network, const char *what) {
    int32_t classes = ink_network_classes(network);
    if (classes != INK_CLASSES)
        fail("%s: this network has %" PRId32 " classes; to read digits, its last layer must be "
             "dense 10",
             what, classes);
}

/* ---- eval ---- */

/* Fails if more than the model was given. */
static void require_only_model(const Options *options) {
    if (options->file_count > 1)
        fail_usage("\"%s\" is one too many: this command takes one model", options->files[1]);
}

int run_eval(Options *options) {
    require_only_model(options);
    InkNetwork *network = load_network(options);
    require_digit_classes(network, options->files[0]);
    Digits digits = read_digits(options->data, true);
    InkEvaluation sum = {0};
    start_threads(network, options->threads);
    check(ink_evaluate(network, digits.test, 0, ink_dataset_count(digits.test), &sum), "test");
    stop_threads();
    if (sum.count == 0) fail("%s contains no test digits", options->data);
    double share = (double)sum.correct / sum.count, loss = sum.loss_sum / sum.count;
    if (options->json) {
        printf("{\"count\":%" PRId32 ",\"correct\":%" PRId32
               ",\"accuracy\":%.6g,\"loss\":%.6g,\"confusion\":[",
               sum.count, sum.correct, share, loss);
        for (int32_t i = 0; i < INK_CLASSES; i++) {
            printf(i ? ",[" : "[");
            for (int32_t j = 0; j < INK_CLASSES; j++)
                printf("%s%" PRId32, j ? "," : "", sum.confusion[i][j]);
            printf("]");
        }
        printf("]}\n");
    } else {
        printf("%" PRId32 " of %" PRId32 " correct (%.2f%%), loss %.4f\n", sum.correct, sum.count,
               100.0 * share, loss);
    }
    ink_network_free(network);
    free_digits(&digits);
    return 0;
}

/* ---- predict ---- */

/* The name of a class: its line in class_names, or its number. */
static void name_class(const char *names, int32_t output, char *name, size_t room) {
    if (!names) {
        snprintf(name, room, "%" PRId32, output);
        return;
    }
    for (; output > 0; output--)
        names += strcspn(names, "\n") + 1;
    snprintf(name, room, "%.*s", (int)strcspn(names, "\n"), names);
}

/* Whether the classes are the digits. */
static bool reads_digits(const char *names, int32_t classes) {
    return classes == INK_CLASSES && (!names || strcmp(names, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9") == 0);
}

static int32_t most_probable(const float *probabilities, int32_t classes) {
    int32_t best = 0;
    for (int32_t i = 1; i < classes; i++) {
        if (probabilities[i] > probabilities[best]) best = i;
    }
    return best;
}

static void print_probabilities(const float *probabilities, int32_t classes) {
    printf(",\"probabilities\":[");
    for (int32_t i = 0; i < classes; i++)
        printf("%s%.9g", i ? "," : "", (double)probabilities[i]);
    printf("]");
}

static void print_answer(const Options *options, const InkModel *model, const char *name,
                         const float *probabilities, int32_t classes) {
    const char *names = ink_model_note(model, "class_names");
    char label[256];
    int32_t best = most_probable(probabilities, classes);
    name_class(names, best, label, sizeof label);
    if (options->json) {
        printf("{\"file\":");
        print_json_string(name);
        if (reads_digits(names, classes)) {
            printf(",\"digit\":%" PRId32, best);
        } else {
            printf(",\"class\":");
            print_json_string(label);
        }
        print_probabilities(probabilities, classes);
        printf("}\n");
    } else {
        printf("%s: %s  (%.1f%%)\n", name, label, 100.0 * (double)probabilities[best]);
    }
}

static void predict(const Options *options, const InkModel *model, InkNetwork *network,
                    const char *name, const uint8_t *file, size_t size) {
    float image[INK_PIXELS], probabilities[INK_MAX_CLASSES];
    check(read_picture(file, size, image), name);
    check(ink_network_predict(network, image, 1, probabilities), name);
    print_answer(options, model, name, probabilities, ink_network_classes(network));
}

/* Writes the number that the glyphs spell to text, and returns how sure it is. */
static float spell(const DrawnGlyph *glyphs, int32_t count, char *text) {
    float sure = 1.0f;
    for (int32_t i = 0; i < count; i++) {
        if (i > 0 && glyphs[i].line != glyphs[i - 1].line) *text++ = ' ';
        if (glyphs[i].glyph == INK_GLYPH_DIGIT) {
            int32_t digit = most_probable(glyphs[i].probabilities, INK_CLASSES);
            sure *= glyphs[i].probabilities[digit];
            *text++ = (char)('0' + digit);
        } else {
            *text++ = glyphs[i].glyph == INK_GLYPH_MINUS ? '-' : '.';
        }
    }
    *text = '\0';
    return sure;
}

static void print_number(const Options *options, const char *name, const DrawnGlyph *glyphs,
                         int32_t count) {
    char *text = until_end(malloc(2 * (size_t)count + 1));
    float sure = spell(glyphs, count, text);
    if (options->json) {
        printf("{\"file\":");
        print_json_string(name);
        printf(",\"number\":\"%s\",\"confidence\":%.9g,\"digits\":[", text, (double)sure);
        bool first = true;
        for (int32_t i = 0; i < count; i++) {
            if (glyphs[i].glyph != INK_GLYPH_DIGIT) continue;
            printf("%s{\"digit\":%" PRId32, first ? "" : ",",
                   most_probable(glyphs[i].probabilities, INK_CLASSES));
            print_probabilities(glyphs[i].probabilities, INK_CLASSES);
            printf("}");
            first = false;
        }
        printf("]}\n");
    } else {
        printf("%s: %s  (%.1f%%)\n", name, text, 100.0 * (double)sure);
    }
}

static void predict_drawing(const Options *options, const InkModel *model, InkNetwork *network,
                            const char *name, const uint8_t *json, size_t size) {
    Drawing drawing = read_drawing(name, json, size);
    if (drawing.strokes == 0) fail("%s contains no strokes", name);
    int32_t classes = ink_network_classes(network);
    if (!reads_digits(ink_model_note(model, "class_names"), classes)) {
        float probabilities[INK_MAX_CLASSES];
        read_whole(&drawing, network, probabilities);
        print_answer(options, model, name, probabilities, classes);
        return;
    }
    DrawnGlyph *glyphs = until_end(malloc((size_t)drawing.strokes * sizeof *glyphs));
    int32_t count = read_glyphs(&drawing, network, glyphs);
    if (count == 1)
        print_answer(options, model, name, glyphs[0].probabilities, classes);
    else
        print_number(options, name, glyphs, count);
}

/* What predict works on, and how it went. */
typedef struct {
    const Options *options;
    const InkModel *model;
    InkNetwork *network;
    const char *name; /* of the current file */
    bool failed;
} Prediction;

/* Prints the lines of a page, with a space where there is a gap. */
static void predict_page(const Prediction *work, const uint8_t *bytes, size_t size) {
    int32_t count;
    PageDigit *digits = read_page(work->name, bytes, size, work->network, &count);
    if (count == 0) fail("%s: no digits found", work->name);
    if (work->options->json) {
        printf("{\"file\":");
        print_json_string(work->name);
        printf(",\"digits\":[");
    }
    for (int32_t i = 0; i < count; i++) {
        const InkMark *mark = &digits[i].mark, *last = i ? &digits[i - 1].mark : NULL;
        bool new_line = !last || mark->line != last->line;
        if (work->options->json) {
            printf("%s{\"digit\":%" PRId32 ",\"left\":%" PRId32 ",\"top\":%" PRId32
                   ",\"right\":%" PRId32 ",\"bottom\":%" PRId32 ",\"line\":%" PRId32,
                   i ? "," : "", digits[i].digit, mark->left, mark->top, mark->right, mark->bottom,
                   mark->line);
            print_probabilities(digits[i].probabilities, INK_CLASSES);
            printf("}");
        } else if (new_line) {
            printf("%s%s: %" PRId32, i ? "\n" : "", work->name, digits[i].digit);
        } else {
            int32_t gap = mark->left - last->right, height = mark->bottom - mark->top;
            printf("%s%" PRId32, gap > height ? " " : "", digits[i].digit);
        }
    }
    printf(work->options->json ? "]}\n" : "\n");
}

/* Classifies the images of an idx3-ubyte file; false if it isn't one. */
static bool predict_idx(const Prediction *work, const uint8_t *bytes, size_t size) {
    static const uint8_t start[] = {0, 0, 8, 3}, sides[] = {0, 0, 0, 28, 0, 0, 0, 28};
    enum { HEADER = 16 };
    if (size < HEADER || memcmp(bytes, start, 4) != 0) return false;
    if (memcmp(bytes + 8, sides, 8) != 0) fail("%s: images must be 28x28 pixels", work->name);
    if ((size - HEADER) % INK_PIXELS != 0) fail("%s is truncated", work->name);
    for (size_t at = HEADER, number = 0; at < size; at += INK_PIXELS, number++) {
        float image[INK_PIXELS], probabilities[INK_MAX_CLASSES];
        char name[4200];
        for (int32_t i = 0; i < INK_PIXELS; i++)
            image[i] = (float)bytes[at + (size_t)i] / 255.0f;
        snprintf(name, sizeof name, "%s#%zu", work->name, number);
        check(ink_network_predict(work->network, image, 1, probabilities), name);
        print_answer(work->options, work->model, name, probabilities,
                     ink_network_classes(work->network));
    }
    return true;
}

static void predict_file(void *context) {
    const Prediction *work = context;
    const char *name = work->name;
    size_t size;
    uint8_t *bytes = until_end(read_file_or_fail(name, &size));
    if (size == 0) fail("%s is empty; expected a picture", name);
    if (is_drawing(bytes, size)) {
        predict_drawing(work->options, work->model, work->network, name, bytes, size);
    } else if (work->options->page) {
        predict_page(work, bytes, size);
    } else if (!predict_idx(work, bytes, size)) {
        /* A file may contain several PNGs back to back. */
        for (size_t at = 0; at < size;) {
            size_t length = png_length(bytes + at, size - at);
            predict(work->options, work->model, work->network, name, bytes + at, length);
            at += length;
        }
    }
}

/* Continues after a bad file. */
static void try_file(void *context, const char *name) {
    Prediction *work = context;
    work->name = name;
    if (!attempt(predict_file, work)) work->failed = true;
}

int run_predict(Options *options) {
    InkModel *model = load_model(options);
    InkNetwork *network = create_network(model, options);
    if (options->page) require_digit_classes(network, options->files[0]);
    Prediction work = {.options = options, .model = model, .network = network};
    if (options->file_count == 1) options->files[options->file_count++] = "-";
    for (int32_t i = 1; i < options->file_count; i++) {
        const char *name = options->files[i];
        if (!is_folder(name)) {
            try_file(&work, name);
        } else if (for_pictures(name, try_file, &work) == 0) {
            fprintf(stderr, "inkling: %s contains no PNG or JPEG\n", name);
            work.failed = true;
        }
    }
    ink_network_free(network);
    ink_model_free(model);
    return work.failed;
}

/* ---- export ---- */

static InkModelNote *custom_notes(const InkModel *model, int32_t *count) {
    int32_t all = ink_model_note_count(model);
    InkModelNote *notes = calloc((size_t)all + 1, sizeof *notes);
    if (!notes) fail("not enough memory");
    *count = 0;
    for (int32_t i = 0; i < all; i++) {
        InkModelNote note = {ink_model_note_name(model, i), ink_model_note_value(model, i)};
        if (!ink_model_note_is_reserved(note.name)) notes[(*count)++] = note;
    }
    return notes;
}

/* Fails, naming the layer, if a format can't represent one of the network's layers. */
static void require_exportable(const InkNetwork *network, InkExportFormat format,
                               const char *path) {
    const char *word = ink_export_obstacle(network, format);
    if (word) fail("%s: %s: %s", path, word, ink_status_message(INK_UNFINISHED_LAYER));
}

void round_weights(InkNetwork *network, int32_t digits) {
    if (digits == 0) return;
    float *weights = ink_network_parameters(network);
    int32_t count = ink_network_parameter_count(network);
    for (int32_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &weights[i], sizeof bits);
        uint32_t dropped = 23 - (uint32_t)digits, last = bits >> dropped & 1;
        if (dropped > 0) bits += (1u << (dropped - 1)) - 1 + last;
        bits = bits >> dropped << dropped;
        memcpy(&weights[i], &bits, sizeof bits);
    }
}

static void export_to(const char *path, InkStatus status, uint8_t *bytes, size_t size) {
    check(status, path);
    write_file(path, bytes, size);
    ink_bytes_free(bytes);
}

int run_export(Options *options) {
    if (!options->onnx && !options->header && !options->safetensors)
        fail_usage("export needs --onnx FILE, --header FILE, or --safetensors FILE");
    if (options->int8 && !options->header) fail_usage("--int8 requires --header");
    if (options->half && !options->safetensors) fail_usage("--half requires --safetensors");
    const char *files[] = {options->onnx, options->header, options->safetensors};
    int32_t streams = 0;
    for (int32_t i = 0; i < 3; i++)
        streams += files[i] && strcmp(files[i], "-") == 0;
    if (streams > 1) fail_usage("only one file can be written to standard output");
    require_only_model(options);
    InkModel *model = load_model(options);
    InkNetwork *network;
    check(ink_model_network(model, 1, &network), options->files[0]);
    round_weights(network, options->round);
    uint8_t *bytes;
    size_t size;
    if (options->onnx) {
        require_exportable(network, INK_EXPORT_ONNX, options->onnx);
        InkStatus status = ink_export_onnx(network, &bytes, &size);
        export_to(options->onnx, status, bytes, size);
    }
    if (options->header) {
        require_exportable(network, INK_EXPORT_HEADER, options->header);
        int32_t precision = options->int8 ? INK_INT8 : INK_FLOAT32;
        InkStatus status = ink_export_header(network, precision, &bytes, &size);
        export_to(options->header, status, bytes, size);
    }
    if (options->safetensors) {
        require_exportable(network, INK_EXPORT_MODEL, options->safetensors);
        int32_t count;
        InkModelNote *notes = custom_notes(model, &count);
        InkStatus status =
            ink_model_write(network, NULL, notes, count, options->half, &bytes, &size);
        export_to(options->safetensors, status, bytes, size);
        free(notes);
    }
    ink_network_free(network);
    ink_model_free(model);
    return 0;
}

/* ---- info ---- */

int run_info(Options *options) {
    require_only_model(options);
    InkModel *model = load_model(options);
    int32_t parameters = ink_model_parameter_count(model), count = ink_model_note_count(model);
    if (options->json) {
        printf("{\"parameters\":%" PRId32 ",\"resumable\":%s", parameters,
               ink_model_training(model) ? "true" : "false");
        printf(",\"notes\":{");
        for (int32_t i = 0; i < count; i++) {
            if (i) printf(",");
            print_json_string(ink_model_note_name(model, i));
            printf(":");
            print_json_string(ink_model_note_value(model, i));
        }
        printf("}}\n");
    } else {
        printf("%" PRId32 " parameters\n", parameters);
        for (int32_t i = 0; i < count; i++)
            printf("%s: %s\n", ink_model_note_name(model, i), ink_model_note_value(model, i));
    }
    ink_model_free(model);
    return 0;
}
