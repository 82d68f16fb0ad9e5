import { Injectable } from '@nestjs/common';
import {
  commitmentDocument,
  countyReviewDocument,
  documentErrors as errors,
  documentNames,
  type DocumentModel,
  type DocumentRequest,
  selfAssessmentDocument,
  type ShownDossier,
  siteCheckDocument,
  verificationDocument,
  type VerifiedPark,
} from '#libs/documents';
import { DossierQuery, type DossierView, ProgressQuery } from '#libs/dossier/nest';
import type { Caller } from '#libs/kernel';
import { LedgerReading, type Pinned } from './reading.js';
import { resultOf } from './result-documents.js';

/** Documents of claims: what parks declare, counties review, departments verify, and two persons look at on the spot. */
@Injectable()
export class ClaimDocuments {
  constructor(private readonly reading: LedgerReading) {}

  async ofPark(
    kind: 'commitment' | 'selfAssessment' | 'countyReview',
    request: DocumentRequest,
    caller: Caller,
    pinned: Pinned,
  ): Promise<DocumentModel> {
    const dossier = await this.dossier(request, caller, pinned);
    switch (kind) {
      case 'commitment':
        return commitmentDocument(dossier);
      case 'selfAssessment':
        return selfAssessmentDocument(dossier);
      case 'countyReview':
        return countyReviewDocument(dossier);
    }
  }

  /** A department's own where none is named; of one park, or of every park that the caller sees. */
  async verification({ year, park, department: named }: DocumentRequest, caller: Caller, pinned: Pinned): Promise<DocumentModel> {
    const department = named ?? caller.department;
    if (department === undefined) throw errors.error('documents.departmentMissing', { document: documentNames.verification });
    const { scheme: ref } = await this.reading.evaluation(year, caller, pinned);
    const [scheme, names, progress] = await Promise.all([
      this.reading.scheme(ref),
      this.reading.parks(pinned),
      this.reading.queries.execute(new ProgressQuery(year, caller, pinned.at)),
    ]);
    const codes = park === undefined ? progress.data.parks.map((one) => one.park) : [park];
    const verified = new Set(scheme.metrics.filter(({ verifies }) => verifies === department).map(({ code }) => code));
    const parks: VerifiedPark[] = [];
    for (const code of codes) {
      const { facts } = await this.view({ year, park: code }, caller, pinned);
      parks.push({ code, name: names.nameOf(code), facts: facts.filter(({ metric }) => verified.has(metric)) });
    }
    const enterprise = await this.reading.enterprises(enterprisesOf(parks), pinned);
    return verificationDocument({ year, city: this.reading.city, scheme, department, parks, enterprise, point: pinned.point });
  }

  /** Why a park is visited tells its provisional tier: for who may see the result. */
  async siteCheck(request: DocumentRequest, caller: Caller, pinned: Pinned): Promise<DocumentModel> {
    const { year, park = '' } = request;
    const state = await this.reading.evaluation(year, caller, pinned);
    const edition = request.edition ?? state.edition;
    const record = await this.reading.record(year, pinned);
    const seen = state.siteChecks.some((one) => one.park === park) || caller.role !== 'park';
    const planned = record.plans
      .filter((one) => one.edition === edition)
      .at(-1)
      ?.parks.find((one) => one.park === park);
    const check = record.checks.filter((one) => one.park === park && one.edition <= edition).at(-1) ?? null;
    if (!seen || (!planned && !check)) throw errors.error('documents.siteCheckUnknown', { park, year });
    const result = resultOf(state, edition);
    return siteCheckDocument({
      dossier: await this.dossier(request, caller, pinned),
      ...(result ? { result } : {}),
      why: result && planned ? planned.why : null,
      check,
      point: pinned.point,
    });
  }

  private async dossier({ year, park = '' }: DocumentRequest, caller: Caller, pinned: Pinned): Promise<ShownDossier> {
    const { opened, declaration, review, facts } = await this.view({ year, park }, caller, pinned);
    const ref = opened?.scheme ?? (await this.reading.evaluation(year, caller, pinned)).scheme;
    const [scheme, names] = await Promise.all([this.reading.scheme(ref), this.reading.parks(pinned)]);
    return {
      year,
      city: this.reading.city,
      scheme,
      park: names.inWords(park, scheme),
      declaration: declaration ?? null,
      review: review ?? null,
      facts,
      point: pinned.point,
    };
  }

  private async view(key: { readonly year: number; readonly park: string }, caller: Caller, { at }: Pinned): Promise<DossierView> {
    return (await this.reading.queries.execute(new DossierQuery(key, caller, at))).data;
  }
}

function enterprisesOf(parks: readonly VerifiedPark[]): ReadonlySet<string> {
  const lines = parks.flatMap(({ facts }) => facts.flatMap(({ current }) => current?.lines ?? []));
  return new Set(lines.flatMap((line) => ('uscc' in line ? [line.uscc] : [])));
}
