/** The words of being offline, and of what goes wrong, in Arabic. */

/** @type {import('../index.js').Messages} */
export const ANYWHERE = {
  anywhere: {
    offline: 'تعمل دون شبكة.',
    newVersion: 'هناك إصدار جديد من هذه الصفحة. شبكتك محفوظة والتدريب يتابع.',
    reload: 'إعادة التحميل',
    otherTab:
      'Inkling مفتوح في تبويب آخر، وهو الذي يحفظ شبكته للمرة القادمة. هذا التبويب يتدرب أيضًا لكنه لا يُحفظ.',
    keepThis: 'احفظ هذا بدلًا منه',
    crashed: 'توقف التدريب بسبب عطل. شبكتك في أمان.',
    goOn: 'تابع من حيث كانت',
    crashedNew: 'توقف التدريب بسبب عطل قبل أن يُتعلم شيء.',
    startAgain: 'ابدأ من جديد',
    full: 'لم يبقَ في هذا الجهاز مكان لحفظ شبكتك: ستضيع عند إغلاق الصفحة. أفسح مكانًا فتُحفظ ثانيةً.',
  },
};
