import { defineErrors } from '#libs/kernel';

/** Refusals of whoever makes a bundle. */
export const writingErrors = defineErrors({
  'bundle.nothingSigned': {
    kind: 'conflict',
    zh: '账本还没有签过检查点，审计包没有可以对照的根哈希',
    remedy: '请等系统签出第一个检查点（通常在写入停下后几秒内）再制作',
  },
  'bundle.yearUnknown': {
    kind: 'notFound',
    zh: '已签检查点范围内没有 {year} 年度的评价',
    remedy: '核对年度；若评价刚刚启动，请等系统签出新的检查点后再试',
  },
  'bundle.notPublished': {
    kind: 'conflict',
    zh: '{years} 还没有已定案（并已签入检查点）的结果，不能制作公开审计包',
    remedy: '结果定案后再制作；定案前的内容只有专班和审计可以取用完整审计包',
  },
  'bundle.logShorter': {
    kind: 'conflict',
    zh: '账本只有 {events} 个事件，而最新的检查点签了 {size} 个',
    remedy: '账本可能被换回了旧备份：停止使用，运行账本校验，并保留检查点',
  },
  'bundle.rootDiffers': {
    kind: 'conflict',
    zh: '由账本事件算出的根哈希与最新检查点（{size} 个事件）不同，不制作审计包',
    remedy: '账本的历史与签过的不同：停止使用，运行账本校验，找出第一条不同的记录',
  },
  'bundle.fileExists': { kind: 'conflict', zh: '文件 {file} 已经存在，没有改动它', remedy: '换一个文件名，或先把它移走' },
  'bundle.tooMany': {
    kind: 'unavailable',
    zh: '正在制作的审计包已有 {running} 个',
    remedy: '请稍后再试',
  },
  'bundle.yearsMalformed': {
    kind: 'invalid',
    zh: '「{given}」不是年度',
    remedy: '写四位年份（多个用英文逗号隔开），或写全部（all）',
  },
  'bundle.kindMalformed': {
    kind: 'invalid',
    zh: '「{given}」不是审计包的种类',
    remedy: '写完整（whole）或公开（public）',
  },
});
