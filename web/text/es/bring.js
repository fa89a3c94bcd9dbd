/** The words of "Bring a dataset", in Spanish. */

/** @type {import('../index.js').Messages} */
export const BRING = {
  bring: {
    intro:
      'Imágenes en una carpeta por clase, o un zip de esas carpetas; una hoja de imágenes con sus etiquetas; los archivos idx de MNIST; un CSV de píxeles. Se quedan en este dispositivo.',
    drop: 'Suelta aquí un zip, archivos o una carpeta',
    files: 'Elegir archivos',
    folder: 'Elegir una carpeta',
    noFolder:
      'No se abrió ninguna carpeta. La que el navegador no deje abrir a esta página se puede soltar aquí o traer como zip.',
    formats: 'Qué se puede traer',
    formatFolders:
      'Imágenes PNG o JPEG, en una carpeta con el nombre de su clase, a cualquier profundidad: digits/7/1.png. Sueltas o en un zip.',
    formatSheet:
      'Una hoja de imágenes de 28 x 28, una junto a otra o una por fila de 784 píxeles, con sus etiquetas al lado: sheet.png y sheet-labels.csv o sheet-labels.idx1.',
    formatIdx:
      'Los archivos de MNIST, comprimidos o no: train-images-idx3-ubyte.gz con train-labels-idx1-ubyte.gz.',
    formatCsv: 'Un CSV con una etiqueta y los píxeles de una imagen en cada fila.',
    polarity: 'Tinta',
    polarity_detect: 'Buscarla',
    polarity_alpha: 'Lo que no es transparente',
    polarity_dark: 'Oscuro sobre claro',
    polarity_light: 'Claro sobre oscuro',
    framing: 'Tamaño y lugar',
    framing_detect: 'Como MNIST, donde aún no lo es',
    framing_keep: '28 x 28 tal cual',
    framing_fit: 'Encajar todas',
    again: 'Leer otra vez así',
    finding: 'Buscando imágenes …',
    progress:
      '{images|{images} imagen|{images} imágenes}, {skipped} omitidas, {rate} por segundo. Archivo {done} de {total}.',
    cancel: 'Cancelar',
    cancelled: 'Cancelado. No se guardó nada de ello; lo que había sigue como estaba.',
    done: '«{name}»: {count|{count} imagen|{count} imágenes} en {seconds} s.',
    interrupted:
      'La importación de «{name}» se cortó al dejar la página. No se guardó nada de ella; lo que había sigue como estaba. Tráela otra vez.',
    full: '«{name}» ya no cabe en este navegador: puedes usarlo hasta que dejes la página. Para guardarlo, quita un conjunto aquí o libera espacio y tráelo otra vez.',
    refused:
      '«{name}» no se puede guardar: este navegador niega el almacenamiento aquí, como en una ventana privada. Puedes usarlo hasta que dejes la página.',
    badZip:
      'Este zip no se puede leer: está dañado o se cortó por el camino. Cárgalo o cópialo otra vez, o descomprímelo y trae la carpeta.',
    zipBomb:
      'Este zip se rechazó: dice que se descomprime en mucho más que cualquier conjunto de imágenes, como las bombas zip. Si te fías de él, descomprímelo y trae la carpeta.',
    tooMany: 'Son más de un millón de archivos. Trae una parte.',
    nothing:
      'No hay ninguna imagen con etiqueta entre estos archivos. Pon las imágenes en una carpeta por clase, o mira abajo qué se puede traer.',
    gone: 'Estos archivos no se pueden leer: se movieron, renombraron o borraron entretanto, o se negó el acceso. No se guardó nada; lo que había sigue como estaba. Tráelos otra vez.',
    broken:
      'La lectura se detuvo por un fallo o por falta de memoria. No se guardó nada; lo que había sigue como estaba. Cierra otras pestañas y prueba con menos archivos.',
    mine: 'Lo que has traído',
    about: '{count|{count} imagen|{count} imágenes}, {classes|{classes} clase|{classes} clases}.',
    foundAlpha: 'Tinta en el canal alfa: {count}.',
    foundDark: 'Oscuro sobre claro: {count}.',
    foundLight: 'Claro sobre oscuro: {count}.',
    foundKept: 'Ya encuadradas como MNIST y dejadas como están: {count}.',
    onlyNow: 'Aquí hasta que dejes la página: no se pudo guardar.',
    class: 'Clase {name}: {count|{count} imagen|{count} imágenes}',
    moreClasses: '{count|y {count} clase más|y {count} clases más}',
    single:
      '{count|Una clase tiene una sola imagen: se entrena con ella, pero no hay con qué probar.|{count} clases tienen una sola imagen: se entrena con ella, pero no hay con qué probar.}',
    oneClass:
      'Solo hay una clase: una red aprende a distinguir clases. Trae otra, o entrena también con los dígitos de la página.',
    skipped: '{count|Se omitió {count} archivo o fila|Se omitieron {count} archivos o filas}',
    nothingSkipped: 'No se omitió nada.',
    examples: 'Por ejemplo {list}',
    notPicture: 'ni PNG ni JPEG, diga lo que diga el nombre',
    damaged: 'dañado o cortado',
    tooLarge:
      'demasiado grande: imágenes hasta 16 millones de píxeles y 64 MB, tablas hasta 512 MB',
    blank: 'sin tinta',
    encrypted: 'cifrado: descomprímelo antes con su contraseña',
    unsafePath: 'una ruta que sale de su carpeta: rechazado por seguridad',
    bomb: 'comprimido mucho más que cualquier imagen: rechazado por seguridad',
    packing: 'comprimido de un modo desconocido: comprímelo de nuevo como zip normal',
    noClass: 'en ninguna carpeta que diga su clase',
    unknownKind: 'no es un archivo de imagen, idx o CSV',
    unreadable: 'no se puede leer: se movió o cambió entretanto, o se negó el acceso',
    limit: 'más allá de las 250.000 imágenes que caben',
    tooManyClasses: 'más allá de las 256 clases que caben',
    raggedRow: 'una fila con más o menos columnas que la primera',
    badRow: 'una fila con algo que no son números de 0 a 255',
    noLabels: 'sin etiquetas: falta un archivo de etiquetas del mismo nombre o una columna «label»',
    badIdx: 'no es un archivo idx de bytes',
    idxCount: 'no contiene tantos como dice al principio',
    labelCount: 'no hay tantas etiquetas como imágenes',
    sheetSize: 'no es una hoja: sus lados deben ser múltiplos de 28, o su ancho 784',
    mostOutputs:
      'Una red distingue aquí como mucho {most} clases: elige hasta {most} de estas {count}.',
    classes: 'Clases para entrenar',
    chosenCount: '{count} de {most} como mucho',
    use: 'Entrenar con',
    bundled: 'Los dígitos de la página',
    onOne: '«{name}»',
    onBoth: '«{name}» y los dígitos de la página',
    heldOut: 'Una de cada seis imágenes tuyas se reserva: con ellas se mide el acierto.',
    notBoth: 'Los dígitos de la página solo pueden unirse a clases llamadas de 0 a 9.',
    failed: 'No se puede entrenar con este conjunto: {reason} Se entrena con los de la página.',
    remove: 'Quitar',
    removed: '«{name}» se ha quitado.',
    undo: 'Deshacer',
    answersOwn: 'Responde ahora: la tuya ({layers}), entrenada con {dataset}',
  },
};
