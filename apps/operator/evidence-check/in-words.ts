import type { FolderSurvey, Trouble } from '#libs/evidence';
import { departmentNames } from '#libs/kernel';

const MOST_LISTED = 20;

/** A survey for people: what is wrong first, then what is only to be known. */
export function surveyInWords(survey: FolderSurvey): string {
  const { files, bytes, index, referred, erased, orphans, missing, changed, keyMissing, notYetErased, unfinished } = survey;
  const lines = [
    `佐证文件夹有 ${files} 个文件，${bytes} 字节；账本到序号 ${index}，引用 ${referred} 个文件${erased === 0 ? '' : `，另有 ${erased} 个已依法删除`}。`,
    ...troubles('缺失（账本引用，文件夹里没有），请从备份恢复', missing),
    ...troubles('内容与哈希不符，请从备份恢复', changed),
    ...troubles('找不到密钥，打不开，请从密钥备份恢复', keyMissing),
    ...troubles('删除已入账而文件仍在，重启服务会继续删除', notYetErased),
    ...listed(
      `没有事件引用（${orphans.length} 个，上传后未用；是否清理由人决定）`,
      orphans.map(({ hash, bytes: size, days, deliveries }) => {
        const by = deliveries.map(
          ({ account, department, park }) =>
            `${department === undefined ? account : departmentNames[department]}${park === undefined ? '' : ` ${park}`}`,
        );
        return `${hash}  ${size} 字节，已 ${days} 天，${by.length === 0 ? '提交人读不出' : `提交：${[...new Set(by)].join('、')}`}`;
      }),
    ),
    ...listed(
      `中断的上传留下的残件（incoming/，${unfinished.length} 个，没有密钥能打开，可以删除）`,
      unfinished.map(({ name, bytes: size, days }) => `${name}  ${size} 字节，已 ${days} 天`),
    ),
    survey.ok ? '结论：账本引用的文件都在。' : '结论：有文件缺失、被改动或打不开。',
  ];
  return lines.join('\n');
}

function troubles(title: string, found: readonly Trouble[]): string[] {
  return listed(
    `${title}（${found.length} 个）`,
    found.map(({ hash, reference }) =>
      reference ? `${hash}  首次引用：日志序号 ${reference.index}，流 ${reference.stream}，${reference.type}` : `${hash}  没有事件引用`,
    ),
  );
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_LISTED ? [`  …… 另有 ${lines.length - MOST_LISTED} 个（--json 给出全部）`] : [];
  return [`${title}：`, ...lines.slice(0, MOST_LISTED).map((line) => `  ${line}`), ...more];
}
