import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsISO8601, IsString, IsUUID, Length, Min } from 'class-validator';

/** Moves a sample's simulated clock forward. */
export class MoveSampleClockDto {
  @ApiProperty({ example: '2025-12-31T08:00:00.000Z', description: '毫秒精度的 UTC 时间，只能向后' })
  @IsISO8601({ strict: true })
  to!: string;
}

/** Names an event whose recordedAt is known to be wrong. */
export class ClockErrorDto {
  @ApiProperty({ description: '日志序号' })
  @IsInt()
  @Min(1)
  index!: number;

  @ApiProperty({ description: '该序号上事件的编号' })
  @IsUUID()
  eventId!: string;

  @ApiProperty({ description: '如何得知该时间有误' })
  @IsString()
  @Length(1, 2000)
  reason!: string;
}
