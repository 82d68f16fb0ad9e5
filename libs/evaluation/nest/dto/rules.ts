import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Length, Matches } from 'class-validator';
import { described, type FieldOptions, IsText as IsTextOf } from '#libs/http';

/** Field rules that only this context's DTOs have. */

/** A text as long as this room's events take it. */
export const IsText = (description: string, options: FieldOptions & { readonly max?: number } = {}): PropertyDecorator =>
  IsTextOf(description, { max: 4000, ...options });

/** Park ids. */
export const AreParks = (description: string, least = 1): PropertyDecorator =>
  applyDecorators(
    described(description, {}, { type: [String] }),
    IsArray(),
    ArrayMinSize(least),
    IsString({ each: true }),
    Length(1, 100, { each: true }),
  );

/** Account ids: never names. */
export const AreAccounts = (description: string, least = 1): PropertyDecorator =>
  applyDecorators(
    described(description, {}, { type: [String] }),
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(200),
    Matches(/^[\x21-\x7e]{1,100}$/, { each: true }),
  );
