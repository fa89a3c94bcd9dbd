/* Helper threads for a network, and signals that end a training run. */
#ifndef CLI_THREADS_H
#define CLI_THREADS_H

#include "inkling.h"

#include <signal.h>

/* Runs the network on this many threads, this one included; 0: as many as there are processors.
 * Where a thread can't be started, there are fewer. Results do not depend on the number. */
void start_threads(InkNetwork *network, int32_t count);

/* Ends them. Call it before the network is freed. */
void stop_threads(void);

/* From now on, the first SIGINT or SIGTERM writes its number to *to instead of ending the program.
 * The second one ends it. */
void catch_signals(volatile sig_atomic_t *to);

#endif
