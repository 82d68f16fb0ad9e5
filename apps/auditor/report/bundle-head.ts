import type { Bundle } from '../bundle/bundle.js';
import { filled, type InBoth, type Language } from '../language/language.js';

/** What a bundle says of itself, for the head of every report. */
export interface BundleHead {
  readonly file: string;
  readonly kind: 'whole' | 'public';
  readonly years: readonly number[] | 'all';
  readonly ledgerId: string;
  readonly origin: string;
  /** Decimal text. */
  readonly size: string;
  readonly root: string;
}

export function bundleHead({ file, manifest }: Bundle): BundleHead {
  const { kind, years, ledgerId, origin, size, root } = manifest;
  return { file, kind, years, ledgerId, origin, size: String(size), root };
}

const kinds: Readonly<Record<BundleHead['kind'], InBoth>> = {
  whole: { zh: '完整版', en: 'whole' },
  public: { zh: '公开版', en: 'public' },
};
const sentence: InBoth = {
  zh: '{file}：{kind}审计包，年度 {years}；账本 {ledgerId}，日志 {origin}，{size} 条记录，根 {root}',
  en: '{file}: {kind} audit bundle, years {years}; ledger {ledgerId}, log {origin}, {size} records, root {root}',
};

export function headText(head: BundleHead, language: Language): string {
  const all = { zh: '全部', en: 'all' }[language];
  const years = head.years === 'all' ? all : head.years.join(language === 'zh' ? '、' : ', ');
  return filled(sentence[language], { ...head, years, kind: kinds[head.kind][language] });
}
