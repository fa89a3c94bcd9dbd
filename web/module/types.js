/** Types of the npm package. */

/**
 * Where a file is: an address or, in Node, a path; or the file itself.
 * @typedef {string | URL | Response | Blob | ArrayBuffer | ArrayBufferView} Source
 */

/**
 * @typedef {object} PixelData an ImageData, or anything like it
 * @property {Uint8Array | Uint8ClampedArray} data [height][width][4]: red, green, blue, and alpha, 0 to 255
 * @property {number} width in pixels, 1 to 4096
 * @property {number} height in pixels, 1 to 4096
 *
 * @typedef {object} GrayPixels gray bytes with their size
 * @property {Uint8Array | Uint8ClampedArray} gray [height][width], 0 black, 255 white
 * @property {number} width in pixels, 1 to 4096
 * @property {number} height in pixels, 1 to 4096
 *
 * @typedef {Readonly<PixelData> | Readonly<GrayPixels> | ImageBitmap | HTMLCanvasElement | OffscreenCanvas | HTMLImageElement | HTMLVideoElement} Pixels
 *   a picture that is already decoded
 */

/**
 * What a network can classify:
 *  - pen strokes: lists of points { x, y }, in any unit, y down;
 *  - pixels: a canvas, ImageData, ImageBitmap, <img>, video frame, or { gray, width, height }. Whether
 *    ink is dark or light is detected, and the digit is cropped, scaled, and centered;
 *  - a picture file: its address, its path in Node, a Blob, or its bytes. PNG and JPEG everywhere, other
 *    formats where the browser decodes them;
 *  - ready ink: 784 values, 28 x 28, as numbers from 0 to 1 or bytes from 0 to 255. It is used as it is.
 * @typedef {import('../inkling/types.js').Stroke[] | Pixels | Source | import('../inkling/types.js').Ink} Input
 */

/**
 * @typedef {object} Prediction the answer to one input
 * @property {string} label the name of the most probable class: '7'
 * @property {number} index of that class, 0 to classes - 1
 * @property {number} probability of that class, 0 to 1
 * @property {Float32Array} probabilities of all classes, [classes]
 * @property {boolean} sure whether the probability is at least 0.6 and the image is not blank
 * @property {Float32Array} ink what the network saw: 28 x 28 values from 0 to 1
 */

/**
 * @typedef {object} NumberReading a number, as read from strokes
 * @property {string} text what is written: '7', '42', '-3.5'; lines are separated by line breaks
 * @property {number} probability that all of it is right, as the network sees it, 0 to 1
 * @property {boolean} sure whether that is at least 0.6
 * @property {(Prediction & { strokes: import('../inkling/types.js').Stroke[] })[]} digits in reading order,
 *   each with its strokes; pieces of strokes where one was cut between two digits
 */

/**
 * @typedef {object} BatchLogs after a minibatch
 * @property {number} epoch the epoch under way, from 1
 * @property {number} batch the minibatch in it, from 1
 * @property {number} batches minibatches in an epoch
 * @property {number} loss mean cross-entropy of the minibatch, in nats
 * @property {number} accuracy share of its images answered correctly, 0 to 1
 */

/**
 * @typedef {object} EpochLogs after an epoch
 * @property {number} epoch completed epochs, from 1
 * @property {number} loss mean cross-entropy while training, in nats
 * @property {number} accuracy share answered correctly while training, 0 to 1
 * @property {number} [valLoss] mean cross-entropy on the validation set, in nats; only with `validation`
 * @property {number} [valAccuracy] share answered correctly on the validation set, 0 to 1; only with
 *   `validation`
 * @property {number} learningRate of the last minibatch
 * @property {number} samplesPerSecond images trained on per second, without the time for validation
 */

/**
 * @typedef {object} History what a run of fit did
 * @property {EpochLogs[]} epochs one entry per epoch
 * @property {'done' | 'patience' | 'aborted'} stopped why it ended: all epochs done, no improvement, or
 *   the signal
 * @property {number | null} best the epoch whose weights were kept, with keepBest
 * @property {Uint8Array} checkpoint a model file with the state of training: pass it to fit as
 *   `resumeFrom` to continue exactly where this run ended
 */

/**
 * @typedef {object} FitOptions how to train
 * @property {number} [epochs] passes over the images, 1 to 100,000; default 5
 * @property {number} [batchSize] images in a minibatch, 1 to 512; default 32
 * @property {number} [learningRate] at its peak; above 0, at most 100. By default 0.004 for 'adamw', 0.1
 *   for 'sgd', 0.02 for 'momentum'
 * @property {import('../inkling/types.js').Rule | import('../inkling/types.js').Optimizer} [optimizer] a rule, or all of its
 *   settings; default 'adamw' with a one-cycle schedule and a warm-up of 0.3
 * @property {import('../inkling/types.js').Augmentation | import('../inkling/types.js').Distortion} [augmentation] 'none' (default), 'shifts', or the limits of random
 *   distortions, such as { rotation: 10, shift: 1 }
 * @property {import('../inkling/types.js').Mixture} [mixture] shares of generated digits, for
 *   networks with ten classes; default none
 * @property {number} [labelSmoothing] share of the target spread over all classes, 0 to 0.5; default 0
 * @property {number} [seed] of the order of images and everything else that is random, a whole number from 0 to
 *   4294967295; default 1
 * @property {import('./dataset.js').Dataset | number} [validation] a dataset, or the share of the images
 *   to hold out, above 0, at most 0.999; default none
 * @property {boolean} [keepBest] end with the weights of the epoch that was best on the validation set;
 *   default true if there is one
 * @property {number} [patience] stop after this many epochs without improvement, of the validation set if
 *   there is one; 1 to 100,000, default never
 * @property {AbortSignal} [signal] stops after the current minibatch; what was learned stays; default
 *   none
 * @property {(logs: BatchLogs) => void} [onBatch] called after each minibatch; with `worker`, about 20
 *   times a second; default none
 * @property {(logs: EpochLogs) => void} [onEpoch] called after each epoch; default none
 * @property {boolean} [worker] train in a worker of its own, so that the page does no work; default
 *   false: here, in slices of 8 ms between which the page can draw
 * @property {Uint8Array} [resumeFrom] a History's checkpoint: continues that run exactly. The weights,
 *   settings, and position are those of the checkpoint. Only epochs can be raised; other
 *   training settings are refused; default none
 */

/**
 * @typedef {object} EvaluationResult how a network did on a dataset
 * @property {number} count images that belong to a class
 * @property {number} correct images answered correctly
 * @property {number} accuracy correct / count, 0 to 1
 * @property {number} loss mean cross-entropy, in nats
 * @property {Int32Array} confusion [classes][classes], by label, then by answer
 */

/**
 * @typedef {object} NetworkJSON a network as JSON, for load()
 * @property {'inkling'} format tells it from other JSON
 * @property {string} layers as text
 * @property {readonly string[]} classNames one for each class
 * @property {number} parameterCount weights and biases
 * @property {string} model a model file in base64
 */

/**
 * A layer as an object, by its type. inkling.layerKinds has the ranges.
 * @typedef {{ type: 'dense', units: number }
 *   | { type: 'conv2d', units: number, size: number, padding?: number, stride?: number }
 *   | { type: 'maxpool', size: number, padding?: number, stride?: number, ceil?: number }
 *   | { type: 'avgpool', size: number, stride?: number }
 *   | { type: 'dropout', rate: number }
 *   | { type: 'leaky_relu', rate?: number }
 *   | { type: 'normalize', rate: number, deviation: number, inverted?: number }
 *   | { type: 'relu' | 'relu6' | 'elu' | 'silu' | 'gelu' | 'tanh' | 'sigmoid' | 'scale' | 'batchnorm' }} LayerSpec
 */

/**
 * @typedef {object} OpenOptions how to open a model from another program
 * @property {string} [name] the file's name, for messages; default: that of its address or path
 * @property {Record<string, Source>} [beside] files that belong to it, by name, such as the shards of a
 *   model.json; by default, they are looked for in its folder
 * @property {import('./dataset.js').Dataset} [data] labeled digits to test on how it expects its input, and to
 *   measure its accuracy; default: synthetic digits, and no accuracy
 * @property {'unit' | 'standard' | 'signed' | 'bytes'} [input] how it expects ink, if known: from 0 to 1,
 *   minus 0.1307 and divided by 0.3081, from -1 to 1, or from 0 to 255; default: found by testing
 * @property {boolean} [inverted] whether it expects dark ink on light paper; only with input; default false
 * @property {readonly string[]} [classNames] the names of its classes; default: those in the file, or numbers
 *
 * @typedef {object} ModelReport how a model from another program was converted
 * @property {string} format such as 'ONNX'
 * @property {string} producer the program that wrote the file; '' if it doesn't say
 * @property {string} takes the shape of its input in the file; '' if it doesn't say
 * @property {number} weights how many parameters it has
 * @property {'unit' | 'standard' | 'signed' | 'bytes'} input how ink is passed to it; see OpenOptions
 * @property {boolean} inverted whether it is passed as dark ink on light paper
 * @property {number} tried how many digits this was tested on; 0 if it was given or is assumed
 * @property {boolean} guessed whether the layers were reconstructed from the shapes of the weights; if so, check them
 * @property {string[]} remarks what was left out or rewritten, in sentences
 * @property {number | null} accuracy on the data, 0 to 1; null without
 */

/**
 * @typedef {object} LoadOptions how to load the module
 * @property {boolean} [reproducible] use the build that gives the same bits on every machine; default
 *   false
 * @property {number} [threads] to train on, 1 to 16; default 1. More than one needs shared memory (in a
 *   browser: a worker of a cross-origin isolated page); without it, there is one. The number never affects results
 * @property {URL | string | ((file: string) => URL)} [wasm] where the WebAssembly files are, if a bundler
 *   did not copy them: the address of a copy of the package's folder `wasm`, or a function from a
 *   file's name to its address; default beside this module
 */

/**
 * @typedef {object} MemoryUse of a loaded module
 * @property {number} used bytes taken from the system so far; free() makes room in them, but never returns
 *   them
 * @property {number} limit the most it can take, in bytes
 * @property {Readonly<Record<string, number>>} objects how many objects of each kind are not freed, such as
 *   { network: 2, dataset: 1 }
 */

/**
 * Types of single modules.
 * @typedef {import('../inkling/errors.js').Code} Code
 * @typedef {import('../inkling/groups.js').Glyph} Glyph
 * @typedef {import('../inkling/groups.js').GroupCandidate} GroupCandidate
 * @typedef {import('../inkling/pages.js').Cell} Cell
 * @typedef {import('../inkling/pages.js').Mark} Mark
 * @typedef {import('../inkling/pages.js').Piece} Piece
 * @typedef {import('../inkling/pages.js').Split} Split
 * @typedef {import('../inkling/pages.js').ReadPage} ReadPage
 * @typedef {import('../inkling/pictures.js').Framing} Framing
 * @typedef {import('../inkling/pictures.js').PictureInfo} PictureInfo
 * @typedef {import('../inkling/pictures.js').Polarity} Polarity
 */

export {};
