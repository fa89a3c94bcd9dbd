/** The page begins here: first its language, then everything else. */
import { loadLanguage } from '../text/index.js';
import { chosenLanguage } from './chosen-language.js';

loadLanguage(chosenLanguage.get()).then(() => import('./main.js'));
