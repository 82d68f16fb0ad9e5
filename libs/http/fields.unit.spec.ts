import { AreParts, IsFlag, IsOneOf, IsPart, IsText, IsWhole, requestValidation } from '#libs/http';
import type { DomainError } from '#libs/kernel';

class PartDto {
  @IsText('名称', { max: 3 }) name!: string;
}

class RequestDto {
  @IsText('理由') reason!: string;
  @IsWhole('年度', { min: 1949, max: 9999, optional: true }) year?: number;
  @IsFlag('是否', { optional: true }) flag?: boolean;
  @IsOneOf(['甲', '乙'], '二者之一', { optional: true }) choice?: string;
  @IsPart(() => PartDto, '一项', { optional: true }) part?: PartDto;
  @AreParts(() => PartDto, '各项', { least: 1, most: 2, optional: true }) parts?: PartDto[];
}

async function refused(body: object): Promise<readonly [string | undefined, string][]> {
  const taken = await requestValidation()
    .transform(body, { type: 'body', metatype: RequestDto })
    .then(
      () => undefined,
      (error: DomainError) => error,
    );
  return taken ? taken.faults.map(({ where, message }) => [where, message]) : [];
}

describe('the rules of a field', () => {
  it('take what is there and let be what may be left out', async () => {
    expect(await refused({ reason: '更正' })).toEqual([]);
    expect(await refused({ reason: '更正', year: 2023, flag: false, choice: '乙', part: { name: '一' }, parts: [{ name: '二' }] })).toEqual(
      [],
    );
  });

  it('tell the form that is wrong before any bound, at the place where it is', async () => {
    expect(await refused({ reason: 5, year: '2023', flag: 1, choice: '丙', part: '一', parts: '二' })).toEqual([
      ['reason', '「理由（reason）」不合要求：须是文本'],
      ['year', '「年度（year）」不合要求：须是整数'],
      ['flag', '「是否（flag）」不合要求：须是 true 或 false'],
      ['choice', '「二者之一（choice）」不合要求：须是 甲、乙 之一'],
      ['part', '「一项（part）」不合要求：须是对象'],
      ['parts', '「各项（parts）」不合要求：须是列表'],
    ]);
  });

  it('tell the bound of what has the right form', async () => {
    expect(await refused({ reason: '', year: 1900, part: { name: '一二三四' }, parts: [] })).toEqual([
      ['reason', '「理由（reason）」不合要求：须有 1 至 2000 个字符'],
      ['year', '「年度（year）」不合要求：不得小于 1949'],
      ['part.name', '「名称（part.name）」不合要求：须有 1 至 3 个字符'],
      ['parts', '「各项（parts）」不合要求：至少 1 项'],
    ]);
    expect(await refused({ reason: '理', parts: [{ name: '一' }, { name: '二' }, { name: '' }] })).toEqual([
      ['parts', '「各项（parts）」不合要求：最多 2 项'],
    ]);
  });

  it('do not take a null for what is left out', async () => {
    expect(await refused({ reason: '更正', part: null })).toEqual([['part', '「一项（part）」不合要求：须是对象']]);
  });
});
