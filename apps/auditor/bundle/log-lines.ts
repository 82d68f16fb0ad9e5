import type { EventLine } from '#libs/audit-bundle';
import type { LogLine } from '#libs/verification';

/** A bundle's line as the verification takes it: the same three forms under its names. */
export function logLine(line: EventLine): LogLine {
  const index = Number(line.index);
  switch (line.form) {
    case 'full':
      return { ...line, index };
    case 'saltWithheld':
      return { ...line, form: 'redacted', index };
    case 'hashesOnly':
      return { ...line, form: 'hashed', index };
  }
}
