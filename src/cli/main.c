/* The command-line tool: trains, evaluates, runs, and exports networks without a browser. The
 * Makefile trains the page's pretrained model with it. */
#include "commands.h"
#include "files.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        int (*run)(Options *options);
    } commands[] = {{"train", run_train},
                    {"eval", run_eval},
                    {"predict", run_predict},
                    {"export", run_export},
                    {"info", run_info}};
    static Options options = {.data = "build/site/data", .layers = "dense 128, relu, dense 10"};
    options.trainer = (InkTrainerSettings){.learning_rate = 0.1f,
                                           .batch_size = 64,
                                           .seed = 1,
                                           .augmentation = INK_AUGMENT_DISTORT,
                                           .optimizer = {.momentum = 0.9f, .beta2 = 0.99f}};
    const char *command = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(command, commands[i].name) != 0) continue;
        read_options(&options, command, argc - 2, argv + 2);
        int status = commands[i].run(&options);
        if (fflush(stdout) != 0) fail("can't write to standard output");
        return status;
    }
    if (strcmp(command, "--version") == 0 || strcmp(command, "version") == 0) {
        print_version();
        return 0;
    }
    bool asked = strcmp(command, "help") == 0 || strcmp(command, "--help") == 0 ||
                 strcmp(command, "-h") == 0;
    if (asked && argc > 2) {
        command = argv[2];
        if (print_help(command)) return 0;
        asked = false;
    }
    if (*command && !asked) fprintf(stderr, "inkling: unknown command \"%s\"\n\n", command);
    print_usage(asked ? stdout : stderr);
    return asked ? 0 : 2;
}
