import type { IsoInstant } from '#libs/kernel';
import type { DocumentKind } from './kinds.js';

/**
 * A document before it has a form: what stands on it, in order. Renderers (`#libs/documents/write`) make a PDF, a workbook or a CSV of it; all of its text is for
 * people, in Chinese, and nothing in it comes from a clock: the same ledger at the same index gives the same bytes.
 */
export interface DocumentModel {
  readonly kind: DocumentKind;
  readonly title: string;
  /** Lines under the title: year, park, office. */
  readonly subtitles: readonly string[];
  readonly orientation: 'portrait' | 'landscape';
  readonly blocks: readonly Block[];
  /** What it rests on (edition, run, result, log index): at the foot of every page. */
  readonly citation: string;
  /** The moment of the ledger that it shows: the date in the file's own properties. */
  readonly at: IsoInstant;
}

export type Block = Heading | Prose | Facts | Table | Notes | Signatures;

export interface Heading {
  readonly kind: 'heading';
  readonly text: string;
}

/** Running text, a paragraph each. */
export interface Prose {
  readonly kind: 'prose';
  readonly paragraphs: readonly string[];
}

/** Labels with their values, two pairs a line; a wide one has the line for itself. */
export interface Facts {
  readonly kind: 'facts';
  readonly pairs: readonly Pair[];
}
export type Pair = readonly [label: string, value: string, width?: 'wide'];

/** A table; its head stands on every page that it reaches. Where it has no rows it says so in the words of `empty`. */
export interface Table {
  readonly kind: 'table';
  /** Name of the table: above it on paper, and the name of its sheet in a workbook. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly empty: string;
  /** Rows at the end that sum the others up. */
  readonly totals?: readonly (readonly string[])[];
}

export interface Column {
  readonly header: string;
  /** Share of the table's width, relative to the other columns'. */
  readonly width: number;
  readonly align?: 'left' | 'centre' | 'right';
}

/** Small print: readings, remarks. */
export interface Notes {
  readonly kind: 'notes';
  readonly items: readonly string[];
}

/** Lines to sign or stamp on, two a row; one whose value is known has it instead of a line. */
export interface Signatures {
  readonly kind: 'signatures';
  readonly labels: readonly (string | readonly [label: string, value: string])[];
}

/** The tables of a document, in order. */
export function tablesOf({ blocks }: DocumentModel): readonly Table[] {
  return blocks.filter((block) => block.kind === 'table');
}
