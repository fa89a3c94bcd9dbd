/** Types of the npm package. */

/**
 * Where a file is: an address or, in Node, a path; or the file itself.
 * @typedef {string | URL | Response | Blob | ArrayBuffer | ArrayBufferView} Source
 */

/**
 * Pixels with their size: an ImageData (RGBA), or gray bytes.
 * @typedef {{ readonly data: Uint8Array | Uint8ClampedArray, readonly width: number, readonly height: number }} PixelData
 * @typedef {{ readonly gray: Uint8Array | Uint8ClampedArray, readonly width: number, readonly height: number }} GrayPixels
 * @typedef {PixelData | GrayPixels | ImageBitmap | HTMLCanvasElement | OffscreenCanvas | HTMLImageElement | HTMLVideoElement} Pixels
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
 * @typedef {object} Prediction
 * @property {string} label the name of the most probable class: '7'
 * @property {number} index of the class, 0 to classes - 1
 * @property {number} probability of the class, 0 to 1
 * @property {Float32Array} probabilities of all classes, [classes]
 * @property {boolean} sure whether the probability is at least 0.6 and the image is not blank
 * @property {Float32Array} ink what the network saw: 28 x 28 values from 0 to 1
 */

/**
 * @typedef {object} NumberReading
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
 * @property {number} [valLoss] on the validation set, if there is one
 * @property {number} [valAccuracy]
 * @property {number} learningRate of the last minibatch
 * @property {number} samplesPerSecond
 */

/**
 * @typedef {object} History
 * @property {EpochLogs[]} epochs
 * @property {'done' | 'patience' | 'aborted'} stopped why it ended: all epochs done, no improvement, or
 *   the signal
 * @property {number | null} best the epoch whose weights were kept, with keepBest
 * @property {Uint8Array} checkpoint a model file with the state of training: pass it to fit as
 *   `resumeFrom` to continue exactly where this run ended
 */

/**
 * @typedef {object} FitOptions
 * @property {number} [epochs] 1 to 100,000; default 5
 * @property {number} [batchSize] 1 to 512; default 32
 * @property {number} [learningRate] at its peak; above 0, at most 100. By default 0.004 for 'adamw', 0.1
 *   for 'sgd', 0.02 for 'momentum'
 * @property {import('../inkling/types.js').Rule | import('../inkling/types.js').Optimizer} [optimizer] default: 'adamw' with a one-cycle schedule
 * @property {import('../inkling/types.js').Augmentation | import('../inkling/types.js').Distortion} [augmentation] 'none' (default), 'shifts', or the limits of random
 *   distortions, such as { rotation: 10, shift: 1 }
 * @property {import('../inkling/types.js').Mixture} [mixture] generated digits mixed in; digits only
 * @property {number} [labelSmoothing] 0 to 0.5; default 0
 * @property {number} [seed] of the order of images and everything else that is random; default 1
 * @property {import('./dataset.js').Dataset | number} [validation] a dataset, or the share of the images
 *   to hold out, above 0 and below 1
 * @property {boolean} [keepBest] end with the weights of the epoch that was best on the validation set;
 *   default true if there is one
 * @property {number} [patience] stop after this many epochs without improvement
 * @property {AbortSignal} [signal] stops after the current minibatch; what was learned stays
 * @property {(logs: BatchLogs) => void} [onBatch] called after each minibatch; with `worker`, about 20
 *   times a second
 * @property {(logs: EpochLogs) => void} [onEpoch] called after each epoch
 * @property {boolean} [worker] train in a worker of its own, so that the page does no work; default
 *   false: here, in slices of 8 ms between which the page can draw
 * @property {Uint8Array} [resumeFrom] a History's checkpoint: continues that run exactly. The weights,
 *   settings, and position are those of the checkpoint; only epochs can be raised
 */

/**
 * @typedef {object} EvaluationResult
 * @property {number} count images that belong to a class
 * @property {number} correct
 * @property {number} accuracy correct / count, 0 to 1
 * @property {number} loss mean cross-entropy, in nats
 * @property {Int32Array} confusion [classes][classes], by label, then by answer
 */

/**
 * @typedef {object} NetworkJSON
 * @property {'inkling'} format
 * @property {string} layers
 * @property {readonly string[]} classNames
 * @property {number} parameterCount
 * @property {string} model a model file in base64
 */

/**
 * A layer as an object, by its type. inkling.layerKinds has the ranges.
 * @typedef {{ type: 'dense', units: number }
 *   | { type: 'conv2d', units: number, size: number, padding?: number }
 *   | { type: 'maxpool' | 'avgpool', size: number }
 *   | { type: 'dropout', rate: number }
 *   | { type: 'leaky_relu', rate?: number }
 *   | { type: 'relu' | 'tanh' | 'sigmoid' }} LayerSpec
 */

/**
 * @typedef {object} LoadOptions
 * @property {boolean} [reproducible] use the build that gives the same bits on every machine; default
 *   false
 * @property {number} [threads] to train on, 1 to 16; default 1. More than one needs shared memory (in a
 *   browser: a worker of a cross-origin isolated page); without it, there is one. Never affects results
 * @property {URL | string | ((file: string) => URL)} [wasm] where the WebAssembly files are, if a bundler
 *   did not take them along: the address of a copy of the package's folder `wasm`, or a function from a
 *   file's name to its address
 */

export {};
