import { type BarReason, barTexts } from '#libs/scoring';
import { citationText } from '../citation.js';
import type { Block, DocumentModel, Table } from '../model.js';
import type { EvaluationRecord } from '../record.js';
import { basisText, dayText, documentText, instantText, NOTHING } from '../text.js';
import { NOBODY_RANKED, rankingColumns, type ResultRow, type ShownResult } from './public-ranking.js';
import { visitReasons } from './site-check.js';
import { tableOf } from './table.js';

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
  const columns = rankingColumns<ResultRow>(
    scheme,
    {
      rank: ({ rank }) => (rank === null ? NOTHING : String(rank)),
      name: ({ park }) => nameOf(park),
      score: ({ scores }, code) => scores?.[code],
      total: ({ total }) => total ?? NOTHING,
      tier: ({ tier }) => tier ?? '待裁定',
      award: awardCell,
    },
    6.5,
  );
  return tableOf(
    '一、拟定名次、档次和奖励',
    parks.filter(({ status }) => status === 'ranked'),
    columns,
    NOBODY_RANKED,
  );
}

function awardCell({ award, held }: ResultRow): string {
  const amount = award === null || award === '0' ? NOTHING : award;
  return held === null ? amount : `${amount}（暂缓）`;
}

function unranked({ parks, nameOf }: MeetingResult): Table {
  return tableOf(
    '二、不参加排名的园区',
    parks.filter(({ status }) => status !== 'ranked'),
    [
      { header: '园区', width: 40, cell: ({ park }) => nameOf(park) },
      { header: '情况', width: 25, align: 'centre', cell: ({ status }) => (status === 'barred' ? '不得参评' : '过渡期') },
      {
        header: '原因',
        width: 40,
        cell: ({ reasons }) => (reasons ?? []).map((code) => barTexts[code as BarReason] ?? code).join('、') || NOTHING,
      },
      { header: '得分（仅供参考）', width: 20, align: 'right', cell: ({ total }) => total ?? NOTHING },
    ],
    '没有不参加排名的园区',
  );
}

/** A group of equal parks: ruled on, or as the result shows it. */
interface TiedParks {
  readonly parks: readonly string[];
  readonly state: string;
  readonly reason: string;
  readonly ground: string;
}

function ties({ unresolvedTies, nameOf }: MeetingResult, { rulings }: EvaluationRecord): Table {
  const groups: TiedParks[] = [
    ...rulings.map(({ parks, reason, minutes, persons, at }) => ({
      parks,
      state: `${instantText(at)}裁定（${persons.join('、')}）`,
      reason,
      ground: documentText(minutes),
    })),
    ...unresolvedTies.map(({ parks, blocks }) => ({
      parks,
      state: blocks ? '待裁定（影响档次或奖励）' : '并列（不影响档次和奖励）',
      reason: '',
      ground: '',
    })),
  ];
  return tableOf(
    '三、得分相同的园区和裁定',
    groups,
    [
      { header: '园区（裁定的按先后）', width: 50, cell: ({ parks }) => parks.map(nameOf).join('、') },
      { header: '情况', width: 22, align: 'centre', cell: ({ state }) => state },
      { header: '理由', width: 40, cell: ({ reason }) => reason },
      { header: '依据', width: 30, cell: ({ ground }) => ground },
    ],
    '没有得分相同的园区',
  );
}

function siteChecks({ edition, nameOf }: MeetingResult, { plans, checks }: EvaluationRecord): Table {
  const plan = plans.filter((one) => one.edition === edition).at(-1);
  const checked = new Map(checks.map((check) => [check.park, check]));
  const visits = plan?.parks ?? checks.filter((one) => one.edition === edition).map(({ park }) => ({ park, why: [] }));
  return tableOf(
    '四、现场核查',
    visits.map(({ park, why }) => ({ park, why, check: checked.get(park) })),
    [
      { header: '园区', width: 36, cell: ({ park }) => nameOf(park) },
      { header: '核查原因', width: 30, cell: ({ why }) => why.map((one) => visitReasons[one]).join('、') || NOTHING },
      { header: '核查日期', width: 18, align: 'centre', cell: ({ check }) => (check ? dayText(check.on) : NOTHING) },
      { header: '结论', width: 10, align: 'centre', cell: ({ check }) => (check ? (check.passed ? '相符' : '不符') : '未核查') },
      { header: '发现', width: 46, cell: ({ check }) => check?.findings ?? '' },
    ],
    '本版没有安排现场核查',
  );
}

function objections({ edition, nameOf }: MeetingResult, { objections: all, notices }: EvaluationRecord): Table {
  const published = notices.some((notice) => notice.edition === edition);
  return tableOf(
    '五、异议及处理',
    all.filter(({ lodged }) => lodged.edition === edition),
    [
      { header: '园区', width: 30, cell: ({ lodged }) => nameOf(lodged.park) },
      { header: '提出日期', width: 18, align: 'centre', cell: ({ lodged }) => instantText(lodged.at) },
      { header: '异议内容', width: 45, cell: ({ lodged }) => lodged.text },
      { header: '处理', width: 12, align: 'centre', cell: ({ resolved }) => (resolved ? (resolved.upheld ? '成立' : '不成立') : '办理中') },
      { header: '答复', width: 40, cell: ({ resolved }) => resolved?.answer ?? '' },
    ],
    published ? '公示期内未收到异议' : '尚未公示',
  );
}
