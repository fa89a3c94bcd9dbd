/** A helping thread in a browser: without a word of Node, which would trouble bundlers. */
import { serve } from '../inkling/thread.js';

self.onmessage = ({ data }) => serve(data);
