/** English messages about models of other programs; loaded when one is opened. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  elsewhere: {
    reading: 'Reading “{name}”…',
    title: 'What was read from “{file}”',
    from: 'Written as',
    layers: 'Layers',
    input: 'Input',
    accuracy: 'Accuracy',
    changed: 'Differences',
    unit: 'ink from 0 to 1',
    standard: 'ink minus 0.1307, divided by 0.3081',
    signed: 'ink from −1 to 1',
    bytes: 'ink from 0 to 255',
    inverted: 'dark on light: {input}',
    tried: 'Best of {count} ways on {digits|{digits} labeled digit|{digits} labeled digits}.',
    notTried: 'Not tested on labeled digits. If the answers look random, choose another one.',
    guessed:
      'Reconstructed: check it. The file contains weights but not how the layers are connected, so pooling, padding, and activations were found by trying.',
    dropout: 'Dropout was left out; it does nothing when answering.',
    output: 'The final {detail} was left out; the page computes the probabilities itself.',
    merged: 'Batch normalization became part of its neighbors, with its running statistics.',
    widened: 'Padded with zeros to a square kernel: {detail}.',
    grouped: 'Groups became one convolution with zeros between them: {detail}.',
    augmentation: 'Augmentation was left out: {detail}.',
    loss: 'What follows the logits, such as the loss, was left out.',
    unknown:
      '“{file}” is not a model that can be opened here. Possible are ONNX (.onnx), Keras (.keras, .h5), TensorFlow.js (model.json together with its .bin files), PyTorch state dictionaries (.pt, .pth), and safetensors.',
    damaged: '“{file}” is damaged or incomplete. Download or export it again.',
    pointer:
      '“{file}” is only a Git LFS pointer. Get the real file with “git lfs pull”, or with the download button of the website.',
    missingWeights:
      'The weights of “{file}” are in another file, “{name}”. Choose or drop both together.',
    operator:
      '“{file}” uses {name}, which has no counterpart here. Possible are convolutions, dense layers, pooling, batch normalization, and the activations ReLU, leaky ReLU, ELU, tanh, and sigmoid.',
    branches:
      '“{file}” has branches, such as residual connections. Here, each layer feeds only the next. Train a network without them.',
    recurrent:
      '“{file}” is a recurrent network ({name}), which reads a digit line by line. Networks here see the whole image at once: train one of convolutions or dense layers.',
    classes:
      '“{file}” has {count|{count} output|{count} outputs}; possible are 2 to {most}. Train it on fewer classes.',
    inputSize:
      '“{file}” takes an input of {shape}, not gray images of 28×28 pixels. Train or export it for those.',
    quantized:
      'The weights of “{file}” are quantized ({name}). Export the model with 32-bit floats.',
    tooLarge:
      '“{file}” is too large at {layer}: possible are 32 layers, 256 channels, and 4,096 units.',
    pickled:
      '“{file}” is a whole Python object ({name}), and opening it would mean running its code. In Python, save the weights alone: torch.save(model.state_dict(), "weights.pth")',
    noLayers:
      '“{file}” doesn’t contain the layers of a network, perhaps only their weights. Save the whole model: model.save("model.keras")',
    shapes:
      'The layers of “{file}” can’t be reconstructed from the shapes of its weights ({name}). Export the model: torch.onnx.export(model, torch.zeros(1, 1, 28, 28), "model.onnx")',
    pooling:
      '“{file}” uses {name}. Here, pooling windows neither overlap nor hang over the edge: use a stride equal to the window’s size.',
    tflite:
      '“{file}” is a TensorFlow Lite model. Convert it to ONNX: python -m tf2onnx.convert --tflite model.tflite --output model.onnx',
    tooLong: 'Reading “{file}” takes too much time or memory, and was stopped.',
    format:
      '“{file}” is a {name}. Save the model as .keras or ONNX, or convert it to a layers model.',
  },
});

addWords(WORDS);
