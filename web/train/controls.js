/** The Train, Pause, Step, and Reset buttons, and the status and figures of the run. */

import { lastAccuracy, lastSample } from '../data/accuracy.js';
import { formatDuration, formatNumber, formatPercent, t } from '../text/index.js';
import { byTestId, write } from '../ui/dom.js';
import './words.js';

/**
 * @typedef {import('./training.js').Training} Training
 * @typedef {import('../settings/schema.js').Settings} Settings
 */

/** The first batches move the epoch in its third decimal or later. */
const SMALL = { maximumSignificantDigits: 1 };
const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const FOUR_DIGITS = { minimumFractionDigits: 4, maximumFractionDigits: 4 };

/** The positions of the slider for speed, before full speed. */
const BATCHES_PER_SECOND = [1, 3, 10, 30];

/** A text without its numbers. @param {string} text */
const wordsOf = (text) => text.replace(/\P{L}+/gu, '');

export class Controls {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #figuresDue;

  /**
   * @param {Training} training
   * @param {Settings} settings
   * @param {object} events
   * @param {() => void} events.reset makes a new network
   * @param {() => void} events.started called when the visitor starts training
   * @param {() => void} events.resumed called when the current network is trained further: the form may
   *   describe another
   * @param {() => number | null} events.estimate about how many seconds training will take
   */
  constructor(training, settings, { reset, started, resumed, estimate }) {
    this.training = training;
    this.settings = settings;
    this.resumed = resumed;
    this.estimate = estimate;
    /** Loaded when training starts. @type {import('./time-left.js').TimeLeft | null} */
    this.timeLeft = null;
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
    const speed = byTestId('speed', HTMLInputElement);
    speed.setAttribute('aria-valuetext', t('train.fullSpeed'));
    speed.addEventListener('input', () => this.#setSpeed(speed));
    this.pausing = false;
    this.bar = byTestId('progress', HTMLProgressElement);
    /** The elements of the figures, by id: progress comes often. @type {Record<string, HTMLElement>} */
    this.said = {};
    this.show();
  }

  /** @param {string} id @param {(event: MouseEvent) => void} act */
  #button(id, act) {
    const button = byTestId(id, HTMLButtonElement);
    button.addEventListener('click', act);
    return button;
  }

  /** Trains to the requested number of epochs, or that many more if they are done. */
  #train() {
    this.resumed();
    import('./time-left.js').then(
      ({ TimeLeft }) => (this.timeLeft ??= new TimeLeft()),
      () => {},
    );
    const { progress } = this.training;
    const { epochs } = this.settings;
    const { epoch: done = 0, target = 0 } = progress ?? {};
    this.training.train(done < epochs ? epochs : done < target ? target : done + epochs);
  }

  /** Slow enough to watch, or full speed. @param {HTMLInputElement} slider */
  #setSpeed(slider) {
    const rate = BATCHES_PER_SECOND[Number(slider.value)];
    this.training.setPace(rate ? 1000 / rate : 0);
    this.timeLeft?.forget();
    const said = rate ? t('train.pace', { rate }) : t('train.fullSpeed');
    slider.setAttribute('aria-valuetext', said);
    byTestId('pace').textContent = said;
  }

  /** The worker finishes the minibatch first, which can take a large network seconds. */
  #pause() {
    this.pausing = true;
    this.training.pause();
    this.show();
  }

  show() {
    this.pausing &&= this.training.running;
    const { progress, running, trained, failure, data, fits } = this.training;
    const { train, pause, step, reset } = this.buttons;
    const able = !failure && fits && Boolean(progress) && Boolean(data?.train.loaded);

    const focused = document.activeElement === train || document.activeElement === pause;
    train.hidden = running;
    pause.hidden = !running;
    if (focused) (running ? pause : train).focus();
    train.disabled = !able || progress?.state === 'diverged';
    write(
      train,
      t(progress?.state === 'finished' ? 'train.more' : trained ? 'train.goOn' : 'train.train'),
    );
    step.disabled = train.disabled || running;
    if (!trained && document.activeElement === reset) train.focus();
    reset.disabled = !trained;

    this.#sayStatus(this.#status());
    this.#figuresDue ??= setTimeout(() => {
      this.#figuresDue = undefined;
      this.#showFigures();
    });
  }

  /** Progress has more to do: the figures are written in a task of their own. */
  #showFigures() {
    const { progress, points } = this.training;
    const latest = points[points.length - 1];
    const tested = lastAccuracy(points);
    const sampled = tested === null ? lastSample(points) : null;
    const {
      epoch = 0,
      position = 0,
      epochSize = 1,
      target = this.settings.epochs,
    } = progress ?? {};
    /** @param {string} id @param {string} text */
    const say = (id, text) => write((this.said[id] ??= byTestId(id)), text);
    if (progress) say('engine', t('status.engine', progress.engine));
    const done = epoch + position / epochSize;
    say(
      'epoch',
      `${formatNumber(done, done > 0 && done < 0.1 ? SMALL : ONE_DIGIT)} / ${formatNumber(Math.max(target, Math.ceil(done)))}`,
    );
    say('train-loss', latest ? formatNumber(latest.trainLoss, FOUR_DIGITS) : '–');
    say('train-accuracy', latest ? formatPercent(latest.trainAccuracy, 1) : '–');
    say('tested-on', t(sampled === null ? 'train.testAccuracy' : 'train.testSample'));
    const share = tested ?? sampled;
    say('test-accuracy', share === null ? '–' : formatPercent(share, tested === null ? 0 : 2));
    say(
      'samples-per-second',
      progress?.samplesPerSecond ? formatNumber(Math.round(progress.samplesPerSecond)) : '–',
    );
    this.bar.value = Math.min(done / target, 1);
    this.bar.closest('.train')?.classList.toggle('fresh', !points.length);
    say('time-left', this.#time(done, target));
  }

  /** How long training takes, or will take. @param {number} done @param {number} target in epochs */
  #time(done, target) {
    const { progress, trained } = this.training;
    const left = this.timeLeft?.after(progress?.state === 'running' ? done : null, target);
    if (typeof left === 'number') return t('train.left', { time: formatDuration(left) });
    const seconds = trained ? null : this.estimate();
    return seconds === null ? '' : t('setup.time', { time: formatDuration(seconds) });
  }

  /**
   * While digits load and while training runs, screen readers announce a new state, but not every
   * number in it.
   * @param {string} text
   */
  #sayStatus(text) {
    const element = (this.said.status ??= byTestId('status'));
    const before = element.textContent ?? '';
    if (text === before) return;
    const { running, data } = this.training;
    const counts = running || data?.train.loaded !== data?.train.total;
    const same = counts && wordsOf(text) === wordsOf(before);
    element.setAttribute('aria-live', same ? 'off' : 'polite');
    element.textContent = text;
  }

  #status() {
    const { progress, failure, data, trained, fits } = this.training;
    const { loaded = 0, total = 0 } = data?.train ?? {};
    if (failure) return t('status.impossible');
    if (!fits) return t('status.otherClasses');
    if (!loaded) return t(data?.failure ? 'status.noDigits' : 'status.loadingDigits');
    switch (progress?.state) {
      case 'running':
        if (this.pausing) return t('status.pausing');
        return t('status.running', {
          epoch: Math.min(progress.epoch + 1, progress.target),
          target: progress.target,
        });
      case 'waiting':
        return t('status.waiting', { loaded, total });
      case 'finished':
        return t('status.finished', { epochs: progress.epoch });
      case 'diverged':
        return t('status.diverged');
      case 'idle':
        if (trained) {
          const { batchSize = 1 } = this.training.settings ?? {};
          return t('status.paused', {
            epoch: progress.epoch + 1,
            batch: Math.ceil(progress.position / batchSize),
            batches: Math.ceil(progress.epochSize / batchSize),
          });
        }
    }
    return loaded < total && !data?.failure
      ? t('status.readySome', { loaded, total })
      : t('status.ready', { count: Math.min(this.settings.sampleCount, loaded) });
  }
}
