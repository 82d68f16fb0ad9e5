import type { FolderSurvey } from '#libs/evidence';
import { surveyInWords } from './in-words.js';

const nothing: FolderSurvey = {
  ...{ ok: true, index: 41, files: 2, bytes: 3000, referred: 2, erased: 0 },
  ...{ orphans: [], missing: [], changed: [], keyMissing: [], notYetErased: [], unfinished: [] },
};
const since = new Date('2026-03-01T00:00:00Z');

describe('A survey of delivered files, told at the terminal', () => {
  it('is two lines where all is in order', () => {
    expect(surveyInWords(nothing).split('\n')).toEqual([
      '佐证文件夹有 2 个文件，3000 字节；账本到序号 41，引用 2 个文件。',
      '结论：账本引用的文件都在。',
    ]);
  });

  it('names each file with what is wrong, the first event that refers to it, and what to do', () => {
    const reference = { index: 7, stream: 'dossier-P1-2023', type: 'FactSubmitted' };
    const text = surveyInWords({ ...nothing, ok: false, missing: [{ hash: 'ab12', reference }], changed: [{ hash: 'cd34' }] });
    expect(text).toContain(
      '缺失（账本引用，文件夹里没有），请从备份恢复（1 个）：\n  ab12  首次引用：日志序号 7，流 dossier-P1-2023，FactSubmitted',
    );
    expect(text).toContain('cd34  没有事件引用');
    expect(text).toContain('结论：有文件缺失');
  });

  it('tells of files that nobody uses how long they have lain there and whose they are, and of many only the first', () => {
    const orphan = {
      bytes: 12,
      since,
      days: 10,
      deliveries: [{ name: 'a.csv', mediaType: 'text/csv', account: 'x', department: 'tax' }],
    } as const;
    const orphans = Array.from({ length: 25 }, (_, n) => ({ ...orphan, hash: `hash-${n}` }));
    const text = surveyInWords({ ...nothing, orphans, unfinished: [{ name: 'half', bytes: 4, since, days: 3 }] });
    expect(text).toContain('hash-19  12 字节，已 10 天，提交：税务');
    expect(text).not.toContain('hash-20');
    expect(text).toContain('另有 5 个');
    expect(text).toContain('half  4 字节，已 3 天');
    expect(text).not.toContain('a.csv');
  });
});
