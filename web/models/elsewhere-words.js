/** English messages about models from other programs; loaded when one is opened. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  elsewhere: {
    reading: 'Reading “{name}”…',
    title: 'What was read from “{file}”',
    from: 'Format',
    layers: 'Layers',
    input: 'Input',
    accuracy: 'Accuracy',
    changed: 'Differences',
    unit: 'ink from 0 to 1',
    standard: 'ink minus {mean}, divided by {deviation}',
    signed: 'ink from −1 to 1',
    bytes: 'ink from 0 to 255',
    inverted: 'dark on light: {input}',
    tried:
      'The best of {count} options on {digits|{digits} labeled digit|{digits} labeled digits}.',
    notTried: 'Not tested on labeled digits. If the answers look random, choose another option.',
    guessed:
      'Reconstructed, so check it. The file contains weights but not how the layers are connected: pooling, padding, and activations were found by trial and error.',
    dropout: 'Dropout was left out; it plays no part in answering.',
    output: 'The final {detail} was left out: every answer goes through a softmax anyway.',
    merged:
      'Batch normalization was folded into the neighboring layers, with its running statistics.',
    widened:
      'The kernel was padded with zeros to make it square: {detail}. Further training can change these zeros.',
    grouped:
      'Grouped convolution became an ordinary one, with zeros between the groups: {detail}. Further training can change these zeros.',
    augmentation: 'Augmentation was left out: {detail}.',
    scaled:
      'The Lambda layer at the input was left out, as its code can’t be read; the input above takes its place.',
    loss: 'Everything after the logits, such as the loss, was left out.',
    unknown:
      '“{file}” is not a model that can be opened here. Use ONNX (.onnx), Keras (.keras, .h5), TensorFlow.js (model.json together with its .bin files), a PyTorch state dictionary (.pt, .pth), NumPy arrays (.npz, .npy, .pkl), or safetensors.',
    damaged: '“{file}” is damaged or incomplete. Download or export it again.',
    pointer:
      '“{file}” is only a Git LFS pointer. Get the real file with “git lfs pull”, or use the website’s download button.',
    missingWeights:
      'The weights of “{file}” are in another file, “{name}”. Open both files together.',
    operator:
      '“{file}” uses {name}, which has no counterpart here. Networks here can use convolutions, dense layers, pooling, batch normalization, and the activations ReLU, ReLU6, leaky ReLU, ELU, SiLU, GELU, tanh, and sigmoid.',
    branches:
      '“{file}” has branches, such as residual connections. Here, each layer feeds only the next. Train a network without them.',
    recurrent:
      '“{file}” is a recurrent network ({name}), which reads a digit row by row. Networks here see the whole image at once: train one with convolutions or dense layers.',
    classes:
      '“{file}” has {count|{count} output|{count} outputs}. Train it on 2 to {most} classes.',
    inputSize:
      '“{file}” expects an input of {shape}, not grayscale images of 28×28 pixels. Train or export it for those.',
    quantized:
      'The weights of “{file}” are quantized ({name}). Export the model with 32-bit floats.',
    tooLarge:
      '“{file}” is too large at {layer}: the limits are {layers} layers, {channels} channels, and {units} units.',
    pickled:
      '“{file}” is a whole Python object ({name}), and opening it would mean running its code. In Python, save the weights alone: torch.save(model.state_dict(), "weights.pth")',
    noLayers:
      '“{file}” doesn’t contain the layers of a network, perhaps only their weights. Save the whole model: model.save("model.keras"), or in PyTorch, torch.save(model.state_dict(), "weights.pth")',
    shapes:
      'The layers of “{file}” can’t be reconstructed from the shapes of its weights ({name}). Export the model: torch.onnx.export(model, torch.zeros(1, 1, 28, 28), "model.onnx")',
    pooling:
      '“{file}” uses {name}. Here, pooling windows are square, at most 8×8, and evenly padded; average pooling is never padded.',
    tflite:
      '“{file}” is a TensorFlow Lite model. Convert it to ONNX: python -m tf2onnx.convert --tflite model.tflite --output model.onnx',
    tooLong:
      'Reading “{file}” was stopped: it takes too much time or memory. Choose a smaller model.',
    format:
      '“{file}” is in the {name} format, which can’t be opened here. Save the model as .keras or ONNX, or convert it to a TensorFlow.js LayersModel.',
  },
});

addWords(WORDS);
