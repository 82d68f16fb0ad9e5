import type { PageData } from '../page-data.js';
import type { PageElement } from './browser.js';
import { el, pairs } from './elements.js';

/** What the bundle rests on, and how somebody who trusts nobody checks it. */
export function proof(data: PageData): PageElement {
  const withheld =
    data.kind === 'public'
      ? '公开包不含企业的税收、营收、研发数据：相应事件只留摘要，仍参与核验，但不能由它重算得分。'
      : '完整包含有企业的税收、营收、研发数据（税收征管法第八条、统计法第二十八条），只供专班和审计使用，不得外传。';
  return el(
    'section',
    'proof',
    el('h2', '', '检查点与核验'),
    el(
      'p',
      '',
      '本页由制作者生成，只便于阅读；可信的是核验程序算出的结果。检查点是日志的签名首部，它的根哈希由全部事件算出：任何一个事件被改、被删、被插入或调换，根哈希都会不同。',
    ),
    pairs([
      ['账本', data.ledgerId],
      ['日志名称', data.origin],
      ['事件数', data.size],
      ['根哈希', el('code', '', data.root)],
    ]),
    el('pre', '', data.checkpoint),
    el('h3', '', '怎样核验'),
    el(
      'ol',
      '',
      el('li', '', '另行取得日志公钥（不要用包里的那一份）和核验程序 parkledger-audit，写成信任文件 policy.txt。'),
      el(
        'li',
        '',
        '核验整个包：',
        el('code', '', 'node parkledger-audit.mjs verify 审计包.zip --trust policy.txt'),
        '；手里有更早的检查点时加上 ',
        el('code', '', '--held 检查点'),
        '，可查出历史是否被改写。',
      ),
      el('li', '', '重算全部得分：', el('code', '', 'node parkledger-audit.mjs recompute 审计包.zip'), '（须完整包）。'),
      el('li', '', '也可以自己写核验程序：格式见系统文档 docs/audit-bundle.md。'),
    ),
    el('p', 'note', withheld),
    el('details', '', el('summary', '', '包内所附日志公钥（仅供对照）'), el('pre', '', data.verifierKeys.join('\n'))),
  );
}

export const proofParts = [proof];
