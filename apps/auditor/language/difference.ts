import type { Fault } from '#libs/kernel';
import type { Place } from '#libs/verification';
import type { Difference } from '../report/report.js';
import { englishText } from './english/index.js';
import { filled, type InBoth, type Language } from './language.js';

/** What is wrong and what to do, in the reader's language. */
export function faultText(
  { code, message, remedy, params = {} }: Fault,
  language: Language,
): { readonly message: string; readonly remedy: string } {
  if (language === 'zh') return { message, remedy };
  const [english, advice] = englishText(code) ?? [message, remedy];
  const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, CODES.has(name) ? plainCode(value) : value]));
  return { message: filled(english, shown), remedy: filled(advice, shown) };
}

/** Parameters that name what is wrong by a code: Chinese has words for each, English reads the code itself. */
const CODES: ReadonlySet<string> = new Set(['reason', 'what']);

/** `noFinalNewline` → no final newline. */
function plainCode(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[a-z]+(?:[A-Z][a-z]*)+$/.test(value)) return value;
  return value.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const names: Readonly<Record<keyof Place, InBoth>> = {
  file: { zh: '文件 {value}', en: 'file {value}' },
  from: { zh: '日志序号 {value} 起', en: 'from log index {value}' },
  index: { zh: '日志序号 {value}', en: 'log index {value}' },
  stream: { zh: '流 {value}', en: 'stream {value}' },
  revision: { zh: '修订号 {value}', en: 'revision {value}' },
  eventId: { zh: '事件 {value}', en: 'event {value}' },
  type: { zh: '类型 {value}', en: 'type {value}' },
  path: { zh: '字段 {value}', en: 'at {value}' },
};

/** A place in words, the wider first. */
export function placeText(place: Place, language: Language): string {
  const keys = Object.keys(names) as (keyof Place)[];
  const parts = keys.flatMap((key) => (place[key] === undefined ? [] : [names[key][language].replace('{value}', String(place[key]))]));
  return parts.join(language === 'zh' ? '，' : ', ');
}

/** A difference as it is printed: code and text, then place, the two sides where the text has them not, and what to do. */
export function differenceLines(difference: Difference, language: Language): string[] {
  const { message, remedy } = faultText(difference, language);
  const place = placeText(difference.place, language);
  const { expected, found } = difference;
  const sides = [
    ...(expected === undefined || message.includes(expected) ? [] : [`  ${language === 'zh' ? '应为' : 'expected'}: ${expected}`]),
    ...(found === undefined || message.includes(found) ? [] : [`  ${language === 'zh' ? '实为' : 'found'}: ${found}`]),
  ];
  return [
    `✗ ${message} [${difference.code}]`,
    ...(place === '' ? [] : [`  ${language === 'zh' ? '位置' : 'place'}: ${place}`]),
    ...sides,
    `  ${language === 'zh' ? '处理' : 'to do'}: ${remedy}`,
  ];
}
