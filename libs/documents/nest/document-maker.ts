import { Injectable } from '@nestjs/common';
import type { DocumentModel, DocumentRequest } from '#libs/documents';
import type { ReadAt } from '#libs/http';
import type { Caller } from '#libs/kernel';
import { ClaimDocuments } from './claim-documents.js';
import { LedgerReading } from './reading.js';
import { ResultDocuments } from './result-documents.js';

/** Makes any of the eleven documents, as the caller may see it, of one point of the log. */
@Injectable()
export class DocumentMaker {
  constructor(
    private readonly reading: LedgerReading,
    private readonly claims: ClaimDocuments,
    private readonly results: ResultDocuments,
  ) {}

  async make(request: DocumentRequest, caller: Caller, at: ReadAt): Promise<DocumentModel> {
    const pinned = await this.reading.pin(at);
    switch (request.kind) {
      case 'commitment':
      case 'selfAssessment':
      case 'countyReview':
        return this.claims.ofPark(request.kind, request, caller, pinned);
      case 'verification':
        return this.claims.verification(request, caller, pinned);
      case 'siteCheck':
        return this.claims.siteCheck(request, caller, pinned);
      case 'scoreSheet':
        return this.results.scoreSheet(request, caller, pinned);
      case 'meeting':
        return this.results.meeting(request, caller, pinned);
      case 'notice':
      case 'result':
      case 'awards':
        return this.results.publicTable(request.kind, request, caller, pinned);
      case 'objection':
        return this.results.objections(request, caller, pinned);
    }
  }
}
