/** Model files, written and read by the core. */

import { HANDLE } from './core.js';
import { InklingError, STATUS } from './errors.js';
import { file as fileBytes, flag, notesOf, options, refuse } from './guard.js';
import { addressOf } from './held.js';
import { readTrainerSettings } from './trainer-settings.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').SavedModel} SavedModel
 * @typedef {import('./types.js').SaveOptions} SaveOptions
 */

/** Whether the core itself writes the note with this name. @param {Core} core @param {string} name */
function isReserved(core, name) {
  const text = new TextEncoder().encode(`${name}\0`);
  return core.borrow([text.length], (at) => {
    core.u8(at, text.length).set(text);
    return Boolean(core.call.ink_model_note_is_reserved(at));
  });
}

/** In the order of InkExportFormat. @typedef {'model' | 'onnx' | 'header'} Format */
const FORMATS = /** @type {Format[]} */ (['model', 'onnx', 'header']);

/**
 * Calls a function of the core that serializes a network, and copies the bytes out.
 * @param {Core} core
 * @param {Network} network
 * @param {Format} format
 * @param {(bytes: number, size: number) => number} make
 * @returns {Uint8Array<ArrayBuffer>}
 */
function takeBytes(core, network, format, make) {
  return core.borrow([4, 4], (bytes, size) => {
    const status = make(bytes, size);
    if (STATUS[status] === 'UNFINISHED_LAYER') {
      const word = core.call.ink_export_obstacle(network[HANDLE], FORMATS.indexOf(format));
      throw new InklingError(STATUS[status], `“${core.text(word)}”: ${core.message(status)}`);
    }
    core.check(status);
    const [address] = core.i32(bytes, 1);
    const copy = core.u8(address, core.i32(size, 1)[0]).slice();
    core.call.ink_bytes_free(address);
    return copy;
  });
}

/**
 * Writes a network to a safetensors file.
 * @param {Core} core
 * @param {Network} network
 * @param {SaveOptions} given
 */
export function saveModel(core, network, given) {
  const { half = false, trainer } = options('save', given);
  flag('half', half);
  const state = trainer === undefined ? 0 : addressOf(core, 'trainer', trainer, 'trainer');
  if (trainer && trainer.network !== network) refuse('trainer', trainer, "this network's");
  if (trainer && half) refuse('half', half, 'false: exact resuming needs 32-bit weights');
  const notes = notesOf(given, network.classes);
  const encoder = new TextEncoder();
  const texts = Object.entries(notes)
    .filter(([name]) => !isReserved(core, name))
    .flat()
    .map((text) => encoder.encode(`${text}\0`));
  const pointers = texts.length * 4;
  return core.borrow([pointers, ...texts.map(({ length }) => length)], (list, ...addresses) => {
    texts.forEach((text, i) => {
      core.u8(addresses[i], text.length).set(text);
      core.i32(list + 4 * i, 1)[0] = addresses[i];
    });
    return takeBytes(core, network, 'model', (bytes, size) =>
      core.call.ink_model_write(
        network[HANDLE],
        state,
        list,
        texts.length / 2,
        Number(half),
        bytes,
        size,
      ),
    );
  });
}

/**
 * @template T
 * @param {Core} core
 * @param {Uint8Array | ArrayBuffer} file
 * @param {(model: number) => T} use gets the address of an InkModel
 */
function withModel(core, file, use) {
  const bytes = fileBytes(file);
  const model = core.borrow([bytes.length], (address) => {
    core.u8(address, bytes.length).set(bytes);
    return core.create((out) => core.call.ink_model_read(out, address, bytes.length));
  });
  try {
    return use(model);
  } finally {
    core.call.ink_model_free(model);
  }
}

/**
 * The content of a model file.
 * @param {Core} core
 * @param {Uint8Array | ArrayBuffer} file
 * @returns {SavedModel}
 */
export function readModel(core, file) {
  const { call } = core;
  return withModel(core, file, (model) => {
    const training = call.ink_model_training(model);
    const count = call.ink_model_parameter_count(model);
    /** @type {Record<string, string>} */
    const notes = {};
    for (let i = 0; i < call.ink_model_note_count(model); i++) {
      const name = core.text(call.ink_model_note_name(model, i));
      Object.defineProperty(notes, name, {
        value: core.text(call.ink_model_note_value(model, i)),
        enumerable: true,
      });
    }
    return {
      layers: core.text(call.ink_model_layers(model)),
      temperature: call.ink_model_temperature(model),
      parameters: core.f32(call.ink_model_parameters(model), count).slice(),
      notes,
      classNames: notes.class_names?.split('\n') ?? null,
      training: training
        ? {
            settings: readTrainerSettings(core, training),
            epoch: call.ink_model_epoch(model),
            position: call.ink_model_position(model),
            memory: core
              .f32(call.ink_model_memory(model), call.ink_model_memory_size(model))
              .slice(),
          }
        : null,
    };
  });
}

/** @param {Core} core @param {Network} network */
export const exportOnnx = (core, network) =>
  takeBytes(core, network, 'onnx', (bytes, size) =>
    core.call.ink_export_onnx(network[HANDLE], bytes, size),
  );

/** @param {Core} core @param {Network} network @param {boolean} int8 */
export const exportHeader = (core, network, int8) =>
  new TextDecoder().decode(
    takeBytes(core, network, 'header', (bytes, size) =>
      core.call.ink_export_header(network[HANDLE], Number(int8), bytes, size),
    ),
  );
