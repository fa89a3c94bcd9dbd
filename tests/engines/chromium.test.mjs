import { launch, missing } from './chromium.mjs';
import { journeysIn } from './run.mjs';

journeysIn('Chromium', missing, launch);
