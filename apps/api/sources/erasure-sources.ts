import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ErasureSources } from '#libs/erasure/nest';
import { ReportsOfFileQuery } from '#libs/submission/nest';

/** What erasing asks of the submissions. */
@Injectable()
export class LedgerErasureSources extends ErasureSources {
  constructor(private readonly queries: QueryBus) {
    super();
  }

  copiesOf(hash: string): Promise<readonly string[]> {
    return this.queries.execute(new ReportsOfFileQuery(hash));
  }
}
