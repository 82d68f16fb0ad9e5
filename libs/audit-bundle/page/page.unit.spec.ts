import { createContext, runInContext } from 'node:vm';
import { indexHtml, sheetScript } from './index-html.js';
import type { PageData, PagePark, PageSheet } from './page-data.js';

const HOSTILE = `甲园</script><img src=x onerror=alert(1)>&"'\u2028`;

const park = (code: string, more: Partial<PagePark>): PagePark => ({
  ...{ park: code, name: `园 ${code}`, status: 'ranked', rank: 1, tier: 'A', award: '100', held: null, total: '88.50' },
  ...{ scores: { taxPerMu: '7.25' }, reasons: [], sheetHash: 'ab'.repeat(32), sheet: null },
  ...more,
});

const data: PageData = {
  kind: 'whole',
  ...{
    jurisdiction: '某市',
    sample: false,
    ledgerId: 'ledger',
    origin: 'log.example',
    size: '820',
    root: 'AAAA',
    checkpoint: 'log.example\n820\n',
  },
  verifierKeys: ['log.example+0000+key'],
  open: [],
  editions: [1, 2].map((edition) => ({
    ...{ year: 2023, edition, resultDay: '2024-09-30', engine: '1', resultHash: 'cd'.repeat(32), ranked: 1, tiers: { A: 1, B: 0, C: 0 } },
    finalised: { eventId: 'event', index: '99' },
    scheme: { title: '方案', hash: 'ef'.repeat(32), basisNotice: '依据为征求意见稿' },
    rows: [{ code: 'taxPerMu', name: '亩均税收', points: '10', place: '附件', text: '条文', dataSource: '税务' }],
    parks: [
      park(`P1${edition}`, { name: HOSTILE, sheet: `sheet-2023-${edition}-1.js` }),
      park('P2', { rank: null, tier: null, award: null, total: null, scores: null, status: 'barred', reasons: ['弄虚作假'] }),
    ],
  })),
};

const sheet: PageSheet = {
  ...{ park: 'P12', year: 2023, status: 'ranked', reasons: [], total: '88.50', totalFormula: '7.25 + 81.25 = 88.50' },
  indicators: [
    {
      ...{ row: 'taxPerMu', name: '亩均税收', points: '10', score: '7.25', rounding: '7.25 → 7.25' },
      clause: { place: '附件', text: '条文', dataSource: '税务' },
      readings: [{ number: 'R7', text: '功效系数法' }],
      terms: [
        {
          ...{ code: 'levelValue', label: '本年水平', value: '12.5', formula: '125 ÷ 10 = 12.5', notes: ['不可比'] },
          best: { park: 'P9', value: '20' },
          terms: [],
          inputs: [
            {
              ...{ side: 'current', measure: 'taxPaid', value: '125', label: '税收', text: '125', unit: '万元', year: 2023 },
              fact: { metric: 'taxPaid', version: 2, eventId: 'event-7', stream: 'dossier-P1_2023', revision: 4 },
              lines: [{ id: HOSTILE, counted: false, note: '已退回', source: { hash: '12'.repeat(32), sheet: 'tax.csv', row: 7 } }],
            },
          ],
        },
      ],
    },
  ],
};

/** As much of a document as the page touches: elements hold texts and elements, and a text stays a text. */
class Element {
  readonly children: (Element | string)[] = [];
  readonly listeners = new Map<string, () => void>();
  readonly attributes = new Map<string, string>();
  className = '';
  href = '';
  src = '';
  open = false;
  constructor(readonly tag: string) {}
  append(...children: (Element | string)[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: (Element | string)[]): void {
    this.children.splice(0, this.children.length, ...children);
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, listener);
  }
  all(): Element[] {
    return this.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...child.all()]));
  }
  querySelectorAll(tag: string): Element[] {
    return this.all().filter((each) => each.tag === tag);
  }
  get text(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.text)).join('|');
  }
}

/** Opens the page as a browser would, at an address. */
function opened(html: string, hash = '') {
  const places = { title: new Element('h1'), editions: new Element('nav'), view: new Element('main'), proof: new Element('div') };
  const head = new Element('head');
  const window = {
    ...{ location: { hash }, addEventListener: () => undefined, print: () => undefined },
    parkledgerSheet: (_key: string, _sheet: unknown): void => undefined,
  };
  const document = {
    ...{ title: '', head },
    createElement: (tag: string) => new Element(tag),
    getElementById: (id: keyof typeof places) => places[id],
  };
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  runInContext(script, createContext({ document, window, decodeURIComponent, encodeURIComponent }));
  return { document, head, window, ...places };
}

describe('the page of a bundle', () => {
  const html = indexHtml(data);

  it('holds its data so that no text of it can end the script or begin another', () => {
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|\u2028/);
    expect(html).toContain("default-src 'none'");
    expect(sheetScript('x.js', { name: HOSTILE })).not.toMatch(/[<>\u2028]/);
  });

  it('shows the newest edition’s ranking, names as texts, the rules with their clauses, and the checkpoint', () => {
    const { document, view, editions, proof, title } = opened(html);
    expect(document.title).toBe('某市小微企业园绩效评价（完整审计包）');
    expect(title.text).toContain('含保密数据');
    expect(editions.text).toBe('2023 年度第 1 版|2023 年度第 2 版');
    for (const words of ['2023 年度第 2 版排名', HOSTILE, 'P12', '88.50', '7.25', '100', '不参评：弄虚作假', '依据为征求意见稿', '条文']) {
      expect(view.text).toContain(words);
    }
    for (const words of ['log.example', '820', 'AAAA', 'parkledger-audit.mjs verify', '不得外传']) expect(proof.text).toContain(words);
  });

  it('loads a park’s sheet when it is asked for, and shows it down to file and row', () => {
    const page = opened(html, '#2023%2F2%2FP12');
    const [script] = page.head.querySelectorAll('script');
    expect(script?.src).toBe('page/sheet-2023-2-1.js');
    page.window.parkledgerSheet('another.js', sheet);
    expect(page.view.text).toContain('正在读取底稿');
    page.window.parkledgerSheet('sheet-2023-2-1.js', sheet);
    const words = [
      '总分 = 7.25 + 81.25 = 88.50',
      'R7',
      '125 ÷ 10 = 12.5',
      '最优 20（P9）',
      '不可比',
      '2023 年 税收',
      '125 万元',
      'event-7',
      '否（已退回）',
      HOSTILE,
    ];
    for (const each of [...words, 'dossier-P1_2023 第 4 条，第 2 版', 'tax.csv', '7']) expect(page.view.text).toContain(each);
    const links = page.view.querySelectorAll('a').map(({ href }) => href);
    expect(links).toContain(`evidence/${'12'.repeat(32)}`);
    page.view.querySelectorAll('button')[0]?.listeners.get('click')?.();
    expect(page.view.querySelectorAll('details').every(({ open }) => open)).toBe(true);
  });

  it('says what to do where the sheet does not lie beside it', () => {
    const page = opened(html, '#2023%2F2%2FP12');
    page.head.querySelectorAll('script')[0]?.listeners.get('error')?.();
    expect(page.view.text).toContain('解压到一个文件夹');
  });

  it('shows the public the points of a park, and a year without a result as open', () => {
    const hidden = {
      ...data,
      kind: 'public' as const,
      editions: data.editions.map((one) => ({ ...one, parks: one.parks.map((each) => ({ ...each, sheet: null })) })),
    };
    const page = opened(indexHtml(hidden), '#2023%2F1%2FP11');
    expect(page.view.text).toContain('亩均税收|7.25（满分 10）');
    expect(page.title.text).not.toContain('保密');
    expect(opened(indexHtml({ ...data, editions: [], open: [2024] })).view.text).toContain('2024 年度尚未定案');
  });
});
