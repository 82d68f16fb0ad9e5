import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { MayBeLeftOut } from '#libs/http';
import { DocumentRefDto } from '#libs/evidence/nest';

/** Field rules that the registry's DTOs share, each with its description in the API. */

/** A text for people. */
export const IsText = (description: string, { optional = false, max = 2000 } = {}): PropertyDecorator =>
  applyDecorators(described(description, optional), IsString(), Length(1, max));

/** A code that a register gives. */
export const IsCode = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ description }), IsString(), Length(1, 100));

export const IsYear = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ description, example: 2024 }),
    Type(() => Number),
    IsInt(),
    Min(2000),
    Max(2999),
  );

export const IsFlag = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ description }), IsBoolean());

export const IsCount = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ description }), IsInt(), Min(0), Max(1_000_000));

export const IsOneOf = (values: readonly string[], description: string, { optional = false } = {}): PropertyDecorator =>
  applyDecorators(described(description, optional, { enum: values }), IsIn(values));

export const AreEachOneOf = (values: readonly string[], description: string, { optional = false } = {}): PropertyDecorator =>
  applyDecorators(described(description, optional, { enum: values, isArray: true }), IsArray(), IsIn(values, { each: true }));

export const AreTexts = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ description, type: [String] }), IsArray(), IsString({ each: true }), Length(1, 100, { each: true }));

export const IsDocument = (description: string, { optional = false } = {}): PropertyDecorator =>
  applyDecorators(
    described(description, optional, { type: DocumentRefDto }),
    IsObject(),
    ValidateNested(),
    Type(() => DocumentRefDto),
  );

/** At least one document. */
export const AreDocuments = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ description, type: [DocumentRefDto] }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(50),
    ValidateNested({ each: true }),
    Type(() => DocumentRefDto),
  );

function described(description: string, optional: boolean, more: object = {}): PropertyDecorator {
  return optional
    ? applyDecorators(ApiPropertyOptional({ description, ...more }), MayBeLeftOut())
    : (ApiProperty({ description, ...more }) as PropertyDecorator);
}
