import { getMetadataStorage, type ValidationError } from 'class-validator';
import { inWords, type InWords } from '#libs/kernel';

/** Under this key @nestjs/swagger keeps how a property of a DTO is described; the package offers no reader of its own. */
const DESCRIBED = 'swagger/apiModelProperties';

/** A field by the name that the API's documentation gives it, with its path behind: `理由（reason）`. */
export function fieldInWords({ target, property }: ValidationError, where: string): InWords {
  const described = target && (Reflect.getMetadata(DESCRIBED, target, property) as { description?: string } | undefined);
  // A description begins with the name and may go on to explain it.
  const name = described?.description?.split(/[，；：（。]/)[0];
  return inWords(where, name ? `${name}（${where}）` : where);
}

/** What a rule of a field demands. The rule's own (English) text is the value. */
export function constraintInWords({ target, property }: ValidationError, constraint: string, text: string): InWords {
  const rules = target ? getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false) : [];
  const rule = rules.find((known) => known.propertyName === property && known.name === constraint);
  // A body of another shape than the DTO's (a list for an object) has no rules to ask for their numbers.
  const demand = (rule && demands[constraint]?.((rule.constraints ?? []) as readonly unknown[])) ?? '形式不对';
  return inWords(text, rule?.each === true ? `每一项${demand}` : demand);
}

type Demand = (given: readonly unknown[]) => string;

/** By class-validator's names of the rules that the DTOs use. */
const demands: Readonly<Record<string, Demand>> = {
  isString: () => '须是文本',
  isInt: () => '须是整数',
  isBoolean: () => '须是 true 或 false',
  isArray: () => '须是列表',
  isObject: () => '须是对象',
  nestedValidation: () => '须是对象',
  isNotEmpty: () => '不能为空',
  isUuid: () => '须是系统给出的编号',
  isIn: ([values]) => `须是 ${(values as readonly unknown[]).join('、')} 之一`,
  isLength: ([least, most]) => `须有 ${String(least)} 至 ${String(most)} 个字符`,
  min: ([least]) => `不得小于 ${String(least)}`,
  max: ([most]) => `不得大于 ${String(most)}`,
  arrayNotEmpty: () => '至少一项',
  arrayMinSize: ([least]) => `至少 ${String(least)} 项`,
  arrayMaxSize: ([most]) => `最多 ${String(most)} 项`,
  matches: () => '形式不对',
};
