import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsString } from 'class-validator';
import type { Response } from 'express';
import { CurrentCaller } from '#libs/access/nest';
import { mediaTypes } from '#libs/evidence';
import { MayBeLeftOut, WholeNumberPipe } from '#libs/http';
import type { Caller } from '#libs/kernel';
import type { BookOut, SheetOut } from '#libs/spreadsheets';
import { writeCsv, writeWorkbook } from '#libs/spreadsheets/write';
import {
  NOTES_SHEET,
  streamErrors,
  tableOfSheet,
  templateFor,
  type WorkbookKind,
  workbookKindNames,
  workbookKinds,
} from '#libs/submission';
import { TemplateReader } from '../checks/template-reader.js';

class TemplateQueryDto {
  @ApiProperty({ required: false, enum: ['xlsx', 'csv'], description: '格式，默认 xlsx；csv 每次一张表' })
  @MayBeLeftOut()
  @IsIn(['xlsx', 'csv'])
  format?: 'xlsx' | 'csv';

  @ApiProperty({ required: false, enum: ['utf-8', 'gb18030'], description: 'CSV 的编码，默认 utf-8' })
  @MayBeLeftOut()
  @IsIn(['utf-8', 'gb18030'])
  encoding?: 'utf-8' | 'gb18030';

  @ApiProperty({ required: false, description: '表名；CSV 在模板不止一张表时必填' })
  @MayBeLeftOut()
  @IsString()
  sheet?: string;
}

/** Workbooks to fill in: for each office and year, with what is known written in. */
@ApiTags('报送')
@Controller('templates')
export class TemplatesController {
  constructor(private readonly templates: TemplateReader) {}

  @Get(':year/:kind')
  @ApiOperation({ summary: '下载报送模板：按当前账号的单位，名单已填，代码列为文本，附填报说明' })
  @ApiParam({ name: 'kind', enum: workbookKinds })
  @ApiProduces(mediaTypes.xlsx, mediaTypes.csv)
  async download(
    @Param('year', WholeNumberPipe) year: number,
    @Param('kind') kind: string,
    @Query() { format = 'xlsx', encoding, sheet }: TemplateQueryDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const request = await this.templates.of(caller, kindOf(kind), year);
    const book = templateFor(request);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (format === 'xlsx') return file(await writeWorkbook(book), `${year}年度${workbookKindNames[request.kind]}.xlsx`, mediaTypes.xlsx);
    const table = listOf(book, sheet);
    return file(writeCsv(tableOfSheet(table), encoding), `${year}年度${table.name}.csv`, mediaTypes.csv);
  }
}

function kindOf(kind: string): WorkbookKind {
  const known = workbookKinds.find((one) => one === kind);
  if (!known) throw streamErrors.error('submission.unknownKind', { kind }, { where: 'kind' });
  return known;
}

/** The one list of a template, or the one that is named. */
function listOf({ sheets }: BookOut, name: string | undefined): SheetOut {
  const lists = sheets.filter((sheet) => sheet.name !== NOTES_SHEET);
  const found = name === undefined && lists.length === 1 ? lists[0] : lists.find((sheet) => sheet.name === name);
  if (!found) {
    throw streamErrors.error(
      'submission.sheetNotNamed',
      { sheets: lists.map((sheet) => sheet.name).join('、') || '无' },
      { where: 'sheet' },
    );
  }
  return found;
}

function file(content: Buffer, name: string, type: string): StreamableFile {
  return new StreamableFile(content, { type, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}` });
}
