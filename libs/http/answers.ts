import { ApiProperty } from '@nestjs/swagger';
import type { CommandAnswer, ReadAnswer } from '#libs/event-sourcing';

class AnsweredEvent {
  @ApiProperty() id!: string;
  @ApiProperty() type!: string;
  @ApiProperty() revision!: number;
  @ApiProperty() recordedAt!: string;
  @ApiProperty({ type: Object }) data!: unknown;
}

/** The answer to a command: what was recorded (or, on a dry run, would have been), and the position for `?atLeast=`. */
export class CommandAnswerDto {
  @ApiProperty() commandId!: string;
  @ApiProperty() stream!: string;
  @ApiProperty({ description: '对象编号（流名中类别之后的部分）' }) id!: string;
  @ApiProperty() revision!: number;
  @ApiProperty({ required: false, description: '读接口的 ?atLeast= 用它' }) position?: string;
  @ApiProperty() dryRun!: boolean;
  @ApiProperty({ type: [AnsweredEvent] }) events!: AnsweredEvent[];
}

/** Brings a command's answer into the form of the API. */
export function toAnswer(answer: CommandAnswer): CommandAnswerDto {
  return {
    commandId: answer.commandId,
    stream: answer.stream,
    id: answer.id,
    revision: answer.revision,
    ...(answer.position === undefined ? {} : { position: answer.position }),
    dryRun: answer.dryRun,
    events: answer.events.map((event) => ({
      id: event.id,
      type: event.type,
      revision: event.revision,
      recordedAt: event.metadata.recordedAt,
      data: event.data,
    })),
  };
}

/** The answer of a read, and the point of the log that it shows. */
export interface Answer<T> {
  readonly data: T;
  readonly index: number;
  readonly effectiveAt: string;
  readonly position: string;
}

/** Brings what the read models answer into the form of the API. */
export function toRead<T>({ value, index, effectiveAt, position }: ReadAnswer<T>): Answer<T> {
  return { data: value, index, effectiveAt, position };
}
