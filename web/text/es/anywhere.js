/** The words of being offline, and of what goes wrong, in Spanish. */

/** @type {import('../index.js').Messages} */
export const ANYWHERE = {
  anywhere: {
    offline: 'Funciona sin red.',
    newVersion:
      'Hay una versión nueva de esta página. Tu red está guardada y el entrenamiento sigue.',
    reload: 'Recargar',
    otherTab:
      'Inkling está abierto en otra pestaña, que guarda su red para la próxima vez. Esta también entrena, pero no se guarda.',
    keepThis: 'Guardar esta en su lugar',
    crashed: 'El entrenamiento se detuvo por un fallo. Tu red está a salvo.',
    goOn: 'Seguir desde donde estaba',
    crashedNew: 'El entrenamiento se detuvo por un fallo, antes de aprender nada.',
    startAgain: 'Empezar otra vez',
    full: 'No queda espacio en este dispositivo para guardar tu red: se perderá al cerrar la página. Haz sitio y se guardará de nuevo.',
  },
};
