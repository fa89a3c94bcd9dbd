/* The options of all commands: one table that parses them, and that help, manual, and completion
 * are written from. */
#include "commands.h"
#include "files.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef INK_VERSION
#define INK_VERSION "unknown"
#endif

/* A bit set of commands. */
enum { TRAIN = 1, EVAL = 2, PREDICT = 4, EXPORT = 8, INFO = 16 };

typedef struct {
    const char *name;
    unsigned bit;
    const char *arguments, *about, *more;
} Command;

static const Command commands[] = {
    {"train", TRAIN, "[OPTION ...]", "train a network and save it as safetensors",
     "Ctrl-C and SIGTERM stop and save. Settings of a resumed run are those of its file."},
    {"eval", EVAL, "MODEL [--data FOLDER]", "measure accuracy",
     "Uses the test set; if the folder has none, all of its images."},
    {"predict", PREDICT, "MODEL [FILE ...]",
     "classify pictures, and read numbers from strokes in JSON",
     "A FILE is a PNG or JPEG, a folder of them, an idx3-ubyte file, or strokes as JSON,\n"
     "[[[x, y], ...], ...]. Reads standard input if there is none. Continues after a bad file,\n"
     "and then exits with 1."},
    {"export", EXPORT, "MODEL --onnx FILE | --header FILE | --safetensors FILE",
     "write a network in other formats", "Writes to standard output if FILE is -."},
    {"info", INFO, "MODEL", "show a model's metadata", NULL},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

typedef enum { FLAG, TEXT, WHOLE, REAL, CHOICE } Kind;

static const char *const rules[] = {"sgd", "momentum", "adamw", NULL};
static const char *const schedules[] = {"constant", "cosine", "one-cycle", NULL};

typedef struct {
    const char *name;
    unsigned commands;
    Kind kind;
    size_t offset; /* in Options */
    const char *value, *about, *usual;
    double min, max;
    const char *const *choices;
    bool fresh;   /* a setting of a new run, which --resume takes from its file */
    bool private; /* not recorded in the model: a file name, or about this call only */
} Option;

#define AT(field) offsetof(Options, field)
#define SETTING(field) offsetof(Options, trainer.field)
static const Option options_of[] = {
    {"data", TRAIN | EVAL, TEXT, AT(data), "FOLDER",
     "sheets, MNIST's idx files, or folders 0 to 9 of pictures", "build/site/data",
     .private = true},
    {"out", TRAIN, TEXT, AT(out), "FILE", "where to save the network", NULL, .private = true},
    {"layers", TRAIN, TEXT, AT(layers), "TEXT",
     "list of layers, such as 'conv 5x5x8, relu, maxpool 2, dense 10'", "dense 128, relu, dense 10",
     .fresh = true},
    {"epochs", TRAIN, WHOLE, SETTING(epochs), "N", "passes over the training digits", "10", 1,
     INK_MAX_EPOCHS},
    {"batch", TRAIN, WHOLE, SETTING(batch_size), "N", "digits in a minibatch", "64", 1,
     INK_MAX_BATCH, .fresh = true},
    {"rate", TRAIN, REAL, SETTING(learning_rate), "X", "learning rate, above 0", "0.1", 1e-30,
     INK_MAX_LEARNING_RATE, .fresh = true},
    {"digits", TRAIN, WHOLE, SETTING(sample_count), "N", "train on the first N digits", "all", 1,
     INK_MAX_SAMPLES, .fresh = true},
    {"seed", TRAIN, WHOLE, SETTING(seed), "N", "seed of all randomness", "1", 0, UINT32_MAX,
     .fresh = true},
    {"rule", TRAIN, CHOICE, SETTING(optimizer.rule), "RULE", "the optimizer's update rule", "sgd",
     0, 0, rules, .fresh = true},
    {"momentum", TRAIN, REAL, SETTING(optimizer.momentum), "X", "momentum; beta1 for adamw", "0.9",
     0, 0.999, .fresh = true},
    {"beta2", TRAIN, REAL, SETTING(optimizer.beta2), "X", "beta2 for adamw", "0.99", 0, 0.9999,
     .fresh = true},
    {"decay", TRAIN, REAL, SETTING(optimizer.weight_decay), "X", "weight decay", "0", 0, 1,
     .fresh = true},
    {"smoothing", TRAIN, REAL, SETTING(label_smoothing), "X", "label smoothing", "0", 0, 0.5,
     .fresh = true},
    {"schedule", TRAIN, CHOICE, SETTING(optimizer.schedule), "NAME", "learning rate schedule",
     "constant", 0, 0, schedules, .fresh = true},
    {"warm-up", TRAIN, REAL, SETTING(optimizer.warm_up), "X",
     "share of the steps in which the rate rises", "0", 0, 0.9, .fresh = true},
    {"shift", TRAIN, REAL, SETTING(distortion.shift), "X", "random shift, in pixels", "0", 0, 8,
     .fresh = true},
    {"rotation", TRAIN, REAL, SETTING(distortion.rotation), "X", "random rotation, in degrees", "0",
     0, 90, .fresh = true},
    {"scale", TRAIN, REAL, SETTING(distortion.scale), "X", "random change of size", "0", 0, 0.5,
     .fresh = true},
    {"shear", TRAIN, REAL, SETTING(distortion.shear), "X", "random slant", "0", 0, 1,
     .fresh = true},
    {"elastic", TRAIN, REAL, SETTING(distortion.elastic), "X",
     "random elastic distortion, in pixels", "0", 0, 4, .fresh = true},
    {"thickness", TRAIN, REAL, SETTING(distortion.thickness), "X",
     "random change of the stroke width, in pixels", "0", 0, 2, .fresh = true},
    {"drawn", TRAIN, REAL, SETTING(mixture.drawn), "X", "share of synthetic digits", "0", 0, 1,
     .fresh = true},
    {"lettered", TRAIN, REAL, SETTING(mixture.lettered), "X",
     "share of digits from handwriting fonts", "0", 0, 1, .fresh = true},
    {"strange", TRAIN, REAL, SETTING(mixture.strange), "X", "share of scribbles and letters", "0",
     0, 1, .fresh = true},
    {"hold", TRAIN, WHOLE, AT(hold), "N", "hold out the last N digits to calibrate the temperature",
     "0", 0, INK_MAX_SAMPLES},
    {"half", TRAIN | EXPORT, FLAG, AT(half), NULL, "save 16-bit weights", NULL},
    {"round", TRAIN | EXPORT, WHOLE, AT(round), "N",
     "round weights to N binary digits after the first, to compress better", NULL, 1, 23},
    {"resumable", TRAIN, FLAG, AT(resumable), NULL, "also save the state of training, for --resume",
     NULL},
    {"resume", TRAIN, TEXT, AT(resume), "FILE", "continue a run saved with --resumable", NULL,
     .private = true},
    {"stop-after", TRAIN, WHOLE, AT(stop_after), "N", "stop after N minibatches", NULL, 1,
     INT32_MAX, .private = true},
    {"onnx", EXPORT, TEXT, AT(onnx), "FILE", "for onnxruntime", NULL},
    {"header", EXPORT, TEXT, AT(header), "FILE", "a C header", NULL},
    {"int8", EXPORT, FLAG, AT(int8), NULL, "8-bit weights in the C header", NULL},
    {"safetensors", EXPORT, TEXT, AT(safetensors), "FILE", "a model file without training", NULL},
    {"threads", TRAIN | EVAL, WHOLE, AT(threads), "N",
     "number of threads; results do not depend on it", "one per processor", 1, 64, .private = true},
    {"page", PREDICT, FLAG, AT(page), NULL, "find and read the digits on photos of pages", NULL,
     .private = true},
    {"json", TRAIN | EVAL | PREDICT | INFO, FLAG, AT(json), NULL,
     "print results as JSON, one object per line", NULL, .private = true},
    {"quiet", TRAIN | EVAL | PREDICT | EXPORT | INFO, FLAG, AT(quiet), NULL,
     "print only results and errors", NULL, .private = true},
};
enum { OPTIONS = sizeof options_of / sizeof *options_of };
_Static_assert((int)OPTIONS <= (int)MAX_OPTIONS, "Options.given");

/* ---- help ---- */

static const Command *find_command(const char *name) {
    for (int32_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    }
    return NULL;
}

void print_version(void) {
    printf("inkling %s\n", INK_VERSION);
}

void print_usage(FILE *to) {
    fputs("usage: inkling COMMAND ...\n\n", to);
    for (int32_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  %-9s%s\n", commands[i].name, commands[i].about);
    fputs(
        "\n"
        "inkling COMMAND --help lists a command's options; inkling --version prints the version.\n"
        "Options can also be written --name=value; after --, everything is a file name.\n"
        "Exits with 0, 1 for a failure, 2 for a wrong command line, and after a signal with 128 "
        "and\n"
        "its number: 130 after Ctrl-C.\n",
        to);
}

/* Writes the range and the default of an option: "1 to 512; default 64". */
static void describe(const Option *option, char *text, size_t room) {
    size_t length = 0;
    text[0] = '\0';
    if (option->choices) {
        for (int32_t i = 0; option->choices[i] && length < room; i++)
            length += (size_t)snprintf(text + length, room - length, "%s%s", i ? ", " : "",
                                       option->choices[i]);
    } else if (option->kind == REAL || option->kind == WHOLE) {
        double min = option->min < 1e-9 ? 0 : option->min;
        length += (size_t)snprintf(text, room, "%.10g to %.10g", min, option->max);
    }
    if (option->usual && length < room)
        snprintf(text + length, room - length, "%sdefault %s", length ? "; " : "", option->usual);
}

static void print_command(const Command *command) {
    printf("usage: inkling %s %s\n\n%s.\n", command->name, command->arguments, command->about);
    if (command->more) printf("%s\n", command->more);
    printf("\n");
    for (int32_t i = 0; i < OPTIONS; i++) {
        const Option *option = &options_of[i];
        if (!(option->commands & command->bit)) continue;
        char name[40], range[160];
        snprintf(name, sizeof name, "--%s %s", option->name, option->value ? option->value : "");
        describe(option, range, sizeof range);
        printf("  %-22s%s%s%s%s\n", name, option->about, *range ? " (" : "", range,
               *range ? ")" : "");
    }
}

/* A manual page, in man's own language. */
static void print_manual(void) {
    printf(".TH INKLING 1 \"\" \"inkling %s\"\n.SH NAME\ninkling \\- train, test, and use neural "
           "networks for handwritten digits\n.SH SYNOPSIS\n.B inkling\n.I COMMAND\n[...]\n.SH "
           "COMMANDS\n",
           INK_VERSION);
    for (int32_t c = 0; c < COMMANDS; c++) {
        const Command *command = &commands[c];
        printf(".SS %s\n.B inkling %s\n%s\n.PP\n%s.\n", command->name, command->name,
               command->arguments, command->about);
        if (command->more) printf(".PP\n%s\n", command->more);
        for (int32_t i = 0; i < OPTIONS; i++) {
            const Option *option = &options_of[i];
            if (!(option->commands & command->bit)) continue;
            char range[160];
            describe(option, range, sizeof range);
            if (option->value)
                printf(".TP\n.BI \"\\-\\-%s \" %s\n", option->name, option->value);
            else
                printf(".TP\n.B \\-\\-%s\n", option->name);
            printf("%s%s%s%s\n", option->about, *range ? " (" : "", range, *range ? ")" : "");
        }
    }
    printf(".SH EXIT STATUS\n0, 1 for a failure, 2 for a wrong command line, and after a signal "
           "128 and its number.\n");
}

/* Completion for Bash. */
static void print_completion(void) {
    printf("_inkling() {\n  local word=${COMP_WORDS[COMP_CWORD]} words=\n"
           "  case ${COMP_WORDS[1]} in\n");
    for (int32_t c = 0; c < COMMANDS; c++) {
        printf("    %s) words='--help", commands[c].name);
        for (int32_t i = 0; i < OPTIONS; i++) {
            if (options_of[i].commands & commands[c].bit) printf(" --%s", options_of[i].name);
        }
        printf("' ;;\n");
    }
    printf("  esac\n  [ $COMP_CWORD -eq 1 ] && words='");
    for (int32_t c = 0; c < COMMANDS; c++)
        printf("%s ", commands[c].name);
    printf("help --version'\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
           "complete -o default -F _inkling inkling\n");
}

bool print_help(const char *about) {
    const Command *command = find_command(about);
    if (command)
        print_command(command);
    else if (strcmp(about, "man") == 0)
        print_manual();
    else if (strcmp(about, "bash") == 0)
        print_completion();
    else
        return false;
    return true;
}

/* ---- parsing ---- */

static double parse_number(const Option *option, const char *text) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !isfinite(value))
        fail_usage("--%s takes a number, not \"%s\"", option->name, text);
    if (option->kind == WHOLE && value != floor(value))
        fail_usage("--%s takes a whole number, not \"%s\"", option->name, text);
    if (value < option->min || value > option->max) {
        char range[160];
        describe(option, range, sizeof range);
        fail_usage("--%s can't be %s: it can be %s", option->name, text, range);
    }
    return value;
}

/* The index of text among the allowed words. */
static int32_t parse_choice(const Option *option, const char *text) {
    char words[160] = "";
    for (int32_t i = 0; option->choices[i]; i++) {
        if (strcmp(text, option->choices[i]) == 0) return i;
        size_t length = strlen(words);
        snprintf(words + length, sizeof words - length, "%s%s", i ? ", " : "", option->choices[i]);
    }
    fail_usage("--%s can't be \"%s\"; choose from %s", option->name, text, words);
}

static void store(Options *options, const Option *option, const char *value) {
    char *field = (char *)options + option->offset;
    switch (option->kind) {
    case FLAG: memcpy(field, &(bool){true}, sizeof(bool)); break;
    case TEXT: memcpy(field, &value, sizeof value); break;
    case REAL: memcpy(field, &(float){(float)parse_number(option, value)}, sizeof(float)); break;
    case CHOICE: memcpy(field, &(int32_t){parse_choice(option, value)}, sizeof(int32_t)); break;
    case WHOLE: {
        /* Also right for the seed, which is unsigned. */
        uint32_t number = (uint32_t)parse_number(option, value);
        memcpy(field, &number, sizeof number);
        break;
    }
    }
}

static int32_t find_option(const Command *command, const char *name, size_t length) {
    for (int32_t i = 0; i < OPTIONS; i++) {
        const Option *option = &options_of[i];
        bool named = strlen(option->name) == length && memcmp(option->name, name, length) == 0;
        if (named && (option->commands & command->bit)) return i;
    }
    fail_usage("unknown option --%.*s for this command; see inkling %s --help", (int)length, name,
               command->name);
}

static bool was_given(const Options *options, const char *name) {
    for (int32_t i = 0; i < OPTIONS; i++) {
        if (strcmp(options_of[i].name, name) == 0) return options->given[i];
    }
    return false;
}

/* Appends an option to the command stored in the model. Leaves out file names: they are private. */
static void record_option(Options *options, const Option *option, const char *value) {
    if (option->private) return;
    size_t length = strlen(options->command), room = sizeof options->command - length;
    if (value)
        snprintf(options->command + length, room, " --%s '%s'", option->name, value);
    else
        snprintf(options->command + length, room, " --%s", option->name);
}

/* Refuses options that would have no effect, or contradict each other. */
static void check_together(const Options *options) {
    for (int32_t i = 0; options->resume && i < OPTIONS; i++) {
        if (options->given[i] && options_of[i].fresh)
            fail_usage("--%s can't be combined with --resume: the run continues with its own "
                       "settings",
                       options_of[i].name);
    }
    int32_t rule = options->trainer.optimizer.rule;
    if (rule == INK_SGD && was_given(options, "momentum"))
        fail_usage("--momentum needs --rule momentum or --rule adamw");
    if (rule != INK_ADAMW && was_given(options, "beta2")) fail_usage("--beta2 needs --rule adamw");
    if (options->round && options->resumable)
        fail_usage("--round and --resumable can't be combined: rounded weights would not resume "
                   "exactly");
    if (options->half && options->resumable)
        fail_usage("--half and --resumable can't be combined: 16-bit weights would not resume "
                   "exactly");
}

void read_options(Options *options, const char *name, int argc, char **argv) {
    const Command *command = find_command(name);
    snprintf(options->command, sizeof options->command, "inkling %s", name);
    bool only_files = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (only_files || word[0] != '-' || strcmp(word, "-") == 0) {
            if (options->file_count == MAX_FILES) fail_usage("too many files");
            options->files[options->file_count++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_files = true;
            continue;
        }
        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            print_command(command);
            exit(0);
        }
        if (strncmp(word, "--", 2) != 0)
            fail_usage("unknown option %s; see inkling %s --help", word, name);
        const char *equals = strchr(word, '=');
        size_t length = equals ? (size_t)(equals - word) - 2 : strlen(word) - 2;
        int32_t index = find_option(command, word + 2, length);
        const Option *option = &options_of[index];
        const char *value = equals ? equals + 1 : NULL;
        if (option->kind == FLAG && value) fail_usage("--%s takes no value", option->name);
        if (option->kind != FLAG && !value) {
            if (i + 1 == argc) fail_usage("--%s needs a value", option->name);
            value = argv[++i];
        }
        store(options, option, value);
        options->given[index] = true;
        record_option(options, option, value);
    }
    check_together(options);
}
