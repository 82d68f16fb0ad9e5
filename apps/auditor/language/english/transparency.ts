import type { English } from './text.js';

const keep = 'Keep all files as they are and report it.';
const again = 'Get the file again, exactly as it was made: editors that change line ends or encoding break it.';

/** Codes of libs/transparency that checking can meet. */
export const transparencyEnglish: Readonly<Record<string, English>> = {
  'transparency.tooLarge': ['The content is larger than {maxBytes} bytes', 'Check whether it is the right file.'],
  'transparency.notText': ['The content is no proper UTF-8 text, or has control characters other than line feeds', again],
  'transparency.badHash': ['A hash is not 32 bytes', again],
  'transparency.indexOutside': ['Index {index} is not within {size} records', 'Check whether the checkpoint is older than the record.'],
  'transparency.sizeOutside': ['Sizes that do not fit: from {from} to {to}', 'The earlier must not be larger than the later.'],
  'transparency.proofLength': ['The proof must have {expected} hashes and has {actual}', again],
  'transparency.inclusionWrong': [
    'The inclusion proof is wrong: record {index} is not in this tree of size {size}',
    `Check whether record, proof and checkpoint are of one log. If nobody touched them, record or log was changed. ${keep}`,
  ],
  'transparency.consistencyWrong': [
    'The tree of size {to} does not continue the tree of size {from}',
    `The log’s history was rewritten. ${keep}`,
  ],
  'transparency.noteMalformed': ['The signed file is malformed: {reason}', again],
  'transparency.noteUnsigned': [
    'No signature is by a trusted key',
    'Check the keys in the trust file; if they are right, this file can’t be believed.',
  ],
  'transparency.signatureWrong': [
    'The signature of “{name}” ({keyId}) does not fit the content',
    `This file can’t be believed: content or signature was changed. ${keep}`,
  ],
  'transparency.badKeyName': ['A key’s name can’t be used', 'A name has no spaces, no + and no control characters.'],
  'transparency.badVerifierKey': [
    'A public key is not written right: {reason}',
    'It must be name+8 hex digits+key; ask its owner for the whole line.',
  ],
  'transparency.keyAmbiguous': ['Two different keys have one name and id: “{name}” ({keyId})', 'Keep only one of them in the trust file.'],
  'transparency.checkpointMalformed': ['The checkpoint is malformed: {reason}', again],
  'transparency.originDiffers': [
    'The checkpoint is of the log “{actual}”, not “{expected}”',
    'Check whether files of two ledgers were mixed up.',
  ],
  'transparency.emptyRootWrong': ['There are 0 records, and the root is not that of the empty tree', again],
  'transparency.proofFileMalformed': ['The proof file is malformed: {reason}', again],
  'transparency.policyLine': ['Trust file, line {line}: {reason}', 'Correct this line; see C2SP tlog-policy for how lines are written.'],
  'transparency.logUntrusted': [
    'The checkpoint has no signature of the log “{origin}” as the trust file lists it',
    'Check whether trust file and checkpoint are of one ledger; if so, this file can’t be believed.',
  ],
  'transparency.quorumMissing': [
    'Too few cosignatures: the trust file asks for “{quorum}”, valid ones are by: {witnesses}',
    'Get a checkpoint that more witnesses have cosigned.',
  ],
};
