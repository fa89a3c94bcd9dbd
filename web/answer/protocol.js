/**
 * Messages between the page and the answer worker. Types only.
 *
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../inkling/index.js').Activations} Activations
 *
 * @typedef {object} AnswerHears
 * @property {(model: Model) => Promise<void>} use the network for the questions that follow
 * @property {(images: Float32Array) => Promise<Float32Array>} answer [images][classes]
 * @property {(ink: Float32Array) => Promise<Activations>} activate
 */
export {};
