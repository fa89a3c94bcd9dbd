/**
 * Lessons: every one exists in every language with the same steps and figures, and the player that walks
 * through them.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { inkFromBytes } from '../../web/inkling/pictures.js';
import { Lens } from '../../web/lens/lens.js';
import { exampleOf, nudged } from '../../web/lessons/example.js';
import { rightOption } from '../../web/lessons/lesson.js';
import { LESSONS, loadSteps, loadTexts } from '../../web/lessons/library.js';
import { Player } from '../../web/lessons/player.js';
import { DECLARATIONS } from '../../web/settings/schema.js';
import { LANGUAGES } from '../../web/text/languages.js';
import { inkling, loadSplit } from './helpers.mjs';

/**
 * @typedef {import('../../web/lessons/lesson.js').Figures} Figures
 * @typedef {import('../../web/lessons/lesson.js').Lesson} Lesson
 * @typedef {import('../../web/lessons/lesson.js').Step} Step
 * @typedef {import('../../web/lessons/lesson.js').StepTexts} StepTexts
 */

/** The figures of the steps that are not trainings. @type {Record<string, string[]>} */
const MEASURED = {
  example: [
    ...['digit', 'otherDigit', 'neuron', 'score', 'probability', 'loss', 'delta', 'activation'],
    ...['weight', 'gradient', 'other', 'mean', 'rate', 'updated', 'others'],
  ],
  draw: ['surest', 'surestDigit'],
  teach: ['learned', 'test_before', 'test_after'],
};

/** The names of the figures that a step measures. @param {Step} step @returns {string[]} */
function figuresOf(step) {
  switch (step.kind) {
    case 'train':
      return step.runs.flatMap(({ id }) =>
        ['test', 'train', 'weights'].map((kind) => `${id}_${kind}`),
      );
    case 'nudge':
      return [
        'before_others',
        ...step.rates.flatMap((_, i) =>
          ['rate', 'promised', 'loss', 'others'].map((kind) => `step${i}_${kind}`),
        ),
      ];
    case 'write':
      return [step.figure];
    default:
      return MEASURED[step.kind] ?? [];
  }
}

/** @param {string} text */
const placeholders = (text) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name);

/** The shape of a step's texts: fields, paragraphs, options. @param {StepTexts} texts */
const shapeOf = ({ text, options = {}, ...rest }) => ({
  fields: Object.keys(rest).sort(),
  paragraphs: text.map((one) => placeholders(one).sort()),
  options: Object.keys(options).sort(),
});

test('each lesson of the list has a folder, and each folder is in the list', () => {
  const folders = readdirSync(new URL('../../web/lessons/content', import.meta.url));
  assert.deepEqual(folders.sort(), LESSONS.map(({ id }) => id).sort());
});

for (const { id } of LESSONS) {
  test(`${id}: its steps name settings, runs, steps, and figures that exist`, async () => {
    const { steps, settings = {} } = await loadSteps(id);
    const keys = DECLARATIONS.map(({ key }) => String(key));
    const runs = steps.flatMap((step) => (step.kind === 'train' ? step.runs : []));
    for (const chosen of [settings, ...runs.map((run) => run.settings)]) {
      for (const key of Object.keys(chosen)) assert.ok(keys.includes(key), key);
    }
    const ids = steps.map((step) => step.id);
    assert.deepEqual(ids, [...new Set(ids)]);
    const figures = steps.flatMap(figuresOf);
    for (const step of steps) {
      if (step.kind === 'guess') assert.ok(figures.includes(step.of), step.of);
      if (step.kind === 'compute') assert.ok(figures.includes(step.answer), step.answer);
      if (step.kind === 'compare') {
        for (const guess of step.guesses) assert.ok(ids.includes(guess), guess);
        for (const run of step.runs ?? [])
          assert.ok(
            runs.some((one) => one.id === run),
            run,
          );
      }
    }
    const predicted = steps.filter(({ kind }) => kind === 'guess' || kind === 'choose');
    const compared = steps.flatMap((step) => (step.kind === 'compare' ? step.guesses : []));
    for (const step of predicted) {
      const told = step.kind === 'choose' && typeof step.truth === 'string';
      assert.ok(told || compared.includes(step.id), `${step.id} is never compared`);
    }
  });

  for (const tag of Object.keys(LANGUAGES)) {
    test(`${id} in ${tag}: texts for every step, as in English`, async () => {
      const [{ steps }, texts, english] = [
        await loadSteps(id),
        await loadTexts(id, tag),
        await loadTexts(id, 'en'),
      ];
      assert.ok(texts.title.trim() && texts.about.trim());
      assert.deepEqual(Object.keys(texts.names ?? {}), Object.keys(english.names ?? {}));
      assert.deepEqual(
        Object.keys(texts.steps),
        steps.map((step) => step.id),
      );
      /** Figures measured so far: a text can't show those of later steps. */
      const known = new Set();
      for (const step of steps) {
        for (const name of figuresOf(step)) known.add(name);
        const text = texts.steps[step.id];
        assert.deepEqual(shapeOf(text), shapeOf(english.steps[step.id]), step.id);
        for (const one of [...text.text, text.right ?? '', text.wrong ?? '']) {
          for (const name of placeholders(one)) assert.ok(known.has(name), `${step.id}: {${name}}`);
        }
        if (step.kind === 'choose') {
          assert.deepEqual(Object.keys(text.options ?? {}).sort(), [...step.options].sort());
        }
        if (['guess', 'choose', 'compute'].includes(step.kind)) assert.ok(text.label, step.id);
        if (step.kind === 'train') {
          for (const run of step.runs) assert.ok(texts.names?.[run.id], run.id);
        }
      }
    });
  }
}

test('no figure is written into a text as a result', async () => {
  for (const { id } of LESSONS) {
    for (const tag of Object.keys(LANGUAGES)) {
      const { steps } = await loadTexts(id, tag);
      for (const { text } of Object.values(steps)) {
        for (const one of text) assert.doesNotMatch(one, /\d[.,]\d+\s?%/, `${id} ${tag}`);
      }
    }
  }
});

/** @param {Record<string, number>} scores @returns {Figures} */
const scored = (scores) =>
  Object.fromEntries(
    Object.entries(scores).map(([run, value]) => [`${run}_test`, { value, unit: 'percent' }]),
  );

test('the right option follows from what was measured', () => {
  const figures = scored({ a: 0.8, b: 0.9, c: Number.NaN });
  const runs = ['a', 'b', 'c'];
  assert.equal(rightOption({ best: runs }, figures), 'b');
  assert.equal(rightOption({ worst: runs }, figures), 'c'); // it diverged
  assert.equal(rightOption({ best: [...runs, 'd'] }, figures), undefined);
  const compare = (/** @type {number} */ within) =>
    rightOption({ compare: ['b_test', 'a_test'], within }, figures);
  assert.equal(compare(0.05), 'more');
  assert.equal(compare(0.2), 'same');
  assert.equal(rightOption({ compare: ['a_test', 'b_test'], within: 0.05 }, figures), 'less');
  assert.equal(rightOption('fixed', figures), 'fixed');
});

/** @type {Lesson} */
const LESSON = {
  steps: [
    { id: 'start', kind: 'say', show: ['pad'], reads: 'pretrained' },
    {
      id: 'guess',
      kind: 'guess',
      of: 'a_test',
      slider: { from: 0, to: 1, step: 0.1, start: 0.5, unit: 'percent' },
    },
    {
      id: 'pick',
      kind: 'choose',
      options: ['a', 'b'],
      truth: { best: ['a', 'b'] },
      show: ['curve'],
    },
    {
      id: 'train',
      kind: 'train',
      runs: [
        { id: 'a', settings: {} },
        { id: 'b', settings: {} },
      ],
    },
    { id: 'sum', kind: 'compute', answer: 'a_test' },
    { id: 'end', kind: 'compare', guesses: ['guess', 'pick'] },
  ],
};

function player() {
  /** @type {string[]} */
  const trained = [];
  const bench = {
    train: async (/** @type {{ id: string }} */ { id }) => {
      trained.push(id);
      return scored({ [id]: id === 'a' ? 0.8 : 0.9 });
    },
    example: async () => ({}),
    nudge: async () => ({}),
    teach: async () => ({}),
  };
  return { player: new Player(LESSON, bench), trained };
}

test('a lesson waits for predictions and trainings, and locks predictions once they are known', async () => {
  const { player: lesson, trained } = player();
  assert.deepEqual(lesson.parts, ['pad']);
  assert.equal(lesson.reads, 'pretrained');
  lesson.go(1);
  assert.equal(lesson.canGoOn, false, 'where the slider starts is no prediction');
  lesson.predict(LESSON.steps[1], 0.7);
  lesson.go(1);
  assert.equal(lesson.canGoOn, false);
  lesson.go(1);
  assert.equal(lesson.step?.id, 'pick');
  lesson.predict(LESSON.steps[2], 'a');
  assert.deepEqual(lesson.parts, ['curve']);
  lesson.go(1);
  assert.equal(lesson.reads, undefined);
  assert.equal(lesson.canGoOn, false);
  const work = lesson.work();
  assert.equal(lesson.busy, true);
  lesson.go(-1); // not while it trains
  assert.equal(lesson.step?.id, 'train');
  await work;
  await lesson.work(); // once is enough
  assert.deepEqual(trained, ['a', 'b']);
  lesson.predict(LESSON.steps[1], 0.8);
  lesson.predict(LESSON.steps[2], 'b');
  assert.equal(lesson.guesses.guess, 0.7);
  assert.equal(lesson.guesses.pick, 'a');
  assert.equal(lesson.resultOf('pick').result, 'b');
  lesson.go(1);
  const sum = /** @type {import('../../web/lessons/lesson.js').Compute} */ (lesson.step);
  assert.equal(lesson.check(sum, Number.NaN), false);
  assert.equal(lesson.misses.sum, undefined);
  assert.equal(lesson.check(sum, 0.9), false);
  assert.equal(lesson.canGoOn, false);
  assert.equal(lesson.check(sum, 0.801), true);
  lesson.go(1);
  lesson.go(1);
  assert.equal(lesson.step, undefined);
  assert.deepEqual(lesson.parts, []);
  assert.deepEqual(
    lesson.results.map(({ step, guess }) => [step.id, guess]),
    [
      ['guess', 0.7],
      ['pick', 'a'],
      ['sum', 0.9],
    ],
  );
});

test('a failed training can be repeated', async () => {
  const { player: lesson } = player();
  lesson.go(1);
  lesson.predict(LESSON.steps[1], 0.7);
  lesson.go(1);
  lesson.predict(LESSON.steps[2], 'a');
  lesson.go(1);
  const train = lesson.bench.train;
  lesson.bench.train = () => Promise.reject(new Error('on purpose'));
  await assert.rejects(lesson.work(), /on purpose/);
  assert.equal(lesson.canGoOn, false);
  assert.equal(lesson.busy, false);
  lesson.bench.train = train;
  await lesson.work();
  assert.equal(lesson.canGoOn, true);
});

test('the example: its gradients are those that a small change of the weight shows', async () => {
  const layers = 'dense 16, relu, dense 10';
  const network = inkling.createNetwork({ layers, maxBatch: 32, seed: 3 });
  const digits = loadSplit('test', 1);
  const trainer = inkling.createTrainer(network, digits, {
    learningRate: 0.1,
    batchSize: 32,
    sampleCount: 1000,
    seed: 3,
  });
  while (trainer.epoch < 2) trainer.step();
  const parameters = network.getParameters();
  const page = /** @type {any} */ ({
    inkling: Promise.resolve(inkling),
    model: { layers, parameters, temperature: 1 },
  });
  const lens = new Lens(page);
  await lens.focus();
  const subjects = Array.from({ length: 20 }, (_, i) => {
    const { pixels, label } = digits.sample(2000 + i);
    return { ink: inkFromBytes(pixels), label };
  });
  const example = await exampleOf(lens, subjects);
  const { digit, neuron, probability, delta, activation, gradient, other, mean, weight, updated } =
    Object.fromEntries(Object.entries(example.figures).map(([name, { value }]) => [name, value]));
  /** @param {number} a @param {number} b */
  const close = (a, b) =>
    assert.ok(Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(b)), `${a} ${b}`);
  close(delta, probability - 1);
  close(gradient, delta * activation);
  close(mean, (gradient + other) / 2);
  close(updated, weight - 0.1 * gradient);
  assert.ok(other > 0, 'another digit pulls the other way');

  const at = 784 * 16 + 16 + (neuron - 1) * 10 + digit;
  close(parameters[at], weight);
  const { ink } = example.subject;
  const moved = async (/** @type {number} */ by) => {
    const changed = parameters.slice();
    changed[at] += by;
    return (await lens.lossWith(changed, ink, digit)).loss;
  };
  const difference = ((await moved(0.01)) - (await moved(-0.01))) / 0.02;
  assert.ok(
    Math.abs(difference - gradient) < 0.02 * Math.abs(gradient),
    `${difference} ${gradient}`,
  );

  const after = nudged(lens, example, [1e-5, 1]);
  close(after.step0_promised.value, after.step0_loss.value);
  assert.ok(after.step0_loss.value < example.figures.loss.value);
  assert.ok(after.step1_promised.value < 0);
  assert.ok(Number.isFinite(after.step1_others.value));
  assert.ok(after.step1_others.value > after.before_others.value);
  assert.deepEqual(lens.network?.getParameters(), parameters, 'the network is as before');
  for (const part of [trainer, network, digits]) part.free();
});
