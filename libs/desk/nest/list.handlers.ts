import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { forbidden } from '#libs/access';
import {
  changesOf,
  type Completeness,
  completenessOf,
  type HoldUp,
  holdUpsOf,
  type LargeChange,
  type Office,
  progressOf,
  type QueueItem,
  queueOf,
  type Reminder,
  remindersOf,
  type SideBySide,
  sideBySide,
  type YearProgress,
} from '#libs/desk';
import type { Answer } from '#libs/http';
import type { Caller } from '#libs/kernel';
import { DeskReader } from './desk-reader.js';
import {
  ChangesQuery,
  CompletenessQuery,
  HoldUpsQuery,
  QueueQuery,
  RemindersQuery,
  SideBySideQuery,
  YearProgressQuery,
} from './queries.js';

/** A department sees its own queue unless it asks for another's; the task force and auditors see all. */
@QueryHandler(QueueQuery)
export class QueueHandler implements IQueryHandler<QueueQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, filter, caller, at }: QueueQuery): Promise<Answer<readonly QueueItem[]>> {
    if (caller.role === 'park' || caller.role === 'admin') throw forbidden(caller.role);
    const own = caller.role === 'department' || caller.role === 'county' ? caller.department : undefined;
    const asked = filter.department ?? own;
    return this.reader.answer(year, at, (desk) =>
      queueOf(desk, caller, { ...filter, ...(asked === undefined ? {} : { department: asked }) }),
    );
  }
}

/** Not for parks: one side of a clash is another park's. */
@QueryHandler(SideBySideQuery)
export class SideBySideHandler implements IQueryHandler<SideBySideQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, filter, caller, at }: SideBySideQuery): Promise<Answer<readonly SideBySide[]>> {
    if (caller.role === 'park' || caller.role === 'admin') throw forbidden(caller.role);
    return this.reader.answerNamed(year, at, (desk, names) => sideBySide(desk, caller, filter, names));
  }
}

@QueryHandler(CompletenessQuery)
export class CompletenessHandler implements IQueryHandler<CompletenessQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, filter, caller, at }: CompletenessQuery): Promise<Answer<readonly Completeness[]>> {
    return this.reader.answerNamed(year, at, (desk, names) => completenessOf(desk, caller, filter, names));
  }
}

@QueryHandler(ChangesQuery)
export class ChangesHandler implements IQueryHandler<ChangesQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, filter, caller, at }: ChangesQuery): Promise<Answer<readonly LargeChange[]>> {
    return this.reader.answer(year, at, (desk) => changesOf(desk, caller, filter));
  }
}

@QueryHandler(YearProgressQuery)
export class YearProgressHandler implements IQueryHandler<YearProgressQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, caller, at }: YearProgressQuery): Promise<Answer<YearProgress>> {
    return this.reader.answer(year, at, (desk) => progressOf(desk, caller));
  }
}

@QueryHandler(HoldUpsQuery)
export class HoldUpsHandler implements IQueryHandler<HoldUpsQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, office, caller, at }: HoldUpsQuery): Promise<Answer<readonly HoldUp[]>> {
    return this.reader.answer(year, at, (desk) => holdUpsOf(desk, caller, office));
  }
}

/** Whoever does not send reminders reads those that are for him. */
@QueryHandler(RemindersQuery)
export class RemindersHandler implements IQueryHandler<RemindersQuery> {
  constructor(private readonly reader: DeskReader) {}

  execute({ year, office, caller, at }: RemindersQuery): Promise<Answer<readonly Reminder[]>> {
    return this.reader.answer(year, at, (desk) => remindersOf(desk, caller, { ...office, ...ownOffice(caller) }));
  }
}

function ownOffice({ role, department }: Caller): Partial<Office> {
  const sends = role === 'taskForce' || role === 'auditor' || role === 'admin' || department === undefined;
  return sends ? {} : { department };
}
