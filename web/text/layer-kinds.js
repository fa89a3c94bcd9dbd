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
      forward: 'Cada salida es una suma ponderada de todas las entradas más un sesgo.',
      numbers: { units: 'unidades' },
    },
    fr: {
      forward: 'Chaque sortie est une somme pondérée de toutes les entrées, plus un biais.',
      numbers: { units: 'unités' },
    },
    'pt-BR': {
      forward: 'Cada saída é uma soma ponderada de todas as entradas mais um viés.',
      numbers: { units: 'unidades' },
    },
    zh: {
      forward: '每个输出是所有输入的加权和，再加偏置。',
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
        'Un pequeño núcleo de pesos se desliza sobre la imagen; en cada posición da una salida por canal.',
      numbers: { size: 'núcleo', units: 'canales', padding: 'relleno' },
      hint: 'same conserva el tamaño; pad 1 añade un marco de ceros',
    },
    fr: {
      forward:
        'Un petit noyau de poids glisse sur l’image ; chaque endroit donne une sortie pour chacun de ses canaux.',
      numbers: { size: 'noyau', units: 'canaux', padding: 'marge' },
      hint: 'same garde la taille, pad 1 ajoute un cadre de zéros',
    },
    'pt-BR': {
      forward:
        'Um pequeno kernel de pesos desliza sobre a imagem; em cada posição, dá uma saída por canal.',
      numbers: { size: 'kernel', units: 'canais', padding: 'padding' },
      hint: 'same mantém o tamanho; pad 1 acrescenta uma moldura de zeros',
    },
    zh: {
      forward: '一个小小的权重核在图像上滑动；每到一处，它的每个通道给出一个输出。',
      numbers: { size: '核', units: '通道', padding: '填充' },
      hint: 'same 保持大小，pad 1 加一圈零',
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
      forward: 'De cada ventana solo pasa el valor máximo de cada canal.',
      backward: 'El gradiente va solo al valor que pasó.',
      numbers: { size: 'ventana' },
    },
    fr: {
      forward: 'De chaque fenêtre, la plus grande valeur de chaque canal passe.',
      backward: 'Le gradient va à la valeur qui est passée, et à aucune autre.',
      numbers: { size: 'fenêtre' },
    },
    'pt-BR': {
      forward: 'De cada janela, só passa o maior valor de cada canal.',
      backward: 'O gradiente vai só para o valor que passou.',
      numbers: { size: 'janela' },
    },
    zh: {
      forward: '每个窗口中，每个通道只让最大的值通过。',
      backward: '梯度只回到通过的那个值。',
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
      forward: 'Los valores negativos pasan a ser cero.',
      backward: 'Solo los valores mayores que cero dejan pasar el gradiente: {passed} de {count}.',
    },
    fr: {
      forward: 'Ce qui est négatif devient zéro.',
      backward:
        'Seul ce qui était au-dessus de zéro laisse passer le gradient : {passed} sur {count}.',
    },
    'pt-BR': {
      forward: 'Os valores negativos viram zero.',
      backward: 'Só os valores acima de zero deixam passar o gradiente: {passed} de {count}.',
    },
    zh: {
      forward: '负的变成零。',
      backward: '只有大于零的让梯度通过：{count} 个中的 {passed} 个。',
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
      backward: 'Todo lo que pasó hacia adelante pasa también hacia atrás.',
      numbers: { rate: 'proporción' },
    },
    fr: {
      forward:
        'À l’entraînement, des valeurs sont écartées au hasard ; ici, comme pour répondre, toutes passent.',
      backward: 'Tout ce qui est passé en avant repasse en arrière.',
      numbers: { rate: 'part' },
    },
    'pt-BR': {
      forward:
        'No treinamento, alguns valores são descartados ao acaso; aqui, como ao responder, todos passam.',
      backward: 'Tudo o que passou para a frente passa de volta.',
      numbers: { rate: 'proporção' },
    },
    zh: {
      forward: '训练时随机丢掉一些值；这里和回答时一样，全部通过。',
      backward: '向前通过的全部返回。',
      numbers: { rate: '比例' },
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
    'pt-BR': {
      forward: 'De cada janela, ou da imagem inteira, passa a média de cada canal.',
      backward: 'Cada valor de uma janela recebe a mesma parte do gradiente.',
      numbers: { size: 'janela' },
      hint: 'global usa a imagem inteira',
    },
    zh: {
      forward: '每个窗口（或整个图像）中，每个通道的平均值通过。',
      backward: '窗口中的每个值得到同样的一份梯度。',
      numbers: { size: '窗口' },
      hint: 'global 取整个图像',
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
      forward: 'Los valores negativos se multiplican por la pendiente en lugar de perderse.',
      backward:
        'Los valores mayores que cero dejan pasar todo el gradiente: {passed} de {count}. El resto deja pasar una pequeña parte.',
      numbers: { rate: 'pendiente' },
    },
    fr: {
      forward: 'Ce qui est négatif est réduit selon la pente, sans être perdu.',
      backward:
        'Ce qui était au-dessus de zéro laisse passer tout le gradient : {passed} sur {count}. Le reste en laisse passer une petite part.',
      numbers: { rate: 'pente' },
    },
    'pt-BR': {
      forward: 'Os valores negativos são multiplicados pela inclinação em vez de se perderem.',
      backward:
        'Os valores acima de zero deixam passar todo o gradiente: {passed} de {count}. Os demais deixam passar uma pequena parte.',
      numbers: { rate: 'inclinação' },
    },
    zh: {
      forward: '负的按斜率缩小，而不会丢失。',
      backward: '大于零的让梯度完整通过：{count} 个中的 {passed} 个。其余的只让一小部分通过。',
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
      forward: 'Cada valor se comprime al intervalo de −1 a 1.',
      backward: 'Donde la curva es plana, cerca de −1 y 1, pasa poco gradiente.',
    },
    fr: {
      forward: 'Chaque valeur est comprimée dans l’intervalle de -1 à 1.',
      backward: 'Là où la courbe est plate, près de -1 et de 1, peu du gradient passe.',
    },
    'pt-BR': {
      forward: 'Cada valor é comprimido no intervalo de −1 a 1.',
      backward: 'Onde a curva é plana, perto de −1 e 1, passa pouco gradiente.',
    },
    zh: {
      forward: '每个值都被压缩到 -1 到 1 之间。',
      backward: '在曲线平坦处，即接近 -1 和 1 时，只有很少的梯度通过。',
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
      backward: 'Donde la curva es plana, cerca de 0 y 1, pasa poco gradiente.',
    },
    fr: {
      forward: 'Chaque valeur est comprimée dans l’intervalle de 0 à 1.',
      backward: 'Là où la courbe est plate, près de 0 et de 1, peu du gradient passe.',
    },
    'pt-BR': {
      forward: 'Cada valor é comprimido no intervalo de 0 a 1.',
      backward: 'Onde a curva é plana, perto de 0 e 1, passa pouco gradiente.',
    },
    zh: {
      forward: '每个值都被压缩到 0 到 1 之间。',
      backward: '在曲线平坦处，即接近 0 和 1 时，只有很少的梯度通过。',
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
