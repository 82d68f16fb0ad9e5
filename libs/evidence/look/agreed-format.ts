import { named } from '#libs/kernel';
import { evidenceErrors } from '../errors.js';
import type { ContentKind } from './content-look.js';
import { extensionOf, type FileFormat, formatNames, formatOfName } from './media-types.js';

/** The format that the name and the content of a file agree on. @throws `evidence.mediaType`, `evidence.wrongType` */
export function agreedFormat(name: string, kind: ContentKind): FileFormat {
  const format = formatOfName(name);
  if (format === undefined) throw evidenceErrors.error('evidence.mediaType', { extension: extensionOf(name) });
  if (format === kind.format) return format;
  const found = kind.format === undefined ? kind.words : named(formatNames, kind.format);
  throw evidenceErrors.error('evidence.wrongType', { name, extension: extensionOf(name), found });
}

/** A name that is fit to be shown and to be a sheet's. @throws `evidence.badName` */
export function checkName(name: string): void {
  const usable =
    name.length > 0 && name.length <= 200 && !/[/\\\p{Cc}]/u.test(name) && name !== '.' && name !== '..' && name.isWellFormed();
  if (!usable) throw evidenceErrors.error('evidence.badName', { name });
}
