import { journeysIn } from './run.mjs';
import { launch, missing } from './webkit.mjs';

journeysIn('WebKit', missing, launch);
