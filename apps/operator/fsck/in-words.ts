import type { Difference, Place } from '#libs/verification';
import { type FsckReport, type Part, partNames } from './report.js';

const MARKS = { same: '相符', differs: '不同', unchecked: '未查' } as const;
const MOST_LISTED = 10;

/** The report for people: the first difference at the top, then each part in a line. */
export function reportInWords({ ok, first, parts, log }: FsckReport): string {
  const lines = first
    ? [`第一处不同：${placeInWords(first.place)}`, `  ${first.message}（${first.code}）`, `  处理：${first.remedy}`, '']
    : ['没有发现不同。'];
  for (const part of parts) lines.push(...partInWords(part, first));
  for (const { origin, size } of log.lostHeads) {
    lines.push(`注意：日志「${origin ?? ''}」大小为 ${size} 的检查点已因恢复而作废，账本中有开启新日志期的事件说明`);
  }
  if (log.root) lines.push(`共 ${log.size} 个事件，树根 ${Buffer.from(log.root).toString('base64')}`);
  lines.push(ok ? '结论：相符' : `结论：不同（共 ${parts.reduce((sum, { differences }) => sum + differences.length, 0)} 处）`);
  return `${lines.join('\n')}\n`;
}

function partInWords({ name, state, says, differences, notes }: Part, first: Difference | undefined): string[] {
  const others = differences.filter((difference) => difference !== first).slice(0, MOST_LISTED);
  return [
    `[${MARKS[state]}] ${partNames[name]}：${says}`,
    ...others.map(({ place, message, code }) => `    另有：${placeInWords(place)} ${message}（${code}）`),
    ...notes.map((note) => `    说明：${note}`),
  ];
}

/** Where a difference is, as people look it up. What events say is not repeated: it may be personal. */
export function placeInWords({ index, from, stream, revision, eventId, type, path, file }: Place): string {
  const range = index === undefined ? [] : [from === undefined ? `日志序号 ${index}` : `日志序号 ${from} 至 ${index} 之间`];
  const event = stream === undefined ? [] : [`流 ${stream}${revision === undefined ? '' : ` 修订号 ${revision}`}`];
  const named = type === undefined ? [] : [`${type}（${eventId ?? ''}）`];
  const inside = path === undefined || path === '' ? [] : [path];
  return [...range, ...event, ...named, ...inside, ...(file === undefined ? [] : [`文件 ${file}`])].join('，') || '整个账本';
}

/** The report for programs: sizes as text, hashes as hex. */
export function reportAsJson({ ok, first, parts, log }: FsckReport): string {
  const { size, root, evidenceHashes, lostHeads, ...rest } = log;
  const heads = lostHeads.map((head) => ({ ...head, size: String(head.size), root: hex(head.root) }));
  const shown = { ...rest, size: String(size), root: root ? hex(root) : null, evidenceFiles: evidenceHashes.size, lostHeads: heads };
  return `${JSON.stringify({ ok, first: first ?? null, parts, log: shown }, null, 2)}\n`;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
