/**
 * Keras models in one HDF5 file, as Keras 1 and 2 save them, or as the weights that belong to a JSON file. Layers of
 * weights that come without either are reconstructed.
 */
import { need, ReadError } from './error.js';
import { Hdf5, textOf } from './hdf5.js';
import { parseJson, planOfKeras } from './keras.js';
import { weightsIn } from './keras-zip.js';

/**
 * @typedef {import('./plan.js').Plan} Plan
 * @typedef {import('./keras.js').Weights} Weights
 * @typedef {import('./pytorch.js').Named} Named
 */

/**
 * @param {Uint8Array} bytes @param {any} [json] the configuration, if it is in a file of its own
 * @returns {Promise<Plan[]>} several if the file leaves a choice
 */
export async function readKerasH5(bytes, json) {
  const file = new Hdf5(bytes);
  const own = file.attribute('', 'model_config');
  const config = own ? parseJson(textOf(own)) : json;
  const groups = file.keys('');
  const root = groups.includes('model_weights') ? 'model_weights' : '';
  if (!config) {
    const { OF_KERAS, plansOf } = await import('./reconstruct.js');
    return plansOf(tensorsIn(file, root), 'Keras', OF_KERAS);
  }
  const version = textOf(file.attribute('', 'keras_version') ?? json?.keras_version);
  const isKeras3 = !root && /^(layers|_layer_checkpoint_dependencies)$/m.test(groups.join('\n'));
  const plan = planOfKeras({
    format: 'Keras',
    producer: version && `Keras ${version}`,
    config,
    weightsOf: isKeras3 ? weightsIn(file, config) : weightsByLayer(file, root),
  });
  return [plan];
}

/** @param {string} a @param {string} b */
const byCounter = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/** The weights of each layer: Keras 2 lists them in order, Keras 3 counts the layers of each class. @param {Hdf5} file @param {string} root @returns {[string, Weights[]][]} */
function layersIn(file, root) {
  const names = [file.attribute(root, 'layer_names') ?? []].flat().map(textOf);
  if (names.length)
    return names.map((name) => [name, weightsByLayer(file, root)({ name, path: [] })]);
  const keys = (/** @type {string} */ path) => file.keys(path).sort(byCounter);
  const group = file.keys('').includes('layers') ? 'layers' : '_layer_checkpoint_dependencies';
  return keys(group).map((name) => {
    const vars = `${group}/${name}/vars`;
    return [name, keys(vars).map((key) => file.numbers(`${vars}/${key}`))];
  });
}

/** A layer's weights as PyTorch has them. @param {string} layer @param {Weights[]} weights @returns {Named[]} */
function tensorsOf(layer, weights) {
  const [first, second] = weights;
  const named = (/** @type {string} */ part, /** @type {Weights} */ { shape, data }) => ({
    name: `${layer}.${part}`,
    shape,
    data: Float32Array.from(data),
  });
  if (weights.every(({ shape }) => shape.length === 1)) {
    // Without a scale, there is none to begin with.
    const ones = { shape: first.shape, data: new Float32Array(first.data.length).fill(1) };
    const all = weights.length === 4 ? weights : [ones, ...weights];
    need(all.length === 4, 'shapes', { name: layer });
    return ['weight', 'bias', 'running_mean', 'running_var'].map((part, i) => named(part, all[i]));
  }
  const { shape, data } = first;
  need(weights.length <= 2 && (second?.shape.length ?? 1) === 1, 'shapes', { name: layer });
  need(shape.length === 2 || shape.length === 4, 'shapes', { name: layer });
  // Height, width, inputs, outputs: both kinds have the outputs first in PyTorch, and the inputs next.
  const [outputs = 1, inputs = 1, ...sides] = [...shape].reverse();
  const places = sides.reduce((all, side) => all * side, 1);
  const turned = new Float32Array(data.length);
  for (let place = 0; place < places; place++)
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++)
        turned[(o * inputs + i) * places + place] = data[(place * inputs + i) * outputs + o];
  const weight = { shape: [outputs, inputs, ...shape.slice(0, -2)], data: turned };
  return [named('weight', weight), ...(second ? [named('bias', second)] : [])];
}

/**
 * The weights of a file without layers. If their order is unknown, too, a batch normalization comes behind the first
 * layer that it fits.
 * @param {Hdf5} file @param {string} root @returns {Named[]}
 */
function tensorsIn(file, root) {
  const layers = layersIn(file, root)
    .filter(([, weights]) => weights.length)
    .map(([name, weights]) => tensorsOf(name, weights));
  if (!layers.length) throw new ReadError('noLayers');
  if (file.attribute(root, 'layer_names')) return layers.flat();
  const rank = (/** @type {Named[]} */ [weight]) => -weight.shape.length;
  const weighted = layers.filter(([weight]) => weight.shape.length > 1);
  const order = [...weighted].sort((a, b) => rank(a) - rank(b)).map((layer) => [layer]);
  for (const norm of layers.filter(([weight]) => weight.shape.length === 1)) {
    const size = norm[0].data.length;
    const fits = order.find((own) => own.length === 1 && own[0][0].shape[0] === size);
    if (fits) fits.push(norm);
    else order.unshift([norm]);
  }
  return order.flat(2);
}

/** Keras lists each layer's weights by name. @param {Hdf5} file @param {string} root @returns {(layer: { name: string, path: string[] }) => Weights[]} */
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
