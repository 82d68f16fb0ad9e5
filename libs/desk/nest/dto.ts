import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { type QueueOrder, queueOrders } from '#libs/desk';
import { VerdictDto } from '#libs/dossier/nest';
import { AreParts, IsFlag, IsText, IsWhole, MayBeLeftOut, ReadQuery } from '#libs/http';
import { type Department, departments } from '#libs/kernel';

class DecisionDto {
  @IsText('园区', { max: 100 }) park!: string;
  @IsWhole('档案年度；不写即评价年度，基期写上一年', { optional: true, min: 1949, max: 9999 }) year?: number;
  @IsText('指标', { max: 60 }) metric!: string;
  @IsWhole('所针对的版本', { min: 1, max: 1_000_000 }) version!: number;
  @AreParts(() => VerdictDto, '逐行结论；与 confirmAll 同用时只列例外的行', { optional: true, most: 5000 }) verdicts?: VerdictDto[];
  @IsFlag('全部确认：未在 verdicts 中列出的行一律确认', { optional: true }) confirmAll?: boolean;
  @IsText('整项退回的理由', { optional: true }) return?: string;
}

export class DecisionsDto {
  @AreParts(() => DecisionDto, '核实清单：每项一个事实', { least: 1, most: 1000 }) decisions!: DecisionDto[];
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
