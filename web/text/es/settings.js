/** The words of networks and settings, and what the core says, in Spanish. */

/** @type {import('../index.js').Messages} */
export const SETTINGS = {
  setup: {
    title: 'Red',
    presets: 'Redes para elegir',
    layers: 'Capas',
    training: 'Entrenamiento',
    variety: 'Variedad de los dígitos',
    device: 'Este dispositivo',
    promise: '{share} en dígitos de prueba',
    seconds: 'unos {count} s aquí',
    minutes: 'unos {count} min aquí',
    wholeNumber: 'Elige un número entero entre {least} y {most}.',
    varietyPicture: 'Dígitos de entrenamiento como los ve la red',
    varietyOthers: 'Mostrar otros',
  },
  layers: {
    asText: 'Como texto',
    help: 'De 28 x 28 píxeles a 10 dígitos, como mucho 32 capas: conv 5x5x8 (núcleo de 1 a 9, hasta 256 canales), conv 3x3x16 same (conserva el tamaño), relu, maxpool 2, dropout 0.25, dense 10 (hasta 4.096 unidades).',
    layer: 'Capa',
    output: 'Salida',
    parameters: 'Parámetros',
    removeLayer: 'Quitar {layer}',
    sum: 'En total',
    before: 'Antes de la última capa',
    add: 'Añadir',
    stays: 'La red queda como estaba.',
    last: 'La última debe ser una capa dense con {count} unidades, una para cada clase.',
    outputs: 'La última capa tiene {count} salidas: una para cada clase de lo que se entrena.',
  },
  presets: {
    mlp: 'MLP 784-128-10',
    quick: 'CNN rápida',
    small: 'CNN pequeña',
    better: 'CNN mejor',
  },
  settings: {
    layers: 'Capas',
    layersHelp:
      'De los 28 x 28 píxeles a los 10 dígitos: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    rule: 'Optimizador',
    ruleHelp:
      'Cómo mueven los gradientes los pesos. AdamW encuentra por sí solo un tamaño de paso para cada peso.',
    learningRate: 'Tasa de aprendizaje',
    learningRateHelp:
      'Cuánto mueve los pesos cada paso. Si es muy pequeña aprende despacio; si es muy grande, salta. AdamW quiere una treintava parte que SGD.',
    schedule: 'Plan',
    scheduleHelp:
      'Cómo cambia la tasa de aprendizaje durante el entrenamiento. Un ciclo sube hasta la tasa de arriba y luego baja casi a cero.',
    warmUp: 'Calentamiento',
    warmUpHelp: 'La parte del entrenamiento en la que sube la tasa de aprendizaje.',
    epochs: 'Épocas',
    epochsHelp: 'Cuántas veces ve la red cada dígito.',
    batchSize: 'Tamaño del lote',
    batchSizeHelp: 'Cuántos dígitos se miran antes de mover los pesos una vez.',
    weightDecay: 'Decaimiento de pesos',
    weightDecayHelp:
      'Acerca todos los pesos un poco a cero en cada paso, para que no aprenda de memoria.',
    labelSmoothing: 'Suavizado de etiquetas',
    labelSmoothingHelp: 'Pide algo menos que certeza total, para que la red no exagere.',
    sampleCount: 'Dígitos',
    sampleCountHelp: 'De cuántos de los 60.000 dígitos manuscritos aprende.',
    seed: 'Semilla',
    seedHelp: 'Decide los primeros pesos y todo lo aleatorio. La misma semilla da la misma curva.',
    augmentation: 'Aumento de datos',
    augmentationHelp:
      'Los desplazamientos añaden doce copias de cada dígito, movidas de 1 a 3 píxeles: 1.000 pasan a ser 13.000. Las distorsiones rehacen cada dígito cada vez, según los controles hasta Grosor.',
    engine: 'Motor',
    engineHelp:
      'Rápido usa lo mejor de este procesador. Reproducible da la misma curva en todos los dispositivos, bit a bit.',
    threads: 'Hilos',
    threadsHelp:
      'Cuántos núcleos entrenan a la vez. Con menos, un teléfono se calienta menos; el resultado es el mismo.',
    shift: 'Desplazamiento',
    shiftHelp: 'Cuánto se mueven los dígitos.',
    rotation: 'Giro',
    rotationHelp: 'Cuánto se giran.',
    scale: 'Tamaño',
    scaleHelp: 'Cuánto más grandes o pequeños, a lo ancho y a lo alto.',
    shear: 'Inclinación',
    shearHelp: 'Cuánto se inclinan.',
    elastic: 'Elástico',
    elasticHelp: 'Cuánto se estira el papel aquí y allá.',
    thickness: 'Grosor',
    thicknessHelp: 'Cuánto se ensanchan o afinan los trazos.',
    drawn: 'Dibujados por reglas',
    drawnHelp: 'Parte de dígitos con trazos nuestros: 1 con bandera, 7 cruzado, 4 abierto.',
    lettered: 'De tipos de letra',
    letteredHelp: 'Parte de dígitos de tipos de letra manuscrita.',
    strange: 'No es un dígito',
    strangeHelp: 'Parte de garabatos y letras, para aprender cuándo no estar segura.',
  },
  choices: {
    sgd: 'SGD',
    momentum: 'Momento',
    adamw: 'AdamW',
    constant: 'Constante',
    cosine: 'Coseno',
    'one-cycle': 'Un ciclo',
    none: 'Ninguno',
    shifts: '12 desplazamientos',
    distort: 'Distorsiones',
    fast: 'Rápido',
    reproducible: 'Reproducible',
    threads0: 'Automático',
  },
  // As the core says it, src/status.c; by code.
  core: {
    BAD_ARGUMENT:
      'Un ajuste está fuera del intervalo permitido. Elige un valor dentro de los límites indicados.',
    NO_MEMORY:
      'No hay memoria suficiente. Cierra otras pestañas, o elige una red más pequeña o menos dígitos.',
    BAD_LAYERS:
      'Estas capas no forman una red. Usa de 1 a 32 capas; la última debe ser una capa dense con 2 a 36 unidades.',
    BAD_LAYER_TEXT:
      'Esto no es una capa. Escribe por ejemplo: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    TOO_SMALL:
      'La imagen ya es demasiado pequeña para esta capa. Usa un núcleo o una ventana menor, relleno, o menos capas antes.',
    NO_WASM:
      'Este navegador no puede ejecutar WebAssembly. Usa un Chrome, Edge, Firefox o Safari actual.',
    NO_SIMD:
      'A este navegador le falta WebAssembly SIMD, que la red necesita. Usa Chrome o Edge 97, Firefox 114, Safari 16.4 o posterior.',
    NOT_A_MODEL: 'No es un archivo de modelo. Elige un archivo .safetensors guardado por Inkling.',
    MODEL_HEADER:
      'Este archivo de modelo está dañado: no se puede leer su cabecera. Guárdalo o descárgalo otra vez.',
    MODEL_SIZES:
      'Este archivo de modelo está dañado o cortado: sus números no están todos donde dice la cabecera. Guárdalo o descárgalo otra vez.',
    FOREIGN_MODEL:
      'Es un archivo safetensors, pero no de una red que Inkling pueda hacer. Elige uno guardado por Inkling.',
    MODEL_NOT_FINITE:
      'Este modelo tiene pesos que no son números finitos. Elige uno guardado antes de que su entrenamiento fallara.',
    UNKNOWN_CLASS:
      'Las imágenes son de más clases que las salidas de esta red. Su última capa debe ser dense, con una unidad para cada clase.',
    NOT_LOADED: 'No se pudo cargar {file}. Comprueba la conexión y recarga la página.',
    DAMAGED_MODULE: 'La red llegó dañada. Recarga la página para cargarla de nuevo.',
    BAD_PNG: 'No es una imagen PNG completa. Quizá se cortó por el camino: cárgala otra vez.',
    BAD_SHEET_SIZE:
      'Este PNG no es una hoja de dígitos. Debe tener 784 píxeles de ancho, con una imagen de 28x28 en cada fila.',
    BAD_LABELS:
      'No es un archivo de etiquetas completo. Debe ser un archivo idx1-ubyte con etiquetas de 0 a 35, o 255 para lo que no es de ninguna clase.',
    LABEL_MISMATCH:
      'La hoja y su archivo de etiquetas no tienen el mismo número de dígitos. Usa archivos que vayan juntos.',
    DATASET_FULL: 'El conjunto de datos está lleno: esta hoja tiene más dígitos de los que caben.',
  },
};
