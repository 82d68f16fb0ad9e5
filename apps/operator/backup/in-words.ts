import { EXIT } from '../program.js';
import type { Manifest } from './manifest.js';

/** What is in a back-up. */
export function inWords({ jurisdiction, sample, madeAt, size, root, checkpoint }: Manifest): string {
  const head = checkpoint === null ? '还没有检查点' : `最新的检查点在 ${checkpoint.size} 条处`;
  return `${sample ? '示例账本' : '账本'}「${jurisdiction}」，${madeAt} 起复制，共 ${size} 个事件，树根 ${root}；${head}。`;
}

/** Tells what the source lacked, each time that the back-up is used. Returns the exit code. */
export function attention({ lacking }: Manifest): number {
  if (lacking.length === 0) return EXIT.done;
  const lines = lacking.map(({ hash, reason }) => `  ${hash}（${reason === 'missing' ? '没有' : '与哈希不符'}）`);
  console.error(
    `账本引用的佐证材料有 ${lacking.length} 个不在其中，因为来源没有或已损坏；请从以前的备份取回，放回佐证文件夹：\n${lines.join('\n')}`,
  );
  return EXIT.attention;
}
