import type { English } from './text.js';

const keep = 'Keep all files as they are and report it.';
const compare = 'Compare this place with another copy of the ledger; if that copy is right, this one was changed.';

/** Codes of libs/verification. */
export const verificationEnglish: Readonly<Record<string, English>> = {
  'verification.otherKeys': ['The keys are of another ledger: wanted {wanted}, given {given}', 'Use the ledger’s own keys.'],
  'verification.lineMalformed': ['A line of the log is no event: {reason}', compare],
  'verification.indexGap': ['Log indexes have a gap: expected {expected}, found {found}', compare],
  'verification.revisionGap': [
    'Revisions of the stream {stream} have a gap: expected {expected}, found {found}. An event was removed, inserted or exchanged',
    compare,
  ],
  'verification.idRepeated': ['Event id {found} stands twice', compare],
  'verification.idWrong': [
    'The event id does not follow from its command and stream: expected {expected}, found {found}. This program did not write it',
    compare,
  ],
  'verification.firstEvent': ['The first event must be LedgerOpened, once; here is {found}', `Check that it is a whole ledger. ${keep}`],
  'verification.wrongStream': ['{type} is no event of the stream {stream}', compare],
  'verification.notCanonical': ['{what} is not canonical JSON (RFC 8785): it was rewritten', compare],
  'verification.saltWrong': [
    'The salt does not follow from the ledger’s key and the event’s id: expected {expected}, found {found}',
    compare,
  ],
  'verification.schema': ['The content does not have the form of {type}: {reason}', compare],
  'verification.unknownType': [
    'An event type or version that this program does not know: {found}',
    'Use the auditor’s program of the version that wrote the ledger, or a newer one.',
  ],
  'verification.commandMixed': ['Events of one command differ in {what}: expected {expected}, found {found}', compare],
  'verification.instant': ['The recorded instant {found} is none', compare],
  'verification.clockReference': [
    'The instant that is corrected belongs to event {expected} of index {index}; there stands {found}',
    compare,
  ],
  'verification.leafDiffers': ['The leaf of the event is not the one in the tree: expected {expected}, found {found}', keep],
  'verification.rootDiffers': [
    'The root at size {size} is not the one of the signed checkpoint: expected {expected}, found {found}',
    `An event before this was changed, removed, inserted or exchanged. ${keep}`,
  ],
  'verification.epochWrong': [
    'The event that opens a new epoch of the log does not fit the ledger ({what}): expected {expected}, found {found}',
    keep,
  ],
  'verification.tooShort': [
    'The log has only {found} events; a checkpoint signs {expected}. It was cut short, or put back to a back-up',
    keep,
  ],
  'verification.sizeDiffers': ['The log must have {expected} events and has {found}', compare],
  'verification.cannotFold': ['{type} can’t happen here in the stream {stream}', compare],
  'verification.decision': ['The decision taken again is not the recorded one: {reason}', compare],
  'verification.schemeHash': ['The scheme’s content does not have the recorded hash: computed {found}, recorded {expected}', compare],
  'verification.schemeInvalid': ['The scheme is not valid: {reason}', compare],
  'verification.schemeUnknown': ['The scheme {expected} was not adopted at this point', compare],
  'verification.pinUnknown': ['The run pins revision {found} of the stream {stream}, which ends at {expected}', compare],
  'verification.pinLeaves': [
    'The leaves of the stream {stream} up to revision {at} are not what the run pinned: expected {expected}, found {found}',
    `The stream was changed after the run. ${keep}`,
  ],
  'verification.pinFacts': [
    'The facts of the stream {stream} up to revision {at} are not what the run pinned',
    `The stream or the pin was changed after the run. ${keep}`,
  ],
  'verification.pinStreams': ['The run does not pin the streams of its participants: expected {expected}, found {found}', compare],
  'verification.runRequest': ['The run is not what the evaluation asked for ({what}): expected {expected}, found {found}', compare],
  'verification.runDiffers': [
    'Computed anew from the pinned inputs, {what} is not what was recorded: computed {expected}, recorded {found}',
    `Result or inputs were changed. ${keep}`,
  ],
  'verification.engineUnknown': [
    'This program has no engine version {found}; the run was not computed anew',
    'Use the auditor’s program of a version that has this engine.',
  ],
  'verification.runReference': [
    'Run {run} does not exist, is not complete, or differs in {what}: expected {expected}, recorded {found}',
    compare,
  ],
  'verification.evidenceMissing': ['The evidence file {expected} that an event refers to is missing', 'Ask for a bundle that has it.'],
  'verification.evidenceChanged': [
    'An evidence file does not have its hash: expected {expected}, found {found}',
    `The file was changed or damaged. ${keep}`,
  ],
  'verification.erasureUntold': ['The evidence file {expected} is gone, and no event says that it was erased', keep],
  'verification.evidencePlace': ['The place in the evidence that an event refers to does not exist: {found} ({reason})', compare],
  'verification.checkpointInvalid': ['Checkpoint {found} can’t be believed: {reason}', keep],
  'verification.checkpointOrigin': ['The checkpoint is of the log “{found}”; at this point the log’s name is “{expected}”', keep],
  'verification.checkpointSplit': [
    'Two checkpoints of size {size} have two roots: {expected} and {found}. The log shows different histories to different people',
    `Both are signed: that proves it. ${keep}`,
  ],
  'verification.checkpointShrinks': ['Checkpoints get smaller: {expected}, then {found}', `The log was put back and signed again. ${keep}`],
};
