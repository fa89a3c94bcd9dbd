/** Keras models in one HDF5 file, as Keras 1 and 2 save them. */
import { need } from './error.js';
import { Hdf5, textOf } from './hdf5.js';
import { parseJson, planOfKeras } from './keras.js';

/** @param {Uint8Array} bytes */
export function readKerasH5(bytes) {
  const file = new Hdf5(bytes);
  const config = file.attribute('', 'model_config');
  need(config, 'noLayers');
  const root = file.keys('').includes('model_weights') ? 'model_weights' : '';
  const version = textOf(file.attribute('', 'keras_version'));
  return planOfKeras({
    format: 'Keras',
    producer: version && `Keras ${version}`,
    config: parseJson(textOf(config)),
    weightsOf({ name, path }) {
      // The weights of a model inside the model are in one group.
      for (const group of [name, ...path]) {
        const names = [file.attribute(`${root}/${group}`, 'weight_names') ?? []].flat().map(textOf);
        const own = names.filter((one) => group === name || one.split('/').includes(name));
        if (own.length) return own.map((one) => file.numbers(`${root}/${group}/${one}`));
      }
      return [];
    },
  });
}
