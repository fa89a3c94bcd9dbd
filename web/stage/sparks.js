/** Sparks that run along paths through the network, on a canvas of their own. */
import { pointAt } from './curve.js';

/** @typedef {import('./curve.js').Curve} Curve */

/** Interval between moves on slow devices. */
const SLOW_MS = 45;
/** Time of a spark from one column to the next. */
const SPARK_MS = 260;
/** They fade away for this long. */
const FADE_MS = 300;
/** Radius of the glow around a spark. */
const GLOW = 9;
/** Sparks that follow each other, every one smaller than the one before it, and how far behind. */
const TRAIL = 3;
const TRAIL_LAG = 0.05;

export class Sparks {
  /** Whether painting is slower than the frame rate. */
  slow = false;
  #frame = 0;
  /** One curve per gap. @type {Curve[][]} */
  #ways = [];
  #start = 0;
  #end = 0;
  /** When they last moved. */
  #movedAt = 0;
  /** A spark with its glow. */
  #spark = document.createElement('canvas');

  /** @param {() => CanvasRenderingContext2D} fresh clears the canvas; its context is in CSS pixels */
  constructor(fresh) {
    this.fresh = fresh;
  }

  /** @param {(alpha: number) => string} spark its color @param {(alpha: number) => string} glow */
  restyle(spark, glow) {
    const canvas = this.#spark;
    const ratio = 2;
    canvas.width = canvas.height = 2 * GLOW * ratio;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.scale(ratio, ratio);
    const around = context.createRadialGradient(GLOW, GLOW, 0, GLOW, GLOW, GLOW);
    around.addColorStop(0, glow(0.75));
    around.addColorStop(0.35, glow(0.28));
    around.addColorStop(1, glow(0));
    context.fillStyle = around;
    context.fillRect(0, 0, 2 * GLOW, 2 * GLOW);
    context.fillStyle = spark(1);
    context.beginPath();
    context.arc(GLOW, GLOW, 2.1, 0, 2 * Math.PI);
    context.fill();
  }

  /** Lets them run for a while, or extends a running animation. @param {Curve[][]} ways @param {number} ms */
  run(ways, ms) {
    this.#ways = ways;
    const now = performance.now();
    if (!this.#frame) {
      this.#start = now;
      this.#next();
    }
    this.#end = now + ms;
  }

  /** Stops them at once. */
  stop() {
    if (this.#frame) cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.fresh();
  }

  #next() {
    this.#frame = requestAnimationFrame((time) => this.#move(time));
  }

  /** @param {number} time */
  #move(time) {
    if (this.slow && time - this.#movedAt < SLOW_MS && time < this.#end) {
      this.#next();
      return;
    }
    this.#movedAt = time;
    const context = this.fresh();
    const left = this.#end - time;
    if (left <= 0) {
      this.#frame = 0;
      return;
    }
    const strength = Math.min(1, left / FADE_MS);
    for (const [n, way] of this.#ways.entries()) {
      const run = way.length * SPARK_MS;
      // Two sparks per path, and no two paths in step.
      for (const lag of [0, 0.5]) {
        const through = (Math.max(0, time - this.#start) / run + lag + n * 0.137) % 1;
        for (let behind = TRAIL - 1; behind >= 0; behind--) {
          const at = through * way.length - behind * TRAIL_LAG;
          if (at < 0) continue;
          const gap = Math.min(way.length - 1, Math.floor(at));
          const [x, y] = pointAt(way[gap], at - gap);
          const radius = GLOW * (1 - 0.28 * behind);
          context.globalAlpha = strength * (1 - 0.35 * behind);
          context.drawImage(this.#spark, x - radius, y - radius, 2 * radius, 2 * radius);
        }
      }
    }
    this.#next();
  }
}
