import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsObject, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { MayBeLeftOut } from '#libs/http';
import { DocumentRefDto } from '#libs/evidence/nest';

/** Field rules that this context's DTOs share, each with its description in the API. */

type Options = { readonly optional?: boolean; readonly max?: number };

const described = (description: string, optional = false, more: object = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ description, required: !optional, ...more }), ...(optional ? [MayBeLeftOut()] : []));

export const IsText = (description: string, { optional, max = 4000 }: Options = {}): PropertyDecorator =>
  applyDecorators(described(description, optional), IsString(), Length(1, max));

export const IsWhole = (
  description: string,
  { optional, min = 0, max = 1_000_000_000 }: Options & { min?: number } = {},
): PropertyDecorator => applyDecorators(described(description, optional), IsInt(), Min(min), Max(max));

/** Park ids. */
export const AreParks = (description: string, least = 1): PropertyDecorator =>
  applyDecorators(
    described(description, false, { type: [String] }),
    IsArray(),
    ArrayMinSize(least),
    IsString({ each: true }),
    Length(1, 100, { each: true }),
  );

/** Account ids: never names. */
export const AreAccounts = (description: string, least = 1): PropertyDecorator =>
  applyDecorators(
    described(description, false, { type: [String] }),
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(200),
    Matches(/^[\x21-\x7e]{1,100}$/, { each: true }),
  );

export const IsDocument = (description: string, { optional }: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(description, optional, { type: DocumentRefDto }),
    IsObject(),
    ValidateNested(),
    Type(() => DocumentRefDto),
  );

export const AreDocuments = (description: string, least = 1): PropertyDecorator =>
  applyDecorators(
    described(description, false, { type: [DocumentRefDto] }),
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(50),
    ValidateNested({ each: true }),
    Type(() => DocumentRefDto),
  );

export const AreOf = (type: () => new () => object, description: string, { optional }: Options = {}): PropertyDecorator =>
  applyDecorators(described(description, optional, { type: [type()] }), IsArray(), ValidateNested({ each: true }), Type(type));
