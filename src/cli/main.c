/* The native command line: networks are trained, measured, asked and exported without a browser.
 * The pretrained model of the page is made with it; the Makefile says how. */
#include "commands.h"
#include "files.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: inkling COMMAND ...\n"
    "\n"
    "  train [--data FOLDER] [--out FILE]     trains a network and writes it as safetensors\n"
    "      --layers TEXT                      such as 'conv 5x5x8, relu, maxpool 2, dense 10'\n"
    "      --epochs N --batch N --rate X --seed N --digits N\n"
    "      --rule sgd|momentum|adamw --momentum X --beta2 X --decay X --smoothing X\n"
    "      --schedule constant|cosine|one-cycle --warm-up X\n"
    "      --shift X --rotation X --scale X --shear X --elastic X --thickness X\n"
    "      --drawn X --lettered X --strange X\n"
    "      --hold N           keeps the last N digits to set how sure the network may be\n"
    "      --half             16 bits a weight\n"
    "      --resumable        with all it takes to go on exactly; also after Ctrl-C\n"
    "      --resume FILE      goes on from such a file, with its settings\n"
    "      --stop-after N     ends after N minibatches\n"
    "  eval MODEL [--data FOLDER]             how many test digits it names right\n"
    "  predict MODEL [PNG ...]                names digits; PNGs from standard input if none\n"
    "  export MODEL [--onnx FILE] [--header FILE [--int8]] [--safetensors FILE [--half]]\n"
    "  info MODEL                             what the file says of itself\n"
    "\n"
    "train, eval, predict and info print JSON with --json. A FOLDER holds sheets (the default,\n"
    "build/site/data), idx files of MNIST, or folders 0 to 9 of PNGs. What export writes\n"
    "goes to the standard output where FILE is -.\n";

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(Options *options);
    } commands[] = {{"train", run_train},
                    {"eval", run_eval},
                    {"predict", run_predict},
                    {"export", run_export},
                    {"info", run_info}};
    static Options options = {.data = "build/site/data", .layers = "dense 128, relu, dense 10"};
    options.trainer = (InkTrainerSettings){.learning_rate = 0.1f,
                                           .batch_size = 64,
                                           .epochs = 10,
                                           .seed = 1,
                                           .augmentation = INK_AUGMENT_DISTORT,
                                           .optimizer = {.momentum = 0.9f, .beta2 = 0.99f}};
    const char *command = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(command, commands[i].name) != 0) continue;
        read_options(&options, command, argc - 2, argv + 2);
        commands[i].run(&options);
        return 0;
    }
    bool asked = strcmp(command, "help") == 0 || strcmp(command, "--help") == 0;
    if (*command && !asked) fprintf(stderr, "inkling: there is no command \"%s\"\n\n", command);
    fputs(usage, asked ? stdout : stderr);
    return asked ? 0 : 2;
}
