/** The words of networks and settings, and what the core says, in Arabic. */

/** @type {import('../../text.js').Messages} */
export const SETTINGS = {
  setup: {
    title: 'الشبكة',
    presets: 'شبكات للاختيار',
    layers: 'الطبقات',
    training: 'التدريب',
    variety: 'تنوّع الأرقام',
    device: 'هذا الجهاز',
    promise: '{share} على أرقام الاختبار',
    seconds: 'نحو {count} ث هنا',
    minutes: 'نحو {count} د هنا',
    wholeNumber: 'اختر عددًا صحيحًا من {least} إلى {most}.',
    varietyPicture: 'أرقام التدريب كما تراها الشبكة',
    varietyOthers: 'عرض غيرها',
  },
  layers: {
    asText: 'كنص',
    help: 'من 28 x 28 بكسل إلى 10 أرقام، 32 طبقة على الأكثر: conv 5x5x8 (نواة من 1 إلى 9، حتى 256 قناة)، conv 3x3x16 same (تحفظ الحجم)، relu، maxpool 2، dropout 0.25، dense 10 (حتى 4,096 وحدة).',
    layer: 'الطبقة',
    output: 'الخرج',
    parameters: 'المعاملات',
    removeLayer: 'إزالة {layer}',
    sum: 'المجموع',
    before: 'قبل الطبقة الأخيرة',
    add: 'إضافة',
    stays: 'تبقى الشبكة كما كانت.',
  },
  presets: {
    mlp: 'MLP 784-128-10',
    quick: 'CNN سريعة',
    small: 'CNN صغيرة',
    better: 'CNN أفضل',
  },
  settings: {
    layers: 'الطبقات',
    layersHelp:
      'من 28 x 28 بكسل إلى 10 أرقام: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    rule: 'المُحسِّن',
    ruleHelp: 'كيف تحرّك التدرجات الأوزان. AdamW يجد بنفسه حجم خطوة لكل وزن.',
    learningRate: 'معدل التعلم',
    learningRateHelp:
      'كم تحرّك كل خطوة الأوزان. الصغير جدًا يتعلم ببطء، والكبير جدًا يقفز. AdamW يريد نحو جزء من ثلاثين مما يريده SGD.',
    schedule: 'الخطة',
    scheduleHelp:
      'كيف يتغير معدل التعلم أثناء التدريب. دورة واحدة ترتفع إلى المعدل أعلاه ثم تنخفض إلى ما يقارب الصفر.',
    warmUp: 'الإحماء',
    warmUpHelp: 'الجزء من التدريب الذي يرتفع فيه معدل التعلم.',
    epochs: 'الدورات',
    epochsHelp: 'كم مرة ترى الشبكة كل رقم.',
    batchSize: 'حجم الدفعة',
    batchSizeHelp: 'كم رقمًا يُنظر إليه قبل أن تتحرك الأوزان مرة.',
    weightDecay: 'اضمحلال الأوزان',
    weightDecayHelp: 'يشد كل الأوزان قليلًا نحو الصفر في كل خطوة، منعًا للحفظ عن ظهر قلب.',
    labelSmoothing: 'تنعيم التسميات',
    labelSmoothingHelp: 'يطلب أقل قليلًا من اليقين التام كي لا تبالغ الشبكة.',
    sampleCount: 'الأرقام',
    sampleCountHelp: 'من كم من الأرقام المكتوبة باليد الـ60,000 تتعلم.',
    seed: 'البذرة',
    seedHelp: 'تحدد الأوزان الأولى وكل ما هو عشوائي. البذرة نفسها تعطي المنحنى نفسه.',
    augmentation: 'توسيع البيانات',
    augmentationHelp:
      'الإزاحات تضيف اثنتي عشرة نسخة من كل رقم، مزاحة من 1 إلى 3 بكسل: 1,000 تصبح 13,000. التشويهات تصنع كل رقم من جديد في كل مرة، بقدر ما تسمح المنزلقات حتى السُّمك.',
    engine: 'المحرّك',
    engineHelp:
      'السريع يستعمل أفضل ما في هذا المعالج. القابل للتكرار يعطي المنحنى نفسه على كل جهاز، بتًّا ببت.',
    threads: 'الخيوط',
    threadsHelp: 'كم نواةً تتدرب معًا. الأقل يبقي الهاتف أبرد؛ والنتيجة نفسها.',
    shift: 'الإزاحة',
    shiftHelp: 'كم تُزاح الأرقام.',
    rotation: 'الدوران',
    rotationHelp: 'كم تُدار.',
    scale: 'الحجم',
    scaleHelp: 'كم تكبر أو تصغر عرضًا وارتفاعًا.',
    shear: 'الميل',
    shearHelp: 'كم تميل.',
    elastic: 'المرونة',
    elasticHelp: 'كم يُمدّ الورق هنا وهناك.',
    thickness: 'السُّمك',
    thicknessHelp: 'كم تزيد الخطوط عرضًا أو تدق.',
    drawn: 'مرسومة بالقواعد',
    drawnHelp: 'نسبة أرقام من خطوطنا: 1 بعلَم، 7 مشطوبة، 4 مفتوحة.',
    lettered: 'من الخطوط',
    letteredHelp: 'نسبة أرقام من خطوط تحاكي اليد.',
    strange: 'ليس رقمًا',
    strangeHelp: 'نسبة الخربشات والحروف، لتتعلم متى لا تتأكد.',
  },
  choices: {
    sgd: 'SGD',
    momentum: 'الزخم',
    adamw: 'AdamW',
    constant: 'ثابت',
    cosine: 'جيب التمام',
    'one-cycle': 'دورة واحدة',
    none: 'بلا',
    shifts: '12 إزاحة',
    distort: 'تشويهات',
    fast: 'سريع',
    reproducible: 'قابل للتكرار',
    threads0: 'تلقائي',
  },
  // As the core says it, src/status.c; by code.
  core: {
    BAD_ARGUMENT: 'أحد الإعدادات خارج المجال المسموح. اختر قيمة ضمن الحدود المبيّنة.',
    NO_MEMORY: 'الذاكرة لا تكفي. أغلق تبويبات أخرى، أو اختر شبكة أصغر أو أرقامًا أقل.',
    BAD_LAYERS:
      'هذه الطبقات لا تصنع شبكة. استعمل من 1 إلى 32 طبقة؛ ويجب أن تكون الأخيرة dense بعشر وحدات.',
    BAD_LAYER_TEXT:
      'هذه ليست طبقة. اكتب مثلًا: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    TOO_SMALL:
      'صارت الصورة أصغر من أن تناسب هذه الطبقة. استعمل نواة أو نافذة أصغر، أو حشوًا، أو طبقات أقل قبلها.',
    NO_WASM:
      'هذا المتصفح لا يستطيع تشغيل WebAssembly. استعمل Chrome أو Edge أو Firefox أو Safari حديثًا.',
    NO_SIMD:
      'ينقص هذا المتصفح WebAssembly SIMD الذي تحتاجه الشبكة. استعمل Chrome أو Edge 97 أو Firefox 114 أو Safari 16.4 أو أحدث.',
    NOT_A_MODEL: 'هذا ليس ملف نموذج. اختر ملف .safetensors حفظه Inkling.',
    MODEL_HEADER: 'ملف النموذج تالف: تعذّرت قراءة ترويسته. احفظه أو نزّله ثانيةً.',
    MODEL_SIZES:
      'ملف النموذج تالف أو مقطوع: أعداده ليست كلها حيث تقول الترويسة. احفظه أو نزّله ثانيةً.',
    FOREIGN_MODEL:
      'هذا ملف safetensors، لكنه ليس لشبكة أرقام يستطيع Inkling صنعها. اختر ملفًا حفظه Inkling.',
    MODEL_NOT_FINITE:
      'في هذا النموذج أوزان ليست أعدادًا منتهية. اختر نموذجًا حُفظ قبل أن يفسد تدريبه.',
    DAMAGED_MODULE: 'وصلت الشبكة تالفة. أعد تحميل الصفحة.',
    BAD_PNG: 'هذه ليست صورة PNG كاملة. ربما انقطعت في الطريق: حمّلها ثانيةً.',
    BAD_SHEET_SIZE:
      'هذه الـPNG ليست صفحة أرقام. يجب أن يكون عرضها 784 بكسل، مع صورة 28x28 في كل سطر.',
    BAD_LABELS:
      'هذا ليس ملف تسميات كاملًا. يجب أن يكون ملف idx1-ubyte بتسميات من 0 إلى 9، أو 10 لما ليس رقمًا.',
    LABEL_MISMATCH: 'الصفحة وملف تسمياتها لا يحويان العدد نفسه من الأرقام. استعمل ملفين متوافقين.',
    DATASET_FULL: 'مجموعة البيانات ممتلئة: في هذه الصفحة أرقام أكثر مما يتسع.',
  },
};
