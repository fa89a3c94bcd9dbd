/** The words of photographed pages, in Spanish. */

/** @type {import('../index.js').Messages} */
export const PHOTO = {
  photo: {
    intro:
      'Escribe cifras en papel, separadas unas de otras, y haz una foto. No sale de este dispositivo.',
    camera: 'Hacer una foto',
    file: 'Elegir una imagen',
    drop: 'o suelta o pega una aquí',
    looking: 'Buscando cifras …',
    found:
      '{count|Una cifra encontrada|{count} cifras encontradas}. Toca una para corregirla y guardarla.',
    nothing:
      'No se encontraron cifras. Escríbelas oscuras y separadas, y haz que el papel llene la imagen.',
    notPicture: '«{name}» no se puede abrir aquí como imagen. Elige un JPEG o PNG.',
    tooLarge: '«{name}» ocupa más de 64 MB. Elige una imagen más pequeña.',
    broken:
      'No se pudo leer la imagen: faltó memoria. Inténtalo otra vez o con una imagen más pequeña.',
    picture: 'La imagen, con un marco en cada cifra encontrada',
    ink: 'La cifra tal como la ve la red',
    mark: 'Leída como {digit}',
    markUnsure: 'Quizá {digit}, sin seguridad',
    markKept: 'Guardada como {digit}',
    whichOne: '¿Qué cifra es? Se guarda entre tus cifras.',
    leaveOut: 'No es una cifra',
    takeBack: 'No guardarla',
    turn: 'Girar la imagen',
    keepAll: '{count|Guardar la otra como se leyó|Guardar las {count} como se leyeron}',
    kept: '{count|Una cifra guardada|{count} cifras guardadas} entre las tuyas.',
    learned: 'Aprendido. Ahora responde la red que conoce tu letra, y lee el resto de la página.',
  },
};
