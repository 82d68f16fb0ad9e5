import { parseScheme, type Scheme } from '#libs/scheme';
import { barTexts, type RenderedSheet, type RenderedTerm, renderSheet, type Sheet, sheetHash, shown } from '#libs/scoring';
import { heldInWords } from '#libs/evaluation';
import { indexHtml, sheetScript } from '../page/index-html.js';
import type { PageEdition, PagePark, PageSheet } from '../page/page-data.js';
import { PAGE_PATH, pagePartPath } from '../paths.js';
import type { ResultFile, ResultRow } from '../result-file.js';
import { file, type Making } from './making.js';
import type { ZipEntry } from './zip.js';

/** The page for people, and in a whole bundle the sheets that it shows, each in a script of its own. */
export async function* pageEntries(making: Making, results: readonly ResultFile[]): AsyncGenerator<ZipEntry> {
  const { survey, sources, head, request } = making;
  const editions: PageEdition[] = [];
  for (const result of results) {
    const scheme = schemeOf(making, result);
    if (!scheme) continue;
    const kept = new Map<string, string>();
    for await (const { park, name, sheet } of sheetsOf(making, result)) {
      kept.set(park, name);
      yield file(pagePartPath(name), sheetScript(name, written(renderSheet(sheet, scheme))));
    }
    editions.push(pageEdition(result, scheme, kept));
  }
  const { checkpoint } = survey;
  const data = {
    kind: request.kind,
    ...{ jurisdiction: survey.jurisdiction, sample: survey.sample, ledgerId: survey.ledgerId, origin: checkpoint.origin },
    size: checkpoint.size.toString(),
    root: Buffer.from(checkpoint.root).toString('base64'),
    checkpoint: head.note,
    verifierKeys: await sources.verifierKeys(),
    open: survey.years.filter(({ finalised }) => finalised.length === 0).map(({ year }) => year),
    editions,
  };
  yield file(PAGE_PATH, indexHtml(data));
}

/** Without a readable scheme there is nothing to show an edition by; its table stands under results/ all the same. */
function schemeOf({ survey }: Making, { scheme }: ResultFile): Scheme | undefined {
  const content = survey.schemes.get(scheme.hash);
  return content === undefined ? undefined : parseScheme(content);
}

/** The sheets of an edition that came out as recorded. */
async function* sheetsOf(
  { sources, request }: Making,
  { year, edition, run, parks }: ResultFile,
): AsyncGenerator<{ readonly park: string; readonly name: string; readonly sheet: Sheet }> {
  if (request.kind !== 'whole') return;
  const recorded = new Map(parks.map(({ park, sheetHash: hash }) => [park, hash]));
  for (const [i, sheet] of (await sources.sheets(year, run)).entries()) {
    if (recorded.get(sheet.park) === sheetHash(sheet)) yield { park: sheet.park, name: `sheet-${year}-${edition}-${i + 1}.js`, sheet };
  }
}

function pageEdition(result: ResultFile, scheme: Scheme, sheets: ReadonlyMap<string, string>): PageEdition {
  const { year, edition, resultDay, engine, resultHash, finalised, ranked, tiers, parks } = result;
  return {
    ...{ year, edition, resultDay, engine, resultHash, finalised, ranked, tiers },
    scheme: {
      title: scheme.title,
      hash: result.scheme.hash,
      basisNotice: scheme.basis.status === 'consultationDraft' ? '依据为征求意见稿' : null,
    },
    rows: scheme.rows.map(({ code, name, points, clause }) => ({ code, name, points, ...clause })),
    parks: parks.map((row) => pagePark(row, sheets.get(row.park) ?? null)),
  };
}

function pagePark({ reasons, held, ...row }: ResultRow, sheet: string | null): PagePark {
  const texts: Readonly<Record<string, string>> = barTexts;
  return {
    ...row,
    reasons: (reasons ?? []).map((code) => texts[code] ?? code),
    held: held === null ? null : heldInWords(held).words,
    sheet,
  };
}

/** With each exact number as people read it: what is exact stands in sheets/. */
function written(sheet: RenderedSheet): PageSheet {
  return { ...sheet, indicators: sheet.indicators.map((indicator) => ({ ...indicator, terms: indicator.terms.map(writtenTerm) })) };
}

function writtenTerm({ best, worst, ...term }: RenderedTerm): RenderedTerm {
  return {
    ...term,
    ...(best === undefined ? {} : { best: { ...best, value: number(best.value) } }),
    ...(worst === undefined ? {} : { worst: { ...worst, value: number(worst.value) } }),
    terms: term.terms.map(writtenTerm),
    inputs: term.inputs.map((input) => ({
      ...input,
      lines: input.lines.map((line) => (line.contribution === undefined ? line : { ...line, contribution: number(line.contribution) })),
    })),
  };
}

/** A contribution may be a category or a level: only numbers are written out. */
function number(text: string): string {
  return /^-?\d+(?:\.\d+)?(?:\/\d+)?$/.test(text) ? shown(text) : text;
}
