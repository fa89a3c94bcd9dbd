import { launch, missing } from './firefox.mjs';
import { journeysIn } from './run.mjs';

journeysIn('Firefox', missing, launch);
