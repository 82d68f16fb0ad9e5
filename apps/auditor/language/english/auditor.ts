import type { English } from './text.js';

const original = 'Ask for the original file.';
const foreign = 'No program of this ledger made this file. Do not unpack it; ask whoever gave it to you.';
const keep = 'Keep all files as they are and report it.';

/** The auditor's own codes. */
export const auditorEnglish: Readonly<Record<string, English>> = {
  'auditor.usage': ['The command line is not right: {reason} {about}', 'See parkledger-audit --help.'],
  'auditor.cantRead': ['File {file} cannot be read ({reason})', 'Check the path and its permissions.'],
  'auditor.notZip': [
    '{file} is not a zip file',
    'Check whether it is the right file. An audit bundle is one zip file: use it as it is, without unpacking.',
  ],
  'auditor.zipTruncated': [
    '{file} is not complete: the end of the zip is missing',
    'Download or copy it again, and compare the file size.',
  ],
  'auditor.zipDamaged': [
    'The zip is damaged: {path} does not unpack',
    'Download or copy it again; if that does not help, have the bundle made anew.',
  ],
  'auditor.zipEncrypted': ['{path} is encrypted', 'An audit bundle never is. Ask for the original file.'],
  'auditor.zipMethod': [
    '{path} is packed in a way that is not supported ({method})',
    'Ask for the original file; do not pack it again with another program.',
  ],
  'auditor.zipName': ['The zip has a file name that is not allowed: {path}', foreign],
  'auditor.zipNameTwice': ['The zip has two files of one name: {path}', foreign],
  'auditor.zipOverlaps': ['Files in the zip overlap: {path}', foreign],
  'auditor.zipTooMany': ['The zip has {entries} files, more than {limit}', 'Have one bundle made for each year.'],
  'auditor.zipTooLarge': [
    '{path} unpacks to {bytes} bytes, over the limit of {limit}',
    'Have one bundle made for each year. If the file itself is small it may be a zip bomb: do not unpack it.',
  ],
  'auditor.fileTooLarge': ['{path} is larger than {limit} bytes', original],
  'auditor.notJson': ['{path} is not a proper data file', original],
  'auditor.manifestMissing': [
    'The zip has no manifest ({path})',
    'Check whether it is the right file; if it was packed again, the manifest must be at the top.',
  ],
  'auditor.fileMissing': ['The bundle has no {path}', 'Ask for the original file; if that has none either, keep it and report it.'],
  'auditor.fileUnlisted': ['{path} is not on the manifest', 'The bundle has one file too many: ask for the original file.'],
  'auditor.fileBytesDiffer': [
    '{path} is not what the manifest says: expected {expected}, found {found}',
    'The file was changed, or damaged on its way: compare with the original, and keep this one.',
  ],
  'auditor.nameDiffers': [
    '{path} must bear the hash of its content as its name, and the hash is {found}',
    'The content was changed or the file exchanged: compare with the original, and keep this one.',
  ],
  'auditor.eventsMissing': [
    '{path} does not follow the events before it',
    'A file of events is missing or was cut: ask for the original file.',
  ],
  'auditor.headDiffers': [
    'The head that is stated ({expected}) is not the one of the checkpoint ({found})',
    'Manifest or checkpoint was exchanged: ask for the original file.',
  ],
  'auditor.heldOrigin': [
    'The checkpoint that you hold is of the log {held}, the bundle is of {bundle}',
    'Check whether files of two ledgers were mixed up. After a restore from a back-up a log has a new name, which an event of it says.',
  ],
  'auditor.heldNewer': [
    'The checkpoint that you hold has {held} records, the bundle only {bundle}: the {missing} behind them are not here and can’t be checked',
    'Ask for a newer bundle. If you are told that there are no more records, the ledger was cut short: keep both files and report it.',
  ],
  'auditor.heldBeyondRestore': [
    'The checkpoint that you hold has {held} records; when the ledger was put back to a back-up it kept {kept}: the {lost} behind them are no longer in it',
    'An event that opens a new epoch of the log tells of the restore: check its reason and document, and ask what became of the {lost} records.',
  ],
  'auditor.heldDiffers': [
    'The first {size} records of the bundle are not those that your checkpoint has seen: expected root {expected}, found {found}',
    `History was rewritten. ${keep} Both signatures are evidence.`,
  ],
  'auditor.splitView': [
    'The log {origin} has signed two different roots at size {size}: {one} and {other}. It shows different histories to different people',
    `The two signed checkpoints prove it. ${keep}`,
  ],
  'auditor.proofOtherTree': [
    'The checkpoint behind the proof ({size} records) is not of this log: expected root {expected}, found {found}',
    `The proof was exchanged, or the log has two histories at one size. ${keep}`,
  ],
  'auditor.resultDiffers': [
    '{path}: {what} is not what the events say: the events have {expected}, the table has {found}',
    `The events decide: the table was changed. ${keep}`,
  ],
  'auditor.resultUnbacked': [
    '{path}: no event of the bundle says this: {what}',
    'The file was exchanged or added: ask for the original file.',
  ],
  'auditor.proofElsewhere': [
    'The proof file puts event {eventId} at index {index}; in the bundle its index is {found}',
    'Proof or event was exchanged: ask for the original file.',
  ],
  'auditor.yearUnknown': ['The bundle has no evaluation of {year}', 'Years that it has: {years}'],
  'auditor.editionUnknown': ['{year} has no edition {edition}', 'Editions that it has: {editions}'],
  'auditor.parkUnknown': ['The result of {year} has no park {park}', 'Check the code of the park; results/ lists them.'],
  'auditor.indicatorUnknown': ['There is no indicator {indicator}', 'Codes of indicators: {indicators}'],
  'auditor.withheld': [
    'This is a public bundle: {what} is withheld and cannot be computed',
    'Ask the task force for a whole bundle if you need it.',
  ],
  'auditor.recomputedDiffers': [
    '{year}, run {run}: {what} computed anew is {expected}, recorded is {found}',
    `The recorded result, or what it was computed from, was changed. ${keep}`,
  ],
  'auditor.otherLedgers': ['The two bundles are of two ledgers: {one} and {other}', 'Compare bundles of one ledger.'],
  'auditor.bundlesFork': [
    'Up to record {index} the two bundles are equal, from there on they differ: neither continues the other',
    `One of them was changed, or the log shows two histories: check both with verify. ${keep}`,
  ],
};
