import type { PageData, PageEdition, PagePark } from '../page-data.js';
import type { PageElement } from './browser.js';
import { el, pairs, table } from './elements.js';

/** Where a park's sheet stands on the page. */
export function keyOf(edition: PageEdition, park: PagePark): string {
  return `${edition.year}/${edition.edition}/${park.park}`;
}

export function editionName({ year, edition }: PageEdition): string {
  return `${year} 年度第 ${edition} 版`;
}

/** The ranking of an edition, with the points of each row. */
export function ranking(data: PageData, edition: PageEdition): PageElement {
  const { ranked, tiers, rows } = edition;
  const counts = `参评 ${ranked} 家：A 档 ${tiers.A}，B 档 ${tiers.B}，C 档 ${tiers.C}`;
  const digits = data.kind === 'public' ? '分数保留两位小数' : '';
  const heads = ['名次#', '园区', '档次', '奖励（万元）#', '总分#', ...rows.map(({ name }) => `${name}#`)];
  return el(
    'section',
    '',
    el('h2', '', `${editionName(edition)}排名`),
    el('p', 'note', [counts, digits].filter((text) => text !== '').join('；')),
    edition.scheme.basisNotice === null ? null : el('p', 'notice', edition.scheme.basisNotice),
    table(
      'ranking',
      heads,
      edition.parks.map((park) => rankingRow(edition, park)),
    ),
  );
}

function rankingRow(edition: PageEdition, park: PagePark): PageElement {
  const name = park.name ?? park.park;
  const link = el('a', '', name);
  link.href = `#${encodeURIComponent(keyOf(edition, park))}`;
  const award = park.award === null || park.award === '0' ? '—' : park.award;
  const status = park.status === 'ranked' ? '' : park.status === 'transition' ? '过渡期，不排名' : `不参评：${park.reasons.join('、')}`;
  const points = edition.rows.map(({ code }) => el('td', 'number', park.scores?.[code] ?? '—'));
  return el(
    'tr',
    `tier-${park.tier ?? 'none'}`,
    el('td', 'number', park.rank === null ? '—' : String(park.rank)),
    el('td', 'park', link, el('span', 'code', park.park), status === '' ? null : el('span', 'status', status)),
    el('td', 'tier', park.tier === null ? '—' : el('b', '', park.tier)),
    el('td', 'number', award, park.held === null ? null : el('span', 'status', `暂缓：${park.held}`)),
    el('td', 'number total', park.total ?? '—'),
    ...points,
  );
}

/** The rule set behind an edition: each row with its clause. */
export function rules(edition: PageEdition): PageElement {
  const parts = edition.rows.map((row) =>
    el(
      'details',
      'rule',
      el('summary', '', el('span', 'label', row.name), el('span', 'points', `${row.points} 分`)),
      el('blockquote', '', row.text, el('cite', '', `${row.place}；${row.dataSource}`)),
    ),
  );
  return el('section', '', el('h2', '', `评分依据：${edition.scheme.title}`), ...parts);
}

/** What an edition rests on. */
export function grounds(edition: PageEdition): PageElement {
  return pairs([
    ['结果日', edition.resultDay],
    ['定案事件', `日志第 ${edition.finalised.index} 条（${edition.finalised.eventId}）`],
    ['结果摘要', el('code', '', edition.resultHash)],
    ['口径摘要', el('code', '', edition.scheme.hash)],
    ['计分引擎', `第 ${edition.engine} 版`],
  ]);
}

export const rankingParts = [keyOf, editionName, ranking, rankingRow, rules, grounds];
