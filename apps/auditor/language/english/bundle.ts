import type { English } from './text.js';

/** Codes of libs/audit-bundle. */
export const bundleEnglish: Readonly<Record<string, English>> = {
  'bundle.manifestMalformed': [
    'The manifest (manifest.json) is not right: {reason}',
    'Get the bundle as it was made, never unpacked and packed again; if that does not help, keep it and report it.',
  ],
  'bundle.lineMalformed': [
    '{path} line {line} is no proper line of an event: {reason}',
    'Get the bundle as it was made; do not open and save it with software that changes line ends, encoding or order.',
  ],
  'bundle.resultMalformed': [
    'A result file of the bundle is not right: {reason}',
    'Get the bundle as it was made; if that does not help, keep it and report it.',
  ],
  'bundle.pathUnknown': [
    'A bundle has no file “{path}”',
    'Get the bundle as it was made; if a newer system made it, use the auditor’s program of that version.',
  ],
};
