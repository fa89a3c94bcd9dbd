/**
 * Which of the plans that a file allows is right, found by trying them on labeled digits: few digits leave the
 * likely ones, and of those within half a point of the best accuracy on all digits, the right one has the lowest
 * loss, odd ones doubted.
 */
import { CONVENTIONS, measure, networkOf } from './input.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('./input.js').Convention} Convention
 * @typedef {import('./input.js').Digits} Digits
 * @typedef {import('./plan.js').Plan} Plan
 *
 * @typedef {{ plan: Plan, convention: Convention, seen: number } & ReturnType<typeof measure>} Trial how a plan reads
 *   the first `seen` digits
 */

const BATCH = 20;
/** Digits of the first look, which rules out most plans for a file without layers and costs little. */
const GLANCE = 10;
/** How much smaller a share of them a plan may read than the best one so far. */
const LOOSE = 0.4;
/**
 * How trials are narrowed down. A round has more digits than the one before, drops those that read clearly
 * fewer of them than the best, by a share of the digits, and keeps the most likely of the others.
 */
const ROUNDS = [
  { digits: 40, slack: 0.15, most: 16 },
  { digits: 200, slack: 0.05, most: 4 },
  { digits: Infinity, slack: 0.1, most: 4 },
];
const [FIRST] = ROUNDS;
/** A plan that reads this share of the first round's digits may well be the right one. */
const READS = 0.975;
/** Wrong layers may have a slightly lower loss by chance: how much, for each oddity of theirs. */
const DOUBT = 0.03;
/** How many digits fewer than the best plan the right one may read in the end, as a share of them. */
const NEARLY = 0.005;
/** How many more oddities than a plan that reads another may have to be tried. */
const ODDER = 3;
/** Plans that are replaced by those which are easily taken for them. */
const CLOSE = 3;
/** Another activation may have a slightly lower loss by chance, and most networks have ReLU. */
const LESS = 0.93;
/** How most networks want their ink: other conventions are tried with the plan that is found. */
const [UNIT, STANDARD, SIGNED, BYTES] = CONVENTIONS;
const LIKELY = [UNIT, STANDARD, SIGNED];
/** If no plan reads this share of the first round's digits with those, bytes are tried as well. */
const HARDLY = 0.8;

/** Odd layers can fit a little better by chance. @param {Trial} trial */
const doubted = ({ plan, loss }) => loss * (1 + DOUBT * (plan.oddity ?? 0));

/** @param {Plan} plan */
const activationOf = ({ layers }) => layers.find((text) => /elu|tanh|sigmoid/.test(text));

/** Whether a plan may be right although another reads: not with another activation, or much odder layers. @param {Plan} plan @param {Plan} right */
const isRival = (plan, right) =>
  activationOf(plan) === activationOf(right) && (plan.oddity ?? 0) <= (right.oddity ?? 0) + ODDER;

/** @param {Trial} a @param {Trial} b */
const byDoubt = (a, b) => doubted(a) - doubted(b);

/** @param {Plan} plan @param {Iterable<Convention>} conventions @returns {Trial[]} */
const starts = (plan, conventions) =>
  [...conventions].map((convention) => ({ plan, convention, seen: 0, correct: 0, loss: 0 }));

/** Those that read about as many digits as the best. @param {Trial[]} trials @param {number} slack as a share of the digits */
function likely(trials, slack) {
  const most = Math.max(...trials.map(({ correct }) => correct));
  return trials.filter(({ correct, seen }) => correct >= most - slack * seen);
}

/** Tries plans on more and more digits. */
class Trials {
  /** @param {Inkling} inkling @param {Digits} samples */
  constructor(inkling, samples) {
    this.inkling = inkling;
    this.samples = samples;
  }

  /** The same on more digits. @param {Trial} trial @param {number} digits @returns {Trial} */
  on({ plan, convention, seen, correct, loss }, digits) {
    const last = Math.min(digits, this.samples.labels.length);
    if (last <= seen) return { plan, convention, seen, correct, loss };
    const network = networkOf(this.inkling, plan, convention, BATCH);
    const more = measure(network, this.samples, seen, last);
    network.free();
    return {
      plan,
      convention,
      seen: last,
      correct: correct + more.correct,
      loss: loss + more.loss,
    };
  }

  /** The most likely trials of all rounds, the most likely first. @param {Trial[]} trials */
  narrow(trials) {
    let left = trials;
    for (const { digits, slack, most } of ROUNDS) {
      const measured = left.map((trial) => this.on(trial, digits));
      left = likely(measured, slack).sort(byDoubt).slice(0, most);
    }
    return left;
  }

  /** Looks at all plans that a file allows; most are ruled out early. @param {Plan[]} plans @returns {Trial[]} */
  look(plans) {
    /** @type {Trial[]} */
    let early = [];
    /** @param {Trial} trial @param {number} share */
    const reads = ({ correct, seen }, share) => correct >= share * seen;
    for (const conventions of [LIKELY, [BYTES]]) {
      if (early.some((trial) => reads(trial, HARDLY))) break;
      for (const plan of plans) {
        const right = early.find((trial) => reads(trial, READS))?.plan;
        if (right && !isRival(plan, right)) continue;
        const glances = starts(plan, conventions).map((trial) => this.on(trial, GLANCE));
        const least = Math.max(0, ...early.map(({ correct, seen }) => correct / seen)) - LOOSE;
        const promising = glances.filter((trial) => reads(trial, least));
        early.push(...promising.map((trial) => this.on(trial, FIRST.digits)));
        early = likely(early, FIRST.slack);
      }
    }
    return early;
  }
}

/**
 * The plan that is right.
 * @param {Inkling} inkling @param {Plan[]} plans @param {Digits} samples
 */
export function bestPlan(inkling, plans, samples) {
  if (plans.length === 1) return plans[0];
  const trials = new Trials(inkling, samples);
  const late = trials.narrow(trials.look(plans));
  const [found] = likely(late, NEARLY);
  // An activation close to the right one reads nearly as well, and hides the right pooling and input.
  const hidden = new Set([UNIT, STANDARD, ...late.map(({ convention }) => convention)]);
  const similar = [...new Set(late.map(({ plan }) => plan))]
    .slice(0, CLOSE)
    .flatMap((plan) => plan.similar?.() ?? [])
    .flatMap((plan) => starts(plan, hidden));
  const other = trials.narrow(similar).find(({ correct }) => correct >= found.correct);
  return other && doubted(other) < LESS * doubted(found) ? other.plan : found.plan;
}
