import type { AppendOutcome, ExpectedRevision } from '../log/record.js';
import { streamIdentifier } from './ids.js';
import { any, code, empty, googleStatus, shared, streams } from './stubs.js';

type WrongExpectedVersion = Extract<AppendOutcome, { kind: 'wrongExpectedVersion' }>;
type Written = Extract<AppendOutcome, { kind: 'written' | 'repeated' }>;

/** An answer of `Append`. */
export function appendResponse(outcome: Written | WrongExpectedVersion, expected: ExpectedRevision): streams.AppendResp {
  const response = new streams.AppendResp();
  if (outcome.kind === 'wrongExpectedVersion') {
    response.setWrongExpectedVersion(wrongExpectedVersion(outcome, expected));
    return response;
  }
  const success = new streams.AppendResp.Success();
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  success.setCurrentRevision(String(outcome.revision));
  success.setPosition(position);
  response.setSuccess(success);
  return response;
}

function wrongExpectedVersion({ current }: WrongExpectedVersion, expected: ExpectedRevision): streams.AppendResp.WrongExpectedVersion {
  const message = new streams.AppendResp.WrongExpectedVersion();
  if (current === 'noStream') message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(String(current));
  if (expected === 'any') message.setExpectedAny(new shared.Empty());
  else if (expected === 'noStream') message.setExpectedNoStream(new shared.Empty());
  else if (expected === 'streamExists') message.setExpectedStreamExists(new shared.Empty());
  else message.setExpectedRevision(String(expected));
  return message;
}

/** An answer of `BatchAppend`: one an append, told apart by the correlation id that the client gave. */
export function batchAnswer(
  correlation: shared.UUID,
  stream: string,
  outcome: AppendOutcome,
  expected: ExpectedRevision,
): streams.BatchAppendResp {
  if (outcome.kind === 'streamDeleted') return batchError(correlation, stream, streamDeletedStatus(stream));
  if (outcome.kind === 'wrongExpectedVersion') return batchError(correlation, stream, wrongExpectedVersionStatus(outcome, expected));
  const success = new streams.BatchAppendResp.Success();
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  success.setCurrentRevision(String(outcome.revision));
  success.setPosition(position);
  const response = batchResponse(correlation, stream);
  response.setSuccess(success);
  return response;
}

export function batchError(correlation: shared.UUID, stream: string, error: googleStatus.Status): streams.BatchAppendResp {
  const response = batchResponse(correlation, stream);
  response.setError(error);
  return response;
}

export function tooLargeStatus(limit: number): googleStatus.Status {
  const details = new shared.MaximumAppendSizeExceeded();
  details.setMaxappendsize(limit);
  return statusOf(code.Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', details.serializeBinary());
}

export function badRequestStatus(message: string): googleStatus.Status {
  const details = new shared.BadRequest();
  details.setMessage(message);
  return statusOf(code.Code.INVALID_ARGUMENT, 'BadRequest', details.serializeBinary());
}

export function timeoutStatus(): googleStatus.Status {
  return statusOf(code.Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout().serializeBinary());
}

/** A refusal that has no message of its own but its text: the client makes it an UnknownError. */
export function plainStatus(message: string): googleStatus.Status {
  return statusOf(code.Code.OK, message, new empty.Empty().serializeBinary(), 'google.protobuf.Empty');
}

function streamDeletedStatus(stream: string): googleStatus.Status {
  const details = new shared.StreamDeleted();
  details.setStreamIdentifier(streamIdentifier(stream));
  return statusOf(code.Code.NOT_FOUND, 'StreamDeleted', details.serializeBinary());
}

function wrongExpectedVersionStatus({ current }: WrongExpectedVersion, expected: ExpectedRevision): googleStatus.Status {
  const details = new shared.WrongExpectedVersion();
  if (current === 'noStream') details.setCurrentNoStream(new empty.Empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(new empty.Empty());
  else if (expected === 'noStream') details.setExpectedNoStream(new empty.Empty());
  else if (expected === 'streamExists') details.setExpectedStreamExists(new empty.Empty());
  else details.setExpectedStreamPosition(String(expected));
  return statusOf(code.Code.ALREADY_EXISTS, 'WrongExpectedVersion', details.serializeBinary());
}

function statusOf(value: code.Code, message: string, details: Uint8Array, type = `event_store.client.${message}`): googleStatus.Status {
  const packed = new any.Any();
  packed.pack(details, type);
  const error = new googleStatus.Status();
  error.setCode(value);
  error.setMessage(message);
  error.setDetails(packed);
  return error;
}

function batchResponse(correlation: shared.UUID, stream: string): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(correlation);
  response.setStreamIdentifier(streamIdentifier(stream));
  return response;
}
