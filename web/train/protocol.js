/**
 * What the page and its training worker say to each other. Types only.
 *
 * @typedef {import('../data/imported.js').Chosen} Chosen
 * @typedef {import('../data/bundled-files.js').Failure} Failure
 * @typedef {import('../handwriting/worker/teach.js').Lesson} Lesson
 * @typedef {import('../handwriting/worker/teach.js').Taught} Taught
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../settings/schema.js').Settings} Settings
 *
 * @typedef {object} CurvePoint
 * @property {number} epoch where on the run, in epochs (2.5: in the middle of the third)
 * @property {number} trainLoss mean since the point before, in nats
 * @property {number} trainAccuracy likewise, 0 to 1
 * @property {number | null} testLoss over all test digits; null where it was not measured
 * @property {number | null} testAccuracy
 *
 * @typedef {object} Stretch what was trained since the last point of the curve
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
 * @property {Stretch} window
 * @property {CurvePoint[]} points
 * @property {string} [dataset] that it was trained on, if not the bundled digits
 * @property {string[]} [names] what its outputs stand for; a run of an older page does not say
 * @property {Float32Array} [replacedBy] of a run that was set aside for a model: the model's weights
 * @property {string} [replacedByName] and what that model is called
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
 * @property {Stretch} window
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
 * What is asked about digits and networks; the answer is null while there is none:
 * @typedef {'train' | 'test'} Split
 * @typedef {{ split: Split, indices: number[] }} AskDigits
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Digits [count][784], 255 full ink; [count]
 * @typedef {{ split: Split, model?: Model }} AskReadings by a model, or else by the network that is
 *   trained, of the digits that are here
 *
 * @typedef {object} Readings of every digit
 * @property {Uint8Array} labels what the digits are
 * @property {Uint8Array} answers what the network says
 * @property {Float32Array} probabilities of these answers, 0 to 1
 *
 * @typedef {object} Questions
 * @property {(which: AskDigits) => Promise<Digits | null>} digits
 * @property {(which: AskReadings) => Promise<Readings | null>} readings
 * @property {(lesson: Lesson) => Promise<Taught | null>} teach
 * @property {(notes: Record<string, string>) => Promise<Uint8Array<ArrayBuffer> | null>} file of the
 *   network that is trained, with all it takes to go on
 *
 * @typedef {{ settings: Settings, saved?: SavedRun, id: number }} Create id: every report of its
 *   progress carries it
 * @typedef {{ settings: Settings, epoch: number, count: number }} Preview
 * @typedef {{ id: string, settings: Settings }[]} Presets
 *
 * From the page:
 * @typedef {object} Commands
 * @property {(wish: Create) => Promise<void>} create makes a new network, or a saved one; rejected
 *   where it can't be made
 * @property {(target: number) => void} train until so many epochs are done
 * @property {() => void} pause
 * @property {() => void} step one minibatch
 * @property {(rate: number) => void} setLearningRate
 * @property {() => void} retry what could not be loaded
 * @property {(dataset: Chosen | null) => void} chooseData to train on; null: the bundled digits. The
 *   network goes: a create follows
 * @property {(wish: Preview) => Promise<Float32Array | null>} preview what samples would look like,
 *   [count][784]; null while there are no digits
 * @property {(presets: Presets) => Promise<Record<string, number> | null>} time how fast presets would
 *   train here, in samples a second, for about a second in all; null while training
 * @typedef {Commands & Questions} TrainerHears
 *
 * From the worker:
 * @typedef {{ id: number, progress: Progress }} ProgressReport
 * @typedef {{ train: DataCount, test: DataCount, failure: Failure[] | null }} DataReport
 *
 * @typedef {object} PageHears
 * @property {(report: ProgressReport) => void} progress
 * @property {(report: DataReport) => void} data
 * @property {() => void} unreadable the saved run was not one: the network is new
 * @property {(error: Error) => void} unusable the dataset can't be trained on, the bundled digits are
 * @property {(error: Error) => void} failed nothing can be trained
 * @property {(error: Error) => void} crashed likewise, but another worker may
 */
export {};
