import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { described, type FieldOptions, IsText, IsWhole } from '#libs/http';

/** Field rules that only the registry's DTOs have. */

/** A code that a register gives. */
export const IsCode = (description: string): PropertyDecorator => IsText(description, { max: 100 });

export const IsYear = (description: string): PropertyDecorator =>
  applyDecorators(
    described(description, {}, { example: 2024 }),
    Type(() => Number),
    IsInt(),
    Min(2000),
    Max(2999),
  );

export const IsCount = (description: string): PropertyDecorator => IsWhole(description, { max: 1_000_000 });

export const AreEachOneOf = (values: readonly string[], description: string, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(described(description, options, { enum: [...values], isArray: true }), IsArray(), IsIn(values, { each: true }));

export const AreTexts = (description: string): PropertyDecorator =>
  applyDecorators(described(description, {}, { type: [String] }), IsArray(), IsString({ each: true }), Length(1, 100, { each: true }));
