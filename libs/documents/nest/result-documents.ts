import { Injectable } from '@nestjs/common';
import { forbidden, maySeeUnpublished } from '#libs/access';
import {
  awardsDocument,
  type CitedResult,
  documentErrors as errors,
  type DocumentModel,
  type DocumentRequest,
  enterprisesIn,
  meetingDocument,
  type MeetingResult,
  noticeDocument,
  objectionDocument,
  resultDocument,
  scoreSheetDocument,
} from '#libs/documents';
import type { EvaluationState } from '#libs/evaluation';
import { RankingQuery, type RankingView, SheetQuery } from '#libs/evaluation/nest';
import type { Caller } from '#libs/kernel';
import type { RenderedSheet } from '#libs/scoring';
import { LedgerReading, type Pinned } from './reading.js';

/** Reads the exact digits of a result that the caller may see: a public table shows more than two of them where two neighbours would look equal. */
const PRINTER: Caller = { account: 'documents', role: 'process' };

/** Documents of a result: tables for the public, the task force's, a park's sheet, objections. */
@Injectable()
export class ResultDocuments {
  constructor(private readonly reading: LedgerReading) {}

  async publicTable(
    kind: 'notice' | 'result' | 'awards',
    request: DocumentRequest,
    caller: Caller,
    pinned: Pinned,
  ): Promise<DocumentModel> {
    const result = await this.result(request, caller, pinned);
    if (kind === 'awards') return awardsDocument(result);
    const record = await this.reading.record(request.year, pinned);
    return kind === 'notice' ? noticeDocument(result, record) : resultDocument(result, record);
  }

  /** For the task force and auditors: it tells accounts, reasons and exact digits. */
  async meeting(request: DocumentRequest, caller: Caller, pinned: Pinned): Promise<DocumentModel> {
    if (!maySeeUnpublished(caller)) throw forbidden(caller.role);
    return meetingDocument(await this.result(request, caller, pinned), await this.reading.record(request.year, pinned));
  }

  async scoreSheet({ year, park = '', edition }: DocumentRequest, caller: Caller, pinned: Pinned): Promise<DocumentModel> {
    const of = { year, park, ...(edition === undefined ? {} : { edition }) };
    const { data: view } = await this.reading.queries.execute(new SheetQuery(of, caller, pinned.at));
    const ranking = await this.ranking({ year, edition }, caller, pinned);
    const scheme = await this.reading.scheme((await this.reading.evaluation(year, caller, pinned)).scheme);
    const names = await this.reading.parks(pinned);
    const sheet = view.rendered as RenderedSheet;
    const { rank = null, tier = null } = ranking.parks.find((row) => row.park === park) ?? {};
    return scoreSheetDocument({
      ...cited(ranking),
      year,
      city: this.reading.city,
      scheme,
      park: names.inWords(park, scheme),
      place: { rank, tier },
      sheet,
      engine: view.sheet.engine,
      sheetHash: view.hash,
      withheld: view.withheld,
      point: pinned.point,
      nameOf: names.nameOf,
      enterprise: await this.reading.enterprises(enterprisesIn(sheet.indicators), pinned),
    });
  }

  /** A park sees its own objections only. */
  async objections({ year, edition, objection }: DocumentRequest, caller: Caller, pinned: Pinned): Promise<DocumentModel> {
    const state = await this.reading.evaluation(year, caller, pinned);
    const [record, scheme, { nameOf }] = await Promise.all([
      this.reading.record(year, pinned),
      this.reading.scheme(state.scheme),
      this.reading.parks(pinned),
    ]);
    const visible = new Set(state.objections.map((one) => one.objection));
    const seen = record.objections.filter(({ lodged }) => visible.has(lodged.objection));
    const asked = seen.find(({ lodged }) => lodged.objection === objection);
    if (objection !== undefined && !asked) throw errors.error('documents.objectionUnknown', { objection });
    const shown = asked?.lodged.edition ?? edition ?? record.notices.at(-1)?.edition ?? state.edition;
    const result = resultOf(state, shown);
    return objectionDocument({
      year,
      city: this.reading.city,
      scheme,
      ...(result ? { result } : {}),
      objections: asked ? [asked] : seen.filter(({ lodged }) => lodged.edition === shown),
      notice: record.notices.filter((one) => one.edition === shown).at(-1) ?? null,
      conclusion: record.conclusions.filter((one) => one.edition === shown).at(-1) ?? null,
      all: caller.role !== 'park',
      nameOf,
      point: pinned.point,
    });
  }

  private async result(request: DocumentRequest, caller: Caller, pinned: Pinned): Promise<MeetingResult> {
    const seen = await this.ranking(request, caller, pinned);
    const exact = await this.ranking({ year: request.year, edition: seen.edition }, PRINTER, pinned);
    const { scheme } = await this.reading.evaluation(request.year, caller, pinned);
    const { nameOf } = await this.reading.parks(pinned);
    // The printer sees more than the caller may: it lends its digits to the very result that the caller sees, and to no other.
    const { parks, unresolvedTies } = exact.run === seen.run ? exact : seen;
    return {
      ...cited(seen),
      year: request.year,
      city: this.reading.city,
      scheme: await this.reading.scheme(scheme),
      parks,
      unresolvedTies,
      point: pinned.point,
      nameOf,
    };
  }

  private async ranking(
    { year, edition }: { readonly year: number; readonly edition?: number | undefined },
    caller: Caller,
    { at }: Pinned,
  ): Promise<RankingView> {
    return (await this.reading.queries.execute(new RankingQuery(year, caller, edition, at))).data;
  }
}

function cited({ edition, run, resultHash, standing }: RankingView): CitedResult {
  return { edition, run, resultHash, standing };
}

/** The result of an edition, as far as the state tells the caller of one. */
export function resultOf({ published, proposed }: EvaluationState, edition: number): CitedResult | undefined {
  const finalised = published.filter((one) => one.edition === edition).at(-1);
  if (finalised) return { edition, run: finalised.run, resultHash: finalised.resultHash, standing: 'finalised' };
  return proposed?.edition === edition ? { edition, run: proposed.run, resultHash: proposed.resultHash, standing: 'proposed' } : undefined;
}
