/**
 * Messages between the page and the answer worker. Types only.
 *
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../inkling/index.js').Activations} Activations
 * @typedef {import('../inkling/index.js').Trace} Trace
 *
 * @typedef {object} AnswerHears
 * @property {(model: Model) => Promise<void>} use the network for the questions that follow
 * @property {(images: Float32Array) => Promise<Float32Array>} answer [images][classes]
 * @property {(ink: Float32Array) => Promise<Activations>} activate
 * @property {(image: { ink: Float32Array, label: number }) => Promise<Trace>} trace without the parameters,
 *   which the page has
 * @property {(image: { ink: Float32Array, output: number }) => Promise<Float32Array>} saliency
 */
export {};
