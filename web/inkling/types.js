/** Sizes and types shared by the files in this folder. */

/** The side of an image, in pixels. */
export const SIDE = 28;
/** The values of an image: SIDE x SIDE, top row first. */
export const PIXELS = SIDE * SIDE;
/** The number of digits, and of a network's classes unless others are named. */
export const CLASSES = 10;
/** The most classes a network can have, INK_MAX_CLASSES in src/inkling/base.h. The fewest is two. */
export const MAX_CLASSES = 36;
/** The label of images of no class, such as scribbles. */
export const NO_CLASS = 255;
/** The largest minibatch, INK_MAX_BATCH in src/inkling/layers.h. */
export const MAX_BATCH = 512;
/** The highest learning rate, INK_MAX_LEARNING_RATE in src/inkling/network.h. */
export const MAX_LEARNING_RATE = 100;
/** The largest seed. */
export const MAX_SEED = 2 ** 32 - 1;
/** The most layers of a network, INK_MAX_LAYERS. */
export const MAX_LAYERS = 32;
/** The most units of a dense layer, INK_MAX_UNITS. */
export const MAX_UNITS = 4096;
/** The most channels of an image, INK_MAX_CHANNELS. */
export const MAX_CHANNELS = 256;
/** The longest side of a picture of one sample, INK_MAX_IMAGE_SIDE. */
export const MAX_PICTURE_SIDE = 4096;
/** The longest side of a photo of a page, INK_MAX_PAGE_SIDE. */
export const MAX_PAGE_SIDE = 3072;

/**
 * @typedef {Float32Array | Float64Array | Uint8Array | Uint8ClampedArray | number[]} Ink images of
 *   PIXELS values, top row first: bytes from 0 (blank) to 255 (full ink), or numbers from 0 to 1
 *
 * @typedef {object} Point of a pen's path
 * @property {number} x from left to right, in any unit; for the functions of Low, -1000 to 1000
 * @property {number} y from top to bottom, in the same unit
 * @property {number} [pressure] of a pen that reports it, from 0 to 1, default 0.5; only pads show it
 *
 * @typedef {Point[]} Stroke the path of a pen, from where it touches down to where it lifts
 * @typedef {'none' | 'shifts' | 'distort'} Augmentation how training varies images: not at all; with twelve
 *   copies of each, moved by 1 to 3 pixels left, right, up, and down; or with random distortions, drawn anew in
 *   every epoch
 * @typedef {'sgd' | 'momentum' | 'adamw'} Rule how an optimizer turns gradients into steps: stochastic
 *   gradient descent, the same with momentum, or AdamW (Loshchilov and Hutter, 2019)
 * @typedef {'constant' | 'cosine' | 'one-cycle'} Schedule of the learning rate: its peak throughout; half a
 *   cosine down to peak / 10,000; or up from peak / 25, then down to peak / 250,000
 *
 * @typedef {object} Layer one entry of a list of layers. Which numbers a type has, and their ranges, is in
 *   `layerKinds`
 * @property {string} type the name of a LayerKind: 'dense', 'conv2d'
 * @property {number} [units] outputs of a dense layer, or channels of a convolution; no default
 * @property {number} [size] side of a convolution's kernel, or of a pooling window; no default
 * @property {number} [padding] zeros put around the image before a convolution, below size, or a border that max
 *   pooling skips, up to half of size; default 0
 * @property {number} [rate] a fraction, such as that of values that dropout drops; default by type
 * @property {number} [stride] step of a convolution, by default 1, or of a pooling window, by default its size
 * @property {number} [deviation] what a normalized input is divided by, after subtracting rate; default by type
 * @property {number} [inverted] 1 for a normalized input with dark ink; default 0
 * @property {number} [ceil] 1 for windows of max pooling that extend past the bottom and right edge, where the last
 *   rows and columns would otherwise be dropped; default 0
 *
 * @typedef {object} LayerNumber a number that a kind of layer has
 * @property {Exclude<keyof Layer, 'type'>} name of the property of Layer
 * @property {boolean} whole whether it is an integer
 * @property {boolean} optional whether it can be left out; it is then start
 * @property {boolean} zero whether 0, meaning none, is allowed even outside the range
 * @property {number} start the default
 * @property {number} min the smallest value
 * @property {number} max the largest value
 *
 * @typedef {object} LayerKind what is known about a kind of layer
 * @property {string} name the value of Layer.type: 'conv2d'
 * @property {string} word its keyword in layer lists: 'conv'
 * @property {string[]} examples in the notation of layer lists: 'conv 3x3x16 same'
 * @property {LayerNumber[]} numbers that it has
 *
 * @typedef {object} BatchResult what a minibatch gave, measured before the step
 * @property {number} loss mean cross-entropy over the minibatch, in nats
 * @property {number} correct correctly classified samples
 * @property {number} count samples in the minibatch
 *
 * @typedef {object} Evaluation totals over images
 * @property {number} count images evaluated, without those of no class
 * @property {number} correct images answered correctly
 * @property {number} lossSum in nats; divide by count for the mean
 * @property {Int32Array} confusion [classes][classes], by label, then by answer
 *
 * @typedef {object} LayerInfo the output shape and parameter count of a layer
 * @property {number} height of the output, 1 after a dense layer
 * @property {number} width of the output, 1 after a dense layer
 * @property {number} channels of the output, or its values after a dense layer
 * @property {number} parameters weights and biases
 *
 * @typedef {object} Distortion the largest random distortion of a sample
 * @property {number} [shift] pixels, 0 to 8; default 0
 * @property {number} [rotation] degrees, 0 to 90; default 0
 * @property {number} [scale] change of width and height, as a share, 0 to 0.5; default 0
 * @property {number} [shear] horizontal pixels per vertical pixel, 0 to 1; default 0
 * @property {number} [elastic] waves, in pixels, 0 to 4; default 0
 * @property {number} [thickness] change of the stroke width, in pixels, 0 to 2; default 0
 *
 * @typedef {object} Mixture shares of samples to replace with generated ones, together at most 1; only
 *   for networks of digits, with ten outputs
 * @property {number} [drawn] procedurally drawn digits, 0 to 1; default 0
 * @property {number} [lettered] digits in handwriting fonts, 0 to 1; default 0. Needs a dataset of fonts
 * @property {number} [strange] scribbles and letters, which belong to no class, 0 to 1; default 0
 *
 * @typedef {object} Optimizer how weights are updated
 * @property {Rule} [rule] default 'sgd'
 * @property {number} [momentum] for 'momentum'; beta1 for 'adamw'; 0 to 0.999, default 0.9
 * @property {number} [beta2] for 'adamw'; 0 to 0.9999, default 0.99
 * @property {number} [weightDecay] decoupled from the gradient, for every rule; 0 to 1; default 0
 * @property {Schedule} [schedule] of the learning rate; default 'constant'
 * @property {number} [warmUp] fraction of all steps in which the rate rises to its peak, 0 to 0.9;
 *   default 0
 *
 * @typedef {object} TrainerSettings all that decides a run, besides the network and its data
 * @property {number} learningRate at its peak; above 0, at most 100
 * @property {number} batchSize 1 to MAX_BATCH
 * @property {number} sampleCount train on this many originals, from the start of the dataset
 * @property {number} [chunk] the first epoch shuffles within chunks of this many originals; default 0,
 *   the whole epoch
 * @property {number} [epochs] the length of the schedule, 1 to 100,000; default 1, and required for any
 *   schedule but 'constant'
 * @property {Augmentation} [augmentation] default 'none', or 'distort' if a distortion is given
 * @property {Distortion} [distortion] for the augmentation 'distort'; default no distortion
 * @property {Mixture} [mixture] generated digits among the samples; default none
 * @property {Optimizer} [optimizer] default 'sgd' at a constant rate
 * @property {number} [labelSmoothing] share of the target spread over all classes, 0 to 0.5; default 0
 * @property {number} [seed] of the order of samples and everything else that is random, a whole number
 *   from 0 to 4294967295; default 1
 *
 * @typedef {object} Defaults settings of a trainer that may be left out
 * @property {number} [learningRate] at its peak; above 0, at most 100; default 0.1 for 'sgd', 0.02 for
 *   'momentum', 0.002 for 'adamw'
 * @property {number} [batchSize] 1 to MAX_BATCH; default 32
 * @property {number} [sampleCount] train on this many originals, from the start of the dataset; default all
 *   that it holds
 * @property {Rule | Optimizer} [optimizer] a rule alone is short for { rule }; default 'sgd'
 *
 * @typedef {Omit<TrainerSettings, keyof Defaults> & Defaults} TrainerOptions what createTrainer takes
 *
 * @typedef {object} Answers one entry per image
 * @property {Uint8Array} answers the most probable classes
 * @property {Float32Array} probabilities of the answers, at the network's temperature
 * @property {Float32Array} losses cross-entropy with the label, in nats; at temperature 1
 *
 * @typedef {object} Parameters of a layer, or their gradients
 * @property {Float32Array} weights [in][out] for a dense layer, [size][size][in][out] for a convolution
 * @property {Float32Array} bias [out]
 *
 * @typedef {object} Activation of a layer for one sample
 * @property {number} height of its output
 * @property {number} width of its output
 * @property {number} channels of its output
 * @property {Float32Array} output [height][width][channels]
 * @property {Float32Array} gradient of the loss with respect to the output
 * @property {Parameters | null} parameters null for a layer without any
 * @property {Parameters | null} parameterGradients of the loss; null for a layer without parameters
 *
 * @typedef {Layer & Activation} TracedLayer a layer, and what it computed
 *
 * @typedef {object} Activations a forward pass of one sample, without gradients
 * @property {Float32Array} probabilities [classes], at the network's temperature, as from predict
 * @property {Float32Array} logits [classes]
 * @property {Float32Array[]} outputs of each layer, [height][width][channels]
 *
 * @typedef {object} Trace a forward and backward pass of one sample
 * @property {number} loss cross-entropy, in nats; at temperature 1
 * @property {Float32Array} probabilities [classes], at the network's temperature, as from predict
 * @property {Float32Array} logits [classes]
 * @property {TracedLayer[]} layers from the first to the last
 *
 * @typedef {object} Model everything needed to recreate a network
 * @property {string} layers for createNetwork
 * @property {Float32Array} parameters for Network.setParameters
 * @property {number} temperature for Network.temperature
 *
 * @typedef {object} SavedTraining the state of training
 * @property {Required<TrainerSettings>} settings of the trainer
 * @property {number} epoch completed epochs
 * @property {number} position samples done in the current epoch
 * @property {Float32Array} memory optimizer state
 *
 * @typedef {object} ModelExtras the content of a model file besides the network
 * @property {Record<string, string>} notes all metadata
 * @property {string[] | null} classNames names of the outputs; null for digits, or if the file does not
 *   say
 * @property {SavedTraining | null} training null for a file saved without its trainer
 * @typedef {Model & ModelExtras} SavedModel the content of a model file
 *
 * @typedef {object} SaveOptions what to write besides the network
 * @property {Record<string, string>} [notes] metadata, such as { name: 'Mine' }; default those the network
 *   was loaded with. Names that the core writes itself (format, layers, temperature, input, classes,
 *   training.*) are ignored
 * @property {string[]} [classNames] names of the outputs: one for each, without line feeds; default the
 *   network's own
 * @property {boolean} [half] 16-bit weights: half the size, nearly the same probabilities; default false
 * @property {import('./trainer.js').Trainer<boolean>} [trainer] of the network: includes the state of training,
 *   so that it can resume exactly; default none
 */
