import type { StoredEvent } from '#libs/event-store';
import type { LogDifference } from '#libs/event-store/copy';

const FIELDS: Readonly<Record<Exclude<LogDifference['what'], 'missing' | 'surplus'>, string>> = {
  stream: '流',
  revision: '修订号',
  id: '事件编号',
  type: '事件类型',
  data: '内容',
  metadata: '元数据',
};

/** Where two logs part, in one line. What the events say is not repeated: it may be personal. */
export function differenceInWords({ index, what, source, target }: LogDifference): string {
  const at = `日志序号 ${index} 处`;
  if (what === 'missing') return `${at}来源是${place(source)}，目标到此为止`;
  if (what === 'surplus') return `${at}来源到此为止，目标还有${place(target)}`;
  return `${at}${FIELDS[what]}不同：来源是${place(source)}，目标是${place(target)}`;
}

function place(event: StoredEvent | undefined): string {
  return event === undefined ? '空' : `流 ${event.stream} 修订号 ${event.revision} 的 ${event.type}（${event.id}）`;
}
