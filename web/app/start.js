/** The page begins here: first its language, then everything else. */
import { loadLanguage } from '../text/index.js';

loadLanguage().then(() => import('./main.js'));
