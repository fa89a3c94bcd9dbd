/** Keras models in one HDF5 file, as Keras 1 and 2 save them, or as the weights that belong to a JSON file. */
import { need } from './error.js';
import { Hdf5, textOf } from './hdf5.js';
import { parseJson, planOfKeras } from './keras.js';
import { weightsIn } from './keras-zip.js';

/** @param {Uint8Array} bytes @param {any} [json] the configuration, if it is in a file of its own */
export function readKerasH5(bytes, json) {
  const file = new Hdf5(bytes);
  const own = file.attribute('', 'model_config');
  const config = own ? parseJson(textOf(own)) : json;
  need(config, 'noLayers');
  const groups = file.keys('');
  const root = groups.includes('model_weights') ? 'model_weights' : '';
  const version = textOf(file.attribute('', 'keras_version') ?? json?.keras_version);
  const isKeras3 = !root && /^(layers|_layer_checkpoint_dependencies)$/m.test(groups.join('\n'));
  return planOfKeras({
    format: 'Keras',
    producer: version && `Keras ${version}`,
    config,
    weightsOf: isKeras3 ? weightsIn(file, config) : weightsByLayer(file, root),
  });
}

/** Keras lists each layer's weights by name. @param {Hdf5} file @param {string} root @returns {import('./keras.js').Found['weightsOf']} */
const weightsByLayer =
  (file, root) =>
  ({ name, path }) => {
    // The weights of a model inside the model are in one group.
    for (const group of [name, ...path]) {
      const names = [file.attribute(`${root}/${group}`, 'weight_names') ?? []].flat().map(textOf);
      const own = names.filter((one) => group === name || one.split('/').includes(name));
      if (own.length) return own.map((one) => file.numbers(`${root}/${group}/${one}`));
    }
    return [];
  };
