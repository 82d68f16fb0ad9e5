import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { forbidden } from '#libs/access';
import { type Erasure, ERASURE_ID, erasureDecider, groundNames } from '#libs/erasure';
import { CommandRunner, type QueryOptions, ReadModels } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import { type Caller, type Role, streamName } from '#libs/kernel';

/** An erasure as the API shows it: the ground in words too. */
export type ErasureView = Erasure & { readonly groundText: string };

/** All erasures, as of any moment. */
export class ErasuresQuery extends Query<Answer<readonly ErasureView[]>> {
  constructor(
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

const readers: readonly Role[] = ['taskForce', 'admin', 'auditor'];

@QueryHandler(ErasuresQuery)
export class ErasuresQueryHandler implements IQueryHandler<ErasuresQuery> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
  ) {}

  async execute({ caller, at }: ErasuresQuery): Promise<Answer<readonly ErasureView[]>> {
    if (!readers.includes(caller.role)) throw forbidden(caller.role);
    const { value: _value, ...point } = await this.reads.query(() => undefined, at);
    const revision = await this.reads.streamRevisionAt(streamName(erasureDecider.category, ERASURE_ID), point.index);
    if (revision < 0) return { data: [], ...point };
    const { state } = await this.runner.load(erasureDecider, ERASURE_ID, revision);
    return { data: state.erasures.map((one) => ({ ...one, groundText: groundNames[one.ground] })), ...point };
  }
}
