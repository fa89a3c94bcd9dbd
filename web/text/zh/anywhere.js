/** The words of being offline, and of what goes wrong, in Simplified Chinese. */

/** @type {import('../index.js').Messages} */
export const ANYWHERE = {
  anywhere: {
    offline: '没有网络也能用。',
    newVersion: '本页有新版本。你的网络已保存，训练继续。',
    reload: '重新加载',
    otherTab: 'Inkling 在另一个标签页打开着，由它保存网络供下次使用。这里也能训练，但不保存。',
    keepThis: '改为保存这一个',
    crashed: '训练因故障停止。你的网络是安全的。',
    goOn: '从停下处继续',
    crashedNew: '训练因故障停止，还什么都没学到。',
    startAgain: '重新开始',
    full: '这台设备没有空间保存你的网络了：关闭本页它就会消失。腾出空间后会再次保存。',
  },
};
