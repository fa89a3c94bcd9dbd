/** The words of "Bring a dataset", in German. */

/** @type {import('../index.js').Messages} */
export const BRING = {
  bring: {
    intro:
      'Bilder in einem Ordner je Klasse, oder ein Zip solcher Ordner; ein Bogen von Bildern mit seinen Labels; die idx-Dateien von MNIST; eine CSV-Datei mit Pixeln. Sie bleiben auf diesem Gerät.',
    drop: 'Zip, Dateien oder einen Ordner hierher ziehen',
    files: 'Dateien wählen',
    folder: 'Ordner wählen',
    noFolder:
      'Es wurde kein Ordner geöffnet. Einen, den der Browser diese Seite nicht öffnen lässt, kannst du hier ablegen oder als Zip mitbringen.',
    formats: 'Was mitgebracht werden kann',
    formatFolders:
      'PNG- oder JPEG-Bilder in einem Ordner, der wie ihre Klasse heißt, beliebig tief: digits/7/1.png. Lose oder im Zip.',
    formatSheet:
      'Ein Bogen von Bildern mit 28 x 28 Pixeln, nebeneinander oder eines in jeder Zeile von 784 Pixeln, daneben seine Labels: sheet.png und sheet-labels.csv oder sheet-labels.idx1.',
    formatIdx:
      'Die Dateien von MNIST selbst, gepackt oder nicht: train-images-idx3-ubyte.gz mit train-labels-idx1-ubyte.gz.',
    formatCsv: 'Eine CSV-Datei mit einem Label und den Pixeln eines Bildes in jeder Zeile.',
    polarity: 'Tinte',
    polarity_detect: 'Finden',
    polarity_alpha: 'Was nicht durchsichtig ist',
    polarity_dark: 'Dunkel auf hell',
    polarity_light: 'Hell auf dunkel',
    framing: 'Größe und Lage',
    framing_detect: 'Wie MNIST, wo noch nicht so',
    framing_keep: '28 x 28, wie es ist',
    framing_fit: 'Jedes Bild einpassen',
    again: 'So noch einmal lesen',
    finding: 'Suche nach Bildern …',
    progress:
      '{images|{images} Bild|{images} Bilder}, {skipped} übersprungen, {rate} pro Sekunde. Datei {done} von {total}.',
    cancel: 'Abbrechen',
    cancelled: 'Abgebrochen. Nichts davon wurde behalten; was vorher da war, ist wie es war.',
    done: '„{name}“: {count|{count} Bild|{count} Bilder} in {seconds} s.',
    interrupted:
      'Das Einlesen von „{name}“ brach ab, als die Seite verlassen wurde. Nichts davon wurde behalten; was vorher da war, ist wie es war. Bring es noch einmal mit.',
    full: '„{name}“ passt nicht mehr in den Speicher dieses Browsers: Du kannst es nutzen, bis du die Seite verlässt. Um es zu behalten, entferne hier einen Datensatz oder schaffe Platz auf dem Gerät, dann bring es noch einmal mit.',
    refused:
      '„{name}“ kann nicht behalten werden: Dieser Browser verweigert hier den Speicher, wie in einem privaten Fenster. Du kannst es nutzen, bis du die Seite verlässt.',
    badZip:
      'Dieses Zip ist nicht lesbar: Es ist beschädigt oder unterwegs abgeschnitten worden. Lade oder kopiere es neu, oder entpacke es und bring den Ordner mit.',
    zipBomb:
      'Dieses Zip wurde abgelehnt: Es sagt, dass es sich zu weit mehr entpackt als irgendein Datensatz von Bildern, wie es Zip-Bomben tun. Wenn du ihm traust, entpacke es und bring den Ordner mit.',
    tooMany: 'Das sind mehr als eine Million Dateien. Bring einen Teil davon mit.',
    nothing:
      'Unter diesen Dateien ist kein Bild mit einem Label. Lege Bilder in einen Ordner je Klasse, oder sieh unten, was mitgebracht werden kann.',
    gone: 'Diese Dateien sind nicht lesbar: Sie wurden inzwischen verschoben, umbenannt oder entfernt, oder der Zugriff wurde verweigert. Nichts wurde behalten; was vorher da war, ist wie es war. Bring sie noch einmal mit.',
    broken:
      'Das Lesen endete mit einem Fehler, oder weil der Speicher nicht reicht. Nichts wurde behalten; was vorher da war, ist wie es war. Schließe andere Tabs, und versuche es mit weniger Dateien.',
    mine: 'Was mitgebracht wurde',
    about: '{count|{count} Bild|{count} Bilder}, {classes|{classes} Klasse|{classes} Klassen}.',
    foundAlpha: 'Tinte im Alphakanal: {count}.',
    foundDark: 'Dunkel auf hell: {count}.',
    foundLight: 'Hell auf dunkel: {count}.',
    foundKept: 'Schon eingepasst wie MNIST, und so gelassen: {count}.',
    onlyNow: 'Da, bis du die Seite verlässt: Es konnte nicht gespeichert werden.',
    class: 'Klasse {name}: {count|{count} Bild|{count} Bilder}',
    moreClasses: '{count|und {count} weitere Klasse|und {count} weitere Klassen}',
    single:
      '{count|Eine Klasse hat ein einziges Bild: Es wird gelernt, aber zum Testen ist keines da.|{count} Klassen haben ein einziges Bild: Es wird gelernt, aber zum Testen ist keines da.}',
    oneClass:
      'Es gibt nur eine Klasse: Ein Netz lernt, Klassen zu unterscheiden. Bring noch eine mit, oder trainiere auch mit den mitgelieferten Ziffern.',
    skipped:
      '{count|{count} Datei oder Zeile wurde übersprungen|{count} Dateien oder Zeilen wurden übersprungen}',
    nothingSkipped: 'Nichts wurde übersprungen.',
    examples: 'Etwa {list}',
    notPicture: 'weder PNG noch JPEG, was auch immer der Name sagt',
    damaged: 'beschädigt oder abgeschnitten',
    tooLarge: 'zu groß: Bilder bis 16 Millionen Pixel und 64 MB, Tabellen bis 512 MB',
    blank: 'keine Tinte darauf',
    encrypted: 'verschlüsselt: Entpacke es zuerst mit seinem Passwort',
    unsafePath: 'ein Pfad, der aus seinem Ordner hinausführt: zur Sicherheit abgelehnt',
    bomb: 'viel dichter gepackt als irgendein Bild: zur Sicherheit abgelehnt',
    packing: 'auf eine hier unbekannte Art gepackt: Packe es neu als gewöhnliches Zip',
    noClass: 'in keinem Ordner, der seine Klasse nennt',
    unknownKind: 'weder Bild noch idx noch CSV',
    unreadable:
      'nicht lesbar: Es wurde inzwischen verschoben oder geändert, oder der Zugriff wurde verweigert',
    limit: 'mehr als die 250.000 Bilder, die hineinpassen',
    tooManyClasses: 'mehr als die 256 Klassen, die hineinpassen',
    raggedRow: 'eine Zeile mit mehr oder weniger Spalten als die erste',
    badRow: 'eine Zeile mit etwas anderem als Zahlen von 0 bis 255',
    noLabels: 'keine Labels: Eine gleichnamige Label-Datei oder eine Spalte „label“ fehlt',
    badIdx: 'keine idx-Datei aus Bytes',
    idxCount: 'es hält nicht so viele, wie es am Anfang sagt',
    labelCount: 'nicht so viele Labels wie Bilder',
    sheetSize: 'kein Bogen: Seine Seiten müssen Vielfache von 28 sein, oder seine Breite 784',
    mostOutputs:
      'Ein Netz unterscheidet hier höchstens {most} Klassen: Wähle bis zu {most} dieser {count}.',
    classes: 'Klassen zum Trainieren',
    chosenCount: '{count} von höchstens {most} gewählt',
    use: 'Trainieren mit',
    bundled: 'Den mitgelieferten Ziffern',
    onOne: '„{name}“',
    onBoth: '„{name}“ und den mitgelieferten Ziffern',
    heldOut:
      'Jedes sechste deiner Bilder wird zurückgehalten: Daran wird die Testgenauigkeit gemessen.',
    notBoth: 'Zu den mitgelieferten Ziffern passen nur Klassen, die 0 bis 9 heißen.',
    failed:
      'Mit diesem Datensatz kann nicht trainiert werden: {reason} Trainiert wird mit den mitgelieferten Ziffern.',
    remove: 'Entfernen',
    removed: '„{name}“ ist entfernt.',
    undo: 'Rückgängig',
    answersOwn: 'Jetzt antwortet dein eigenes ({layers}), trainiert mit {dataset}',
  },
};
