import { defineErrors } from './errors.js';

/** Faults of single values, the same at the edge (libs/http) and in every context's decisions. `field` names the value, `value` is what was delivered. */
export const valueErrors = defineErrors({
  'decimal.notText': { kind: 'invalid', zh: '「{field}」须是写成文本的十进制数，例如 "12.50"，不能是 JSON 数字', remedy: '给数值加上引号' },
  'decimal.malformed': {
    kind: 'invalid',
    zh: '「{field}」不是十进制数：{value}',
    remedy: '只写数字、负号和小数点，例如 "-12.50"；不用千分位、科学计数法、前导零和空格',
  },
  'decimal.tooPrecise': {
    kind: 'invalid',
    zh: '「{field}」的值 {value} 有 {places} 位小数，最多 {maxPlaces} 位',
    remedy: '小数位过多往往是电子表格的浮点误差：在原表中按应有位数取整后重新导出',
  },
  'date.invalid': { kind: 'invalid', zh: '「{field}」不是存在的日期（YYYY-MM-DD）', remedy: '改为存在的日期，例如 2024-12-31' },
  'uscc.malformed': {
    kind: 'invalid',
    zh: '「{field}」的值 {value} 不是统一社会信用代码',
    remedy: '填 18 位数字和大写字母（不含 I、O、S、V、Z），该列在电子表格中须为文本',
  },
  'uscc.checkDigit': { kind: 'invalid', zh: '统一社会信用代码「{value}」的校验位不对', remedy: '对照营业执照逐位核对（GB 32100-2015）' },
});
