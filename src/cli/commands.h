/* The commands and their options. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "inkling.h"

#include <stdio.h>

enum { MAX_FILES = 4096, MAX_OPTIONS = 64 };

typedef struct {
    const char *data, *out, *layers, *resume;
    const char *onnx, *header, *safetensors; /* export destinations */
    int32_t hold, stop_after;
    int32_t threads; /* 0: as many as there are processors */
    int32_t round;   /* binary digits of a weight after the first; 0: all */
    bool json, quiet, half, resumable, int8, page;
    bool given[MAX_OPTIONS]; /* which options were, in the order of the table in options.c */
    InkTrainerSettings trainer;
    const char *files[MAX_FILES];
    int32_t file_count;
    char command[4096]; /* the command line without file names, stored as a note in the model */
} Options;

/* Parses the options and files after the command; exits with 2 on wrong ones, and with 0 after
 * --help. */
void read_options(Options *options, const char *command, int argc, char **argv);

void print_version(void);
void print_usage(FILE *to);
/* Prints the help on a command, the manual page ("man"), or the completion for Bash ("bash"); false
 * for anything else. */
bool print_help(const char *about);

/* These return the exit status. */
int run_train(Options *options);
int run_eval(Options *options);
int run_predict(Options *options);
int run_export(Options *options);
int run_info(Options *options);

/* Loads the model given as the first file, or fails. */
InkModel *load_model(const Options *options);
InkNetwork *load_network(const Options *options);

/* Rounds weights to this many binary digits after the first: to within 2^-(digits + 1) of each,
 * ties to even. 0 leaves them as they are. Random digits don't compress; the others do. */
void round_weights(InkNetwork *network, int32_t digits);

/* Fails unless the network's classes are the ten digits. */
void require_digit_classes(const InkNetwork *network, const char *what);

#endif
