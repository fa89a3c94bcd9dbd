/** The page begins here: first its language, then everything else. */
import { loadLanguage } from './text.js';

loadLanguage().then(() => import('./main.js'));
