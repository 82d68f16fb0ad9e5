import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { type QueueOrder, queueOrders } from '#libs/desk';
import type { Verdict } from '#libs/dossier';
import { MayBeLeftOut, ReadQuery } from '#libs/http';
import { type Department, departments } from '#libs/kernel';

class LineVerdictDto implements Verdict {
  @ApiProperty({ description: '行编号' })
  @IsString()
  @Length(1, 300)
  line!: string;

  @ApiProperty({ enum: ['confirmed', 'returned', 'struck'], description: '核实结论：确认、退回（须更正）、划去（不计）' })
  @IsIn(['confirmed', 'returned', 'struck'])
  verdict!: Verdict['verdict'];

  @ApiPropertyOptional({ description: '退回或划去的理由' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

class DecisionDto {
  @ApiProperty({ description: '园区' })
  @IsString()
  @Length(1, 100)
  park!: string;

  @ApiPropertyOptional({ description: '档案年度；不写即评价年度，基期写上一年' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1949)
  @Max(9999)
  year?: number;

  @ApiProperty({ description: '指标' })
  @IsString()
  @Length(1, 60)
  metric!: string;

  @ApiProperty({ description: '所针对的版本' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version!: number;

  @ApiPropertyOptional({ type: [LineVerdictDto], description: '逐行结论；与 confirmAll 同用时只列例外的行' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => LineVerdictDto)
  verdicts?: LineVerdictDto[];

  @ApiPropertyOptional({ description: '全部确认：未在 verdicts 中列出的行一律确认' })
  @MayBeLeftOut()
  @IsBoolean()
  confirmAll?: boolean;

  @ApiPropertyOptional({ description: '整项退回的理由' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  return?: string;
}

export class DecisionsDto {
  @ApiProperty({ type: [DecisionDto], description: '核实清单：每项一个事实' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => DecisionDto)
  decisions!: DecisionDto[];
}

class ParkFilter extends ReadQuery {
  @ApiPropertyOptional({ description: '园区' })
  @MayBeLeftOut()
  @IsString()
  park?: string;
}

/** Filters of lists of facts. */
export class FactsFilter extends ParkFilter {
  @ApiPropertyOptional({ description: '指标' })
  @MayBeLeftOut()
  @IsString()
  metric?: string;
}

export class QueueFilterDto extends FactsFilter {
  @ApiPropertyOptional({ enum: departments, description: '核实部门；部门和县区不写即本部门' })
  @MayBeLeftOut()
  @IsIn(departments)
  department?: Department;

  @ApiPropertyOptional({ enum: queueOrders, description: '排序：等候时间（age，默认）、园区（park）、指标（metric）' })
  @MayBeLeftOut()
  @IsIn(queueOrders)
  sort?: QueueOrder;
}

export class OfficeFilter extends ParkFilter {
  @ApiPropertyOptional({ enum: departments, description: '承办单位' })
  @MayBeLeftOut()
  @IsIn(departments)
  department?: Department;

  @ApiPropertyOptional({ description: '县区（承办单位为县区时）' })
  @MayBeLeftOut()
  @IsString()
  county?: string;
}

export class VersionsDto extends ReadQuery {
  @ApiPropertyOptional({ description: '原版本；不写即 to 所更正的版本' })
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  from?: number;

  @ApiPropertyOptional({ description: '新版本；不写即最新版本' })
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  to?: number;
}
