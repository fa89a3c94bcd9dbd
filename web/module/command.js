#!/usr/bin/env node
/**
 * The command line of the npm package: src/cli compiled to WebAssembly, preceded by the page's readers. Models
 * from other programs and datasets in other formats are first converted in a temporary folder.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { InklingError } from '../inkling/errors.js';
import { ImportRefusal, importDigits, isPlainData } from './datasets.js';
import { loadInkling, pretrained } from './index.js';

const QUIET = '--quiet';
/** Options whose value is a file to write. */
const WRITTEN = ['--out', '--onnx', '--header', '--safetensors'];

/** @param {string} path */
const isFile = (path) => existsSync(path) && statSync(path).isFile();

/** The first bytes of a file, each as a character. @param {string} path @param {number} most */
function beginningOf(path, most) {
  const bytes = Buffer.alloc(most);
  const file = openSync(path, 'r');
  const length = readSync(file, bytes, 0, most, 0);
  closeSync(file);
  return bytes.toString('latin1', 0, length);
}

/** Whether a file is a model from another program, by its first bytes or its name. @param {string} path */
function isForeign(path) {
  if (!isFile(path)) return false;
  if (/\.(onnx|h5|hdf5|keras|pt|pth|pkl|npz|npy|tflite)$/i.test(path)) return true;
  if (/(^|[/\\])model\.json$/i.test(path)) return true;
  const text = beginningOf(path, 16);
  return text.startsWith('\x89HDF') || text.slice(4, 8) === 'TFL3';
}

/** A safetensors file that Inkling did not write. @param {string} path */
function isOtherSafetensors(path) {
  if (!isFile(path) || !/\.safetensors$/i.test(path)) return false;
  return !beginningOf(path, 4096).includes('"inkling"');
}

class Converter {
  #folder = '';
  #quiet;
  /** @type {Promise<import('./inkling.js').Inkling> | undefined} */
  #inkling;

  /** @param {boolean} quiet whether to say nothing about what it reads */
  constructor(quiet) {
    this.#quiet = quiet;
  }

  /** @param {string} text */
  #say(text) {
    if (!this.#quiet) console.error(`inkling: ${text}`);
  }

  get inkling() {
    this.#inkling ??= loadInkling();
    return this.#inkling;
  }

  /** A path in the temporary folder. @param {string} name */
  #at(name) {
    this.#folder ||= mkdtempSync(join(tmpdir(), 'inkling-'));
    return join(this.#folder, name);
  }

  /** @param {string} path @returns {Promise<Uint8Array>} a model file of Inkling */
  async model(path) {
    const network = await (await this.inkling).load(pathToFileURL(path));
    const { report } = network;
    if (report) {
      const { format, input, inverted, tried, guessed, remarks } = report;
      const { length } = network.layers;
      const layers = length === 1 ? '1 layer' : `${length} layers`;
      const how = tried ? `, found by trying ${tried} digits` : '';
      this.#say(
        `${path} is read as ${format}: ${layers}, ${report.weights} weights, ` +
          `input ${inverted ? 'inverted ' : ''}${input}${how}`,
      );
      if (guessed) this.#say('the layers were reconstructed from the weights; check them');
      for (const remark of remarks) this.#say(remark);
    }
    const file = network.save();
    network.free();
    return file;
  }

  /** @param {string} path @param {string} folder to write to */
  async data(path, folder) {
    const { low } = await this.inkling;
    await importDigits(low, path, folder, readFileSync(new URL(pretrained)), (text) =>
      this.#say(text),
    );
  }

  /** The arguments with everything converted. @param {string[]} args */
  async converted(args) {
    /** @type {string[]} */
    const ready = [];
    for (const [i, arg] of args.entries()) {
      const [, option = '', value = arg] = /^(--[\w-]+)=(.*)$/s.exec(arg) ?? [];
      const replaced = await this.#replaced(option || (args[i - 1] ?? ''), value);
      ready.push(option ? `${option}=${replaced}` : replaced);
    }
    return ready;
  }

  /** @param {string} option @param {string} value */
  async #replaced(option, value) {
    if (option === '--data' && existsSync(value) && !isPlainData(value)) {
      const folder = this.#at('data');
      await this.data(value, folder);
      return folder;
    }
    if (WRITTEN.includes(option) || !(isForeign(value) || isOtherSafetensors(value))) return value;
    const at = this.#at(`${basename(value)}.safetensors`);
    writeFileSync(at, await this.model(value));
    return at;
  }

  end() {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }
}

const CONVERT = `inkling convert [--quiet] MODEL FILE.safetensors
inkling convert [--quiet] DATASET FOLDER

Converts an ONNX, Keras, TensorFlow.js, PyTorch, or NumPy model to an Inkling model file, or a dataset (zip,
folders, CSV, NumPy, and more) to idx files for --data. With --quiet, prints only errors.
`;

/** @param {Converter} converter @param {string[]} args */
async function convert(converter, [from, to, ...more]) {
  if (!from || !to || more.length || from.startsWith('-')) {
    (from === '--help' ? process.stdout : process.stderr).write(CONVERT);
    return from === '--help' ? 0 : 2;
  }
  if (!existsSync(from)) throw new Error(`can't open ${from}`);
  if (/\.safetensors$/i.test(to)) {
    const file = await converter.model(from);
    mkdirSync(dirname(resolve(to)), { recursive: true });
    writeFileSync(to, file);
  } else await converter.data(from, to);
  return 0;
}

/** Signals less than this far apart count as one. */
const SAME_MS = 500;
const PAGE_BYTES = 64 << 10;
/** What COMMAND_link-cli in the Makefile allows. */
const MEMORY_BYTES = 2 ** 31;

/**
 * Runs src/cli in threads of its own.
 * @param {string[]} args
 * @param {{ signals: ((number: number) => boolean) | null }} stop gets a function that passes a signal on to it,
 *   and returns false if one was passed on before
 * @returns {Promise<number>} the exit status
 */
async function runCore(args, stop) {
  const module = await WebAssembly.compile(
    readFileSync(new URL('../wasm/inkling-cli.wasm', import.meta.url)),
  );
  const maximum = MEMORY_BYTES / PAGE_BYTES;
  const memory = new WebAssembly.Memory({ initial: 256, maximum, shared: true });
  /** @type {Worker[]} */
  const threads = [];
  try {
    return await new Promise((resolve, reject) => {
      const start = (/** @type {object} */ job) => {
        const thread = new Worker(new URL('command-thread.js', import.meta.url), {
          workerData: { module, memory, ...job },
        });
        threads.push(thread);
        thread.on('error', reject);
        return thread;
      };
      start({ args }).on('message', (/** @type {import('./command-thread.js').Said} */ said) => {
        if ('status' in said) resolve(said.status);
        else if ('pool' in said) start(said);
        else {
          stop.signals = (number) =>
            !Atomics.compareExchange(new Int32Array(memory.buffer, said.signals, 1), 0, 0, number);
        }
      });
    });
  } finally {
    stop.signals = null;
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** @param {string[]} args @returns {Promise<number>} the exit status */
async function run(args) {
  const converter = new Converter(args.includes(QUIET));
  // However it ends: nothing catches the error of a thread that can't be started.
  process.on('exit', () => converter.end());
  /** @type {{ signals: ((number: number) => boolean) | null }} */
  const stop = { signals: null };
  let last = -Infinity;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    const number = constants.signals[signal];
    process.on(signal, () => {
      // npx passes on the Ctrl-C that the terminal has sent to both.
      if (performance.now() < last + SAME_MS) return;
      last = performance.now();
      if (stop.signals?.(number)) return; // it saves, then ends
      process.exit(128 + number);
    });
  }
  try {
    if (args[0] === 'convert') {
      return await convert(
        converter,
        args.slice(1).filter((arg) => arg !== QUIET),
      );
    }
    return await runCore(await converter.converted(args), stop);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const known = error instanceof InklingError || error instanceof ImportRefusal;
    if (!known && !/^can't open /.test(error.message)) throw error;
    console.error(`inkling: ${error.message}`);
    return 1;
  }
}

process.exitCode = await run(process.argv.slice(2));
