/** The sizes and types that the modules of this folder share. */

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
/** The digits. */
export const CLASSES = 10;
/** The most classes that a network tells apart, INK_MAX_CLASSES in src/inkling.h; two are the fewest. */
export const MAX_CLASSES = 36;
/** The label of what is of no class, such as a scribble. */
export const NO_CLASS = 255;
/** The largest minibatch, INK_MAX_BATCH in src/inkling.h. */
export const MAX_BATCH = 512;
/** The most layers of a network, INK_MAX_LAYERS. */
export const MAX_LAYERS = 32;
/** The longest side of a photographed page, INK_MAX_PAGE_SIDE. */
export const MAX_PAGE_SIDE = 3072;

/**
 * @typedef {{x: number, y: number}} Point in units of the pad's side, y down
 * @typedef {Point[]} Stroke
 * @typedef {'none' | 'shifts' | 'distort'} Augmentation
 * @typedef {'sgd' | 'momentum' | 'adamw'} Rule
 * @typedef {'constant' | 'cosine' | 'one-cycle'} Schedule
 *
 * @typedef {object} Layer
 * @property {string} type the name of a LayerKind: 'dense', 'conv2d'
 * @property {number} [units] outputs of a dense layer; channels of a convolution
 * @property {number} [size] side of a convolution's kernel, or of a pooling window
 * @property {number} [padding] zeros put around the image before a convolution, below size
 * @property {number} [rate] a share, such as of the values that dropout drops
 *
 * @typedef {object} LayerNumber a number that the layers of a kind have
 * @property {'units' | 'size' | 'padding' | 'rate'} name of the property of Layer
 * @property {boolean} whole
 * @property {boolean} optional a layer that does not name it has start
 * @property {boolean} zero 0 is allowed outside the range too, and means that there is none
 * @property {number} start to begin with
 * @property {number} min
 * @property {number} max
 *
 * @typedef {object} LayerKind a kind of layer that networks can have
 * @property {string} name as Layer.type has it: 'conv2d'
 * @property {string} word what it is called in lists of layers: 'conv'
 * @property {string[]} examples layers to begin with, as such lists have them: 'conv 3x3x16 same'
 * @property {LayerNumber[]} numbers
 *
 * @typedef {object} BatchResult
 * @property {number} loss mean cross entropy over the minibatch, in nats
 * @property {number} correct samples named right
 * @property {number} count samples in the minibatch
 *
 * @typedef {object} Evaluation
 * @property {number} count
 * @property {number} correct
 * @property {number} lossSum in nats; divide by count for the mean
 * @property {Int32Array} confusion [classes][classes] of the network, by label, then by answer
 *
 * @typedef {object} LayerInfo what a layer makes of what comes to it
 * @property {number} height
 * @property {number} width
 * @property {number} channels
 * @property {number} parameters
 *
 * @typedef {object} Distortion how far each sample is distorted at most, see InkDistortion
 * @property {number} [shift] pixels, 0 to 8
 * @property {number} [rotation] degrees, 0 to 90
 * @property {number} [scale] share, 0 to 0.5
 * @property {number} [shear] 0 to 1
 * @property {number} [elastic] pixels, 0 to 4
 * @property {number} [thickness] pixels, 0 to 2
 *
 * @typedef {object} Mixture shares of samples that others take the place of, together at most 1; of
 *   digits, so only for networks of ten outputs
 * @property {number} [drawn] digits drawn by rule
 * @property {number} [lettered] digits of handwriting fonts
 * @property {number} [strange] scribbles and letters, which are no digit
 *
 * @typedef {object} Optimizer
 * @property {Rule} [rule]
 * @property {number} [momentum] of 'momentum', and beta1 of 'adamw'
 * @property {number} [beta2] of 'adamw'
 * @property {number} [weightDecay] 0 to 1
 * @property {Schedule} [schedule]
 * @property {number} [warmUp] share of all steps in which the rate rises to its peak, 0 to 0.9
 *
 * @typedef {object} TrainerSettings
 * @property {number} learningRate at its peak; above 0, at most 100
 * @property {number} batchSize 1 to the network's maxBatch
 * @property {number} sampleCount train on the first so many originals of the dataset
 * @property {number} [chunk] the first epoch shuffles inside chunks of so many originals
 * @property {number} [epochs] that the schedule is made for
 * @property {Augmentation} [augmentation]
 * @property {Distortion} [distortion] of the augmentation 'distort'
 * @property {Mixture} [mixture]
 * @property {Optimizer} [optimizer]
 * @property {number} [labelSmoothing] 0 to 0.5
 * @property {number} [seed] of the order in which samples are drawn, and of all that is random
 *
 * @typedef {object} Answers to images, one of each an image
 * @property {Uint8Array} answers
 * @property {Float32Array} probabilities of the answer, at the network's temperature
 * @property {Float32Array} losses cross entropy with the label, in nats; without the temperature
 *
 * @typedef {object} Parameters of a layer, or their gradients
 * @property {Float32Array} weights [in][out] of a dense layer, [size][size][in][out] of a convolution
 * @property {Float32Array} bias [out]
 *
 * @typedef {object} Activation what a layer did with one sample
 * @property {number} height of its output
 * @property {number} width
 * @property {number} channels
 * @property {Float32Array} output [height][width][channels]
 * @property {Float32Array} gradient of the loss with respect to the output
 * @property {Parameters | null} parameters null for a layer that has none
 * @property {Parameters | null} parameterGradients of the loss
 *
 * @typedef {Layer & Activation} TracedLayer
 *
 * @typedef {object} Trace what a network did with one sample
 * @property {number} loss cross entropy, in nats; it does not know the temperature
 * @property {Float32Array} probabilities [classes], at the network's temperature, as of predict
 * @property {Float32Array} logits [classes]
 * @property {TracedLayer[]} layers
 *
 * @typedef {object} Model all it takes to make a network that answers the same
 * @property {string} layers as createNetwork takes them
 * @property {Float32Array} parameters as Network.setParameters takes them
 * @property {number} temperature
 *
 * @typedef {object} SavedTraining where training stood
 * @property {Required<TrainerSettings>} settings
 * @property {number} epoch whole epochs done
 * @property {number} position samples done in the present one
 * @property {Float32Array} memory of the optimizer
 *
 * @typedef {object} ModelExtras what a model file holds beside the network
 * @property {Record<string, string>} notes all of the metadata
 * @property {string[] | null} classNames what the outputs stand for; null for the digits, and where
 *   the file does not say
 * @property {SavedTraining | null} training null for a file that was saved without its trainer
 * @typedef {Model & ModelExtras} SavedModel what stands in a model file
 *
 * @typedef {object} SaveOptions
 * @property {Record<string, string>} [notes] for the metadata, such as { name: 'Mine' }; those that
 *   every model file has (format, layers, temperature, input, classes, training.*) are left out
 * @property {string[]} [classNames] what the outputs stand for, if not the digits: as many as there
 *   are, without line feeds
 * @property {boolean} [half] 16 bits a number: half the size, probabilities as good as the same
 * @property {import('./trainer.js').Trainer} [trainer] of the network: training can go on from the
 *   file exactly where it stands
 */
