import type { PageData, PageEdition, PagePark, PageSheet } from '../page-data.js';
import type { PageDocument, PageElement, PageWindow } from './browser.js';
import { button, el, pairs, place } from './elements.js';
import { proof } from './proof.js';
import { editionName, grounds, keyOf, ranking, rules } from './ranking.js';
import { sheetView } from './sheet.js';

declare const document: PageDocument;
declare const window: PageWindow;

/** Draws the page, and again whenever its address changes: `#2023/1` an edition, `#2023/1/SP003` a park's sheet. */
export function start(data: PageData): void {
  const title = `${data.jurisdiction}小微企业园绩效评价${data.kind === 'public' ? '（公开审计包）' : '（完整审计包）'}`;
  document.title = title;
  place('title').append(title);
  if (data.sample) place('title').append(el('span', 'badge', '示例账本，数据均为虚构'));
  if (data.kind === 'whole') place('title').append(el('span', 'badge warn', '含保密数据'));
  place('proof').append(proof(data));
  const show = (): void => draw(data);
  window.addEventListener('hashchange', show);
  show();
}

function draw(data: PageData): void {
  const asked = decodeURIComponent(window.location.hash.slice(1));
  const edition =
    data.editions.find(({ year, edition: number }) => `${asked}/`.startsWith(`${year}/${number}/`)) ??
    data.editions[data.editions.length - 1];
  const view = place('view');
  place('editions').replaceChildren(...data.editions.map((one) => tab(one, one === edition)));
  if (!edition) {
    view.replaceChildren(
      el('p', 'notice', data.open.length === 0 ? '包内没有评价年度' : `${data.open.join('、')} 年度尚未定案，没有公布的结果`),
    );
    return;
  }
  const park = edition.parks.find((one) => keyOf(edition, one) === asked);
  if (park) drawPark(view, edition, park);
  else view.replaceChildren(ranking(data, edition), grounds(edition), rules(edition));
}

function tab(edition: PageEdition, isShown: boolean): PageElement {
  const link = el('a', isShown ? 'tab shown' : 'tab', editionName(edition));
  link.href = `#${encodeURIComponent(`${edition.year}/${edition.edition}`)}`;
  return link;
}

function drawPark(view: PageElement, edition: PageEdition, park: PagePark): void {
  const back = el('a', 'back', '← 返回排名');
  back.href = `#${encodeURIComponent(`${edition.year}/${edition.edition}`)}`;
  if (park.sheet === null) {
    view.replaceChildren(el('nav', 'tools', back), rowsView(edition, park), rules(edition));
    return;
  }
  view.replaceChildren(back, el('p', 'note', '正在读取底稿……'));
  loadSheet(park.sheet, (sheet) => {
    if (!sheet) {
      view.replaceChildren(back, el('p', 'notice', '读不到底稿文件。请把整个审计包解压到一个文件夹，再打开其中的 index.html。'));
      return;
    }
    const shown = sheetView(edition, park, sheet);
    const open = (all: boolean) => (): void => {
      for (const details of shown.querySelectorAll('details')) details.open = all;
    };
    const tools = [button('全部展开', open(true)), button('全部收起', open(false)), button('打印', () => window.print())];
    view.replaceChildren(el('nav', 'tools', back, ...tools), shown);
  });
}

/** What the public may see of a park: its points. */
function rowsView(edition: PageEdition, park: PagePark): PageElement {
  const rows = edition.rows.map(({ code, name, points }) => [name, `${park.scores?.[code] ?? '—'}（满分 ${points}）`] as const);
  const standing = park.rank === null ? [] : [['名次', String(park.rank)] as const, ['档次', park.tier ?? '—'] as const];
  const reasons = park.reasons.length === 0 ? [] : [['不参评', park.reasons.join('、')] as const];
  return el(
    'section',
    '',
    el('h2', '', `${park.name ?? park.park}（${park.park}）`),
    pairs([...standing, ['总分', park.total ?? '—'] as const, ...reasons, ...rows]),
  );
}

/** A sheet stands in a script of its own, for a page that was opened from disk may load scripts and nothing else. */
function loadSheet(name: string, done: (sheet: PageSheet | undefined) => void): void {
  const script = document.createElement('script');
  window.parkledgerSheet = (key, sheet) => {
    if (key === name) done(sheet as PageSheet);
  };
  script.addEventListener('error', () => done(undefined));
  script.src = `page/${name}`;
  document.head.append(script);
}

export const startParts = [draw, tab, drawPark, rowsView, loadSheet];
