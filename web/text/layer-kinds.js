/**
 * Texts about each kind of layer, in every language: formulas and descriptions of a training step,
 * and names for its parameters. Keys are the names in Inkling.layerKinds. All languages of a kind are
 * here and not in the language files, so that a new kind is a single entry.
 */
import { currentLanguage } from './language.js';

/**
 * @typedef {object} KindWords
 * @property {string} forward a sentence about the forward pass
 * @property {string} [backward] and about the gradient; {passed} of {count} outputs are above 0
 * @property {Partial<Record<import('../inkling/types.js').LayerNumber['name'], string>>} [numbers] their
 *   names
 * @property {string} [hint] about other notations
 *
 * @typedef {object} Formulas the same as in the comments of src/layers/
 * @property {string} forward
 * @property {string} [parameters] the gradients of its parameters
 * @property {string} backward
 *
 * @typedef {{ formulas: Formulas, en: KindWords } & Partial<Record<string, any>>} Entry keyed by
 *   language tag
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
      forward: 'Each output is a weighted sum of all inputs, plus a bias.',
      numbers: { units: 'units' },
    },
    de: {
      forward: 'Jede Ausgabe ist eine gewichtete Summe aller Eingaben plus Bias.',
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
    'zh-Hans': {
      forward: '每个输出是所有输入的加权和，再加上偏置。',
      numbers: { units: '单元' },
    },
    ar: {
      forward: 'كل مُخرَج مجموع موزون لكل المدخلات، يُضاف إليه انحياز.',
      numbers: { units: 'الوحدات' },
    },
  },
  conv2d: {
    formulas: {
      forward:
        'y[r][c][o] = bias[o] + sum_i,j,k x[r stride + i − padding][c stride + j − padding][k] w[i][j][k][o]',
      parameters:
        'dw[i][j][k][o] = sum_r,c x[r stride + i − padding][c stride + j − padding][k] dy[r][c][o]',
      backward: 'dx[r][c][k] = sum_i,j,o dy[r − i + padding][c − j + padding][o] w[i][j][k][o]',
    },
    en: {
      forward:
        'A small kernel of weights slides over the image and computes one output per channel at each position.',
      numbers: { size: 'kernel', units: 'channels', padding: 'padding', stride: 'stride' },
      hint: 'same keeps the size, pad 1 adds a border of zeros, stride 2 skips every other position',
    },
    de: {
      forward:
        'Ein kleiner Kernel aus Gewichten gleitet über das Bild; an jeder Stelle liefert er eine Ausgabe für jeden seiner Kanäle.',
      numbers: { size: 'Kernel', units: 'Kanäle', padding: 'Padding', stride: 'Schrittweite' },
      hint: 'same behält die Größe, pad 1 fügt einen Rand aus Nullen hinzu, stride 2 überspringt jede zweite Stelle',
    },
    es: {
      forward:
        'Un pequeño núcleo de pesos se desliza sobre la imagen; en cada posición da una salida por canal.',
      numbers: { size: 'núcleo', units: 'canales', padding: 'relleno', stride: 'paso' },
      hint: 'same conserva el tamaño; pad 1 añade un marco de ceros; stride 2 salta una de cada dos posiciones',
    },
    fr: {
      forward:
        'Un petit noyau de poids glisse sur l’image ; à chaque position, il donne une sortie par canal.',
      numbers: { size: 'noyau', units: 'canaux', padding: 'remplissage', stride: 'pas' },
      hint: 'same conserve la taille, pad 1 ajoute une bordure de zéros, stride 2 saute une position sur deux',
    },
    'pt-BR': {
      forward:
        'Um pequeno kernel de pesos desliza sobre a imagem; em cada posição, dá uma saída por canal.',
      numbers: { size: 'kernel', units: 'canais', padding: 'padding', stride: 'passo' },
      hint: 'same mantém o tamanho; pad 1 acrescenta uma moldura de zeros; stride 2 pula uma a cada duas posições',
    },
    'zh-Hans': {
      forward: '一个小小的卷积核在图像上滑动；在每个位置，每个通道各给出一个输出。',
      numbers: { size: '卷积核', units: '通道', padding: '填充', stride: '步幅' },
      hint: 'same 保持大小不变，pad 1 在四周补一圈零，stride 2 每隔一个位置计算一次',
    },
    ar: {
      forward:
        'تنزلق نواة صغيرة من الأوزان فوق الصورة؛ وتعطي في كل موضع مُخرَجًا لكل قناة من قنواتها.',
      numbers: { size: 'النواة', units: 'القنوات', padding: 'الحشو', stride: 'الخطوة' },
      hint: 'يُبقي \u2066same\u2069 الحجم كما هو، ويضيف \u2066pad 1\u2069 إطارًا من الأصفار، ويتخطى \u2066stride 2\u2069 موضعًا من كل موضعين',
    },
  },
  maxpool: {
    formulas: {
      forward:
        'y[r][c][k] = max over i, j < size of x[r stride + i − padding][c stride + j − padding][k]',
      backward: 'dx = dy where x is the largest of its window, else 0',
    },
    en: {
      forward: 'Only the largest value of each channel in each window passes.',
      backward: 'The gradient goes only to the value that passed.',
      numbers: {
        size: 'window',
        padding: 'padding',
        stride: 'stride',
        ceil: 'extend past the edge',
      },
      hint: 'pad 1 adds a border that never wins, stride 2 moves the window by 2, ceil lets windows extend past the edge',
    },
    de: {
      forward: 'Aus jedem Fenster kommt nur der größte Wert jedes Kanals weiter.',
      backward: 'Der Gradient geht nur an den Wert zurück, der weiterkam.',
      numbers: {
        size: 'Fenster',
        padding: 'Padding',
        stride: 'Schrittweite',
        ceil: 'über den Rand ragen',
      },
      hint: 'pad 1 fügt einen Rand hinzu, der nie gewinnt, stride 2 verschiebt das Fenster um 2, mit ceil ragen Fenster über den Rand',
    },
    es: {
      forward: 'De cada ventana solo pasa el valor máximo de cada canal.',
      backward: 'El gradiente va solo al valor que pasó.',
      numbers: {
        size: 'ventana',
        padding: 'relleno',
        stride: 'paso',
        ceil: 'sobresalir del borde',
      },
      hint: 'pad 1 añade un borde que nunca gana; stride 2 mueve la ventana de 2 en 2; con ceil las ventanas sobresalen del borde',
    },
    fr: {
      forward: 'Dans chaque fenêtre, seule la plus grande valeur de chaque canal passe.',
      backward: 'Le gradient ne va qu’à la valeur qui est passée.',
      numbers: { size: 'fenêtre', padding: 'remplissage', stride: 'pas', ceil: 'dépasser du bord' },
      hint: 'pad 1 ajoute une bordure qui ne l’emporte jamais, stride 2 décale la fenêtre de 2, avec ceil les fenêtres dépassent du bord',
    },
    'pt-BR': {
      forward: 'De cada janela, só passa o maior valor de cada canal.',
      backward: 'O gradiente vai só para o valor que passou.',
      numbers: { size: 'janela', padding: 'padding', stride: 'passo', ceil: 'passar da borda' },
      hint: 'pad 1 acrescenta uma borda que nunca vence; stride 2 move a janela de 2 em 2; com ceil as janelas passam da borda',
    },
    'zh-Hans': {
      forward: '每个窗口中，每个通道只有最大的值通过。',
      backward: '梯度只传回这个最大的值，不传给其他值。',
      numbers: { size: '窗口', padding: '填充', stride: '步幅', ceil: '超出边缘' },
      hint: 'pad 1 加一圈永远不会被选中的边，stride 2 让窗口每次移动 2 格，ceil 允许窗口超出边缘',
    },
    ar: {
      forward: 'لا تمر من كل نافذة إلا أكبر قيمة في كل قناة.',
      backward: 'يذهب التدرج إلى القيمة التي مرّت وحدها.',
      numbers: { size: 'النافذة', padding: 'الحشو', stride: 'الخطوة', ceil: 'تجاوز الحافة' },
      hint: 'يضيف \u2066pad 1\u2069 إطارًا لا يُختار أبدًا، ويحرك \u2066stride 2\u2069 النافذة بمقدار 2، ويسمح \u2066ceil\u2069 للنوافذ بتجاوز الحافة',
    },
  },
  relu: {
    formulas: {
      forward: 'y = max(x, 0)',
      backward: 'dx = dy where x > 0, else 0',
    },
    en: {
      forward: 'Negative values become zero.',
      backward: 'Only values above zero pass the gradient on: {passed} of {count}.',
    },
    de: {
      forward: 'Negative Werte werden null.',
      backward: 'Nur Werte über null geben den Gradienten weiter: {passed} von {count}.',
    },
    es: {
      forward: 'Los valores negativos pasan a ser cero.',
      backward: 'Solo los valores mayores que cero dejan pasar el gradiente: {passed} de {count}.',
    },
    fr: {
      forward: 'Les valeurs négatives deviennent nulles.',
      backward:
        'Seules les valeurs supérieures à zéro laissent passer le gradient : {passed} sur {count}.',
    },
    'pt-BR': {
      forward: 'Os valores negativos viram zero.',
      backward: 'Só os valores acima de zero deixam passar o gradiente: {passed} de {count}.',
    },
    'zh-Hans': {
      forward: '负值变成零。',
      backward: '只有大于零的值让梯度通过：{count} 个中有 {passed} 个。',
    },
    ar: {
      forward: 'تصير القيم السالبة صفرًا.',
      backward: 'لا يمرّر التدرج إلا ما كان فوق الصفر: {passed} من أصل {count}.',
    },
  },
  dropout: {
    formulas: {
      forward: 'y = x',
      backward: 'dx = dy',
    },
    en: {
      forward:
        'During training, some values are dropped at random; here, as when answering, all of them pass.',
      backward: 'The whole gradient passes back.',
      numbers: { rate: 'rate' },
    },
    de: {
      forward:
        'Im Training fallen zufällig einige Werte weg; hier kommen, wie beim Antworten, alle weiter.',
      backward: 'Der ganze Gradient wird zurückgegeben.',
      numbers: { rate: 'Rate' },
    },
    es: {
      forward:
        'Al entrenar se descartan algunos valores al azar; aquí, como al responder, pasan todos.',
      backward: 'Todo el gradiente pasa hacia atrás.',
      numbers: { rate: 'proporción' },
    },
    fr: {
      forward:
        'Pendant l’entraînement, des valeurs sont écartées au hasard ; ici, comme pour répondre, toutes passent.',
      backward: 'Tout le gradient est transmis.',
      numbers: { rate: 'taux' },
    },
    'pt-BR': {
      forward:
        'No treinamento, alguns valores são descartados ao acaso; aqui, como ao responder, todos passam.',
      backward: 'Todo o gradiente passa para trás.',
      numbers: { rate: 'proporção' },
    },
    'zh-Hans': {
      forward: '训练时随机丢弃一些值；这里和作答时一样，全部通过。',
      backward: '梯度全部反向通过。',
      numbers: { rate: '丢弃比例' },
    },
    ar: {
      forward: 'أثناء التدريب تُسقَط بعض القيم عشوائيًا؛ أما هنا، وعند الإجابة، فتمر كلها.',
      backward: 'يمرّ التدرج كله إلى الخلف.',
      numbers: { rate: 'النسبة' },
    },
  },
  avgpool: {
    formulas: {
      forward: 'y[r][c][k] = mean over i, j < size of x[r stride + i][c stride + j][k]',
      backward: 'dx = dy / (size size) for every value of the window',
    },
    en: {
      forward: 'The mean of each channel in each window, or in the whole image, passes.',
      backward: 'Each value in a window gets an equal share of the gradient.',
      numbers: { size: 'window', stride: 'stride' },
      hint: 'global averages the whole image, stride 1 moves the window by 1',
    },
    de: {
      forward: 'Aus jedem Fenster oder dem ganzen Bild kommt der Mittelwert jedes Kanals weiter.',
      backward: 'Jeder Wert eines Fensters bekommt den gleichen Anteil am Gradienten.',
      numbers: { size: 'Fenster', stride: 'Schrittweite' },
      hint: 'global mittelt über das ganze Bild, stride 1 verschiebt das Fenster um 1',
    },
    es: {
      forward: 'De cada ventana, o de toda la imagen, pasa la media de cada canal.',
      backward: 'Cada valor de una ventana recibe la misma parte del gradiente.',
      numbers: { size: 'ventana', stride: 'paso' },
      hint: 'global toma toda la imagen; stride 1 mueve la ventana de 1 en 1',
    },
    fr: {
      forward: 'Dans chaque fenêtre, ou dans toute l’image, la moyenne de chaque canal passe.',
      backward: 'Chaque valeur d’une fenêtre reçoit la même part du gradient.',
      numbers: { size: 'fenêtre', stride: 'pas' },
      hint: 'global fait la moyenne de toute l’image, stride 1 décale la fenêtre de 1',
    },
    'pt-BR': {
      forward: 'De cada janela, ou da imagem inteira, passa a média de cada canal.',
      backward: 'Cada valor de uma janela recebe a mesma parte do gradiente.',
      numbers: { size: 'janela', stride: 'passo' },
      hint: 'global usa a imagem inteira; stride 1 move a janela de 1 em 1',
    },
    'zh-Hans': {
      forward: '每个窗口（或整张图像）中，每个通道取平均值。',
      backward: '窗口中的每个值分到同样大小的梯度。',
      numbers: { size: '窗口', stride: '步幅' },
      hint: 'global 对整张图像取平均，stride 1 让窗口每次移动 1 格',
    },
    ar: {
      forward: 'يمر من كل نافذة، أو من الصورة كلها، متوسط كل قناة.',
      backward: 'تنال كل قيمة في النافذة الحصة نفسها من التدرج.',
      numbers: { size: 'النافذة', stride: 'الخطوة' },
      hint: 'يأخذ \u2066global\u2069 الصورة كلها، ويحرك \u2066stride 1\u2069 النافذة بمقدار 1',
    },
  },
  leaky_relu: {
    formulas: {
      forward: 'y = x where x > 0, else slope x',
      backward: 'dx = dy where x > 0, else slope dy',
    },
    en: {
      forward: 'Negative values are scaled down by the slope instead of becoming zero.',
      backward:
        'Values above zero pass on the whole gradient: {passed} of {count}. The others pass on a small part of it.',
      numbers: { rate: 'slope' },
    },
    de: {
      forward: 'Negative Werte werden mit der Steigung multipliziert, statt null zu werden.',
      backward:
        'Werte über null geben den Gradienten ganz weiter: {passed} von {count}. Die übrigen geben nur einen kleinen Teil davon weiter.',
      numbers: { rate: 'Steigung' },
    },
    es: {
      forward:
        'Los valores negativos se multiplican por la pendiente en lugar de pasar a ser cero.',
      backward:
        'Los valores mayores que cero dejan pasar todo el gradiente: {passed} de {count}. El resto deja pasar una pequeña parte.',
      numbers: { rate: 'pendiente' },
    },
    fr: {
      forward: 'Les valeurs négatives sont réduites selon la pente au lieu de devenir nulles.',
      backward:
        'Les valeurs supérieures à zéro laissent passer tout le gradient : {passed} sur {count}. Les autres n’en laissent passer qu’une petite part.',
      numbers: { rate: 'pente' },
    },
    'pt-BR': {
      forward: 'Os valores negativos são multiplicados pela inclinação em vez de virarem zero.',
      backward:
        'Os valores acima de zero deixam passar todo o gradiente: {passed} de {count}. Os demais deixam passar uma pequena parte.',
      numbers: { rate: 'inclinação' },
    },
    'zh-Hans': {
      forward: '负值乘以斜率后变小，而不是变成零。',
      backward: '大于零的值让梯度完整通过：{count} 个中有 {passed} 个。其余的只让一小部分通过。',
      numbers: { rate: '斜率' },
    },
    ar: {
      forward: 'تُصغَّر القيم السالبة بمعامل الميل بدل أن تصير صفرًا.',
      backward:
        'ما كان فوق الصفر يمرّر التدرج كاملًا: {passed} من أصل {count}. ويمرّر الباقي جزءًا صغيرًا منه.',
      numbers: { rate: 'الميل' },
    },
  },
  tanh: {
    formulas: { forward: 'y = tanh(x)', backward: 'dx = dy (1 − y y)' },
    en: {
      forward: 'Each value is squashed into the range from −1 to 1.',
      backward: 'Where the curve is flat, near −1 and 1, little of the gradient passes.',
    },
    de: {
      forward: 'Jeder Wert wird in den Bereich von −1 bis 1 gestaucht.',
      backward: 'Wo die Kurve flach ist, nahe −1 und 1, kommt nur wenig vom Gradienten durch.',
    },
    es: {
      forward: 'Cada valor se comprime al intervalo de −1 a 1.',
      backward: 'Donde la curva es plana, cerca de −1 y 1, pasa poco gradiente.',
    },
    fr: {
      forward: 'Chaque valeur est ramenée dans l’intervalle de −1 à 1.',
      backward: 'Là où la courbe est plate, près de −1 et de 1, le gradient passe peu.',
    },
    'pt-BR': {
      forward: 'Cada valor é comprimido no intervalo de −1 a 1.',
      backward: 'Onde a curva é plana, perto de −1 e 1, passa pouco gradiente.',
    },
    'zh-Hans': {
      forward: '每个值都被压缩到 −1 到 1 之间。',
      backward: '曲线在接近 −1 和 1 处很平坦，只有一小部分梯度通过。',
    },
    ar: {
      forward: 'تُضغط كل قيمة إلى المجال من \u2066−1\u2069 إلى 1.',
      backward: 'حيث يكون المنحنى مسطحًا، قرب \u2066−1\u2069 و1، لا يمر من التدرج إلا القليل.',
    },
  },
  sigmoid: {
    formulas: { forward: 'y = 1 / (1 + exp(−x))', backward: 'dx = dy y (1 − y)' },
    en: {
      forward: 'Each value is squashed into the range from 0 to 1.',
      backward: 'Where the curve is flat, near 0 and 1, little of the gradient passes.',
    },
    de: {
      forward: 'Jeder Wert wird in den Bereich von 0 bis 1 gestaucht.',
      backward: 'Wo die Kurve flach ist, nahe 0 und 1, kommt nur wenig vom Gradienten durch.',
    },
    es: {
      forward: 'Cada valor se comprime al intervalo de 0 a 1.',
      backward: 'Donde la curva es plana, cerca de 0 y 1, pasa poco gradiente.',
    },
    fr: {
      forward: 'Chaque valeur est ramenée dans l’intervalle de 0 à 1.',
      backward: 'Là où la courbe est plate, près de 0 et de 1, le gradient passe peu.',
    },
    'pt-BR': {
      forward: 'Cada valor é comprimido no intervalo de 0 a 1.',
      backward: 'Onde a curva é plana, perto de 0 e 1, passa pouco gradiente.',
    },
    'zh-Hans': {
      forward: '每个值都被压缩到 0 到 1 之间。',
      backward: '曲线在接近 0 和 1 处很平坦，只有一小部分梯度通过。',
    },
    ar: {
      forward: 'تُضغط كل قيمة إلى المجال من 0 إلى 1.',
      backward: 'حيث يكون المنحنى مسطحًا، قرب 0 و1، لا يمر من التدرج إلا القليل.',
    },
  },
  elu: {
    formulas: {
      forward: 'y = x where x > 0, else exp(x) − 1',
      backward: 'dx = dy where x > 0, else dy (y + 1)',
    },
    en: {
      forward: 'Negative values bend toward −1 instead of becoming zero.',
      backward:
        'Values above zero pass on the whole gradient: {passed} of {count}. The others pass on less, the further below zero they are.',
    },
    de: {
      forward: 'Negative Werte nähern sich −1, statt null zu werden.',
      backward:
        'Werte über null geben den Gradienten ganz weiter: {passed} von {count}. Die übrigen geben umso weniger weiter, je weiter sie unter null liegen.',
    },
    es: {
      forward: 'Los valores negativos se acercan a −1 en lugar de pasar a ser cero.',
      backward:
        'Los valores mayores que cero dejan pasar todo el gradiente: {passed} de {count}. El resto deja pasar menos cuanto más por debajo de cero está.',
    },
    fr: {
      forward: 'Les valeurs négatives tendent vers −1 au lieu de devenir nulles.',
      backward:
        'Les valeurs supérieures à zéro laissent passer tout le gradient : {passed} sur {count}. Les autres en laissent passer d’autant moins qu’elles sont loin sous zéro.',
    },
    'pt-BR': {
      forward: 'Os valores negativos se aproximam de −1 em vez de virarem zero.',
      backward:
        'Os valores acima de zero deixam passar todo o gradiente: {passed} de {count}. Os demais deixam passar menos quanto mais abaixo de zero estão.',
    },
    'zh-Hans': {
      forward: '负值逐渐趋近 −1，而不是变成零。',
      backward:
        '大于零的值让梯度完整通过：{count} 个中有 {passed} 个。其余的值越低于零，通过的梯度越少。',
    },
    ar: {
      forward: 'تقترب القيم السالبة من \u2066−1\u2069 بدل أن تصير صفرًا.',
      backward:
        'ما كان فوق الصفر يمرّر التدرج كاملًا: {passed} من أصل {count}. ويمرّر الباقي قدرًا يقل كلما ابتعد تحت الصفر.',
    },
  },
  relu6: {
    formulas: {
      forward: 'y = min(max(x, 0), 6)',
      backward: 'dx = dy where 0 < x < 6, else 0',
    },
    en: {
      forward: 'Negative values become zero, and values above 6 become 6.',
      backward: 'The gradient stops where the output is 0 or 6, and passes everywhere else.',
    },
    de: {
      forward: 'Negative Werte werden null, Werte über 6 werden 6.',
      backward: 'Wo die Ausgabe 0 oder 6 ist, endet der Gradient; sonst geht er ganz weiter.',
    },
    es: {
      forward: 'Los valores negativos pasan a ser cero, y los mayores que 6 pasan a ser 6.',
      backward: 'El gradiente se detiene donde la salida es 0 o 6 y pasa en los demás casos.',
    },
    fr: {
      forward: 'Les valeurs négatives deviennent nulles, et celles qui dépassent 6 deviennent 6.',
      backward: 'Le gradient s’arrête là où la sortie vaut 0 ou 6 ; ailleurs, il passe.',
    },
    'pt-BR': {
      forward: 'Os valores negativos viram zero, e os maiores que 6 viram 6.',
      backward: 'O gradiente para onde a saída é 0 ou 6 e passa nos demais casos.',
    },
    'zh-Hans': {
      forward: '负值变成零，大于 6 的值变成 6。',
      backward: '输出为 0 或 6 的位置不传递梯度，其余位置完整传递。',
    },
    ar: {
      forward: 'تصير القيم السالبة صفرًا، وتصير القيم التي تزيد على 6 مساوية لها.',
      backward: 'يتوقف التدرج حيث يكون المُخرَج 0 أو 6، ويمر في سائر المواضع.',
    },
  },
  silu: {
    formulas: {
      forward: 'y = x s, where s = 1 / (1 + exp(−x))',
      backward: 'dx = dy s (1 + x (1 − s))',
    },
    en: {
      forward:
        'Each value is multiplied by its own sigmoid: a smooth ReLU that dips slightly below zero.',
      backward:
        'Large values pass on almost the whole gradient, very negative ones almost none of it.',
    },
    de: {
      forward:
        'Jeder Wert wird mit seinem Sigmoid multipliziert: ein glattes ReLU, das knapp unter null reicht.',
      backward: 'Große Werte geben den Gradienten fast ganz weiter, stark negative fast gar nicht.',
    },
    es: {
      forward:
        'Cada valor se multiplica por su propia sigmoide: una ReLU suave que baja un poco de cero.',
      backward:
        'Los valores grandes dejan pasar casi todo el gradiente; los muy negativos, casi nada.',
    },
    fr: {
      forward:
        'Chaque valeur est multipliée par sa propre sigmoïde : une ReLU lisse qui descend un peu sous zéro.',
      backward:
        'Les grandes valeurs laissent passer presque tout le gradient, les valeurs très négatives presque rien.',
    },
    'pt-BR': {
      forward:
        'Cada valor é multiplicado por sua própria sigmoide: uma ReLU suave que desce um pouco abaixo de zero.',
      backward:
        'Os valores grandes deixam passar quase todo o gradiente; os muito negativos, quase nada.',
    },
    'zh-Hans': {
      forward: '每个值乘以自身的 sigmoid：相当于平滑的 ReLU，会略低于零。',
      backward: '较大的值几乎让梯度完整通过，很小的负值则几乎不通过。',
    },
    ar: {
      forward:
        'تُضرب كل قيمة في دالة \u2066sigmoid\u2069 الخاصة بها: \u2066ReLU\u2069 ملساء تنزل قليلًا تحت الصفر.',
      backward:
        'تمرّر القيم الكبيرة التدرج كله تقريبًا، ولا تكاد القيم الشديدة السلبية تمرّر منه شيئًا.',
    },
  },
  gelu: {
    formulas: {
      forward: 'y = x P(x), where P(x) = (1 + erf(x / sqrt(2))) / 2',
      backward: 'dx = dy (P(x) + x exp(−x^2 / 2) / sqrt(2 pi))',
    },
    en: {
      forward:
        'Each value is multiplied by the probability that a standard normal variable is below it: a smooth ReLU.',
      backward:
        'Large values pass on almost the whole gradient, very negative ones almost none of it.',
    },
    de: {
      forward:
        'Jeder Wert wird mit der Wahrscheinlichkeit multipliziert, dass eine standardnormalverteilte Größe kleiner ist: ein glattes ReLU.',
      backward: 'Große Werte geben den Gradienten fast ganz weiter, stark negative fast gar nicht.',
    },
    es: {
      forward:
        'Cada valor se multiplica por la probabilidad de que una variable normal estándar sea menor: una ReLU suave.',
      backward:
        'Los valores grandes dejan pasar casi todo el gradiente; los muy negativos, casi nada.',
    },
    fr: {
      forward:
        'Chaque valeur est multipliée par la probabilité qu’une variable normale centrée réduite lui soit inférieure : une ReLU lisse.',
      backward:
        'Les grandes valeurs laissent passer presque tout le gradient, les valeurs très négatives presque rien.',
    },
    'pt-BR': {
      forward:
        'Cada valor é multiplicado pela probabilidade de uma variável normal padrão ser menor que ele: uma ReLU suave.',
      backward:
        'Os valores grandes deixam passar quase todo o gradiente; os muito negativos, quase nada.',
    },
    'zh-Hans': {
      forward: '每个值乘以标准正态变量小于它的概率：相当于平滑的 ReLU。',
      backward: '较大的值几乎让梯度完整通过，很小的负值则几乎不通过。',
    },
    ar: {
      forward:
        'تُضرب كل قيمة في احتمال أن يكون متغير طبيعي معياري أصغر منها: \u2066ReLU\u2069 ملساء.',
      backward:
        'تمرّر القيم الكبيرة التدرج كله تقريبًا، ولا تكاد القيم الشديدة السلبية تمرّر منه شيئًا.',
    },
  },
  scale: {
    formulas: {
      forward: 'y[k] = x[k] w[k] + bias[k]',
      parameters: 'dw[k] = sum x[k] dy[k]\ndbias[k] = sum dy[k]',
      backward: 'dx[k] = dy[k] w[k]',
    },
    en: {
      forward:
        'Each channel is multiplied by a factor and shifted by a bias: this is what batch normalization comes down to after training.',
      backward: 'The gradient of each channel is multiplied by the same factor.',
    },
    de: {
      forward:
        'Jeder Kanal wird mit einem Faktor multipliziert und um einen Bias verschoben: eine Batch-Normalisierung nach dem Training.',
      backward: 'Der Gradient jedes Kanals wird mit demselben Faktor multipliziert.',
    },
    es: {
      forward:
        'Cada canal se multiplica por un factor y se desplaza con un sesgo: una normalización por lotes ya entrenada.',
      backward: 'El gradiente de cada canal se multiplica por el mismo factor.',
    },
    fr: {
      forward:
        'Chaque canal est multiplié par un facteur et décalé d’un biais : une normalisation par lots après l’entraînement.',
      backward: 'Le gradient de chaque canal est multiplié par le même facteur.',
    },
    'pt-BR': {
      forward:
        'Cada canal é multiplicado por um fator e deslocado por um viés: uma normalização em lote já treinada.',
      backward: 'O gradiente de cada canal é multiplicado pelo mesmo fator.',
    },
    'zh-Hans': {
      forward: '每个通道乘以一个系数，再加上偏置：相当于训练完成后的批归一化。',
      backward: '每个通道的梯度乘以同一个系数。',
    },
    ar: {
      forward: 'تُضرب كل قناة في معامل ويُضاف إليها انحياز: هو تسوية الدفعات بعد اكتمال التدريب.',
      backward: 'يُضرب تدرج كل قناة في المعامل نفسه.',
    },
  },
  batchnorm: {
    formulas: {
      forward: 'y[k] = (x[k] − mean[k]) / deviation[k] w[k] + bias[k]',
      parameters: 'dw[k] = sum dy[k] (x[k] − mean[k]) / deviation[k]\ndbias[k] = sum dy[k]',
      backward: 'dx[k] = dy[k] w[k] / deviation[k]',
    },
    en: {
      forward:
        'Each channel is normalized to mean 0 and deviation 1, then scaled and shifted by weights. Training uses the mean and deviation of the minibatch; prediction uses their running averages.',
      backward:
        'The gradient of each channel is multiplied by the same factor. In training, mean and deviation depend on all images of the minibatch, which adds two terms.',
    },
    de: {
      forward:
        'Jeder Kanal wird auf Mittelwert 0 und Standardabweichung 1 gebracht, dann durch Gewichte skaliert und verschoben. Im Training gelten Mittelwert und Standardabweichung des Mini-Batches, bei der Vorhersage ihre gleitenden Mittelwerte.',
      backward:
        'Der Gradient jedes Kanals wird mit demselben Faktor multipliziert. Im Training hängen Mittelwert und Standardabweichung von allen Bildern des Mini-Batches ab; dadurch kommen zwei Terme hinzu.',
    },
    es: {
      forward:
        'Cada canal se normaliza a media 0 y desviación típica 1, y luego se escala y se desplaza con pesos. Al entrenar se usan la media y la desviación del minilote; al predecir, sus medias móviles.',
      backward:
        'El gradiente de cada canal se multiplica por el mismo factor. Al entrenar, la media y la desviación dependen de todas las imágenes del minilote, lo que añade dos términos.',
    },
    fr: {
      forward:
        'Chaque canal est ramené à une moyenne de 0 et un écart type de 1, puis mis à l’échelle et décalé par des poids. L’entraînement utilise la moyenne et l’écart type du mini-lot ; la prédiction, leurs moyennes mobiles.',
      backward:
        'Le gradient de chaque canal est multiplié par le même facteur. Pendant l’entraînement, la moyenne et l’écart type dépendent de toutes les images du mini-lot, ce qui ajoute deux termes.',
    },
    'pt-BR': {
      forward:
        'Cada canal é normalizado para média 0 e desvio padrão 1 e depois escalado e deslocado por pesos. O treinamento usa a média e o desvio do minilote; a previsão, as médias móveis deles.',
      backward:
        'O gradiente de cada canal é multiplicado pelo mesmo fator. No treinamento, a média e o desvio dependem de todas as imagens do minilote, o que acrescenta dois termos.',
    },
    'zh-Hans': {
      forward:
        '先把每个通道的均值变为 0、标准差变为 1，再用权重缩放和平移。训练时用当前小批量的均值和标准差，预测时用它们的滑动平均。',
      backward:
        '每个通道的梯度乘以同一个系数。训练时，均值和标准差取决于小批量中的所有图像，因此多出两项。',
    },
    ar: {
      forward:
        'تُسوّى كل قناة إلى متوسط 0 وانحراف معياري 1، ثم تُضرب في أوزان وتُزاح بها. أثناء التدريب يُستعمل متوسط الدفعة الصغيرة وانحرافها، وعند التوقع متوسطاهما المتحركان.',
      backward:
        'يُضرب تدرج كل قناة في المعامل نفسه. وأثناء التدريب يعتمد المتوسط والانحراف على كل صور الدفعة الصغيرة، فيُضاف حدّان.',
    },
  },
  normalize: {
    formulas: {
      forward: 'y = (x − mean) / deviation, or (1 − x − mean) / deviation if inverted',
      backward: 'dx = dy / deviation, or −dy / deviation if inverted',
    },
    en: {
      forward:
        'The ink is shifted and scaled by two constants, to match what the network was trained on.',
      backward: 'The gradient is divided by the deviation.',
      numbers: { rate: 'mean', deviation: 'deviation', inverted: 'inverted' },
      hint: 'inverted means dark ink on a light background',
    },
    de: {
      forward:
        'Die Tinte wird mit zwei Konstanten verschoben und skaliert, so wie das Netz sie im Training sah.',
      backward: 'Der Gradient wird durch die Standardabweichung geteilt.',
      numbers: { rate: 'Mittelwert', deviation: 'Standardabweichung', inverted: 'invertiert' },
      hint: 'inverted heißt: dunkle Tinte auf hellem Grund',
    },
    es: {
      forward:
        'La tinta se desplaza y se escala con dos constantes, tal como la red la vio al entrenar.',
      backward: 'El gradiente se divide por la desviación típica.',
      numbers: { rate: 'media', deviation: 'desviación típica', inverted: 'invertida' },
      hint: 'inverted significa tinta oscura sobre fondo claro',
    },
    fr: {
      forward:
        'L’encre est décalée et mise à l’échelle par deux constantes, telle que le réseau l’a vue pendant l’entraînement.',
      backward: 'Le gradient est divisé par l’écart type.',
      numbers: { rate: 'moyenne', deviation: 'écart type', inverted: 'inversée' },
      hint: 'inverted signifie encre sombre sur fond clair',
    },
    'pt-BR': {
      forward:
        'A tinta é deslocada e escalada por duas constantes, como a rede a viu no treinamento.',
      backward: 'O gradiente é dividido pelo desvio padrão.',
      numbers: { rate: 'média', deviation: 'desvio padrão', inverted: 'invertida' },
      hint: 'inverted significa tinta escura sobre fundo claro',
    },
    'zh-Hans': {
      forward: '用两个常数对墨迹做平移和缩放，与网络训练时看到的输入一致。',
      backward: '梯度除以标准差。',
      numbers: { rate: '均值', deviation: '标准差', inverted: '反相' },
      hint: 'inverted 表示浅色背景上的深色墨迹',
    },
    ar: {
      forward: 'يُزاح الحبر ويُعدَّل مقياسه بثابتين، كما رأته الشبكة أثناء تدريبها.',
      backward: 'يُقسم التدرج على الانحراف المعياري.',
      numbers: { rate: 'المتوسط', deviation: 'الانحراف المعياري', inverted: 'معكوس' },
      hint: 'تعني \u2066inverted\u2069 حبرًا داكنًا على خلفية فاتحة',
    },
  },
};

/** For a kind without an entry. @type {Entry} */
const NONE = { formulas: { forward: '', backward: '' }, en: { forward: '' } };

/** @param {string} kind */
export const formulasOf = (kind) => (KINDS[kind] ?? NONE).formulas;

/** In the page's language, or in English if there is no translation. @param {string} kind @returns {KindWords} */
export function kindWords(kind) {
  const entry = KINDS[kind] ?? NONE;
  return entry[currentLanguage()] ?? entry.en;
}
