import type { RenderedIndicator, RenderedInput, RenderedTerm } from '#libs/scoring';
import type { PageEdition, PagePark, PageSheet } from '../page-data.js';
import type { PageElement } from './browser.js';
import { el, pairs, table } from './elements.js';
import { editionName } from './ranking.js';

/** One park's sheet: total, then each row with clause, formula, inputs, lines and where these were delivered. */
export function sheetView(edition: PageEdition, park: PagePark, sheet: PageSheet): PageElement {
  const reasons = sheet.reasons.map(({ text }) => text).join('、');
  return el(
    'section',
    'sheet',
    el('h2', '', `${park.name ?? park.park}（${park.park}）计分底稿`),
    el('p', 'note', `${editionName(edition)}；底稿摘要 `, el('code', '', park.sheetHash ?? '')),
    sheet.basisNotice === undefined ? null : el('p', 'notice', sheet.basisNotice),
    reasons === '' ? null : el('p', 'notice', `不参评：${reasons}`),
    sheet.totalFormula === undefined ? null : el('p', 'formula total', `总分 = ${sheet.totalFormula}`),
    ...sheet.indicators.map((indicator) => indicatorView(indicator)),
  );
}

function indicatorView(indicator: RenderedIndicator): PageElement {
  const { clause, name, points, score, rounding, readings, terms } = indicator;
  return el(
    'details',
    'indicator',
    el('summary', '', el('span', 'label', name), el('span', 'score', score), el('span', 'points', `满分 ${points}`)),
    el('blockquote', '', clause.text, el('cite', '', `${clause.place}；${clause.dataSource}`)),
    el('ul', 'readings', ...readings.map(({ number, text }) => el('li', '', el('b', '', number), ` ${text}`))),
    el('p', 'formula', `得分 ${rounding}`),
    ...terms.map((term) => termView(term)),
  );
}

function termView(term: RenderedTerm): PageElement {
  const extremes = (
    [
      ['最优', term.best],
      ['最差', term.worst],
    ] as const
  ).flatMap(([which, extreme]) =>
    extreme === undefined ? [] : [`${which} ${extreme.value}${extreme.park === null ? '' : `（${extreme.park}）`}`],
  );
  return el(
    'div',
    'term',
    el('p', 'head', el('span', 'label', term.label), el('span', 'value', term.value)),
    term.formula === '' ? null : el('p', 'formula', term.formula),
    extremes.length === 0 ? null : el('p', 'extremes', extremes.join('；')),
    term.notes.length === 0 ? null : el('p', 'flags', term.notes.join('；')),
    ...term.inputs.map((input) => inputView(input)),
    ...term.terms.map((part) => termView(part)),
  );
}

function inputView(input: RenderedInput): PageElement {
  const { label, year, text, unit, fact, lines } = input;
  const said = `${text}${unit === null ? '' : ` ${unit}`}`;
  const counted = lines.filter((line) => line.counted).length;
  return el(
    'div',
    'input',
    el('p', 'head', el('span', 'label', `${year} 年 ${label}`), el('span', 'value', said)),
    fact === undefined
      ? null
      : pairs([
          ['事实', `${fact.stream} 第 ${fact.revision} 条，第 ${fact.version} 版`],
          ['事件', el('code', '', fact.eventId)],
        ]),
    lines.length === 0 ? null : el('details', 'lines', el('summary', '', `明细 ${lines.length} 行，计入 ${counted} 行`), linesView(lines)),
  );
}

function linesView(lines: RenderedInput['lines']): PageElement {
  return table(
    'lines',
    ['行', '计入', '数值#', '材料', '表', '行号#'],
    lines.map((line) => {
      const file = el('a', 'hash', line.source.hash.slice(0, 12));
      file.href = `evidence/${line.source.hash}`;
      file.setAttribute('download', line.source.sheet);
      return el(
        'tr',
        line.counted ? '' : 'struck',
        el('td', '', line.id),
        el('td', '', line.counted ? '是' : `否${line.note === undefined ? '' : `（${line.note}）`}`),
        el('td', 'number', line.text ?? '—'),
        el('td', '', file),
        el('td', '', line.source.sheet),
        el('td', 'number', String(line.source.row)),
      );
    }),
  );
}

export const sheetParts = [sheetView, indicatorView, termView, inputView, linesView];
