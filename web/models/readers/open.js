import { ReadError } from './error.js';
import { readModelFiles } from './index.js';
import { CONVENTIONS, measure, networkOf, tryConventions } from './input.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('./index.js').ModelFile} ModelFile
 * @typedef {import('./input.js').Convention} Convention
 * @typedef {import('./input.js').Digits} Digits
 * @typedef {import('./plan.js').Plan} Plan
 *
 * @typedef {object} Report
 * @property {string} format
 * @property {string} producer the program that wrote the file; '' if it does not say
 * @property {string} takes the shape of the input in the file; '' if it does not say
 * @property {string} layers
 * @property {number} weights
 * @property {number} convention how the ink is put in: its place in CONVENTIONS
 * @property {number} tried how many digits the convention was tried on; 0 if it is assumed, or chosen by the caller
 * @property {boolean} guessed whether the layers are reconstructed from the shapes of the weights
 * @property {Plan['remarks']} remarks
 * @property {{ correct: number, count: number } | null} accuracy on the test digits
 *
 * @typedef {object} OpenedModel
 * @property {string} name of the file, without its extension
 * @property {string} layers
 * @property {Uint8Array<ArrayBuffer>} file a model file of Inkling
 * @property {Report} report
 *
 * @typedef {object} Help
 * @property {Digits | null | (() => Promise<Digits | null>)} [samples] labeled digits to find the
 *   convention with, about a thousand; or what makes them, called if they are needed
 * @property {Digits | null} [test] labeled digits to measure the accuracy on
 * @property {number} [convention] if it is known: its place in CONVENTIONS
 */

/** Measuring stops after this time. */
const MEASURE_MS = 8000;
const BATCH = 20;
/** Digits that rule out most plans for a file without layers: a glance at first, which costs little. */
const GLANCE = 10;
const LOOSE = 0.4;
const FEW = 40;
/** How many plans are tried on all digits. */
const FINALISTS = 8;
/** How many digits fewer the right plan may read than another at first, as a share of them. */
const SLACK = 0.15;
/** The same once they have read more. */
const LESS_SLACK = 0.05;
const READS = 0.975;
/** Wrong layers may have a slightly lower loss by chance: how much, for each oddity of theirs. */
const DOUBT = 0.03;
/** How many digits fewer than the best plan the right one may read in the end, as a share of them. */
const NEARLY = 0.005;
const ODDER = 3;
/** Plans that are replaced by those which are easily taken for them, and the digits that these are tried on first. */
const CLOSE = 3;
const SOME = 200;
/** Another activation may have a slightly lower loss by chance, and most networks have ReLU. */
const LESS = 0.93;
/** How most networks want their ink: other conventions are tried with the plan that is found. */
const [UNIT, STANDARD, SIGNED, BYTES] = CONVENTIONS;
const LIKELY = [UNIT, STANDARD, SIGNED];
/** If no plan reads as many of the few digits with those, bytes are tried as well. */
const HARDLY = 0.8;
/** Layers reconstructed wrongly stay below this accuracy. */
const LEAST = 0.5;

/** Odd layers can fit a little better by chance. @param {{ plan: Plan, loss: number }} trial */
const doubted = ({ plan, loss }) => loss * (1 + DOUBT * (plan.oddity ?? 0));

/** @param {Plan} plan */
const activationOf = ({ layers }) => layers.find((text) => /elu|tanh|sigmoid/.test(text));

/** Whether a plan may be right although another reads: not with another activation, or much odder layers. @param {Plan} plan @param {Plan} right */
const isRival = (plan, right) =>
  activationOf(plan) === activationOf(right) && (plan.oddity ?? 0) <= (right.oddity ?? 0) + ODDER;

/** @param {Parameters<typeof doubted>[0]} a @param {Parameters<typeof doubted>[0]} b */
const byDoubt = (a, b) => doubted(a) - doubted(b);

/**
 * Of the plans that a file allows, the right one: few digits leave the likely ones, and of those within half a
 * point of the best accuracy on all digits, it has the lowest loss, odd ones doubted.
 * @param {Inkling} inkling @param {Plan[]} plans @param {Digits} samples
 */
function bestOf(inkling, plans, samples) {
  if (plans.length === 1) return plans[0];
  const count = samples.labels.length;
  const [glance, few, some] = [GLANCE, FEW, SOME].map((digits) => Math.min(digits, count));
  /** @typedef {{ plan: Plan, convention: Convention, seen: number } & ReturnType<typeof measure>} Trial */
  /** @param {Trial} trial @param {number} last @returns {Trial} the same on more digits */
  const longer = ({ plan, convention, seen, correct, loss }, last) => {
    const network = networkOf(inkling, plan, convention, BATCH);
    const more = measure(network, samples, seen, last);
    network.free();
    return {
      plan,
      convention,
      seen: last,
      correct: correct + more.correct,
      loss: loss + more.loss,
    };
  };
  /** @param {Trial[]} trials @param {number} slack as a share of the digits */
  const likely = (trials, slack) => {
    const most = Math.max(...trials.map(({ correct }) => correct));
    return trials.filter(({ correct, seen }) => correct >= most - slack * seen);
  };
  /** @param {Plan} plan @param {Iterable<Convention>} conventions @returns {Trial[]} */
  const starts = (plan, conventions) =>
    [...conventions].map((convention) => ({ plan, convention, seen: 0, correct: 0, loss: 0 }));

  /** @type {Trial[]} */
  let early = [];
  const reads = (/** @type {number} */ share) =>
    early.some(({ correct }) => correct >= share * few);
  /** @param {Plan[]} tried @param {Convention[]} conventions */
  const add = (tried, conventions) => {
    for (const plan of tried) {
      const right = early.find(({ correct }) => correct >= READS * few)?.plan;
      if (right && !isRival(plan, right)) continue;
      const glances = starts(plan, conventions).map((trial) => longer(trial, glance));
      const least = Math.max(0, ...early.map(({ correct, seen }) => correct / seen)) - LOOSE;
      const promising = glances.filter(({ correct }) => correct >= least * glance);
      early.push(...promising.map((trial) => longer(trial, few)));
      early = likely(early, SLACK);
    }
  };
  add(plans, LIKELY);
  if (!reads(HARDLY)) add(plans, [BYTES]);
  const finalists = early.sort((a, b) => a.loss - b.loss).slice(0, FINALISTS);
  const late = likely(
    finalists.map((trial) => longer(trial, some)),
    LESS_SLACK,
  )
    .sort(byDoubt)
    .slice(0, FINALISTS / 2)
    .map((trial) => longer(trial, count));
  const [found] = likely(late, NEARLY).sort(byDoubt);
  // An activation close to the right one reads nearly as well, and hides the right pooling and input.
  const nearly = likely(late, 0.1).sort(byDoubt);
  const hidden = new Set([UNIT, STANDARD, ...nearly.map(({ convention }) => convention)]);
  const similar = [...new Set(nearly.map(({ plan }) => plan))]
    .slice(0, CLOSE)
    .flatMap((plan) => plan.similar?.() ?? [])
    .flatMap((plan) => starts(plan, hidden))
    .map((trial) => longer(trial, few));
  const close = likely(similar, SLACK)
    .sort(byDoubt)
    .slice(0, 2 * FINALISTS)
    .map((trial) => longer(trial, some))
    .sort(byDoubt)
    .slice(0, FINALISTS / 4);
  const [other] = close
    .filter(({ correct }) => correct >= (found.correct / count) * some - SLACK * some)
    .map((trial) => longer(trial, count))
    .filter(({ correct }) => correct >= found.correct)
    .sort(byDoubt);
  return other && doubted(other) < LESS * doubted(found) ? other.plan : found.plan;
}

/** @param {import('../../inkling/index.js').Network} network @param {Digits} test */
function accuracyOf(network, test) {
  const count = test.labels.length;
  const start = Date.now();
  let correct = 0;
  let done = 0;
  while (done < count && Date.now() - start < MEASURE_MS) {
    const next = Math.min(done + 10 * BATCH, count);
    correct += measure(network, test, done, next).correct;
    done = next;
  }
  return { correct, count: done };
}

/**
 * @param {Inkling} inkling with all functions
 * @param {ModelFile[]} files the model, and what belongs to it
 * @param {Help} help
 * @returns {Promise<OpenedModel>}
 * @throws {ReadError}
 */
export async function openModel(inkling, files, { samples, test, convention } = {}) {
  const { name, plans } = await readModelFiles(files);
  // A network of ten other classes can't be tried on digits.
  const isOfDigits = plans[0].classes === 10 && !plans[0].classNames;
  const isNeeded = isOfDigits && (plans.length > 1 || convention === undefined);
  const useful = !isNeeded ? null : typeof samples === 'function' ? await samples() : samples;
  const plan = useful ? bestOf(inkling, plans, useful) : plans[0];
  const trials = useful && convention === undefined ? tryConventions(inkling, plan, useful) : [];
  if (plan.guessed && trials.length && trials[0].accuracy < LEAST) {
    throw new ReadError('shapes', { name: plan.layers.join(', ') });
  }
  const chosen = convention ?? Math.max(CONVENTIONS.indexOf(trials[0]?.convention), 0);
  const network = networkOf(inkling, plan, CONVENTIONS[chosen], BATCH);
  try {
    const accuracy = test && isOfDigits ? accuracyOf(network, test) : null;
    const file = network.save({
      notes: {
        name: stem(name),
        ...(plan.classNames ? { class_names: plan.classNames.join('\n') } : {}),
        source: [plan.format, plan.producer].filter(Boolean).join(', '),
        ...(accuracy
          ? { test_accuracy: ((100 * accuracy.correct) / accuracy.count).toFixed(2) }
          : {}),
      },
    });
    const { layers } = inkling.readModel(file);
    return {
      name: stem(name),
      layers,
      file,
      report: {
        format: plan.format,
        producer: plan.producer,
        takes: plan.takes,
        layers,
        weights: network.parameterCount,
        convention: chosen,
        tried: trials.length ? (useful?.labels.length ?? 0) : 0,
        guessed: plan.guessed,
        remarks: plan.remarks,
        accuracy,
      },
    };
  } finally {
    network.free();
  }
}

/** A file's name without folders and extension. @param {string} name */
const stem = (name) => (name.split(/[/\\]/).pop() ?? '').replace(/\.[^.]+$/, '') || name;
