/**
 * The messages between the page and its training worker. Types only.
 *
 * @typedef {import('../data/imported.js').Chosen} Chosen
 * @typedef {import('../data/bundled-files.js').Failure} Failure
 * @typedef {import('../handwriting/worker/teach.js').Lesson} Lesson
 * @typedef {import('../handwriting/worker/teach.js').Taught} Taught
 * @typedef {import('../handwriting/worker/teach-symbols.js').SymbolLesson} SymbolLesson
 * @typedef {import('../handwriting/worker/teach-symbols.js').TaughtSymbols} TaughtSymbols
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../settings/schema.js').Settings} Settings
 *
 * @typedef {object} CurvePoint
 * @property {number} epoch position in the run, in epochs (2.5: halfway through the third)
 * @property {number} trainLoss mean since the previous point, in nats
 * @property {number} trainAccuracy mean since the previous point, 0 to 1
 * @property {number | null} testLoss over the whole test set; null if it was not measured
 * @property {number | null} testAccuracy
 * @property {{ loss: number, accuracy: number }} [sample] over a few test digits, before the first whole test
 *
 * @typedef {object} Stretch sums since the last point of the curve
 * @property {number} lossSum
 * @property {number} correct
 * @property {number} count
 * @property {number} sinceTest samples since the last evaluation
 * @property {number} [samples] trained on in the whole run
 * @property {number} [seconds] of training in the whole run, evaluations excluded
 * @property {Milestone[]} [milestones]
 * @property {CurvePoint} [untested] its evaluation was under way, and will start over
 * @property {number} [drawnFrom] how many originals this epoch draws from, if the others were missing
 *
 * @typedef {object} Milestone the first evaluation to reach a test accuracy
 * @property {number} share
 * @property {number} [epoch] position in the run; runs saved by older versions lack it
 * @property {number} samples
 * @property {number} seconds
 *
 * @typedef {object} SavedRun a checkpoint: everything needed to resume a run exactly where it stood
 * @property {Settings} settings it was created with
 * @property {Float32Array} parameters
 * @property {Float32Array} memory optimizer state
 * @property {number} temperature of the network's answers
 * @property {number} epoch completed epochs
 * @property {number} position samples done in the current epoch
 * @property {number} target epochs to train to
 * @property {Stretch} window
 * @property {CurvePoint[]} points
 * @property {string} [dataset] key of its dataset; undefined for the bundled digits
 * @property {string[]} [names] class names of its outputs; missing in runs of older versions
 * @property {Float32Array} [replacedBy] for a run set aside for a model: the weights of that model
 * @property {string} [replacedByName] and its name
 *
 * @typedef {'idle' | 'running' | 'waiting' | 'finished' | 'diverged'} RunState
 *   waiting: running, but the next digits are still loading
 *
 * @typedef {object} Progress
 * @property {RunState} state
 * @property {number} epoch
 * @property {number} position
 * @property {number} epochSize
 * @property {number} target
 * @property {number | null} samplesPerSecond of training, evaluation excluded
 * @property {{ build: string, threads: number }} engine
 * @property {Stretch} window
 * @property {CurvePoint[]} points new since the last report
 * @property {Snapshot} [snapshot] the current state of the network
 *
 * @typedef {object} Snapshot
 * @property {Float32Array} parameters
 * @property {Float32Array} memory optimizer state
 * @property {number} temperature
 *
 * @typedef {object} DataCount
 * @property {number} loaded
 * @property {number} total 0 while it is unknown
 *
 * Questions about digits and networks. The answer is null while there is none:
 * @typedef {'train' | 'test'} Split
 * @typedef {{ split: Split, indices: number[] }} AskDigits
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Digits [count][784], 255 full ink; [count]
 * @typedef {{ split: Split, model?: Model }} AskReadings of the digits loaded so far, by the given model
 *   or by the network being trained
 *
 * @typedef {object} Readings one entry per digit
 * @property {Uint8Array} labels
 * @property {Uint8Array} answers the predicted classes
 * @property {Float32Array} probabilities of those answers, 0 to 1
 *
 * @typedef {object} Questions
 * @property {(which: AskDigits) => Promise<Digits | null>} digits
 * @property {(which: AskReadings) => Promise<Readings | null>} readings
 * @property {(lesson: Lesson) => Promise<Taught | null>} teach
 * @property {(lesson: SymbolLesson) => Promise<TaughtSymbols | null>} teachSymbols
 * @property {(notes: Record<string, string>) => Promise<Uint8Array<ArrayBuffer> | null>} file a model
 *   file of the current run, from which training can resume
 *
 * @typedef {{ settings: Settings, saved?: SavedRun, id: number }} Create id: repeated in every progress
 *   report of this run
 * @typedef {{ settings: Settings, epoch: number, count: number }} Preview
 * @typedef {{ id: string, settings: Settings }[]} Presets
 *
 * From the page:
 * @typedef {object} Commands
 * @property {(request: Create) => Promise<void>} create creates a network, new or from a saved run;
 *   rejects if that fails
 * @property {(order: { target: number, pace: number }) => void} train until `target` epochs are done, with a
 *   wait of `pace` milliseconds after each minibatch
 * @property {() => void} pause
 * @property {() => void} step one minibatch
 * @property {(rate: number) => void} setLearningRate
 * @property {() => void} retry loads files that failed to load
 * @property {(dataset: Chosen | null) => void} chooseData switches to a dataset; null: the bundled
 *   digits. Discards the network, so follow it with a create
 * @property {(request: Preview) => Promise<Float32Array | null>} preview what samples would look like,
 *   [count][784]; null while there are no digits
 * @property {(presets: Presets) => Promise<Record<string, number> | null>} time measures, for about a
 *   second in all, how many samples a second each preset trains on here; null while training
 * @typedef {Commands & Questions} TrainerHears
 *
 * From the worker:
 * @typedef {{ id: number, progress: Progress }} ProgressReport
 * @typedef {{ train: DataCount, test: DataCount, failure: Failure[] | null }} DataReport
 *
 * @typedef {{ url: string, start: import('../inkling/thread.js').Start }} Helper the script of a helper
 *   thread, and what it is sent
 *
 * @typedef {object} PageHears
 * @property {(helper: Helper) => void} startThread starts a helper thread, which ends with the worker
 * @property {(report: ProgressReport) => void} progress
 * @property {(report: DataReport) => void} data
 * @property {() => void} unreadable the saved run could not be restored: the network is new
 * @property {(error: Error) => void} unusable the dataset can't be used; training falls back to the
 *   bundled digits
 * @property {(error: Error) => void} failed training is impossible
 * @property {(error: Error) => void} crashed likewise, but a new worker may recover
 */
export {};
