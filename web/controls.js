/** Train, pause, step and reset; where the run stands, in words and figures. */
import { percent } from './answer.js';
import { byTestId } from './dom.js';
import { sameNetwork } from './state.js';

/**
 * @typedef {import('./training.js').Training} Training
 * @typedef {import('./state.js').Settings} Settings
 */

/** @param {number} value */
const grouped = (value) => Math.round(value).toLocaleString('en');

export class Controls {
  /**
   * @param {Training} training
   * @param {Settings} settings
   * @param {object} events
   * @param {() => void} events.reset makes a new network
   * @param {() => void} events.started called when the visitor's network begins to learn
   */
  constructor(training, settings, { reset, started }) {
    this.training = training;
    this.settings = settings;
    this.buttons = {
      train: this.#button('train', () => {
        started();
        this.#train();
      }),
      // The second click of a double click on Train falls on Pause, which took its place.
      pause: this.#button('pause', ({ detail }) => detail > 1 || this.#pause()),
      step: this.#button('step', () => {
        started();
        training.step();
      }),
      reset: this.#button('reset', reset),
    };
    this.pausing = false;
    this.bar = /** @type {HTMLProgressElement} */ (byTestId('progress'));
    this.show();
  }

  /** @param {string} id @param {(event: MouseEvent) => void} act */
  #button(id, act) {
    const button = /** @type {HTMLButtonElement} */ (byTestId(id));
    button.addEventListener('click', act);
    return button;
  }

  /**
   * Trains to the epochs asked for; when they are done already, as many again. Settings for another
   * network do not count for this one.
   */
  #train() {
    const { progress, settings: made } = this.training;
    const { epochs } = made && !sameNetwork(made, this.settings) ? made : this.settings;
    const { epoch: done = 0, target = 0 } = progress ?? {};
    this.training.train(done < epochs ? epochs : done < target ? target : done + epochs);
  }

  /** An evaluation that has begun is ended first, which can take seconds. */
  #pause() {
    this.pausing = true;
    this.training.pause();
    this.show();
  }

  show() {
    this.pausing &&= this.training.running;
    const { progress, running, trained, failure, data } = this.training;
    const { train, pause, step, reset } = this.buttons;
    const able = !failure && Boolean(progress) && Boolean(data?.train.loaded);

    const focused = document.activeElement === train || document.activeElement === pause;
    train.hidden = running;
    pause.hidden = !running;
    if (focused) (running ? pause : train).focus();
    train.disabled = !able || progress?.state === 'diverged';
    train.textContent = progress?.state === 'finished' ? 'Train more' : trained ? 'Go on' : 'Train';
    step.disabled = train.disabled || running;
    if (!trained && document.activeElement === reset) train.focus();
    reset.disabled = !trained;

    const points = this.training.points;
    const latest = points[points.length - 1];
    const tested = points.filter(({ testAccuracy }) => testAccuracy !== null).pop();
    const {
      epoch = 0,
      position = 0,
      epochSize = 1,
      target = this.settings.epochs,
    } = progress ?? {};
    /** @param {string} id @param {string} text */
    const say = (id, text) => {
      const element = byTestId(id);
      // What is written again is read out again.
      if (element.textContent !== text) element.textContent = text;
    };
    say('status', this.#status());
    if (progress) say('engine', progress.engine);
    const done = epoch + position / epochSize;
    say('epoch', `${done.toFixed(1)} / ${Math.max(target, Math.ceil(done))}`);
    say('train-loss', latest ? latest.trainLoss.toFixed(4) : '–');
    say('train-accuracy', latest ? percent(latest.trainAccuracy, 1) : '–');
    say('test-accuracy', tested ? percent(/** @type {number} */ (tested.testAccuracy), 2) : '–');
    say(
      'samples-per-second',
      progress?.samplesPerSecond ? grouped(progress.samplesPerSecond) : '–',
    );
    this.bar.value = Math.min(done / target, 1);
  }

  #status() {
    const { progress, failure, data, trained } = this.training;
    const { loaded = 0, total = 0 } = data?.train ?? {};
    const arriving = `${grouped(loaded)} of ${grouped(total)} here`;
    if (failure) return 'Training is not possible here.';
    if (!loaded) return data?.failure ? 'No digits to train on.' : 'Loading digits …';
    switch (progress?.state) {
      case 'running':
        if (this.pausing) return 'Pausing …';
        return `Training: epoch ${Math.min(progress.epoch + 1, progress.target)} of ${progress.target}`;
      case 'waiting':
        return `Waiting for digits (${arriving})`;
      case 'finished':
        return `Finished ${progress.epoch} epoch${progress.epoch === 1 ? '' : 's'}. Now draw a digit.`;
      case 'diverged':
        return 'The loss ran away. Lower the learning rate and press Reset.';
      case 'idle':
        if (trained) return `Paused in epoch ${progress.epoch + 1}`;
    }
    return loaded < total && !data?.failure
      ? `Ready to train (${arriving})`
      : `Ready to train on ${grouped(Math.min(this.settings.sampleCount, loaded))} digits`;
  }
}
