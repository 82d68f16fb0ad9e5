import { defineErrors } from '#libs/kernel';

/** Refusals of the bundle's format. What stands in `reason` is a code of the tables in reasons.ts. */
export const bundleErrors = defineErrors({
  'bundle.manifestMalformed': {
    kind: 'invalid',
    zh: '审计包清单（manifest.json）不对：{reason}',
    remedy: '请原样取得审计包，不要解压后重新打包；仍不对，请保留文件并报告',
  },
  'bundle.lineMalformed': {
    kind: 'invalid',
    zh: '{path} 第 {line} 行不是规范的事件行：{reason}',
    remedy: '请原样取得审计包，不要用会改写换行、编码或顺序的软件打开后另存',
  },
  'bundle.resultMalformed': {
    kind: 'invalid',
    zh: '审计包中的结果文件不对：{reason}',
    remedy: '请原样取得审计包；仍不对，请保留文件并报告',
  },
  'bundle.pathUnknown': {
    kind: 'invalid',
    zh: '审计包里不应有文件「{path}」',
    remedy: '请原样取得审计包；若由更新版本的系统制作，请改用同版的核验程序',
  },
});
