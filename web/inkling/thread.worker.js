/** A helper thread, started by threads.js in a browser or in Node. */
import { serve } from './thread.js';

if (typeof self === 'undefined') {
  import('node:worker_threads').then(({ workerData }) => serve(workerData));
} else {
  self.onmessage = ({ data }) => serve(data);
}
