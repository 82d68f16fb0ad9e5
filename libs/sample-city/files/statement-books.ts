import { sha256 } from '#libs/kernel';
import { recognisedAtEndOf, type Park } from '../city/parks.js';
import { accidents } from '../story/accidents.js';
import { accidentReport, documents, documentText } from '../story/documents.js';
import type { BookPlace } from './book-path.js';

/** An accident as 应急's workbook states it, with the report by which it was graded. */
export interface StatedAccident {
  readonly accident: string;
  readonly date: string;
  readonly severity: string;
  readonly report: { readonly title: string; readonly hash: string };
}

/** 应急's statement of a year: for each park its accidents, or none. */
export interface StatementBook {
  readonly place: BookPlace;
  readonly parks: readonly { readonly park: string; readonly accidents: readonly StatedAccident[] }[];
}

/** The statements of the story's years; of 2024 not every park has its own yet. */
export function statementBooks(parks: readonly Park[]): readonly StatementBook[] {
  const book = (year: number, of: readonly Park[]): StatementBook => ({
    place: { year, office: 'emergency', stem: 'statements', extension: 'xlsx' },
    parks: of
      .filter((park) => recognisedAtEndOf(park, year))
      .map(({ code }) => ({
        park: code,
        accidents: accidents.filter(({ park, date }) => park === code && date.startsWith(`${year}-`)).map(stated),
      })),
  });
  return [book(2022, parks), book(2023, parks), book(2024, parks.slice(0, 30))];
}

function stated({ accident, date, severity }: (typeof accidents)[number]): StatedAccident {
  const key = accidentReport(accident);
  const report = documents.find((document) => document.key === key);
  if (!report) throw new RangeError(`no report on ${accident}`);
  return { accident, date, severity, report: { title: report.title, hash: sha256(documentText(report)) } };
}
