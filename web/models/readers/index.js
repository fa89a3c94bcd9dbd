/**
 * Readers of models that other programs wrote. To add a format, write its file in this folder and a line in
 * READERS; libraries load when such a file is opened.
 */
import { need, ReadError } from './error.js';
import { isHdf5 } from './signatures.js';
import { isZip, namesIn, unzip } from './zip.js';

/**
 * @typedef {import('./plan.js').Plan} Plan
 * @typedef {{ name: string, bytes: Uint8Array }} ModelFile
 *
 * @typedef {object} Opened
 * @property {ModelFile} file
 * @property {string[]} names of the files in it, if it is a zip
 * @property {any} json its content, if it is JSON; of Keras's weights, the layers beside them
 * @property {ModelFile[]} all files that were handed over
 * @property {(name: string) => Uint8Array} beside the bytes of another file that was handed over
 *
 * @typedef {object} Reader
 * @property {string} format
 * @property {(opened: Opened) => boolean} matches
 * @property {(opened: Opened) => Promise<Plan[]>} read one plan, or all that the file allows
 */

/** @param {Uint8Array} bytes @param {string} text */
const startsWith = (bytes, text) => [...text].every((c, i) => bytes[i] === c.charCodeAt(0));

/** @param {string} wanted */
const ends = (wanted) => (/** @type {string} */ name) => name.toLowerCase().endsWith(wanted);

/** @param {import('./pytorch.js').Named[]} tensors @param {string} format */
async function reconstruct(tensors, format) {
  // Of someone's own layers, such as w1 and b1.
  const isBare = tensors.length > 0 && tensors.every(({ name }) => /^[a-z]+_?\d*$/i.test(name));
  const layers = isBare ? (await import('./numpy.js')).layersOf(tensors) : tensors;
  return (await import('./reconstruct.js')).plansOf(layers, format);
}

/** Refuses a format that no reader knows. @param {string} name its own name, which no language translates */
const unsupported = (name) => async () => {
  throw new ReadError('format', { name });
};

/** Whether a text occurs near the beginning. @param {Uint8Array} bytes @param {RegExp} text */
const mentions = (bytes, text) =>
  text.test(new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 14)));

/** @param {Uint8Array} bytes */
const isNpy = (bytes) => startsWith(bytes, '\x93NUMPY');

/** Of scikit-learn: networks, and what is one layer of a network. */
const LAYERED =
  /MLPClassifier|LogisticRegression|SGDClassifier|Perceptron|RidgeClassifier|LinearSVC/;
/** What changes its input first, in ways that aren't read, or keeps its arrays elsewhere in the file. */
const TRANSFORMED = /StandardScaler|MinMaxScaler|PCA|NumpyArrayWrapper|NDArrayWrapper/;

/** @param {Uint8Array} bytes */
const isPickle = (bytes) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;

/** Of these, the first that matches reads the file. @type {Reader[]} */
const READERS = [
  {
    format: 'Git LFS',
    matches: ({ file }) => startsWith(file.bytes, 'version https://git-lfs'),
    read: async () => {
      throw new ReadError('pointer');
    },
  },
  {
    format: 'Keras',
    matches: ({ file }) => isHdf5(file.bytes),
    read: async ({ file, json }) => (await import('./keras-h5.js')).readKerasH5(file.bytes, json),
  },
  {
    format: 'Keras 3',
    matches: ({ names }) => names.includes('config.json') && names.includes('model.weights.h5'),
    read: async ({ file }) => [(await import('./keras-zip.js')).readKerasZip(file.bytes)],
  },
  {
    format: 'PyTorch',
    matches: ({ names }) => names.some((name) => /(^|\/)data\.pkl$/.test(name)),
    read: async ({ file }) =>
      reconstruct((await import('./pytorch.js')).readTorchZip(file.bytes), 'PyTorch'),
  },
  {
    format: 'PyTorch before 1.6',
    matches: ({ file }) => startsWith(file.bytes, '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46'),
    read: async ({ file }) =>
      reconstruct((await import('./pytorch.js')).readOldTorch(file.bytes), 'PyTorch'),
  },
  {
    format: 'scikit-learn, as layers',
    matches: ({ file: { bytes } }) =>
      isPickle(bytes) && mentions(bytes, LAYERED) && !mentions(bytes, TRANSFORMED),
    read: async ({ file }) =>
      reconstruct((await import('./numpy.js')).readNumpyPickle(file.bytes), 'scikit-learn'),
  },
  {
    format: 'scikit-learn',
    matches: ({ file }) =>
      ends('.joblib')(file.name) || (file.bytes[0] === 0x80 && mentions(file.bytes, /sklearn/)),
    read: unsupported('scikit-learn'),
  },
  {
    format: 'TensorFlow SavedModel',
    matches: ({ file, names }) =>
      ends('.pb')(file.name) || names.some((name) => /(^|\/)saved_model\.pb$/.test(name)),
    read: unsupported('TensorFlow SavedModel'),
  },
  {
    format: 'Core ML',
    matches: ({ file, names }) =>
      ends('.mlmodel')(file.name) || names.some((name) => /\.mlmodel$|\.mlpackage\//.test(name)),
    read: unsupported('Core ML'),
  },
  {
    format: 'GGUF',
    matches: ({ file }) => startsWith(file.bytes, 'GGUF'),
    read: unsupported('GGUF'),
  },
  {
    format: 'TensorFlow 1',
    matches: ({ file }) => /\.ckpt(-\d+)?\.(meta|index|data-\d+-of-\d+)$/i.test(file.name),
    read: unsupported('TensorFlow checkpoint'),
  },
  {
    format: 'Caffe',
    matches: ({ file }) => ends('.caffemodel')(file.name),
    read: unsupported('Caffe'),
  },
  {
    format: 'MATLAB',
    matches: ({ file }) => startsWith(file.bytes, 'MATLAB '),
    read: unsupported('MATLAB'),
  },
  {
    format: 'PyTorch in a pickle',
    matches: ({ file }) => isPickle(file.bytes) && mentions(file.bytes, /torch\._utils/),
    read: async ({ file }) =>
      reconstruct((await import('./pytorch.js')).readPickledTorch(file.bytes), 'PyTorch'),
  },
  {
    format: 'NumPy',
    matches: ({ file }) => isNpy(file.bytes),
    read: async ({ all }) =>
      reconstruct(
        (await import('./numpy.js')).readNpyFiles(all.filter(({ bytes }) => isNpy(bytes))),
        'NumPy',
      ),
  },
  {
    format: 'NumPy in a zip',
    matches: ({ names }) => names.some(ends('.npy')),
    read: async ({ file }) =>
      reconstruct((await import('./numpy.js')).readNpz(file.bytes), 'NumPy'),
  },
  {
    format: 'NumPy in a pickle',
    matches: ({ file }) => isPickle(file.bytes) && mentions(file.bytes, /numpy/),
    read: async ({ file }) =>
      reconstruct((await import('./numpy.js')).readNumpyPickle(file.bytes), 'NumPy'),
  },
  {
    format: 'pickle',
    matches: ({ file }) => isPickle(file.bytes),
    read: async () => {
      throw new ReadError('pickled', { name: 'pickle' });
    },
  },
  {
    format: 'TensorFlow.js',
    matches: ({ json }) => Boolean(json?.modelTopology),
    read: async ({ json, beside }) => [(await import('./tfjs.js')).readTfjs(json, beside)],
  },
  {
    format: 'Keras, without weights',
    matches: ({ json }) => Boolean(json?.class_name && json.config),
    read: async ({ file }) => {
      throw new ReadError('missingWeights', { name: file.name.replace(/(\.json)?$/i, '.h5') });
    },
  },
  {
    format: 'lists of numbers',
    matches: ({ json }) => Boolean(json) && typeof json === 'object',
    read: async ({ json }) => reconstruct((await import('./numpy.js')).readLists(json), 'JSON'),
  },
  {
    format: 'TensorFlow Lite',
    matches: ({ file }) => startsWith(file.bytes.subarray(4), 'TFL3'),
    read: async () => {
      throw new ReadError('tflite');
    },
  },
  {
    format: 'safetensors',
    matches: ({ file }) => ends('.safetensors')(file.name) || file.bytes[8] === 0x7b,
    read: async ({ file }) =>
      reconstruct((await import('./pytorch.js')).readSafetensors(file.bytes), 'safetensors'),
  },
  {
    format: 'ONNX',
    // Its first field is a version number, by any writer.
    matches: ({ file }) => ends('.onnx')(file.name) || file.bytes[0] === 0x08,
    read: async ({ file, beside }) => [(await import('./onnx.js')).readOnnx(file.bytes, beside)],
  },
];

/** @param {ModelFile} file */
function jsonIn({ name, bytes }) {
  if (!ends('.json')(name) && bytes[0] !== 0x7b) return null;
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    // Keras's to_json() gives a text, which many dump as JSON once more.
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return null;
  }
}

/** Models in a zip with others: one of the other kinds, or TensorFlow.js with its weights. */
const MODEL = /\.(onnx|h5|hdf5|keras|pth?|safetensors)$|(^|\/)model\.json$/i;

/**
 * The files of a zip that only holds a model, as Teachable Machine packs it; else the zip.
 * @param {ModelFile} file @returns {ModelFile[]}
 */
function unpacked(file) {
  if (!isZip(file.bytes)) return [file];
  const names = namesIn(file.bytes).filter((name) => !/(^|\/)(\.|__MACOSX)/.test(name));
  const models = names.filter((name) => MODEL.test(name));
  if (models.length !== 1 || names.some((name) => /(^|\/)(data\.pkl|config\.json)$/.test(name)))
    return [file];
  const files = unzip(file.bytes, (name) => names.includes(name) && !name.endsWith('/'));
  const folder = models[0].replace(/[^/]*$/, '');
  return [...files]
    .map(([name, bytes]) => ({
      name: name.startsWith(folder) ? name.slice(folder.length) : name,
      bytes,
    }))
    .sort((a, b) => Number(MODEL.test(b.name)) - Number(MODEL.test(a.name)));
}

/** Files that are a part of a model, and not one. */
const PARTS = /\.(data|bin|txt|md|py)$|\.onnx[._]data$|shard\d+of\d+/i;

/**
 * Reads the model among files that were handed over together.
 * @param {ModelFile[]} files
 * @returns {Promise<{ name: string, plans: Plan[] }>} several plans if the file leaves a choice
 */
export async function readModelFiles(files) {
  if (files.length === 1) files = unpacked(files[0]);
  const main =
    files.find(({ bytes }) => isHdf5(bytes)) ??
    files.find(({ name }) => !PARTS.test(name)) ??
    files[0];
  need(main?.bytes.length, 'damaged');
  const beside = (/** @type {string} */ name) => {
    const found = files.find((file) => file !== main && file.name === name);
    if (!found) throw new ReadError('missingWeights', { name });
    return found.bytes;
  };
  const opened = {
    file: main,
    names: isZip(main.bytes) ? namesIn(main.bytes) : [],
    json: isHdf5(main.bytes) ? files.map(jsonIn).find((json) => json?.config) : jsonIn(main),
    all: files,
    beside,
  };
  const reader = READERS.find(({ matches }) => matches(opened));
  if (!reader) throw new ReadError('unknown');
  try {
    return { name: main.name, plans: await reader.read(opened) };
  } catch (error) {
    if (error instanceof ReadError) throw error;
    // What a library throws at a file that is not what it seems.
    if (error instanceof RangeError || error instanceof TypeError) throw new ReadError('damaged');
    throw error;
  }
}
