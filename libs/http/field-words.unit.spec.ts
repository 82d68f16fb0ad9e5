import { Type } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, IsArray, IsIn, IsInt, IsString, Length, Max, ValidateNested } from 'class-validator';
import { DomainError } from '#libs/kernel';
import { bareCodes } from '#libs/kernel/testing';
import { IsDay, IsUsccText, requestValidation } from '#libs/http';

class PartDto {
  @ApiProperty({ description: '文件名；随意' })
  @IsString()
  @Length(1, 3)
  fileName!: string;
}

class RequestDto {
  @ApiProperty({ description: '更正理由' })
  @IsString()
  @Length(1, 5)
  correctionReason!: string;

  @ApiProperty({ description: '年度，须已结束' })
  @IsInt()
  @Max(2999)
  lastYear!: number;

  @IsIn(['甲', '乙'])
  ofTwo!: string;

  @ApiProperty({ description: '清单（可为空）' })
  @IsArray()
  @ArrayMinSize(1)
  @IsString({ each: true })
  someTexts!: string[];

  @IsDay({ api: { description: '竣工日期' } })
  completedOn!: string;

  @IsUsccText({ api: { description: '代码' } })
  uscc!: string;

  @ApiProperty({ description: '附件' })
  @ValidateNested({ each: true })
  @Type(() => PartDto)
  someParts!: PartDto[];
}

async function faultsOf(body: unknown): Promise<DomainError> {
  const refused: unknown = await requestValidation()
    .transform(body, { type: 'body', metatype: RequestDto })
    .catch((error: unknown) => error);
  if (!(refused instanceof DomainError)) throw new Error('the request was taken');
  return refused;
}

describe('a refused request', () => {
  const body = {
    correctionReason: '',
    lastYear: 3000,
    ofTwo: '丙',
    someTexts: ['x', 1],
    completedOn: '2023-02-29',
    uscc: { code: 'x' },
    someParts: [{ fileName: 'long' }, 'none'],
    extraWord: 1,
  };

  it('names every field as the documentation does, and what its rule demands, in Chinese', async () => {
    const { faults } = await faultsOf(body);
    expect(faults.map(({ where, message }) => [where, message]).sort()).toEqual(
      [
        ['completedOn', '「竣工日期（completedOn）」不是存在的日期（YYYY-MM-DD）'],
        ['correctionReason', '「更正理由（correctionReason）」不合要求：须有 1 至 5 个字符'],
        ['extraWord', '不认识的字段「extraWord」'],
        ['lastYear', '「年度（lastYear）」不合要求：不得大于 2999'],
        ['ofTwo', '「ofTwo」不合要求：须是 甲、乙 之一'],
        ['someParts[0].fileName', '「文件名（someParts[0].fileName）」不合要求：须有 1 至 3 个字符'],
        ['someParts[1]', '「someParts[1]」不合要求：形式不对'],
        ['someTexts', '「清单（someTexts）」不合要求：每一项须是文本'],
        ['uscc', '统一社会信用代码「{"code":"x"}」的校验位不对'],
      ].sort(),
    );
    // The words that the caller wrote, and a field that nobody described, are all that stands bare.
    const bare = bareCodes(faults).map((found) => found.slice(0, found.indexOf(':')));
    expect([...new Set(bare)].sort()).toEqual(['extraWord', 'ofTwo', 'someParts']);
  });

  it('keeps the rule’s own text for machines', async () => {
    const { faults } = await faultsOf({ ...body, someParts: [] });
    expect(faults.find(({ where }) => where === 'lastYear')?.params).toEqual({
      field: 'lastYear',
      constraint: 'lastYear must not be greater than 2999',
    });
  });

  it('says so where the body has another shape', async () => {
    expect((await faultsOf([])).message).toMatch(/[\u4e00-\u9fff]/);
  });
});
