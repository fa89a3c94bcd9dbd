/* The command-line tool: trains, evaluates, runs and exports networks without a browser. The
 * Makefile trains the page's pretrained model with it. */
#include "commands.h"
#include "files.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: inkling COMMAND ...\n"
    "\n"
    "  train [--data FOLDER] [--out FILE]     train a network and save it as safetensors\n"
    "      --layers TEXT                      e.g. 'conv 5x5x8, relu, maxpool 2, dense 10'\n"
    "      --epochs N --batch N --rate X --seed N --digits N\n"
    "      --rule sgd|momentum|adamw --momentum X --beta2 X --decay X --smoothing X\n"
    "      --schedule constant|cosine|one-cycle --warm-up X\n"
    "      --shift X --rotation X --scale X --shear X --elastic X --thickness X\n"
    "      --drawn X --lettered X --strange X\n"
    "      --hold N           hold out the last N digits to calibrate the temperature\n"
    "      --half             save 16-bit weights\n"
    "      --resumable        save the training state, too; Ctrl-C stops and saves\n"
    "      --resume FILE      resume a run saved with --resumable, with its settings\n"
    "      --stop-after N     stop after N minibatches\n"
    "  eval MODEL [--data FOLDER]             measure accuracy on the test set\n"
    "  predict MODEL [FILE ...]               classify images, and read numbers from strokes as\n"
    "                                         JSON, [[[x, y], ...], ...]; reads standard input if\n"
    "                                         no FILE is given\n"
    "  export MODEL [--onnx FILE] [--header FILE [--int8]] [--safetensors FILE [--half]]\n"
    "  info MODEL                             show the model's metadata\n"
    "\n"
    "With --json, train, eval, predict and info print JSON. A data FOLDER contains sheets\n"
    "(the default is build/site/data), MNIST's idx files, or folders 0 to 9 of PNGs.\n"
    "export writes to standard output if FILE is -.\n";

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
    if (*command && !asked) fprintf(stderr, "inkling: unknown command \"%s\"\n\n", command);
    fputs(usage, asked ? stdout : stderr);
    return asked ? 0 : 2;
}
