/* Inkling: a neural network from scratch that learns handwritten digits, and other small images of
 * up to INK_MAX_CLASSES classes.
 *
 * The headers included here, one per subject, are the complete public API of the core. Handles are
 * opaque, nothing prints, exits, or aborts, and every function that can fail returns an InkStatus.
 *
 * Conventions: f32, row-major, batch first. An image is INK_SIDE x INK_SIDE values of ink, 0 for
 * blank paper to 1 for full ink, top row first. Gradients are means over the minibatch. All
 * randomness comes from a seed that the caller passes: the same seed, data, and settings give the
 * same losses, bit for bit, on every machine that runs the portable WebAssembly build. Files are
 * written with printf, so LC_NUMERIC must be "C", as it is in a program that never sets it. */
#ifndef INKLING_H
#define INKLING_H

#include "inkling/base.h"
#include "inkling/dataset.h"
#include "inkling/group.h"
#include "inkling/ink.h"
#include "inkling/inspect.h"
#include "inkling/layers.h"
#include "inkling/model.h"
#include "inkling/network.h"
#include "inkling/photo.h"
#include "inkling/threads.h"
#include "inkling/training.h"

#endif
