/** The words of photographed pages, in Chinese. */

/** @type {import('../index.js').Messages} */
export const PHOTO = {
  photo: {
    intro: '在纸上写数字，彼此分开，然后拍照。图片不会离开这台设备。',
    camera: '拍照',
    file: '选择图片',
    drop: '或拖放、粘贴到这里',
    looking: '正在寻找数字…',
    found: '找到{count|一个数字|{count} 个数字}。点一下即可更正并保留。',
    nothing: '没有找到数字。请写得深一些、彼此分开，并让纸张充满画面。',
    notPicture: '“{name}”无法在这里作为图片打开。请选择 JPEG 或 PNG。',
    tooLarge: '“{name}”超过 64 MB。请选择小一些的图片。',
    broken: '无法读取这张图片：内存不足。请再试一次，或换一张小一些的图片。',
    picture: '图片，找到的每个数字都有边框',
    ink: '网络看到的数字',
    mark: '读作 {digit}',
    markUnsure: '也许是 {digit}，不确定',
    markKept: '已保留为 {digit}',
    whichOne: '这是哪个数字？它会保留在你的数字中。',
    leaveOut: '不是数字',
    takeBack: '不保留',
    turn: '旋转图片',
    keepAll: '{count|按读出的结果保留另一个|按读出的结果保留全部 {count} 个}',
    kept: '{count|一个数字|{count} 个数字}已保留在你的数字中。',
    learned: '学会了。现在由认识你笔迹的网络作答，并读出页面的其余部分。',
  },
};
