/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'MLP o CNN',
  about: '¿Puede ser mejor una red con muchos menos parámetros?',
  names: { mlp: 'MLP', cnn: 'CNN' },
  steps: {
    start: {
      title: 'Una red que no sabe qué es una imagen',
      text: [
        'En un perceptrón multicapa, o MLP, cada neurona está conectada a cada píxel. Para él, una imagen es una lista. Si se barajaran los píxeles de todas las imágenes de la misma manera, aprendería igual de bien.',
        'Entrena uno con 500 dígitos.',
      ],
    },
    mlp: { title: 'Entrena el MLP', text: ['128 neuronas, luego ReLU, luego diez salidas.'] },
    idea: {
      title: 'Mirar trozos pequeños',
      text: [
        'El MLP tiene {mlp_weights} parámetros y lee el {mlp_test} de los dígitos de prueba.',
        'Una red convolucional, o CNN, desliza una pequeña ventana de 5×5 pesos por la imagen. Los mismos 25 pesos buscan el mismo trazo en todas partes. Después, el pooling se queda con la respuesta más fuerte de cada zona, de modo que un pequeño desplazamiento apenas importa.',
        'Como los pesos se comparten, hay pocos: alrededor de la decimoséptima parte.',
      ],
    },
    wins: {
      title: 'Diecisiete veces menos',
      text: ['Los mismos 500 dígitos, el mismo número de pasadas.'],
      label: 'Exactitud (prueba) de la CNN comparada con el MLP',
      options: { less: 'Menor', same: 'Más o menos igual', more: 'Mayor' },
    },
    level: {
      title: '¿Qué exactitud tendrá?',
      text: ['El MLP lee el {mlp_test}.'],
      label: 'Exactitud (prueba) de la CNN',
    },
    cnn: {
      title: 'Entrena la CNN',
      text: ['Calcula más por cada dígito que el MLP, así que tarda un poco más.'],
    },
    end: {
      title: 'La estructura es conocimiento',
      text: [
        'A la CNN se le dieron dos cosas que son ciertas en las imágenes: los píxeles vecinos van juntos, y un trazo es un trazo esté donde esté. Lo que ya se le da no tiene que aprenderlo de los ejemplos.',
        'Eso compensa sobre todo cuando hay pocos ejemplos. Dibuja un dígito y observa las imágenes pequeñas: cada una muestra dónde encontró su trazo una ventana.',
      ],
    },
  },
};
