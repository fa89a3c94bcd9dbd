/** The words of being offline, and of what goes wrong, in French. */

/** @type {import('../index.js').Messages} */
export const ANYWHERE = {
  anywhere: {
    offline: 'Fonctionne sans réseau.',
    newVersion:
      'Il y a une nouvelle version de cette page. Votre réseau est gardé, et l’entraînement continue.',
    reload: 'Recharger',
    otherTab:
      'Inkling est ouvert dans un autre onglet, qui garde son réseau pour la prochaine fois. Celui-ci s’entraîne aussi, mais n’est pas gardé.',
    keepThis: 'Garder plutôt celui-ci',
    crashed: 'L’entraînement s’est arrêté sur une panne. Votre réseau est en sûreté.',
    goOn: 'Continuer où il en était',
    crashedNew: 'L’entraînement s’est arrêté sur une panne, avant d’avoir rien appris.',
    startAgain: 'Recommencer',
    full: 'Il n’y a plus de place sur cet appareil pour garder votre réseau : il sera perdu à la fermeture de la page. Faites de la place, et il sera gardé à nouveau.',
  },
};
