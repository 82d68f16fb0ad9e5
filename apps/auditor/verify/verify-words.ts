import { filled, type InBoth, type Language } from '../language/language.js';
import type { Difference, Step, StepCode, StepState } from '../report/report.js';
import type { TrustReport } from './trust-report.js';

const marks: Readonly<Record<StepState, string>> = { passed: '✓', partly: '◐', failed: '✗', notChecked: '–' };

const stepNames: Readonly<Record<StepCode, InBoth>> = {
  files: { zh: '文件', en: 'files' },
  checkpoint: { zh: '检查点', en: 'checkpoint' },
  held: { zh: '手中的检查点', en: 'held checkpoints' },
  log: { zh: '日志', en: 'log' },
  proofs: { zh: '证明文件', en: 'proof files' },
  events: { zh: '事件', en: 'events' },
  runs: { zh: '计分', en: 'scoring runs' },
  evidence: { zh: '证据', en: 'evidence' },
  results: { zh: '结果表', en: 'result tables' },
};

/** What was looked at. */
const looked: Readonly<Record<StepCode, InBoth>> = {
  files: { zh: '清单上 {files} 个文件，共 {bytes} 字节', en: '{files} files on the manifest, {bytes} bytes' },
  checkpoint: {
    zh: '另有较早的检查点 {earlier} 个，不在信任文件所列日志之下的 {unvouched} 个',
    en: '{earlier} earlier checkpoints, {unvouched} of logs that the trust file does not list',
  },
  held: { zh: '{held} 个', en: '{held}' },
  log: {
    zh: '{events} 个事件，{streams} 个流，树根与 {checkpoints} 个检查点比对；因恢复到备份而失去的检查点 {lostHeads} 个',
    en: '{events} events in {streams} streams, roots compared at {checkpoints} checkpoints; {lostHeads} checkpoints cut off by a restore',
  },
  proofs: { zh: '{proofs} 个', en: '{proofs}' },
  events: {
    zh: '{schemas} 个事件的结构，{dossiers} 份档案的状态，{decisions} 次决定重新作出',
    en: 'form of {schemas} events, state of {dossiers} dossiers, {decisions} decisions taken again',
  },
  runs: { zh: '{runs} 次计分、{sheets} 张底稿由事实重算', en: '{runs} runs and {sheets} sheets computed anew from the facts' },
  evidence: { zh: '{files} 个文件，{rows} 处所引的行', en: '{files} files, {rows} rows that facts refer to' },
  results: {
    zh: '{results} 张表的 {rows} 行，{schemes} 份口径，{sheets} 张底稿文件',
    en: '{rows} rows of {results} tables, {schemes} schemes, {sheets} sheet files',
  },
};

/** What could not be looked at. */
const missing: Partial<Record<StepCode, InBoth>> = {
  events: {
    zh: '未收录内容的事件 {data} 个（其中连办理人和时间也未收录的 {metadata} 个），因此 {streams} 个流未能核验',
    en: 'the data of {data} events is withheld (of {metadata} also who and when), so that {streams} streams were not checked',
  },
  runs: { zh: '因内容未收录而未能重算的计分 {runs} 次', en: '{runs} runs not computed anew, for what they read is withheld' },
  results: {
    zh: '{rows} 行的总分和各项得分未收录可核对的事件，没有核验',
    en: 'the points of {rows} rows were not checked, for the events that say them are withheld',
  },
  evidence: { zh: '未收录或已删除的文件 {files} 个', en: '{files} files withheld or erased' },
};

const notLooked: Readonly<Record<string, InBoth>> = {
  checkpoint: { zh: '没有信任文件，签名未作判断', en: 'no trust file: signatures were not judged' },
  held: { zh: '没有给出；有以前保存的检查点时请用 --held', en: 'none given; use --held if you kept one' },
  other: { zh: '包里没有可核验的', en: 'the bundle has nothing to check' },
};

/** One step in one line. */
export function stepLine({ code, state, counts, withheld }: Step, language: Language): string {
  const parted = language === 'zh' ? '；' : '; ';
  const about = state === 'notChecked' ? (notLooked[code] ?? notLooked.other)?.[language] : filled(looked[code][language], counts);
  const kept = Object.values(withheld).some((count) => count > 0) ? missing[code] : undefined;
  const words = [about, ...(kept ? [filled(kept[language], withheld)] : [])].filter((part) => part !== undefined && part !== '');
  return `${marks[state]} ${stepNames[code][language]}${language === 'zh' ? '：' : ': '}${words.join(parted)}`;
}

/** Whose word the checkpoint rests on. */
export function trustLines({ policy, accepted, logs, witnesses, unknownSignatures }: TrustReport, language: Language): string[] {
  if (!policy || !accepted) return [];
  const zh = language === 'zh';
  const cosigned = witnesses.map(({ name, at }) => `${name} (${at})`).join(zh ? '、' : ', ');
  return [
    `${zh ? '检查点的签名' : 'checkpoint signed by'}${zh ? '：' : ': '}${logs.join(zh ? '、' : ', ')}`,
    `${zh ? '见证方的联署' : 'cosigned by'}${zh ? '：' : ': '}${cosigned === '' ? (zh ? '无' : 'nobody') : cosigned}`,
    ...(unknownSignatures === 0
      ? []
      : [zh ? `另有 ${unknownSignatures} 个不认识的签名，不作数` : `${unknownSignatures} signatures of unknown keys say nothing`]),
  ];
}

/** That there are more differences than were told. */
export function moreLines(more: number, language: Language): string[] {
  if (more <= 0) return [];
  return ['', language === 'zh' ? `另有 ${more} 处不符，用 --json 可全部列出。` : `${more} more differences; --json lists them all.`];
}

export interface Verdict {
  readonly steps: readonly Step[];
  readonly differences: readonly Difference[];
  readonly kind: 'whole' | 'public';
  /** Whether a trust file was given. */
  readonly trusted: boolean;
}

/** The one sentence that matters. */
export function conclusion({ steps, differences, trusted }: Verdict, language: Language): string {
  const zh = language === 'zh';
  if (differences.length > 0) {
    return zh
      ? `结论：发现 ${differences.length} 处不符，第一处在最前。`
      : `Conclusion: ${differences.length} differences, the first one first.`;
  }
  const withheld = steps.some(({ state }) => state === 'partly');
  const found = zh
    ? withheld
      ? '结论：所收录的内容全部相符；未收录的部分没有核验，也不能由这份审计包核验。'
      : '结论：全部相符。每个事件都在检查点所签的日志之中，公布的结果由事实和口径得出。'
    : withheld
      ? 'Conclusion: all that the bundle has agrees; what is withheld was not checked and can’t be from this bundle.'
      : 'Conclusion: all agrees. Every event stands in the log that the checkpoint signs, and the published results follow from facts and scheme.';
  if (trusted) return found;
  return `${found}${zh ? '但没有信任文件：谁签的名未作判断，整份审计包可能是伪造的。' : ' But there was no trust file: nobody judged who signed, and the whole bundle may be forged.'}`;
}
