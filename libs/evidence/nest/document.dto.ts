import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { AreParts, type FieldOptions, IsDay, IsPart, MayBeLeftOut } from '#libs/http';
import type { DocumentRef } from '#libs/evidence';

/** A document as evidence, in requests of every context. */
export class DocumentRefDto implements DocumentRef {
  @ApiProperty({ description: '文件内容的 SHA-256（先经 POST /evidence 上传）', example: 'ab'.repeat(32) })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;

  @ApiProperty({ description: '标题', maxLength: 500 })
  @IsString()
  @Length(1, 500)
  title!: string;

  @ApiProperty({ required: false, description: '文号' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 200)
  number?: string;

  @MayBeLeftOut()
  @IsDay({ api: { required: false, description: '成文日期' } })
  date?: string;
}

/** A field that names one document. */
export const IsDocument = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  IsPart(() => DocumentRefDto, description, options);

/** A field that names documents, fifty at most. */
export const AreDocuments = (description: string, options: FieldOptions & { readonly least?: number } = {}): PropertyDecorator =>
  AreParts(() => DocumentRefDto, description, { most: 50, ...options });
