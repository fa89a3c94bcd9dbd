/**
 * What the page and its training worker say to each other. Types only.
 *
 * @typedef {import('../settings/schema.js').Settings} Settings
 *
 * @typedef {object} CurvePoint
 * @property {number} epoch where on the run, in epochs (2.5: in the middle of the third)
 * @property {number} trainLoss mean since the point before, in nats
 * @property {number} trainAccuracy likewise, 0 to 1
 * @property {number | null} testLoss over all test digits; null where it was not measured
 * @property {number | null} testAccuracy
 *
 * @typedef {object} Window what was trained since the last point of the curve
 * @property {number} lossSum
 * @property {number} correct
 * @property {number} count
 * @property {number} sinceTest samples since the last evaluation
 * @property {number} [samples] trained in the whole run
 * @property {number} [seconds] that took, evaluations excluded
 * @property {Milestone[]} [milestones]
 *
 * @typedef {object} Milestone the first evaluation at which a share of the test digits was right
 * @property {number} share
 * @property {number} samples
 * @property {number} seconds
 *
 * @typedef {object} SavedRun all it takes to go on exactly where a run stood
 * @property {Settings} settings it was made with
 * @property {Float32Array} parameters
 * @property {Float32Array} memory of the optimizer
 * @property {number} temperature of the network's answers
 * @property {number} epoch whole epochs done
 * @property {number} position samples done in the present one
 * @property {number} target epochs to train to
 * @property {Window} window
 * @property {CurvePoint[]} points
 * @property {string} [dataset] that it was trained on, if not the bundled digits
 * @property {string[]} [names] what its outputs stand for; a run of an older page does not say
 *
 * @typedef {'idle' | 'running' | 'waiting' | 'finished' | 'diverged'} RunState
 *   waiting: running, but the next digits are still on their way
 *
 * @typedef {object} Progress
 * @property {RunState} state
 * @property {number} epoch
 * @property {number} position
 * @property {number} epochSize
 * @property {number} target
 * @property {number | null} samplesPerSecond of training, evaluation excluded
 * @property {{ build: string, threads: number }} engine what trains
 * @property {Window} window
 * @property {CurvePoint[]} points new since the last report
 * @property {Snapshot} [snapshot] the network as it is now
 *
 * @typedef {object} Snapshot
 * @property {Float32Array} parameters
 * @property {Float32Array} memory of the optimizer
 * @property {number} temperature
 *
 * @typedef {object} DataCount
 * @property {number} loaded
 * @property {number} total 0 while it is unknown
 *
 * From the page:
 * @typedef {{ type: 'create', settings: Settings, saved?: SavedRun, id: number }} Create a new
 *   network, or a saved one; every report that follows carries its id
 * @typedef {{ type: 'train', target: number }} Train until so many epochs are done
 * @typedef {{ type: 'pause' }} Pause
 * @typedef {{ type: 'step' }} Step one minibatch
 * @typedef {{ type: 'learning-rate', value: number }} LearningRate
 * @typedef {{ type: 'retry' }} Retry what could not be loaded
 * @typedef {{ type: 'preview', settings: Settings, epoch: number, count: number }} Preview what
 *   samples would look like
 * @typedef {{ type: 'time', presets: { id: string, settings: Settings }[] }} Time how fast presets
 *   would train here, for about a second in all; not while training
 * @typedef {{ type: 'ask', question: import('./worker/questions.js').Question, id: number }} Ask about digits
 * @typedef {{ type: 'dataset', dataset: import('../data/brought.js').Chosen | null }} ChooseData
 *   to train on; null: the bundled digits. The network goes: a create follows
 * @typedef {Create | Train | Pause | Step | LearningRate | Retry | Preview | Time | Ask
 *   | ChooseData} Command
 *
 * From the worker:
 * @typedef {{ type: 'progress', id: number, progress: Progress }} ProgressReport
 * @typedef {{ type: 'data', train: DataCount, test: DataCount,
 *   failure: import('../data/bundled-files.js').Failure[] | null }} DataReport
 * @typedef {{ type: 'failed', message: string, crashed?: boolean }} Failed nothing can be trained;
 *   after a crash, another worker may
 * @typedef {{ type: 'unreadable' }} Unreadable the saved run was not one: the network is new
 * @typedef {{ type: 'impossible', id: number, message: string }} Impossible the network that was asked for
 *   can't be made
 * @typedef {{ type: 'previewed', images: Float32Array }} Previewed [count][784]
 * @typedef {{ type: 'timed', rates: Record<string, number> }} Timed samples a second, by preset
 * @typedef {{ type: 'answered', id: number, answer: any }} Answered to a question; null: not yet
 * @typedef {{ type: 'dataset-failed', message: string }} DatasetFailed it can't be trained on, the
 *   bundled digits are
 * @typedef {ProgressReport | DataReport | Failed | Unreadable | Impossible | Previewed | Timed
 *   | Answered | DatasetFailed} Report
 */
export {};
