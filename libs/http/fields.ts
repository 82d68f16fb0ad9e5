import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
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
import { MayBeLeftOut } from './validation.js';

/**
 * Field rules that the requests of every context share, each with its description in the API. The form comes before the bounds: of a field of another form no
 * bound is told.
 */
export interface FieldOptions {
  readonly optional?: boolean;
}

/** How the API describes a field, and whether it may be left out. */
export function described(description: string, { optional = false }: FieldOptions = {}, more: ApiPropertyOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ description, required: !optional, ...more } as ApiPropertyOptions),
    ...(optional ? [MayBeLeftOut()] : []),
  );
}

/** A text for people; never an empty one. */
export const IsText = (description: string, { max = 2000, ...options }: FieldOptions & { readonly max?: number } = {}): PropertyDecorator =>
  applyDecorators(described(description, options), IsString(), Length(1, max));

export const IsWhole = (
  description: string,
  { min = 0, max = 1_000_000_000, ...options }: FieldOptions & { readonly min?: number; readonly max?: number } = {},
): PropertyDecorator => applyDecorators(described(description, options), IsInt(), Min(min), Max(max));

export const IsFlag = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(described(description, options), IsBoolean());

export const IsOneOf = (values: readonly string[], description: string, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(described(description, options, { enum: [...values] }), IsIn(values));

/** An object with fields of its own. */
export const IsPart = (type: () => new () => object, description: string, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(described(description, options, { type: type() }), IsObject(), ValidateNested(), Type(type));

/** A list of objects with fields of their own. */
export const AreParts = (
  type: () => new () => object,
  description: string,
  { least = 0, most, ...options }: FieldOptions & { readonly least?: number; readonly most?: number } = {},
): PropertyDecorator =>
  applyDecorators(
    described(description, options, { type: [type()] }),
    IsArray(),
    ...(least > 0 ? [ArrayMinSize(least)] : []),
    ...(most === undefined ? [] : [ArrayMaxSize(most)]),
    ValidateNested({ each: true }),
    Type(type),
  );
