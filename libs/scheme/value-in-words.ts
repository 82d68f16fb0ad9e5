import { inWords, type InWords, wordsOf } from '#libs/kernel';

/** Values of fields that are code words: scopes (R24), options of the choice (R17), levels (R32, R33). Other categories are Chinese themselves. */
const valueNames: Readonly<Record<string, string>> = {
  entity: '法人单位',
  branch: '分支机构',
  apportioned: '分摊',
  consolidated: '集团合并',
  leadingIndustryShare: '主导产业占比',
  chainSupport: '链主配套',
  national: '国家级',
  provincial: '省级',
  municipal: '市级',
};

/** A value of a field by its name alone; what has no other name than itself stays as it is. */
export function valueName(value: string): string {
  return Object.hasOwn(valueNames, value) ? (valueNames[value] as string) : value;
}

/** Values of a field, each `国家级（national）`; what has no other name than itself stays as it is. */
export function valuesInWords(values: readonly string[]): InWords {
  return wordsOf(values.map((value) => inWords(value, withCode(Object.hasOwn(valueNames, value) ? valueNames[value] : undefined, value))));
}

/** `国家级（national）`, or the code alone where there is no name. */
export function withCode(name: string | undefined, code: string): string {
  return name === undefined ? code : `${name}（${code}）`;
}
