import { dayInChina, type IsoDate, type IsoInstant } from '#libs/kernel';
import type { Scheme } from '#libs/scheme';

/** A day as documents write it: 2024年8月1日. */
export function dayText(day: IsoDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number.parseInt(month, 10)}月${Number.parseInt(date, 10)}日`;
}

/** The day, in China, of an instant. */
export function instantText(at: IsoInstant): string {
  return dayText(dayInChina(at));
}

/** As much of a hash as people compare by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** A space as wide as a character. */
export const GAP = '\u3000';

/** What stands where nothing is to be told. */
export const NOTHING = '—';

/** A document as evidence: 《title》（文号，date）. */
export function documentText(document: { readonly title: string; readonly number?: string; readonly date?: string } | null): string {
  if (document === null) return NOTHING;
  const more = [document.number, document.date === undefined ? undefined : dayText(document.date)].filter((part) => part !== undefined);
  return more.length === 0 ? `《${document.title}》` : `《${document.title}》（${more.join('，')}）`;
}

/** What the scheme rests on; while that is a draft for comment, every document says so (R27). */
export function basisText({ basis }: Scheme): string {
  const text = `依据：${documentText({ title: basis.title, ...(basis.number === null ? {} : { number: basis.number }) })}`;
  return basis.status === 'consultationDraft' ? `${text}${GAP}依据为征求意见稿` : text;
}

/** What is ordered in Chinese numbers: 一、二、…… up to ninety-nine. */
export function ordinalText(n: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[n % 10]}`;
}

/** 市支持小微企业高质量发展工作专班, as the policy names it (四（一）). */
export const TASK_FORCE = '市支持小微企业高质量发展工作专班';

/** A park's status in a run, as people read it. */
export const standingNames: Readonly<Record<'ranked' | 'transition' | 'barred', string>> = {
  ranked: '参加排名',
  transition: '过渡期，不参加排名',
  barred: '不得参评',
};
