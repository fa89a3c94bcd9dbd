/** A helper thread in Node. */
import { workerData } from 'node:worker_threads';
import { serve } from '../inkling/thread.js';

serve(workerData);
