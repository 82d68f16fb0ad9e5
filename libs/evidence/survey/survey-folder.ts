import type { EvidenceFolder } from '../folder-store.js';
import { examine, type ExamineOptions, unfinishedIn } from './examine.js';
import { EvidenceReferences, type LoggedEvent } from './references.js';
import { type EvidenceSurvey, type ExaminedFile, surveyEvidence } from './survey.js';

export interface SurveyOptions extends ExamineOptions {
  readonly now: Date;
  /** Told of the number of events, then of files, that are behind. */
  readonly progress?: (phase: 'events' | 'files', count: number) => void;
}

/** A survey, and the log index up to which events were looked at; −1: there is none. */
export interface FolderSurvey extends EvidenceSurvey {
  readonly index: number;
}

/**
 * Holds a store's files against a whole log. The log first: a file that is delivered and used meanwhile is then an orphan of a moment, and never one that is missing.
 * @throws the signal's reason
 */
export async function surveyFolder(
  store: EvidenceFolder,
  log: AsyncIterable<readonly LoggedEvent[]>,
  { now, progress, ...options }: SurveyOptions,
): Promise<FolderSurvey> {
  const references = new EvidenceReferences();
  for await (const page of log) {
    options.signal?.throwIfAborted();
    for (const event of page) references.take(event);
    progress?.('events', references.events);
  }
  const files: ExaminedFile[] = [];
  for await (const file of examine(store, options)) {
    files.push(file);
    progress?.('files', files.length);
  }
  return { index: references.events - 1, ...surveyEvidence({ files, unfinished: await unfinishedIn(store), references, now }) };
}
