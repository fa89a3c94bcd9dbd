/* Helper threads for a network. */
#ifndef CLI_THREADS_H
#define CLI_THREADS_H

#include "inkling.h"

/* Runs the network on this many threads, this one included; 0: as many as there are processors.
 * Where a thread can't be started, there are fewer. Results do not depend on the number. */
void start_threads(InkNetwork *network, int32_t count);

/* Ends them. Call it before the network is freed. */
void stop_threads(void);

#endif
