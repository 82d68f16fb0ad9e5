import type { Verdict, VersionStatus } from '#libs/dossier';
import type { DocumentRef } from '#libs/evidence';
import { fraction, type IsoInstant, roundHalfUp } from '#libs/kernel';
import { type FactLine, type Metric, type Scheme, valueName } from '#libs/scheme';
import type { LedgerPoint } from '../citation.js';
import { documentText, instantText, NOTHING, GAP } from '../text.js';
import type { ParkInWords } from './score-sheet.js';

/** Who did something to a fact, and when. */
export interface ShownAct {
  readonly account: string;
  readonly at: IsoInstant;
}

/** A line with what its verifier said, as its reader may see it. */
export type ShownLine = FactLine & { readonly verdict: Verdict['verdict'] | null; readonly verdictReason?: string };

/** The standing version of a fact; what the reader may not see is absent. */
export interface ShownVersion {
  readonly version: number;
  readonly status: VersionStatus;
  readonly delivered: ShownAct;
  readonly verified?: ShownAct;
  readonly returned?: ShownAct & { readonly reason: string };
  readonly reason?: string;
  readonly note?: string;
  readonly documents?: readonly DocumentRef[];
  readonly lines?: readonly ShownLine[];
  readonly lineCount?: number;
  readonly total?: string | null;
}

export interface ShownFact {
  readonly metric: string;
  readonly declared: boolean;
  readonly reviewed: boolean;
  readonly current?: ShownVersion;
}

/** A park's dossier of a year, as its reader may see it. */
export interface ShownDossier {
  readonly year: number;
  readonly city: string;
  readonly scheme: Scheme;
  readonly park: ParkInWords;
  readonly declaration: (ShownAct & { readonly commitment?: DocumentRef }) | null;
  readonly review: (ShownAct & { readonly opinion: 'passed' | 'returned'; readonly text: string }) | null;
  readonly facts: readonly ShownFact[];
  readonly point: LedgerPoint;
}

/** What a park claims itself, the roster among it. */
export function claimedMetrics({ metrics }: Scheme): readonly Metric[] {
  return metrics.filter(({ submits }) => submits === 'park');
}

export function factOf({ facts }: Pick<ShownDossier, 'facts'>, { code }: Metric): ShownFact | undefined {
  return facts.find(({ metric }) => metric === code);
}

const statusNames: Readonly<Record<VersionStatus, string>> = {
  submitted: '已提交，待核实',
  verified: '已核实',
  returned: '已退回',
  withdrawn: '已撤回',
  superseded: '已被更正取代',
};

export function statusText(fact: ShownFact | undefined): string {
  return fact?.current ? statusNames[fact.current.status] : '未提交';
}

/** What a fact says, as far as its reader may see it: what it chooses or has; of a list how many lines, and of amounts their sum where it may be told. */
export function extentText(fact: ShownFact | undefined, metric: Metric): string {
  const { lines, lineCount = lines?.length, total } = fact?.current ?? {};
  if (lineCount === undefined) return NOTHING;
  const said = lines?.map(saidText).filter((text) => text !== undefined) ?? [];
  if (said.length > 0 && said.length === lineCount) return said.join('、');
  if (lineCount === 0) return '无';
  const sum = total === undefined || total === null ? '' : `，共 ${total}${metric.unit === null ? '' : ` ${metric.unit}`}`;
  return `${lineCount} 项${sum}`;
}

/** What a line says by itself, where it is so short that it stands in place of a count. */
function saidText(line: FactLine): string | undefined {
  if ('numerator' in line) return `${percent(line.numerator, line.denominator)}%`;
  if ('item' in line) return line.item;
  if (!('value' in line)) return undefined;
  if (typeof line.value === 'string') return valueName(line.value);
  return line.value ? '是' : '否';
}

function percent(numerator: string, denominator: string): string {
  const whole = fraction(denominator);
  return whole.equals(0) ? NOTHING : roundHalfUp(fraction(numerator).mul(100).div(whole), 2);
}

export function documentsText(documents: readonly DocumentRef[] | undefined): string {
  return documents === undefined || documents.length === 0 ? NOTHING : documents.map(documentText).join('；');
}

export function actText(act: ShownAct | null | undefined): string {
  return act ? `${instantText(act.at)}${GAP}${act.account}` : NOTHING;
}

/** The park, as every document of it begins. */
export function parkFacts({ code, name, zone, county, operator }: ParkInWords): (readonly [string, string])[] {
  return [
    ['园区名称', name],
    ['园区编码', code],
    ['所在开发区', zone],
    ['县区', county],
    ['运营管理机构', operator.name],
    ['统一社会信用代码', operator.uscc],
  ];
}
