/**
 * What the page says of each kind of layer, in every language: the formulas and sentences of one step,
 * and what its numbers are called. Entries go by the names of Inkling.layerKinds. All languages of a
 * kind stand together here, and not in the files of the languages, so that a new kind is one entry.
 */
import { currentLanguage } from './language.js';

/**
 * @typedef {object} KindWords
 * @property {string} forward what the layer does, a sentence
 * @property {string} [backward] what it does with the gradient; {passed} of {count} outputs are above 0
 * @property {Partial<Record<'units' | 'size' | 'padding' | 'rate', string>>} [numbers] their names
 * @property {string} [hint] what else can be written
 *
 * @typedef {object} Formulas as above each layer in src/layers/
 * @property {string} forward
 * @property {string} [parameters] gradients of its weights
 * @property {string} backward
 *
 * @typedef {{ formulas: Formulas, en: KindWords } & Partial<Record<string, any>>} Entry the words by
 *   the tag of their language
 */

/** @type {Record<string, Entry>} */
export const KINDS = {
  dense: {
    formulas: {
      forward: 'y[o] = bias[o] + sum_i x[i] w[i][o]',
      parameters: 'dw[i][o] = x[i] dy[o]\ndbias[o] = dy[o]',
      backward: 'dx[i] = sum_o dy[o] w[i][o]',
    },
    en: {
      forward: 'Every output is a weighted sum of every input, plus a bias.',
      numbers: { units: 'units' },
    },
    de: {
      forward: 'Jede Ausgabe ist eine gewichtete Summe aller Eingaben, plus ein Bias.',
      numbers: { units: 'Einheiten' },
    },
    es: {
      forward: 'Cada salida es una suma ponderada de todas las entradas, más un sesgo.',
      numbers: { units: 'unidades' },
    },
    fr: {
      forward: 'Chaque sortie est une somme pondérée de toutes les entrées, plus un biais.',
      numbers: { units: 'unités' },
    },
    'zh-Hans': {
      forward: '每个输出是所有输入的加权和，再加上偏置。',
      numbers: { units: '单元' },
    },
    ar: {
      forward: 'كل خرج مجموع موزون لكل المدخلات، زائد انحياز.',
      numbers: { units: 'الوحدات' },
    },
  },
  conv2d: {
    formulas: {
      forward:
        'y[r][c][o] = bias[o] + sum_i,j,k x[r + i - padding][c + j - padding][k] w[i][j][k][o]',
      parameters: 'dw[i][j][k][o] = sum_r,c x[r + i - padding][c + j - padding][k] dy[r][c][o]',
      backward: 'dx[r][c][k] = sum_i,j,o dy[r - i + padding][c - j + padding][o] w[i][j][k][o]',
    },
    en: {
      forward:
        'A small kernel of weights slides over the image; every place it comes to gives one output for each of its channels.',
      numbers: { size: 'kernel', units: 'channels', padding: 'padding' },
      hint: 'same keeps the size, pad 1 adds a frame of zeros',
    },
    de: {
      forward:
        'Ein kleiner Kern aus Gewichten gleitet über das Bild; jede Stelle gibt eine Ausgabe für jeden seiner Kanäle.',
      numbers: { size: 'Kern', units: 'Kanäle', padding: 'Rand' },
      hint: 'same behält die Größe, pad 1 legt einen Rand aus Nullen an',
    },
    es: {
      forward:
        'Un pequeño núcleo de pesos se desliza sobre la imagen; cada lugar da una salida para cada uno de sus canales.',
      numbers: { size: 'núcleo', units: 'canales', padding: 'relleno' },
      hint: 'same conserva el tamaño, pad 1 añade un marco de ceros',
    },
    fr: {
      forward:
        'Un petit noyau de poids glisse sur l’image ; chaque endroit donne une sortie pour chacun de ses canaux.',
      numbers: { size: 'noyau', units: 'canaux', padding: 'marge' },
      hint: 'same garde la taille, pad 1 ajoute un cadre de zéros',
    },
    'zh-Hans': {
      forward: '一个小小的卷积核在图像上滑动；在每个位置，每个通道各给出一个输出。',
      numbers: { size: '卷积核', units: '通道', padding: '填充' },
      hint: 'same 保持大小不变，pad 1 在四周补一圈零',
    },
    ar: {
      forward: 'نواة صغيرة من الأوزان تنزلق فوق الصورة؛ وكل موضع يعطي خرجًا لكل قناة من قنواتها.',
      numbers: { size: 'النواة', units: 'القنوات', padding: 'الحشو' },
      hint: 'same تحفظ الحجم، وpad 1 تضيف إطارًا من الأصفار',
    },
  },
  maxpool: {
    formulas: {
      forward: 'y[r][c][k] = max over i, j < size of x[r size + i][c size + j][k]',
      backward: 'dx = dy where x is the largest of its window, else 0',
    },
    en: {
      forward: 'Of every window, the largest value of each channel passes.',
      backward: 'The gradient goes to the value that passed, and to no other.',
      numbers: { size: 'window' },
    },
    de: {
      forward: 'Aus jedem Fenster kommt der größte Wert jedes Kanals durch.',
      backward: 'Der Gradient geht an den Wert, der durchkam, und an keinen anderen.',
      numbers: { size: 'Fenster' },
    },
    es: {
      forward: 'De cada ventana pasa el valor mayor de cada canal.',
      backward: 'El gradiente va al valor que pasó, y a ningún otro.',
      numbers: { size: 'ventana' },
    },
    fr: {
      forward: 'De chaque fenêtre, la plus grande valeur de chaque canal passe.',
      backward: 'Le gradient va à la valeur qui est passée, et à aucune autre.',
      numbers: { size: 'fenêtre' },
    },
    'zh-Hans': {
      forward: '每个窗口中，每个通道只有最大的值通过。',
      backward: '梯度只传回这个最大的值，不传给其他值。',
      numbers: { size: '窗口' },
    },
    ar: {
      forward: 'من كل نافذة تمر أكبر قيمة في كل قناة.',
      backward: 'يذهب التدرج إلى القيمة التي مرت، لا إلى غيرها.',
      numbers: { size: 'النافذة' },
    },
  },
  relu: {
    formulas: {
      forward: 'y = max(x, 0)',
      backward: 'dx = dy where x > 0, else 0',
    },
    en: {
      forward: 'What is negative becomes zero.',
      backward: 'Only what was above zero passes the gradient on: {passed} of {count}.',
    },
    de: {
      forward: 'Was negativ ist, wird null.',
      backward: 'Nur was über null war, gibt den Gradienten weiter: {passed} von {count}.',
    },
    es: {
      forward: 'Lo negativo se convierte en cero.',
      backward: 'Solo lo que estaba sobre cero deja pasar el gradiente: {passed} de {count}.',
    },
    fr: {
      forward: 'Ce qui est négatif devient zéro.',
      backward:
        'Seul ce qui était au-dessus de zéro laisse passer le gradient : {passed} sur {count}.',
    },
    'zh-Hans': {
      forward: '负值变成零。',
      backward: '只有大于零的值让梯度通过：{count} 个中有 {passed} 个。',
    },
    ar: {
      forward: 'ما كان سالبًا يصير صفرًا.',
      backward: 'لا يمرّر التدرجَ إلا ما كان فوق الصفر: {passed} من {count}.',
    },
  },
  dropout: {
    formulas: {
      forward: 'y = x',
      backward: 'dx = dy',
    },
    en: {
      forward: 'In training some values are dropped at random; here, as in answering, all pass.',
      backward: 'All that passed forward passes back.',
      numbers: { rate: 'share' },
    },
    de: {
      forward:
        'Im Training fallen einige Werte zufällig weg; hier, wie beim Antworten, kommen alle durch.',
      backward: 'Alles, was vorwärts durchkam, kommt auch zurück durch.',
      numbers: { rate: 'Anteil' },
    },
    es: {
      forward:
        'Al entrenar se descartan algunos valores al azar; aquí, como al responder, pasan todos.',
      backward: 'Todo lo que pasó hacia delante pasa de vuelta.',
      numbers: { rate: 'proporción' },
    },
    fr: {
      forward:
        'À l’entraînement, des valeurs sont écartées au hasard ; ici, comme pour répondre, toutes passent.',
      backward: 'Tout ce qui est passé en avant repasse en arrière.',
      numbers: { rate: 'part' },
    },
    'zh-Hans': {
      forward: '训练时随机丢弃一些值；这里和作答时一样，全部通过。',
      backward: '前向通过的值，梯度也全部反向通过。',
      numbers: { rate: '丢弃比例' },
    },
    ar: {
      forward: 'في التدريب تُسقط قيم عشوائيًا؛ وهنا، كما في الإجابة، تمر كلها.',
      backward: 'كل ما مر إلى الأمام يمر رجوعًا.',
      numbers: { rate: 'النسبة' },
    },
  },
  avgpool: {
    formulas: {
      forward: 'y[r][c][k] = mean over i, j < size of x[r size + i][c size + j][k]',
      backward: 'dx = dy / (size size) for every value of the window',
    },
    en: {
      forward: 'Of every window, or of the whole image, the mean of each channel passes.',
      backward: 'Every value of a window gets the same share of the gradient.',
      numbers: { size: 'window' },
      hint: 'global takes the whole image',
    },
    de: {
      forward:
        'Aus jedem Fenster, oder aus dem ganzen Bild, kommt der Mittelwert jedes Kanals durch.',
      backward: 'Jeder Wert eines Fensters bekommt den gleichen Anteil am Gradienten.',
      numbers: { size: 'Fenster' },
      hint: 'global nimmt das ganze Bild',
    },
    es: {
      forward: 'De cada ventana, o de toda la imagen, pasa la media de cada canal.',
      backward: 'Cada valor de una ventana recibe la misma parte del gradiente.',
      numbers: { size: 'ventana' },
      hint: 'global toma toda la imagen',
    },
    fr: {
      forward: 'De chaque fenêtre, ou de toute l’image, la moyenne de chaque canal passe.',
      backward: 'Chaque valeur d’une fenêtre reçoit la même part du gradient.',
      numbers: { size: 'fenêtre' },
      hint: 'global prend toute l’image',
    },
    'zh-Hans': {
      forward: '每个窗口（或整张图像）中，每个通道取平均值。',
      backward: '窗口中的每个值分到同样大小的梯度。',
      numbers: { size: '窗口' },
      hint: 'global 对整张图像取平均',
    },
    ar: {
      forward: 'من كل نافذة، أو من الصورة كلها، يمر متوسط كل قناة.',
      backward: 'تنال كل قيمة في النافذة الحصة نفسها من التدرج.',
      numbers: { size: 'النافذة' },
      hint: 'global تأخذ الصورة كلها',
    },
  },
  leaky_relu: {
    formulas: {
      forward: 'y = x where x > 0, else slope x',
      backward: 'dx = dy where x > 0, else slope dy',
    },
    en: {
      forward: 'What is negative is scaled down by the slope, and not lost.',
      backward:
        'What was above zero passes the gradient on whole: {passed} of {count}. The rest passes on a small share of it.',
      numbers: { rate: 'slope' },
    },
    de: {
      forward: 'Was negativ ist, wird um die Steigung verkleinert und geht nicht verloren.',
      backward:
        'Was über null war, gibt den Gradienten ganz weiter: {passed} von {count}. Der Rest gibt einen kleinen Teil davon weiter.',
      numbers: { rate: 'Steigung' },
    },
    es: {
      forward: 'Lo negativo se reduce según la pendiente, y no se pierde.',
      backward:
        'Lo que estaba sobre cero deja pasar el gradiente entero: {passed} de {count}. El resto deja pasar una pequeña parte.',
      numbers: { rate: 'pendiente' },
    },
    fr: {
      forward: 'Ce qui est négatif est réduit selon la pente, sans être perdu.',
      backward:
        'Ce qui était au-dessus de zéro laisse passer tout le gradient : {passed} sur {count}. Le reste en laisse passer une petite part.',
      numbers: { rate: 'pente' },
    },
    'zh-Hans': {
      forward: '负值乘以斜率后变小，但不会丢失。',
      backward: '大于零的值让梯度完整通过：{count} 个中有 {passed} 个。其余的只让一小部分通过。',
      numbers: { rate: '斜率' },
    },
    ar: {
      forward: 'ما كان سالبًا يصغر بقدر الميل ولا يضيع.',
      backward:
        'ما كان فوق الصفر يمرّر التدرج كاملًا: {passed} من {count}. والباقي يمرّر جزءًا صغيرًا منه.',
      numbers: { rate: 'الميل' },
    },
  },
  tanh: {
    formulas: { forward: 'y = tanh(x)', backward: 'dx = dy (1 - y y)' },
    en: {
      forward: 'Every value is squashed into the range from -1 to 1.',
      backward: 'Where the curve is flat, near -1 and 1, little of the gradient passes.',
    },
    de: {
      forward: 'Jeder Wert wird in den Bereich von -1 bis 1 gestaucht.',
      backward: 'Wo die Kurve flach ist, nahe -1 und 1, kommt wenig vom Gradienten durch.',
    },
    es: {
      forward: 'Cada valor se comprime al intervalo de -1 a 1.',
      backward: 'Donde la curva es plana, cerca de -1 y 1, pasa poco del gradiente.',
    },
    fr: {
      forward: 'Chaque valeur est comprimée dans l’intervalle de -1 à 1.',
      backward: 'Là où la courbe est plate, près de -1 et de 1, peu du gradient passe.',
    },
    'zh-Hans': {
      forward: '每个值都被压缩到 -1 到 1 之间。',
      backward: '曲线在接近 -1 和 1 处很平坦，只有一小部分梯度通过。',
    },
    ar: {
      forward: 'تُضغط كل قيمة إلى المجال من -1 إلى 1.',
      backward: 'حيث يكون المنحنى مسطحًا، قرب -1 و1، يمر القليل من التدرج.',
    },
  },
  sigmoid: {
    formulas: { forward: 'y = 1 / (1 + exp(-x))', backward: 'dx = dy y (1 - y)' },
    en: {
      forward: 'Every value is squashed into the range from 0 to 1.',
      backward: 'Where the curve is flat, near 0 and 1, little of the gradient passes.',
    },
    de: {
      forward: 'Jeder Wert wird in den Bereich von 0 bis 1 gestaucht.',
      backward: 'Wo die Kurve flach ist, nahe 0 und 1, kommt wenig vom Gradienten durch.',
    },
    es: {
      forward: 'Cada valor se comprime al intervalo de 0 a 1.',
      backward: 'Donde la curva es plana, cerca de 0 y 1, pasa poco del gradiente.',
    },
    fr: {
      forward: 'Chaque valeur est comprimée dans l’intervalle de 0 à 1.',
      backward: 'Là où la courbe est plate, près de 0 et de 1, peu du gradient passe.',
    },
    'zh-Hans': {
      forward: '每个值都被压缩到 0 到 1 之间。',
      backward: '曲线在接近 0 和 1 处很平坦，只有一小部分梯度通过。',
    },
    ar: {
      forward: 'تُضغط كل قيمة إلى المجال من 0 إلى 1.',
      backward: 'حيث يكون المنحنى مسطحًا، قرب 0 و1، يمر القليل من التدرج.',
    },
  },
};

/** Says what can be said of a kind that has no entry: nothing. @type {Entry} */
const NONE = { formulas: { forward: '', backward: '' }, en: { forward: '' } };

/** @param {string} kind by its name */
export const formulasOf = (kind) => (KINDS[kind] ?? NONE).formulas;

/** In the language of the page; in English where that has none. @param {string} kind @returns {KindWords} */
export function kindWords(kind) {
  const entry = KINDS[kind] ?? NONE;
  return entry[currentLanguage()] ?? entry.en;
}
