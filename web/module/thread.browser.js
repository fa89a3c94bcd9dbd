/** A helper thread in a browser. It does not mention Node's modules, which bundlers would trip over. */
import { serve } from '../inkling/thread.js';

self.onmessage = ({ data }) => serve(data);
