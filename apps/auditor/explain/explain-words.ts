import type { WhyAct, WhyVersion } from '#libs/evaluation';
import type { RenderedIndicator, RenderedInput, RenderedTerm } from '#libs/scoring';
import { filled, type InBoth, type Language } from '../language/language.js';
import type { Explanation } from './explain.js';
import type { EventRole, IncludedEvent } from './inclusions.js';

const words = {
  head: {
    zh: '{year} 年度第 {edition} 版{final}（第 {run} 轮计分），园区 {park}{name}，指标 {indicator}',
    en: '{year}, edition {edition}{final} (run {run}), park {park}{name}, indicator {indicator}',
  },
  notFinal: { zh: '（尚未定案）', en: ' (not final)' },
  score: { zh: '得分：{score}', en: 'Score: {score}' },
  barred: { zh: '不得参评：{reasons}', en: 'Barred: {reasons}' },
  recomputed: { zh: '底稿 {hash}：由事实重算而得', en: 'Sheet {hash}: computed anew from the facts' },
  file: { zh: '底稿 {hash}：取自审计包，未能重算', en: 'Sheet {hash}: as the bundle has it, not computed anew' },
  table: {
    zh: '取自结果表：公开版不收录能证明这一得分的事件，也不收录事实，无从继续解释',
    en: 'As the result table has it: a public bundle withholds the event that says this score, and the facts below it',
  },
  withheld: { zh: '底稿 {hash}：未收录，无从解释到事实', en: 'Sheet {hash}: withheld; the score can’t be followed down to facts' },
  row: { zh: '{name}（{points} 分）：{rounding}', en: '{name} ({points} points): {rounding}' },
  clause: { zh: '条款 {place}：{text}', en: 'Clause {place}: {text}' },
  reading: { zh: '口径 {number}：{text}', en: 'Reading {number}: {text}' },
  best: { zh: '最优 {value}（{park}）', en: 'best {value} ({park})' },
  worst: { zh: '最差 {value}（{park}）', en: 'worst {value} ({park})' },
  fixed: { zh: '方案所定', en: 'set by the scheme' },
  input: { zh: '输入 {year} 年 {label}：{text}{unit}', en: 'Input {year} {label}: {text}{unit}' },
  waived: { zh: '（没有事实：已豁免）', en: ' (no fact: waived)' },
  fact: {
    zh: '事实 {metric} 第 {version} 版：流 {stream} 修订号 {revision}，事件 {eventId}{index}',
    en: 'fact {metric} version {version}: stream {stream} revision {revision}, event {eventId}{index}',
  },
  atIndex: { zh: '，日志序号 {index}', en: ', log index {index}' },
  line: {
    zh: '行 {id}：{contribution}{note}；证据 {hash}，表 {sheet} 第 {row} 行',
    en: 'line {id}: {contribution}{note}; evidence {hash}, sheet {sheet} row {row}',
  },
  notCounted: { zh: '不计', en: 'does not count' },
  counted: { zh: '计入', en: 'counts' },
  version: { zh: '第 {version} 版：', en: 'version {version}: ' },
  delivered: { zh: '{account} 于 {at} 提交', en: 'delivered by {account} at {at}' },
  verified: { zh: '{account} 于 {at} 核实', en: 'verified by {account} at {at}' },
  returned: { zh: '{account} 于 {at} 退回（{reason}）', en: 'returned by {account} at {at} ({reason})' },
  withdrawn: { zh: '{account} 于 {at} 撤回（{reason}）', en: 'withdrawn by {account} at {at} ({reason})' },
  because: { zh: '更正理由：{reason}', en: 'reason of the correction: {reason}' },
  events: {
    zh: '所据事件及其在检查点所签日志中的位置：',
    en: 'Events that it rests on, and where they stand in the log that the checkpoint signs:',
  },
  event: {
    zh: '{mark} 日志序号 {index}：{type}（{role}），流 {stream} 修订号 {revision}，事件 {eventId}{path}',
    en: '{mark} log index {index}: {type} ({role}), stream {stream} revision {revision}, event {eventId}{path}',
  },
  path: { zh: '；包含证明 {pathLength} 个哈希，已核', en: '; inclusion path of {pathLength} hashes, checked' },
  noPath: { zh: '；不在检查点所签的日志中', en: '; not in the log that the checkpoint signs' },
  unsigned: { zh: '没有信任文件：检查点由谁签名未作判断。', en: 'No trust file: nobody judged who signed the checkpoint.' },
} as const satisfies Readonly<Record<string, InBoth>>;

const roles: Readonly<Record<EventRole, InBoth>> = {
  published: { zh: '定案', en: 'made final' },
  scored: { zh: '计分', en: 'scored' },
  placed: { zh: '名次', en: 'placed' },
  fact: { zh: '计入的事实', en: 'the fact that counted' },
  act: { zh: '办理', en: 'handling' },
};

/** A score from top to bottom. */
export function explanationLines(explanation: Explanation, signed: boolean, language: Language): string[] {
  return new Text(explanation, language).lines(signed);
}

class Text {
  readonly #lines: string[] = [];
  readonly #index: ReadonlyMap<string, number>;

  constructor(
    private readonly explanation: Explanation,
    private readonly language: Language,
  ) {
    this.#index = new Map(explanation.events.map(({ eventId, index }) => [eventId, index]));
  }

  lines(signed: boolean): string[] {
    const { explanation } = this;
    const name = explanation.parkName === null ? '' : this.language === 'zh' ? `「${explanation.parkName}」` : ` “${explanation.parkName}”`;
    this.add(0, 'head', { ...explanation, year: String(explanation.year), name, final: explanation.final ? '' : this.say('notFinal') });
    if (explanation.basisNotice) this.#lines.push(explanation.basisNotice);
    if (explanation.score === null) this.add(0, 'barred', { reasons: explanation.reasons.join(this.language === 'zh' ? '、' : ', ') });
    else this.add(0, 'score', { score: explanation.score });
    if (explanation.sheet) this.add(0, explanation.sheet.from, { hash: explanation.sheet.hash });
    else this.add(0, 'table', {});
    if (explanation.tree) this.indicator(explanation.tree);
    this.#lines.push('');
    this.add(0, 'events', {});
    for (const event of explanation.events) this.event(event);
    if (!signed) this.add(0, 'unsigned', {});
    return this.#lines;
  }

  private indicator(tree: RenderedIndicator): void {
    this.#lines.push('');
    this.add(0, 'row', { name: tree.name, points: tree.points, rounding: tree.rounding });
    this.add(0, 'clause', { ...tree.clause });
    for (const reading of tree.readings) this.add(0, 'reading', { ...reading });
    for (const term of tree.terms) this.term(term, 1);
  }

  private term({ label, formula, notes, best, worst, terms, inputs }: RenderedTerm, depth: number): void {
    const extremes = [best && this.say('best', this.extreme(best)), worst && this.say('worst', this.extreme(worst))];
    const about = [...notes, ...extremes.filter((each) => each !== undefined)];
    const behind = about.length === 0 ? '' : this.language === 'zh' ? `（${about.join('；')}）` : ` (${about.join('; ')})`;
    this.put(depth, `${label}${this.language === 'zh' ? '：' : ': '}${formula}${behind}`);
    for (const below of terms) this.term(below, depth + 1);
    for (const input of inputs) this.input(input as RenderedInput & { readonly history?: readonly WhyVersion[] }, depth + 1);
  }

  private extreme({ park, value }: { readonly park: string | null; readonly value: string }) {
    return { value, park: park ?? this.say('fixed') };
  }

  private input(input: RenderedInput & { readonly history?: readonly WhyVersion[] }, depth: number): void {
    const { fact, lines, history = [] } = input;
    const unit = input.unit === null ? '' : ` ${input.unit}`;
    const what = this.say('input', { year: String(input.year), label: input.label, text: input.text, unit });
    this.put(depth, fact || input.value !== null ? what : `${what}${this.say('waived')}`);
    if (fact) this.add(depth + 1, 'fact', { ...fact, index: this.at(fact.eventId) });
    for (const version of history) this.version(version, depth + 1);
    for (const { id, counted, text, note, source } of lines) {
      const counts = this.say(counted ? 'counted' : 'notCounted');
      const value = text === undefined ? counts : `${text} ${counts}`;
      const why = note === undefined ? '' : this.language === 'zh' ? `（${note}）` : ` (${note})`;
      this.add(depth + 1, 'line', { id, contribution: value, note: why, ...source, row: String(source.row) });
    }
  }

  private version({ version, delivered, verified, returned, withdrawn, reason }: WhyVersion, depth: number): void {
    const acts: (readonly [keyof typeof words, (WhyAct & { readonly reason?: string }) | undefined])[] = [
      ['delivered', delivered],
      ['returned', returned],
      ['withdrawn', withdrawn],
      ['verified', verified],
    ];
    const told = acts.flatMap(([key, act]) => (act ? [`${this.say(key, { ...act })}${this.at(act.eventId)}`] : []));
    if (reason !== undefined) told.push(this.say('because', { reason }));
    this.put(depth, `${this.say('version', { version })}${told.join(this.language === 'zh' ? '；' : '; ')}`);
  }

  private event({ role, included, pathLength, ...event }: IncludedEvent): void {
    const path = included ? this.say('path', { pathLength }) : this.say('noPath');
    this.add(1, 'event', { ...event, index: String(event.index), role: roles[role][this.language], mark: included ? '✓' : '✗', path });
  }

  private at(eventId: string): string {
    const index = this.#index.get(eventId);
    return index === undefined ? '' : this.say('atIndex', { index: String(index) });
  }

  private say(key: keyof typeof words, values: Readonly<Record<string, unknown>> = {}): string {
    return filled(words[key][this.language], values);
  }

  private add(depth: number, key: keyof typeof words, values: Readonly<Record<string, unknown>>): void {
    this.put(depth, this.say(key, values));
  }

  private put(depth: number, text: string): void {
    this.#lines.push(`${'  '.repeat(depth)}${text}`);
  }
}
