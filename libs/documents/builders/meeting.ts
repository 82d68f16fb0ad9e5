import { type BarReason, barTexts } from '#libs/scoring';
import { citationText } from '../citation.js';
import type { Block, Column, DocumentModel, Table } from '../model.js';
import type { EvaluationRecord } from '../record.js';
import { basisText, dayText, documentText, instantText, NOTHING } from '../text.js';
import type { ResultRow, ShownResult } from './public-ranking.js';
import { visitReasons } from './site-check.js';

/** A result with why parks are barred and which ties are open: for the task force and auditors. */
export interface MeetingResult extends Omit<ShownResult, 'parks'> {
  readonly parks: readonly (ResultRow & { readonly reasons: readonly string[] | null })[];
  readonly unresolvedTies: readonly { readonly parks: readonly string[]; readonly blocks: boolean }[];
}

/** 会议纪要附表: what the task force had before it: the proposed result with its exact digits, who is not ranked and why, ties, site checks, objections. */
export function meetingDocument(result: MeetingResult, record: EvaluationRecord): DocumentModel {
  const { city, year, scheme, edition } = result;
  const meetings = record.meetings.filter((meeting) => meeting.edition === edition);
  const last = meetings.at(-1);
  return {
    kind: 'meeting',
    title: `${city}${year}年度小微企业园绩效评价会议纪要附表`,
    subtitles: [last ? `${documentText(last.minutes)}` : '尚未召开会议', basisText(scheme)],
    orientation: 'landscape',
    blocks: [
      ...meetings.map(meetingBlock),
      exactRanking(result),
      unranked(result),
      ties(result, record),
      siteChecks(result, record),
      objections(result, record),
      { kind: 'signatures', labels: ['主持人', '记录人', '市工作专班（盖章）', '日期'] },
    ],
    citation: citationText(result.point, result),
    at: result.point.at,
  };
}

function meetingBlock(meeting: EvaluationRecord['meetings'][number]): Block {
  return {
    kind: 'facts',
    pairs: [
      ['会议日期', dayText(meeting.held)],
      ['会议纪要', documentText(meeting.minutes)],
      ['出席（账号）', meeting.present.join('、')],
      ['回避（账号）', meeting.recused.length === 0 ? '无' : meeting.recused.join('、')],
      ['议定事项', meeting.decided],
    ],
  };
}

function exactRanking({ scheme, parks, nameOf }: MeetingResult): Table {
  return {
    kind: 'table',
    name: '一、拟定名次、档次和奖励',
    columns: [
      { header: '名次', width: 4.5, align: 'centre' },
      { header: '园区', width: 20 },
      ...scheme.rows.map((row): Column => ({ header: `${row.name}（${row.points}）`, width: 6, align: 'right' })),
      { header: `总分（${scheme.totalPoints}）`, width: 6.5, align: 'right' },
      { header: '档次', width: 4, align: 'centre' },
      { header: '奖励金额（万元）', width: 6.5, align: 'right' },
    ],
    rows: parks
      .filter(({ status }) => status === 'ranked')
      .map(({ rank, park, scores, total, tier, award, held }) => [
        rank === null ? NOTHING : String(rank),
        nameOf(park),
        ...scheme.rows.map(({ code }) => scores?.[code] ?? NOTHING),
        total ?? NOTHING,
        tier ?? '待裁定',
        awardCell(award, held),
      ]),
    empty: '没有参加排名的园区',
  };
}

function awardCell(award: string | null, held: string | null): string {
  const amount = award === null || award === '0' ? NOTHING : award;
  return held === null ? amount : `${amount}（暂缓）`;
}

function unranked({ parks, nameOf }: MeetingResult): Table {
  return {
    kind: 'table',
    name: '二、不参加排名的园区',
    columns: [
      { header: '园区', width: 40 },
      { header: '情况', width: 25, align: 'centre' },
      { header: '原因', width: 40 },
      { header: '得分（仅供参考）', width: 20, align: 'right' },
    ],
    rows: parks
      .filter(({ status }) => status !== 'ranked')
      .map(({ park, status, reasons, total }) => [
        nameOf(park),
        status === 'barred' ? '不得参评' : '过渡期',
        (reasons ?? []).map((code) => barTexts[code as BarReason] ?? code).join('、') || NOTHING,
        total ?? NOTHING,
      ]),
    empty: '没有不参加排名的园区',
  };
}

function ties({ unresolvedTies, nameOf }: MeetingResult, { rulings }: EvaluationRecord): Table {
  const names = (parks: readonly string[]): string => parks.map(nameOf).join('、');
  return {
    kind: 'table',
    name: '三、得分相同的园区和裁定',
    columns: [
      { header: '园区（裁定的按先后）', width: 50 },
      { header: '情况', width: 22, align: 'centre' },
      { header: '理由', width: 40 },
      { header: '依据', width: 30 },
    ],
    rows: [
      ...rulings.map(({ parks, reason, minutes, persons, at }) => [
        names(parks),
        `${instantText(at)}裁定（${persons.join('、')}）`,
        reason,
        documentText(minutes),
      ]),
      ...unresolvedTies.map(({ parks, blocks }) => [
        names(parks),
        blocks ? '待裁定（影响档次或奖励）' : '并列（不影响档次和奖励）',
        '',
        '',
      ]),
    ],
    empty: '没有得分相同的园区',
  };
}

function siteChecks({ edition, nameOf }: MeetingResult, { plans, checks }: EvaluationRecord): Table {
  const plan = plans.filter((one) => one.edition === edition).at(-1);
  const checked = new Map(checks.map((check) => [check.park, check]));
  const parks = plan?.parks ?? checks.filter((one) => one.edition === edition).map(({ park }) => ({ park, why: [] }));
  return {
    kind: 'table',
    name: '四、现场核查',
    columns: [
      { header: '园区', width: 36 },
      { header: '核查原因', width: 30 },
      { header: '核查日期', width: 18, align: 'centre' },
      { header: '结论', width: 10, align: 'centre' },
      { header: '发现', width: 46 },
    ],
    rows: parks.map(({ park, why }) => {
      const check = checked.get(park);
      return [
        nameOf(park),
        why.map((one) => visitReasons[one]).join('、') || NOTHING,
        check ? dayText(check.on) : NOTHING,
        check ? (check.passed ? '相符' : '不符') : '未核查',
        check?.findings ?? '',
      ];
    }),
    empty: '本版没有安排现场核查',
  };
}

function objections({ edition, nameOf }: MeetingResult, { objections: all, notices }: EvaluationRecord): Table {
  const published = notices.some((notice) => notice.edition === edition);
  return {
    kind: 'table',
    name: '五、异议及处理',
    columns: [
      { header: '园区', width: 30 },
      { header: '提出日期', width: 18, align: 'centre' },
      { header: '异议内容', width: 45 },
      { header: '处理', width: 12, align: 'centre' },
      { header: '答复', width: 40 },
    ],
    rows: all
      .filter(({ lodged }) => lodged.edition === edition)
      .map(({ lodged, resolved }) => [
        nameOf(lodged.park),
        instantText(lodged.at),
        lodged.text,
        resolved ? (resolved.upheld ? '成立' : '不成立') : '办理中',
        resolved?.answer ?? '',
      ]),
    empty: published ? '公示期内未收到异议' : '尚未公示',
  };
}
