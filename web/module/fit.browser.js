/** A worker that trains, in a browser. */
import { serveFit } from './fit-worker.js';

const platform = { startThread: () => {} };
const handle = serveFit((message) => self.postMessage(message), platform);
self.onmessage = ({ data }) => handle(data);
