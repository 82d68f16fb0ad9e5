import { defineErrors } from '#libs/kernel';

export const bundleFileErrors = defineErrors({
  'bundle.fileExists': { kind: 'conflict', zh: '文件 {file} 已经存在，没有改动它', remedy: '用 --out 换一个文件名，或先把它移走' },
});
