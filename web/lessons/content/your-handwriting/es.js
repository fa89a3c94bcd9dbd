/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Tu letra',
  about: 'Escribe, deja que lea, enséñale y vuelve a escribir.',
  steps: {
    start: {
      title: '¿De quién es la letra que aprendió?',
      text: [
        'La red preentrenada aprendió de dígitos que escribieron otras personas, la mayoría en Estados Unidos hacia 1990.',
        'Escribe los diez dígitos como siempre. Mira cuántos lee. Después le enseñas tú.',
      ],
    },
    first: {
      title: 'Escribe diez dígitos',
      text: ['Escribe el dígito que se pide, con rapidez y naturalidad.'],
    },
    second: {
      title: 'Predice tu segundo intento',
      text: [
        'Ha leído {first} de 10. Ahora una copia de la red aprenderá de estos diez dibujos, cada uno variado muchas veces.',
        'Después escribirás diez dígitos nuevos. ¿Cuántos leerá?',
      ],
      label: 'Dígitos leídos después de enseñarle',
    },
    forget: {
      title: '¿Olvidará?',
      text: [
        'Diez dibujos de una sola persona podrían estropear lo que la red sabía de todas las demás. Por eso se mezclan con 3000 dígitos de otras personas.',
      ],
      label: 'Exactitud en los 10\u00a0000 dígitos de prueba, después',
      options: { less: 'Menor', same: 'Más o menos igual', more: 'Mayor' },
    },
    teach: {
      title: 'Enséñale',
      text: [
        'Tarda unos segundos.',
        'Dígitos de prueba leídos antes: {test_before}. Después: {test_after}.',
      ],
    },
    again: {
      title: 'Escribe diez más',
      text: ['Dibujos nuevos: la red no los ha visto.'],
    },
    end: {
      title: 'Los datos deciden',
      text: [
        'Primero {first} de 10, luego {second} de 10. Con solo diez dibujos, uno más o menos puede ser casualidad. Para estar seguro habría que escribir cientos.',
        'Lo que una red sabe hacer depende de los ejemplos que vio. Si tus dígitos son poco comunes, el problema no era tu letra.',
        'En «Tu letra» puedes enseñarle con más dibujos y usar el resultado.',
      ],
    },
  },
};
